"""What scores of forecasts promise, one promise per test."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from tests.scenario.hindcast.pasts import year_of
from yalu.errors import SchemaError
from yalu.scenario.hindcast import (
    Forecaster,
    Mark,
    Observation,
    Window,
    crps,
    judged,
    marked,
)

START = date(2016, 1, 1)


def mark(draws: list[float], wanted: Observation) -> Mark:
    """Return how the chain fared."""
    return marked(draws, wanted, start=START, forecaster=Forecaster.CHAIN)


@given(st.lists(st.integers(-20, 20), min_size=1, max_size=12), st.integers(-20, 20))
def test_the_distance_is_that_of_its_formula(draws: list[int], happened: int) -> None:
    """Mean distance to what happened, less half of that between draws."""
    x = np.array(draws, dtype=float)
    by_hand = np.abs(x - happened).mean() - np.abs(x[:, None] - x).mean() / 2

    assert_allclose(crps(x, [float(happened)]), by_hand, atol=1e-9)


def test_the_distance_of_one_number_is_how_far_it_is_off() -> None:
    """A point forecast is judged by its absolute error."""
    assert crps([4.0], [1.0]).tolist() == [3.0]


def test_of_a_range_the_mean_distance_counts() -> None:
    """A point at 0 is one off on average where anything from 0 to 2 may have been."""
    assert mark([0.0], year_of("growth", 2016, 0.0, 2.0)).crps == pytest.approx(1.0)


def test_an_interval_holds_the_share_of_a_range_within_it() -> None:
    """Draws of 0 to 10: the middle half runs from 2 to 7, and half of 6 to 8 is in."""
    found = mark([float(number) for number in range(11)], year_of("growth", 2016, 6, 8))

    assert (found.low50, found.high50) == (2.0, 8.0)
    assert found.inside50 == 1.0
    assert mark([0.0, 7.0], year_of("growth", 2016, 6, 8)).inside50 == 0.5


def test_the_ends_of_an_interval_belong_to_it() -> None:
    """Counts fall on them."""
    found = mark([0.0, 0.0, 1.0, 1.0], year_of("tests", 2016, 1))

    assert found.inside50 == 1.0


def test_what_an_interval_of_counts_holds_is_told() -> None:
    """Of 0, 0, 0, 1 an interval of a half that begins and ends at 0 holds three."""
    found = mark([0.0, 0.0, 0.0, 1.0], year_of("tests", 2016, 0))

    assert (found.low50, found.high50, found.held50) == (0.0, 0.0, 0.75)


def test_right_forecasts_are_held_as_often_as_they_say() -> None:
    """Of 400 worlds with normal truth, intervals hold about a half and nine tenths."""
    rng = np.random.default_rng(7)
    found = [
        mark(rng.normal(size=400).tolist(), year_of("growth", 2016, rng.normal()))
        for _ in range(400)
    ]

    assert np.mean([one.inside50 for one in found]) == pytest.approx(0.5, abs=0.08)
    assert np.mean([one.inside90 for one in found]) == pytest.approx(0.9, abs=0.05)


@pytest.mark.parametrize("draws", [[], [float("nan")], [float("inf"), 1.0]])
def test_draws_that_are_no_numbers_are_refused(draws: list[float]) -> None:
    """A series that breaks is not judged as if it held."""
    with pytest.raises(SchemaError, match="expected numbers"):
        crps(draws, [0.0])


def test_a_run_is_judged_by_the_months_of_the_window() -> None:
    """Growth of 2017 is what stands in its December."""
    growth = np.arange(24, dtype=np.float32)[None, :].repeat(3, axis=0)

    found = list(judged({"growth": growth}, START, [year_of("growth", 2017, 23.0)]))

    assert [one.median for one in found] == [23.0]
    assert found[0].crps == 0.0


def test_windows_beyond_a_run_or_before_it_are_not_judged() -> None:
    """A run of a year tells nothing of the second, nor of the year before."""
    tests = np.zeros((2, 12))
    years = [year_of("tests", year, 0) for year in (2015, 2016, 2017)]

    found = list(judged({"tests": tests}, START, years))

    assert {one.since.year for one in found} == {2016}


def test_a_series_that_a_run_lacks_is_not_judged() -> None:
    """Nobody is made up to have said nothing."""
    assert not list(judged({}, START, [year_of("tests", 2016, 0)]))


def test_naive_forecasters_are_judged_on_the_same_windows() -> None:
    """Each of them once, with what it said."""
    years = [year_of("tests", year, float(year % 3)) for year in range(2006, 2017)]

    found = list(judged({"tests": np.zeros((2, 12))}, START, years))

    assert [one.forecaster for one in found] == list(Forecaster)
    assert {(one.window, one.since) for one in found} == {(Window.YEAR, START)}
