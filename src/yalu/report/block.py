"""Blocks: the figures, tables and sections that a report is made of."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Protocol

import altair as alt

from yalu.provenance import Evidence
from yalu.report.grid import Grid

__all__ = [
    "Block",
    "Cell",
    "Chart",
    "Figure",
    "Panel",
    "Section",
    "Table",
    "cited_in",
    "figure_of",
]

Chart = alt.Chart | alt.LayerChart


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One pair of axes. Alleged amounts stand in panels of their own.

    Attributes
    ----------
    chart : Chart
        What is drawn; as wide as its container.
    label : str
        What the panel shows; empty where the figure has only one.
    key : tuple of str
        Looks to explain above the chart, by their names in the style sheet.

    """

    chart: Chart
    label: str = ""
    key: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A chart that states what it found, with its data, definition and sources.

    Attributes
    ----------
    id : str
        Name in addresses and of the CSV file.
    title : str
        The finding, computed from the data.
    panels : tuple of Panel
        One or more pairs of axes.
    summary : str
        What the figure shows, for those who cannot see it.
    definition : str
        What exactly is counted.
    sources : tuple of str
        Identifiers of all sources used.
    grades : tuple of Evidence
        Kinds of evidence that the marks rest on.
    data : Grid
        Every number that is drawn.

    """

    id: str
    title: str
    panels: tuple[Panel, ...]
    summary: str
    definition: str
    sources: tuple[str, ...]
    grades: tuple[Evidence, ...]
    data: Grid


class _Stated(Protocol):
    """A dataclass object that knows what it rests on."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def sources(self) -> tuple[str, ...]: ...

    @property
    def evidence(self) -> Evidence | None: ...


def figure_of(
    rows: Sequence[_Stated],
    name: str,
    title: str,
    panels: tuple[Panel, ...],
    *,
    summary: str,
    definition: str,
) -> Figure:
    """Return a figure whose data, sources and grades are those of its rows.

    Parameters
    ----------
    rows : sequence of dataclass objects
        What is drawn, each with `sources` and `evidence`; at least one.
    name, title, panels, summary, definition
        As for `Figure`; `name` is its `id`.

    """
    kinds = {row.evidence for row in rows}
    return Figure(
        id=name,
        title=title,
        panels=panels,
        summary=summary,
        definition=definition,
        sources=tuple(sorted({source for row in rows for source in row.sources})),
        grades=tuple(grade for grade in Evidence if grade in kinds),
        data=Grid.from_items(rows),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of a table.

    Attributes
    ----------
    text : str
        What it says.
    tone : str
        Name of its look in the style sheet; empty for the plain one.
    detail : str
        A second line in small print.
    sources : tuple of str
        Identifiers to link to.
    href : str
        Address that the text links to.
    see : tuple of str
        Identifiers of the figures and tables that show more.
    grades : tuple of Evidence
        Kinds of evidence behind it.

    """

    text: str
    tone: str = ""
    detail: str = ""
    sources: tuple[str, ...] = ()
    href: str = ""
    see: tuple[str, ...] = ()
    grades: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table to read, with the same duties as a figure.

    Attributes
    ----------
    columns : tuple of str
        Headings; the first column names the rows.
    rows : tuple of tuple of Cell
        What stands in it.
    folded : bool
        Whether it opens only on request on a screen; on paper it is left out.
    printed : bool
        Whether it is on paper all the same.
    look : str
        Name of its look in the style sheet; its `id` by default.
    note : str
        A paragraph right under it, computed; may be empty.
    id, title, definition, sources, grades, data
        As for `Figure`.

    """

    id: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    definition: str = ""
    sources: tuple[str, ...] = ()
    grades: tuple[Evidence, ...] = ()
    data: Grid
    folded: bool = False
    printed: bool = False
    look: str = ""
    note: str = ""


Block = Figure | Table


def cited_in(block: Block) -> tuple[str, ...]:
    """Return every source that a figure or table names: as a whole, by cell or row."""
    cells = (cell for row in getattr(block, "rows", ()) for cell in row)
    named = (
        block.sources,
        *(cell.sources for cell in cells),
        *block.data.origins,
    )
    return tuple(dict.fromkeys(name for names in named for name in names))


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with its paragraphs, then its figures and tables.

    Attributes
    ----------
    id, heading : str
        Name in addresses, and what stands above.
    text : tuple of str
        Paragraphs, computed.
    points : tuple of Cell
        A list of findings after the paragraphs, each with its detail.
    blocks : tuple of Block
        In reading order.

    """

    id: str
    heading: str
    text: tuple[str, ...] = ()
    points: tuple[Cell, ...] = ()
    blocks: tuple[Block, ...] = field(default=())
