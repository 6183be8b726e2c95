"""The anatomy of the cycle: its rounds, how long their parts last, where today stands.

What a provocation, a condemnation, an answer, quiet and resumption are is said in
`yalu.cycle.round`, and what parts the eras in `yalu.cycle.eras`. A part belongs to
the era in which it began.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import numpy as np

from yalu.cycle.durations import Comparison, Durations, compare
from yalu.cycle.eras import Era, eras_of_course, eras_of_leaders
from yalu.cycle.round import Duration, Round, Segment, Terms, find_rounds
from yalu.errors import ModelError
from yalu.events import Event, EventKind, EventLog, LogCoverage

__all__ = ["Anatomy", "Phase", "Standing", "rounds"]


class Phase(StrEnum):
    """Where a round stands."""

    PROVOCATION = "provocation"
    """Nobody has condemned it yet, and the Council may still answer."""
    CONDEMNATION = "condemnation"
    """It was condemned, and the Council may still answer."""
    QUIET = "quiet"
    """It was answered, or the days for an answer are over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where the cycle stood at the end of a day.

    Attributes
    ----------
    on : date
        The last day that the log knows.
    round : Round
        The latest round.
    phase : Phase
        Its part.
    since : Event
        The event that this part began with.
    lasted : Duration
        How long it has lasted so far.
    past : tuple of Duration
        How long the quiets of earlier rounds lasted.
    answers_until : date
        The last day of which the log knows the Council's answers.
    quiet_of : str
        What there is none of in a quiet, in words.
    launches : int or None
        Days since with other missile launches, which end no quiet; None where the log
        does not tell of any.

    """

    on: date
    round: Round
    phase: Phase
    since: Event
    lasted: Duration
    past: tuple[Duration, ...]
    answers_until: date
    quiet_of: str
    launches: int | None

    @property
    def longer(self) -> int:
        """How many earlier quiets lasted longer than this part has so far."""
        return sum(one.fewest > self.lasted.most for one in self.past)

    @property
    def words(self) -> str:
        """What there is, or is none of, for how long, without a date."""
        days = _days(self.lasted.most)
        if self.phase is Phase.PROVOCATION:
            return f"a provocation without condemnation or answer so far, {days}"
        if self.phase is Phase.CONDEMNATION:
            return f"a provocation condemned and not answered so far, {days}"
        if self.launches is None:
            others = "of other missiles the log does not tell"
        elif self.launches:
            others = f"{_days(self.launches)} with other missile launches in them"
        else:
            others = "nor any other missile"
        return f"no {self.quiet_of} for {days} ({others})"

    def __str__(self) -> str:
        told = (
            f"On {self.on}: {self.words}, since {self.since.when.start} "
            f"({self.since.what})."
        )
        last = self.round.provocations[-1].when.start
        due = last + timedelta(days=self.round.answered_within)
        if self.round.answer is None and self.answers_until < min(due, self.on):
            told += f" Answers of the Council are known until {self.answers_until}."
        elif self.round.answer is None and self.phase is Phase.QUIET:
            told += " The Council gave no answer to this round."
        if self.phase is not Phase.QUIET or not self.past:
            return told
        return f"{told} {self.longer} of {len(self.past)} earlier quiets were longer."


@dataclass(frozen=True, slots=True, kw_only=True)
class Anatomy:
    """The rounds of a log as they stood at the end of a day.

    Attributes
    ----------
    rounds : tuple of Round
        In order.
    leaders, course : tuple of Era
        Two ways to part the years.
    until : date
        The last day that is known.
    answers_until : date
        The last day of which answers of the Council are known.
    terms : Terms
        What was counted as what.
    missiles : tuple of date or None
        Days with missile launches that are no provocation, in order; None where the
        log covers none.
    words_known : tuple of LogCoverage
        What the log says of how complete its condemnations are.

    """

    rounds: tuple[Round, ...]
    leaders: tuple[Era, ...]
    course: tuple[Era, ...]
    until: date
    answers_until: date
    terms: Terms
    missiles: tuple[date, ...] | None
    words_known: tuple[LogCoverage, ...]

    @property
    def provocations(self) -> str:
        """What counts as a provocation, in words."""
        return " or ".join(_named(kind) for kind in self.terms.provocations)

    def durations(self, segment: Segment, *, era: Era | None = None) -> Durations:
        """Return how long one part lasted, in one era or in all years."""
        found = (one.duration(segment) for one in self.rounds)
        return Durations(
            label="all years" if era is None else era.label,
            durations=tuple(
                one
                for one in found
                if one is not None and (era is None or one.start in era.days)
            ),
        )

    def compare(
        self,
        then: Era | Iterable[Era],
        now: Era | Iterable[Era],
        *,
        segment: Segment = Segment.QUIET,
        rng: np.random.Generator | None = None,
    ) -> Comparison:
        """Return whether a part lasts longer now than then, beyond chance.

        Raises
        ------
        ModelError
            If one of the eras has no such part.
        SchemaError
            If there are many rounds and no `rng`.

        """
        return compare(
            self._together(segment, then), self._together(segment, now), rng=rng
        )

    def _together(self, segment: Segment, eras: Era | Iterable[Era]) -> Durations:
        chosen = (eras,) if isinstance(eras, Era) else tuple(eras)
        parts = [self.durations(segment, era=era) for era in chosen]
        return Durations(
            label=", ".join(part.label for part in parts),
            durations=tuple(one for part in parts for one in part.durations),
        )

    @property
    def standing(self) -> Standing:
        """Where the cycle stood at the end of `until`.

        Raises
        ------
        ModelError
            If there was no round.

        """
        if not self.rounds:
            msg = (
                f"The log has no provocation until {self.until}, so no round stands "
                "anywhere. Look at a later day."
            )
            raise ModelError(msg)
        *before, last = self.rounds
        quiets = (one.duration(Segment.QUIET) for one in before)
        since = last.quiet_since
        phase = Phase.QUIET
        if since is None:
            phase = Phase.CONDEMNATION if last.condemnation else Phase.PROVOCATION
            since = last.condemnation or last.opening
        days = (self.until - since.when.start).days
        return Standing(
            on=self.until,
            round=last,
            phase=phase,
            since=since,
            lasted=Duration(
                start=since.when.start, fewest=days, most=days, ended=False
            ),
            past=tuple(one for one in quiets if one is not None),
            answers_until=self.answers_until,
            quiet_of=self.provocations,
            launches=None
            if self.missiles is None
            else sum(since.when.start < day <= self.until for day in self.missiles),
        )

    @property
    def table(self) -> list[dict[str, object]]:
        """One row a round: its days, its answer and the lengths of its parts."""
        return [_row(one) for one in self.rounds]

    @property
    def lengths(self) -> list[dict[str, object]]:
        """One row a part and era: how many, medians and ranges, in days."""
        eras: Sequence[Era | None] = (None, *self.leaders, *self.course)
        return [
            {"segment": segment.value, **self.durations(segment, era=era).row}
            for segment in Segment
            for era in eras
        ]

    def __str__(self) -> str:
        if not self.rounds:
            return f"No round until {self.until}."
        measured = sum(one.measure is not None for one in self.rounds)
        stated = sum(
            one.measure is None and one.statement is not None for one in self.rounds
        )
        return (
            f"{len(self.rounds)} rounds from {self.rounds[0].opening.when.start} to "
            f"{self.until}: {measured} answered by a resolution, {stated} by a "
            f"presidential statement only, {len(self.rounds) - measured - stated} by "
            f"neither. From opening to resolution: {self.durations(Segment.MEASURE)}. "
            f"Quiet: {self.durations(Segment.QUIET)}. {self.standing}"
        )


def rounds(
    log: EventLog, *, until: date | None = None, terms: Terms | None = None
) -> Anatomy:
    """Return the cycle of a log as rounds, with their eras.

    Parameters
    ----------
    log : EventLog
        The events.
    until : date, optional
        The last day to know anything of; by default the last on which the log covers
        every kind of provocation, and missiles if it has any. Later events are as if
        they had not happened.
    terms : Terms, optional
        What counts as what; by default that of North Korea.

    Raises
    ------
    ModelError
        If the log covers none of the provocations.

    Examples
    --------
    >>> from yalu.events import read
    >>> early = rounds(read(), until=date(2013, 2, 1))
    >>> last = early.rounds[-1]
    >>> print(last.opening.id, last.measure.id, last.duration(Segment.MEASURE))
    launch-2012-12-12 res-2087 41 days

    """
    meant = Terms() if terms is None else terms
    if not any(log.covered(kind) for kind in meant.provocations):
        words = " or ".join(_named(kind) for kind in meant.provocations)
        msg = (
            f"There are no rounds, since the log covers no {words}. Pass a log that "
            "has some."
        )
        raise ModelError(msg)
    last = _last_day(log, *meant.provocations, EventKind.MISSILE_LAUNCH)
    day = last if until is None else min(until, last)
    answers = _last_day(log, EventKind.RESOLUTION, EventKind.CONDEMNATION)
    return Anatomy(
        rounds=find_rounds(log, meant, until=day),
        leaders=eras_of_leaders(log, target=meant.target),
        course=eras_of_course(log, target=meant.target),
        until=day,
        answers_until=min(day, answers),
        terms=meant,
        missiles=_missiles(log, meant, day),
        words_known=tuple(
            each for each in log.coverage if each.kind is EventKind.CONDEMNATION
        ),
    )


def _missiles(log: EventLog, terms: Terms, until: date) -> tuple[date, ...] | None:
    """Return the days with missiles that are no provocation; None if none is known."""
    kind = EventKind.MISSILE_LAUNCH
    if kind in terms.provocations or log.covered(kind) is None:
        return None
    days = {
        event.when.start
        for event in log
        if event.kind is kind and terms.target in event.actors
    }
    return tuple(sorted(day for day in days if day <= until))


def _named(kind: EventKind) -> str:
    return kind.replace("_", " ").replace("long range", "long-range")


def _days(number: int) -> str:
    return f"{number:,} {'day' if number == 1 else 'days'}"


def _last_day(log: EventLog, *kinds: EventKind) -> date:
    """Return the last day on which every kind that a log covers is covered."""
    covered = (log.covered(kind) for kind in kinds)
    lasts = (days.last for days in covered if days is not None and days.last)
    return min(lasts, default=date.max)


def _row(one: Round) -> dict[str, object]:
    answer = one.measure or one.statement
    row: dict[str, object] = {
        "opening": one.opening.id,
        "opened": one.opening.when.start,
        "provocations": len(one.provocations),
        "condemnation": "" if one.condemnation is None else one.condemnation.id,
        "answer": "" if answer is None else answer.id,
        "resumption": "" if one.resumption is None else one.resumption.id,
    }
    for segment in Segment:
        lasted = one.duration(segment)
        row[f"{segment}_days_low"] = None if lasted is None else lasted.fewest
        row[f"{segment}_days_high"] = None if lasted is None else lasted.most
        row[f"{segment}_ended"] = None if lasted is None else lasted.ended
    return row
