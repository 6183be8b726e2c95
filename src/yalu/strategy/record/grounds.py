"""What the rules look at: the log by kind, how far it looked, and the readings."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Self

from yalu.events import Event, EventKind, EventLog
from yalu.periods import Interval
from yalu.strategy.record.parties import Parties
from yalu.strategy.record.quarter import Quarter
from yalu.strategy.record.reading import (
    CoverageReading,
    EnforcementReading,
    GrowthReading,
    SubstitutionReading,
)
from yalu.strategy.record.sight import Sight

__all__ = ["Grounds", "Sighting", "share_in"]

_ALLEGED = 0.5  # an allegation counts half


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """An event, and the chance that it happened in the days asked about.

    Attributes
    ----------
    event : Event
        The event.
    chance : float
        Above 0 up to 1: less than 1 where it is merely alleged, or dated too broadly.

    """

    event: Event
    chance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """Everything that a rule may look at.

    Attributes
    ----------
    parties : Parties
        Who plays which part.
    by_kind : mapping of EventKind to tuple of Event
        The log, kind by kind, in order of time.
    sight : Sight
        How far the log looked.
    enforcement : mapping of Quarter to EnforcementReading
        By quarter.
    coverage : tuple of CoverageReading
        In order of days.
    growth : tuple of GrowthReading
        By year and compiler.
    substitution : tuple of SubstitutionReading
        By year.

    """

    parties: Parties
    by_kind: Mapping[EventKind, tuple[Event, ...]]
    sight: Sight
    enforcement: Mapping[Quarter, EnforcementReading]
    coverage: tuple[CoverageReading, ...]
    growth: tuple[GrowthReading, ...]
    substitution: tuple[SubstitutionReading, ...]

    @classmethod
    def of(
        cls,
        log: EventLog,
        days: Interval,
        parties: Parties,
        *,
        enforcement: Iterable[EnforcementReading],
        coverage: Iterable[CoverageReading],
        growth: Iterable[GrowthReading],
        substitution: Iterable[SubstitutionReading],
    ) -> Self:
        """Return the grounds that a log and readings give for some days."""
        return cls(
            parties=parties,
            by_kind=MappingProxyType({kind: log.of(kind=kind) for kind in EventKind}),
            sight=Sight.of(log, days),
            enforcement=MappingProxyType({one.quarter: one for one in enforcement}),
            coverage=tuple(sorted(coverage, key=lambda one: one.day)),
            growth=tuple(growth),
            substitution=tuple(substitution),
        )

    def during(self, span: Interval, *kinds: EventKind) -> Iterator[Sighting]:
        """Yield the events of some kinds that fell, or may have fallen, in some days.

        What lasted counts where it began. Who acted is for the caller to ask.
        """
        for kind in kinds:
            for event in self.by_kind[kind]:
                chance = share_in(event, span)
                if chance:
                    yield Sighting(event=event, chance=chance)

    def before(self, quarter: Quarter, *kinds: EventKind) -> tuple[Event, ...]:
        """Return the events of some kinds that were over by its first day, in order.

        What is dated so broadly that it may have been later is left out.
        """
        found = [
            event
            for kind in kinds
            for event in self.by_kind[kind]
            if event.when.end is not None and event.when.end <= quarter.start
        ]
        return tuple(sorted(found, key=lambda one: (one.when.start, one.id)))


def share_in(event: Event, span: Interval) -> float:
    """Return the chance that an event fell in some days, from its dating and grade.

    Examples
    --------
    >>> from yalu.events import read
    >>> from yalu.periods import parse_period
    >>> launch = read().get("launch-2016-02-07")
    >>> share_in(launch, parse_period("2016-01..2016-03"))
    1.0

    """
    grade = _ALLEGED if event.evidence == "alleged" else 1.0
    if not event.when.overlaps(span):
        return 0.0
    if not _is_broad(event):
        return grade if event.when.start in span else 0.0
    begin, end = event.when.start, event.when.end or event.when.start
    inside = min(end, span.end or end) - max(begin, span.start)
    return grade * inside.days / (end - begin).days


def _is_broad(event: Event) -> bool:
    """Return whether it is dated by more than one month, whole months throughout."""
    return event.imprecise and not event.when.is_month
