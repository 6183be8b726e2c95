"""Concerns: each record of a file, beside each measure that concerns it.

Sums tell how much moved against a measure; whoever has to answer for a file asks which
of its rows did. A record stands here once for each measure, with the place where it
stands in its file, so that the sums of `yalu.compliance.screen` can be told one by one.
"""

from pathlib import Path
from typing import Any

import duckdb
import narwhals as nw
import pyarrow as pa
import pyarrow.parquet as pq

from yalu.compliance.compiled_law import CompiledLaw, Per
from yalu.compliance.movement import (
    AMOUNTS,
    DATES,
    amounts_of,
    beside,
    concerned,
    movements,
)
from yalu.files import written
from yalu.flows.parts import FILE, ROW

__all__ = ["part_concerns", "placed", "write_concerns"]

_Lazy = nw.LazyFrame[Any]

_ROWS = 100_000
_PLACE = (FILE, ROW)
_RECORD = ("hs_code", "hs_revision", "series", *AMOUNTS, "unit", "evidence")
_COLUMNS = (
    *("file", "row", *Per.MEASURE.columns, "certainty", "state", "direction"),
    *(*DATES, "hs_code", "hs_revision", "series", "reporter", *AMOUNTS),
    *("unit", "evidence"),
)


def part_concerns(
    frame: nw.DataFrame[Any] | _Lazy, compiled: CompiledLaw, target: str
) -> _Lazy:
    """Return the records of some trade once for each measure, by its number.

    Parameters
    ----------
    frame : narwhals frame
        Trade in the columns of `yalu.flows.SCHEMA`, of which source and evidence may
        be left out, with the columns `FILE` and `ROW` of `yalu.flows.parts`.
    compiled : CompiledLaw
        Law per measure.
    target : str
        ISO code of the territory the law is about.

    Raises
    ------
    SchemaError
        If a column is missing or of another type.

    """
    whole = frame.lazy()
    schema = whole.collect_schema()
    amounts_of(schema)
    if "evidence" not in schema:
        whole = whole.with_columns(evidence=nw.lit(None, nw.String))
    places = beside(frame, compiled.jurisdictions)
    moved = movements(whole, target, places, also=(*_PLACE, "evidence"))
    found = concerned(moved, beside(frame, compiled.rows))
    return found.select(
        *_PLACE, "law", "sure", "state", "target_reports", *DATES, *_RECORD
    )


def placed(flows: pa.Table, places: pa.Table) -> pa.Table:
    """Return trade that was read, with the columns that say where each record stood.

    Parameters
    ----------
    flows, places : pyarrow.Table
        As in `yalu.flows.ReadResult`.

    """
    with_file = flows.append_column(FILE, places["file"])
    return with_file.append_column(ROW, places["row"])


def write_concerns(
    concerns: duckdb.DuckDBPyRelation, compiled: CompiledLaw, target: str, path: Path
) -> None:
    """Write what concerns the records of all parts as Parquet, all of it or nothing.

    Sorted by file, row and measure. The columns: file and row, which is the line of a
    text file (the header is line 1) or the number of the record in a JSON or Parquet
    file, from 1; measure, body, instrument, paragraph and effect; certainty, ``sure``
    or ``possible``; state and direction as the target sees them; period_start,
    period_end, hs_code, hs_revision, series, reporter, value_usd, quantity, unit and
    evidence of the record.
    """
    frame = nw.from_native(concerns).lazy()
    certainty = nw.when("sure").then(nw.lit("sure")).otherwise(nw.lit("possible"))
    reporter = nw.when("target_reports").then(nw.lit(target)).otherwise("state")
    told = frame.join(beside(frame, compiled.laws), on="law").with_columns(
        nw.col(FILE).alias("file"),
        nw.col(ROW).alias("row"),
        certainty=certainty,
        reporter=reporter,
    )
    result: duckdb.DuckDBPyRelation = nw.to_native(
        told.sort("file", "row", "law").select(*_COLUMNS)
    )
    # By Arrow: what DuckDB writes to on the way has a name that nobody would sweep.
    batches = result.to_arrow_reader(_ROWS)
    with (
        written(path) as fresh,
        pq.ParquetWriter(fresh, batches.schema, compression="zstd") as sink,
    ):
        for batch in batches:
            sink.write_batch(batch)
