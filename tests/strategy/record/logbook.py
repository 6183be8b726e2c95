"""Small logs in one line each, and the record that they make of single quarters."""

from datetime import date

from yalu.events import (
    Calendar,
    Completeness,
    Event,
    EventKind,
    EventLog,
    LogCoverage,
)
from yalu.periods import parse_period
from yalu.provenance import Confidence, Evidence, Source
from yalu.strategy.record import Cell, Column, Quarter, quarterly

__all__ = ["cell", "event", "looked", "of"]

_FIRST, _LAST = date(1983, 1, 1), date(2026, 12, 31)
_ACTORS = {
    EventKind.RESOLUTION: ("UNSC", "PRK"),
    EventKind.VETO: ("UNSC", "PRK"),
    EventKind.MANDATE_RENEWAL: ("UNSC", "PRK"),
    EventKind.DEPLOYMENT: ("USA", "PRK"),
    EventKind.EXERCISE: ("USA+KOR", "PRK"),
    EventKind.EXERCISE_CANCELLED: ("USA+KOR", "PRK"),
    EventKind.TALKS: ("USA+PRK", ""),
    EventKind.SUMMIT: ("PRK", "CHN"),
    EventKind.AGREEMENT: ("USA+PRK", ""),
    EventKind.PATRON_VISIT: ("CHN", "PRK"),
    EventKind.RELIEF: ("CHN", "PRK"),
    EventKind.DILUTION: ("CHN", "PRK"),
    EventKind.TARGET_VISIT: ("PRK", "CHN"),
    EventKind.ASSURANCE: ("PRK", "CHN"),
    EventKind.RECOGNITION: ("CHN", "KOR"),
    EventKind.ALTERNATIVE_PATRON_SUPPORT: ("RUS", "PRK"),
    EventKind.PATRON_PUNISHMENT: ("RUS", "PRK"),
}


def event(kind: EventKind, when: str, **changes: object) -> Event:
    """Return an event between the usual parties on some days, as a fact."""
    actor, target = _ACTORS.get(kind, ("PRK", ""))
    fields: dict[str, object] = {
        "id": f"{kind.value}-{when}",
        "kind": kind,
        "actor": actor,
        "target": target,
        "when": parse_period(when),
        "calendar": Calendar.LOCAL,
        "what": kind.value,
        "evidence": Evidence.OFFICIAL,
        "confidence": Confidence.HIGH,
        "sources": ("S",),
    }
    return Event(**{**fields, **changes})  # type: ignore[arg-type]


def looked(
    kind: EventKind,
    completeness: Completeness,
    *,
    since: date = _FIRST,
    until: date = _LAST,
) -> LogCoverage:
    """Return that somebody looked for a kind."""
    return LogCoverage(
        kind=kind, since=since, until=until, completeness=completeness, source="S"
    )


def of(
    *events: Event, coverage: tuple[LogCoverage, ...] = (), bare: bool = False
) -> EventLog:
    """Return a log that looked for all kinds completely, but for what is stated.

    A bare log looked for nothing but what is stated.
    """
    stated = {one.kind for one in coverage}
    full = () if bare else tuple(
        looked(kind, Completeness.COMPLETE) for kind in EventKind if kind not in stated
    )  # fmt: skip
    return EventLog(
        events=events,
        sources={"S": Source("S", "somebody")},
        sites={},
        coverage=(*coverage, *full),
    )


def cell(log: EventLog, quarter: str, column: Column, **readings: object) -> Cell:
    """Return one cell of the record that a log makes."""
    asked = Quarter.parse(quarter)
    record = quarterly(log, since=asked, until=asked.start, **readings)  # type: ignore[arg-type]
    return record.cell(asked, column)
