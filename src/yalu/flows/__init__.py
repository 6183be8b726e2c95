"""What moved: recorded trade in one table, whoever recorded it."""

from yalu.flows.condensing import condense
from yalu.flows.layouts import Layout
from yalu.flows.mapping import ColumnMapping, read_mapping
from yalu.flows.matrix import ALL_SECTIONS, TradeMatrix
from yalu.flows.mixup import CellRule, JudgedCell, Parties, Standing
from yalu.flows.printing import printed_trade
from yalu.flows.quarantine import PLACES, Note, Quarantine, ReadResult, Rule
from yalu.flows.reading import read
from yalu.flows.repair import PairRemoval, Repair, YearRepair, repair
from yalu.flows.rescaling import PrintedTrade, Rescaling
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
    "ALL_SECTIONS",
    "EXTENDED_SCHEMA",
    "MONEY",
    "PLACES",
    "QUANTITY",
    "SCHEMA",
    "TOTAL",
    "WORLD",
    "CellRule",
    "ColumnMapping",
    "FlowDirection",
    "FlowTable",
    "JudgedCell",
    "Layout",
    "Note",
    "PairRemoval",
    "Parties",
    "PrintedTrade",
    "Quarantine",
    "ReadResult",
    "Repair",
    "Rescaling",
    "Rule",
    "Series",
    "Standing",
    "TradeMatrix",
    "YearRepair",
    "condense",
    "printed_trade",
    "read",
    "read_mapping",
    "repair",
]
