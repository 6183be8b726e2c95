"""A shipment as somebody describes it in a form, and the ruling on it."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field

from yalu.errors import Problem, SchemaError, YaluError, describe
from yalu.goods import Revision, parse_revision
from yalu.periods import parse_day
from yalu.quantities import Quantity, Unit, parse_unit
from yalu.regime import Regime, Ruling, rule
from yalu.web.law_day import regime_named
from yalu.web.problems import Fault, faults_of

__all__ = ["UNITS", "ShipmentWish", "ruling_on"]

UNITS = tuple(unit for unit in Unit if unit is not Unit.USD)
"""What a quantity is counted in; dollars are a value, which is asked for beside it."""

_T = TypeVar("_T")
_MOST_CLAIMS = 50
_LONGEST = 200


class ShipmentWish(BaseModel):
    """What somebody asks, word for word; an empty text is not given."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        coerce_numbers_to_str=True,
        str_strip_whitespace=True,
        str_max_length=_LONGEST,
    )

    goods: str = Field(
        default="",
        description="HS code of 2, 4 or 6 digits, or an activity such as labour.",
        examples=["270112"],
    )
    on: str = Field(default="", description="Day of crossing.", examples=["2017-03-01"])
    exporter: str = Field(
        default="", description="State, by code or name.", examples=["PRK"]
    )
    importer: str = Field(
        default="", description="State, by code or name.", examples=["CHN"]
    )
    origin: str = Field(default="", description="Where the goods originate.")
    contract: str = Field(default="", description="Day of the written contract.")
    arrived: str = Field(default="", description="Day of arrival at a port.")
    quantity: str = Field(default="", description="How much, with `unit`.")
    unit: str = Field(default="", description=f"One of {', '.join(UNITS)}.")
    value: str = Field(default="", description="Value in US dollars.")
    item: str = Field(default="", description="What the thing is, by its item name.")
    claims: list[str] = Field(
        default_factory=list,
        max_length=_MOST_CLAIMS,
        description="Facts that are asserted, by name; none is ever assumed.",
    )
    revision: str = Field(default="", description="HS edition of the code.")
    as_of: str = Field(default="", description="Judge by law published by this day.")
    regime: str = Field(default="", description="A regime of the library.")


def ruling_on(
    wish: ShipmentWish, regimes: Mapping[str, Regime], *, regime: str
) -> Ruling:
    """Return the ruling on a shipment.

    Parameters
    ----------
    wish : ShipmentWish
        What is asked.
    regimes : mapping of str to Regime
        The library.
    regime : str
        Which one where the wish names none.

    Raises
    ------
    SchemaError
        If anything is not understood; all problems are listed.

    """
    heard = _Hearing()
    law = heard.take(
        lambda text: regime_named(text, regimes, place="regime"), wish.regime or regime
    )
    on = heard.day(wish.on, "on")
    if not wish.on:
        heard.miss("on", "the day of crossing as YYYY-MM-DD", "give one")
    if not wish.goods:
        heard.miss("goods", "a goods code or an activity", "write for example 270112")
    others = {name: heard.day(getattr(wish, name), name) for name in _DAYS}
    quantity = heard.quantity(wish.quantity, wish.unit)
    value = heard.take(lambda text: _number(text, "value"), wish.value)
    edition: Revision | None = heard.take(parse_revision, wish.revision)
    items = [f"item:{wish.item}"] if wish.item else []
    ruling = heard.take(
        lambda goods: rule(
            law or regimes[regime],
            goods=goods,
            on=on or date.max,  # no day of theirs is then called too late
            exporter=wish.exporter or None,
            importer=wish.importer or None,
            origin=wish.origin or None,
            contract=others["contract"],
            arrived=others["arrived"],
            quantity=quantity,
            value_usd=value,
            claims=[*wish.claims, *items],
            as_of=others["as_of"],
            revision=edition or (None if on else Revision.HS2022),
        ),
        wish.goods,
    )
    if heard.faults or ruling is None:
        problems = [
            Problem(f.where, f"found {f.found}; expected {f.expected}", f.remedy)
            if f.expected
            else Problem(f.where, f"found {f.found}", f.remedy)
            for f in heard.faults
        ]
        raise SchemaError(describe("The shipment cannot be ruled on", problems))
    return ruling


_DAYS = ("contract", "arrived", "as_of")


class _Hearing:
    """What was understood, and every fault on the way."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def take(self, read: Callable[[str], _T], text: str) -> _T | None:
        """Return what a text means; None where it is empty or not understood."""
        if not text:
            return None
        try:
            return read(text)
        except YaluError as error:
            self.faults += faults_of(str(error))
            return None

    def day(self, text: str, place: str) -> date | None:
        """Return the day that is meant."""
        return self.take(lambda said: parse_day(said, place=place), text)

    def quantity(self, amount: str, unit: str) -> Quantity | None:
        """Return the quantity that is meant; amount and unit belong together."""
        number = self.take(lambda text: _number(text, "quantity"), amount)
        known: Unit | None = self.take(_unit, unit)
        if bool(amount) != bool(unit):
            missing = "unit" if amount else "quantity"
            self.miss(missing, "an amount with its unit", "give both, or neither")
        if number is None or known is None:
            return None
        return Quantity(number, known)

    def miss(self, place: str, expected: str, remedy: str) -> None:
        """Note that something is not given."""
        self.faults.append(
            Fault(where=place, found="nothing", expected=expected, remedy=remedy)
        )


def _unit(text: str) -> Unit:
    unit = parse_unit(text, place="unit")
    if unit not in UNITS:
        msg = (
            f"unit: found {text!r}; expected one of {', '.join(UNITS)}. Give dollars "
            "as value."
        )
        raise SchemaError(msg)
    return unit


def _number(text: str, place: str) -> Decimal:
    try:
        number = Decimal(text.replace(",", ""))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or number < 0:
        msg = (
            f"{place}: found {text!r}; expected a number of zero or more. Write for "
            "example 10000."
        )
        raise SchemaError(msg)
    return number
