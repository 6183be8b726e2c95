"""What spans of days promise, one promise per test."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yalu.errors import SchemaError
from yalu.periods import (
    Interval,
    Place,
    calendar_day,
    months,
    parse_day,
    parse_period,
)

DAYS = st.dates(date(1990, 1, 1), date(2030, 12, 31))
SPANS = st.builds(
    lambda start, length: Interval(
        start, None if length is None else start + timedelta(days=length)
    ),
    DAYS,
    st.none() | st.integers(1, 3000),
)


def test_the_first_day_is_inside_and_the_end_is_outside() -> None:
    """Consecutive years share no day and leave no gap."""
    year = Interval.calendar_year(2018)

    assert [
        day in year
        for day in (
            date(2017, 12, 31),
            date(2018, 1, 1),
            date(2018, 12, 31),
            date(2019, 1, 1),
        )
    ] == [False, True, True, False]


@pytest.mark.parametrize("end", [date(2018, 1, 1), date(2017, 12, 31)])
def test_an_interval_that_holds_no_day_is_refused(end: date) -> None:
    """The message says how to write a single day."""
    with pytest.raises(SchemaError, match="To mean one day only"):
        Interval(date(2018, 1, 1), end)


@given(first=SPANS, second=SPANS, day=DAYS)
def test_a_shared_day_means_overlap_and_covering_means_every_day(
    first: Interval, second: Interval, day: date
) -> None:
    """Set operations agree with membership."""
    if day in first and day in second:
        assert first.overlaps(second)
        assert second.overlaps(first)
    if first.covers(second) and day in second:
        assert day in first


@given(day=DAYS)
def test_a_day_is_in_exactly_its_own_month_and_year(day: date) -> None:
    """Months and years partition the calendar."""
    month = Interval.month(day.year, day.month)

    assert day in month
    assert Interval.calendar_year(day.year).covers(month)
    assert month.last is not None
    assert (month.last + timedelta(days=1)).day == 1


@pytest.mark.parametrize(
    ("first", "end", "kind"),
    [
        (date(2017, 12, 1), date(2018, 1, 1), (True, False)),
        (date(2017, 1, 1), date(2018, 1, 1), (False, True)),
        (date(2017, 12, 2), date(2018, 1, 1), (False, False)),
        (date(2017, 4, 1), date(2018, 4, 1), (False, False)),
        (date(2017, 1, 1), None, (False, False)),
    ],
)
def test_only_a_whole_month_or_calendar_year_is_one(
    first: date, end: date | None, kind: tuple[bool, bool]
) -> None:
    """Half a month must not be drawn as a month, nor twelve months as a year."""
    found = Interval(first, end)

    assert (found.is_month, found.is_year) == kind


def test_months_of_a_span_are_all_that_share_a_day_with_it() -> None:
    """A span inside two months touches both."""
    span = Interval(date(2017, 11, 30), date(2018, 1, 2))

    assert [m.start for m in months(span)] == [
        date(2017, 11, 1),
        date(2017, 12, 1),
        date(2018, 1, 1),
    ]


def test_months_of_an_open_span_are_refused() -> None:
    """An open span has no last month."""
    with pytest.raises(SchemaError, match="Give an end"):
        list(months(Interval(date(2018, 1, 1))))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2017", date(2017, 1, 1), date(2018, 1, 1)),
        ("2017-12", date(2017, 12, 1), date(2018, 1, 1)),
        ("2016-02-29", date(2016, 2, 29), date(2016, 3, 1)),
        ("2017-01..2017-04", date(2017, 1, 1), date(2017, 5, 1)),
        ("2018-01-01..2018-05-30", date(2018, 1, 1), date(2018, 5, 31)),
    ],
)
def test_a_period_is_read_with_both_ends_included(
    text: str, start: date, end: date
) -> None:
    """What people write is closed; what is kept is half-open."""
    assert parse_period(text) == Interval(start, end)


@pytest.mark.parametrize(
    "text", ["", "17", "2017-13", "2017-02-30", "2018-05..2018-01", "May 2017"]
)
def test_a_period_that_is_none_is_told_with_the_form_to_write(text: str) -> None:
    """Where, what was found, what to write."""
    with pytest.raises(SchemaError, match=r"row 3: found .*2017-01\.\.2017-03"):
        parse_period(text, place="row 3")


@pytest.mark.parametrize("text", ["2017-8-5", "05.08.2017", "2017-02-29", "today", ""])
def test_a_day_that_is_none_is_told_with_the_form_to_write(text: str) -> None:
    """A day has one form only."""
    with pytest.raises(SchemaError, match=r"--on: found .*expected a day"):
        parse_day(text, place="--on")


@pytest.mark.parametrize(
    ("hour", "beijing"), [(10, date(2017, 12, 22)), (11, date(2017, 12, 23))]
)
def test_the_same_vote_may_fall_on_two_days(hour: int, beijing: date) -> None:
    """Beijing is thirteen hours ahead of New York in winter."""
    vote = datetime(2017, 12, 22, hour, 0, tzinfo=ZoneInfo(Place.NEW_YORK))

    assert calendar_day(vote, Place.NEW_YORK) == date(2017, 12, 22)
    assert calendar_day(vote, Place.BEIJING) == beijing


def test_a_moment_without_a_zone_is_refused() -> None:
    """A clock time alone is two different days."""
    with pytest.raises(SchemaError, match="no time zone"):
        calendar_day(datetime(2017, 12, 22, 12), Place.BEIJING)  # noqa: DTZ001


@pytest.mark.parametrize("text", ["9999", "9999-12", "9999-12-31"])
def test_a_period_that_reaches_the_end_of_the_calendar_is_told(text: str) -> None:
    """No day comes after it, so that the period has no first day outside."""
    with pytest.raises(SchemaError, match="found"):
        parse_period(text)
