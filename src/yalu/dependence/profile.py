"""The whole picture of one dependence, from tables of printed figures."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

import pyarrow as pa

from yalu.dependence.bounds import Corner, ShareBound, bound_years, corners_of
from yalu.dependence.concentration import (
    Concentration,
    concentrations,
    known_shares,
    products,
)
from yalu.dependence.figures import (
    KOREA,
    Flow,
    Status,
    crude_in_trade,
    read_crude,
    read_figures,
)
from yalu.dependence.ranks import (
    Alternative,
    Lead,
    Rank,
    alternatives,
    lead,
    rank_years,
)
from yalu.dependence.shares import (
    PrintedShare,
    Share,
    compare_printed,
    compute_shares,
    with_totals,
)
from yalu.provenance import Evidence, weakest

__all__ = ["DependenceProfile", "Line", "profile"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One number of a profile, in the form that all of them share.

    Attributes
    ----------
    figure : str
        ``share``, ``printed_share``, ``bound``, ``concentration``, ``largest`` or
        ``alternative``.
    year : int
        Calendar year.
    compiler : str
        Whose figures; empty for a bound over all of them.
    flow : str
        ``total``, ``exports`` or ``imports``, seen from the target.
    subject : str
        Whose number it is: a partner, or what is concentrated.
    low, high : float or None
        The number, or the range it lies in.
    unit : str
        ``share`` (0 to 1), ``index`` (0 to 1) or ``USD``.
    status : Status
        Whether it could be had.
    basis : str
        What is counted and how it was had; why not, where it could not be.
    sources : tuple of str
        Identifiers of the sources.
    evidence : Evidence or None
        Weakest grade among them; None where there are none.

    """

    figure: str
    year: int
    compiler: str
    flow: str
    subject: str
    low: float | None
    high: float | None
    unit: str
    status: Status
    basis: str
    sources: tuple[str, ...]
    evidence: Evidence | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DependenceProfile:
    """Who needs whom, each year, as each compiler has it.

    Attributes
    ----------
    target, patron : str
        ISO3 codes.
    shares : tuple of Share
        The patron's share by year, compiler, flow and base.
    printed : tuple of PrintedShare
        Shares as printed, beside the computed ones.
    corners : tuple of Corner
        Each share with crude and inter-Korean trade in and out.
    bounds : tuple of ShareBound
        The span of each year over all of these.
    concentration : tuple of Concentration
        Of partners and, if trade was given, of products.
    ranks : tuple of Rank
        The largest partner by year.
    leads : Lead
        Since when the patron leads.
    alternatives : tuple of Alternative
        What the other patron traded.

    """

    target: str
    patron: str
    shares: tuple[Share, ...]
    printed: tuple[PrintedShare, ...]
    corners: tuple[Corner, ...]
    bounds: tuple[ShareBound, ...]
    concentration: tuple[Concentration, ...]
    ranks: tuple[Rank, ...]
    leads: Lead
    alternatives: tuple[Alternative, ...]

    @property
    def best_alternative(self) -> Alternative | None:
        """The other patron's largest total of a year; None if none is known."""
        totals = [row for row in self.alternatives if row.flow is Flow.TOTAL]
        return max(totals, key=lambda row: row.low + row.high, default=None)

    @property
    def unverifiable(self) -> tuple[Line, ...]:
        """Every number that could not be had, with the reason."""
        return tuple(row for row in self.table if row.status is Status.UNVERIFIABLE)

    @property
    def table(self) -> tuple[Line, ...]:
        """All numbers in one tidy table."""
        return tuple(_lines(self))

    def to_rows(self) -> list[dict[str, object]]:
        """Return the tidy table as plain rows, ready for CSV or JSON."""
        return [asdict(line) for line in self.table]

    def share(self, year: int, compiler: str, flow: Flow = Flow.TOTAL) -> Share | None:
        """Return one computed share; None if there is none."""
        for row in self.shares:
            if (row.year, row.compiler, row.flow, row.status) == (
                year,
                compiler,
                flow,
                Status.COMPUTED,
            ):
                return row
        return None

    def __str__(self) -> str:
        return " ".join(_sentences(self))


def profile(
    partner_totals: pa.Table,
    estimates: pa.Table,
    *,
    target: str = "PRK",
    patron: str = "CHN",
    alternative: str = "RUS",
    trade: pa.Table | None = None,
) -> DependenceProfile:
    """Return how the target depends on its patron.

    Parameters
    ----------
    partner_totals : pyarrow.Table
        The target's trade by year, compiler, partner and flow, as the dataset of
        that name. Only whole calendar years are used.
    estimates : pyarrow.Table
        Estimates, among them the value of unrecorded crude.
    target, patron, alternative : str
        ISO3 codes of the dependent state, its patron and the other patron.
    trade : pyarrow.Table or None
        Trade by goods code: customs lines for the concentration of products, and
        estimated lines for the value of crude where `estimates` has none.

    Raises
    ------
    SchemaError
        If a table lacks columns or holds impossible rows.

    """
    printed = read_figures(partner_totals)
    figures = with_totals(printed)
    shares = compute_shares(figures, patron)
    crude = read_crude(estimates, printed, patron)
    if trade is not None:
        crude = crude_in_trade(trade, target, patron) | crude
    corners = corners_of(shares, crude, [f for f in figures if f.partner == KOREA])
    known = known_shares(figures, shares, patron)
    ranks = rank_years(known, figures)
    bought = () if trade is None else products(trade, target, patron)
    return DependenceProfile(
        target=target,
        patron=patron,
        shares=shares,
        printed=compare_printed(printed, shares, patron),
        corners=corners,
        bounds=bound_years(corners),
        concentration=(*concentrations(known), *bought),
        ranks=ranks,
        leads=lead(ranks, patron),
        alternatives=alternatives(figures, alternative, patron),
    )


def _lines(found: DependenceProfile) -> Iterator[Line]:
    printed: list[Share | PrintedShare | Alternative] = [
        *found.shares,
        *found.printed,
        *found.alternatives,
    ]
    grades: dict[str, Evidence] = {}
    for figure in printed:
        for source in figure.sources:
            both = (grades.get(source, figure.evidence), figure.evidence)
            grades[source] = weakest(both) or figure.evidence

    def grade(row: ShareBound | Concentration | Rank) -> Evidence | None:
        # A source that printed no total of trade gave an estimate of crude.
        found_grades = [grades.get(s, Evidence.ESTIMATED) for s in row.sources]
        return weakest(found_grades)

    yield from (_share_line(row, found.patron) for row in found.shares)
    yield from (_printed_line(row, found.patron) for row in found.printed)
    yield from (_bound_line(row, found.patron, grade(row)) for row in found.bounds)
    yield from (_concentration_line(row, grade(row)) for row in found.concentration)
    yield from (_rank_line(row, grade(row)) for row in found.ranks)
    yield from (_alternative_line(row) for row in found.alternatives)


def _share_line(row: Share, patron: str) -> Line:
    return Line(
        figure="share",
        year=row.year,
        compiler=row.compiler,
        flow=row.flow,
        subject=patron,
        low=row.low,
        high=row.high,
        unit="share",
        status=row.status,
        basis=f"{row.base}: {row.reason or row.method}",
        sources=row.sources,
        evidence=row.evidence,
    )


def _printed_line(row: PrintedShare, patron: str) -> Line:
    basis = "as printed"
    if row.difference_points is not None and row.differs:
        basis += f", {row.difference_points:+.1f} points from the printed amounts"
    return Line(
        figure="printed_share",
        year=row.year,
        compiler=row.compiler,
        flow=row.flow,
        subject=patron,
        low=row.printed,
        high=row.printed,
        unit="share",
        status=Status.COMPUTED,
        basis=basis if not row.reason else f"{basis}; {row.reason}",
        sources=row.sources,
        evidence=row.evidence,
    )


def _bound_line(row: ShareBound, patron: str, evidence: Evidence | None) -> Line:
    basis = f"from {row.low_from} to {row.high_from}" if row.low_from else "no corner"
    return Line(
        figure="bound",
        year=row.year,
        compiler="",
        flow=row.flow,
        subject=patron,
        low=row.low,
        high=row.high,
        unit="share",
        status=row.status,
        basis=basis + (f"; not covered: {row.missing}" if row.missing else ""),
        sources=row.sources,
        evidence=evidence,
    )


def _concentration_line(row: Concentration, evidence: Evidence | None) -> Line:
    return Line(
        figure="concentration",
        year=row.year,
        compiler=row.compiler,
        flow=row.flow,
        subject=row.of,
        low=row.low,
        high=row.high,
        unit="index",
        status=row.status,
        basis=row.reason or f"{len(row.known)} known, the rest spread or single",
        sources=row.sources,
        evidence=evidence,
    )


def _rank_line(row: Rank, evidence: Evidence | None) -> Line:
    counted = "in" if row.inter_korean else "out"
    return Line(
        figure="largest",
        year=row.year,
        compiler=row.compiler,
        flow=Flow.TOTAL,
        subject=row.leader,
        low=row.low,
        high=row.high,
        unit="share",
        status=row.status,
        basis=f"inter-Korean {counted}" + (f": {row.reason}" if row.reason else ""),
        sources=row.sources,
        evidence=evidence,
    )


def _alternative_line(row: Alternative) -> Line:
    return Line(
        figure="alternative",
        year=row.year,
        compiler=row.compiler,
        flow=row.flow,
        subject=row.partner,
        low=row.low,
        high=row.high,
        unit="USD",
        status=Status.COMPUTED,
        basis=row.method,
        sources=row.sources,
        evidence=row.evidence,
    )


def _sentences(found: DependenceProfile) -> Iterator[str]:
    totals = [b for b in found.bounds if b.flow is Flow.TOTAL and b.low is not None]
    if not totals:
        yield f"No share of {found.patron} in {found.target}'s trade can be computed."
    else:
        yield _of_shares(found, totals)
    different = [row for row in found.printed if row.differs]
    if different:
        yield (
            f"{len(different)} of {len(found.printed)} printed shares differ from "
            "their own amounts by more than half a point."
        )
    if found.leads.since is not None:
        yield (
            f"{found.patron} leads without a break from {found.leads.since} on"
            + (f" ({found.leads.reason})." if found.leads.reason else ".")
        )
    best = found.best_alternative
    if best is not None:
        yield (
            f"{best.partner} traded at most {best.high / 1e6:,.0f} million USD in a "
            f"year ({best.year}, {best.compiler})."
        )


def _of_shares(found: DependenceProfile, totals: Sequence[ShareBound]) -> str:
    shares = [s for s in found.shares if s.flow is Flow.TOTAL and s.low is not None]
    last = max(shares, key=lambda share: share.year)
    bound = next(b for b in totals if b.year == last.year)
    low, high = bound.low or 0.0, bound.high or 0.0
    span = f", {low:.1%} to {high:.1%} over the ways to count" if low < high else ""
    return (
        f"{found.patron}'s share in the trade of {found.target} is known for "
        f"{len(totals)} years from {totals[0].year} to {totals[-1].year}. "
        f"Last: {last}{span}."
    )
