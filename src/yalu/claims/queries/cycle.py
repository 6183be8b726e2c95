"""Queries on what tends to follow what: tests after measures, acts after warnings.

These describe the log; they do not say that one thing caused another.
"""

from collections.abc import Iterable
from datetime import date
from statistics import median

from yalu.claims.answer import Answer, Record
from yalu.claims.queries.witnesses import answer_from, in_words, last_day
from yalu.events import Event, EventKind
from yalu.periods import Interval, parse_period

__all__ = ["condemnations", "events_logged", "resumptions", "warnings_heeded"]


def resumptions(
    record: Record, kinds: list[str], between: str, observed_until: date
) -> Answer:
    """Return the days from each resolution to the next test or launch."""
    measures = record.events.of(
        kind=EventKind.RESOLUTION, between=parse_period(between), certain=True
    )
    acts = [a for a in _acts(record, kinds) if a.when.start <= observed_until]
    following = [_next(acts, text) for text in measures]
    waits = [
        (act.when.start - text.when.start).days
        for text, act in zip(measures, following, strict=True)
        if act is not None
    ]
    if not waits:
        return Answer(missing="The log has no test or launch after a resolution.")
    told = ", ".join(
        f"{text.instrument.split()[0].removeprefix('S/RES/')}: "
        + (f"{(act.when.start - text.when.start).days}" if act else "none")
        for text, act in zip(measures, following, strict=True)
    )
    return answer_from(
        record,
        (*measures, *(act for act in following if act is not None)),
        {
            "resolutions": len(measures),
            "resumed": len(waits),
            "open": len(measures) - len(waits),
            "share": len(waits) / len(measures),
            "days_min": min(waits),
            "days_median": median(waits),
            "days_max": max(waits),
            "days": told,
            "observed_until": str(observed_until),
        },
    )


def warnings_heeded(
    record: Record, by: str, between: str, kinds: list[str], within_days: int
) -> Answer:
    """Return the warnings ahead of an act, and how many it followed all the same."""
    period = parse_period(between)
    acts = _acts(record, kinds)
    given = [
        warning
        for warning in record.events.of(
            kind=EventKind.PATRON_WARNING, between=period, actor=by
        )
        if warning.target == record.regime.target and not _answers(warning, acts)
    ]
    pairs = [(warning, _next(acts, warning)) for warning in given]
    broken = [
        (warning, act)
        for warning, act in pairs
        if act and (act.when.start - last_day(warning)).days <= within_days
    ]
    if not given:
        return Answer(missing="The log has no warning ahead of an act in these years.")
    return answer_from(
        record,
        (*given, *(act for _, act in broken)),
        {
            "warnings": len(given),
            "disregarded": len(broken),
            "share": len(broken) / len(given),
            "within_days": within_days,
            "which": "; ".join(
                f"{in_words(warning)} then {in_words(act)}" for warning, act in broken
            )
            or "none",
        },
    )


def condemnations(
    record: Record, by: str, kind: str, between: str, within_days: int
) -> Answer:
    """Return the acts of one kind, and how many a state condemned within days."""
    acts = record.events.of(kind=EventKind(kind), between=parse_period(between))
    words = record.events.of(kind=EventKind.PATRON_WARNING, actor=by)
    if not acts:
        return Answer(missing=f"The log has no {kind} in these years.")
    answered = [
        (act, word)
        for act in acts
        for word in words
        if 0 <= (word.when.start - act.when.start).days <= within_days
    ]
    condemned = {act.id for act, _ in answered}
    return answer_from(
        record,
        (*acts, *(word for _, word in answered)),
        {
            "acts": len(acts),
            "condemned": len(condemned),
            "share": len(condemned) / len(acts),
            "within_days": within_days,
        },
    )


def events_logged(
    record: Record,
    kind: str,
    between: str,
    actor: str | None = None,
    mark: str | None = None,
) -> Answer:
    """Return the events of one kind in some days."""
    ever = record.events.of(kind=EventKind(kind), actor=actor, mark=mark)
    if not ever:
        return Answer(missing=f"The log has no {kind.replace('_', ' ')} at all.")
    found = record.events.of(
        kind=EventKind(kind), between=parse_period(between), actor=actor, mark=mark
    )
    witnesses = [len(set(event.sources) - record.no_witness) for event in found]
    return answer_from(
        record,
        found or ever[:1],
        {
            "events": len(found),
            "days": ", ".join(map(in_words, found)) or "none",
            "first_ever": in_words(ever[0]),
            "witnesses": max(witnesses, default=0),
        },
    )


def _acts(record: Record, kinds: Iterable[str]) -> list[Event]:
    """Return the events of some kinds; a word after a kind is the mark it must have."""
    wanted = [(EventKind(kind), mark) for kind, _, mark in map(_parted, kinds)]
    return [
        event
        for event in record.events
        for kind, mark in wanted
        if event.kind is kind and (not mark or mark in event.marks)
    ]


def _parted(kind: str) -> tuple[str, str, str]:
    return kind.partition(" ")


def _next(acts: Iterable[Event], event: Event) -> Event | None:
    return next((act for act in acts if act.when.start > event.when.start), None)


def _answers(warning: Event, acts: Iterable[Event], days: int = 3) -> bool:
    """Return whether a warning follows an act so soon that it condemns that act."""
    span = Interval(warning.when.start, warning.when.end)
    return any(0 <= (span.start - act.when.start).days <= days for act in acts)
