"""Figures and tables of the report, each with its data, sources and citation."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from yalu.errors import UnknownCodeError, nearest
from yalu.report import Block, Figure, Section
from yalu.report.block import cited_in
from yalu.report.exports import block_bytes, form_named, forms_of
from yalu.web.asking import PagesOf, ShelfOf
from yalu.web.memory import settle
from yalu.web.numbers import numbers_of
from yalu.web.parts import BLOCKS, FRONT, SECTIONS, SOURCES
from yalu.web.plates import plates_on
from yalu.web.shelf import Shelf

__all__ = ["block_of", "download", "figure", "figures", "router", "sent"]

router = APIRouter(include_in_schema=False)

_SCENARIO = "scenario-"


@router.get("/figures", response_class=HTMLResponse)
def figures(request: Request, shelf: ShelfOf, pages: PagesOf) -> HTMLResponse:
    """List every figure and table, section by section."""
    sections = [section for section in shelf.get(SECTIONS) if section.blocks]
    settle(request)
    number = sum(len(section.blocks) for section in sections)
    return pages.show(request, "figures.html.j2", sections=sections, number=number)


@router.get("/figures/{name}.{ending}")
def download(name: str, ending: str, request: Request, shelf: ShelfOf) -> Response:
    """Return a figure or table as a file."""
    answer = sent(shelf, block_of(shelf, name), ending)
    settle(request)
    return answer


@router.get("/figures/{name}", response_class=HTMLResponse)
def figure(
    name: str,
    request: Request,
    shelf: ShelfOf,
    pages: PagesOf,
    *,
    find: str = "",
    source: str = "",
) -> Response:
    """Show one figure or table with all that it rests on, and some of its numbers."""
    sections = {section.id: section for section in shelf.get(SECTIONS)}
    if name in sections:
        return RedirectResponse(_place_of(name))
    block = block_of(shelf, name)
    settle(request)
    return pages.show(
        request,
        "figure.html.j2",
        block=block,
        is_figure=isinstance(block, Figure),
        plates=plates_on(shelf, name),
        section=_section_of(block, sections),
        known=shelf.take(SOURCES),
        cited=cited_in(block),
        numbers=numbers_of(block, find=find, source=source),
        forms=[form.value for form in forms_of(block)],
        citation=shelf.get(FRONT).around.reference(block).text,
    )


def block_of(shelf: Shelf, name: str) -> Block:
    """Return a figure or table of the report by its identifier.

    Raises
    ------
    UnknownCodeError
        If the report has none of that name.

    """
    blocks = shelf.get(BLOCKS)
    if name not in blocks:
        msg = (
            f"figure: found {name!r}; expected one of the {len(blocks)} of the report"
            f"{nearest(name, blocks)}. Choose one at /figures."
        )
        raise UnknownCodeError(msg)
    return blocks[name]


def sent(shelf: Shelf, block: Block, ending: str) -> Response:
    """Return a figure or table as a file to keep.

    Raises
    ------
    SchemaError
        If it cannot be had in that form.

    """
    form = form_named(ending, forms_of(block), place="form")
    return Response(
        block_bytes(block, form, shelf.get(FRONT).around),
        media_type=form.media_type,
        headers={
            "Content-Disposition": f'attachment; filename="{block.id}.{form.value}"'
        },
    )


def _place_of(section: str) -> str:
    if section.startswith(_SCENARIO):
        return f"/scenarios/{section.removeprefix(_SCENARIO)}"
    return f"/figures#{section}"


def _section_of(block: Block, sections: dict[str, Section]) -> Section:
    return next(s for s in sections.values() if block in s.blocks)
