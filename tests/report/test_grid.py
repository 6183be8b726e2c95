"""What the data behind a figure promise."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yalu.errors import SchemaError
from yalu.report import Grid

cells = st.one_of(
    st.none(),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8),
    st.integers(),
    st.booleans(),
    st.dates(),
    st.decimals(allow_nan=False, allow_infinity=False, places=3, max_value=10**12),
)


@given(st.lists(st.tuples(cells, cells), max_size=6))
def test_a_csv_has_one_line_a_row_and_every_column(
    rows: list[tuple[object, object]],
) -> None:
    """A reader's program must find what the figure shows, whatever it holds."""
    read = list(csv.reader(io.StringIO(Grid(("a", "b"), tuple(rows)).csv)))

    assert read[0] == ["a", "b"]
    assert len(read) == len(rows) + 1
    assert all(len(row) == 2 for row in read)


def test_a_missing_value_is_an_empty_cell_and_never_zero() -> None:
    """Missing is not nil, in files too."""
    grid = Grid(("year", "t"), ((2018, None), (2019, Decimal("0.000"))))

    assert grid.csv == "year,t\n2018,\n2019,0\n"


def test_days_and_exact_amounts_are_written_in_full() -> None:
    """No digit of an amount is lost, and days sort as text."""
    grid = Grid(("day", "usd"), ((date(2016, 3, 2), Decimal("53495894.00")),))

    assert grid.csv.splitlines()[1] == "2016-03-02,53495894"


def test_a_row_of_another_length_is_refused() -> None:
    """A shifted column would tell a wrong number."""
    with pytest.raises(SchemaError, match="expected 2 values a row"):
        Grid(("a", "b"), ((1,),))


def test_no_items_leave_the_columns_unknown() -> None:
    """An empty block is left out instead of shown without a header."""
    with pytest.raises(SchemaError, match="at least one"):
        Grid.from_items([])
