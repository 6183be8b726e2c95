"""Small matrices of world trade, written as one line per flow."""

import pyarrow as pa

from yalu.flows import ALL_SECTIONS, TradeMatrix

Cell = tuple[int, str, str, str, float]


def table_of(*cells: Cell, sums: bool = True) -> pa.Table:
    """Return cells of year, section, exporter, importer and USD, with their sums."""
    rows = list(cells)
    if sums:
        totals: dict[tuple[int, str, str], float] = {}
        for year, _, exporter, importer, value in cells:
            key = (year, exporter, importer)
            totals[key] = totals.get(key, 0.0) + value
        rows += [(y, ALL_SECTIONS, a, b, v) for (y, a, b), v in totals.items()]
    names = ("year", "section", "exporter", "importer", "value_usd")
    return pa.Table.from_pylist([dict(zip(names, row, strict=True)) for row in rows])


def matrix_of(*cells: Cell, sums: bool = True) -> TradeMatrix:
    """Return the matrix of some cells."""
    return TradeMatrix.from_table(table_of(*cells, sums=sums), sources=("MATRIX",))
