"""How events are used as evidence: who says so, and who else says otherwise."""

from collections.abc import Iterable, Mapping
from datetime import date

from yalu.claims.answer import Answer, Record
from yalu.claims.claim import Value
from yalu.events import Event
from yalu.provenance import Evidence, weakest

__all__ = ["answer_from", "gap_in_days", "in_words", "independent", "last_day"]


def independent(record: Record, event: Event) -> int:
    """Return how many sources tell of an event beside those that cannot witness."""
    return len(set(event.sources) - record.no_witness)


def answer_from(
    record: Record, events: Iterable[Event], values: Mapping[str, Value]
) -> Answer:
    """Return an answer that rests on events.

    Two values are added: ``independent``, the number of independent sources of the
    event that has fewest, and ``evidence``, the weakest grade; what no authority tells
    of is reported at best.
    """
    used = tuple(events)
    grade = weakest(_grade(record, event) for event in used)
    names = tuple(dict.fromkeys(name for event in used for name in event.sources))
    held = record.events.sources
    known: dict[str, Value] = {
        "independent": min((independent(record, event) for event in used), default=0),
        "evidence": None if grade is None else grade.value,
    }
    return Answer(
        values={**known, **values},
        evidence=grade,
        sources=names,
        citations=tuple(held[name].publisher for name in names),
    )


def _grade(record: Record, event: Event) -> Evidence:
    """Return the grade of an event: official only where an authority tells of it.

    What no authority tells, or nobody witnessed, is reported at best.
    """
    if independent(record, event) and record.authorities & set(event.sources):
        return event.evidence
    return weakest((event.evidence, Evidence.REPORTED)) or event.evidence


def last_day(event: Event) -> date:
    """Return the last day on which an event may have been."""
    return event.when.last or event.when.start


def gap_in_days(first: Event, last: Event) -> tuple[int, int]:
    """Return the fewest and the most days from one event to another."""
    fewest = (last.when.start - last_day(first)).days
    return fewest, (last_day(last) - first.when.start).days


def in_words(event: Event) -> str:
    """Return the day of an event, or the days it may have been."""
    if event.precise:
        return event.when.start.isoformat()
    return f"{event.when.start} to {last_day(event)}"
