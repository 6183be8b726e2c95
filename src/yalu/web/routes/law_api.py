"""The law for programs: regimes, a day of it, and the ruling on one shipment."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from yalu.report.exports import law_json, law_schema
from yalu.web.asking import ShelfOf
from yalu.web.law_day import LawWish, law_day, regime_named
from yalu.web.parts import LAW
from yalu.web.replies.law import (
    LawTold,
    RegimeTold,
    RulingTold,
    law_told,
    regime_told,
    ruling_told,
)
from yalu.web.routes.law import today
from yalu.web.shelf import Shelf
from yalu.web.shipment import ShipmentWish, ruling_on

__all__ = ["law", "regime", "regimes", "router", "ruling", "ruling_posted", "schema"]

router = APIRouter(prefix="/api/v1", tags=["law"])


@router.get("/regimes")
def regimes(shelf: ShelfOf) -> list[RegimeTold]:
    """Return the regimes of the library."""
    return [regime_told(regime) for regime in shelf.take(LAW).values()]


@router.get("/regimes/{name}", responses={200: {"model": dict[str, object]}})
def regime(name: str, shelf: ShelfOf) -> Response:
    """Return a regime whole, as JSON that is also JSON-LD; its form is at /schema."""
    found = regime_named(name, shelf.take(LAW), place="regime")
    return Response(law_json(found), media_type="application/json")


@router.get("/schema")
def schema() -> dict[str, object]:
    """Return the JSON Schema of a whole regime."""
    return law_schema()


@router.get("/law")
def law(shelf: ShelfOf, wish: Annotated[LawWish, Query()]) -> LawTold:
    """Return what is in force on a day, and what changed since another."""
    day = law_day(wish, shelf.take(LAW), regime=shelf.regime, today=today())
    return law_told(day)


@router.get("/ruling")
def ruling(shelf: ShelfOf, wish: Annotated[ShipmentWish, Query()]) -> RulingTold:
    """Rule on one shipment: verdict, basis, steps, doubts, and what would free it."""
    return _ruling(shelf, wish)


@router.post("/ruling")
def ruling_posted(shelf: ShelfOf, wish: ShipmentWish) -> RulingTold:
    """Rule on one shipment that is sent as JSON."""
    return _ruling(shelf, wish)


def _ruling(shelf: Shelf, wish: ShipmentWish) -> RulingTold:
    return ruling_told(ruling_on(wish, shelf.take(LAW), regime=shelf.regime))
