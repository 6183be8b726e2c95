"""Units of trade, the conversions the law leaves open, and honest estimates."""

from yalu.quantities.barrels import BarrelFactor, barrel_factors
from yalu.quantities.estimate import Estimate
from yalu.quantities.unit import Quantity, Unit, parse_unit

__all__ = [
    "BarrelFactor",
    "Estimate",
    "Quantity",
    "Unit",
    "barrel_factors",
    "parse_unit",
]
