"""From the grid behind a figure to a table with types, for programs."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pyarrow as pa

from yalu.report import numerals
from yalu.report.grid import Grid

__all__ = ["grid_table"]


def grid_table(grid: Grid) -> pa.Table:
    """Return a grid as a table.

    Whole numbers stay whole, other numbers are double, days are days, lists are lists
    of text. A column of several kinds is text, and one without any value has no type.

    Examples
    --------
    >>> table = grid_table(Grid(("year", "share"), ((2016, Decimal("0.79")),)))
    >>> str(table.schema.field("share").type)
    'double'

    """
    columns = zip(*grid.rows, strict=True) if grid.rows else ((),) * len(grid.columns)
    return pa.table(
        dict(zip(grid.columns, (_column(values) for values in columns), strict=True))
    )


def _column(values: Sequence[object]) -> pa.Array:
    kinds = {_kind(value) for value in values if value is not None}
    match sorted(kinds):
        case []:
            return pa.array(values, pa.null())
        case ["yes or no"]:
            return pa.array(values, pa.bool_())
        case ["whole"]:
            return pa.array(values, pa.int64())
        case ["part"] | ["part", "whole"]:
            return pa.array([_double(value) for value in values], pa.float64())
        case ["day"]:
            return pa.array(values, pa.date32())
        case ["list"]:
            listed = [None if v is None else [_text(i) for i in v] for v in values]  # type: ignore[attr-defined]
            return pa.array(listed, pa.list_(pa.string()))
        case _:
            return pa.array([None if v is None else _text(v) for v in values])


def _kind(value: object) -> str:
    match value:
        case bool():
            return "yes or no"
        case int():
            return "whole" if abs(value) < 2**63 else "text"
        case float() | Decimal():
            return "part"
        case date():
            return "day"
        case tuple() | list():
            return "list"
        case _:
            return "text"


def _double(value: object) -> float | None:
    match value:
        case Decimal():
            return float(numerals.sensible(value))
        case int() | float():
            return float(value)
        case _:
            return None


def _text(value: object) -> str:
    if isinstance(value, tuple | list):
        return ";".join(map(_text, value))
    return str(value)
