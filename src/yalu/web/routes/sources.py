"""The sources: each publication, and every figure and measure that rests on it."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from yalu.errors import UnknownCodeError, nearest
from yalu.provenance import Source
from yalu.report import Block, Section
from yalu.report.block import cited_in
from yalu.web.asking import PagesOf, ShelfOf
from yalu.web.memory import settle
from yalu.web.numbers import grades_of, rows_from
from yalu.web.parts import BLOCKS, LAW, SECTIONS, SOURCES
from yalu.web.publications import publication_of
from yalu.web.shelf import Shelf

__all__ = [
    "laws_on",
    "resting_on",
    "router",
    "source",
    "source_of",
    "sources",
]

Resting = tuple[tuple[Section, tuple[Block, ...]], ...]
"""Figures and tables by section."""

router = APIRouter(include_in_schema=False)


@router.get("/sources", response_class=HTMLResponse)
def sources(
    request: Request, shelf: ShelfOf, pages: PagesOf, find: str = ""
) -> HTMLResponse:
    """List every publication, or those whose name or publisher holds some words."""
    settle(request)
    known = shelf.take(SOURCES)
    sought = find.casefold().split()
    found = {
        name: source
        for name, source in sorted(known.items(), key=lambda item: item[0].casefold())
        if all(word in f"{name} {source.publisher}".casefold() for word in sought)
    }
    return pages.show(
        request, "sources.html.j2", found=found, number=len(known), find=find
    )


@router.get("/sources/{name}", response_class=HTMLResponse)
def source(name: str, request: Request, shelf: ShelfOf, pages: PagesOf) -> HTMLResponse:
    """Show a publication, and all that rests on it."""
    found = source_of(shelf, name)
    is_ready = shelf.is_ready(BLOCKS)
    blocks = shelf.take(BLOCKS).values() if is_ready else ()
    if is_ready:
        settle(request)
    else:
        shelf.start(BLOCKS)
    return pages.show(
        request,
        "source.html.j2",
        name=name,
        source=publication_of(
            found, {grade for block in blocks for grade in grades_of(block, name)}
        ),
        rows={block.id: rows_from(block, name) for block in blocks},
        laws=laws_on(shelf, name),
        is_ready=is_ready,
        figures=resting_on(shelf, name) if is_ready else (),
        regimes=shelf.take(LAW),
    )


def source_of(shelf: Shelf, name: str) -> Source:
    """Return a publication by its identifier.

    Raises
    ------
    UnknownCodeError
        If there is none of that name.

    """
    known = shelf.take(SOURCES)
    if name not in known:
        msg = (
            f"source: found {name!r}; expected one of the {len(known)} that the law, "
            f"the data and the events rest on{nearest(name, known)}. Choose one at "
            "/sources."
        )
        raise UnknownCodeError(msg)
    return known[name]


def resting_on(shelf: Shelf, name: str) -> Resting:
    """Return the figures and tables that cite a source, by section.

    Raises
    ------
    NotReadyError
        If the report is still being worked out.

    """
    found = (
        (section, tuple(block for block in section.blocks if name in cited_in(block)))
        for section in shelf.get(SECTIONS)
    )
    return tuple((section, blocks) for section, blocks in found if blocks)


def laws_on(shelf: Shelf, name: str) -> dict[str, tuple[str, ...]]:
    """Return the measures that cite a source, by regime."""
    found = {
        law.id: tuple(m.id for m in law.measures.values() if name in m.sources)
        for law in shelf.take(LAW).values()
    }
    return {regime: measures for regime, measures in found.items() if measures}
