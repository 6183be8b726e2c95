"""Who needs whom: shares by compiler, their bounds, concentration, alternatives."""

from yalu.dependence.bounds import Corner, ShareBound
from yalu.dependence.concentration import Concentration, herfindahl
from yalu.dependence.figures import Flow, Status
from yalu.dependence.profile import DependenceProfile, Line, profile
from yalu.dependence.ranks import Alternative, Lead, Rank
from yalu.dependence.shares import PrintedShare, Share

__all__ = [
    "Alternative",
    "Concentration",
    "Corner",
    "DependenceProfile",
    "Flow",
    "Lead",
    "Line",
    "PrintedShare",
    "Rank",
    "Share",
    "ShareBound",
    "Status",
    "herfindahl",
    "profile",
]
