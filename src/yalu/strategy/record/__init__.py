"""The quarterly record of the players: state, actions, and what is not known."""

from yalu.strategy.record.cases import Precedent, precedent, precedents
from yalu.strategy.record.cell import Cell, Status
from yalu.strategy.record.column import ACTIONS, CLASSES, STATE, Column
from yalu.strategy.record.parties import KOREA, Parties
from yalu.strategy.record.quarter import Quarter, quarters
from yalu.strategy.record.quarterly import FIRST, quarterly
from yalu.strategy.record.reading import (
    CoverageReading,
    EnforcementReading,
    GrowthReading,
    SubstitutionReading,
)
from yalu.strategy.record.strategic_record import RecordArrays, StrategicRecord

__all__ = [
    "ACTIONS",
    "CLASSES",
    "FIRST",
    "KOREA",
    "STATE",
    "Cell",
    "Column",
    "CoverageReading",
    "EnforcementReading",
    "GrowthReading",
    "Parties",
    "Precedent",
    "Quarter",
    "RecordArrays",
    "Status",
    "StrategicRecord",
    "SubstitutionReading",
    "precedent",
    "precedents",
    "quarterly",
    "quarters",
]
