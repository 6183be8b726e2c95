"""What sums from printed figures promise, one promise per test."""

from datetime import date
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yalu.scenario.hindcast import Figure, summed


def first_of(month: int) -> date:
    """Return the first day of a month counted from January 2016."""
    return date(2016 + month // 12, month % 12 + 1, 1)


def printed(
    since: int, until: int, low: float, high: float | None = None, by: str = "customs"
) -> Figure:
    """Return a figure from one month up to another, of which it holds no day."""
    return Figure(
        since=first_of(since),
        until=first_of(until),
        low=low,
        high=low if high is None else high,
        compiler=by,
        source=f"{by}-{since}-{until}",
    )


@given(
    st.lists(st.integers(1, 10**6), min_size=12, max_size=12),
    st.integers(0, 11),
    st.integers(1, 12),
)
def test_sums_since_january_give_every_window_its_months(
    months: list[int], first: int, length: int
) -> None:
    """What is printed since January holds each month as a difference."""
    totals = list(accumulate(months))
    figures = [printed(0, place + 1, total) for place, total in enumerate(totals)]
    last = min(first + length, 12)

    found = summed(figures, first_of(first), first_of(last))

    assert found is not None
    assert found.low == found.high == sum(months[first:last])


def test_a_month_that_nobody_printed_is_not_zero() -> None:
    """January and March do not tell a quarter."""
    figures = [printed(0, 1, 10.0), printed(2, 3, 10.0)]

    assert summed(figures, first_of(0), first_of(3)) is None


def test_the_surer_way_is_taken() -> None:
    """Three exact months, and not a rounded quarter."""
    months = [printed(place, place + 1, 100.0) for place in range(3)]

    found = summed([*months, printed(0, 3, 250.0, 350.0)], first_of(0), first_of(3))

    assert found is not None
    assert (found.low, found.high) == (300.0, 300.0)


def test_compilers_who_differ_make_a_range() -> None:
    """Neither is preferred."""
    figures = [printed(0, 3, 100.0), printed(0, 3, 120.0, by="traders")]

    found = summed(figures, first_of(0), first_of(3))

    assert found is not None
    assert (found.low, found.high) == (100.0, 120.0)
    assert found.sources == ("customs-0-3", "traders-0-3")


def test_compilers_are_joined_only_where_none_tells_alone() -> None:
    """A month of one and two of another."""
    figures = [printed(0, 1, 10.0), printed(1, 3, 20.0, by="traders")]

    found = summed(figures, first_of(0), first_of(3))

    assert found is not None
    assert found.low == 30.0


def test_ranges_add_up_and_widen_in_differences() -> None:
    """Half a year less a quarter: the least takes the most off."""
    figures = [printed(0, 6, 100.0, 110.0), printed(0, 3, 40.0, 50.0)]

    found = summed(figures, first_of(3), first_of(6))

    assert found is not None
    assert (found.low, found.high) == (50.0, 70.0)


def test_a_difference_below_zero_tells_nothing() -> None:
    """Half a year cannot be less than its first quarter: they contradict each other."""
    figures = [printed(0, 6, 100.0), printed(0, 3, 140.0)]

    assert summed(figures, first_of(3), first_of(6)) is None


@pytest.mark.parametrize("length", [1, 3])
def test_nothing_printed_tells_nothing(length: int) -> None:
    """No figure, no sum."""
    assert summed([], first_of(0), first_of(length)) is None
