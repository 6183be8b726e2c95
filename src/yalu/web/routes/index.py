"""The first page: the answer in a minute, and where everything else is."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from yalu.web.asking import LimitsOf, PagesOf, ShelfOf
from yalu.web.memory import settle
from yalu.web.menu import RECORDED
from yalu.web.parts import FRONT, LAW, SECTIONS, SOURCES

__all__ = ["index", "router"]

router = APIRouter(include_in_schema=False)


@router.get("/", response_class=HTMLResponse)
def index(
    request: Request, shelf: ShelfOf, pages: PagesOf, limits: LimitsOf
) -> HTMLResponse:
    """Show the answer, and lead to what it rests on; else what answers already."""
    is_ready = shelf.is_ready(FRONT)
    if is_ready:
        settle(request)
    else:
        shelf.start(FRONT)
    return pages.show(
        request,
        "index.html.j2",
        regime=shelf.take(LAW)[shelf.regime],
        is_recorded=shelf.regime == RECORDED,
        front=shelf.get(FRONT) if is_ready else None,
        points=shelf.get(SECTIONS)[0].points if is_ready else (),
        known=shelf.take(SOURCES),
        seconds=limits.retry_seconds,
    )
