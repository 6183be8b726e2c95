r"""Put a state's exports, as a compiler estimated them, on what its buyers printed.

A state that does not report has its exports estimated: the compiler takes what buyers
recorded and scales all of it to a total of its own. Where buyers print what they
bought, the scaling can be undone. With :math:`m_p` in the matrix and :math:`c_p`
printed by buyer :math:`p`, over the buyers :math:`P` that print,

.. math:: f = \sum_{p \in P} c_p \Big/ \sum_{p \in P} m_p .

Each buyer that prints gets its own factor :math:`c_p / m_p`, all others the common
:math:`f`. In a year in which nobody prints, nothing is changed, and that is said.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from yalu.flows.matrix import ALL_SECTIONS, TradeMatrix
from yalu.flows.table import FlowDirection

__all__ = ["PrintedTrade", "Rescaling", "rescale"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedTrade:
    """What somebody else printed of the target's trade with one partner in a year.

    Attributes
    ----------
    year : int
        Calendar year.
    partner : str
        ISO3 code.
    direction : FlowDirection or None
        Seen from the target; None for both directions together.
    low, high : float
        Smallest and largest amount in USD.
    sources : tuple of str
        Identifiers of who printed it.

    """

    year: int
    partner: str
    direction: FlowDirection | None
    low: float
    high: float
    sources: tuple[str, ...] = ()

    @property
    def middle(self) -> float:
        """The middle of the range, in USD."""
        return (self.low + self.high) / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Rescaling:
    """What was done to the target's exports to one partner in one year.

    Attributes
    ----------
    year : int
        Calendar year.
    partner : str
        ISO3 code of the buyer; ``"WLD"`` for a year that stays as it is.
    before, after : float
        All exports to it in USD.
    factor : float
        What every section was multiplied by.
    own : bool
        Whether the buyer's own record gave the factor.
    reason : str
        In words.
    sources : tuple of str
        Identifiers of what gave the factor.

    """

    year: int
    partner: str
    before: float
    after: float
    factor: float
    own: bool
    reason: str
    sources: tuple[str, ...]


def rescale(
    matrix: TradeMatrix, printed: Iterable[PrintedTrade], *, target: str
) -> tuple[TradeMatrix, tuple[Rescaling, ...]]:
    """Return the matrix with the target's exports as its buyers printed them.

    Parameters
    ----------
    matrix : TradeMatrix
        As the compiler published it.
    printed : iterable of PrintedTrade
        What buyers printed; several prints of one buyer count as one range.
    target : str
        ISO3 code of the state that does not report.

    Returns
    -------
    matrix : TradeMatrix
        The target's exports changed, nothing else.
    changes : tuple of Rescaling
        One for each buyer and year, and one for each year that stays as it is.

    """
    exports = _joined(p for p in printed if p.direction is FlowDirection.EXPORT)
    changes: list[Rescaling] = []
    new: dict[tuple[int, str, str, str], float | None] = {}
    small = matrix.of(target)
    for year in small.years:
        rows = small.where(year=year, exporter=target).to_pylist()
        totals = {
            row["importer"]: row["value_usd"]
            for row in rows
            if row["section"] == ALL_SECTIONS and row["value_usd"] > 0
        }
        factors = _factors(year, totals, exports)
        changes += factors.values()
        if all(change.partner == "WLD" for change in factors.values()):
            continue
        for row in rows:
            key = (year, row["section"], target, row["importer"])
            change = factors.get(row["importer"])
            if change is not None:
                new[key] = row["value_usd"] * change.factor
    return matrix.replaced(target, new), tuple(changes)


def _joined(printed: Iterable[PrintedTrade]) -> dict[tuple[int, str], PrintedTrade]:
    found: dict[tuple[int, str], PrintedTrade] = {}
    for one in printed:
        before = found.get((one.year, one.partner), one)
        found[one.year, one.partner] = PrintedTrade(
            year=one.year,
            partner=one.partner,
            direction=one.direction,
            low=min(before.low, one.low),
            high=max(before.high, one.high),
            sources=tuple(sorted({*before.sources, *one.sources})),
        )
    return found


def _factors(
    year: int,
    totals: dict[str, float],
    exports: dict[tuple[int, str], PrintedTrade],
) -> dict[str, Rescaling]:
    own = {p: exports[year, p] for p in sorted(totals) if (year, p) in exports}
    if not own:
        reason = "no buyer's own record is held for the year: left as published"
        same = Rescaling(
            year=year,
            partner="WLD",
            before=sum(totals.values()),
            after=sum(totals.values()),
            factor=1.0,
            own=False,
            reason=reason,
            sources=(),
        )
        return {"WLD": same}
    common = sum(one.middle for one in own.values()) / sum(totals[p] for p in own)
    sources = tuple(sorted({s for one in own.values() for s in one.sources}))
    changes = {}
    for partner, before in sorted(totals.items()):
        one = own.get(partner)
        factor = one.middle / before if one else common
        changes[partner] = Rescaling(
            year=year,
            partner=partner,
            before=before,
            after=before * factor,
            factor=factor,
            own=one is not None,
            reason="put on the buyer's own record"
            if one
            else f"scaled as the record of {', '.join(own)} is to the matrix",
            sources=one.sources if one else sources,
        )
    return changes
