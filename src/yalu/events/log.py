"""An ordered collection of events that can be asked for some of them."""

from collections.abc import Iterator
from csv import DictWriter
from dataclasses import dataclass, fields
from datetime import timedelta
from io import StringIO

from yalu.errors import Problem, SchemaError, UnknownCodeError, describe
from yalu.events.coding import coding
from yalu.events.coverage import (
    Completeness,
    LogCoverage,
    gaps_between,
    latest_stretch,
)
from yalu.events.event import Event, Site
from yalu.events.vocabulary import EventKind
from yalu.periods import Interval
from yalu.provenance import Source

__all__ = ["EventLog"]

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLog:
    """Events in order of their first day, with the sources and sites they cite.

    Attributes
    ----------
    events : tuple of Event
        All events, in order.
    sources : dict of str to Source
        The publications that events cite, by identifier.
    sites : dict of str to Site
        Points worth measuring from, by identifier.
    coverage : tuple of LogCoverage
        What was looked at, and how completely; empty where nobody said.

    Raises
    ------
    SchemaError
        If an identifier repeats, or a source or rival is not known.

    Examples
    --------
    >>> from yalu.events import read
    >>> log = read()
    >>> len(log.of(kind=EventKind.NUCLEAR_TEST))
    6

    """

    events: tuple[Event, ...]
    sources: dict[str, Source]
    sites: dict[str, Site]
    coverage: tuple[LogCoverage, ...] = ()

    def __post_init__(self) -> None:
        problems = [*self._unknown(), *self._repeated()]
        if problems:
            raise SchemaError(describe("The events cannot be used", problems))
        ordered = sorted(self.events, key=lambda event: (event.when.start, event.id))
        object.__setattr__(self, "events", tuple(ordered))

    def _unknown(self) -> Iterator[Problem]:
        ids = {event.id for event in self.events}
        for event in self.events:
            cited = {*event.sources, *(variant.source for variant in event.variants)}
            for source in sorted(cited - self.sources.keys()):
                finding = f"source {source!r} is not in the table of sources"
                yield Problem(f"event {event.id}", finding, "add it or mend its name")
            for rival in sorted(set(event.rivals) - ids):
                finding = f"rival {rival!r} is not an event of this log"
                yield Problem(f"event {event.id}", finding, "add it or mend its name")

        for statement in self.coverage:
            if statement.source not in self.sources:
                finding = f"source {statement.source!r} is not in the table of sources"
                place = f"coverage of {statement.kind}"
                yield Problem(place, finding, "add it or mend its name")

    def _repeated(self) -> Iterator[Problem]:
        seen: set[str] = set()
        for event in self.events:
            if event.id in seen:
                yield Problem(
                    f"event {event.id}", "the identifier repeats", "rename one of them"
                )
            seen.add(event.id)

    def of(
        self,
        *,
        kind: EventKind | None = None,
        between: Interval | None = None,
        actor: str | None = None,
        mark: str | None = None,
        certain: bool = False,
    ) -> tuple[Event, ...]:
        """Return the events that match all the given conditions, in order.

        Parameters
        ----------
        kind : EventKind or None
            Only this kind.
        between : Interval or None
            Only events that may have been on one of these days.
        actor : str or None
            Only events in which this party acted, alone or with others.
        mark : str or None
            Only events whose mark is this or has it among its parts, such as
            ``"SLV"`` for launchers of satellites.
        certain : bool
            With `between`: only events all of whose possible days are inside.

        """
        return tuple(
            event
            for event in self.events
            if (kind is None or event.kind is kind)
            and (actor is None or actor in event.actors)
            and (mark is None or mark in event.marks)
            and (between is None or _within(event.when, between, certain=certain))
        )

    def get(self, id: str) -> Event:  # noqa: A002 - the field is called id
        """Return the event with this identifier.

        Raises
        ------
        UnknownCodeError
            If there is none.

        """
        for event in self.events:
            if event.id == id:
                return event
        msg = (
            f"Event {id!r} is not in the log of {len(self.events):,} events. Use an "
            "identifier from its table, for example 'test-2016-01-06'."
        )
        raise UnknownCodeError(msg)

    @property
    def span(self) -> Interval | None:
        """The days from the first to the last event; None of an empty log."""
        if not self.events:
            return None
        ends = [event.when.end for event in self.events if event.when.end is not None]
        return Interval(self.events[0].when.start, max(ends))

    def covered(
        self, kind: EventKind, *, at_least: Completeness = Completeness.THIN
    ) -> Interval | None:
        """Return the days on which silence means that no such event is known.

        Parameters
        ----------
        kind : EventKind
            The kind.
        at_least : Completeness
            How completely the days must have been looked at.

        Returns
        -------
        Interval or None
            The last unbroken stretch that is covered so; None where there is none. A
            log that says nothing of its coverage counts as covered from its first
            to its last event for the kinds it holds, and as blind to the others.

        Examples
        --------
        >>> from yalu.events import read
        >>> print(read().covered(EventKind.NUCLEAR_TEST))
        1983-01-01 to 2026-08-20

        """
        if not self.coverage:
            return self.span if self.of(kind=kind) else None
        return latest_stretch(
            statement
            for statement in self.coverage
            if statement.kind is kind and statement.completeness.reaches(at_least)
        )

    @property
    def gaps(self) -> tuple[str, ...]:
        """What the log does not know, kind by kind, in words.

        Days are counted from the first that was looked at for any kind to the last
        event; single events from before tell nothing of the rest.
        """
        span = self.span
        if span is None:
            return ("The log is empty.",)
        if not self.coverage:
            words = (
                "The log does not say what was looked at; each kind it holds is taken "
                f"to be covered from the first to the last event, {span}."
            )
            return (words,)
        begun = min(each.since for each in self.coverage)
        told: list[str] = []
        if span.start < begun:
            told.append(
                f"Before {begun} nothing was looked at; events are single finds."
            )
        whole = Interval(begun, max(span.end or begun, begun + _DAY))
        for kind in EventKind:
            stated = [each for each in self.coverage if each.kind is kind]
            name = kind.replace("_", " ")
            told += [
                f"{name}: not looked at from {gap}"
                for gap in gaps_between(stated, whole)
            ]
            told += [
                str(each)
                for each in stated
                if not each.completeness.reaches(Completeness.NEAR_COMPLETE)
            ]
        return tuple(told)

    @property
    def table(self) -> list[dict[str, object]]:
        """One plain row per event, ready for CSV or JSON.

        Days are dates (`last_day` included), several values are joined by ``;``.
        ``plover`` and ``cameo`` are what those schemes call the kind, ``to_check``
        says whether the row rests on general knowledge.
        """
        return [_row(event) for event in self.events]

    @property
    def csv(self) -> str:
        """The table as the text of a CSV file, which `yalu.events.read_log` reads.

        What comes back are days, kinds, parties, words, marks, counts, instruments,
        calendars, grades, notes and the identifiers of sources. Only to be looked at
        in the file, and not read back, are moments, coordinates, votes, ballots,
        announced windows, variants and rivals; who published a source, its address,
        and what was looked at are not in it.
        """
        rows = self.table
        text = StringIO()
        names = list(rows[0]) if rows else []
        writer = DictWriter(text, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        return text.getvalue()

    def __iter__(self) -> Iterator[Event]:
        return iter(self.events)

    def __len__(self) -> int:
        return len(self.events)

    def __str__(self) -> str:
        if not self.events:
            return "No events."
        disputed = sum(event.disputed for event in self.events)
        return (
            f"{len(self.events):,} events from {self.events[0].when.start} to "
            f"{max(event.when.last or event.when.start for event in self.events)}, "
            f"citing {len(self.sources):,} sources; {disputed:,} are told differently "
            "by another source."
        )


def _within(when: Interval, between: Interval, *, certain: bool) -> bool:
    return between.covers(when) if certain else between.overlaps(when)


def _row(event: Event) -> dict[str, object]:
    row: dict[str, object] = {
        "first_day": event.when.start,
        "last_day": event.when.last,
    }
    for field in fields(event):
        if field.name != "when":
            row[field.name] = _plain(getattr(event, field.name))
    coded = coding(event.kind)
    row |= {"plover": coded.plover, "cameo": coded.cameo, "to_check": event.to_check}
    row["ballots"] = ";".join(f"{state} {ballot}" for state, ballot in event.ballots)
    return row


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return ";".join(str(item) for item in value)
    if value is None or isinstance(value, int | float):
        return value
    return str(value)
