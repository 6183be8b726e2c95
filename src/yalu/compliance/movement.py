"""Movements: trade seen from the target, and the law that concerns each record.

A *movement* is a record of trade with the target as the law speaks of it: the other
state, and whether the target buys. It is put beside each row of law that it concerns,
once, on any engine; whether its amount is then summed or told record by record is for
others to say.
"""

from collections.abc import Iterable
from typing import Any

import duckdb
import narwhals as nw
import pyarrow as pa

from yalu.compliance.compiled_law import LAW_KEYS
from yalu.errors import Problem, SchemaError, describe
from yalu.flows import SCHEMA

__all__ = [
    "AMOUNTS",
    "DATES",
    "NEEDED",
    "amounts_of",
    "beside",
    "columns_of",
    "concerned",
    "movements",
]

_Lazy = nw.LazyFrame[Any]

DATES = ("period_start", "period_end")
"""The columns that bound a period: its first day, and the day after it."""

AMOUNTS = ("value_usd", "quantity")
"""The columns that say how much moved."""

NEEDED = tuple(name for name in SCHEMA.names if name not in ("source", "evidence"))
"""The columns that screening cannot do without."""


def amounts_of(schema: nw.Schema) -> dict[str, nw.dtypes.DType]:
    """Return the types of the sums, or raise naming every column that does not fit."""
    problems = []
    amounts: dict[str, nw.dtypes.DType] = {}
    for name in NEEDED:
        kind = schema.get(name)
        place = f"column {name}"
        if kind is None:
            wanted = SCHEMA.field(name).type
            problems.append(Problem(place, "missing", f"add it as {wanted}"))
        elif name in DATES and kind != nw.Date:
            finding = f"type {kind}; expected calendar days"
            problems.append(Problem(place, finding, "cast it to a date"))
        elif name in AMOUNTS and isinstance(kind, nw.Decimal):
            amounts[name] = nw.Decimal(38, kind.scale)
        elif name in AMOUNTS and kind.is_integer():
            amounts[name] = nw.Int64()
        elif name in AMOUNTS:
            finding = f"type {kind}; expected integers or decimals, so sums are exact"
            remedy = "cast it (pandas: convert_dtypes(dtype_backend='pyarrow'))"
            problems.append(Problem(place, finding, remedy))
    if problems:
        raise SchemaError(describe("Flows cannot be screened", problems))
    return amounts


def beside(frame: nw.DataFrame[Any] | _Lazy, table: pa.Table) -> _Lazy:
    """Return a small table in the kind of `frame`, so that the two can be joined."""
    native: Any
    match frame.implementation:
        case nw.Implementation.DUCKDB:
            native = _on_connection(nw.to_native(frame), table)
        case nw.Implementation.PYARROW:
            native = table
        case nw.Implementation.POLARS:
            import polars as pl  # noqa: PLC0415 - only whoever brings Polars needs it

            native = pl.from_arrow(table)
        case nw.Implementation.PANDAS:
            import pandas as pd  # noqa: PLC0415 - only whoever brings pandas needs it

            native = table.to_pandas(types_mapper=pd.ArrowDtype)
        case nw.Implementation.PYSPARK | nw.Implementation.PYSPARK_CONNECT:
            native = nw.to_native(frame).sparkSession.createDataFrame(table)
        case other:
            msg = (
                f"flows: found a frame of {other}; expected DuckDB, PyArrow, Polars, "
                "pandas or PySpark. Convert it, or write it to Parquet and use "
                "screen_file."
            )
            raise SchemaError(msg)
    lazy: _Lazy = nw.from_native(native).lazy()
    return lazy


def _on_connection(
    flows: duckdb.DuckDBPyRelation,
    the_law_in_rows: pa.Table,  # noqa: ARG001 - DuckDB finds it by its name
) -> duckdb.DuckDBPyRelation | None:
    """Return a table as a relation on the connection of another."""
    return flows.query("recorded_flows", "SELECT * FROM the_law_in_rows")


def movements(
    frame: _Lazy, target: str, jurisdictions: _Lazy, *, also: Iterable[str]
) -> _Lazy:
    """Return the rows about the target, seen from it: the other state, who buys.

    Columns are those that screening needs, and what it is `also` asked to carry.
    """
    reports, imports = nw.col("reporter") == target, nw.col("direction") == "import"
    seen = ("reporter", "partner", "direction")
    moved = frame.filter(reports != (nw.col("partner") == target)).select(
        nw.when(reports).then("partner").otherwise("reporter").alias("state"),
        reports.alias("target_reports"),
        (reports == imports).alias("target_buys"),
        *(name for name in (*NEEDED, *also) if name not in seen),
    )
    placed = moved.join(jurisdictions, on="state", how="left")
    return placed.with_columns(nw.col("jurisdiction").fill_null(0))


def concerned(moved: _Lazy, law: _Lazy) -> _Lazy:
    """Return each movement beside each row of law that concerns it."""
    return (
        moved.join(law, on=list(LAW_KEYS))
        .filter(
            nw.col("period_start") < nw.col("until_day"),
            nw.col("period_end") > nw.col("from_day"),
        )
        .with_columns(
            sure=(nw.col("period_start") >= nw.col("sure_from"))
            & (nw.col("period_end") <= nw.col("until_day"))
        )
    )


def columns_of(names: Iterable[str]) -> list[str]:
    """Return the columns that screening reads of those that a frame has."""
    return [*NEEDED, *({"evidence"} & set(names))]
