"""The report for programs: the answer, its figures as files, and their sources."""

from fastapi import APIRouter, Response

from yalu import __version__
from yalu.report.exports import Form, block_bytes
from yalu.web.asking import ShelfOf
from yalu.web.parts import FRONT, SECTIONS, SOURCES
from yalu.web.replies.figures import (
    AnswerTold,
    FigureHead,
    FigureTold,
    PointTold,
    SourceHead,
    SourceTold,
    StandingTold,
    heads_of,
    source_head,
)
from yalu.web.routes.figures import block_of, sent
from yalu.web.routes.sources import laws_on, resting_on, source_of

__all__ = [
    "answer",
    "figure",
    "figure_file",
    "figures",
    "router",
    "source",
    "sources",
    "standing",
]

router = APIRouter(prefix="/api/v1")


@router.get("/status", tags=["answer"])
def standing(shelf: ShelfOf) -> StandingTold:
    """Return which parts are worked out already; the rest answer 503 until then."""
    return StandingTold(version=__version__, parts=shelf.standing())


@router.get("/answer", tags=["answer"])
def answer(shelf: ShelfOf) -> AnswerTold:
    """Return the answer of the report, and its findings one by one."""
    front, first = shelf.get(FRONT), shelf.get(SECTIONS)[0]
    return AnswerTold(
        question=front.question,
        answer=front.answer,
        on=front.around.on,
        hashes=dict(front.around.hashes),
        points=[PointTold(text=p.text, figures=list(p.see)) for p in first.points],
    )


@router.get("/figures", tags=["figures"])
def figures(shelf: ShelfOf) -> list[FigureHead]:
    """Return every figure and table of the report."""
    return [head for section in shelf.get(SECTIONS) for head in heads_of(section)]


@router.get("/figures/{name}", tags=["figures"], responses={200: {"model": FigureTold}})
def figure(name: str, shelf: ShelfOf) -> Response:
    """Return a figure or table with its numbers, definition, sources and citation."""
    block = block_of(shelf, name)
    content = block_bytes(block, Form.JSON, shelf.get(FRONT).around)
    return Response(content, media_type=Form.JSON.media_type)


@router.get(
    "/figures/{name}/{form}",
    tags=["figures"],
    responses={200: {"content": {f.media_type: {} for f in Form}}},
    response_class=Response,
)
def figure_file(name: str, form: str, shelf: ShelfOf) -> Response:
    """Return a figure or table as a file, in one of the forms that it names."""
    return sent(shelf, block_of(shelf, name), form)


@router.get("/sources", tags=["sources"])
def sources(shelf: ShelfOf) -> list[SourceHead]:
    """Return every publication that the law, the data and the events rest on."""
    return [source_head(source) for source in shelf.take(SOURCES).values()]


@router.get("/sources/{name}", tags=["sources"])
def source(name: str, shelf: ShelfOf) -> SourceTold:
    """Return a publication, and every figure and measure that rests on it."""
    found = source_of(shelf, name)
    blocks = [b.id for _, several in resting_on(shelf, name) for b in several]
    measures = {law: list(ids) for law, ids in laws_on(shelf, name).items()}
    return SourceTold(
        **source_head(found).model_dump(), figures=blocks, measures=measures
    )
