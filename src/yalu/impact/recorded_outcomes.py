"""What was recorded of the years after: customs, growth and market prices."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from yalu.impact.case import PressureCase
from yalu.regime import Direction

__all__ = ["Record", "customs", "growth", "prices_of"]

_TOTAL = "TOTAL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What was printed of a year, over all who printed it.

    Attributes
    ----------
    low, high : float
        Least and most.
    sources : tuple of str
        Identifiers of the sources.

    """

    low: float
    high: float
    sources: tuple[str, ...]


def customs(
    trade: pa.Table, case: PressureCase, way: Direction, year: int
) -> Record | None:
    """Return the patron's customs total of a year, over all compilers."""
    wanted = "import" if way is Direction.FROM_TARGET else "export"
    rows = [
        row
        for row in trade.to_pylist()
        if (row["reporter"], row["partner"]) == (case.patron, case.target)
        and (row["direction"], row["hs_code"]) == (wanted, _TOTAL)
        and row["series"] == "customs"
        and _is_year(row, year)
        and row["value_usd"] is not None
    ]
    return _record(rows, "value_usd", "value_low", "value_high")


def growth(output: pa.Table, year: int) -> Record | None:
    """Return the real growth of a year in percent, over all compilers."""
    rows = [
        row
        for row in output.to_pylist()
        if row["item"] == "real_growth" and _is_year(row, year)
    ]
    return _record(rows, "value", "low", "high")


def prices_of(prices: pa.Table, item: str, year: int) -> Record | None:
    """Return a market price over all readings of a year."""
    rows = [
        row
        for row in prices.to_pylist()
        if row["item"] == item and row["period_start"].year == year
    ]
    return _record(rows, "price", "price", "price")


def _is_year(row: Mapping[str, Any], year: int) -> bool:
    start, end = row["period_start"], row["period_end"]
    begins = (start.year, start.month, start.day) == (year, 1, 1)
    return begins and (end.year, end.month, end.day) == (year + 1, 1, 1)


def _record(
    rows: Sequence[Mapping[str, Any]], value: str, low: str, high: str
) -> Record | None:
    if not rows:
        return None
    lows = [row[value] if row[low] is None else row[low] for row in rows]
    highs = [row[value] if row[high] is None else row[high] for row in rows]
    return Record(
        low=min(_float(one) for one in lows),
        high=max(_float(one) for one in highs),
        sources=_sources(rows),
    )


def _sources(rows: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    found = {name for row in rows for name in str(row["source"]).split(";") if name}
    return tuple(sorted(found))


def _float(value: object) -> float:
    return float(str(value))
