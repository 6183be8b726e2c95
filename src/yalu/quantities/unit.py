"""Units in which trade is counted, and amounts in them.

Within one dimension (mass, volume, money, energy, pieces) amounts convert
exactly. Between mass and volume nothing converts by itself: a barrel of what,
and by whose factor? See `yalu.quantities.barrels`.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from yalu.errors import SchemaError, UnitMismatchError

__all__ = ["Quantity", "Unit", "parse_unit"]


class Unit(StrEnum):
    """What amounts are counted in, by caps and by customs."""

    TONNE = "t"
    KILOGRAM = "kg"
    BARREL = "bbl"
    CUBIC_METRE = "m3"
    USD = "USD"
    ITEM = "item"
    THOUSAND_KWH = "MWh"


# How many base units one unit holds: the base of each dimension comes first.
_SCALE: dict[Unit, tuple[Unit, Decimal]] = {
    Unit.KILOGRAM: (Unit.KILOGRAM, Decimal(1)),
    Unit.TONNE: (Unit.KILOGRAM, Decimal(1000)),
    Unit.BARREL: (Unit.BARREL, Decimal(1)),
    Unit.CUBIC_METRE: (Unit.CUBIC_METRE, Decimal(1)),
    Unit.USD: (Unit.USD, Decimal(1)),
    Unit.ITEM: (Unit.ITEM, Decimal(1)),
    Unit.THOUSAND_KWH: (Unit.THOUSAND_KWH, Decimal(1)),
}

_SPELLINGS: dict[str, Unit] = {
    **{unit.value.lower(): unit for unit in Unit},
    "tonne": Unit.TONNE,
    "tonnes": Unit.TONNE,
    "ton": Unit.TONNE,
    "metric_ton": Unit.TONNE,
    "mt": Unit.TONNE,
    "kilogram": Unit.KILOGRAM,
    "barrel": Unit.BARREL,
    "barrels": Unit.BARREL,
    "items": Unit.ITEM,
    "piece": Unit.ITEM,
    "u": Unit.ITEM,
    "1000 kwh": Unit.THOUSAND_KWH,
}


def parse_unit(text: str, *, place: str = "unit") -> Unit:
    """Return the unit a user wrote.

    Raises
    ------
    SchemaError
        If no unit is spelt like that.

    Examples
    --------
    >>> parse_unit("barrels")
    <Unit.BARREL: 'bbl'>

    """
    unit = _SPELLINGS.get(text.strip().lower())
    if unit is None:
        known = ", ".join(unit.value for unit in Unit)
        msg = f"{place}: found {text!r}; expected one of {known}. Use one of these."
        raise SchemaError(msg)
    return unit


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount in a unit.

    Attributes
    ----------
    amount : Decimal
        Zero or more, finite.
    unit : Unit
        What is counted.

    Raises
    ------
    SchemaError
        If the amount is negative or not a number.

    Examples
    --------
    >>> Quantity(Decimal("1.5"), Unit.TONNE).to(Unit.KILOGRAM)
    Quantity(amount=Decimal('1500.0'), unit=<Unit.KILOGRAM: 'kg'>)

    """

    amount: Decimal
    unit: Unit

    def __post_init__(self) -> None:
        if not (self.amount.is_finite() and self.amount >= 0):
            msg = (
                f"quantity: found {self.amount} {self.unit}; expected a number of zero "
                "or more. Leave the quantity out if it is not known."
            )
            raise SchemaError(msg)

    def to(self, unit: Unit) -> "Quantity":
        """Return the same amount in another unit of the same dimension.

        Raises
        ------
        UnitMismatchError
            If the units measure different things.

        """
        base, scale = _SCALE[self.unit]
        other, divisor = _SCALE[unit]
        if base is not other:
            msg = (
                f"{self} cannot be expressed in {unit}: they measure different things. "
                "For barrels and tonnes choose a barrel factor."
            )
            raise UnitMismatchError(msg)
        return Quantity(self.amount * scale / divisor, unit)

    def __str__(self) -> str:
        return f"{self.amount:,f} {self.unit}"
