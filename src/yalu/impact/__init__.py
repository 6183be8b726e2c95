"""What a package of measures costs: whom, how much, at which level of enforcement."""

from yalu.impact.economy import Economy
from yalu.impact.estimate import ImpactEstimate, ImpactStatus, SectorCost
from yalu.impact.shock import Deficits, Shock

__all__ = [
    "Deficits",
    "Economy",
    "ImpactEstimate",
    "ImpactStatus",
    "SectorCost",
    "Shock",
]
