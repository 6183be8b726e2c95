"""Trade lines: one good between two states as one compiler counts it, and its pace.

The *pace* in a stretch of days is what its periods that lie inside add up to, over the
months they cover. Periods that stick out are left out, so that years and months can be
compared, and months that are not on record are neither filled nor counted.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from yalu.compliance.account import Account, settle
from yalu.compliance.legal_window import month_number
from yalu.compliance.statement import Statement
from yalu.flows import Series
from yalu.goods import Revision
from yalu.periods import Interval
from yalu.quantities import Unit
from yalu.regime import Direction

__all__ = [
    "Pace",
    "Stretch",
    "TradeLine",
    "broadest",
    "pace_of",
    "stretches_of",
    "trade_lines",
]

_EDITIONS = frozenset(revision.value for revision in Revision)


@dataclass(frozen=True, slots=True)
class Pace:
    """How much moved in a month, on average.

    Attributes
    ----------
    amount : float
        In the unit of the line, a month.
    months : int
        Months on record.

    """

    amount: float
    months: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """One settled figure, ready to be added up many times.

    Attributes
    ----------
    start, end : date
        First day, and first day after the last.
    amount : float
        Middle of the range, or its lower end where it has no upper.
    months : int
        The calendar months it touches, as the bits of one number.

    """

    start: date
    end: date
    amount: float
    months: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeLine:
    """One good between two states.

    Attributes
    ----------
    state : str
        The state whose customs recorded it.
    partner : str
        The other side: the target, or a third state.
    direction : Direction
        From the partner or to it.
    code, commodity : str
        The good.
    revisions : frozenset of str
        Editions of the code on record.
    compiler : str
        Whose figures.
    account : Account
        The figures, settled, in one unit.
    stretches : tuple of Stretch
        The same, ready to be added up.

    """

    state: str
    partner: str
    direction: Direction
    code: str
    commodity: str
    revisions: frozenset[str]
    compiler: str
    account: Account
    stretches: tuple[Stretch, ...] = field(repr=False)

    @property
    def unit(self) -> Unit:
        """What is counted."""
        return self.account.unit

    def pace(self, days: Interval, *, fewest: int) -> Pace | None:
        """Return the pace in some days; None with fewer months than asked for."""
        return pace_of(self.stretches, days, fewest=fewest)


def stretches_of(account: Account) -> tuple[Stretch, ...]:
    """Return the figures of an account."""
    found = []
    for entry in account.entries:
        low, high = entry.amount.low, entry.amount.high
        months = 0
        for month in entry.months:
            months |= 1 << month_number(month.start)
        amount = float(low if high is None else (low + high) / 2)
        found.append(Stretch(entry.start, entry.end, amount, months))
    return tuple(found)


def pace_of(
    stretches: Iterable[Stretch], days: Interval, *, fewest: int
) -> Pace | None:
    """Return the pace of some figures in some days.

    Parameters
    ----------
    stretches : iterable of Stretch
        Settled figures.
    days : Interval
        A stretch with an end; only figures wholly inside it count.
    fewest : int
        Months on record below which there is no answer.

    Returns
    -------
    Pace or None
        The sum over the months on record.

    """
    first, last = days.start, days.end or date.max
    total, months = 0.0, 0
    for one in stretches:
        if first <= one.start and one.end <= last:
            total += one.amount
            months |= one.months
    count = months.bit_count()
    return Pace(total / count, count) if count >= fewest else None


def trade_lines(
    said: Iterable[Statement], *, partner: str, states: Iterable[str]
) -> tuple[TradeLine, ...]:
    """Return the lines of trade that some states' own customs recorded.

    Parameters
    ----------
    said : iterable of Statement
        Statements seen from `partner`; only customs figures of the state itself, in
        an edition of the codes that is held, are used.
    partner : str
        The other side.
    states : iterable of str
        ISO codes of the states that record.

    """
    wanted = {*states}
    held: dict[tuple[str, str, Direction, str, str], list[Statement]] = defaultdict(
        list
    )
    for s in said:
        own = s.reporter == s.state and s.state in wanted and not s.absent
        if own and s.series is Series.CUSTOMS and s.revision in _EDITIONS:
            held[s.state, s.compiler, s.direction, s.code, s.commodity].append(s)
    found = []
    for (state, compiler, direction, code, commodity), mine in sorted(held.items()):
        for unit in Unit:
            if any(unit in s.amounts for s in mine):
                account = settle(mine, unit)
                line = TradeLine(
                    state=state,
                    partner=partner,
                    direction=direction,
                    code=code,
                    commodity=commodity,
                    revisions=frozenset(s.revision for s in mine),
                    compiler=compiler,
                    account=account,
                    stretches=stretches_of(account),
                )
                found.append(line)
    return tuple(found)


def broadest(lines: Sequence[TradeLine]) -> tuple[TradeLine, ...]:
    """Return the lines that lie within no other, so that no trade is told twice.

    Examples
    --------
    >>> broadest(())
    ()

    """
    codes = {_place(line): set[str]() for line in lines}
    for line in lines:
        codes[_place(line)].add(line.code)
    return tuple(
        line
        for line in lines
        if not any(
            line.code[:n] in codes[_place(line)] for n in range(2, len(line.code))
        )
    )


def _place(line: TradeLine) -> tuple[str, str, Direction, str, Unit]:
    return (line.state, line.partner, line.direction, line.compiler, line.unit)
