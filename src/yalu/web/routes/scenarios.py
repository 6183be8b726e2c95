"""Scenarios: those that come with Yalu, and sliders to set one's own."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, PlainTextResponse, Response
from pydantic import Field

from yalu.errors import SchemaError, UnknownCodeError, nearest
from yalu.report.block import Section
from yalu.report.supposing import Supposing
from yalu.scenario.shipped import shipped
from yalu.scenario.writing import toml_of
from yalu.web.asking import LimitsOf, PagesOf, ShelfOf
from yalu.web.courses import COURSES
from yalu.web.limits import Limits
from yalu.web.memory import settle
from yalu.web.own_run import OwnRun, own_run
from yalu.web.parts import SOURCES
from yalu.web.problems import Fault, faults_of
from yalu.web.replies.scenarios import SlidersAsked
from yalu.web.scenario_parts import STAGE, SUPPOSING, TALES, tale_plates
from yalu.web.shelf import NotReadyError, Part, Shelf
from yalu.web.sliders import LIFTED, SLIDERS, TODAY, Settings, Support, scenario_of
from yalu.web.stage import BusyError, Played

__all__ = [
    "outcome",
    "own",
    "own_file",
    "played_on",
    "router",
    "scenario",
    "scenarios",
    "supposed_named",
]

router = APIRouter(include_in_schema=False)

_ALL = "scenarios"
_PRESETS = (
    Settings(china=100, russia=0),
    Settings(oil=LIFTED),
    Settings(oil=0),
    Settings(closed=36, closed_from=3),
    Settings(),
)


class _Form(SlidersAsked):
    """The same as a form without scripts sends it."""

    china_decides: bool = Field(default=False)

    @property
    def settings(self) -> Settings:
        """Where the sliders stand; the tick beats the slider that it stands beside."""
        asked = self.model_dump(exclude={"china_decides"})
        if self.china_decides:
            asked["china"] = None
        if self.no_cap:
            asked["oil"] = TODAY
        return SlidersAsked(**asked).settings


_Asked = Annotated[_Form, Query()]


@router.get("/scenarios", response_class=HTMLResponse)
def scenarios(request: Request, shelf: ShelfOf, pages: PagesOf) -> HTMLResponse:
    """Show the scenarios that come with Yalu, and lead to the sliders."""
    section = shelf.get(TALES)[_ALL]
    settle(request)
    return pages.show(
        request,
        "scenarios.html.j2",
        section=section,
        plates=tale_plates(shelf, section),
        shipped=shipped(),
        known=shelf.take(SOURCES),
    )


@router.get("/scenarios/own", response_class=HTMLResponse)
def own(
    *,
    request: Request,
    asked: _Asked,
    shelf: ShelfOf,
    pages: PagesOf,
    limits: LimitsOf,
) -> HTMLResponse:
    """Show the sliders, and what follows from where they stand."""
    told = _told(request, asked, shelf, still=True)
    return pages.show(
        request,
        "sliders.html.j2",
        sliders=SLIDERS,
        supports=tuple(Support),
        today=TODAY,
        lifted=LIFTED,
        **_shown(request, shelf, told, limits),
    )


@router.get("/scenarios/own/outcome", response_class=HTMLResponse)
def outcome(
    *,
    request: Request,
    asked: _Asked,
    shelf: ShelfOf,
    pages: PagesOf,
    limits: LimitsOf,
) -> HTMLResponse:
    """Show what follows alone, for a page that holds the sliders already."""
    told = _told(request, asked, shelf, still=False)
    address = f"/scenarios/own?{request.url.query}"
    headers = {"HX-Replace-Url": address} if request.url.query else {}
    shown = _shown(request, shelf, told, limits)
    return pages.show(request, "played.html.j2", headers=headers, **shown)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What there is to say of a position of the sliders."""

    stands: Settings
    faults: list[Fault]
    waits: str
    run: OwnRun | None


def _told(request: Request, asked: _Form, shelf: Shelf, *, still: bool) -> _Told:
    """Return the run of a position of the sliders, or why there is none."""
    stands, faults, waits, run = Settings(months=asked.months), [], "", None
    try:
        stands = asked.settings
        played, found = played_on(shelf, stands), shelf.get(SUPPOSING)
        run = own_run(played, found, shelf.take(COURSES), still=still)
        settle(request)
    except SchemaError as error:
        faults = faults_of(str(error))
    except NotReadyError as error:
        waits = error.part.words
    return _Told(stands=stands, faults=faults, waits=waits, run=run)


def _shown(
    request: Request, shelf: Shelf, told: _Told, limits: Limits
) -> dict[str, Any]:
    return {
        "told": told,
        "seconds": limits.retry_seconds,
        "query": request.url.query,
        "known": shelf.take(SOURCES),
    }


@router.get("/scenarios/own.toml", response_class=PlainTextResponse)
def own_file(asked: _Asked) -> Response:
    """Return the position of the sliders as a file for the command line."""
    text = toml_of(scenario_of(asked.settings))
    name = 'attachment; filename="own-settings.toml"'
    return PlainTextResponse(text, headers={"Content-Disposition": name})


@router.get("/scenarios/{name}", response_class=HTMLResponse)
def scenario(
    name: str, request: Request, shelf: ShelfOf, pages: PagesOf
) -> HTMLResponse:
    """Show one scenario that comes with Yalu, as it was run and stored."""
    found = shelf.get(SUPPOSING)
    section = _tale(shelf, found, name)
    one = next(each for each in shipped() if each.id == name)
    settle(request)
    digests = {scenario_of(each).digest: each for each in _PRESETS}
    return pages.show(
        request,
        "scenario.html.j2",
        section=section,
        one=one,
        plates=tale_plates(shelf, section),
        preset=digests.get(one.digest),
        lifted=LIFTED,
        file=toml_of(one),
        known=shelf.take(SOURCES),
    )


def played_on(shelf: Shelf, settings: Settings) -> Played:
    """Return what follows from a position of the sliders.

    Raises
    ------
    NotReadyError
        If the case is still being put together, or too many runs are asked for at once.

    """
    stage = shelf.get(STAGE)
    try:
        return stage.play(settings)
    except BusyError as error:
        raise NotReadyError(_QUEUE) from error


_QUEUE: Part[Played] = Part(
    name="queue",
    words="Your run, after those that were asked for before",
    make=lambda shelf: shelf.take(STAGE).play(Settings()),
)


def supposed_named(found: Supposing, name: str) -> str:
    """Return the identifier of a scenario that is stored.

    Raises
    ------
    UnknownCodeError
        If none is called so.

    """
    stored = [one.scenario.id for one in found.scenarios]
    if found.baseline is not None:
        stored.insert(0, found.baseline.scenario.id)
    if name not in stored:
        msg = (
            f"scenario: found {name!r}; expected one of {', '.join(stored)}"
            f"{nearest(name, stored)}. Choose one at /scenarios."
        )
        raise UnknownCodeError(msg)
    return name


def _tale(shelf: Shelf, found: Supposing, name: str) -> Section:
    return shelf.get(TALES)[f"scenario-{supposed_named(found, name)}"]
