"""Queries on whether something is reported at all, by whom, and when."""

from yalu.claims.answer import Answer, Record
from yalu.claims.queries.witnesses import (
    answer_from,
    gap_in_days,
    in_words,
    independent,
    last_day,
)
from yalu.events import Event, EventKind
from yalu.periods import parse_period
from yalu.provenance import Evidence

__all__ = ["contested", "earlier_visits", "event_dated"]


def event_dated(
    record: Record, event: str, within: str, after: str | None = None
) -> Answer:
    """Return whether an event is dated within a period, and who says so."""
    one = record.events.get(event)
    period = parse_period(str(within))
    before = [] if after is None else [record.events.get(after)]
    alike = [
        other
        for other in record.events.of(kind=one.kind, actor=one.actor)
        if other.target == one.target and other.when.start < one.when.start
    ]
    return answer_from(
        record,
        (one, *before),
        {
            "in_period": period.covers(one.when),
            "day": in_words(one),
            "disputed": one.disputed,
            "what": one.what,
            "earlier_alike": len(alike),
            "days_after": gap_in_days(before[0], one)[0] if before else None,
        },
    )


def contested(record: Record, event: str) -> Answer:
    """Return who reports an event, and which others tell it differently."""
    one = record.events.get(event)
    rivals = [record.events.get(name) for name in one.rivals]
    firm = [
        other
        for other in rivals
        if other.evidence in (Evidence.OFFICIAL, Evidence.REPORTED)
        and independent(record, other)
    ]
    nearest = min((_distance(one, other) for other in firm), default=None)
    return answer_from(
        record,
        (one, *rivals),
        {
            "witnesses": independent(record, one),
            "rivals": len(rivals),
            "firm_rivals": len(firm),
            "days_off": nearest,
            "day": in_words(one),
            "told_otherwise": "; ".join(
                f"{in_words(other)}: {other.what}" for other in firm
            )
            or "nothing",
        },
    )


def _distance(one: Event, other: Event) -> int:
    """Return the days between two events at least; zero if they overlap."""
    low, high = gap_in_days(one, other)
    return 0 if low <= 0 <= high else min(abs(low), abs(high))


def earlier_visits(
    record: Record, event: str, visitor: str, in_office_since: str
) -> Answer:
    """Return the visits of one person before another event, and the next one."""
    one = record.events.get(event)
    office = parse_period(str(in_office_since)).start
    visits = [
        visit
        for visit in record.events.of(kind=EventKind.PATRON_VISIT)
        if visitor in visit.what and "visit" in visit.what
    ]
    before = [visit for visit in visits if last_day(visit) < one.when.start]
    after = [visit for visit in visits if visit.when.start > last_day(one)]
    return answer_from(
        record,
        (one, *before),
        {
            "in_office": sum(visit.when.start >= office for visit in before),
            "before_office": sum(visit.when.start < office for visit in before),
            "day": in_words(one),
            "earlier": "; ".join(map(in_words, before)) or "none",
            "next": in_words(after[0]) if after else "none",
            "next_days": gap_in_days(one, after[0])[0] if after else None,
        },
    )
