"""Histories: one line of trade over time, settled, for whoever looks for a pattern.

A history is about the goods of one measure (or all goods) that move one way between
the target and one state, as one compiler counts them in one unit and series. Compilers,
units and series are never pooled.

Three rules make its points comparable.

- *Nothing twice.* Overlapping statements are settled first
  (`yalu.compliance.account`), so that no two points overlap.
- *The same goods throughout.* A month of several goods is their sum. A good that is
  recorded in part of the time only would make months look like a rise or a fall, so
  the good with most periods sets the periods (the larger amount decides between two),
  and another good is added only where it is recorded in every one of them. A file that
  is complete except for nils should have its nils filled in before.
- *All goods* are the rows that state the total. Where a compiler states none, they are
  the sum of its codes, if those come from ten chapters or more; it rests on the wont of
  customs to leave out what did not move.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from yalu.compliance.account import Entry, settle, total_of
from yalu.compliance.reach import Reach, reaches
from yalu.compliance.statement import Amount, Statement, statements
from yalu.compliance.unit_value import set_aside, unit_values_of
from yalu.flows import TOTAL, WORLD, FlowTable, Series
from yalu.periods import Interval, months
from yalu.provenance import Evidence, weakest
from yalu.quantities import Unit
from yalu.regime import Direction, Regime

__all__ = ["History", "Point", "histories", "histories_of"]

_RECORDED = (Series.CUSTOMS, Series.NOTIFIED)
_FEWEST_CHAPTERS = 10
_CHAPTER = 2

_Key = tuple[Direction, str, str]
_Line = dict[_Key, list[Statement]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """How much moved in one period.

    Attributes
    ----------
    period : Interval
        The days.
    amount : Amount
        In the unit of the history.

    """

    period: Interval
    amount: Amount


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """One line of trade over time.

    Attributes
    ----------
    state : str
        The other side.
    direction : Direction
        From the target or to it.
    measure : str
        The measure whose goods they are; empty for all goods.
    codes : tuple of str
        Codes of the goods that are counted.
    goods : str
        The goods in words.
    unit : Unit
        What is counted.
    compiler : str
        Whose figures they are.
    series : Series
        What kind of figures.
    points : tuple of Point
        In order; no two overlap.
    totals : tuple of Point
        Calendar years whose total is known although the points fill only part of it.
    evidence : Evidence or None
        The weakest grade of what it rests on.
    sources : tuple of str
        Identifiers of the sources.

    """

    state: str
    direction: Direction
    measure: str
    codes: tuple[str, ...]
    goods: str
    unit: Unit
    compiler: str
    series: Series
    points: tuple[Point, ...]
    totals: tuple[Point, ...] = ()
    evidence: Evidence | None = None
    sources: tuple[str, ...] = ()

    @property
    def months(self) -> tuple[Point, ...]:
        """The points of exactly one calendar month."""
        return tuple(point for point in self.points if point.period.is_month)

    @property
    def years(self) -> tuple[Point, ...]:
        """Every calendar year whose total is known, stated or summed."""
        stated = {p.period: p for p in (*self.totals, *self.points) if p.period.is_year}
        for year in sorted({p.period.start.year for p in self.points}):
            whole = Interval.calendar_year(year)
            parts = [p for p in self.points if whole.covers(p.period)]
            if whole not in stated and _fill(whole, [p.period for p in parts]):
                stated[whole] = Point(period=whole, amount=_sum(parts))
        return tuple(stated[year] for year in sorted(stated))

    def monthly(
        self, days: Interval
    ) -> tuple[tuple[Interval, ...], NDArray[np.float64]]:
        """Return every month of some days and what moved in it.

        Parameters
        ----------
        days : Interval
            A stretch with an end.

        Returns
        -------
        months : tuple of Interval
            The calendar months that share a day with it.
        amounts : ndarray of float64, shape (n,)
            One for each: the middle of its range, in the unit of the history; NaN where
            the month is not recorded by itself, or only a least amount is known.

        Raises
        ------
        SchemaError
            If `days` has no end.

        """
        asked = tuple(months(days))
        known = {point.period: point.amount for point in self.months}
        middles = [_middle(known.get(month)) for month in asked]
        return asked, np.array(middles, dtype=np.float64)

    def __str__(self) -> str:
        way = "from" if self.direction is Direction.FROM_TARGET else "to"
        return (
            f"{self.goods} {way} the target, {self.state}, {self.unit}, "
            f"{self.compiler} ({self.series}): {len(self.points)} points"
        )


def histories(
    regime: Regime,
    flows: FlowTable | pa.Table,
    *,
    states: Iterable[str] | None = None,
    until: date | None = None,
) -> tuple[History, ...]:
    """Return the lines of trade that a record holds about a regime.

    Parameters
    ----------
    regime : Regime
        The encoded law.
    flows : FlowTable or pyarrow.Table
        Recorded trade; quantities with an implausible unit value are set aside.
    states : iterable of str, optional
        ISO codes; every single state on record by default.
    until : date, optional
        First day that is not asked about; by default the end of the record.

    Returns
    -------
    tuple of History
        One for each measure on goods, bound state, direction, compiler, series and
        unit with any figure; then all goods, with an empty measure.

    Raises
    ------
    SchemaError
        If the table is not a table of flows.

    """
    raw = statements(flows, target=regime.target)
    said = set_aside(raw, unit_values_of(raw))
    wanted = {s.state for s in said} - {WORLD} if states is None else {*states}
    last = until or max((s.period.end or date.max for s in said), default=date.min)
    return histories_of(reaches(regime), said, states=wanted, until=last)


def histories_of(
    reached: Sequence[Reach],
    said: Iterable[Statement],
    *,
    states: Iterable[str],
    until: date,
) -> tuple[History, ...]:
    """Return the histories of measures whose reach and statements are known.

    Parameters
    ----------
    reached : sequence of Reach
        The measures on goods.
    said : iterable of Statement
        Everything on record. Only customs and notified figures are used, of goods
        surely meant; what says that no record was returned is no figure.
    states : iterable of str
        ISO codes of the states asked about.
    until : date
        First day that is not asked about; periods that end later are left out.

    """
    wanted = {*states}
    lines: dict[tuple[str, str, Series], _Line] = defaultdict(lambda: defaultdict(list))
    for s in said:
        recorded = s.series in _RECORDED and not s.absent
        if recorded and s.state in wanted and (s.period.end or date.max) <= until:
            line = lines[s.state, s.compiler, s.series]
            line[s.direction, s.revision, s.code].append(s)
    found: list[History] = []
    for reach in reached:
        for (state, _, _), line in sorted(lines.items(), key=lambda item: item[0]):
            if reach.binds(state):
                keys = [key for key in line if reach.certainty.get(key) == "sure"]
                measure, words = reach.measure.id, reach.measure.goods.words
                found += _by_direction(line, keys, measure=measure, goods=words)
    for _, line in sorted(lines.items(), key=lambda item: item[0]):
        found += _all_goods(line)
    return tuple(found)


def _by_direction(
    line: _Line, keys: Sequence[_Key], *, measure: str, goods: str
) -> Iterator[History]:
    for direction in (Direction.FROM_TARGET, Direction.TO_TARGET):
        mine = [s for key in keys if key[0] is direction for s in line[key]]
        for unit in Unit:
            account = settle(mine, unit) if mine else None
            if account is None or not account.entries:
                continue
            chosen = _comparable(account.entries)
            if any(points for points in chosen):
                yield _history(chosen, mine[0], measure=measure, goods=goods, unit=unit)


def _all_goods(line: _Line) -> Iterator[History]:
    """Yield the history of all goods each way, in US dollars."""
    for direction in (Direction.FROM_TARGET, Direction.TO_TARGET):
        keys = [key for key in line if key[0] is direction]
        stated = [key for key in keys if key[2] == TOTAL]
        if stated:
            yield from _by_direction(line, stated, measure="", goods="all goods")
        elif len({key[2][:_CHAPTER] for key in keys}) >= _FEWEST_CHAPTERS:
            mine = [s for key in keys for s in line[key] if Unit.USD in s.amounts]
            entries = _sums(mine)
            if entries:
                yield _history(
                    [entries],
                    mine[0],
                    measure="",
                    goods="all goods, as the sum of the codes on record",
                    unit=Unit.USD,
                )


def _sums(mine: Sequence[Statement]) -> list[Entry]:
    """Return one entry a period: its broadest codes, in the shortest periods."""
    by_period: dict[Interval, list[Statement]] = defaultdict(list)
    for s in mine:
        by_period[s.period].append(s)
    found: list[Entry] = []
    for period in sorted(by_period, key=lambda p: ((p.end or date.max) - p.start, p)):
        if any(e.touches(period) for e in found):
            continue
        codes = {s.code for s in by_period[period]}
        broadest = [
            s
            for s in by_period[period]
            if not any(s.code[:n] in codes for n in range(_CHAPTER, len(s.code)))
        ]
        entries = settle(broadest, Unit.USD).entries
        behind = tuple(s for e in entries for s in e.statements)
        amount = total_of(entries)
        found.append(
            Entry(
                spans=(period,),
                amount=amount,
                code=TOTAL,
                commodity="all goods",
                statements=behind,
            )
        )
    return found


def _comparable(entries: Sequence[Entry]) -> list[list[Entry]]:
    """Return the entries of the goods that are recorded in the same periods."""
    goods: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        goods[entry.code, entry.commodity].append(entry)
    ranked = sorted(goods.values(), key=lambda mine: (-len(mine), -_least(mine)))
    spans = {entry.spans for entry in ranked[0]}
    return [
        [entry for entry in mine if entry.spans in spans]
        for mine in ranked
        if spans <= {entry.spans for entry in mine}
    ]


def _history(
    chosen: Sequence[Sequence[Entry]],
    first: Statement,
    *,
    measure: str,
    goods: str,
    unit: Unit,
) -> History:
    amounts: dict[tuple[Interval, ...], list[Entry]] = defaultdict(list)
    for mine in chosen:
        for entry in mine:
            amounts[entry.spans].append(entry)
    points = [
        Point(period=spans[0], amount=total_of(held))
        for spans, held in amounts.items()
        if len(spans) == 1
    ]
    behind = [s for mine in chosen for entry in mine for s in entry.statements]
    return History(
        state=first.state,
        direction=first.direction,
        measure=measure,
        codes=tuple(sorted({entry.code for mine in chosen for entry in mine})),
        goods=goods,
        unit=unit,
        compiler=first.compiler,
        series=first.series,
        points=tuple(sorted(points, key=lambda p: p.period.start)),
        totals=tuple(_totals(amounts)),
        evidence=weakest(tuple(s.evidence for s in behind)),
        sources=tuple(sorted({source for s in behind for source in s.sources})),
    )


def _totals(amounts: dict[tuple[Interval, ...], list[Entry]]) -> Iterator[Point]:
    """Yield the years that are whole only with what a total leaves in pieces."""
    pieces = [spans for spans in amounts if len(spans) > 1]
    for year in sorted({spans[0].start.year for spans in pieces}):
        whole = Interval.calendar_year(year)
        inside = [
            spans for spans in amounts if all(whole.covers(span) for span in spans)
        ]
        if _fill(whole, [span for spans in inside for span in spans]):
            held = [entry for spans in inside for entry in amounts[spans]]
            yield Point(period=whole, amount=total_of(held))


def _fill(whole: Interval, parts: Iterable[Interval]) -> bool:
    """Return whether parts that do not overlap leave no day of a whole open."""
    day = whole.start
    for part in sorted(parts):
        if part.start != day or part.end is None:
            return False
        day = part.end
    return day == whole.end


def _sum(points: Iterable[Point]) -> Amount:
    total = Amount(Decimal(0), Decimal(0))
    for point in points:
        total += point.amount
    return total


def _middle(amount: Amount | None) -> float:
    if amount is None or amount.high is None:
        return float("nan")
    return float(amount.low + amount.high) / 2


def _least(entries: Iterable[Entry]) -> Decimal:
    return sum((entry.amount.low for entry in entries), Decimal(0))
