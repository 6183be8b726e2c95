"""What happened and when: dated, cited events, with their doubts beside them."""

from yalu.events.coding import PLOVER_TYPES, Coding, Role, Roles, coding, kind_of_code
from yalu.events.coverage import Completeness, Coverage
from yalu.events.event import (
    UNCHECKED,
    Ballot,
    Calendar,
    Dating,
    Event,
    EventKind,
    Site,
    Variant,
    Vote,
)
from yalu.events.log import EventLog
from yalu.events.mapping import LogMapping, log_mapping
from yalu.events.own import LogReading, PutAside, read_log
from yalu.events.reading import read

__all__ = [
    "PLOVER_TYPES",
    "UNCHECKED",
    "Ballot",
    "Calendar",
    "Coding",
    "Completeness",
    "Coverage",
    "Dating",
    "Event",
    "EventKind",
    "EventLog",
    "LogMapping",
    "LogReading",
    "PutAside",
    "Role",
    "Roles",
    "Site",
    "Variant",
    "Vote",
    "coding",
    "kind_of_code",
    "log_mapping",
    "read",
    "read_log",
]
