"""Is the law obeyed? Recorded trade held against the measures of a regime."""

from yalu.compliance.account import Account, Entry, settle
from yalu.compliance.alternatives import Alternative, Choice
from yalu.compliance.assessment import Assessment, assess
from yalu.compliance.breach import Breach, breaches
from yalu.compliance.compiled_law import Per
from yalu.compliance.history import History, Point, histories
from yalu.compliance.ledger import (
    CapLedger,
    Crossing,
    LedgerMonth,
    LimitShare,
    Projection,
    UnitUse,
)
from yalu.compliance.ledgers import RecordGap, cap_ledgers, record_gaps
from yalu.compliance.mirror import MirrorGap, mirror_gaps
from yalu.compliance.pattern import (
    MeasurePattern,
    Pattern,
    StatePattern,
    YearCount,
    patterns,
)
from yalu.compliance.score import Score, Step, Yardstick
from yalu.compliance.scorecard import scorecard
from yalu.compliance.screening import screen, screen_file
from yalu.compliance.sensitivity import (
    Effect,
    PatternShift,
    Robustness,
    Sensitivity,
    Shift,
    sensitivity,
)
from yalu.compliance.silence import Silence, SilenceKind, silences
from yalu.compliance.statement import Amount, Statement, statements
from yalu.compliance.thresholds import Thresholds
from yalu.compliance.unit_value import UnitValue, UnitValues, unit_values
from yalu.compliance.verdict import Verdict

__all__ = [
    "Account",
    "Alternative",
    "Amount",
    "Assessment",
    "Breach",
    "CapLedger",
    "Choice",
    "Crossing",
    "Effect",
    "Entry",
    "History",
    "LedgerMonth",
    "LimitShare",
    "MeasurePattern",
    "MirrorGap",
    "Pattern",
    "PatternShift",
    "Per",
    "Point",
    "Projection",
    "RecordGap",
    "Robustness",
    "Score",
    "Sensitivity",
    "Shift",
    "Silence",
    "SilenceKind",
    "StatePattern",
    "Statement",
    "Step",
    "Thresholds",
    "UnitUse",
    "UnitValue",
    "UnitValues",
    "Verdict",
    "Yardstick",
    "YearCount",
    "assess",
    "breaches",
    "cap_ledgers",
    "histories",
    "mirror_gaps",
    "patterns",
    "record_gaps",
    "scorecard",
    "screen",
    "screen_file",
    "sensitivity",
    "settle",
    "silences",
    "statements",
    "unit_values",
]
