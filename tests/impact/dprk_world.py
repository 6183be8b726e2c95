"""The case of the DPRK from the data sets of the product, read once."""

from functools import cache
from typing import Any

from yalu.impact import Package, PressureCase, condensed, dprk_case, packages
from yalu.library import load as regime
from yalu.sources import load
from yalu.sources.repaired import repaired_trade

NAMES = (
    "bilateral_trade",
    "gross_trade",
    "elasticities",
    "output",
    "trade",
    "trade_groups",
    "prices",
    "estimates",
)


@cache
def tables() -> dict[str, Any]:
    """Return the data sets that the case is made of."""
    return {name: load(name) for name in NAMES}


@cache
def case() -> PressureCase:
    """Return the case with the repaired matrix."""
    return dprk_case(tables(), repaired=repaired_trade())


@cache
def small_case() -> PressureCase:
    """Return the case with few economies."""
    return condensed(case())


@cache
def laws() -> dict[str, Package]:
    """Return every package by identifier."""
    return {package.id: package for package in packages(regime("dprk"))}
