"""The columns of the record and their classes, named as the game names them."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

__all__ = ["ACTIONS", "CLASSES", "STATE", "Column"]


class Column(StrEnum):
    """What is recorded of a quarter."""

    CAPABILITY = "capability"
    """What the target had shown that it can do."""
    STRINGENCY = "stringency"
    """How much of the target's trade the law in force covers."""
    HARDSHIP = "hardship"
    """How the target's income moves."""
    POSTURE = "posture"
    """What the sender does in arms, to be seen by all."""
    SUPPORT = "support"
    """What the alternative patron gives."""
    CHANNEL = "channel"
    """Whether patron and target speak at the top."""
    MOVE = "move"
    """What the target does."""
    RESPONSE = "response"
    """What the sender does after it."""
    VOTE = "vote"
    """What the patron does with a text that is put to the vote."""
    ENFORCEMENT = "enforcement"
    """How much of the law the patron carries out."""
    OVERTURE = "overture"
    """Whether the patron visits, helps or promises to."""


STATE = (
    Column.CAPABILITY,
    Column.STRINGENCY,
    Column.HARDSHIP,
    Column.POSTURE,
    Column.SUPPORT,
    Column.CHANNEL,
)
"""Columns that say how things stood on the first day of a quarter."""

ACTIONS = (
    Column.MOVE,
    Column.RESPONSE,
    Column.VOTE,
    Column.ENFORCEMENT,
    Column.OVERTURE,
)
"""Columns that say what was done during a quarter."""

CLASSES: Mapping[Column, tuple[str, ...]] = MappingProxyType(
    {
        Column.CAPABILITY: ("unproven", "nuclear", "regional", "intercontinental"),
        Column.STRINGENCY: ("none", "narrow", "broad", "sweeping"),
        Column.HARDSHIP: ("growing", "flat", "shrinking", "severe"),
        Column.POSTURE: ("eased", "usual", "raised"),
        Column.SUPPORT: ("weak", "some", "strong"),
        Column.CHANNEL: ("broken", "working"),
        Column.MOVE: ("hold", "missile", "test", "overture"),
        Column.RESPONSE: ("nothing", "table", "deploy", "engage"),
        Column.VOTE: ("accept", "refuse"),
        Column.ENFORCEMENT: ("0", "1/3", "2/3", "1"),
        Column.OVERTURE: ("no", "yes"),
    }
)
"""The classes of each column, in the order that codes count them from zero."""
