"""Yardsticks: the same bans held against an estimate of what would have moved.

The scorecard holds a ban against the months before it. An estimate says what would have
moved instead, with an interval. A year's share of the expected trade is 100 less its
compliance, both in percent; it runs over the whole interval, so that a wide one leaves
the year open. Years make one verdict as they do in the scorecard, and what the
scorecard leaves open because others contradict the record stays open here.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Protocol

from yalu.compliance.alternatives import Alternative, Choice
from yalu.compliance.case import Case
from yalu.compliance.history import History
from yalu.compliance.score import Score, Step
from yalu.compliance.score import Yardstick as Kind
from yalu.compliance.statement import Amount
from yalu.compliance.thresholds import Thresholds
from yalu.compliance.verdict import Verdict, overall, verdict_on_ban
from yalu.periods import Interval
from yalu.provenance import Evidence
from yalu.quantities import Estimate

__all__ = ["Estimated", "Expected", "estimated_yardsticks"]

_FULL = 100
_PLACES = 6


class Expected(Protocol):
    """One stretch of an estimate: what would have moved, beside what did."""

    @property
    def period(self) -> Interval:
        """The days."""

    @property
    def observed(self) -> Amount | None:
        """What is recorded of them."""

    @property
    def compliance(self) -> Estimate | None:
        """In percent; None where nothing is recorded."""

    @property
    def months(self) -> int:
        """How many months it counts."""


class Estimated(Protocol):
    """An estimate of one line of trade, such as a counterfactual."""

    @property
    def history(self) -> History:
        """The line of trade."""

    @property
    def method(self) -> str:
        """How the expected amount was found."""

    @property
    def by_year(self) -> Sequence[Expected]:
        """Calendar year by calendar year."""


def estimated_yardsticks(
    held: Case, estimates: Iterable[Estimated]
) -> Iterator[Alternative]:
    """Yield each estimate as a yardstick of the ban that it is about.

    Estimates of caps, of all goods, and without a year on record are passed over: a
    cap is held against its limit whatever would have moved.

    Parameters
    ----------
    held : Case
        The case.
    estimates : iterable of Counterfactual
        What would have moved without a measure.

    """
    scores = {
        (score.state, score.measure): score
        for score in held.scores()
        if score.yardstick is Kind.MONTHS_BEFORE
    }
    excusable = {
        reach.measure.id for reach in held.reached if reach.measure.is_excusable
    }
    for one in estimates:
        history = one.history
        key = (history.state, history.measure)
        known = [year for year in one.by_year if year.compliance is not None]
        if key not in scores or not known:
            continue
        path = tuple(
            _step(year, history, held.thresholds, excused=key[1] in excusable)
            for year in known
        )
        words = f"{one.method}: {history.compiler}, {history.unit}"
        score = _score(scores[key], path, held.thresholds)
        yield Alternative(choice=Choice.YARDSTICK, words=words, scores={key: score})


def _step(
    year: Expected, history: History, thresholds: Thresholds, *, excused: bool
) -> Step:
    held = year.compliance
    if held is None:  # pragma: no cover - years without it are passed over
        low, high = Decimal(0), None
    else:
        low, high = (_share(end) for end in (held.high, held.low))
    low = Decimal(0) if excused else low
    verdict = verdict_on_ban(low, high, thresholds)
    return Step(
        period=year.period,
        verdict=verdict,
        low=low,
        high=high,
        observed=year.observed,
        unit=history.unit,
        months=year.months,
        series=history.series,
        compiler=history.compiler,
        reason=str(year),
    )


def _share(compliance: float) -> Decimal:
    """Return what still moved of what was expected, in percent."""
    return round(Decimal(_FULL - compliance), _PLACES)


def _score(score: Score, path: tuple[Step, ...], thresholds: Thresholds) -> Score:
    verdict = overall(
        ((step.verdict, step.low) for step in path), verdict_on_ban, thresholds
    )
    months = sum(step.months for step in path)
    contested = score.contested and verdict is not Verdict.NOT_ENFORCED
    if contested or months < thresholds.fewest_months:
        verdict = Verdict.UNVERIFIABLE
    worst = max(path, key=lambda step: step.low or Decimal(0))
    return replace(
        score,
        verdict=verdict,
        low=worst.low,
        high=worst.high,
        evidence=Evidence.ESTIMATED,
        months=months,
        path=path,
        reasons=tuple(step.reason for step in path),
    )
