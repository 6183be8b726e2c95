"""A table as the bytes of a file: CSV, Parquet, a workbook, or JSON."""

import io
import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.compute as pc

from yalu.errors import SchemaError
from yalu.report.exports.form import Form, form_named

__all__ = ["TABLE_FORMS", "table_bytes", "write_csv"]

TABLE_FORMS = (Form.CSV, Form.PARQUET, Form.XLSX, Form.JSON)
"""The forms that any table can be had in."""

_MOST_ROWS = 1_048_575  # of a sheet, below its headings
_LONGEST = 32_767  # characters of a cell
_EXACT = 2**53  # whole numbers beyond it change in a sheet
_FIRST_DAY = date(1900, 3, 1)  # sheets take 1900 for a leap year
_BATCH = 4_096
_WIDEST, _NARROWEST = 60, 9
_NOTHING: Mapping[str, str] = MappingProxyType({})


def table_bytes(
    table: pa.Table, form: Form, *, about: Mapping[str, str] = _NOTHING
) -> bytes:
    r"""Return a table as the bytes of a file. The same table gives the same bytes.

    Parameters
    ----------
    table : pyarrow.Table
        What to write. A missing value is an empty cell, or null; in CSV text stands
        in quotation marks, so that empty text differs from none.
    form : Form
        One of `TABLE_FORMS`. In CSV and in a workbook a list is its members with
        semicolons between them. In a workbook text is never a formula or a link, and
        days before March 1900, and whole numbers beyond 2^53, are text.
    about : mapping of str to str
        What the reader should know: a sheet of its own in a workbook, metadata in
        Parquet, members beside ``"rows"`` in JSON; CSV has no place for it.

    Raises
    ------
    SchemaError
        If the form is none of a table, or the table does not fit into a sheet.

    Examples
    --------
    >>> table_bytes(pa.table({"year": [2016], "codes": [["27", "72"]]}), Form.CSV)
    b'year,codes\n2016,"27;72"\n'

    """
    match form_named(form, TABLE_FORMS, place="form"):
        case Form.PARQUET:
            return _parquet(table, about)
        case Form.XLSX:
            return _workbook(table, about)
        case Form.JSON:
            return _json(table, about)
        case _:
            sink = io.BytesIO()
            write_csv(table, sink)
            return sink.getvalue()


def write_csv(table: pa.Table, sink: BinaryIO, *, headed: bool = True) -> None:
    """Write a table as CSV, as `table_bytes` does, without a copy in memory.

    Without its head it goes on where another ended.
    """
    from pyarrow import csv  # noqa: PLC0415 - only where it is asked for

    if headed:
        head = ",".join(_quoted(name) for name in table.column_names) + "\n"
        sink.write(head.encode("utf-8"))
    options = csv.WriteOptions(include_header=False, quoting_style="needed")
    csv.write_csv(_flat(table), sink, options)


def _quoted(name: str) -> str:
    plain = not set(name) & set('",\r\n')
    return name if plain else '"' + name.replace('"', '""') + '"'


def _flat(table: pa.Table) -> pa.Table:
    """Return a table whose lists and empty columns are text."""
    columns = []
    for column in table.columns:
        if pa.types.is_list(column.type):
            text = [
                None if item is None else ";".join(map(str, item))
                for item in column.to_pylist()
            ]
            columns.append(pa.chunked_array([pa.array(text, pa.string())]))
        elif pa.types.is_null(column.type):
            columns.append(column.cast(pa.string()))
        elif pa.types.is_dictionary(column.type):
            columns.append(pc.cast(column, column.type.value_type))
        else:
            columns.append(column)
    return pa.table(columns, names=table.column_names)


def _parquet(table: pa.Table, about: Mapping[str, str]) -> bytes:
    from pyarrow import parquet  # noqa: PLC0415 - only where it is asked for

    sink = pa.BufferOutputStream()
    told = {f"yalu.{name}".encode(): text.encode() for name, text in about.items()}
    kept = table.schema.metadata or {}
    whole = table.replace_schema_metadata({**kept, **told})
    parquet.write_table(whole, sink, compression="zstd")
    content: bytes = sink.getvalue().to_pybytes()
    return content


def _json(table: pa.Table, about: Mapping[str, str]) -> bytes:
    told = {**about, "rows": table.to_pylist()}
    text = json.dumps(
        told, default=_plain, ensure_ascii=False, allow_nan=False, indent=1
    )
    return (text + "\n").encode("utf-8")


def _plain(value: Any) -> object:  # noqa: ANN401 - whatever json cannot write itself
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return str(value)


def _workbook(table: pa.Table, about: Mapping[str, str]) -> bytes:
    import xlsxwriter  # type: ignore[import-untyped]  # noqa: PLC0415 - only if asked

    if table.num_rows > _MOST_ROWS:
        raise SchemaError(
            f"workbook: found {table.num_rows:,} rows; a sheet holds {_MOST_ROWS:,}. "
            "Ask for CSV or Parquet."
        )
    sink = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(sink, options) as book:
        # A fixed day, so that the same table gives the same bytes.
        book.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001
        formats = _Formats(book)
        _fill(book.add_worksheet("data"), table, formats)
        if about:
            sheet = book.add_worksheet("about")
            sheet.set_column(0, 0, _NARROWEST * 2)
            sheet.set_column(1, 1, _WIDEST * 2)
            for row, (name, text) in enumerate(_parted(about)):
                sheet.write_string(row, 0, name, formats.head)
                sheet.write_string(row, 1, text, formats.folded)
    return sink.getvalue()


def _parted(about: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield names with their texts; one that no cell holds goes on in the next row."""
    for name, text in about.items():
        for start in range(0, max(len(text), 1), _LONGEST):
            yield name, text[start : start + _LONGEST]


class _Formats:
    """How cells of a workbook look."""

    def __init__(self, book: Any) -> None:  # noqa: ANN401 - the library has no types
        self.head = book.add_format({"bold": True, "valign": "top"})
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})
        self.folded = book.add_format({"text_wrap": True, "valign": "top"})


def _fill(sheet: Any, table: pa.Table, formats: _Formats) -> None:  # noqa: ANN401
    widths = [len(name) for name in table.column_names]
    for column, name in enumerate(table.column_names):
        sheet.write_string(0, column, name, formats.head)
    for row, values in enumerate(_rows(table), start=1):
        for column, value in enumerate(values):
            if value is None:
                continue
            widths[column] = max(widths[column], len(str(value)))
            _put(sheet, row, column, value, formats)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(max(width + 1, _NARROWEST), _WIDEST))
    sheet.freeze_panes(1, 0)
    if table.num_rows:
        sheet.autofilter(0, 0, table.num_rows, table.num_columns - 1)


def _rows(table: pa.Table) -> Iterator[tuple[object, ...]]:
    for batch in _flat(table).to_batches(max_chunksize=_BATCH):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _put(sheet: Any, row: int, column: int, value: object, formats: _Formats) -> None:  # noqa: ANN401
    match value:
        case bool():
            sheet.write_boolean(row, column, value)
        case int() if abs(value) > _EXACT:
            sheet.write_string(row, column, str(value))
        case int() | float() | Decimal() if _is_finite(value):
            sheet.write_number(row, column, value)
        case datetime():
            sheet.write_string(row, column, value.isoformat())
        case date() if value >= _FIRST_DAY:
            sheet.write_datetime(row, column, value, formats.day)
        case _:
            _put_text(sheet, row, column, str(value))


def _put_text(sheet: Any, row: int, column: int, text: str) -> None:  # noqa: ANN401
    if len(text) > _LONGEST:
        raise SchemaError(
            f"workbook, row {row}: found a text of {len(text):,} characters; a cell "
            f"holds {_LONGEST:,}. Ask for CSV or Parquet."
        )
    sheet.write_string(row, column, text)


def _is_finite(value: float | Decimal) -> bool:
    return float("-inf") < value < float("inf")
