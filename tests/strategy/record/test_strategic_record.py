"""What the record as a whole promises."""

import numpy as np
import pytest

from tests.strategy.record.logbook import event, of
from yalu.errors import SchemaError, UnknownCodeError
from yalu.events import EventKind
from yalu.strategy.record import (
    CLASSES,
    Column,
    Quarter,
    Status,
    StrategicRecord,
    quarterly,
)

LOG = of(
    event(EventKind.NUCLEAR_TEST, "2017-02-01"),
    event(EventKind.DILUTION, "2017-04-01", mark="Council kept out"),
)
RECORD = quarterly(LOG, since=Quarter(2017, 1), until=Quarter(2017, 3).start)


def test_each_column_adds_up_to_the_quarters() -> None:
    """No cell is lost between the classes and what is not known."""
    for column, counted in RECORD.counts().items():
        assert sum(counted.values()) == 3
        assert {*CLASSES[Column(column)]} < {*counted}


def test_codes_are_places_among_the_classes() -> None:
    """By hand: a test in the first quarter, and quiet ones."""
    codes = RECORD.arrays().codes

    assert codes[Column.MOVE].tolist() == [2, 0, 0]
    assert codes[Column.RESPONSE].tolist() == [0, -1, 0]
    assert codes[Column.HARDSHIP].tolist() == [-1, -1, -1]
    assert codes[Column.MOVE].dtype == np.int64


def test_chances_sum_to_one_or_are_all_unknown() -> None:
    """A model weighs a likelihood with them, row by row."""
    chances = RECORD.arrays().chances
    for column in Column:
        rows = chances[column]
        sums = rows.sum(axis=1)

        assert rows.shape == (3, len(CLASSES[column]))
        assert rows.dtype == np.float64
        assert np.all(np.isnan(sums) | np.isclose(sums, 1.0))
        assert np.array_equal(np.isnan(rows).any(axis=1), np.isnan(rows).all(axis=1))
    assert chances[Column.RESPONSE][1].tolist() == [0.5, 0.5, 0.0, 0.0]
    assert np.isnan(chances[Column.HARDSHIP]).all()


def test_arrays_tell_what_was_not_asked_from_what_is_missing() -> None:
    """A vote without a text is no gap in the record."""
    arrays = RECORD.arrays()

    assert arrays.asked[Column.VOTE].tolist() == [False, True, False]
    assert arrays.asked[Column.HARDSHIP].all()
    assert arrays.quarters == ("2017Q1", "2017Q2", "2017Q3")


def test_the_table_has_a_row_for_each_cell() -> None:
    """With its reason, so that a reader can dispute it."""
    rows = RECORD.table.to_pylist()
    move = next(row for row in rows if row["column"] == "move")

    assert len(rows) == 3 * len(Column)
    assert (move["quarter"], move["value"]) == ("2017Q1", "test")
    assert move["events"] == ["nuclear_test-2017-02-01"]
    assert all(row["rule"] for row in rows)
    assert {row["chances"] is None for row in rows if row["status"] == "missing"} == {
        True
    }


def test_a_cell_is_found_by_name() -> None:
    """As people write it."""
    assert RECORD.cell("2017Q1", "move").value == "test"
    assert RECORD.cell(Quarter(2017, 2), Column.VOTE).status is Status.UNCERTAIN


@pytest.mark.parametrize(("quarter", "column"), [("2016Q4", "move"), ("2017Q1", "x")])
def test_a_cell_that_is_not_there_is_told_with_what_is(
    quarter: str, column: str
) -> None:
    """Neither a wrong quarter nor a wrong column is silently empty."""
    with pytest.raises(UnknownCodeError, match="from 2017Q1 to 2017Q3 and one of"):
        RECORD.cell(quarter, column)


def test_cells_out_of_order_are_refused() -> None:
    """Arrays are read by position."""
    with pytest.raises(SchemaError, match="each column once for each quarter"):
        StrategicRecord(quarters=RECORD.quarters, cells=RECORD.cells[::-1])


def test_the_digest_is_of_what_the_record_says() -> None:
    """Fits are stale when it changes, and only then."""
    again = quarterly(LOG, since=Quarter(2017, 1), until=Quarter(2017, 3).start)
    other = quarterly(of(), since=Quarter(2017, 1), until=Quarter(2017, 3).start)

    assert again.digest == RECORD.digest
    assert other.digest != RECORD.digest


def test_the_record_reads_as_counts() -> None:
    """One line for each column, after the span."""
    lines = str(RECORD).splitlines()

    assert lines[0] == "3 quarters, 2017Q1 to 2017Q3."
    assert "move: 2 hold, 1 test" in lines
    assert "vote: 1 uncertain, 2 not asked" in lines
