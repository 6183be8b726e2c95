"""What the timeline shows: a lane for each stream, with its events and its silences."""

from collections import Counter
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
        Days on which nobody looked for any of its kinds; but for whole years in which
        an event stands all the same.
    in_part : tuple of Interval
        Days on which not all of its kinds were looked at closely, those that are
        unseen among them.
    earlier : int
        How many of its events in the log are older than the window.

    """

    name: str
    label: str
    marks: tuple[Mark, ...]
    unseen: tuple[Interval, ...]
    in_part: tuple[Interval, ...]
    earlier: int = 0

    @property
    def years(self) -> Counter[int]:
        """How many of its events began in each year."""
        return Counter(mark.first_day.year for mark in self.marks)

    @property
    def peak(self) -> tuple[int, tuple[int, ...]]:
        """The most events of a year, and every year that has so many, in order."""
        most = max(self.years.values(), default=0)
        return most, tuple(
            sorted(year for year, number in self.years.items() if number == most)
        )


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
    found = (_lane(log, stream, window) for stream in streams)
    return tuple(lane for lane in found if lane.marks)


def _lane(log: EventLog, stream: Stream, window: Interval) -> Lane:
    marks = tuple(
        _mark(stream, event) for event in log.of(between=window) if stream.holds(event)
    )
    shown = {mark.event for mark in marks}
    return Lane(
        name=stream.name,
        label=stream.label,
        marks=marks,
        unseen=_unseen(log, stream, window, marks),
        in_part=_in_part(log, stream, window),
        earlier=sum(
            stream.holds(event)
            and event.id not in shown
            and event.when.start < window.start
            for event in log
        ),
    )


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
    log: EventLog, stream: Stream, window: Interval, marks: Sequence[Mark]
) -> tuple[Interval, ...]:
    """Return the days on which no kind was looked at, less the years of an event."""
    if not log.coverage:
        return ()
    looked = [
        each.span
        for kind in stream.kinds
        for each in _statements(log, stream, kind, Completeness.THIN)
    ]
    known = [
        Interval(date(year, 1, 1), date(year + 1, 1, 1))
        for mark in marks
        for year in range(mark.first_day.year, mark.last_day.year + 1)
    ]
    return tuple(_rest(looked, known, window))


def _rest(
    looked: Sequence[Interval], known: Sequence[Interval], window: Interval
) -> Iterator[Interval]:
    """Yield what is left of a window; a year of an event counts in a gap alone."""
    for gap in _without(looked, window):
        yield from _without([year for year in known if year.overlaps(gap)], gap)


def _without(taken: Sequence[Interval], whole: Interval) -> Iterator[Interval]:
    """Yield what is left of some days; they must have an end."""
    start, end = whole.start, whole.end or whole.start
    for one in _joined(taken):
        if start < min(one.start, end):
            yield Interval(start, min(one.start, end))
        start = max(start, one.end or end)
    if start < end:
        yield Interval(start, end)


def _in_part(log: EventLog, stream: Stream, window: Interval) -> tuple[Interval, ...]:
    """Return the days of a window on which a kind was not looked at closely."""
    if not log.coverage:
        return ()
    gaps = [
        gap
        for kind in stream.kinds
        for gap in gaps_between(
            _statements(log, stream, kind, Completeness.NEAR_COMPLETE), window
        )
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
