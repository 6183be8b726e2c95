"""What any table that leaves as a file promises."""

import io
import json
from datetime import date
from decimal import Decimal

import openpyxl
import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yalu.errors import SchemaError
from yalu.report.exports import TABLE_FORMS, Form, form_named, table_bytes

TEXTS = st.none() | st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"),
    min_size=1,
)
ROWS = st.lists(
    st.tuples(
        TEXTS,
        st.none() | st.integers(-(2**50), 2**50),
        st.none() | st.dates(date(1900, 3, 1), date(9999, 12, 31)),
        st.none() | st.floats(allow_nan=False, allow_infinity=False, width=32),
    ),
    max_size=5,
)
SCHEMA = pa.schema(
    [
        ("text", pa.string()),
        ("number", pa.int64()),
        ("day", pa.date32()),
        ("part", pa.float64()),
    ]
)


def table_of(rows: list[tuple[object, ...]]) -> pa.Table:
    """Return rows as a table."""
    named = [dict(zip(SCHEMA.names, row, strict=True)) for row in rows]
    return pa.Table.from_pylist(named, schema=SCHEMA)


@settings(max_examples=40, deadline=None)
@given(ROWS)
def test_csv_and_parquet_are_read_back_as_they_were(
    rows: list[tuple[object, ...]],
) -> None:
    """Missing stays missing, and quotes, commas and line ends stay text."""
    table = table_of(rows)
    options = pacsv.ConvertOptions(
        column_types=SCHEMA, strings_can_be_null=True, quoted_strings_can_be_null=False
    )
    text = io.BytesIO(table_bytes(table, Form.CSV))

    assert pq.read_table(io.BytesIO(table_bytes(table, Form.PARQUET))).equals(table)
    assert pacsv.read_csv(text, convert_options=options).equals(table)


@settings(max_examples=25, deadline=None)
@given(ROWS)
def test_a_workbook_is_read_back_as_it_was(rows: list[tuple[object, ...]]) -> None:
    """By another program than the one that wrote it."""
    book = openpyxl.load_workbook(io.BytesIO(table_bytes(table_of(rows), Form.XLSX)))
    sheet = book["data"]

    for at, row in enumerate(rows, start=2):
        text, number, day, part = (sheet.cell(at, n).value for n in (1, 2, 3, 4))
        assert text == row[0]
        assert number == row[1]
        assert (None if day is None else day.date()) == row[2]
        assert part == pytest.approx(row[3])


@pytest.mark.parametrize("form", TABLE_FORMS)
def test_the_same_table_gives_the_same_bytes(form: Form) -> None:
    """An export can be told unchanged by its hash."""
    table = table_of([("a", 1, date(2016, 1, 1), 0.5)])

    assert table_bytes(table, form, about={"id": "x"}) == table_bytes(
        table, form, about={"id": "x"}
    )


def test_exact_amounts_stay_exact_where_the_form_can() -> None:
    """A total in cents must not come back as one of its neighbours."""
    table = pa.table({"usd": pa.array([Decimal("0.10")], pa.decimal128(18, 2))})

    assert table_bytes(table, Form.CSV) == b"usd\n0.10\n"
    assert pq.read_table(io.BytesIO(table_bytes(table, Form.PARQUET))).equals(table)
    assert json.loads(table_bytes(table, Form.JSON))["rows"] == [{"usd": 0.1}]


@pytest.mark.parametrize("value", [date(1899, 12, 31), 2**60, float("inf")])
def test_what_a_sheet_would_change_is_text_there(value: object) -> None:
    """Its days begin in 1900, and its numbers have fifteen digits."""
    book = openpyxl.load_workbook(
        io.BytesIO(table_bytes(pa.table({"x": [value]}), Form.XLSX))
    )

    assert book["data"]["A2"].value == str(value)


def test_what_is_said_about_a_table_is_never_cut() -> None:
    """A list of sources that ends in the middle passes for a whole one."""
    told = "SEG2024 " * 5_000
    content = table_bytes(pa.table({"x": [1]}), Form.XLSX, about={"sources": told})
    rows = list(openpyxl.load_workbook(io.BytesIO(content))["about"].values)

    assert "".join(str(text) for _, text in rows) == told
    assert {name for name, _ in rows} == {"sources"}


def test_a_table_that_no_sheet_holds_is_refused() -> None:
    """Cutting it off would lose rows in silence."""
    table = pa.table({"x": pa.nulls(1_048_576, pa.int8())})

    with pytest.raises(SchemaError, match="CSV or Parquet"):
        table_bytes(table, Form.XLSX)


def test_a_text_that_no_cell_holds_is_refused() -> None:
    """As is one that is too long for a cell."""
    with pytest.raises(SchemaError, match="row 1"):
        table_bytes(pa.table({"x": ["a" * 40_000]}), Form.XLSX)


def test_a_form_that_is_none_lists_those_that_are() -> None:
    """Also where the form is one, but not of a table."""
    with pytest.raises(
        SchemaError, match="found 'png'; expected csv, parquet, xlsx or"
    ):
        table_bytes(pa.table({"x": [1]}), Form.PNG)
    with pytest.raises(SchemaError, match="found 'pdf'"):
        form_named("pdf", Form, place="form")
