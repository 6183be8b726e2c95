"""Lines: the goods of the target's trade with its patron that a scenario follows.

A line is a group of goods on which the law does one thing, or nearly: coal, seafood,
refined products. Its *base* is what the patron traded in it in a base year, before the
law of 2016 and 2017. The lines of a direction add up to all of it, the last of them
being the rest.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files

from yalu.goods import Revision, expand
from yalu.provenance import Confidence, Evidence
from yalu.regime import Direction

__all__ = ["REVISION", "Flow", "Line", "line_names", "line_rows", "shortened"]

REVISION = Revision.HS2012
"""Edition of the codes of lines, that of the base year."""

_CHAPTER, _HEADING = 2, 4


class Flow(StrEnum):
    """Which way a line moves, seen from the target."""

    EXPORTS = "exports"
    """From the target to the patron."""
    IMPORTS = "imports"
    """From the patron to the target."""

    @property
    def direction(self) -> Direction:
        """The same as the law says it."""
        return Direction.FROM_TARGET if self is Flow.EXPORTS else Direction.TO_TARGET


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One group of goods in one direction.

    Attributes
    ----------
    id, title : str
        How it is named in files, and in words.
    direction : Flow
        Which way it moves.
    codes : tuple of str
        HS codes of 2, 4 or 6 digits; for a rest, all that no other line names.
    rest : bool
        Whether it is what the other lines of its direction leave over.
    recorded : bool
        Whether the patron's customs print it. What is not recorded (crude by pipeline)
        counts in the supply of oil and in no series of trade.
    seen : bool
        Whether it is stopped as the patron enforces the law. What moves out of sight
        (at sea, from ship to ship) is stopped only where a scenario says so.
    base : tuple of float
        USD a year in the base year: low, central and high.
    quantity : tuple of float or None
        Thousand tonnes a year in the base year, low, central and high; None for what
        is no oil.
    capacity : float
        The most the alternative patron is held able to stand in for, a year: thousand
        tonnes where there is a `quantity`, million USD elsewhere.
    year : int
        Base year.
    evidence, confidence, sources, note
        How the base is known.

    """

    id: str
    title: str
    direction: Flow
    codes: tuple[str, ...]
    rest: bool = False
    recorded: bool = True
    seen: bool = True
    base: tuple[float, float, float]
    quantity: tuple[float, float, float] | None = None
    capacity: float = 0.0
    year: int
    evidence: Evidence
    confidence: Confidence
    sources: tuple[str, ...] = ()
    note: str = ""

    @property
    def is_oil(self) -> bool:
        """Whether it adds to the supply of oil."""
        return self.quantity is not None

    def __str__(self) -> str:
        low, central, high = (value / 1e6 for value in self.base)
        return (
            f"{self.id}: {self.title}, {central:,.0f} million USD in {self.year} "
            f"({low:,.0f} to {high:,.0f})"
        )


def line_rows() -> tuple[dict[str, str], ...]:
    """Return the rows that say what the lines are, as they come with Yalu.

    Columns are id, title, direction, codes, printed (codes under which the value was
    printed), sections (of the matrix of trade that are nearly the same), unit (``USD``
    or ``kt``), recorded, seen (``yes`` or ``no``), helped (sections in which the
    record of the alternative patron is read) and note.
    """
    table = files("yalu.scenario") / "data" / "lines.csv"
    return tuple(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))


def line_names() -> tuple[str, ...]:
    """Return the identifiers of the lines that come with Yalu, exports first.

    Examples
    --------
    >>> line_names()[:2], line_names()[-1]
    (('coal', 'textiles'), 'smuggled')

    """
    return tuple(row["id"] for row in line_rows())


def shortened(goods: Iterable[str]) -> tuple[str, ...]:
    """Return goods codes of 6 digits with whole headings and chapters as such.

    Examples
    --------
    >>> shortened(["270111", "270112", "270119", "270120", "270300"])
    ('2701', '2703')

    """
    wanted = set(goods)
    found = []
    for chapter in sorted({code[:_CHAPTER] for code in wanted}):
        if wanted.issuperset(expand(chapter, REVISION)):
            found.append(chapter)
            continue
        own = {code for code in wanted if code.startswith(chapter)}
        for heading in sorted({code[:_HEADING] for code in own}):
            whole = own.issuperset(expand(heading, REVISION))
            inner = [code for code in own if code.startswith(heading)]
            found += [heading] if whole else sorted(inner)
    return tuple(found)
