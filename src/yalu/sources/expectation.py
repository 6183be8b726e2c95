"""What must hold of a dataset before anybody may read it.

Expectations stand beside the dataset they bind. The build checks them all and
stops with one message that lists every breach; nothing is repaired silently.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

import pyarrow as pa
import pyarrow.compute as pc

from yalu.errors import Problem
from yalu.provenance import Evidence

__all__ = ["Expectation", "Total", "unmet"]

_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """What a sum over some rows must come to.

    Attributes
    ----------
    column : str
        What is added, whole numbers or decimals.
    where : dict of str to str
        Columns and the word or number that the rows hold there.
    low, high : str
        Smallest and largest allowed sum, as text, in the unit of the column.

    """

    column: str
    where: dict[str, str]
    low: str
    high: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """What must hold of one table.

    Attributes
    ----------
    rows : tuple of int
        Fewest and most rows, both allowed.
    unique : tuple of str
        Columns that together name a row.
    one_of : tuple of tuple of str
        Groups of columns of which each row fills at least one.
    ordered : tuple of tuple of str
        Pairs of columns of which the first may not exceed the second.
    ranged : tuple of tuple of str
        Triples of columns, low, figure and high: in a row graded ``estimated`` a
        figure that is given lies between the two others, and both are given.
    words : dict of str to tuple of str
        Columns with a closed vocabulary, and its words.
    bounds : dict of str to tuple of str
        Columns with a smallest and a largest allowed value, as text.
    totals : tuple of Total
        Sums over some rows, and what they lie between.

    """

    rows: tuple[int, int]
    unique: tuple[str, ...]
    one_of: tuple[tuple[str, ...], ...] = ()
    ordered: tuple[tuple[str, str], ...] = ()
    ranged: tuple[tuple[str, str, str], ...] = ()
    words: dict[str, tuple[str, ...]]
    bounds: dict[str, tuple[str, str]]
    totals: tuple[Total, ...] = ()

    @classmethod
    def from_mapping(cls, given: dict[str, Any]) -> Self:
        """Return the expectation that a descriptor writes down."""
        return cls(
            rows=(int(given["rows"][0]), int(given["rows"][1])),
            unique=tuple(given["unique"]),
            one_of=tuple(tuple(group) for group in given.get("one_of", ())),
            ordered=tuple((low, high) for low, high in given.get("ordered", ())),
            ranged=tuple((a, b, c) for a, b, c in given.get("ranged", ())),
            words={name: tuple(w) for name, w in given.get("words", {}).items()},
            bounds={
                name: (str(low), str(high))
                for name, (low, high) in given.get("bounds", {}).items()
            },
            totals=tuple(
                Total(
                    column=total["column"],
                    where={name: str(word) for name, word in total["where"].items()},
                    low=str(total["within"][0]),
                    high=str(total["within"][1]),
                )
                for total in given.get("totals", ())
            ),
        )


def unmet(table: pa.Table, expectation: Expectation, *, place: str) -> list[Problem]:
    """Return every way in which a table falls short of what is expected.

    Parameters
    ----------
    table : pyarrow.Table
        The typed table.
    expectation : Expectation
        What must hold of it.
    place : str
        Name of the dataset, for the messages.

    """
    return [
        *_rows(table, expectation, place),
        *_unique(table, expectation, place),
        *_filled(table, expectation, place),
        *_in_order(table, expectation, place),
        *_ranged(table, expectation, place),
        *_spoken(table, expectation, place),
        *_bounded(table, expectation, place),
        *_summed(table, expectation, place),
    ]


def _rows(table: pa.Table, expected: Expectation, place: str) -> list[Problem]:
    low, high = expected.rows
    if low <= table.num_rows <= high:
        return []
    finding = f"{table.num_rows:,} rows; expected {low:,} to {high:,}"
    remedy = "look for rows lost or doubled, or change the bounds on purpose"
    return [Problem(place, finding, remedy)]


def _unique(table: pa.Table, expected: Expectation, place: str) -> list[Problem]:
    keys = list(expected.unique)
    counted = table.group_by(keys).aggregate([([], "count_all")])
    twice = counted.filter(pc.greater(counted["count_all"], 1))
    if twice.num_rows == 0:
        return []
    shown = "; ".join(
        " ".join(str(row[key]) for key in keys)
        for row in twice.slice(0, _SHOWN).to_pylist()
    )
    finding = f"{twice.num_rows} keys occur more than once, first {shown}"
    remedy = f"make {', '.join(keys)} name one row, or merge the rows"
    return [Problem(place, finding, remedy)]


def _filled(table: pa.Table, expected: Expectation, place: str) -> list[Problem]:
    problems = []
    for group in expected.one_of:
        empty = pc.is_null(table[group[0]])
        for name in group[1:]:
            empty = pc.and_(empty, pc.is_null(table[name]))
        finding = f"none of {', '.join(group)} is filled"
        remedy = "give the figure or leave the row out"
        problems += _where(empty, place, finding, remedy)
    return problems


def _in_order(table: pa.Table, expected: Expectation, place: str) -> list[Problem]:
    problems = []
    for low, high in expected.ordered:
        wrong = pc.greater(table[low], table[high])
        problems += _where(wrong, place, f"{low} exceeds {high}", "swap or mend them")
    return problems


def _ranged(table: pa.Table, expected: Expectation, place: str) -> list[Problem]:
    problems = []
    for low, figure, high in expected.ranged:
        graded = pc.equal(table["evidence"], Evidence.ESTIMATED)
        within = pc.and_(
            pc.less_equal(table[low], table[figure]),
            pc.less_equal(table[figure], table[high]),
        )
        bare = pc.invert(pc.fill_null(within, False))  # noqa: FBT003
        wrong = pc.and_(pc.and_(graded, pc.is_valid(table[figure])), bare)
        finding = f"{figure} is estimated and not between {low} and {high}"
        problems += _where(wrong, place, finding, "give the estimate its range")
    return problems


def _spoken(table: pa.Table, expected: Expectation, place: str) -> list[Problem]:
    problems = []
    for name, words in expected.words.items():
        kind = table[name].type
        known = pc.is_in(table[name], value_set=pa.array(words).cast(kind))
        stray = pc.and_(pc.is_valid(table[name]), pc.invert(known))
        finding = f"{name} is not one of {', '.join(words)}"
        problems += _where(stray, place, finding, "use one of these words")
    return problems


def _bounded(table: pa.Table, expected: Expectation, place: str) -> list[Problem]:
    problems = []
    for name, (low, high) in expected.bounds.items():
        kind = table[name].type
        least, most = (pa.scalar(text).cast(kind) for text in (low, high))
        wrong = pc.or_(pc.less(table[name], least), pc.greater(table[name], most))
        finding = f"{name} lies outside {low} to {high}"
        problems += _where(wrong, place, finding, "check it against the source")
    return problems


def _summed(table: pa.Table, expected: Expectation, place: str) -> list[Problem]:
    problems = []
    for total in expected.totals:
        rows = table
        for name, word in total.where.items():
            wanted = pa.scalar(word).cast(table[name].type)
            rows = rows.filter(pc.equal(rows[name], wanted))
        found = pc.sum(rows[total.column]).as_py() or 0
        if not Decimal(total.low) <= found <= Decimal(total.high):
            chosen = ", ".join(f"{name} {word}" for name, word in total.where.items())
            finding = (
                f"{total.column} adds to {found:,} for {chosen}; "
                f"expected {total.low} to {total.high}"
            )
            remedy = "look for rows lost or doubled, or for another unit"
            problems.append(Problem(place, finding, remedy))
    return problems


def _where(mask: Any, place: str, finding: str, remedy: str) -> list[Problem]:  # noqa: ANN401
    rows = pc.indices_nonzero(pc.fill_null(mask, False)).to_pylist()  # noqa: FBT003
    if not rows:
        return []
    more = f" and {len(rows) - _SHOWN} more" if len(rows) > _SHOWN else ""
    shown = ", ".join(str(row + 1) for row in rows[:_SHOWN])
    return [Problem(f"{place}, row {shown}{more}", finding, remedy)]
