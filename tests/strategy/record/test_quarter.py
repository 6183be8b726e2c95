"""What quarters promise."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yalu.errors import SchemaError
from yalu.strategy.record import Quarter, quarters

QUARTERS = st.builds(Quarter, st.integers(1900, 2100), st.integers(1, 4))


@given(QUARTERS, st.integers(-200, 200))
def test_going_and_coming_back_is_standing_still(quarter: Quarter, by: int) -> None:
    """Rules look back and ahead by counts of quarters."""
    there = quarter.shifted(by)

    assert there.shifted(-by) == quarter
    assert there.since(quarter) == by


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_every_day_is_in_its_quarter_and_no_other(day: date) -> None:
    """An event that fell between two quarters would be lost."""
    quarter = Quarter.of(day)

    assert day in quarter.span
    assert day not in quarter.shifted(1).span
    assert day not in quarter.shifted(-1).span


@given(QUARTERS)
def test_quarters_follow_each_other_without_a_gap(quarter: Quarter) -> None:
    """The last day of one is the day before the first of the next."""
    last = quarter.span.last

    assert last is not None
    assert last + timedelta(days=1) == quarter.shifted(1).start


@given(QUARTERS)
def test_a_quarter_reads_what_it_writes(quarter: Quarter) -> None:
    """Names go into tables and come back from users."""
    assert Quarter.parse(str(quarter)) == quarter


@pytest.mark.parametrize("text", ["2017", "2017Q5", "2017-Q1", ""])
def test_another_form_is_told_with_an_example(text: str) -> None:
    """A typing error must not become another quarter."""
    with pytest.raises(SchemaError, match=r"expected for example 2017Q4"):
        Quarter.parse(text)


@pytest.mark.parametrize("number", [0, 5])
def test_a_year_has_four(number: int) -> None:
    """The fifth quarter is a mistake and not the next year's first."""
    with pytest.raises(SchemaError, match="from 1 to 4"):
        Quarter(2017, number)


def test_none_lie_between_a_quarter_and_an_earlier_one() -> None:
    """An empty stretch is empty, not reversed."""
    assert list(quarters(Quarter(2017, 2), Quarter(2017, 1))) == []
