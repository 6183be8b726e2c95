"""What moved: recorded trade in one table, whoever recorded it."""

from yalu.flows.layouts import Layout
from yalu.flows.mapping import ColumnMapping, read_mapping
from yalu.flows.pairing import (
    FROM_TARGET,
    TO_TARGET,
    counterparty,
    mirror_pairs,
    unit_values,
)
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
    "FROM_TARGET",
    "MONEY",
    "QUANTITY",
    "SCHEMA",
    "TOTAL",
    "TO_TARGET",
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
    "counterparty",
    "mirror_pairs",
    "read",
    "read_mapping",
    "unit_values",
]
