"""Barrels and tonnes: which factor, and whose.

The oil caps count barrels, customs count kilograms, and nobody has published one
factor for all products. Each factor here is kept with its owner as the pair of
numbers that states or implies it, ``barrels`` per ``tonnes``; the ratio is
computed. A share of a cap is therefore a range over factors until a source says
which one applies.
"""

import csv
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

from yalu.provenance import Confidence, Evidence
from yalu.quantities.unit import Quantity, Unit

__all__ = ["BarrelFactor", "barrel_factors"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BarrelFactor:
    """How many barrels somebody counts to a tonne of one product.

    Attributes
    ----------
    id : str
        Identifier, e.g. ``"china-refined"``.
    product : str
        Oil product the factor is for.
    cap : str
        ``"crude"`` or ``"refined"`` where it is used to weigh a cap on crude oil or on
        refined products as a whole; empty for single products. The refined range
        runs from the diesel factor to the one China states.
    owner : str
        Who states it, or whose figures imply it.
    barrels, tonnes : Decimal
        The two equal amounts as printed.
    dated : str
        When it was stated, or looked up where the statement has no date.
    evidence, confidence : Evidence, Confidence
        Grade of the statement and of the transcription.
    source : str
        Identifiers of embedded sources or of measures of the law.
    note : str
        What a reader should know before using it.

    """

    id: str
    product: str
    cap: str
    owner: str
    barrels: Decimal
    tonnes: Decimal
    dated: str
    evidence: Evidence
    confidence: Confidence
    source: str
    note: str = ""

    @property
    def barrels_per_tonne(self) -> Decimal:
        """The factor itself, in barrels per tonne."""
        return self.barrels / self.tonnes

    def to_barrels(self, quantity: Quantity) -> Quantity:
        """Return a mass as barrels of this product.

        Raises
        ------
        UnitMismatchError
            If `quantity` is neither a mass nor barrels.

        """
        if quantity.unit is Unit.BARREL:
            return quantity
        tonnes = quantity.to(Unit.TONNE).amount
        return Quantity(tonnes * self.barrels / self.tonnes, Unit.BARREL)


@cache
def barrel_factors() -> dict[str, BarrelFactor]:
    """Return the embedded factors by identifier, in file order.

    Examples
    --------
    >>> round(barrel_factors()["china-refined"].barrels_per_tonne, 3)
    Decimal('8.333')

    """
    table = files("yalu.quantities").joinpath("barrel_factors.csv")
    rows = csv.DictReader(table.read_text(encoding="utf-8").splitlines())
    return {row["id"]: _factor(row) for row in rows}


def _factor(row: dict[str, str]) -> BarrelFactor:
    return BarrelFactor(
        id=row["id"],
        product=row["product"],
        cap=row["cap"],
        owner=row["owner"],
        barrels=Decimal(row["barrels"]),
        tonnes=Decimal(row["tonnes"]),
        dated=row["dated"],
        evidence=Evidence(row["evidence"]),
        confidence=Confidence(row["confidence"]),
        source=row["source"],
        note=row["note"],
    )
