"""How a ledger is counted: the use of one cap in one window and one unit."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from yalu.compliance.account import Account, Entry, total_of
from yalu.compliance.ledger import (
    Crossing,
    LedgerMonth,
    LimitShare,
    Projection,
    UnitUse,
)
from yalu.compliance.statement import Amount
from yalu.periods import Interval, months
from yalu.quantities import BarrelFactor, Unit
from yalu.regime import Cap, cap_use

__all__ = ["unit_use"]

_FULL = 100
_DAYS_A_MONTH = Decimal("30.436875")


def unit_use(
    cap: Cap,
    accounts: Sequence[Account],
    possibly: Sequence[Account] = (),
    *,
    window: Interval,
    counted: Interval,
    until: date,
    factors: tuple[BarrelFactor, ...],
) -> UnitUse:
    """Return the use of a cap in one unit.

    Parameters
    ----------
    cap : Cap
        The cap.
    accounts : sequence of Account
        One for each state that is added up, all in one unit.
    possibly : sequence of Account
        The same for goods of which only part is capped: never sure.
    window, counted : Interval
        The accounting window, and the days of it that count.
    until : date
        First day the record does not reach.
    factors : tuple of BarrelFactor
        Factors to try where tonnes meet barrels.

    """
    unit = accounts[0].unit
    entries = [e for account in accounts for e in account.entries]
    inside = [e for e in entries if e.within(counted)]
    edges = [e for e in entries if e.touches(counted) and not e.within(counted)]
    edges += [e for one in possibly for e in one.entries if e.touches(counted)]
    total = total_of(())
    for account in accounts:
        total += account.total(counted)
    possible = Amount(total.low, (total + total_of(edges)).high)
    shares = _shares(cap, unit, total, factors) if inside else ()
    end = min(until, counted.end or until)
    reach = Interval(counted.start, end) if end > counted.start else None
    rows = _months(cap, unit, inside, reach, factors)
    most = [share.high for share in _shares(cap, unit, possible, factors)]
    return UnitUse(
        unit=unit,
        total=total if inside else None,
        possible=possible,
        months=rows,
        shares=shares,
        possible_high=_largest(most),
        crossings=_crossings(cap, rows),
        projection=_projection(unit, inside, shares, window, until),
    )


def _largest(ends: Sequence[Decimal | None]) -> Decimal | None:
    """Return the largest end; None where one is unknown, or there are none."""
    known = [end for end in ends if end is not None]
    return max(known, default=None) if len(known) == len(ends) else None


def _shares(
    cap: Cap, unit: Unit, amount: Amount, factors: tuple[BarrelFactor, ...]
) -> tuple[LimitShare, ...]:
    low = cap_use(cap, {unit: amount.low}, factors=factors)
    if low is None:
        return ()
    top = amount.low if amount.high is None else amount.high
    high = cap_use(cap, {unit: top}, factors=factors)
    ends = () if high is None else high.by_limit
    return tuple(
        LimitShare(
            limit=least.limit,
            low=least.low,
            high=None if amount.high is None else most.high,
            by_factor=_by_factor(cap, unit, amount, factors) if least.factors else (),
        )
        for least, most in zip(low.by_limit, ends, strict=True)
    )


def _by_factor(
    cap: Cap, unit: Unit, amount: Amount, factors: tuple[BarrelFactor, ...]
) -> tuple[tuple[str, Decimal, Decimal | None], ...]:
    found = []
    for factor in factors:
        (share,) = _shares_of_one(cap, unit, amount, factor)
        found.append((factor.id, *share))
    return tuple(found)


def _shares_of_one(
    cap: Cap, unit: Unit, amount: Amount, factor: BarrelFactor
) -> tuple[tuple[Decimal, Decimal | None], ...]:
    low = cap_use(cap, {unit: amount.low}, factors=(factor,))
    top = amount.low if amount.high is None else amount.high
    high = cap_use(cap, {unit: top}, factors=(factor,))
    if low is None or high is None:  # pragma: no cover - asked only where a share is
        return ()
    return ((low.low, None if amount.high is None else high.high),)


def _months(
    cap: Cap,
    unit: Unit,
    inside: Sequence[Entry],
    days: Interval | None,
    factors: tuple[BarrelFactor, ...],
) -> tuple[LedgerMonth, ...]:
    """Return the months that the record could hold, with the running use."""
    rows = []
    running = total_of(())
    for month in months(days) if days is not None else ():
        after = month.end or date.max
        ended = [e for e in inside if month.start < e.end <= after]
        amount = total_of(ended) if ended else None
        running += amount or total_of(())
        shares = _shares(cap, unit, running, factors)
        highs = [share.high for share in shares]
        stated = any(
            not e.derived and len(e.spans) == 1 and month.covers(e.spans[0])
            for e in ended
        )
        inferred = any(e.touches(month) for e in inside)
        rows.append(
            LedgerMonth(
                month=month,
                status="stated" if stated else "inferred" if inferred else "unreported",
                amount=amount,
                running=running,
                low=max((share.low for share in shares), default=None),
                high=_largest(highs),
            )
        )
    return tuple(rows)


def _crossings(cap: Cap, rows: Sequence[LedgerMonth]) -> tuple[Crossing, ...]:
    def first(percent: int, ends: Sequence[Decimal | None]) -> date | None:
        for row, end in zip(rows, ends, strict=True):
            reached = end is not None and (
                end > percent if percent == _FULL else end >= percent
            )
            if reached:
                return row.month.start
        return None

    levels = dict.fromkeys((*cap.alerts, _FULL))
    return tuple(
        Crossing(
            percent=level,
            surely=first(level, [row.low for row in rows]),
            possibly=first(level, [row.high for row in rows]),
        )
        for level in levels
    )


def _projection(
    unit: Unit,
    inside: Sequence[Entry],
    shares: Sequence[LimitShare],
    window: Interval,
    until: date,
) -> Projection | None:
    """Return when the fullest limit will be used up at the pace so far."""
    paces = _monthly(inside)
    last = max((e.end for e in inside), default=window.start)
    end = window.end or date.max
    fullest = max(shares, key=lambda s: s.low, default=None)
    if not paces or fullest is None or fullest.low > _FULL or min(until, last) >= end:
        return None
    used = total_of(inside).low
    room = fullest.limit.amount if fullest.limit.unit is unit else None
    if room is None:
        room = used * _FULL / fullest.low if fullest.low else None
    if room is None:
        return None

    def day(pace: Decimal) -> date | None:
        if pace <= 0:
            return None
        ahead = int((room - used) / pace * _DAYS_A_MONTH)
        reached = last + timedelta(days=min(ahead, (end - last).days))
        return reached if reached < end else None

    mean = sum(paces, Decimal(0)) / len(paces)
    return Projection(
        central=day(mean),
        earliest=day(max(paces)),
        latest=day(min(paces)),
        pace=mean,
        fastest=max(paces),
        slowest=min(paces),
    )


def _monthly(inside: Sequence[Entry]) -> list[Decimal]:
    """Return the total of each month that is stated by itself."""
    found: dict[Interval, Decimal] = {}
    for entry in inside:
        span = entry.spans[0]
        month = Interval.month(span.start.year, span.start.month)
        if not entry.derived and len(entry.spans) == 1 and month.covers(span):
            found[month] = found.get(month, Decimal(0)) + entry.amount.low
    return list(found.values())
