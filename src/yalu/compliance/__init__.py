"""Is the law obeyed? Recorded trade held against the measures of a regime."""

from yalu.compliance.account import Account, Entry, settle
from yalu.compliance.alternatives import Alternative, Choice
from yalu.compliance.assessment import Assessment, assess
from yalu.compliance.breach import Breach, breaches
from yalu.compliance.break_finding import Break, Change, Timing
from yalu.compliance.breaks import breaks
from yalu.compliance.compiled_law import Per
from yalu.compliance.distinct_falls import DistinctFall, distinct_falls
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
from yalu.compliance.legal_window import LegalDate, LegalEvent
from yalu.compliance.level_change import LevelChange
from yalu.compliance.mirror import MirrorGap, mirror_gaps
from yalu.compliance.mirror_outlier import MirrorOutlier, MirrorPair, mirror_outliers
from yalu.compliance.pattern import (
    MeasurePattern,
    Pattern,
    StatePattern,
    patterns,
)
from yalu.compliance.score import Score, Step, Yardstick
from yalu.compliance.scorecard import scorecard
from yalu.compliance.screening import screen, screen_file
from yalu.compliance.segmentation import Segmentation, segment
from yalu.compliance.sensitivity import (
    Effect,
    PatternShift,
    Robustness,
    Sensitivity,
    Shift,
    sensitivity,
)
from yalu.compliance.sign_choices import SignChoices
from yalu.compliance.signs import SignRow, Signs, signs_of_evasion
from yalu.compliance.silence import Silence, SilenceKind, silences
from yalu.compliance.statement import Amount, Statement, statements
from yalu.compliance.streaming import Streamed, screen_parts, screen_read
from yalu.compliance.thresholds import Thresholds
from yalu.compliance.unit_value import UnitValue, UnitValues, unit_values
from yalu.compliance.verdict import Verdict
from yalu.compliance.year_count import YearCount

__all__ = [
    "Account",
    "Alternative",
    "Amount",
    "Assessment",
    "Breach",
    "Break",
    "CapLedger",
    "Change",
    "Choice",
    "Crossing",
    "DistinctFall",
    "Effect",
    "Entry",
    "History",
    "LedgerMonth",
    "LegalDate",
    "LegalEvent",
    "LevelChange",
    "LimitShare",
    "MeasurePattern",
    "MirrorGap",
    "MirrorOutlier",
    "MirrorPair",
    "Pattern",
    "PatternShift",
    "Per",
    "Point",
    "Projection",
    "RecordGap",
    "Robustness",
    "Score",
    "Segmentation",
    "Sensitivity",
    "Shift",
    "SignChoices",
    "SignRow",
    "Signs",
    "Silence",
    "SilenceKind",
    "StatePattern",
    "Statement",
    "Step",
    "Streamed",
    "Thresholds",
    "Timing",
    "UnitUse",
    "UnitValue",
    "UnitValues",
    "Verdict",
    "Yardstick",
    "YearCount",
    "assess",
    "breaches",
    "breaks",
    "cap_ledgers",
    "distinct_falls",
    "histories",
    "mirror_gaps",
    "mirror_outliers",
    "patterns",
    "record_gaps",
    "scorecard",
    "screen",
    "screen_file",
    "screen_parts",
    "screen_read",
    "segment",
    "sensitivity",
    "settle",
    "signs_of_evasion",
    "silences",
    "statements",
    "unit_values",
]
