r"""How concentrated trade is when only some partners or products are known.

The Herfindahl-Hirschman index is :math:`H = \sum_i s_i^2` over all shares. If only
the shares in :math:`K` are known, with the rest :math:`r = 1 - \sum_{i \in K} s_i`,
then

.. math:: \sum_{i \in K} s_i^2 \le H \le \sum_{i \in K} s_i^2 + r^2,

the lower end if the rest is spread over very many, the upper if it is a single one.
Where a share is itself a range, the ends are taken over the ranges: the upper end
is convex in the shares, so that it is reached at a corner of them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product

import pyarrow as pa

from yalu.dependence.figures import (
    KOREA,
    WORLD,
    Figure,
    Flow,
    Status,
    require_columns,
    split_sources,
    whole_year,
)
from yalu.dependence.line import Line
from yalu.dependence.shares import Share
from yalu.periods import Interval
from yalu.provenance import Evidence

__all__ = [
    "Concentration",
    "Known",
    "concentrations",
    "herfindahl",
    "known_shares",
    "products",
]

_SLACK = 1e-6
_MOST_CORNERS = 12
_TRADE = (
    "reporter",
    "partner",
    "direction",
    "period_start",
    "period_end",
    "hs_code",
    "value_usd",
    "series",
    "source",
)
_MONTHS = 12

_Span = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Concentration:
    """Bounds of the Herfindahl-Hirschman index of one year.

    Attributes
    ----------
    of : str
        ``"partners"`` of the target, or ``"products"`` the patron buys from it.
    year : int
        Calendar year.
    compiler : str
        Whose figures.
    flow : Flow
        Direction, seen from the target.
    low, high : float or None
        Bounds of the index, from 0 to 1.
    known : tuple of str
        The partners or goods codes whose shares are known.
    known_share : tuple of float or None
        What they make up together, smallest and largest.
    status : Status
        Whether it could be computed.
    reason : str
        Why not; empty if it could.
    sources : tuple of str
        Identifiers of the sources.

    """

    of: str
    year: int
    compiler: str
    flow: Flow
    low: float | None
    high: float | None
    known: tuple[str, ...]
    known_share: tuple[float, float] | None
    status: Status
    reason: str
    sources: tuple[str, ...]

    def line(self, evidence: Evidence | None) -> Line:
        """Return the index in the form of a profile's table."""
        return Line(
            figure="concentration",
            year=self.year,
            compiler=self.compiler,
            flow=self.flow,
            subject=self.of,
            low=self.low,
            high=self.high,
            unit="index",
            status=self.status,
            basis=self.reason or f"{len(self.known)} known, the rest spread or single",
            sources=self.sources,
            evidence=evidence,
        )


def herfindahl(known: Sequence[_Span]) -> _Span | None:
    """Return the bounds of the index when only some shares are known.

    Parameters
    ----------
    known : sequence of (float, float)
        Smallest and largest share of each that is known, from 0 to 1.

    Returns
    -------
    tuple of float or None
        Lower and upper bound; None if the known shares exceed the whole.

    Examples
    --------
    One partner with 90 %, the rest unknown:

    >>> low, high = herfindahl([(0.9, 0.9)])
    >>> round(low, 4), round(high, 4)
    (0.81, 0.82)

    """
    if sum(low for low, _ in known) > 1 + _SLACK:
        return None
    lower = sum(low * low for low, _ in known)
    wide = sum(low < high for low, high in known)
    if wide > _MOST_CORNERS:
        rest = max(0.0, 1 - sum(low for low, _ in known))
        upper = sum(high * high for _, high in known) + rest * rest
    else:
        ends = [(low,) if low == high else (low, high) for low, high in known]
        upper = max(_with_one_rest(corner) for corner in product(*ends))
    return min(lower, 1.0), min(max(upper, lower), 1.0)


def _with_one_rest(shares: Sequence[float]) -> float:
    rest = max(0.0, 1 - sum(shares))
    return sum(share * share for share in shares) + rest * rest


@dataclass(frozen=True, slots=True)
class Known:
    """One partner's share in the trade of a year, and who says so."""

    partner: str
    low: float
    high: float
    sources: tuple[str, ...]


def known_shares(
    figures: Sequence[Figure], shares: Sequence[Share], patron: str
) -> dict[tuple[int, str, Flow], dict[str, Known]]:
    """Return all partners' known shares by year, compiler and flow.

    Amounts are divided by the same compiler's total; where there is none, printed
    shares are taken. The other Korea counts only where the total includes it.
    """
    found: dict[tuple[int, str, Flow], dict[str, Known]] = {}
    for share in shares:
        if share.low is not None and share.high is not None:
            place = (share.year, share.compiler, share.flow)
            _widen(
                found.setdefault(place, {}),
                patron,
                share.low,
                share.high,
                share.sources,
            )
    for figure in figures:
        place = (figure.year, figure.compiler, figure.flow)
        partners = found.setdefault(place, {})
        if figure.partner == WORLD or (figure.partner == patron and patron in partners):
            continue
        # The patron's amounts are divided in `shares` only, where bases are matched.
        own = figure.partner == patron
        worlds = [] if own else [w for w in figures if _total_for(figure, w)]
        span = _span_of(figure, worlds)
        if span is not None:
            _widen(partners, figure.partner, *span, figure.sources)
    return {place: partners for place, partners in found.items() if partners}


def _total_for(figure: Figure, world: Figure) -> bool:
    return (
        world.partner == WORLD
        and (world.year, world.compiler, world.flow)
        == (figure.year, figure.compiler, figure.flow)
        and world.span is not None
        and (figure.partner != KOREA or world.inter_korean is True)
    )


def _span_of(figure: Figure, worlds: Sequence[Figure]) -> _Span | None:
    spans = [world.span for world in worlds if world.span and world.span[0] > 0]
    if figure.span and spans:
        low = figure.span[0] / max(high for _, high in spans)
        high = figure.span[1] / min(low for low, _ in spans)
        return (low, min(high, 1.0)) if low <= 1 else None
    if figure.printed is None or figure.partner == KOREA:
        return None
    return figure.printed, figure.printed


def _widen(
    partners: dict[str, Known],
    partner: str,
    low: float,
    high: float,
    sources: tuple[str, ...],
) -> None:
    before = partners.get(partner, Known(partner, low, high, sources))
    partners[partner] = Known(
        partner,
        min(low, before.low),
        max(high, before.high),
        tuple(sorted({*sources, *before.sources})),
    )


def concentrations(
    known: dict[tuple[int, str, Flow], dict[str, Known]],
) -> tuple[Concentration, ...]:
    """Return the bounds of the concentration of partners, by year and compiler."""
    return tuple(
        _concentration("partners", place, list(partners.values()))
        for place, partners in sorted(known.items())
    )


def _concentration(
    of: str, place: tuple[int, str, Flow], known: Sequence[Known]
) -> Concentration:
    spans = [(one.low, one.high) for one in known]
    nothing = not any(high for _, high in spans)
    index = None if nothing else herfindahl(spans)
    reason = "the known shares add up to more than the whole"
    if nothing:
        reason = "of all partners only some without trade are known"
    together = sum(low for low, _ in spans), sum(high for _, high in spans)
    return Concentration(
        of=of,
        year=place[0],
        compiler=place[1],
        flow=place[2],
        low=index[0] if index else None,
        high=index[1] if index else None,
        known=tuple(sorted(one.partner for one in known)),
        known_share=(min(together[0], 1.0), min(together[1], 1.0)) if index else None,
        status=Status.COMPUTED if index else Status.UNVERIFIABLE,
        reason="" if index else reason,
        sources=tuple(sorted({source for one in known for source in one.sources})),
    )


def products(trade: pa.Table, target: str, patron: str) -> tuple[Concentration, ...]:
    """Return the concentration of what the patron buys from the target, by year.

    Customs lines of whole years are used, or of twelve months; a code inside a
    shorter one that is also recorded is left out, so that nothing counts twice.

    Raises
    ------
    SchemaError
        If columns are missing.

    """
    require_columns(trade, _TRADE, "trade")
    lines = _yearly(trade, target, patron)
    found = []
    for (year, compiler), codes in sorted(lines.items()):
        total = codes.pop("TOTAL", None)
        if not codes:
            continue
        place = (year, compiler, Flow.EXPORTS)
        if total is None or total.low <= 0:
            found.append(_no_total(place, codes))
            continue
        known = [
            Known(code, line.low / total.high, line.high / total.low, line.sources)
            for code, line in sorted(codes.items())
            if not any(code != other and code.startswith(other) for other in codes)
        ]
        found.append(_concentration("products", place, known))
    return tuple(found)


def _no_total(place: tuple[int, str, Flow], codes: dict[str, Known]) -> Concentration:
    return Concentration(
        of="products",
        year=place[0],
        compiler=place[1],
        flow=place[2],
        low=None,
        high=None,
        known=tuple(sorted(codes)),
        known_share=None,
        status=Status.UNVERIFIABLE,
        reason="the compiler prints no total for the year",
        sources=tuple(sorted({s for line in codes.values() for s in line.sources})),
    )


def _yearly(
    trade: pa.Table, target: str, patron: str
) -> dict[tuple[int, str], dict[str, Known]]:
    """Return amounts by year and compiler and code; years before summed months."""
    wanted = {
        "reporter": patron,
        "partner": target,
        "direction": "import",
        "series": "customs",
    }
    years: dict[tuple[int, str], dict[str, Known]] = {}
    months: dict[tuple[int, str, str], dict[date, Known]] = {}
    for row in trade.to_pylist():
        if row["value_usd"] is None or not row["hs_code"]:
            continue
        if any(row[name] != value for name, value in wanted.items()):
            continue
        start, end, code = row["period_start"], row["period_end"], str(row["hs_code"])
        compiler = str(row.get("compiler") or row["source"])
        amount = float(row["value_usd"])
        sources = split_sources(row["source"])
        year = whole_year(start, end)
        if year is not None:
            _widen(
                years.setdefault((year, compiler), {}), code, amount, amount, sources
            )
        elif Interval(start, end).is_month:
            single = months.setdefault((start.year, compiler, code), {})
            same = {code: single[start]} if start in single else {}
            _widen(same, code, amount, amount, sources)
            single[start] = same[code]
    for (year, compiler, code), single in months.items():
        lines = years.setdefault((year, compiler), {})
        if code not in lines and len(single) == _MONTHS:
            lines[code] = _added(code, single.values())
    return years


def _added(code: str, months: Iterable[Known]) -> Known:
    listed = list(months)
    return Known(
        code,
        sum(month.low for month in listed),
        sum(month.high for month in listed),
        tuple(sorted({source for month in listed for source in month.sources})),
    )
