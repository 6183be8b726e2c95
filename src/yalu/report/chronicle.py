"""What the timeline shows: a lane for each stream, with its events and its silences."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from yalu.cycle.eras import Era
from yalu.cycle.stream import Stream
from yalu.events import Completeness, Event, EventKind, EventLog, LogCoverage
from yalu.events.coverage import gaps_between
from yalu.periods import Interval
from yalu.provenance import Evidence

__all__ = ["Lane", "Mark", "Turn", "lanes", "turns", "window_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One event of a lane.

    Attributes
    ----------
    lane : str
        Label of its stream.
    event : str
        Its identifier.
    first_day, last_day : date
        When it was, or may have been; both included.
    dating : str
        What these days mean.
    kind, what : str
        What sort of event it is, and what happened.
    evidence : Evidence
        Grade of the statement.
    to_check : bool
        Whether it rests on knowledge that nobody has checked.
    sources : tuple of str
        Identifiers of the sources.

    """

    lane: str
    event: str
    first_day: date
    last_day: date
    dating: str
    kind: str
    what: str
    evidence: Evidence
    to_check: bool
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """A stream over the years.

    Attributes
    ----------
    name, label : str
        As of the stream.
    marks : tuple of Mark
        Its events, in order.
    unseen : tuple of Interval
        Days on which nobody looked for at least one of its kinds.
    in_part : tuple of Interval
        Days on which somebody looked, but saw only part of what happened.

    """

    name: str
    label: str
    marks: tuple[Mark, ...]
    unseen: tuple[Interval, ...]
    in_part: tuple[Interval, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A day that parts two eras.

    Attributes
    ----------
    day : date
        The first day of the later one.
    label : str
        What happened on it.

    """

    day: date
    label: str


def window_of(log: EventLog, until: date | None) -> Interval:
    """Return the days that a timeline shows.

    From the first day that anything was looked at, or of the first event where that is
    not said, to the last day of the log or `until`, included.
    """
    span = log.span
    last = date.today() if span is None or span.last is None else span.last  # noqa: DTZ011 - an empty log
    first = min(
        (each.since for each in log.coverage),
        default=last if span is None else span.start,
    )
    if until is not None:
        last = min(last, until)
    return Interval(min(first, last), last + timedelta(days=1))


def lanes(
    log: EventLog, streams: Sequence[Stream], window: Interval
) -> tuple[Lane, ...]:
    """Return a lane for each stream that has an event in a window."""
    found = (
        Lane(
            name=stream.name,
            label=stream.label,
            marks=tuple(
                _mark(stream, event)
                for event in log.of(between=window)
                if stream.holds(event)
            ),
            unseen=_unseen(log, stream, window, Completeness.THIN),
            in_part=_unseen(log, stream, window, Completeness.NEAR_COMPLETE),
        )
        for stream in streams
    )
    return tuple(lane for lane in found if lane.marks)


def turns(eras: Sequence[Era], window: Interval) -> tuple[Turn, ...]:
    """Return the days inside a window that part eras, each once, in order."""
    found = {
        era.days.start: era.since.kind.replace("_", " ")
        for era in eras
        if era.since is not None and era.days.start in window
    }
    return tuple(
        Turn(day=day, label=f"{name} {day:%Y-%m}")
        for day, name in sorted(found.items())
    )


def _mark(stream: Stream, event: Event) -> Mark:
    return Mark(
        lane=stream.label,
        event=event.id,
        first_day=event.when.start,
        last_day=event.when.last or event.when.start,
        dating=event.dating.value,
        kind=event.kind.replace("_", " "),
        what=event.what,
        evidence=event.evidence,
        to_check=event.to_check,
        sources=event.sources,
    )


def _unseen(
    log: EventLog, stream: Stream, window: Interval, least: Completeness
) -> tuple[Interval, ...]:
    """Return the days of a window on which a kind was not looked at as closely."""
    if not log.coverage:
        return ()
    gaps = [
        gap
        for kind in stream.kinds
        for gap in gaps_between(_statements(log, stream, kind, least), window)
    ]
    return tuple(_joined(gaps))


def _statements(
    log: EventLog, stream: Stream, kind: EventKind, least: Completeness
) -> list[LogCoverage]:
    return [
        each
        for each in log.coverage
        if each.kind is kind
        and each.completeness.reaches(least)
        and _is_about(each, stream)
    ]


def _joined(gaps: Sequence[Interval]) -> Iterator[Interval]:
    """Yield stretches in order, those that touch as one; each has an end."""
    held: Interval | None = None
    for gap in sorted(gaps):
        if held is None or held.end is None or gap.end is None:
            held = gap
        elif gap.start <= held.end:
            held = Interval(held.start, max(held.end, gap.end))
        else:
            yield held
            held = gap
    if held is not None:
        yield held


def _is_about(statement: LogCoverage, stream: Stream) -> bool:
    return (
        not statement.actor
        or not stream.actors
        or bool(set(statement.actor.split("+")) & set(stream.actors))
    )
