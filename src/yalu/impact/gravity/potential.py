r"""What an economy would trade with whom if size and distance ruled it.

A gravity equation is estimated from the trade of everybody else. It tells how much each
partner sells and buys anywhere, and how distance, a common border and a common language
spread it. Of partner :math:`i` the target would then buy

.. math:: M \frac{A_i e^{x_i'\beta}}{\sum_l A_l e^{x_l'\beta}}

where :math:`M` is what it buys in all, :math:`A_i` the effect of the exporter and
:math:`x_i` its distance; sales likewise with effects of importers. With effects of both
sides this is how the equation fits the trade of every other economy (Anderson and van
Wincoop 2003; Fally 2015).

How far recorded trade strays from it is read from the others: among their pairs, those
of whom about as much is expected, the quantiles of recorded over expected. The range is
wide, because trade strays far.

References
----------
Anderson, J. E. and van Wincoop, E. (2003). Gravity with gravitas. *American Economic
Review* 93, 170–192.

Fally, T. (2015). Structural gravity and fixed effects. *Journal of International
Economics* 97, 76–85.

"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from yalu.errors import ModelError, Problem, SchemaError, describe
from yalu.flows.matrix import ALL_SECTIONS, TradeMatrix
from yalu.impact.gravity.estimation import GravityEstimate
from yalu.impact.gravity.square import COVARIATES, Square, placed

__all__ = ["Potential", "PotentialFlow", "potential"]

_Floats = NDArray[np.float64]

_NEAR = 200  # pairs of others that the range is read from
_SIDES = ("exporter", "importer")
_SHOWN = 3  # partners a side and section in words
_LIMITS = (
    "This spreads what the target trades in all over its partners as others spread "
    "theirs. It does not say how much it would trade in all, knows no tariff, port or "
    "railway, and holds no trade at home. That recorded trade differs is not the work "
    "of politics or sanctions alone."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PotentialFlow:
    """What the target would sell to, or buy from, one partner.

    Attributes
    ----------
    section : str
        Of goods.
    exporter, importer : str
        ISO3 codes; one of them is the target.
    recorded_usd : float or None
        What is recorded, USD a year; None where the compiler lists nothing.
    expected_usd : float
        What gravity expects.
    low_usd, high_usd : float
        Range in which that share of the trade of comparable pairs lies that was asked
        for.
    share : float
        Of what the target sells, or buys, in all.

    """

    section: str
    exporter: str
    importer: str
    recorded_usd: float | None
    expected_usd: float
    low_usd: float
    high_usd: float
    share: float

    @property
    def within(self) -> bool:
        """Whether recorded trade lies in the range; nothing listed counts as 0."""
        return self.low_usd <= (self.recorded_usd or 0.0) <= self.high_usd


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Potential:
    """What an economy would trade with its partners.

    Attributes
    ----------
    target : str
        ISO3 code.
    year : int
        Calendar year.
    level : float
        Share of comparable trade within the ranges.
    flows : tuple of PotentialFlow
        By section, sales first; the largest first.
    estimates : mapping of str to GravityEstimate
        The gravity equation of each section.
    left_out : tuple of str
        Economies of which no distance is known; they are in nothing.
    unanswered : tuple of str
        What could not be worked out, and why.
    sources : tuple of str
        Identifiers of the sources.

    """

    target: str
    year: int
    level: float
    flows: tuple[PotentialFlow, ...]
    estimates: Mapping[str, GravityEstimate]
    left_out: tuple[str, ...]
    unanswered: tuple[str, ...]
    sources: tuple[str, ...]

    @property
    def limits(self) -> str:
        """What this is not."""
        return _LIMITS

    @property
    def table(self) -> pa.Table:
        """The flows as rows, with whether recorded trade lies in the range."""
        names = (*PotentialFlow.__slots__, "within")
        return pa.table(
            {name: [getattr(flow, name) for flow in self.flows] for name in names}
        )

    def partner(self, code: str) -> tuple[PotentialFlow, ...]:
        """Return the flows with one partner, none if it is left out."""
        return tuple(
            flow for flow in self.flows if code in {flow.exporter, flow.importer}
        )

    def __str__(self) -> str:
        lines = [f"What {self.target} would trade in {self.year} by gravity alone:"]
        shown: dict[tuple[str, bool], int] = {}
        for flow in self.flows:
            sells = flow.exporter == self.target
            at = shown[flow.section, sells] = shown.get((flow.section, sells), 0) + 1
            if at <= _SHOWN:
                lines.append(_line(flow, sells=sells))
        return "\n".join([*lines, *self.unanswered, _LIMITS])


def _line(flow: PotentialFlow, *, sells: bool) -> str:
    verb, other = ("sells to", flow.importer) if sells else ("buys from", flow.exporter)
    known = flow.recorded_usd
    recorded = "none listed" if known is None else f"{known / 1e6:,.0f} recorded"
    return (
        f"section {flow.section}, {verb} {other}: {flow.expected_usd / 1e6:,.0f} "
        f"[{flow.low_usd / 1e6:,.0f} to {flow.high_usd / 1e6:,.0f}] million USD, "
        f"{recorded}"
    )


def potential(
    matrix: TradeMatrix,
    distances: pa.Table,
    *,
    target: str,
    year: int,
    sections: Sequence[str] = (ALL_SECTIONS,),
    sales: Mapping[str, float] | None = None,
    purchases: Mapping[str, float] | None = None,
    level: float = 0.9,
) -> Potential:
    """Return what an economy would trade with whom by gravity alone.

    Parameters
    ----------
    matrix : TradeMatrix
        Who sold what to whom. Pairs that it does not list are taken for 0.
    distances : pyarrow.Table
        Columns exporter, importer, contiguous, common_language (true or false) and
        distance_km (above 0). Economies without all of them are left out, and told.
    target : str
        ISO3 code; its own trade is not learnt from.
    year : int
        Calendar year of the matrix.
    sections : sequence of str
        ``all``, or sections of the SITC.
    sales, purchases : mapping of str to float, optional
        What the target sells and buys in all by section, USD; where nothing is given,
        what is recorded with economies whose distances are known.
    level : float
        Share of the trade of comparable pairs that a range shall hold.

    Raises
    ------
    ModelError
        If the distances of the target are not known, or no section can be worked out,
        because pyfixest is not there or for another reason.
    SchemaError
        If the distances, the year, a section or the level are not as said.

    Examples
    --------
    Five economies of one size on a line; the last buys least of the first.

    >>> rows = [
    ...     {"exporter": a, "importer": b, "distance_km": 100.0 * abs(i - j),
    ...      "contiguous": abs(i - j) == 1, "common_language": False,
    ...      "year": 2015, "section": "all", "value_usd": 1200.0 / abs(i - j)}
    ...     for i, a in enumerate("ABCDE") for j, b in enumerate("ABCDE") if i != j
    ... ]
    >>> table = pa.Table.from_pylist(rows)
    >>> found = potential(TradeMatrix.from_table(table), table, target="E", year=2015)
    >>> [(flow.exporter, round(flow.expected_usd)) for flow in found.flows[4:]]
    [('D', 1200), ('C', 600), ('B', 400), ('A', 300)]

    """
    problems = [*_lacking(distances), *_unfit(matrix, year, sections, level)]
    if problems:
        raise SchemaError(describe("The potential cannot be worked out", problems))
    traders = _traders(matrix, year, sections) | {target}
    economies = placed(distances, sorted(traders))
    if target not in economies:
        msg = f"Potential of {target}: its distances are not known; expected those to"
        raise ModelError(f"{msg} all others. Name another target, or give them.")
    given = {True: sales or {}, False: purchases or {}}
    flows: list[PotentialFlow] = []
    estimates: dict[str, GravityEstimate] = {}
    unanswered: list[str] = []
    for section in sections:
        square = Square.of(
            matrix, distances, economies, target=target, year=year, section=section
        )
        try:
            equation = square.equation()
            pulls = square.pulls(equation)
        except ModelError as error:
            unanswered.append(f"Section {section}: {error}")
            continue
        estimates[section] = equation
        for sells in (True, False):
            total = given[sells].get(section, _recorded(square, sells=sells))
            pull = pulls[1] if sells else pulls[0]
            flows += _flows(square, equation, pull, total, sells=sells, level=level)
            if not total:
                verb = "sales" if sells else "purchases"
                unanswered.append(f"Section {section}: no {verb} of {target} known.")
    if not estimates:
        told = dict.fromkeys(reason.partition(": ")[2] for reason in unanswered)
        raise ModelError("\n".join(["The potential cannot be worked out.", *told]))
    return Potential(
        target=target,
        year=year,
        level=level,
        flows=tuple(flows),
        estimates=estimates,
        left_out=tuple(sorted(traders - set(economies))),
        unanswered=tuple(unanswered),
        sources=matrix.sources,
    )


def _recorded(square: Square, *, sells: bool) -> float:
    """Return what the target sells, or buys, in all of the economies, USD."""
    values = square.values if sells else square.values.T
    return float(np.nansum(values[square.target]))


def _flows(
    square: Square,
    equation: GravityEstimate,
    pull: _Floats,
    total: float,
    *,
    sells: bool,
    level: float,
) -> list[PotentialFlow]:
    """Return what the target sells to, or buys from, each partner, largest first."""
    ease = square.spread(equation)
    at = square.target
    weights = pull * (ease[at] if sells else ease[:, at])
    weights[at] = 0.0
    if not total or not weights.any():
        return []
    shares = weights / weights.sum()
    others = square.others
    fitted = square.fitted(equation)[others]
    recorded = np.nan_to_num(square.values[others])[fitted > 0]
    fitted = fitted[fitted > 0]
    order = np.argsort(fitted)
    ratios = (recorded / fitted)[order]
    sizes = np.log(fitted[order])
    found = []
    for place in np.argsort(-shares, kind="stable"):
        if place == at:
            continue
        expected = float(total * shares[place])
        low, high = _strays(sizes, ratios, expected, level)
        known = square.values[at, place] if sells else square.values[place, at]
        ends = square.economies[at], square.economies[place]
        found.append(
            PotentialFlow(
                section=square.section,
                exporter=ends[0] if sells else ends[1],
                importer=ends[1] if sells else ends[0],
                recorded_usd=None if np.isnan(known) else float(known),
                expected_usd=expected,
                low_usd=expected * low,
                high_usd=expected * high,
                share=float(shares[place]),
            )
        )
    return found


def _strays(
    sizes: _Floats, ratios: _Floats, expected: float, level: float
) -> tuple[float, float]:
    """Return the quantiles of recorded over expected among pairs of about the size."""
    if expected <= 0:
        return 0.0, 0.0
    middle = int(np.searchsorted(sizes, np.log(expected)))
    start = max(0, min(middle - _NEAR // 2, sizes.size - _NEAR))
    near = ratios[start : start + _NEAR]
    low, high = np.quantile(near, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def _traders(matrix: TradeMatrix, year: int, sections: Sequence[str]) -> set[str]:
    """Return the economies that trade in a year, in any of the sections."""
    found: set[str] = set()
    for section in sections:
        rows = matrix.where(year=year, section=section)
        for side in _SIDES:
            found |= set(pc.unique(rows[side]).to_pylist())
    return found


def _unfit(
    matrix: TradeMatrix, year: int, sections: Sequence[str], level: float
) -> Iterator[Problem]:
    if year not in matrix.years:
        told = ", ".join(map(str, matrix.years))
        yield Problem("year", f"{year}; the matrix holds {told}", "ask for one of them")
    held = (ALL_SECTIONS, *matrix.sections)
    for section in sections:
        if section not in held:
            found = f"{section!r}; the matrix holds {', '.join(held)}"
            yield Problem("sections", found, "ask for some of them")
    if not 0 < level < 1:
        yield Problem("level", f"{level}; expected between 0 and 1", "mend it")


def _lacking(distances: pa.Table) -> Iterator[Problem]:
    asked = (*_SIDES, "distance_km", *COVARIATES[1:])
    missing = [name for name in asked if name not in distances.column_names]
    if missing:
        found = f"no columns {', '.join(missing)}"
        yield Problem("distances", found, "pass the table as sources load it")
        return
    nearest = pc.min(distances["distance_km"]).as_py()
    if nearest is not None and nearest <= 0:
        yield Problem("distances", f"{nearest} km; expected above 0", "mend it")
