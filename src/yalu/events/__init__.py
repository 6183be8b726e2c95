"""What happened and when: dated, cited events, with their doubts beside them."""

from yalu.events.event import (
    Ballot,
    Calendar,
    Event,
    EventKind,
    Site,
    Variant,
    Vote,
)
from yalu.events.log import EventLog
from yalu.events.reading import read

__all__ = [
    "Ballot",
    "Calendar",
    "Event",
    "EventKind",
    "EventLog",
    "Site",
    "Variant",
    "Vote",
    "read",
]
