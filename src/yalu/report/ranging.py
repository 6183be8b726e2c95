"""Ranges of days: what law and record say of some years, learnt from all before.

A report on a range tells what was in force, moved and happened in it. What is usual is
still learnt from the record before, which is why verdicts are cut here and not the
record: a ban of 2017 is held against the months before it, also in a report on 2018.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pyarrow as pa
import pyarrow.compute as pc

from yalu.compliance import Assessment, Score, Verdict, Yardstick
from yalu.compliance.verdict import overall, verdict_on_ban, verdict_on_cap
from yalu.errors import SchemaError
from yalu.periods import Interval, months
from yalu.report.enquiry import Enquiry

__all__ = ["WHOLE", "Range", "cut_rows", "within"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """The days a report is about.

    Attributes
    ----------
    since : date or None
        The first of them; None where nothing is too early.
    until : date or None
        First day after them; None where nothing is too late.

    Raises
    ------
    SchemaError
        If no day is left.

    Examples
    --------
    >>> three = Range(since=date(2016, 1, 1), until=date(2019, 1, 1))
    >>> print(three, three.last)
    2016-01-01 to 2018-12-31 2018-12-31

    """

    since: date | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        if self.since and self.until and self.since >= self.until:
            msg = (
                f"Range of days: found {self.since} as the first and {self.last} as "
                "the last; expected the first before the last. Swap --from and --to."
            )
            raise SchemaError(msg)

    @property
    def last(self) -> date | None:
        """The last of its days."""
        return None if self.until is None else self.until - timedelta(days=1)

    @property
    def is_whole(self) -> bool:
        """Whether no day is left out."""
        return self.since is None and self.until is None

    @property
    def interval(self) -> Interval:
        """The same as a stretch of days."""
        return Interval(self.since or date.min, self.until)

    def __str__(self) -> str:
        if self.is_whole:
            return "all days"
        first = "the first day" if self.since is None else str(self.since)
        return f"{first} to {self.last or 'the last day'}"


WHOLE = Range()
"""Every day."""


def within(found: Enquiry, asked: Range) -> Enquiry:
    """Return what an enquiry says of a range of days.

    Signs of evasion, and which verdicts hang on a choice, are asked of a whole record
    only and are left out.
    """
    if asked.since is None:
        return found
    days = asked.interval
    estimates = found.estimates
    return Enquiry(
        assessment=_assessed(found.assessment, days),
        estimates=None
        if estimates is None
        else tuple(one for one in estimates if one.starts in days),
    )


def _assessed(found: Assessment, days: Interval) -> Assessment:
    scores = (_scored(score, days, found) for score in found.scorecard)
    return replace(
        found,
        scorecard=tuple(score for score in scores if score is not None),
        ledgers=tuple(one for one in found.ledgers if days.overlaps(one.window)),
        gaps=tuple(one for one in found.gaps if days.overlaps(one.period)),
        breaches=tuple(one for one in found.breaches if days.overlaps(one.period)),
        mirror=tuple(one for one in found.mirror if days.overlaps(one.period)),
    )


def _scored(score: Score, days: Interval, of: Assessment) -> Score | None:
    """Return a score on the stretches in a range; None where there is none."""
    path = tuple(step for step in score.path if days.overlaps(step.period))
    if not path:
        return None
    if len(path) == len(score.path):
        return score
    is_cap = score.yardstick is Yardstick.CAP
    verdict = overall(
        ((step.verdict, step.low) for step in path),
        verdict_on_cap if is_cap else verdict_on_ban,
        of.thresholds,
    )
    contested = any(step.contested for step in path)
    if is_cap and contested and verdict is not Verdict.NOT_ENFORCED:
        verdict = Verdict.UNVERIFIABLE
    told = [step for step in path if step.verdict is verdict and step.low is not None]
    fullest = max(told, key=lambda step: step.high or step.low or 0, default=None)
    recorded = sum(step.months for step in path)
    return replace(
        score,
        verdict=verdict,
        low=None if fullest is None else fullest.low,
        high=None if fullest is None else fullest.high,
        contested=contested,
        evidence=None if fullest is None else fullest.evidence,
        months=recorded,
        silent=max(0, sum(_length(step.period, of.until) for step in path) - recorded),
        reasons=tuple(dict.fromkeys(step.reason for step in path)),
        path=path,
        sources=tuple(sorted({name for step in path for name in step.sources})),
    )


def _length(period: Interval, until: date) -> int:
    """Return how many whole months a stretch has."""
    ended = period if period.end is not None else Interval(period.start, until)
    return sum(1 for _ in _months(ended))


def _months(period: Interval) -> Iterator[Interval]:
    if period.end is not None and period.start < period.end:
        yield from months(period)


def cut_rows(table: pa.Table, asked: Range) -> pa.Table:
    """Return the rows of a table of trade whose days lie in a range, at least in part.

    Parameters
    ----------
    table : pyarrow.Table
        With ``period_start`` and ``period_end``, the first day after it.
    asked : Range
        The days.

    """
    if asked.since is not None:
        table = table.filter(pc.greater(table["period_end"], asked.since))
    if asked.until is not None:
        table = table.filter(pc.less(table["period_start"], asked.until))
    return table
