"""How far a log of events reaches, so that silence is not taken for quiet.

A day without an event means two things: that nothing happened, or that nobody who
was read looked. What was looked at is stated for each kind, with how completely.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from yalu.errors import SchemaError
from yalu.events.vocabulary import EventKind
from yalu.periods import Interval

__all__ = ["Completeness", "LogCoverage", "gaps_between", "latest_stretch"]

_DAY = timedelta(days=1)


class Completeness(StrEnum):
    """How much of what happened is in the log, from the most to the least."""

    COMPLETE = "complete"
    NEAR_COMPLETE = "near_complete"
    PARTIAL = "partial"
    THIN = "thin"

    def reaches(self, other: "Completeness") -> bool:
        """Return whether it is as much as another, or more.

        Examples
        --------
        >>> Completeness.PARTIAL.reaches(Completeness.THIN)
        True

        """
        order = list(Completeness)
        return order.index(self) <= order.index(other)


@dataclass(frozen=True, slots=True, kw_only=True)
class LogCoverage:
    """What is known of the events of one kind in a stretch of days.

    Attributes
    ----------
    kind : EventKind
        The kind.
    actor : str
        The party whose acts are meant, e.g. ``"CHN"``; empty for all.
    since, until : date
        First and last day that was looked at.
    completeness : Completeness
        How much of what happened there the log holds.
    source : str
        Identifier of the source that was looked at.
    note : str
        What is missing, in words.

    Raises
    ------
    SchemaError
        If the last day is before the first.

    Examples
    --------
    >>> print(LogCoverage(kind=EventKind.VETO, since=date(1993, 1, 1),
    ...     until=date(2024, 12, 31), completeness=Completeness.COMPLETE, source="UN"))
    veto: complete from 1993-01-01 to 2024-12-31 (UN)

    """

    kind: EventKind
    actor: str = ""
    since: date
    until: date
    completeness: Completeness
    source: str
    note: str = ""

    def __post_init__(self) -> None:
        if self.until < self.since:
            msg = (
                f"Coverage of {self.kind}: found {self.since} to {self.until}; "
                "expected the last day not to be before the first. Swap them."
            )
            raise SchemaError(msg)

    @property
    def span(self) -> Interval:
        """The days that were looked at."""
        return Interval(self.since, self.until + _DAY)

    def __str__(self) -> str:
        who = f" by {self.actor}" if self.actor else ""
        words = self.completeness.replace("_", " ")
        note = f": {self.note.rstrip('.')}" if self.note else ""
        return (
            f"{self.kind.replace('_', ' ')}{who}: {words} from {self.since} to "
            f"{self.until} ({self.source}){note}"
        )


def latest_stretch(statements: Iterable[LogCoverage]) -> Interval | None:
    """Return the last unbroken stretch of days that statements cover together.

    Returns
    -------
    Interval or None
        None where there is no statement.

    """
    stretches = _joined(statements)
    return stretches[-1] if stretches else None


def gaps_between(statements: Iterable[LogCoverage], whole: Interval) -> list[Interval]:
    """Return the stretches of some days that no statement covers, in order.

    Parameters
    ----------
    statements : iterable of LogCoverage
        What was looked at.
    whole : Interval
        The days that matter; it must have an end.

    """
    gaps: list[Interval] = []
    start, end = whole.start, whole.end or whole.start
    for stretch in _joined(statements):
        if start < stretch.start and start < end:
            gaps.append(Interval(start, min(stretch.start, end)))
        start = max(start, stretch.end or start)
    if start < end:
        gaps.append(Interval(start, end))
    return gaps


def _joined(statements: Iterable[LogCoverage]) -> list[Interval]:
    joined: list[Interval] = []
    for span in sorted(statement.span for statement in statements):
        before = joined[-1] if joined else None
        if before is None or before.end is None or before.end < span.start:
            joined.append(span)
        elif span.end is not None and before.end < span.end:
            joined[-1] = Interval(before.start, span.end)
    return joined
