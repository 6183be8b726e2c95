"""Grids: the numbers behind a figure or a table, and their form as a CSV file."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Protocol, Self

from yalu.errors import SchemaError
from yalu.report import numerals

__all__ = ["Grid", "shallow"]

_ORIGINS = ("sources", "source")  # columns that name publications


class _DataclassInstance(Protocol):
    """Any dataclass object."""

    __dataclass_fields__: ClassVar[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Grid:
    """Named columns and rows of plain values, in a fixed order.

    Attributes
    ----------
    columns : tuple of str
        Names, none twice.
    rows : tuple of tuple
        Text, numbers, days, truth values, tuples of text, or None for missing.

    Raises
    ------
    SchemaError
        If a row is not as long as the columns.

    Examples
    --------
    >>> print(Grid(("year", "share"), ((2016, Decimal("0.79")), (2017, None))).csv)
    year,share
    2016,0.79
    2017,
    <BLANKLINE>

    """

    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]

    def __post_init__(self) -> None:
        odd = [n for n, row in enumerate(self.rows) if len(row) != len(self.columns)]
        if odd or len(set(self.columns)) != len(self.columns):
            msg = (
                f"Grid of {', '.join(self.columns)}: found rows of another length "
                f"({odd[:3]}) or a name twice; expected {len(self.columns)} values a "
                "row. Mend the rows."
            )
            raise SchemaError(msg)

    @classmethod
    def of(
        cls, records: Iterable[Mapping[str, object]], columns: Sequence[str]
    ) -> Self:
        """Return the named columns of some records."""
        return cls(
            tuple(columns),
            tuple(tuple(record.get(name) for name in columns) for record in records),
        )

    @classmethod
    def from_items(cls, items: Sequence[_DataclassInstance]) -> Self:
        """Return the fields of some dataclass objects of one kind, one row each.

        Raises
        ------
        SchemaError
            If there are none, so that the columns are not known.

        """
        if not items:
            msg = "Grid: found no items; expected at least one. Leave the block out."
            raise SchemaError(msg)
        return cls.of([shallow(item) for item in items], list(shallow(items[0])))

    @property
    def origin(self) -> int | None:
        """Where the column stands that names the sources of a row; None without one."""
        places = (self.columns.index(n) for n in _ORIGINS if n in self.columns)
        return next(places, None)

    @property
    def origins(self) -> tuple[tuple[str, ...], ...]:
        """The identifiers of the sources of each row; empty where no column tells.

        Examples
        --------
        >>> Grid(("tonnes", "source"), ((4, "R1612; SEG2024"), (5, None))).origins
        (('R1612', 'SEG2024'), ())

        """
        place = self.origin
        return () if place is None else tuple(_names(row[place]) for row in self.rows)

    @property
    def csv(self) -> str:
        """The grid as comma-separated text with a header; a missing value is empty."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows([_plain(value) for value in row] for row in self.rows)
        return text.getvalue()

    @property
    def records(self) -> list[dict[str, object]]:
        """The rows as mappings, with values that JSON can hold exactly enough."""
        return [
            {name: _json(v) for name, v in zip(self.columns, row, strict=True)}
            for row in self.rows
        ]


def shallow(item: _DataclassInstance) -> dict[str, object]:
    """Return the fields of a dataclass object by name, without copying them."""
    return {field.name: getattr(item, field.name) for field in fields(item)}


def _names(value: object) -> tuple[str, ...]:
    """Return the identifiers in a cell: several, or text with semicolons between."""
    parts = value if isinstance(value, tuple | list) else str(value or "").split(";")
    return tuple(name for part in parts if (name := str(part).strip()))


def _plain(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Decimal():
            text = f"{numerals.sensible(value):f}"
            return text.rstrip("0").rstrip(".") if "." in text else text
        case float():
            return f"{value:.6g}"
        case tuple() | list() | frozenset():
            return ";".join(_plain(item) for item in value)
        case _:
            return str(value)


def _json(value: object) -> object:
    match value:
        case None | bool() | int() | str():
            return value
        case Decimal() | float():
            return float(f"{float(value):.6g}")
        case date():
            return value.isoformat()
        case _:
            return _plain(value)
