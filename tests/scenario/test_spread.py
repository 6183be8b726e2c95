"""What the spread of draws promises, one promise per test."""

from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.testing import assert_allclose, assert_array_equal

from yalu.calibration import wilson
from yalu.scenario.spread import LEVELS, means, quantiles, share


@settings(max_examples=60, deadline=None)
@given(
    values=arrays.arrays(
        np.float32,
        arrays.array_shapes(min_dims=2, max_dims=2, max_side=30),
        elements=st.floats(-1e6, 1e6, width=32),
    ),
    levels=st.lists(st.floats(0, 1), min_size=1, max_size=5),
)
def test_quantiles_are_those_of_numpy(values: np.ndarray, levels: list[float]) -> None:
    """They are exact: sorted, not estimated, and by the same rule."""
    found = quantiles(values, levels)

    expected = np.quantile(values.astype(float), levels, axis=0)
    assert_allclose(found, expected, rtol=1e-12, atol=1e-6)


def test_quantiles_leave_the_draws_as_they_were() -> None:
    """Sorting in place would break the pairing of draws between runs."""
    draws = np.random.default_rng(1).random((50, 4)).astype(np.float32)
    before = draws.copy()

    quantiles(draws)

    assert_array_equal(draws, before)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_quantiles_rise_with_their_level(seed: int) -> None:
    """A fan never crosses itself."""
    draws = np.random.default_rng(seed).normal(size=(37, 3)).astype(np.float32)

    assert (np.diff(quantiles(draws, LEVELS), axis=0) >= 0).all()


def test_the_order_of_draws_does_not_matter() -> None:
    """Chunks may come from anywhere."""
    rng = np.random.default_rng(3)
    draws, posterior = rng.random((90, 2)).astype(np.float32), np.arange(90) % 3
    order = rng.permutation(90)

    one, two = means(draws, posterior), means(draws[order], posterior[order])

    assert_allclose(two.value, one.value)
    assert_allclose(two.error, one.error)
    assert_allclose(two.between, one.between)
    assert_array_equal(quantiles(draws[order]), quantiles(draws))


def test_the_error_is_that_of_many_runs() -> None:
    """What it says of one run is what runs with other chance differ by."""
    rng = np.random.default_rng(11)
    posterior = np.arange(200) % 4
    runs = rng.normal(size=(2000, 200)) + 5.0 * (posterior % 2)
    found = means(runs[0][:, None], posterior)

    assert_allclose(found.error[0], runs.mean(axis=1).std(), rtol=0.15)


def test_games_that_are_alike_do_not_seem_to_differ() -> None:
    """Means of few draws differ by chance, which must not pass for doubt of the fit."""
    rng = np.random.default_rng(12)
    draws, posterior = rng.normal(size=(1200, 300)), np.arange(1200) % 12

    found = means(draws, posterior)

    raw = np.stack([draws[posterior == k].mean(axis=0) for k in range(12)]).std(axis=0)
    assert np.median(found.between) < 0.5 * np.median(raw)
    # Negative estimates are put to zero, so that some are left above.
    assert (found.between == 0).mean() > 0.4


def test_games_that_differ_are_told_by_how_much() -> None:
    """The spread between games is found again where it is known."""
    rng = np.random.default_rng(13)
    shifts = rng.normal(0, 0.5, size=(12, 400))
    draws = shifts[np.arange(600) % 12] + rng.normal(size=(600, 400))

    found = means(draws, np.arange(600) % 12)

    assert_allclose(np.sqrt((found.between**2).mean()), 0.5, rtol=0.05)
    assert_allclose(found.games.std(axis=0, ddof=1), found.between, atol=1e-12)


def test_one_game_has_no_spread_that_is_known() -> None:
    """What is not known is not zero."""
    found = share(np.array([True, False, True]), np.zeros(3, int))

    assert (found.games_low, found.games_high) == (None, None)
    assert np.isnan(means(np.ones((3, 1)), np.zeros(3, int)).between).all()


def test_a_share_of_one_game_has_the_range_of_wilson() -> None:
    """Held against the formula as it stands elsewhere in Yalu."""
    hits = np.arange(1000) < 130

    found = share(hits, np.zeros(1000, int))

    assert_allclose((found.low, found.high), wilson(130, 1000), rtol=1e-6)


def test_games_at_odds_leave_little_error_to_chance() -> None:
    """If half the games always and half never do, more draws change nothing."""
    posterior = np.arange(1000) % 2

    found = share(posterior == 0, posterior)

    assert found.chance == 0.5
    assert found.high - found.low < 0.3 * 2 * 1.96 * sqrt(0.25 / 1000)
    assert found.games_low == pytest.approx(0.05)
    assert found.games_high == pytest.approx(0.95)


@pytest.mark.parametrize("hit", [False, True])
def test_what_no_draw_shows_may_still_happen(*, hit: bool) -> None:
    """None of 400 draws is not never: the range of Wilson does not close."""
    found = share(np.full(400, hit), np.arange(400) % 4)

    assert found.chance == float(hit)
    assert_allclose(found.high - found.low, 1.96**2 / (400 + 1.96**2), rtol=1e-4)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 60), st.integers(1, 6), st.floats(0, 1), st.integers(0, 999))
def test_a_share_lies_in_its_range(
    draws: int, games: int, chance: float, seed: int
) -> None:
    """For any number of draws and games, few of them included."""
    hits = np.random.default_rng(seed).random(draws) < chance

    found = share(hits, np.arange(draws) % games)

    assert 0 <= found.low <= found.chance <= found.high <= 1
    if found.games_low is not None and found.games_high is not None:
        assert 0 <= found.games_low <= found.games_high <= 1
