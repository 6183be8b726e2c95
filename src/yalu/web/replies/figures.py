"""What programs are told of figures, tables, sources and the answer."""

from datetime import date
from typing import Any

from pydantic import Field

from yalu.provenance import Evidence, Source
from yalu.report import Block, Figure, Section
from yalu.report.exports import forms_of
from yalu.web.replies.reply import Reply

__all__ = [
    "AnswerTold",
    "ChartTold",
    "FigureHead",
    "FigureTold",
    "PointTold",
    "SourceHead",
    "SourceTold",
    "StandingTold",
    "heads_of",
    "source_head",
]


class StandingTold(Reply):
    """The program, and which parts it has worked out so far."""

    version: str
    parts: dict[str, bool]


class PointTold(Reply):
    """A finding, and the figures that show it."""

    text: str
    figures: list[str]


class AnswerTold(Reply):
    """The answer of the report; its hashes tell which law and data it rests on."""

    question: str
    answer: str
    on: date
    hashes: dict[str, str]
    points: list[PointTold]


class SourceHead(Reply):
    """A publication; the address is empty where none is known."""

    id: str
    publisher: str
    url: str


class SourceTold(SourceHead):
    """A publication, and what rests on it; measures stand by regime."""

    figures: list[str]
    measures: dict[str, list[str]]


class FigureHead(Reply):
    """A figure or table of the report."""

    id: str
    kind: str
    title: str
    section: str
    rows: int
    evidence: list[Evidence]
    sources: list[str]
    forms: list[str]


class ChartTold(Reply):
    """One pair of axes, as a specification that Vega-Lite draws."""

    label: str
    vega_lite: dict[str, Any]


class FigureTold(Reply):
    """A figure or table with every number in it; a missing one is null.

    `by_row` says whether rows name their own sources, by identifier and with semicolons
    between several; otherwise each number is computed from all sources together.
    """

    id: str
    kind: str
    title: str
    summary: str = ""
    definition: str
    evidence: list[Evidence]
    sources: list[SourceHead]
    reference: str
    by_row: bool
    columns: list[str]
    rows: list[dict[str, str | int | float | bool | None]]
    charts: list[ChartTold] = Field(default_factory=list)


def heads_of(section: Section) -> list[FigureHead]:
    """Return what programs are told of the figures and tables of a section."""
    return [_head(block, section) for block in section.blocks]


def source_head(source: Source) -> SourceHead:
    """Return what programs are told of a publication."""
    return SourceHead(id=source.id, publisher=source.publisher, url=source.url)


def _head(block: Block, section: Section) -> FigureHead:
    return FigureHead(
        id=block.id,
        kind="figure" if isinstance(block, Figure) else "table",
        title=block.title,
        section=section.heading,
        rows=len(block.data.rows),
        evidence=list(block.grades),
        sources=list(block.sources),
        forms=[form.value for form in forms_of(block)],
    )
