"""What rises after a ban: sibling codes, third states, other goods of the target."""

from yalu.compliance.diversion.search import Diversions, diversions
from yalu.compliance.diversion.sign import Placebo, Sign, SignKind

__all__ = ["Diversions", "Placebo", "Sign", "SignKind", "diversions"]
