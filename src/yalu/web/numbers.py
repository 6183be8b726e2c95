"""The numbers behind a figure or table, row by row, each with its sources."""

from collections import Counter
from dataclasses import dataclass

from yalu.provenance import Evidence
from yalu.report import Block
from yalu.report.document import plainly

__all__ = ["Number", "Numbers", "grades_of", "numbers_of", "rows_from"]

_MOST = 500  # rows on a page; the files hold all


@dataclass(frozen=True, slots=True)
class Number:
    """One row.

    Attributes
    ----------
    cells : tuple of str
        Its values in words, without those that name sources.
    sources : tuple of str
        Identifiers of the sources it names.

    """

    cells: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """The rows that were asked for.

    Attributes
    ----------
    columns : tuple of str
        Names of the cells.
    rows : tuple of Number
        At most five hundred.
    found, whole : int
        How many there are that were asked for, and in all.
    named : dict of str to int
        How many rows name each source, in order of names; empty where rows name none,
        as each is computed from all sources together.
    find, source : str
        The words and the source that were asked for; empty for all.

    """

    columns: tuple[str, ...]
    rows: tuple[Number, ...]
    found: int
    whole: int
    named: dict[str, int]
    find: str = ""
    source: str = ""

    @property
    def is_asked(self) -> bool:
        """Whether some rows were asked for, and not all."""
        return bool(self.find or self.source)


def numbers_of(block: Block, *, find: str = "", source: str = "") -> Numbers:
    """Return the rows of a figure or table that hold some words, or are from a source.

    Parameters
    ----------
    block : Figure or Table
        Whose data they are.
    find : str
        Words that a row must hold, in any order; all rows without any.
    source : str
        Identifier of a source that a row must name; any if empty.

    """
    every = _rows(block)
    sought = find.casefold().split()
    found = [
        row
        for row in every
        if (not source or source in row.sources)
        and all(word in _text(row) for word in sought)
    ]
    place = block.data.origin
    return Numbers(
        columns=tuple(n for at, n in enumerate(block.data.columns) if at != place),
        rows=tuple(found[:_MOST]),
        found=len(found),
        whole=len(every),
        named=dict(sorted(Counter(s for r in every for s in r.sources).items())),
        find=find.strip(),
        source=source,
    )


def rows_from(block: Block, source: str) -> int:
    """Return how many rows of a figure or table name a source."""
    return sum(source in names for names in block.data.origins)


def grades_of(block: Block, source: str) -> frozenset[Evidence]:
    """Return how far rows that name a source and no other are said to be trusted."""
    if "evidence" not in block.data.columns:
        return frozenset()
    place = block.data.columns.index("evidence")
    pairs = zip(block.data.rows, block.data.origins, strict=False)
    told = {str(row[place]) for row, names in pairs if names == (source,)}
    return frozenset(grade for grade in Evidence if grade.value in told)


def _rows(block: Block) -> list[Number]:
    place, origins = block.data.origin, block.data.origins
    return [
        Number(
            tuple(plainly(item) for at, item in enumerate(row) if at != place),
            origins[number] if origins else (),
        )
        for number, row in enumerate(block.data.rows)
    ]


def _text(row: Number) -> str:
    return " ".join((*row.cells, *row.sources)).casefold()
