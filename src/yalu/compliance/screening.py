"""Screening: recorded trade held against the law, in bulk and on any engine.

A flow *concerns* a measure when its code is covered in its direction, the law binds
the state that is not the target, and the flow's period shares a day with the days the
measure is in force. Its amount is

- *sure* where the whole of the code is meant and the whole period lies within those
  days and after the days of grace;
- *possible* otherwise: a month that straddles a start, an end or a wind-down, a code
  of which only part is meant, a code coarser than the measure, or a ban that goods may
  pass on a claim of livelihood, which no record shows.

What moved against a measure is therefore an interval, from the sure amount to the
sure and the possible amounts together. A missing amount stays missing: it is counted
as a record, and a sum is null only where no amount behind it is known. Rows that sum
all goods concern no measure, and rows of several states together concern only law
that binds all states.

The whole is one Narwhals expression: an equality of code, edition and direction, then
a test of dates and state, then sums. It runs on a DuckDB relation (which streams from
Parquet), on PyArrow, Polars and pandas, on PySpark and, through Spark Connect, on
whatever speaks it, and answers in the kind it was asked in. Its first half may run on
the trade part by part, its second half then on all sums: see
`yalu.compliance.streaming`.
"""

from collections.abc import Iterable
from glob import glob
from pathlib import Path
from typing import Any

import duckdb
import narwhals as nw
import pyarrow as pa
from narwhals.typing import IntoFrame

from yalu.compliance.compiled_law import LAW_KEYS, CompiledLaw, Per, compiled_law
from yalu.compliance.movement import (
    AMOUNTS,
    DATES,
    NEEDED,
    amounts_of,
    beside,
    concerned,
    movements,
)
from yalu.compliance.weakness import WEAKEST, grade, weakness
from yalu.errors import Problem, SchemaError, describe
from yalu.flows import FlowTable
from yalu.regime import Coverage

__all__ = [
    "named",
    "part_sums",
    "screen",
    "screen_file",
    "settled",
]

_Lazy = nw.LazyFrame[Any]

_CELL = ("state", "target_reports", *DATES, "series", "unit")
_KNOWN = ("value_known", "quantity_known")
_COUNTED = (
    WEAKEST,
    nw.len().alias("records"),
    nw.col("value_usd").count().alias("value_known"),
    nw.col("quantity").count().alias("quantity_known"),
    nw.col(*AMOUNTS).sum(),
)
_SPLIT = ("records", *AMOUNTS)
_SUMS = (*_SPLIT, *_KNOWN)
_BOUNDS = tuple(f"{name}_{part}" for part in ("sure", "possible") for name in _SPLIT)
_KEYS = ("state", "direction", *DATES, "series", "reporter", "unit")
_ORDER = ("state", *DATES, "series", "reporter", "unit")


def screen(
    flows: IntoFrame | FlowTable,
    coverage: Coverage | Iterable[Coverage],
    *,
    target: str,
    per: Per = Per.MEASURE,
) -> Any:  # noqa: ANN401 - the kind of frame that came in
    """Return the sums of trade that each measure concerns, with bounds.

    Parameters
    ----------
    flows : frame
        Columns of `yalu.flows.SCHEMA`, of which source and evidence may be left
        out: a DuckDB relation, a PyArrow table, a Polars or pandas frame, a
        PySpark frame, classic or of Spark Connect.
        `value_usd` and `quantity` are integers or decimals. Every row is counted, so
        no two rows of one series and reporter may state the same trade.
    coverage : Coverage or several
        Law compiled for the HS editions of the rows. Rows of an edition that is
        not among them are not screened.
    target : str
        ISO code of the territory the law is about.
    per : Per
        What to sum for.

    Returns
    -------
    frame
        Of the kind of `flows`, sorted, one row per law × state × direction × period
        × series × reporter × unit. The columns: those of `per` that name the law;
        state, direction (``from_target`` or ``to_target``), period_start,
        period_end, series, reporter, unit; records, value_usd and quantity, each
        with the ending ``_sure`` and then ``_possible``; value_known and
        quantity_known; evidence, the weakest grade behind the row, null where a
        record has none. Records and known amounts are counts (int64), values are in
        US dollars and quantities in `unit` (int64 or decimal, as they came in; null
        where no amount of the row is known).

    Raises
    ------
    SchemaError
        If a column is missing or of another type, above all if an amount is a
        float, or if the kind of frame is not one of these.

    """
    frame = nw.from_native(flows.table if isinstance(flows, FlowTable) else flows)
    compiled = compiled_law(coverage, per)
    found = settled(part_sums(frame, compiled, target), target)
    told = found.join(beside(frame, compiled.laws), on="law").sort("law", *_ORDER)
    result = told.select(*per.columns, *_KEYS, *_BOUNDS, *_KNOWN, "evidence")
    return nw.to_native(result.collect() if isinstance(frame, nw.DataFrame) else result)


def screen_file(
    path: str | Path,
    coverage: Coverage | Iterable[Coverage],
    *,
    target: str,
    per: Per = Per.MEASURE,
    threads: int | None = None,
) -> pa.Table:
    """Return `screen` of Parquet files, read as a stream.

    Memory follows the size of the result and not of the files.

    Parameters
    ----------
    path : str or Path
        One file, or a pattern such as ``flows/*.parquet``.
    coverage, target, per
        As for `screen`.
    threads : int, optional
        Largest number of threads; all processors by default.

    Raises
    ------
    SchemaError
        If no file is found, a file is not Parquet, or its columns do not fit.

    """
    if not glob(str(path)):  # noqa: PTH207 - the pattern may be absolute
        msg = f"{path}: no such file. Give a Parquet file or a pattern that finds one."
        raise SchemaError(msg)
    with duckdb.connect() as connection:
        if threads is not None:
            connection.execute("SET threads = ?", [threads])
        try:
            _require_alike(connection, str(path))
            flows = connection.read_parquet(str(path))
        except duckdb.Error as error:
            first = str(error).splitlines()[0]
            msg = f"{path}: not readable as Parquet ({first}). Convert it first."
            raise SchemaError(msg) from error
        compiled = compiled_law(coverage, per)
        found = settled(part_sums(nw.from_native(flows), compiled, target), target)
        return named(found, compiled, per)


_FORMS = """
    SELECT name, string_agg(DISTINCT duckdb_type, ', ' ORDER BY duckdb_type)
    FROM parquet_schema(?) WHERE list_contains(?, name)
    GROUP BY name HAVING count(DISTINCT duckdb_type) > 1 ORDER BY name"""


def _require_alike(connection: duckdb.DuckDBPyConnection, path: str) -> None:
    """Refuse files of which one would lose digits when cast to the type of another."""
    problems = [
        Problem(f"column {name}", f"types {kinds} in several files", "cast it to one")
        for name, kinds in connection.execute(_FORMS, [path, list(NEEDED)]).fetchall()
    ]
    if problems:
        raise SchemaError(describe(f"{path}: cannot be screened as one", problems))


def named(found: _Lazy, compiled: CompiledLaw, per: Per) -> pa.Table:
    """Return settled sums of DuckDB as a table, sorted, each law by its words."""
    sums: pa.Table = nw.to_native(found.sort("law", *_ORDER)).to_arrow_table()
    for name in (*per.columns, "direction"):
        words = compiled.laws[name].take(sums["law"])
        sums = sums.append_column(name, words)
    return sums.select([*per.columns, *_KEYS, *_BOUNDS, *_KNOWN, "evidence"])


def part_sums(
    frame: nw.DataFrame[Any] | _Lazy, compiled: CompiledLaw, target: str
) -> _Lazy:
    """Return the sums of some trade per law (by number), cell and certainty.

    Every record counts in one row of each law that it concerns, so that the sums of
    several parts of the trade may be put one under another and settled together.
    """
    whole = frame.lazy()
    schema = whole.collect_schema()
    amounts = amounts_of(schema)
    places = beside(frame, compiled.jurisdictions)
    graded = whole.with_columns(weakness=weakness("evidence" in schema))
    moved = movements(graded, target, places, also=("weakness",))
    sums = _exact(_sums(moved, beside(frame, compiled.rows)), amounts)
    if not compiled.overlapping.num_rows:
        return sums
    law = beside(frame, compiled.overlapping)
    return nw.concat([sums, _exact(_distinct_sums(moved, law), amounts)])


def settled(sums: _Lazy, target: str) -> _Lazy:
    """Return the bounds per law and cell, from the sums of all parts."""
    kinds = {
        name: kind for name, kind in sums.collect_schema().items() if name in _SUMS
    }
    reporter = nw.when("target_reports").then(nw.lit(target)).otherwise("state")
    return _typed(_bounds(sums), kinds).with_columns(reporter=reporter)


def _sums(moved: _Lazy, law: _Lazy) -> _Lazy:
    """Return sums per law, cell and certainty."""
    return concerned(moved, law).group_by("law", *_CELL, "sure").agg(*_COUNTED)


def _distinct_sums(moved: _Lazy, law: _Lazy) -> _Lazy:
    """Return the same, each record once per law although several rows of it match.

    Records alike in code, period and parties meet the same rows of law, so they are
    summed first; the surest of the rows they meet then decides for all of them.
    """
    touched = law.select(*LAW_KEYS).unique()
    alike = (*_CELL, *LAW_KEYS)
    cells = moved.join(touched, on=list(LAW_KEYS), how="semi").group_by(*alike)
    met = concerned(cells.agg(*_COUNTED), law)
    held = nw.col("sure", *_SUMS)
    once = met.with_columns(nw.col("sure").cast(nw.Int32)).group_by("law", *alike)
    again = once.agg(WEAKEST, held.max()).with_columns(sure=nw.col("sure") == 1)
    return again.group_by("law", *_CELL, "sure").agg(WEAKEST, nw.col(*_SUMS).sum())


def _exact(sums: _Lazy, amounts: dict[str, nw.dtypes.DType]) -> _Lazy:
    """Return sums as exact numbers of one type on every engine."""
    counts = ("records", *_KNOWN)
    return sums.select(
        "law",
        *_CELL,
        "sure",
        *(nw.col(name).cast(nw.Int64) for name in (*counts, "weakness")),
        *(nw.col(name).cast(amounts[name]) for name in AMOUNTS),
    )


def _bounds(sums: _Lazy) -> _Lazy:
    """Return one row per law and cell, the sure and the possible side by side."""
    sure = nw.col("sure")
    split = sums.with_columns(
        *(nw.when(sure).then(name).alias(f"{name}_sure") for name in _SPLIT),
        *(nw.when(~sure).then(name).alias(f"{name}_possible") for name in _SPLIT),
    )
    sums_of = nw.col(*_BOUNDS, *_KNOWN).sum()
    return split.group_by("law", *_CELL).agg(WEAKEST, sums_of)


def _typed(sums: _Lazy, kinds: dict[str, nw.dtypes.DType]) -> _Lazy:
    """Return sums as exact numbers, null where no amount behind them is known."""
    typed = sums.with_columns(
        *(nw.col(name).cast(kinds[name]) for name in _KNOWN),
        *(nw.col(name).cast(kinds[name.rpartition("_")[0]]) for name in _BOUNDS),
    )
    known = {"value_usd": "value_known", "quantity": "quantity_known"}
    return typed.with_columns(
        *(
            nw.when(nw.col(count) > 0).then(f"{name}_{part}").alias(f"{name}_{part}")
            for name, count in known.items()
            for part in ("sure", "possible")
        ),
        evidence=grade(),
    )
