"""What a package of measures costs: whom, how much, at which level of enforcement."""

from yalu.impact.case import HOME, PressureCase, RecordedLine, Yardstick
from yalu.impact.economy import Economy
from yalu.impact.estimate import ImpactEstimate, ImpactStatus, SectorCost
from yalu.impact.exposure import Exposure, Exposures
from yalu.impact.package import Ban, Package, PackageKind, YearlyCap, packages
from yalu.impact.pressing import shock
from yalu.impact.shock import Deficits, Shock

__all__ = [
    "HOME",
    "Ban",
    "Deficits",
    "Economy",
    "Exposure",
    "Exposures",
    "ImpactEstimate",
    "ImpactStatus",
    "Package",
    "PackageKind",
    "PressureCase",
    "RecordedLine",
    "SectorCost",
    "Shock",
    "Yardstick",
    "YearlyCap",
    "packages",
    "shock",
]
