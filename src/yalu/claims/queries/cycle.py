"""Queries on what tends to follow what: tests after measures, acts after warnings.

These describe the log; they do not say that one thing caused another.
"""

from collections.abc import Iterable
from datetime import date
from statistics import median

from yalu.claims.answer import Answer, Record, span
from yalu.claims.queries.witnesses import answer_from, in_words, last_day
from yalu.cycle import Segment, effect, rounds, stored
from yalu.errors import ModelError
from yalu.events import Event, EventKind
from yalu.periods import Interval, parse_period

__all__ = ["condemnations", "events_logged", "rounds_resumed", "warnings_heeded"]


def rounds_resumed(
    record: Record, between: str, observed_until: date | None = None
) -> Answer:
    """Return how rounds that a resolution answered ended: when what came back."""
    anatomy = rounds(record.events, until=observed_until)
    period = parse_period(between)
    answered = [
        one
        for one in anatomy.rounds
        if one.measure is not None and one.measure.when.start in period
    ]
    waits = [one.duration(Segment.QUIET) for one in answered]
    ended = [wait for wait in waits if wait is not None and wait.ended]
    if not ended:
        return Answer(missing="The log has no test or launch after a resolution.")
    tests = [
        event
        for event in record.events.of(kind=EventKind.NUCLEAR_TEST)
        if event.when.start <= anatomy.until
    ]
    measures = [one.measure for one in answered if one.measure is not None]
    tested = sum(_next(tests, text) is not None for text in measures)
    told = ", ".join(
        f"{_number(text)}: "
        + (span(wait.fewest, wait.most) if wait and wait.ended else "none")
        for text, wait in zip(measures, waits, strict=True)
    )
    back = [one.resumption for one in answered if one.resumption is not None]
    return answer_from(
        record,
        (*measures, *back, *tests[-1:]),
        {
            "resolutions": len(answered),
            "resumed": len(ended),
            "open": len(answered) - len(ended),
            "share": len(ended) / len(answered),
            "tested": tested,
            "untested": len(answered) - tested,
            "days_min": min(wait.fewest for wait in ended),
            "days_median": median(wait.middle for wait in ended),
            "days_max": max(wait.most for wait in ended),
            "days": told,
            "last_test": str(tests[-1].when.start) if tests else "never",
            "since_test": (anatomy.until - tests[-1].when.start).days
            if tests
            else None,
            "observed_until": str(anatomy.until),
            "effect": _effect(record),
        },
    )


def _effect(record: Record) -> str:
    """Return what the stored model says of resolutions and tests, in words."""
    try:
        fitted = stored(record.events)
    except ModelError:
        return "The model that comes with Yalu cannot be used on this log."
    if not fitted.is_current:
        return (
            "The model that comes with Yalu was fitted to another log or by other code."
        )
    *_, year = effect(fitted.posterior, fitted.setting.occurrences)
    return str(year)


def _number(text: Event) -> str:
    """Return the number of a resolution, as it is called for short."""
    return text.instrument.split()[0].removeprefix("S/RES/")


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
