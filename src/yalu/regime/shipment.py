"""A shipment as the law asks about it: goods, parties, dates, claims.

Claims are what the user asserts: the words of `yalu.regime.Claim`, or ``item:NAME``
to say what the thing is where its code covers several things.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from textwrap import shorten

from yalu.errors import Problem, SchemaError, describe, nearest
from yalu.goods import Revision, codes_named, parse_code, revision_on
from yalu.quantities import Quantity, Unit
from yalu.regime.regime import Regime
from yalu.regime.vocabulary import Claim, Direction, MeasureKind
from yalu.territories import territory

__all__ = ["Shipment", "describe_shipment"]

_ITEM = "item:"
_LONGEST_NAME = 60
_ACTIVITIES = {kind.value: kind for kind in MeasureKind if kind.is_activity}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipment:
    """One movement of goods, or one activity, on one day.

    Attributes
    ----------
    goods : str
        HS code of two, four or six digits, or the name of an activity.
    activity : MeasureKind or None
        The activity, where no goods move.
    revision : Revision
        HS edition of the code.
    exporter, importer, origin : str or None
        ISO codes; None where any state may stand.
    on : date
        Day the goods cross, or the activity happens.
    contract, arrived : date or None
        Day of the written contract; day the goods reached the port.
    quantity : Quantity or None
        What moves, in any unit; counted with what moved before it if that is in it.
    value_usd : Decimal or None
        Value in US dollars.
    claims : frozenset of Claim
        What is asserted.
    item : str or None
        What the thing is.
    direction : Direction
        Which way it moves, seen from the target.

    """

    goods: str
    activity: MeasureKind | None
    revision: Revision
    exporter: str | None
    importer: str | None
    origin: str | None
    on: date
    contract: date | None
    arrived: date | None
    quantity: Quantity | None
    value_usd: Decimal | None
    claims: frozenset[Claim]
    item: str | None
    direction: Direction

    @property
    def unit_price(self) -> Decimal | None:
        """US dollars a piece, where both amounts are known."""
        return self.price_per(Unit.ITEM)

    @property
    def is_foreign(self) -> bool:
        """Whether the goods are said to originate outside the target."""
        return Claim.THIRD_COUNTRY_ORIGIN in self.claims

    def price_per(self, unit: Unit) -> Decimal | None:
        """Return US dollars per unit, or None where an amount is not known."""
        if self.quantity is None or self.value_usd is None:
            return None
        if self.quantity.unit is not unit or not self.quantity.amount:
            return None
        return self.value_usd / self.quantity.amount


def describe_shipment(
    regime: Regime,
    *,
    goods: str,
    exporter: str | None,
    importer: str | None,
    origin: str | None,
    on: date,
    contract: date | None,
    arrived: date | None,
    quantity: Quantity | None,
    value_usd: Decimal | None,
    claims: Iterable[str],
    revision: Revision | None,
) -> Shipment:
    """Return a shipment from what a user wrote, every problem reported at once.

    Raises
    ------
    SchemaError
        If a code, a territory or a claim is not known, or no party is the target.

    """
    problems: list[Problem] = []
    parties = {"exporter": exporter, "importer": importer, "origin": origin}
    known_parties = {
        name: None if code is None else _territory(code, name, problems)
        for name, code in parties.items()
    }
    words, item = _claims(regime, claims, problems)
    activity = _ACTIVITIES.get(goods)
    edition = revision or revision_on(on)
    code = goods if activity else _code(regime, goods, edition, problems)
    understood = not any(problem.place in parties for problem in problems)
    direction = (
        _direction(regime, known_parties, problems)
        if understood
        else Direction.FROM_TARGET
    )
    for name, day in (("contract", contract), ("arrived", arrived)):
        if day is not None and day > on:
            finding = f"found {day}, which is after the crossing on {on}"
            problems.append(Problem(name, finding, "give a day before the crossing"))
    if value_usd is not None and not (value_usd.is_finite() and value_usd >= 0):
        finding = f"found {value_usd}; expected zero or more"
        problems.append(Problem("value", finding, "leave it out if it is not known"))
    if problems:
        raise SchemaError(describe("The shipment cannot be ruled on", problems))
    if known_parties["origin"] not in (None, regime.target):
        words = words | {Claim.THIRD_COUNTRY_ORIGIN}
    if Claim.NO_TAINTED_PARTY in words:  # its meaning contains the narrower claim
        words = words | {Claim.NO_REVENUE_LINK}
    return Shipment(
        goods=code,
        activity=activity,
        revision=edition,
        on=on,
        contract=contract,
        arrived=arrived,
        quantity=quantity,
        value_usd=value_usd,
        claims=words,
        item=item,
        direction=direction,
        **known_parties,
    )


def _territory(code: str, name: str, problems: list[Problem]) -> str | None:
    try:
        return territory(code, place=name).iso3
    except LookupError as error:
        problems.append(_said(error))
        return None


def _code(
    regime: Regime, goods: str, revision: Revision, problems: list[Problem]
) -> str:
    try:
        return parse_code(goods, revision=revision, place="goods")
    except (LookupError, ValueError) as error:
        problems.append(_named(regime, goods) or _said(error))
        return goods


def _named(regime: Regime, goods: str) -> Problem | None:
    """Return what code or activity is meant by words; None where nothing is so called.

    The law has words for the goods that it is about, and so have the chapters.
    """
    law = [(m.goods.words, m.goods.prefixes) for m in regime.measures.values()]
    codes = codes_named(goods, law)
    activity = nearest(goods, _ACTIVITIES)
    if not codes and not activity:
        return None
    offered = []
    for name, called in groupby(codes, key=lambda pair: pair[1]):
        words = shorten(name, _LONGEST_NAME, placeholder=" …")
        offered.append(f"{', '.join(code for code, _ in called)} ({words})")
    return Problem(
        "goods",
        f"found {goods!r}; expected an HS code or an activity{activity}",
        f"write a code: {', '.join(offered)}" if offered else "write the activity so",
    )


def _said(error: Exception) -> Problem:
    """Return a problem that a lower module has already put into words."""
    place, _, said = str(error).partition(": ")
    finding, _, remedy = said.rpartition(". ")
    return Problem(place, finding, remedy)


def _claims(
    regime: Regime, claims: Iterable[str], problems: list[Problem]
) -> tuple[frozenset[Claim], str | None]:
    words: set[Claim] = set()
    items: list[str] = []
    for claim in claims:
        if claim.startswith(_ITEM):
            items.append(claim.removeprefix(_ITEM))
        elif claim in set(Claim):
            words.add(Claim(claim))
        else:
            names = ", ".join(Claim)
            finding = f"found {claim!r}; expected item:NAME or one of {names}"
            problems.append(Problem("claim", finding, "use one of these"))
    for item in items:
        if item not in regime.items:
            names = ", ".join(sorted(regime.items))
            finding = f"found item {item!r}; the law names {names}"
            problems.append(Problem("claim", finding, "use one of these"))
    if len(items) > 1:
        finding = f"found {len(items)} items ({', '.join(items)}); expected one"
        problems.append(Problem("claim", finding, "ask about one thing at a time"))
    return frozenset(words), items[0] if items else None


def _direction(
    regime: Regime, parties: dict[str, str | None], problems: list[Problem]
) -> Direction:
    target = regime.target
    exporter, importer = parties["exporter"], parties["importer"]
    if exporter == target == importer:
        finding = f"exporter and importer are both {target}; expected two parties"
        problems.append(Problem("parties", finding, "name the other state"))
    if importer == target:
        return Direction.TO_TARGET
    if target not in (exporter, parties["origin"]):
        finding = f"neither party nor the origin is {target}, whom this law is about"
        remedy = f"name {target} as exporter, importer or origin"
        problems.append(Problem("parties", finding, remedy))
    return Direction.FROM_TARGET
