"""What moved: recorded trade in one table, whoever recorded it."""

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
    "FlowDirection",
    "FlowTable",
    "Series",
]
