"""The cycle: where it stands, what may come, and how such forecasts fared."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from yalu.errors import SchemaError, UnknownCodeError
from yalu.events import EventKind, read
from yalu.periods import parse_day
from yalu.provenance import Evidence
from yalu.report.block import Figure
from yalu.report.cycling import Cycle
from yalu.report.sections.cycle_forecast import chance_rows, chance_span, percent
from yalu.web.asking import PagesOf, ShelfOf
from yalu.web.memory import settle
from yalu.web.parts import BLOCKS, DOSSIER, SECTIONS, SOURCES
from yalu.web.plates import plates_on
from yalu.web.replies.forecast import Events, Forecast, event_told, forecast_of
from yalu.web.shelf import Shelf

__all__ = ["api", "events", "forecast", "forecast_told", "router"]

router = APIRouter(include_in_schema=False)
api = APIRouter(prefix="/api/v1", tags=["cycle"])

_SECTION = "cycle"
_STANDING = ("rounds", "events-timeline")
_COMING = ("forecast", "forecast-numbers")
_TRUST = ("backtest", "reliability")
_Day = Annotated[
    str,
    Query(
        description="A day, such as 2017-01-01.", json_schema_extra={"format": "date"}
    ),
]
_Most = Annotated[int, Query(ge=1, le=2000, description="How many at most.")]


@router.get("/forecast", response_class=HTMLResponse)
def forecast(request: Request, shelf: ShelfOf, pages: PagesOf) -> HTMLResponse:
    """Show where the cycle stands, what may come, and how far to trust it."""
    cycle = _cycle(shelf)
    section = next(one for one in shelf.get(SECTIONS) if one.id == _SECTION)
    blocks = shelf.get(BLOCKS)
    first = {*_STANDING, *_COMING, *_TRUST}
    shown = {name: blocks[name] for name in first if name in blocks}
    anatomy = cycle.anatomy
    settle(request)
    return pages.show(
        request,
        "forecast.html.j2",
        standing="" if anatomy is None or not anatomy.rounds else str(anatomy.standing),
        text=section.text,
        no_forecast=cycle.no_forecast,
        chances=chance_rows(cycle),
        percent=percent,
        span=chance_span,
        grades=(Evidence.ESTIMATED,),
        chart=shown.get(_COMING[0]),
        groups=[
            ("What may come", "coming", [shown[n] for n in _COMING if n in shown]),
            (
                "How such forecasts fared",
                "trust",
                [shown[n] for n in _TRUST if n in shown],
            ),
            ("Where we are", "standing", [shown[n] for n in _STANDING if n in shown]),
        ],
        plates={
            name: plates_on(shelf, name)
            for name, block in shown.items()
            if isinstance(block, Figure)
        },
        more=[one for one in section.blocks if one.id not in first],
        known=shelf.take(SOURCES),
    )


@api.get("/forecast")
def forecast_told(shelf: ShelfOf) -> Forecast:
    """Return where the cycle stands, what may come, and how such forecasts fared."""
    return forecast_of(_cycle(shelf))


@api.get("/events")
def events(
    kind: EventKind | None = None,
    since: _Day = "",
    until: _Day = "",
    limit: _Most = 200,
) -> Events:
    """Return events of the log: of a kind, from a day on, before another."""
    start, end = _days(since, until)
    found = [
        one
        for one in read().events
        if (kind is None or one.kind is kind)
        and (start is None or one.when.start >= start)
        and (end is None or one.when.start < end)
    ]
    return Events(number=len(found), events=list(map(event_told, found[:limit])))


def _days(since: str, until: str) -> tuple[date | None, date | None]:
    """Return the first day that is asked for, and the first that is not any more.

    Raises
    ------
    SchemaError
        If one is no day, or no day lies between them.

    """
    start = parse_day(since, place="since") if since else None
    end = parse_day(until, place="until") if until else None
    if start is not None and end is not None and end <= start:
        msg = f"until: found {end}; expected a day after {start}. Swap the two days."
        raise SchemaError(msg)
    return start, end


def _cycle(shelf: Shelf) -> Cycle:
    dossier = shelf.get(DOSSIER)
    if dossier.cycle is None:
        msg = (
            f"forecast: found no log of events about {dossier.regime.target}; expected "
            "one, as there is about PRK. Start `yalu serve --regime dprk` for it."
        )
        raise UnknownCodeError(msg)
    return dossier.cycle
