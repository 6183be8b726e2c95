"""The record to look for diversion in: lines with the target and with third states."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
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


@dataclass(frozen=True, slots=True)
class Record:
    """Lines of trade by state, direction, compiler and unit.

    Attributes
    ----------
    target, third : dict
        Lines with the target, and with everybody else.
    touched : dict
        By state and direction, the chapters that any measure touches.
    reached : tuple of Reach
        The measures on goods.

    """

    target: dict[_Key, tuple[TradeLine, ...]]
    third: dict[_Key, tuple[TradeLine, ...]]
    touched: dict[tuple[str, Direction], frozenset[str]]
    reached: tuple[Reach, ...] = field(repr=False)

    def free(self, key: _Key, days: Interval) -> tuple[TradeLine, ...]:
        """Return the lines with the target that no measure of those days is about."""
        return broadest(
            [
                line
                for line in self.target.get(key, ())
                if not any(
                    reach.binds(line.state)
                    and reach.in_force.overlaps(days)
                    and any(
                        (line.direction, revision, line.code) in reach.certainty
                        for revision in line.revisions
                    )
                    for reach in self.reached
                )
            ]
        )

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
    return Record(_by_key(near), _by_key(third), touched, tuple(reached))


def _by_key(lines: Iterable[TradeLine]) -> dict[_Key, tuple[TradeLine, ...]]:
    held: dict[_Key, list[TradeLine]] = defaultdict(list)
    for line in lines:
        held[line.state, line.direction, line.compiler, line.unit].append(line)
    return {key: tuple(mine) for key, mine in held.items()}
