"""Small logs of events, written in one line each."""

from yalu.events import Calendar, Event, EventKind, EventLog
from yalu.periods import parse_period
from yalu.provenance import Confidence, Evidence, Source

__all__ = ["event", "log_of"]

_ACTORS = {
    EventKind.NUCLEAR_TEST: ("PRK", ""),
    EventKind.LONG_RANGE_LAUNCH: ("PRK", ""),
    EventKind.MISSILE_LAUNCH: ("PRK", ""),
    EventKind.RESOLUTION: ("UNSC", "PRK"),
    EventKind.CONDEMNATION: ("UNSC", "PRK"),
    EventKind.PATRON_WARNING: ("CHN", "PRK"),
    EventKind.SUMMIT: ("PRK+USA", ""),
    EventKind.VETO: ("UNSC", "PRK"),
}


def event(kind: EventKind, when: str, **changes: object) -> Event:
    """Return an event of North Korea's, or about it, on some days."""
    actor, target = _ACTORS.get(kind, ("PRK", ""))
    fields: dict[str, object] = {
        "id": f"{kind.value}-{when}",
        "kind": kind,
        "actor": actor,
        "target": target,
        "when": parse_period(when),
        "calendar": Calendar.LOCAL,
        "what": kind.value.replace("_", " "),
        "evidence": Evidence.OFFICIAL,
        "confidence": Confidence.HIGH,
        "sources": ("S",),
    }
    return Event(**{**fields, **changes})  # type: ignore[arg-type]


def log_of(*events: Event) -> EventLog:
    """Return a log of these events."""
    source = Source("S", "somebody")
    return EventLog(events=events, sources={"S": source}, sites={})
