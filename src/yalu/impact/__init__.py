"""What a package of measures costs: whom, how much, at which level of enforcement."""

from yalu.impact.ban import Ban, YearlyCap
from yalu.impact.batch import Equilibria, solve_many
from yalu.impact.bearing import Bearing, bearing
from yalu.impact.case import HOME, PressureCase, RecordedLine, Yardstick
from yalu.impact.curve import Curve, CurvePoint
from yalu.impact.curving import LEVELS, PAID, curve, curves, models_of
from yalu.impact.dprk import condensed, dprk_case
from yalu.impact.economy import Economy
from yalu.impact.equilibrium import Equilibrium, solve
from yalu.impact.essential import EssentialInput
from yalu.impact.estimate import ImpactEstimate, ImpactStatus, SectorCost
from yalu.impact.exposing import exposures
from yalu.impact.exposure import Exposure, Exposures
from yalu.impact.general import GeneralEquilibrium
from yalu.impact.influence import Influence
from yalu.impact.intermediate import with_inputs
from yalu.impact.mechanical import Mechanical
from yalu.impact.observed import Outturn, observed
from yalu.impact.package import Package, PackageKind, law_of_year, package_on, packages
from yalu.impact.pressing import shock
from yalu.impact.ranges import Draws, Range, Scale, draw
from yalu.impact.shock import Deficits, Shock
from yalu.impact.simulate import simulate
from yalu.impact.spread import Spread
from yalu.impact.terms import TradeTerms, trade_terms

__all__ = [
    "HOME",
    "LEVELS",
    "PAID",
    "Ban",
    "Bearing",
    "Curve",
    "CurvePoint",
    "Deficits",
    "Draws",
    "Economy",
    "Equilibria",
    "Equilibrium",
    "EssentialInput",
    "Exposure",
    "Exposures",
    "GeneralEquilibrium",
    "ImpactEstimate",
    "ImpactStatus",
    "Influence",
    "Mechanical",
    "Outturn",
    "Package",
    "PackageKind",
    "PressureCase",
    "Range",
    "RecordedLine",
    "Scale",
    "SectorCost",
    "Shock",
    "Spread",
    "TradeTerms",
    "Yardstick",
    "YearlyCap",
    "bearing",
    "condensed",
    "curve",
    "curves",
    "dprk_case",
    "draw",
    "exposures",
    "law_of_year",
    "models_of",
    "observed",
    "package_on",
    "packages",
    "shock",
    "simulate",
    "solve",
    "solve_many",
    "trade_terms",
    "with_inputs",
]
