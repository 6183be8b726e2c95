"""The law on a day: what is in force, what changed, each measure with its source."""

from datetime import date
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from yalu.errors import SchemaError
from yalu.regime import Direction
from yalu.report import lawmaking, numerals
from yalu.web.asking import PagesOf, ShelfOf
from yalu.web.lanes import course_of, goods_of, undrawn_of
from yalu.web.law_day import LawDay, LawWish, law_day, regime_named
from yalu.web.memory import settle
from yalu.web.parts import LAW, SOURCES
from yalu.web.problems import Fault, faults_of

__all__ = ["PATRON", "law", "measure", "router", "today"]

PATRON = "CHN"
"""The state whose law is shown beside that of the leading makers."""

router = APIRouter(include_in_schema=False)

_WAYS = {
    Direction.FROM_TARGET: "What may not be bought from it",
    Direction.TO_TARGET: "What may not be sold to it",
    Direction.BOTH: "What may go neither way",
}


@router.get("/law", response_class=HTMLResponse)
def law(
    request: Request,
    shelf: ShelfOf,
    pages: PagesOf,
    wish: Annotated[LawWish, Query()],
) -> HTMLResponse:
    """Show the law on a day; what is not understood is told beside that of today."""
    settle(request)
    regimes, faults = shelf.take(LAW), list[Fault]()
    now = today()
    try:
        day = law_day(wish, regimes, regime=shelf.regime, today=now)
    except SchemaError as error:
        faults = faults_of(str(error))
        day = law_day(LawWish(), regimes, regime=shelf.regime, today=now)
    first, last, mark, goods = goods_of(day, state=PATRON)
    return pages.show(
        request,
        "law.html.j2",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if faults else HTTPStatus.OK,
        faults=faults,
        day=day,
        regimes=regimes,
        known=shelf.take(SOURCES),
        course=course_of(day, until=now),
        until=now,
        first=first,
        last=last,
        mark=mark,
        undrawn=undrawn_of(day, state=PATRON),
        goods={_WAYS[way]: rows for way, rows in goods.items()},
        told=_told(day),
    )


@router.get("/law/{regime}/{measure}", response_class=HTMLResponse)
def measure(
    regime: str, measure: str, request: Request, shelf: ShelfOf, pages: PagesOf
) -> Response:
    """Show all that is encoded of one measure."""
    settle(request)
    law = regime_named(regime, shelf.take(LAW), place="regime")
    found = law.measure(measure, remedy=f"Choose one at /law?regime={law.id}.")
    return pages.show(
        request,
        "measure.html.j2",
        regime=law,
        measure=found,
        instrument=law.instrument_of(found),
        body=law.bodies[law.instrument_of(found).body],
        known=shelf.take(SOURCES),
        replaced_by=[m for m in law.measures.values() if found.id in m.replaces],
        carried_out_by=[
            m
            for m in law.measures.values()
            if m.differs is not None and found.id in m.differs.implements
        ],
    )


def today() -> date:
    """Return the reader's own today, which is where the law opens."""
    return date.today()  # noqa: DTZ011 - the day on the wall, not a moment


def _told(day: LawDay) -> str:
    """Return in a sentence what is in force on the day."""
    number = len(day.measures)
    makers = numerals.listing(
        [f"{len(own)} of {lawmaking.named(body)}" for body, own in day.makers]
    )
    known = (
        f", as far as the law was published by {numerals.day(day.as_of)}"
        if day.as_of
        else ""
    )
    if not number:
        return (
            f"On {numerals.day(day.on)}, nothing that is encoded was in force{known}."
        )
    verb = "was" if number == 1 else "were"
    checked = day.regime.last_checked_on
    if day.on > checked:
        verb = "is" if number == 1 else "are"
        known += f", if nothing changes after {numerals.day(checked)}"
    measures = f"{number} encoded measure" + ("s" if number != 1 else "")
    return f"On {numerals.day(day.on)}, {measures} {verb} in force{known}: {makers}."
