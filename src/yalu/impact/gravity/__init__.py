"""Gravity equations: what trade would be if only size and distance ruled it."""

from yalu.impact.gravity.estimation import (
    GravityCoefficient,
    GravityEstimate,
    estimate,
)
from yalu.impact.gravity.potential import Potential, PotentialFlow, potential
from yalu.impact.gravity.separation import Separation, separation

__all__ = [
    "GravityCoefficient",
    "GravityEstimate",
    "Potential",
    "PotentialFlow",
    "Separation",
    "estimate",
    "potential",
    "separation",
]
