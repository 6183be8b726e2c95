"""What windows and gauges promise, one promise per test."""

from datetime import date
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.scenario.hindcast.pasts import year_of
from yalu.errors import SchemaError
from yalu.scenario.hindcast import Gauge, Observation, Window, gauged, spanned, windows


@given(st.integers(0, 60), st.integers(1, 60))
def test_quarters_follow_one_another_and_stay_within(first: int, length: int) -> None:
    """No month is left out between them, and none is beyond the end."""
    start = date(2010 + first // 4, 3 * (first % 4) + 1, 1)
    month = start.year * 12 + start.month - 1 + length
    end = date(month // 12, month % 12 + 1, 1)

    found = [each for each in windows(start, end) if each[0] is Window.QUARTER]

    assert len(found) == length // 3
    assert all(a[2] == b[1] for a, b in pairwise(found))
    assert all(start <= since and until <= end for _, since, until in found)


def test_only_whole_years_are_years() -> None:
    """A run that begins in July has its first year in January."""
    found = list(windows(date(2016, 7, 1), date(2018, 9, 1)))

    assert [each[1:] for each in found if each[0] is Window.YEAR] == [
        (date(2017, 1, 1), date(2018, 1, 1))
    ]


def test_a_quarter_with_three_texts_counts_once() -> None:
    """The game makes one choice a quarter."""
    months = np.array([[1.0, 1.0, 1.0, 0.0, 0.0, 0.0]])

    assert gauged(months, Gauge.QUARTERS).tolist() == [1.0]


@pytest.mark.parametrize(
    ("gauge", "value"), [(Gauge.SUM, 6.0), (Gauge.MEAN, 2.0), (Gauge.LAST, 3.0)]
)
def test_months_become_one_number(gauge: Gauge, value: float) -> None:
    """Summed, averaged, or read at the end."""
    assert gauged(np.array([[1.0, 2.0, 3.0]]), gauge).tolist() == [value]


def test_parts_of_quarters_are_not_counted() -> None:
    """Four months are no whole number of quarters."""
    with pytest.raises(SchemaError, match="found 4 months; expected whole quarters"):
        gauged(np.zeros((1, 4)), Gauge.QUARTERS)


def test_a_series_that_cannot_be_observed_names_those_that_can() -> None:
    """Oil that reached the target is nobody's record."""
    with pytest.raises(
        SchemaError, match=r"Observation of oil .* expected one of tests"
    ):
        year_of("oil", 2016, 1.0)


@pytest.mark.parametrize(("low", "high"), [(2.0, 1.0), (float("nan"), 1.0)])
def test_an_impossible_range_is_refused(low: float, high: float) -> None:
    """What is not known is left out, and not told as no number."""
    with pytest.raises(SchemaError, match="the lesser first"):
        year_of("tests", 2016, low, high)


def test_a_window_without_a_day_is_refused() -> None:
    """The end is the day after the last."""
    day = date(2016, 1, 1)
    with pytest.raises(SchemaError, match="expected a later day"):
        Observation(
            series="tests", window=Window.YEAR, since=day, until=day, low=0.0, high=0.0
        )


def test_a_span_is_the_sum_of_its_years_up_to_one_that_is_not_known() -> None:
    """2016 and 2017 are known, 2018 is not: 2019 is out of reach."""
    years = [year_of("tests", year, year - 2010.0) for year in (2015, 2016, 2017, 2019)]

    (found,) = spanned(years, date(2016, 1, 1), date(2020, 1, 1))

    assert (found.since, found.until) == (date(2016, 1, 1), date(2018, 1, 1))
    assert (found.low, found.high) == (13.0, 13.0)


def test_a_span_ends_with_the_run() -> None:
    """A run of two years and a half has two whole years."""
    years = [year_of("enforcement", year, 0.5, 1.0) for year in range(2016, 2020)]

    (found,) = spanned(years, date(2016, 1, 1), date(2018, 7, 1))

    assert found.until == date(2018, 1, 1)
    assert (found.low, found.high) == (0.5, 1.0)


def test_one_year_and_growth_have_no_span() -> None:
    """A year is told as one, and growth by years alone."""
    years = [year_of("growth", 2016, 1.0), year_of("growth", 2017, 1.0)]
    alone = [year_of("tests", 2016, 1.0)]

    assert not list(spanned([*years, *alone], date(2016, 1, 1), date(2020, 1, 1)))
