"""What moved: recorded trade in one table, whoever recorded it."""

from yalu.flows.condensing import condense
from yalu.flows.layouts import Layout
from yalu.flows.mapping import ColumnMapping, read_mapping
from yalu.flows.quarantine import Note, Quarantine, ReadResult, Rule
from yalu.flows.reading import read
from yalu.flows.table import (
    EXTENDED_SCHEMA,
    MONEY,
    QUANTITY,
    SCHEMA,
    TOTAL,
    WORLD,
    FlowDirection,
    FlowTable,
    Series,
)

__all__ = [
    "EXTENDED_SCHEMA",
    "MONEY",
    "QUANTITY",
    "SCHEMA",
    "TOTAL",
    "WORLD",
    "ColumnMapping",
    "FlowDirection",
    "FlowTable",
    "Layout",
    "Note",
    "Quarantine",
    "ReadResult",
    "Rule",
    "Series",
    "condense",
    "read",
    "read_mapping",
]
