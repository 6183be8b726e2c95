"""The record to look for diversion in: lines with the target and with third states."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from yalu.compliance.diversion.trade_line import TradeLine, broadest, trade_lines
from yalu.compliance.reach import Reach
from yalu.compliance.statement import Statement, statements
from yalu.flows import WORLD, FlowTable, Series
from yalu.periods import Interval
from yalu.quantities import Unit
from yalu.regime import Direction

__all__ = ["Record", "record_of"]

_Key = tuple[str, Direction, str, Unit]
_CHAPTER = 2
_WIDER = (2, 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Lines of trade by state, direction, compiler and unit.

    Attributes
    ----------
    target, third : dict
        Lines with the target, and with everybody else.
    touched : dict
        By state and direction, the chapters that any measure touches.
    wider : dict
        By measure, the direction and code of every chapter and heading that holds
        goods it surely covers.
    reached : tuple of Reach
        The measures on goods.

    """

    target: dict[_Key, tuple[TradeLine, ...]]
    third: dict[_Key, tuple[TradeLine, ...]]
    touched: dict[tuple[str, Direction], frozenset[str]]
    wider: dict[str, frozenset[tuple[Direction, str]]] = field(repr=False)
    reached: tuple[Reach, ...] = field(repr=False)

    def free(self, key: _Key, days: Interval) -> tuple[TradeLine, ...]:
        """Return the lines with the target that no measure of those days is about."""
        lines = self.target.get(key, ())
        return broadest([x for x in lines if not self._certainties(x, days)])

    def disputed(
        self, key: _Key, days: Interval, *, chapters: frozenset[str]
    ) -> tuple[TradeLine, ...]:
        """Return the lines of some chapters that some readings of the measures cover.

        Codes that hold covered goods beside others are left out.
        """
        found = [
            line
            for line in self.target.get(key, ())
            if line.code[:_CHAPTER] in chapters
            and self._certainties(line, days) == {"possible"}
            and not self._holds_covered(line, days)
        ]
        return broadest(found)

    def _certainties(self, line: TradeLine, days: Interval) -> set[str]:
        return {
            reach.certainty[line.direction, revision, line.code]
            for reach in self._binding(line, days)
            for revision in line.revisions
            if (line.direction, revision, line.code) in reach.certainty
        }

    def _holds_covered(self, line: TradeLine, days: Interval) -> bool:
        return any(
            (line.direction, line.code) in self.wider[reach.measure.id]
            for reach in self._binding(line, days)
        )

    def _binding(self, line: TradeLine, days: Interval) -> Iterator[Reach]:
        for reach in self.reached:
            if reach.binds(line.state) and reach.in_force.overlaps(days):
                yield reach

    def is_placebo(self, line: TradeLine) -> bool:
        """Return whether no measure ever touches the chapter of a line."""
        touched = self.touched[line.state, line.direction]
        return line.code[:_CHAPTER] not in touched


def record_of(
    flows: FlowTable | pa.Table,
    said: Sequence[Statement],
    reached: Sequence[Reach],
    *,
    target: str,
    states: Iterable[str],
) -> Record:
    """Return the lines that some states' own customs recorded.

    Parameters
    ----------
    flows : FlowTable or pyarrow.Table
        Recorded trade; rows about third states are welcome and not asked for.
    said : sequence of Statement
        The same about the target, implausible figures set aside.
    reached : sequence of Reach
        The measures on goods.
    target : str
        ISO code of the target.
    states : iterable of str
        ISO codes of the states asked about.

    """
    wanted = tuple(sorted({*states}))
    table = flows.table if isinstance(flows, FlowTable) else flows
    own = pc.and_(
        pc.is_in(table["reporter"], value_set=pa.array(wanted, pa.string())),
        pc.equal(table["series"], Series.CUSTOMS.value),
    )
    for whole in (target, WORLD):
        own = pc.and_(own, pc.not_equal(table["partner"], whole))
    others = table.filter(own)
    third: list[TradeLine] = []
    for partner in sorted(set(others["partner"].to_pylist())):
        rows = others.filter(pc.equal(others["partner"], partner))
        # One state after the other is looked at as if it were the target.
        seen = statements(rows, target=partner)
        third += trade_lines(seen, partner=partner, states=wanted)
    near = trade_lines(said, partner=target, states=wanted)
    touched = {
        (state, direction): frozenset(
            code[:_CHAPTER]
            for reach in reached
            if reach.binds(state)
            for (way, _, code) in reach.certainty
            if way is direction
        )
        for state in wanted
        for direction in Direction
    }
    wider = {
        reach.measure.id: frozenset(
            (way, code[:digits])
            for (way, _, code), sure in reach.certainty.items()
            if sure == "sure"
            for digits in _WIDER
            if digits < len(code)
        )
        for reach in reached
    }
    return Record(
        target=_by_key(near),
        third=_by_key(third),
        touched=touched,
        wider=wider,
        reached=tuple(reached),
    )


def _by_key(lines: Iterable[TradeLine]) -> dict[_Key, tuple[TradeLine, ...]]:
    held: dict[_Key, list[TradeLine]] = defaultdict(list)
    for line in lines:
        held[line.state, line.direction, line.compiler, line.unit].append(line)
    return {key: tuple(mine) for key, mine in held.items()}
