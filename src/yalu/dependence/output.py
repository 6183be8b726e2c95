"""What compilers think the target makes in a year, in US dollars."""

import pyarrow as pa

from yalu.dependence.figures import require_columns, split_sources, whole_year

__all__ = ["Output", "read_output"]

_COLUMNS = ("period_start", "period_end", "item", "value", "low", "high", "source")
# Income and product differ by less than the compilers do; purchasing power is another
# thing and cannot be set beside purchases abroad.
_ITEMS = ("nominal_gni_usd", "nominal_gdp_usd")
_MILLION = 1e6

Output = dict[int, tuple[float, float, tuple[str, ...]]]
"""Smallest and largest estimate in USD, and the sources, by year."""


def read_output(output: pa.Table) -> Output:
    """Return the range of all estimates of yearly output in money of the day.

    Parameters
    ----------
    output : pyarrow.Table
        Estimates of output as the dataset of that name, in million USD where an item
        is in USD. Growth, amounts in won and purchasing power are left aside.

    Raises
    ------
    SchemaError
        If columns are missing.

    """
    require_columns(output, _COLUMNS, "output")
    found: Output = {}
    for row in output.select(_COLUMNS).to_pylist():
        year = whole_year(row["period_start"], row["period_end"])
        value = row["value"]
        low, high = row["low"], row["high"]
        low, high = value if low is None else low, value if high is None else high
        if year is None or row["item"] not in _ITEMS or low is None or high is None:
            continue
        ends = float(low) * _MILLION, float(high) * _MILLION
        least, most, sources = found.get(year, (*ends, ()))
        found[year] = (
            min(least, ends[0]),
            max(most, ends[1]),
            tuple(sorted({*sources, *split_sources(row["source"])})),
        )
    return found
