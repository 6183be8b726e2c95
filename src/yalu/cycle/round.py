"""Rounds of the cycle: a provocation, what was said and done about it, then quiet.

Every term is a rule about dated events, so that the same log gives the same rounds.

Provocation
    A nuclear test or a long-range launch (satellite launcher or intercontinental
    missile) of the target. It *opens* a round where none is open; it *joins* the open
    round while that one still waits for an answer; after the answer it is the
    *resumption* of that round and opens the next.
Condemnation
    The first statement of the Council or of states on the target, or warning of its
    patron, from the opening on and within `Terms.condemned_within` days.
Answer
    A resolution of the Council (a *measure*; renewals of a mandate are a kind of their
    own and none), or else its presidential statement, which like a resolution is an
    act of the Council and on its record; a press statement is not. It counts within
    `Terms.answered_within` days of the latest provocation of the round.
Quiet
    From the measure to the next provocation; where no measure came, from the
    presidential statement, and where the Council gave no answer at all, from the last
    provocation of the round, once the days for an answer are over.
Resumption
    The first provocation of the quiet's end. The next day with any missile is told
    apart, since missiles that fly less far come back sooner.

Days are counted by the calendar that each event is dated by. An event that is known
to the month only gives a range of days; one that lasted counts from its first day.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from yalu.errors import SchemaError
from yalu.events import Event, EventKind, EventLog

__all__ = ["Duration", "Round", "Segment", "Terms", "find_rounds"]


class Segment(StrEnum):
    """A part of a round whose length is measured, in days."""

    CONDEMNATION = "condemnation"
    """From the opening to the first condemnation."""
    MEASURE = "measure"
    """From the opening to the resolution that answers it."""
    QUIET = "quiet"
    """From the answer to the next provocation."""
    MISSILE = "missile"
    """From the answer to the next day with any missile, of long range or not."""
    ROUND = "round"
    """From the opening to the opening of the next round."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What the words mean in days and parties.

    Attributes
    ----------
    provocations : tuple of EventKind
        What opens a round.
    target, patron, council : str
        Who provokes, who backs it, and who answers.
    condemned_within : int
        Days after the opening in which words count as its condemnation.
    answered_within : int
        Days after the latest provocation in which the Council's act counts as the
        answer to the round; the slowest resolution so far took less.

    Raises
    ------
    SchemaError
        If a number of days is not above zero, or nothing is a provocation.

    """

    provocations: tuple[EventKind, ...] = (
        EventKind.NUCLEAR_TEST,
        EventKind.LONG_RANGE_LAUNCH,
    )
    target: str = "PRK"
    patron: str = "CHN"
    council: str = "UNSC"
    condemned_within: int = 30
    answered_within: int = 120

    def __post_init__(self) -> None:
        if min(self.condemned_within, self.answered_within) <= 0:
            msg = (
                f"Terms: found {self.condemned_within} and {self.answered_within} "
                "days; expected numbers above zero. Name the days to wait."
            )
            raise SchemaError(msg)
        if not self.provocations:
            msg = "Terms: no kind of event is a provocation. Name at least one."
            raise SchemaError(msg)


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration:
    """How long a segment lasted, or has lasted so far.

    Attributes
    ----------
    start : date
        The first day on which it may have begun.
    fewest, most : int
        Days; they differ where an end is dated to the month only.
    ended : bool
        Whether it is over; else both numbers count to the last day that is known.

    """

    start: date
    fewest: int
    most: int
    ended: bool

    @property
    def middle(self) -> float:
        """The middle of the range, in days."""
        return (self.fewest + self.most) / 2

    def __str__(self) -> str:
        same = self.fewest == self.most
        days = f"{self.most}" if same else f"{self.fewest} to {self.most}"
        return f"{days} days" if self.ended else f"{days} days so far"


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One round; the terms are those of the module.

    Attributes
    ----------
    provocations : tuple of Event
        The one that opened it, then those that joined; never empty.
    condemnation, statement, measure : Event or None
        The first words, the presidential statement and the resolution.
    resumption : Event or None
        The provocation that ended the quiet; None while it lasts.
    missile : Event or None
        The first missile or rocket of any kind after the quiet began.
    until : date
        The last day that is known.
    answered_within : int
        As in the terms.

    """

    provocations: tuple[Event, ...]
    condemnation: Event | None
    statement: Event | None
    measure: Event | None
    resumption: Event | None
    missile: Event | None
    until: date
    answered_within: int

    @property
    def opening(self) -> Event:
        """The provocation that opened it."""
        return self.provocations[0]

    @property
    def answer(self) -> Event | None:
        """The measure, else the presidential statement; None without either."""
        return self.measure or self.statement

    @property
    def waiting(self) -> bool:
        """Whether an answer of the Council may still come."""
        if self.answer is not None or self.resumption is not None:
            return False
        since = (self.until - self.provocations[-1].when.start).days
        return since <= self.answered_within

    @property
    def quiet_since(self) -> Event | None:
        """The event that the quiet begins with; None while an answer may come."""
        return None if self.waiting else self.answer or self.provocations[-1]

    def duration(self, segment: Segment) -> Duration | None:
        """Return how long a segment lasted; None where there was none."""
        match segment:
            case Segment.CONDEMNATION:
                return self._between(self.opening, self.condemnation, closed=True)
            case Segment.MEASURE:
                return self._between(self.opening, self.measure, closed=True)
            case Segment.QUIET:
                return self._between(self.quiet_since, self.resumption)
            case Segment.MISSILE:
                return self._between(self.quiet_since, self.missile)
            case Segment.ROUND:
                return self._between(self.opening, self.resumption)

    def _between(
        self, first: Event | None, last: Event | None, *, closed: bool = False
    ) -> Duration | None:
        if first is None or (last is None and closed):
            return None
        begins = (first.when.start, _latest_start(first))
        ends = (
            (self.until, self.until)
            if last is None
            else (last.when.start, _latest_start(last))
        )
        return Duration(
            start=begins[0],
            fewest=max(0, (ends[0] - begins[1]).days),
            most=max(0, (ends[1] - begins[0]).days),
            ended=last is not None,
        )

    def __str__(self) -> str:
        told = [f"{self.opening.when.start}: {self.opening.what}"]
        if len(self.provocations) > 1:
            told.append(f"{len(self.provocations) - 1} more before an answer")
        if self.measure is not None:
            waited = self.duration(Segment.MEASURE)
            told.append(f"{self.measure.instrument or 'a resolution'} after {waited}")
        elif self.statement is not None:
            told.append("a presidential statement and no resolution")
        else:
            told.append("no answer yet" if self.waiting else "no answer of the Council")
        quiet = self.duration(Segment.QUIET)
        return "; ".join(told) + ("" if quiet is None else f"; quiet for {quiet}")


def find_rounds(log: EventLog, terms: Terms, *, until: date) -> tuple[Round, ...]:
    """Return the rounds of a log, in order, as they stood at the end of a day.

    An event that only tells differently what is already counted (a rival) is passed
    over.
    """
    known = [event for event in log if event.when.start <= until]
    opening = _single(
        event
        for event in known
        if event.kind in terms.provocations and terms.target in event.actors
    )
    found: list[Round] = []
    while opening:
        joined = _joined(opening, known, terms)
        left = opening[len(joined) :]
        found.append(_round(joined, left[0] if left else None, known, terms, until))
        opening = left
    return tuple(found)


def _joined(
    ahead: Sequence[Event], known: Sequence[Event], terms: Terms
) -> tuple[Event, ...]:
    """Return the provocations of the round that the first of them opens."""
    joined = [ahead[0]]
    for event in ahead[1:]:
        late = (event.when.start - joined[-1].when.start).days > terms.answered_within
        if late or _answers(known, joined[-1], event, terms):
            break
        joined.append(event)
    return tuple(joined)


def _answers(
    known: Sequence[Event], after: Event, before: Event | None, terms: Terms
) -> list[Event]:
    """Return the Council's acts that answer a provocation before the next one.

    Of two on the same day, Korea's comes before New York's.
    """
    return [
        event
        for event in known
        if terms.council in event.actors
        and _about(event, terms)
        and (event.kind is EventKind.RESOLUTION or _is_presidential(event))
        and 0 <= (event.when.start - after.when.start).days <= terms.answered_within
        and (before is None or event.when.start < before.when.start)
    ]


def _round(
    joined: tuple[Event, ...],
    resumption: Event | None,
    known: Sequence[Event],
    terms: Terms,
    until: date,
) -> Round:
    answers = _answers(known, joined[-1], resumption, terms)
    measure = _first(event for event in answers if event.kind is EventKind.RESOLUTION)
    statement = _first(event for event in answers if _is_presidential(event))
    since = (measure or statement or joined[-1]).when.start
    return Round(
        provocations=joined,
        condemnation=_first(
            event
            for event in known
            if _condemns(event, terms)
            and 0
            <= (event.when.start - joined[0].when.start).days
            <= terms.condemned_within
        ),
        statement=statement,
        measure=measure,
        resumption=resumption,
        missile=_first(
            event
            for event in known
            if event.kind in (EventKind.MISSILE_LAUNCH, EventKind.LONG_RANGE_LAUNCH)
            and terms.target in event.actors
            and event.when.start > since
        ),
        until=until,
        answered_within=terms.answered_within,
    )


def _condemns(event: Event, terms: Terms) -> bool:
    if event.kind is EventKind.PATRON_WARNING:
        return terms.patron in event.actors and _about(event, terms)
    return event.kind is EventKind.CONDEMNATION and _about(event, terms)


def _about(event: Event, terms: Terms) -> bool:
    """Return whether an act is about the target: one that names none may be."""
    return not event.target or terms.target in event.target.split("+")


def _is_presidential(event: Event) -> bool:
    return (
        event.kind is EventKind.CONDEMNATION and "presidential statement" in event.marks
    )


def _latest_start(event: Event) -> date:
    """Return the last day on which an event may have begun."""
    return (
        (event.when.last or event.when.start) if event.imprecise else event.when.start
    )


def _first(events: Iterable[Event]) -> Event | None:
    return next(iter(events), None)


def _single(events: Iterable[Event]) -> tuple[Event, ...]:
    """Return the events without those that only tell an earlier one differently."""
    kept: list[Event] = []
    for event in events:
        if not {other.id for other in kept} & set(event.rivals):
            kept.append(event)
    return tuple(kept)
