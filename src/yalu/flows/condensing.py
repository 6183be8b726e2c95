"""From a user's millions of records to one row a cell, small enough to be assessed.

Customs files hold a cell (who, with whom, which way, which goods, when) in many
records: one a consignment, an office or a procedure. What the law asks about is their
*sum*.

- Only what is about the target is kept, and other trade in goods that are asked for.
- A value belongs to the cell, a quantity to its unit; tonnes count as kilograms. The
  grade of a sum is the weakest of its records.
- A missing amount stays missing: where some records of a cell state no amount, the sum
  of the others is only a lower end, and the row says how many are silent.

A file is *complete* if it holds everything that its reporters recorded. Then a line
without a record in a period in which its reporter recorded something else is a
published nil, which is not the same as silence.

- The nil is for the very periods that the reporter used: in a file of years a year, in
  a file of months a month. Where a file has both, a year in which any month of the line
  is recorded is not nil, and nor is a month of a year that is recorded.
- A line is not nil in a period that the reporter gives in less detail, nor under a code
  that the edition in use then does not have: the goods would stand elsewhere.
- A reporter that falls silent altogether stays silent.
"""

from collections.abc import Iterable, Sequence
from importlib.resources import files
from pathlib import Path

import duckdb
import pyarrow as pa

from yalu.errors import Problem, SchemaError, describe
from yalu.flows.table import EXTENDED_SCHEMA, SCHEMA, TOTAL, FlowTable
from yalu.goods import Revision, known

__all__ = ["condense"]

_ADDED = ("derived", "quantity_low", "value_low", "note")
_RESULT = pa.schema(
    [
        field.with_nullable(True)  # noqa: FBT003 - the table of flows checks it
        for field in EXTENDED_SCHEMA
        if field.name in (*SCHEMA.names, *_ADDED)
    ]
)


def condense(
    flows: FlowTable | pa.Table | str | Path,
    *,
    target: str | None,
    complete: bool = False,
    also: Iterable[str] = (),
) -> FlowTable:
    """Return one row for each cell of a table of records, with their sum.

    Parameters
    ----------
    flows : FlowTable, pyarrow.Table, str or Path
        Records in the canonical columns alone; or a Parquet file of such, or a pattern
        such as ``flows/*.parquet``, which is streamed, however large.
    target : str or None
        ISO code of the territory that the rows must be about; None keeps all rows.
    complete : bool
        Whether the file holds everything that its reporters recorded, so that a line
        of customs records without a record in a period is a nil there; such rows are
        added with 0, and marked ``nil`` in `derived`. It needs a target, whose lines
        these are.
    also : iterable of str
        Goods codes or their beginnings of which other trade is kept too, so that third
        countries can be seen.

    Returns
    -------
    FlowTable
        Sums by reporter, partner, direction, period, code, revision, unit, series and
        source, in that order. `value_usd` and `quantity` are null and `value_low` and
        `quantity_low` given where some record states no amount; `derived` says of how
        many records a row is the sum.

    Raises
    ------
    SchemaError
        If a file is missing or not Parquet; if a column is missing or of another type,
        or is one of a curated table, whose rows may overlap and must not be added; if
        nils are asked for without a target; or if a sum is too large to be held.

    Examples
    --------
    >>> condense(FlowTable.from_rows([]), target="PRK", complete=True).table.num_rows
    0

    """
    if complete and target is None:
        msg = (
            "target: found none beside complete; expected the territory whose lines "
            "are nil where nothing is recorded. Name it, or leave complete out."
        )
        raise SchemaError(msg)
    place = str(flows) if isinstance(flows, str | Path) else "table of records"
    with duckdb.connect() as connection:
        try:
            _open(connection, flows)
            _require_plain(connection.table("flows").columns)
            asked = pa.table({"prefix": pa.array([*also], pa.string())})
            connection.register("goods_asked", asked)
            sums = _answer(connection, "sums.sql", target)
            nils = sums.slice(0, 0)
            if complete:
                connection.register("sums", sums)
                connection.register("held", _editions(sums))
                nils = _answer(connection, "nils.sql", target)
        except (duckdb.Error, pa.ArrowInvalid) as error:
            first = str(error).splitlines()[0]
            msg = (
                f"{place}: cannot be summed ({first}). Give a Parquet file, a pattern "
                "that finds one, or a table of the canonical columns."
            )
            raise SchemaError(msg) from error
    return FlowTable(pa.concat_tables([sums, nils]))


def _open(
    connection: duckdb.DuckDBPyConnection, flows: FlowTable | pa.Table | str | Path
) -> None:
    """Name the records ``flows`` on a connection."""
    if isinstance(flows, str | Path):
        connection.read_parquet(str(flows)).create_view("flows")
        return
    table = flows.table if isinstance(flows, FlowTable) else flows
    _require_plain(table.column_names)
    valid = flows if isinstance(flows, FlowTable) else FlowTable(table)
    connection.register("flows", valid.table)


def _require_plain(names: Sequence[str]) -> None:
    """Raise naming every column that is missing, or that must not be summed over."""
    problems = [
        Problem(f"column {name}", "missing", f"add it as {SCHEMA.field(name).type}")
        for name in SCHEMA.names
        if name not in names
    ]
    problems += [
        Problem(
            f"column {name}",
            "one of a table of statements that may overlap",
            "assess that table as it is, or leave the column out",
        )
        for name in names
        if name not in SCHEMA.names
    ]
    if problems:
        raise SchemaError(describe("Flows cannot be summed", problems))


def _editions(sums: pa.Table) -> pa.Table:
    """Return every code of the sums with each edition that has it."""
    lines = sorted({*sums["hs_code"].to_pylist()})
    homes = [(TOTAL, "")] if TOTAL in lines else []
    for code in lines:
        homes += [(code, e.value) for e in Revision if code != TOTAL and known(code, e)]
    return pa.table(
        {
            "code": pa.array([code for code, _ in homes], pa.string()),
            "revision": pa.array([edition for _, edition in homes], pa.string()),
        }
    )


def _answer(
    connection: duckdb.DuckDBPyConnection, query: str, target: str | None
) -> pa.Table:
    """Return what a query answers, in the columns of the result."""
    text = files("yalu.flows").joinpath("data", query).read_text("utf-8")
    found = connection.sql(text, params={"target": target}).to_arrow_table()
    return found.cast(_RESULT)
