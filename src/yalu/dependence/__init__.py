"""Who needs whom: shares by compiler, their bounds, concentration, alternatives."""

from yalu.dependence.asymmetry import Asymmetry
from yalu.dependence.bounds import Corner, Lack, ShareBound
from yalu.dependence.checking import MatrixCheck
from yalu.dependence.concentration import Concentration, herfindahl
from yalu.dependence.counted import LENIENT, READINGS, STRICT
from yalu.dependence.criticality import Criticality
from yalu.dependence.figures import Flow, Status
from yalu.dependence.line import Line
from yalu.dependence.options import OutsideOption
from yalu.dependence.printed import PrintedShare
from yalu.dependence.profile import DependenceProfile, profile
from yalu.dependence.ranks import Alternative, Lead, Rank
from yalu.dependence.shares import Share

__all__ = [
    "LENIENT",
    "READINGS",
    "STRICT",
    "Alternative",
    "Asymmetry",
    "Concentration",
    "Corner",
    "Criticality",
    "DependenceProfile",
    "Flow",
    "Lack",
    "Lead",
    "Line",
    "MatrixCheck",
    "OutsideOption",
    "PrintedShare",
    "Rank",
    "Share",
    "ShareBound",
    "Status",
    "herfindahl",
    "profile",
]
