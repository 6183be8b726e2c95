r"""How much of what all states must ban a patron stopped, quarter by quarter.

It is weighed by what the banned goods were worth in the base year. Of direction
:math:`d` let :math:`B_d` be that worth a quarter, :math:`E_i` what the yardstick of ban
:math:`i` expected, and :math:`k_i` the share that was stopped, a range. The rest,
:math:`R_d = \max(B_d - \sum_i E_i, 0)`, has no yardstick of its own; but no more of it
can have been recorded than all goods, :math:`T_d`, so that at least
:math:`1 - \min(1, T_d/R_d)` was stopped, and at most all. The reading is the mean over
both directions, weighed by worth:

.. math:: \frac{\sum_i E_i k_i + \sum_d R_d r_d}{\sum_i E_i + \sum_d R_d}.

What is alleged to have moved at sea, beside the record, is taken off the least. A cap
tells only where it was exceeded. A quarter in which the target itself kept its border
shut has no reading: what did not move then was stopped by nobody else.

A figure of a year stands for each of its quarters. Each reading therefore says how many
quarters were read from the figure that weighs most in it, so that whoever uses them can
count it once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from statistics import median

import numpy as np
import pyarrow as pa

from yalu.compliance import Assessment, History, Score, Step, Verdict, Yardstick
from yalu.events import EventKind, EventLog
from yalu.goods import Revision
from yalu.impact import Package, PackageKind, PressureCase, exposures
from yalu.impact.ban import Ban, LawRows
from yalu.periods import Interval
from yalu.provenance import Confidence, Evidence, weakest
from yalu.quantities import Unit
from yalu.regime import Direction, Regime, coverage
from yalu.strategy.record import FIRST, EnforcementReading, Quarter, quarters

__all__ = ["WAYS", "Banned", "banned", "stopped"]

WAYS = (Direction.FROM_TARGET, Direction.TO_TARGET)
"""Both directions of trade with the target."""

_PER_YEAR = 4
_PERCENT = 100.0
_DAY = timedelta(days=1)
_MONTHS_A_DAY = 12 / 365.2425
_NOTHING_TOLD = (0.0, 1.0)
_MILLION = 1e6
_AT_SEA = "coal moved from ship to ship to China"
_SHUT, _OPENED = "epidemic", "border opens"
_LONGEST_SHUT = 16  # quarters, where no opening was recorded
_NOTE = "of the worth of what all states must ban, from the patron's own customs"
_LESS = "; less what is alleged to have moved at sea"

_Prices = Mapping[tuple[str, Unit], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Banned:
    """What all states must ban from the first day of a quarter on.

    Attributes
    ----------
    quarter : Quarter
        The first quarter of this law.
    low, high : float
        Least and largest share of the target's trade in the base year, both ways.
    worth : mapping of Direction to float
        USD a quarter in the base year, at the most likely share.

    """

    quarter: Quarter
    low: float
    high: float
    worth: Mapping[Direction, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A part of the banned trade of a quarter: its worth, and the share stopped.

    The span is that of the figure which tells it; None where none does.
    """

    worth: float
    low: float
    high: float
    span: Interval | None = None
    grades: tuple[Evidence, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Most:
    """The most that one compiler has of a quarter, USD, and the days it printed."""

    usd: float
    span: Interval
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scored:
    """One stretch of the path of a score, and the price of a unit of its goods."""

    direction: Direction
    yardstick: Yardstick
    step: Step
    price: float


def banned(regime: Regime, case: PressureCase) -> tuple[Banned, ...]:
    """Return what all states must ban, at each quarter that found it changed.

    Measures count from their last day of grace.
    """
    revision = Revision.HS2012
    rows = LawRows.of(regime, coverage(regime, revision=revision))
    days = {day for row in rows.rows for day in rows.days(row) if day < date.max}
    # A law that begins on the first day of a quarter is already that quarter's.
    changed = {Quarter.of(day - _DAY).shifted(1) for day in days}
    at = case.economies.index(case.target)
    worth = np.array([case.trade[at].sum(axis=0), case.trade[:, at].sum(axis=0)])
    found: list[Banned] = []
    before: tuple[Ban, ...] | None = None
    for quarter in sorted({FIRST, *changed}):
        bans = rows.bans(rows.binding(quarter.start))
        if bans == before:
            continue
        before = bans
        package = Package(
            id=f"on-{quarter}",
            title=f"the law of {quarter}",
            kind=PackageKind.CUMULATIVE,
            on=quarter.start,
            revision=revision,
            bans=bans,
        )
        share = exposures(package, case)
        each = (share.central * worth).sum(axis=1) / _PER_YEAR
        found.append(
            Banned(
                quarter=quarter,
                low=float((share.low * worth).sum() / worth.sum()),
                high=float((share.high * worth).sum() / worth.sum()),
                worth={way: float(one) for way, one in zip(WAYS, each, strict=True)},
            )
        )
    return tuple(found)


def stopped(
    regime: Regime,
    judged: Assessment,
    *,
    law: Sequence[Banned],
    log: EventLog,
    lines: Sequence[History],
    estimates: pa.Table,
    patron: str,
) -> Iterator[EnforcementReading]:
    """Yield a reading of each quarter of which the record says something.

    Parameters
    ----------
    regime : Regime
        The encoded law.
    judged : Assessment
        The patron's scores, and the prices of goods.
    law : sequence of Banned
        What is banned, in order.
    log : EventLog
        Tells when the target had shut its border.
    lines : sequence of History
        The patron's trade in all goods.
    estimates : pyarrow.Table
        The dataset of that name: what is alleged beside the record.
    patron : str
        ISO3 code.

    """
    found: list[tuple[EnforcementReading, Interval]] = []
    scored = tuple(_scored(regime, judged, patron))
    first = next((one.quarter for one in law if one.high), None)
    if first is None:
        return
    for quarter in quarters(first, Quarter.of(judged.until - _DAY)):
        if _is_shut(log, quarter, regime.target):
            continue
        current = [one for one in law if one.quarter <= quarter][-1]
        parts: list[_Part] = []
        for way in WAYS:
            own = [
                part
                for one in scored
                if one.direction is way
                for part in _part(one, quarter)
            ]
            rest = current.worth[way] - sum(part.worth for part in own)
            parts += [*own, *_rest(rest, _of(lines, way), quarter)]
        at_sea = _at_sea(estimates, quarter)
        low, high = _mean(parts, at_sea)
        if (low, high) == _NOTHING_TOLD:
            continue
        grades = [grade for part in parts for grade in part.grades]
        grades.append(Evidence.ALLEGED if at_sea else Evidence.ESTIMATED)
        reading = EnforcementReading(
            quarter=quarter,
            low=low,
            high=high,
            evidence=weakest(grades) or Evidence.ESTIMATED,
            confidence=Confidence.LOW,
            sources=tuple(sorted({name for part in parts for name in part.sources})),
            note=_NOTE + (_LESS if at_sea else ""),
        )
        found.append((reading, _told_by(parts, quarter)))
    yield from _counted(found)


def _told_by(parts: Iterable[_Part], quarter: Quarter) -> Interval:
    """Return the days of the figure that weighs most in the reading of a quarter."""
    told = [one for one in parts if one.span and (one.low, one.high) != _NOTHING_TOLD]
    most = max(told, key=lambda one: one.worth, default=None)
    return most.span if most and most.span else quarter.span


def _counted(
    found: Sequence[tuple[EnforcementReading, Interval]],
) -> Iterator[EnforcementReading]:
    """Yield each reading with the number of quarters read from the same days."""
    for reading, span in found:
        yield replace(reading, shared=sum(days == span for _, days in found))


def _scored(regime: Regime, judged: Assessment, patron: str) -> Iterator[_Scored]:
    """Yield the stretches that say something of measures that bind all states."""
    prices = _prices(judged, patron)
    for score in judged.scorecard:
        bound = regime.bodies[score.body].binds
        if score.state != patron or "all" not in bound:
            continue
        for step in score.path:
            price = _price(regime, score, step.unit, prices)
            if step.low is not None and step.months and price is not None:
                yield _Scored(
                    direction=regime.measure(score.measure).direction or WAYS[0],
                    yardstick=score.yardstick,
                    step=step,
                    price=price,
                )


def _part(one: _Scored, quarter: Quarter) -> Iterator[_Part]:
    """Yield what one stretch says of a quarter; nothing or one part."""
    step, is_cap = one.step, one.yardstick is Yardstick.CAP
    amount = step.observed if is_cap else step.expected
    inside = _days_in(step.period, quarter)
    if not inside or amount is None or step.low is None:
        return
    if is_cap and step.verdict is not Verdict.NOT_ENFORCED:
        return
    middle = (
        float(amount.low + (amount.low if amount.high is None else amount.high)) / 2
    )
    low = 0.0 if step.high is None else 1.0 - float(step.high) / _PERCENT
    high = 1.0 - float(step.low) / _PERCENT
    if is_cap:  # at least the excess should have been stopped, and was not
        low, high = 0.0, _PERCENT / float(step.low)
    yield _Part(
        worth=middle * one.price * _MONTHS_A_DAY * inside / step.months,
        low=min(max(low, 0.0), 1.0),
        high=min(max(high, 0.0), 1.0),
        span=step.period,
        grades=() if step.evidence is None else (step.evidence,),
        sources=step.sources,
    )


def _prices(judged: Assessment, patron: str) -> _Prices:
    """Return the middle price of each good and unit, USD, of those held plausible."""
    found: dict[tuple[str, Unit], list[float]] = {}
    for row in judged.unit_values.rows:
        if row.state == patron and row.plausible is not False:
            found.setdefault((row.code, row.unit), []).append(float(row.unit_value))
    return {key: median(values) for key, values in found.items()}


def _price(
    regime: Regime, score: Score, unit: Unit | None, prices: _Prices
) -> float | None:
    """Return USD a unit of the goods of a measure; None where nobody told both."""
    if unit is Unit.USD:
        return 1.0
    codes = tuple(regime.measure(score.measure).goods.codes)
    known = [
        price
        for (code, counted), price in prices.items()
        if counted is unit and code.startswith(codes)
    ]
    return median(known) if known else None


def _rest(worth: float, lines: Iterable[History], quarter: Quarter) -> Iterator[_Part]:
    """Yield what is banned one way without a yardstick: bounded by all goods."""
    if worth <= 0.0:
        return
    found = [_recorded(line, quarter) for line in lines]
    known = [one for one in found if one is not None]
    most = max(known, key=lambda one: one.usd, default=None)
    if most is None or most.usd >= worth:
        yield _Part(worth=worth, low=0.0, high=1.0)
        return
    yield _Part(
        worth=worth,
        low=1.0 - most.usd / worth,
        high=1.0,
        span=most.span,
        sources=most.sources,
    )


def _of(lines: Iterable[History], way: Direction) -> Iterator[History]:
    return (one for one in lines if one.direction is way and one.unit is Unit.USD)


def _recorded(line: History, quarter: Quarter) -> _Most | None:
    """Return the most that one compiler has of all goods in a quarter, USD, and whom.

    Its three months or, where one lacks, a quarter of its year.
    """
    span = quarter.span
    for points, count, share in (
        (line.months, 12 // _PER_YEAR, 1.0),
        (line.years, 1, 1.0 / _PER_YEAR),
    ):
        inside = [one for one in points if one.period.overlaps(span)]
        highs = [one.amount.high for one in inside if one.amount.high is not None]
        if len(highs) == count:
            days = inside[0].period if count == 1 else span
            return _Most(usd=share * float(sum(highs)), span=days, sources=line.sources)
    return None


def _mean(parts: Sequence[_Part], at_sea: float) -> tuple[float, float]:
    """Return the least and largest share stopped, weighed by worth."""
    total = sum(part.worth for part in parts)
    if not total:
        return _NOTHING_TOLD
    low = sum(part.worth * part.low for part in parts) - at_sea
    high = sum(part.worth * part.high for part in parts)
    return min(max(low / total, 0.0), 1.0), min(max(high / total, 0.0), 1.0)


def _at_sea(estimates: pa.Table, quarter: Quarter) -> float:
    """Return the USD that are alleged to have moved at sea in a quarter, at most."""
    found = 0.0
    for row in estimates.to_pylist():
        if row["item"] == _AT_SEA and row["unit"] == "million USD":
            span = Interval(row["period_start"], row["period_end"])
            days = (row["period_end"] - row["period_start"]).days
            found += _days_in(span, quarter) / days * float(row["high"]) * _MILLION
    return found


def _is_shut(log: EventLog, quarter: Quarter, target: str) -> bool:
    """Return whether the target kept its border shut on some day of a quarter."""
    shut = log.of(kind=EventKind.BORDER_CLOSURE, actor=target, mark=_SHUT)
    opened = log.of(kind=EventKind.RELIEF, actor=target, mark=_OPENED)
    for one in shut:
        begun = Quarter.of(one.when.start)
        later = [each.when.start for each in opened if each.when.start > one.when.start]
        ended = Quarter.of(later[0]) if later else begun.shifted(_LONGEST_SHUT)
        if begun <= quarter <= min(ended, begun.shifted(_LONGEST_SHUT)):
            return True
    return False


def _days_in(span: Interval, quarter: Quarter) -> int:
    """Return how many days of a stretch lie in a quarter."""
    whole = quarter.span
    ends = [one for one in (span.end, whole.end) if one is not None]
    return max((min(ends) - max(span.start, whole.start)).days, 0)
