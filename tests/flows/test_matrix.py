"""What a trade matrix promises."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.flows.matrices import matrix_of, table_of
from yalu.errors import SchemaError
from yalu.flows import TradeMatrix

SMALL = (
    (2005, "3", "CHN", "PRK", 10.0),
    (2015, "3", "CHN", "PRK", 20.0),
    (2015, "7", "CHN", "PRK", 5.0),
    (2015, "7", "PRK", "CHN", 4.0),
)


def test_a_cell_is_found_by_its_four_names() -> None:
    """Year, section, exporter, importer, in this order."""
    matrix = matrix_of(*SMALL)

    assert matrix.value(2015, "7", "CHN", "PRK") == 5
    assert matrix.value(2015, "all", "CHN", "PRK") == 25


def test_a_cell_that_is_not_listed_is_missing_and_not_zero() -> None:
    """Nothing is made up for what the compiler leaves out."""
    assert matrix_of(*SMALL).value(2005, "7", "CHN", "PRK") is None


def test_the_sum_is_no_section() -> None:
    """Whoever adds sections must not add their sum to them."""
    matrix = matrix_of(*SMALL)

    assert matrix.years == (2005, 2015)
    assert matrix.sections == ("3", "7")
    assert matrix.economies == ("CHN", "PRK")


def test_the_array_holds_every_section_once() -> None:
    """By hand: 20 and 5 one way, 4 the other."""
    economies, sections, values = matrix_of(*SMALL).array(2015)

    assert (economies, sections) == (("CHN", "PRK"), ("3", "7"))
    assert values.tolist() == [[[0, 0], [20, 5]], [[0, 4], [0, 0]]]


def test_a_year_that_is_not_held_is_named_with_those_that_are() -> None:
    """An array of zeros would read as no trade."""
    with pytest.raises(SchemaError, match="no year 2010; it holds 2005, 2015"):
        matrix_of(*SMALL).array(2010)


def test_part_of_a_matrix_has_all_cells_of_an_economy() -> None:
    """On either side."""
    more = matrix_of(*SMALL, (2015, "7", "USA", "CHN", 9.0))

    assert len(more.of("USA")) == 2
    assert len(more.of("CHN")) == len(more)


def test_cells_are_replaced_and_taken_out() -> None:
    """And nothing else moves."""
    changed = matrix_of(*SMALL).replaced(
        "PRK", {(2015, "7", "CHN", "PRK"): 1.0, (2005, "3", "CHN", "PRK"): None}
    )

    assert changed.value(2015, "7", "CHN", "PRK") == 1
    assert changed.value(2005, "3", "CHN", "PRK") is None
    assert changed.value(2015, "3", "CHN", "PRK") == 20
    assert changed.sources == ("MATRIX",)


def test_missing_columns_are_all_named() -> None:
    """One message for the whole table."""
    with pytest.raises(SchemaError, match=r"expected also year, .*value_usd"):
        TradeMatrix.from_table(pa.table({"section": ["1"]}))


def test_every_impossible_row_is_told() -> None:
    """A negative, an endless and a missing amount, and a cell that stands twice."""
    table = table_of(
        (2015, "1", "A", "B", -1.0),
        (2015, "1", "A", "C", float("inf")),
        (2015, "1", "A", "D", 1.0),
        (2015, "1", "A", "D", 1.0),
        sums=False,
    )
    hole = {"year": 2015, "section": "2", "exporter": "A", "importer": "B"}
    whole = pa.Table.from_pylist([*table.to_pylist(), {**hole, "value_usd": None}])

    with pytest.raises(SchemaError) as caught:
        TradeMatrix.from_table(whole)

    message = str(caught.value)
    assert "2 amounts are negative or not finite" in message
    assert "1 rows are empty" in message
    assert "1 cells stand more than once" in message


def test_words_where_numbers_belong_are_refused() -> None:
    """With what to do, not with a traceback."""
    rows = pa.table(
        {
            "year": ["soon"],
            "section": ["1"],
            "exporter": ["A"],
            "importer": ["B"],
            "value_usd": [1.0],
        }
    )

    with pytest.raises(SchemaError, match="Give years and amounts as numbers"):
        TradeMatrix.from_table(rows)


def test_asking_for_a_column_that_is_none_is_refused() -> None:
    """A misspelt name must not select everything."""
    with pytest.raises(SchemaError, match="asked for reporter"):
        matrix_of(*SMALL).where(reporter="CHN")


def test_a_matrix_tells_what_it_holds() -> None:
    """In a line."""
    told = str(matrix_of(*SMALL))

    assert told == "7 cells of trade between 2 economies in 2005, 2015"


@given(
    st.dictionaries(
        st.tuples(st.sampled_from("123"), st.sampled_from("AB"), st.sampled_from("CD")),
        st.floats(0, 1e12),
        min_size=1,
    )
)
def test_the_array_loses_nothing(cells: dict[tuple[str, str, str], float]) -> None:
    """The sum over the array is the sum over the rows."""
    matrix = matrix_of(*((2015, *key, value) for key, value in cells.items()))

    np.testing.assert_allclose(matrix.array(2015)[2].sum(), sum(cells.values()))
