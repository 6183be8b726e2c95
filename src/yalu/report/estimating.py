"""Estimates as rows to draw: what was expected and observed, month by month.

One line of trade is often counted in several units and by several compilers. Each count
has an estimate of its own and all stand in the table; drawn is, for each state and
measure, the count that is judged on most months, a physical unit before money.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from yalu.compliance import Amount, History
from yalu.compliance.counterfactual import Counterfactual
from yalu.compliance.statement import Statement
from yalu.periods import Interval, months
from yalu.provenance import Evidence
from yalu.quantities import Estimate, Unit
from yalu.report import lawmaking
from yalu.report.dossier import Dossier

__all__ = [
    "FanPoint",
    "Judged",
    "LawDay",
    "drawn",
    "fan",
    "judged",
    "law_days",
    "traced",
    "unseen",
]

_FEWEST = 3
_WIDEST = 120.0  # points of percent
_MOST_DRAWN = 6
_YEARS_BEFORE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class FanPoint:
    """One month of a line of trade, or a longer period that is recorded as one.

    Attributes
    ----------
    period_start : date
        Its first day.
    period_end : date
        First day after it.
    months : int
        How many months it has.
    part : str
        ``before`` the measure or ``under`` it.
    recorded_low, recorded_high : float or None
        What is recorded of all of it, in `unit`; None where it is not.
    observed_low, observed_high : float or None
        The same a month, which is what is drawn.
    counted : bool
        Whether it is in the sum that is held against what was expected: what lies in
        a longer total that is counted is not counted again.
    expected, expected_low, expected_high : float or None
        What would have moved: median and interval of 90 percent; None before.
    unit : str
        What is counted.
    evidence : Evidence
        Grade of what is recorded; what is expected is an estimate.
    sources : tuple of str
        Identifiers of the sources.

    """

    period_start: date
    period_end: date
    months: int
    part: str
    counted: bool
    recorded_low: float | None
    recorded_high: float | None
    observed_low: float | None
    observed_high: float | None
    expected: float | None
    expected_low: float | None
    expected_high: float | None
    unit: str
    evidence: Evidence
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """An estimate that can be held against a record.

    Attributes
    ----------
    of : Counterfactual
        The estimate.
    period : Interval
        The days from the first to the last that are counted.
    months : int
        How many months are counted.
    observed : Amount
        What is recorded of them, in the unit of the history.
    expected : tuple of float
        Median and both ends of the interval of 90 percent, in the unit of the history.
    compliance : tuple of float or None
        The same in percent; None where the record does not limit what would have moved.

    """

    of: Counterfactual
    period: Interval
    months: int
    observed: Amount
    expected: tuple[float, float, float]
    compliance: tuple[float, float, float] | None

    @property
    def history(self) -> History:
        """The line of trade."""
        return self.of.history


@dataclass(frozen=True, slots=True)
class LawDay:
    """A day of law to mark, and its name on the chart."""

    day: date
    label: str


def judged(found: Iterable[Counterfactual]) -> tuple[Judged, ...]:
    """Return the estimates that can be held against a record."""
    told = []
    for one in found:
        whole = one.whole
        if whole is None or whole.observed is None:
            continue
        told.append(
            Judged(
                of=one,
                period=whole.period,
                months=whole.months,
                observed=whole.observed,
                expected=_ends(whole.expected),
                compliance=None if one.compliance is None else _ends(one.compliance),
            )
        )
    return tuple(told)


def _ends(estimate: Estimate) -> tuple[float, float, float]:
    middle = (estimate.low + estimate.high) / 2
    value = middle if estimate.value is None else estimate.value
    return value, estimate.low, estimate.high


def drawn(
    found: Iterable[Judged], *, leading: Iterable[str], state: str
) -> tuple[Judged, ...]:
    """Return the estimates worth a figure of their own, at most six.

    At least three months recorded under the measure, an interval that says something
    (expected within a factor of ten, compliance within 120 points), and of a state's
    counts of one measure only one. All goods come first, then measures that bind all
    states, and among them those that are judged longest.

    Parameters
    ----------
    found : iterable of Judged
        Every estimate that can be judged.
    leading : iterable of str
        Measures of the leading makers of law.
    state : str
        The state whose figures come first among equals.

    """
    first = {"", *leading}
    best: dict[tuple[str, str, str], Judged] = {}
    for one in sorted(found, key=_rank):
        if _is_telling(one) and one.months >= _FEWEST and one.of.months:
            history = one.history
            key = (history.state, history.measure, history.direction)
            best.setdefault(key, one)
    chosen = sorted(
        best.values(),
        key=lambda one: (
            one.history.measure not in first,
            bool(one.history.measure),
            one.history.state != state,
            _rank(one),
        ),
    )
    return tuple(chosen[:_MOST_DRAWN])


def _is_telling(one: Judged) -> bool:
    """Return whether an interval leaves out more than next to nothing."""
    if one.compliance is None:
        return False
    _, low, high = one.compliance
    return high - low <= _WIDEST


def _rank(one: Judged) -> tuple[int, bool, str, str]:
    history = one.history
    money = history.unit is Unit.USD
    return (-one.months, money, history.compiler, history.state)


def fan(one: Counterfactual) -> tuple[FanPoint, ...]:
    """Return the months of one estimate, from five years before the measure.

    A month that is not recorded has no observed amount. Longer periods that are
    recorded as one, whole years among them, follow the months.
    """
    history = one.history
    first = one.starts.replace(year=one.starts.year - _YEARS_BEFORE, day=1)
    asked = Interval(first, one.until)
    every = (*history.points, *history.totals)
    held = {p.period: p.amount for p in every if asked.covers(p.period)}
    expected = {month.period: month.expected for month in one.months}
    single = sorted({*expected, *(p for p in held if p.is_month)})
    longer = sorted(p for p in held if not p.is_month)
    counted = _counted(one)
    return tuple(
        _point(
            one,
            period,
            held.get(period),
            expected.get(period),
            counted=period in counted,
        )
        for period in (*single, *longer)
    )


def traced(
    points: Iterable[FanPoint], line: History, said: Iterable[Statement]
) -> tuple[FanPoint, ...]:
    """Return the points of a line, each with the sources of its own days alone.

    What nothing states for just these days, since it is the rest of a total or was not
    recorded, keeps the sources of the whole line.

    Parameters
    ----------
    points : iterable of FanPoint
        From `fan`.
    line : History
        What they are points of.
    said : iterable of Statement
        The whole record.

    """
    wanted = (line.state, line.direction, line.compiler, line.series)
    known: dict[tuple[date, date | None], set[str]] = {}
    for one in said:
        if (one.state, one.direction, one.compiler, one.series) != wanted:
            continue
        if one.code in line.codes and line.unit in one.amounts:
            days = (one.period.start, one.period.end)
            known.setdefault(days, set()).update({*one.sources} & {*line.sources})
    return tuple(
        replace(point, sources=tuple(sorted(own)))
        if (own := known.get((point.period_start, point.period_end)))
        and point.observed_low is not None
        else point
        for point in points
    )


def unseen(points: Iterable[FanPoint]) -> int:
    """Return how many counted months are known only as part of a longer total."""
    known = list(points)
    totals = [p for p in known if p.counted and p.months > 1]
    single = [p for p in known if p.months == 1 and p.observed_low is not None]
    return sum(
        p.months - sum(p.period_start <= m.period_start < p.period_end for m in single)
        for p in totals
    )


def _counted(one: Counterfactual) -> set[Interval]:
    """Return the periods whose sum is judged: a stated year replaces its parts."""
    if one.whole is None:
        return set()
    history, asked = one.history, one.whole.period
    if not one.months:
        return {p.period for p in history.years if asked.covers(p.period)}
    stated = {p.period for p in history.totals if asked.covers(p.period)}
    every = {p.period for p in history.points if asked.covers(p.period)}
    parts = {p for p in every for y in stated if y != p and y.covers(p)}
    return (every | stated) - parts


def _length(period: Interval) -> int:
    return sum(1 for _ in months(period))


def _point(
    one: Counterfactual,
    period: Interval,
    amount: Amount | None,
    expected: Estimate | None,
    *,
    counted: bool,
) -> FanPoint:
    count = _length(period)
    low = None if amount is None else float(amount.low)
    high = None if amount is None or amount.high is None else float(amount.high)
    return FanPoint(
        period_start=period.start,
        period_end=period.end or one.until,
        months=count,
        part="before" if period.start < one.before else "under",
        counted=counted,
        recorded_low=low,
        recorded_high=high,
        observed_low=None if low is None else low / count,
        observed_high=None if high is None else high / count,
        expected=None if expected is None else expected.value,
        expected_low=None if expected is None else expected.low,
        expected_high=None if expected is None else expected.high,
        unit=one.history.unit.value,
        evidence=one.history.evidence or Evidence.ESTIMATED,
        sources=one.history.sources,
    )


def law_days(
    dossier: Dossier, one: Counterfactual, points: Sequence[FanPoint]
) -> tuple[LawDay, ...]:
    """Return the first days of law to mark beside one estimate.

    For a measure its own; for all goods the first days of the bans and caps that bind
    all states, each text once.
    """
    regime, measure = dossier.regime, one.history.measure
    if not points:
        return ()
    if measure:
        asked = [regime.measure(measure)]
    else:
        leading = {body.id for body in lawmaking.leaders(regime)}
        asked = [
            m
            for m in regime.known()
            if lawmaking.is_about_goods(m)
            and regime.instrument_of(m).body in leading
            and m.direction.includes(one.history.direction)
        ]
    days: dict[str, date] = {}
    for m in asked:
        if m.in_force is not None:
            label = lawmaking.short_symbol(regime.instrument_of(m))
            start = m.in_force.start
            days[label] = min(start, days.get(label, start))
    return tuple(
        LawDay(day, label)
        for label, day in sorted(days.items(), key=lambda item: item[1])
        if min(p.period_start for p in points) <= day < one.until
    )
