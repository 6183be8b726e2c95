"""Days and months of a run."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yalu.scenario.timing import day_of, month_of, months_within, quarter_begins

START = date(2026, 10, 1)
DAYS = st.dates(date(2026, 1, 1), date(2031, 12, 31))


@given(st.integers(0, 360))
def test_months_after_the_start_are_the_months_of_the_run(months: int) -> None:
    """To count months forth and back is a round trip."""
    day = day_of(months, START)

    assert (day.day, month_of(day, START)) == (1, months)


@given(DAYS, st.integers(1, 400))
def test_a_month_counts_if_a_day_of_it_is_inside(since: date, length: int) -> None:
    """Counted against the days themselves, one by one."""
    until = since + timedelta(days=length)
    days = [since + timedelta(days=number) for number in range(length)]
    inside = {month_of(day, START) for day in days}

    found = months_within(since, until, start=START, months=60)

    assert [*found] == [month in inside for month in range(60)]


def test_spans_that_meet_share_no_month_where_they_meet_on_its_first_day() -> None:
    """What ends as another begins must not count twice."""
    one = months_within(None, date(2027, 4, 1), start=START, months=12)
    other = months_within(date(2027, 4, 1), None, start=START, months=12)

    assert (one != other).all()


@pytest.mark.parametrize(
    ("day", "begins"),
    [
        (date(2027, 1, 1), True),
        (date(2027, 4, 1), True),
        (date(2027, 4, 2), False),
        (date(2027, 3, 1), False),
    ],
)
def test_quarters_begin_with_january_april_july_and_october(
    day: date, *, begins: bool
) -> None:
    """A run begins with a quarter of the calendar."""
    assert quarter_begins(day) is begins
