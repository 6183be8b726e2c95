"""The simple yardstick for bans: the same months' trade in the year before.

Without a model of what would have moved, a ban is held against what did move just
before it. For each good, the amount expected in a month is what the same calendar
month of the twelve months before the measure recorded; where no figure of those twelve
speaks of that calendar month, what it recorded in the year before them; where that is
not recorded by itself either, the mean of the months that are; where none of the twelve
is, the mean of the last figure that ended up to a year earlier. Goods recorded on one
side only are left out, so that like is held against like.

Months in which an earlier measure had closed the trade are no yardstick and are left
out (`Reach.closes`), and so is a figure over several months of which not more were open
than closed. A year of which most was open counts as it stands, spread over its months.
Where nothing but closed months is left, there is no yardstick.

It is stated with every answer, because it knows nothing of prices, growth or season
beyond the calendar, nor of earlier measures that bit without closing the trade, such as
caps.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from yalu.compliance.account import Account, Entry
from yalu.compliance.reach import Reach
from yalu.compliance.statement import Amount
from yalu.compliance.thresholds import Thresholds
from yalu.periods import Interval

__all__ = ["Baseline", "Share", "baseline", "share_of"]

_Good = tuple[str, str]
_FULL = 100
_PLACES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """What moved before a measure, good by good.

    Attributes
    ----------
    days : Interval
        The days it was looked for in.
    entries : tuple of Entry
        What it rests on.
    rates : dict
        Mean amount a month by code and commodity, in the unit of the account.
    by_month : dict
        Amount by code, commodity and month of the year, where recorded by itself.
    closed : tuple of Entry
        What was left out, because an earlier measure had closed the trade.

    """

    days: Interval
    entries: tuple[Entry, ...]
    rates: dict[_Good, Amount]
    by_month: dict[tuple[_Good, int], Amount]
    closed: tuple[Entry, ...] = ()

    def expected(self, entry: Entry) -> Amount | None:
        """Return what would have moved in the days of an entry; None if unknown."""
        good = (entry.code, entry.commodity)
        if good not in self.rates:
            return None
        total = Amount(Decimal(0), Decimal(0))
        for month in entry.months:
            key = (good, month.start.month)
            total += self.by_month.get(key, self.rates[good])
        return total


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What is still recorded of what was expected.

    Attributes
    ----------
    observed, expected : Amount
        In the unit of the account.
    low, high : Decimal or None
        Observed over expected, in percent.
    months : int
        Months observed.
    entries : tuple of Entry
        What was observed.

    """

    observed: Amount
    expected: Amount
    low: Decimal
    high: Decimal | None
    months: int
    entries: tuple[Entry, ...]


def baseline(
    account: Account,
    *,
    start: date,
    thresholds: Thresholds,
    earlier: Sequence[Reach] = (),
) -> Baseline:
    """Return what an account records of the time before a measure.

    Parameters
    ----------
    account : Account
        Settled statements, in one unit.
    start : date
        First day of the measure.
    thresholds : Thresholds
        How long that time is, and how far back a figure may lie.
    earlier : sequence of Reach
        What restricted the trade of the same state before: see
        `yalu.compliance.reach.earlier_restrictions`.

    """
    days = Interval(_earlier(start, thresholds.baseline_months), start)
    stale = Interval(_earlier(days.start, thresholds.stale_months), start)
    closing = [reach for reach in earlier if reach.closes]
    goods: dict[_Good, list[Entry]] = {}
    closed: list[Entry] = []
    for entry in account.entries:
        if not entry.within(stale):
            continue
        if _is_closed(entry, closing):
            closed.append(entry)
        else:
            goods.setdefault((entry.code, entry.commodity), []).append(entry)
    chosen: list[Entry] = []
    rates: dict[_Good, Amount] = {}
    by_month: dict[tuple[_Good, int], Amount] = {}
    for good, entries in goods.items():
        recent = [e for e in entries if e.within(days)] or entries[-1:]
        count = sum(len(entry.months) for entry in recent)
        rates[good] = _mean(recent, count)
        known = {month.start.month for entry in recent for month in entry.months}
        older = [
            entry
            for entry in entries
            if entry not in recent
            and len(entry.months) == 1
            and entry.start.month not in known
        ]
        chosen += [*older, *recent]
        for entry in (*older, *recent):
            if len(entry.months) == 1:
                by_month[good, entry.start.month] = entry.amount
    return Baseline(
        days=days,
        entries=tuple(chosen),
        rates=rates,
        by_month=by_month,
        closed=tuple(closed),
    )


def _is_closed(entry: Entry, closing: Sequence[Reach]) -> bool:
    """Return whether not more of its months were open than closed by earlier law."""
    said = entry.statements[0]
    shut = [reach.in_force for reach in closing if reach.of(said) == "sure"]
    held = entry.months
    gone = sum(any(days.overlaps(month) for days in shut) for month in held)
    return 2 * gone >= len(held)


def share_of(entries: Iterable[Entry], before: Baseline) -> Share | None:
    """Return how much of what was expected is recorded; None where nothing was."""
    zero = Amount(Decimal(0), Decimal(0))
    observed, expected = zero, zero
    held: list[Entry] = []
    for entry in entries:
        usual = before.expected(entry)
        if usual is not None:
            observed, expected = observed + entry.amount, expected + usual
            held.append(entry)
    return _share(observed, expected, held)


def _share(
    observed: Amount, expected: Amount, entries: Sequence[Entry]
) -> Share | None:
    if not entries or not expected.low:
        return None
    high = None if observed.high is None else _percent(observed.high, expected.low)
    return Share(
        observed=observed,
        expected=expected,
        low=Decimal(0)
        if expected.high is None
        else _percent(observed.low, expected.high),
        high=high,
        months=len({month for entry in entries for month in entry.months}),
        entries=tuple(entries),
    )


def _mean(entries: Sequence[Entry], count: int) -> Amount:
    low = sum((e.amount.low for e in entries), Decimal(0))
    highs = [e.amount.high for e in entries if e.amount.high is not None]
    high = sum(highs, Decimal(0)) if len(highs) == len(entries) else None
    return Amount(low / count, None if high is None else high / count)


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    return round(part * _FULL / whole, _PLACES)


def _earlier(day: date, months: int) -> date:
    """Return the first day of the month that lies so many months before a day."""
    count = day.year * 12 + day.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)
