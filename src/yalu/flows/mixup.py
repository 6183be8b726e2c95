r"""Which cells of a matrix stand under the wrong one of two like-named states.

Some customs offices book trade with one state under another of nearly the same
name. Nobody marks such rows, so they are found by what they would imply. For partner
:math:`p`, section :math:`k` and one direction of one year let :math:`n_{pk}` be its
trade with the target and :math:`s_{pk}` that with the state it is taken for. Two
yardsticks come from the matrix itself:

- the *ceiling* :math:`c_k = n_{ck} / s_{ck}` of the patron :math:`c`, which borders
  on the target and favours it. No stranger should lean to the target more than that;
- the *usual* weight :math:`u_k = \sum_p n_{pk} / \sum_p s_{pk}` over all partners but
  the patron, cells above the ceiling left out. It is too high rather than too low,
  since what is mixed up below the ceiling is still in it.

Then, in this order:

1. A partner whose own record is trusted keeps everything.
2. A partner whose trade with the target somebody else printed for the year keeps what
   was printed; the rest is doubtful, spread evenly over its sections.
3. :math:`n > c_k s` is removed. It is only doubtful where some compiler names the
   partner in another year, or where the partner records no trade at all with the other
   state: then there is nothing to be taken for it.
4. :math:`n > u_k s` is doubtful, unless some compiler names the partner.
5. The rest stays.

A doubtful cell is a range: out under the strict reading, in under the lenient one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from yalu.flows.matrix import ALL_SECTIONS, TradeMatrix
from yalu.flows.rescaling import PrintedTrade
from yalu.flows.table import FlowDirection

__all__ = ["CellRule", "JudgedCell", "Parties", "Standing", "judge_cells"]

_ROUNDING = 1e-9


class Standing(StrEnum):
    """What becomes of a cell."""

    KEPT = "kept"
    DOUBTFUL = "doubtful"
    REMOVED = "removed"


class CellRule(StrEnum):
    """Why."""

    TRUSTED = "trusted record"
    PRINTED = "printed elsewhere"
    ABOVE_CEILING = "above the patron's ceiling"
    ABOVE_USUAL = "above the usual weight"
    WITHIN = "within the usual weight"
    NAMED = "partner named elsewhere"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parties:
    """Who is who in a mix-up.

    Attributes
    ----------
    target, taken_for : str
        ISO3 codes of the state and of the one that is booked under its name.
    patron : str
        The partner that sets the ceiling.
    trusted : tuple of str
        Partners whose records keep the two apart; the patron among them.

    """

    target: str
    taken_for: str
    patron: str
    trusted: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedCell:
    """One cell of the target's trade, and what becomes of it.

    Attributes
    ----------
    year : int
        Calendar year.
    direction : FlowDirection
        Seen from the target.
    partner, section : str
        ISO3 code of the partner and section of goods.
    value : float
        Amount in USD, as it stands before the repair.
    beside : float
        The partner's trade with the other state in the same cell, in USD.
    ceiling, usual : float
        What the two yardsticks allow, in USD.
    standing : Standing
        What becomes of it.
    low, high : float
        What stays under the strict and under the lenient reading, in USD.
    rule : CellRule
        Which rule decided.
    reason : str
        In words.
    sources : tuple of str
        Who printed the partner's trade, if that decided.

    """

    year: int
    direction: FlowDirection
    partner: str
    section: str
    value: float
    beside: float
    ceiling: float
    usual: float
    standing: Standing
    low: float
    high: float
    rule: CellRule
    reason: str
    sources: tuple[str, ...] = ()


_Cells = dict[tuple[str, str], float]


def judge_cells(
    matrix: TradeMatrix, parties: Parties, printed: Iterable[PrintedTrade]
) -> tuple[JudgedCell, ...]:
    """Return every cell of the target's trade with what becomes of it.

    Parameters
    ----------
    matrix : TradeMatrix
        With the target's exports rescaled, if they are to be.
    parties : Parties
        Who is who.
    printed : iterable of PrintedTrade
        What others printed of the target's trade.

    """
    held = list(printed)
    named = {one.partner for one in held}
    found: list[JudgedCell] = []
    for year in matrix.years:
        cells: list[JudgedCell] = []
        for direction in FlowDirection:
            cells += _direction(matrix, parties, named, year, direction)
        found += _with_prints(cells, parties, [p for p in held if p.year == year])
    return tuple(found)


def _direction(
    matrix: TradeMatrix,
    parties: Parties,
    named: set[str],
    year: int,
    direction: FlowDirection,
) -> list[JudgedCell]:
    trade = _cells(matrix, parties, parties.target, year, direction)
    other = _cells(matrix, parties, parties.taken_for, year, direction)
    ceilings = _ceilings(trade, other, parties.patron)
    beside = {key: other.get(key, 0.0) for key in trade}
    over = {
        key
        for key, value in trade.items()
        if value > ceilings[key[1]] * beside[key] * (1 + _ROUNDING)
    }
    usual = _usual(trade, other, parties.patron, over)
    strangers = {p for p, _ in trade} - {p for p, value in other if other[p, value] > 0}
    return [
        _judged(
            JudgedCell(
                year=year,
                direction=direction,
                partner=partner,
                section=section,
                value=value,
                beside=beside[partner, section],
                ceiling=ceilings[section] * beside[partner, section],
                usual=usual[section] * beside[partner, section],
                standing=Standing.KEPT,
                low=value,
                high=value,
                rule=CellRule.WITHIN,
                reason="",
            ),
            parties,
            named=partner in named,
            stranger=partner in strangers,
        )
        for (partner, section), value in sorted(trade.items())
    ]


def _cells(
    matrix: TradeMatrix, parties: Parties, of: str, year: int, direction: FlowDirection
) -> _Cells:
    """Return trade by partner and section; by the sum where there is no section."""
    own, other = "importer", "exporter"
    if direction is FlowDirection.EXPORT:
        own, other = other, own
    wanted: dict[str, int | str] = {"year": year, own: of}
    rows = matrix.where(**wanted).to_pylist()
    both = {parties.target, parties.taken_for}
    rows = [r for r in rows if r[other] not in both and r["value_usd"] > 0]
    fine = {row[other] for row in rows if row["section"] != ALL_SECTIONS}
    return {
        (row[other], row["section"]): row["value_usd"]
        for row in rows
        if row["section"] != ALL_SECTIONS or row[other] not in fine
    }


def _ceilings(trade: _Cells, other: _Cells, patron: str) -> dict[str, float]:
    """Return the patron's ratio by section; over all where it has none in one."""
    mine = {k: v for (p, k), v in trade.items() if p == patron}
    theirs = {k: v for (p, k), v in other.items() if p == patron}
    total = sum(theirs.values())
    whole = sum(mine.values()) / total if total else 0.0
    sections = {section for _, section in (*trade, *other)}
    return {
        k: mine[k] / theirs[k] if k in mine and theirs.get(k) else whole
        for k in sections
    }


def _usual(
    trade: _Cells, other: _Cells, patron: str, over: set[tuple[str, str]]
) -> dict[str, float]:
    sums: dict[str, list[float]] = {k: [0.0, 0.0] for _, k in (*trade, *other)}
    for key, value in trade.items():
        if key[0] != patron and key not in over:
            sums[key[1]][0] += value
    for key, value in other.items():
        if key[0] != patron:
            sums[key[1]][1] += value
    return {k: n / s if s else 0.0 for k, (n, s) in sums.items()}


def _judged(
    cell: JudgedCell, parties: Parties, *, named: bool, stranger: bool
) -> JudgedCell:
    """Return the cell as rules 1 and 3 to 5 have it."""
    south = parties.taken_for
    if cell.partner in parties.trusted:
        reason = "its record keeps the two states apart"
        return replace(cell, rule=CellRule.TRUSTED, reason=reason)
    if cell.value > cell.ceiling * (1 + _ROUNDING):
        reason = (
            f"{_per_hundred(cell.value, cell.beside)} USD with {parties.target} for "
            f"each 100 with {south}, where {parties.patron} has "
            f"{_per_hundred(cell.ceiling, cell.beside)}"
        )
        cell = replace(cell, rule=CellRule.ABOVE_CEILING)
        if stranger:
            reason = f"above the ceiling, but it records no trade at all with {south}"
        elif named:
            reason = f"another compiler names it in some year, but: {reason}"
        if stranger or named:
            return _doubtful(cell, reason, low=0.0)
        gone = Standing.REMOVED
        return replace(cell, standing=gone, low=0.0, high=0.0, reason=reason)
    if named:
        reason = "below the ceiling, and named by another compiler in some year"
        return replace(cell, rule=CellRule.NAMED, reason=reason)
    if cell.value > cell.usual * (1 + _ROUNDING):
        reason = (
            f"{_per_hundred(cell.value, cell.beside)} USD with {parties.target} for "
            f"each 100 with {south}, where partners usually have "
            f"{_per_hundred(cell.usual, cell.beside)}"
        )
        return _doubtful(replace(cell, rule=CellRule.ABOVE_USUAL), reason, low=0.0)
    return replace(cell, reason="no more than partners usually have")


def _doubtful(cell: JudgedCell, reason: str, *, low: float) -> JudgedCell:
    return replace(
        cell, standing=Standing.DOUBTFUL, low=low, high=cell.value, reason=reason
    )


def _per_hundred(part: float, whole: float) -> str:
    if not whole:
        return "something" if part else "nothing"
    return (
        f"{100 * part / whole:,.3g}" if part < whole else f"{100 * part / whole:,.0f}"
    )


def _with_prints(
    cells: Sequence[JudgedCell], parties: Parties, printed: Sequence[PrintedTrade]
) -> list[JudgedCell]:
    """Return the cells of one year with rule 2 applied: what was printed stays."""
    sums: dict[tuple[str, FlowDirection | None], float] = {}
    for cell in cells:
        for direction in (cell.direction, None):
            key = (cell.partner, direction)
            sums[key] = sums.get(key, 0.0) + cell.value
    found = []
    for cell in cells:
        one = _print_for(cell, printed)
        if one is None or cell.partner in parties.trusted:
            found.append(cell)
            continue
        share = min(1.0, one.low / sums[cell.partner, one.direction])
        cell = replace(cell, rule=CellRule.PRINTED, sources=one.sources)  # noqa: PLW2901
        if share >= 1 - _ROUNDING:
            reason = "as much is printed elsewhere for the year"
            kept = Standing.KEPT
            end = cell.value
            found.append(replace(cell, standing=kept, low=end, high=end, reason=reason))
        else:
            reason = f"only {share:.0%} of its trade is printed elsewhere for the year"
            found.append(_doubtful(cell, reason, low=share * cell.value))
    return found


def _print_for(
    cell: JudgedCell, printed: Sequence[PrintedTrade]
) -> PrintedTrade | None:
    """Return the largest print of the cell's direction; failing one, of both."""
    fitting: Mapping[bool, list[PrintedTrade]] = {
        exact: [
            one
            for one in printed
            if one.partner == cell.partner
            and one.direction is (cell.direction if exact else None)
        ]
        for exact in (True, False)
    }
    return max(fitting[True] or fitting[False], key=lambda p: p.high, default=None)
