"""The first page: the answer in a minute, and where everything else is."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from yalu.web.asking import PagesOf, ShelfOf
from yalu.web.parts import LAW

__all__ = ["router"]

router = APIRouter(include_in_schema=False)


@router.get("/", response_class=HTMLResponse)
def index(request: Request, shelf: ShelfOf, pages: PagesOf) -> HTMLResponse:
    """Show the answer, and lead to what it rests on."""
    return pages.show(request, "index.html.j2", regime=shelf.take(LAW)[shelf.regime])
