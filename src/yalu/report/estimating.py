"""Estimates as rows to draw: what was expected and observed, month by month.

One line of trade is often counted in several units and by several compilers. Each count
has an estimate of its own and all stand in the table; drawn is, for each state and
measure, the count that is judged on most months, a physical unit before money.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from yalu.compliance import Amount, History
from yalu.compliance.counterfactual import Counterfactual
from yalu.periods import Interval, months
from yalu.provenance import Evidence
from yalu.quantities import Estimate, Unit
from yalu.report import lawmaking
from yalu.report.dossier import Dossier

__all__ = ["FanPoint", "Judged", "LawDay", "drawn", "fan", "judged", "law_days"]

_FEWEST = 3
_WIDEST = 120.0  # points of percent
_MOST_DRAWN = 6
_YEARS_BEFORE = 5
_LONGEST = 6  # months of a period whose mean is worth a line


@dataclass(frozen=True, slots=True, kw_only=True)
class FanPoint:
    """One month of a line of trade, or a longer period that is recorded as one.

    Attributes
    ----------
    month : date
        Its first day.
    until : date
        First day after it.
    months : int
        How many months it has.
    part : str
        ``before`` the measure or ``under`` it.
    observed_low, observed_high : float or None
        What is recorded a month, in `unit`; None where it is not.
    expected, expected_low, expected_high : float or None
        What would have moved: median and interval of 90 percent; None before.
    unit : str
        What is counted.
    evidence : Evidence
        Grade of what is recorded; what is expected is an estimate.
    sources : tuple of str
        Identifiers of the sources.

    """

    month: date
    until: date
    months: int
    part: str
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

    A month that is not recorded has no observed amount. A longer period that is
    recorded as one follows the months, with its mean a month.
    """
    history = one.history
    first = one.starts.replace(year=one.starts.year - _YEARS_BEFORE, day=1)
    asked = Interval(first, one.until)
    held = {p.period: p.amount for p in history.points if asked.covers(p.period)}
    expected = {month.period: month.expected for month in one.months}
    single = sorted({*expected, *(p for p in held if p.is_month)})
    longer = sorted(p for p in held if not p.is_month and _length(p) <= _LONGEST)
    return tuple(
        _point(one, period, held.get(period), expected.get(period))
        for period in (*single, *longer)
    )


def _length(period: Interval) -> int:
    return sum(1 for _ in months(period))


def _point(
    one: Counterfactual,
    period: Interval,
    amount: Amount | None,
    expected: Estimate | None,
) -> FanPoint:
    count = _length(period)
    high = None if amount is None or amount.high is None else float(amount.high) / count
    return FanPoint(
        month=period.start,
        until=period.end or one.until,
        months=count,
        part="before" if period.start < one.before else "under",
        observed_low=None if amount is None else float(amount.low) / count,
        observed_high=high,
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
        if min(p.month for p in points) <= day < one.until
    )
