"""The law: texts, measures, caps and exemptions, and rulings on shipments."""

from yalu.regime.cap import Cap, Limit
from yalu.regime.cap_use import CapUse, LimitUse, cap_factors, cap_use
from yalu.regime.cases import (
    CapCase,
    DaysCase,
    RulingCase,
    UseCase,
    WorkedCase,
    read_cases,
)
from yalu.regime.comparison import Comparison, compare
from yalu.regime.covering import Coverage, coverage
from yalu.regime.instrument import Body, Instrument, InstrumentStatus, Vote
from yalu.regime.measure import (
    Difference,
    Doubt,
    Exemption,
    FieldConfidence,
    Measure,
    Reporting,
    WindDown,
)
from yalu.regime.reading import read_regime
from yalu.regime.regime import Regime
from yalu.regime.ruling import Basis, BodyRuling, Receipt, Ruling, Step
from yalu.regime.rulings import rule
from yalu.regime.scope import DisputedCodes, GoodsScope, Part
from yalu.regime.shipment import Shipment
from yalu.regime.trial import CaseResult, Mismatch, check_cases
from yalu.regime.vocabulary import (
    CapRule,
    CapScope,
    Claim,
    CodeBasis,
    Direction,
    MeasureKind,
    Origin,
    Repeats,
    Status,
)

__all__ = [
    "Basis",
    "Body",
    "BodyRuling",
    "Cap",
    "CapCase",
    "CapRule",
    "CapScope",
    "CapUse",
    "CaseResult",
    "Claim",
    "CodeBasis",
    "Comparison",
    "Coverage",
    "DaysCase",
    "Difference",
    "Direction",
    "DisputedCodes",
    "Doubt",
    "Exemption",
    "FieldConfidence",
    "GoodsScope",
    "Instrument",
    "InstrumentStatus",
    "Limit",
    "LimitUse",
    "Measure",
    "MeasureKind",
    "Mismatch",
    "Origin",
    "Part",
    "Receipt",
    "Regime",
    "Repeats",
    "Reporting",
    "Ruling",
    "RulingCase",
    "Shipment",
    "Status",
    "Step",
    "UseCase",
    "Vote",
    "WindDown",
    "WorkedCase",
    "cap_factors",
    "cap_use",
    "check_cases",
    "compare",
    "coverage",
    "read_cases",
    "read_regime",
    "rule",
]
