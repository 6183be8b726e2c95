"""What happened and when: dated, cited events, with their doubts beside them."""

from yalu.events.coding import PLOVER_TYPES, Coding, Role, Roles, coding, kind_of_code
from yalu.events.coverage import Completeness, LogCoverage
from yalu.events.event import Event, Site, Variant, Vote
from yalu.events.log import EventLog
from yalu.events.mapping import LogMapping, log_mapping
from yalu.events.own import LogReading, PutAside, read_log
from yalu.events.reading import read
from yalu.events.vocabulary import UNCHECKED, Ballot, Calendar, Dating, EventKind

__all__ = [
    "PLOVER_TYPES",
    "UNCHECKED",
    "Ballot",
    "Calendar",
    "Coding",
    "Completeness",
    "Dating",
    "Event",
    "EventKind",
    "EventLog",
    "LogCoverage",
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
