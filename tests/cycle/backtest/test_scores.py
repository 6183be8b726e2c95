"""What scores promise."""

from math import comb, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from yalu.cycle.backtest.scores import brier_scores, crps, log_scores
from yalu.errors import SchemaError


def test_three_forecasts_have_the_scores_worked_out_by_hand() -> None:
    """Forecasts of 1/2, 1/4 and 9/10, of which the first and the last came true."""
    probabilities, happened = [0.5, 0.25, 0.9], [True, False, True]

    assert_allclose(
        log_scores(probabilities, happened), [log(2), log(4 / 3), log(10 / 9)]
    )
    assert_allclose(brier_scores(probabilities, happened), [0.25, 0.0625, 0.01])


def test_the_crps_of_three_draws_is_the_one_worked_out_by_hand() -> None:
    """Of 0, 1 and 3 against 2: mean distance 4/3, mean distance of two draws 2."""
    assert_allclose(crps([[0, 1, 3]], [2]), [4 / 3 - 2 / 2])


def test_the_crps_of_draws_nears_the_closed_form_of_their_distribution() -> None:
    """For counts it is the sum of squared differences of distribution functions."""
    rng = np.random.default_rng(1)
    shape, none = 2.5, 0.4
    masses = [
        np.exp(
            sum(np.log((shape + i) / (i + 1)) for i in range(k))
            + shape * np.log(none)
            + k * np.log(1 - none)
        )
        for k in range(200)
    ]
    below = np.cumsum(masses)
    exact = [((below - (np.arange(200) >= count)) ** 2).sum() for count in (0, 3, 12)]
    draws = rng.negative_binomial(shape, none, size=(3, 200_000))

    assert_allclose(crps(draws, [0, 3, 12]), exact, rtol=0.01)


def test_the_crps_does_not_depend_on_the_number_of_draws() -> None:
    """A forecaster with few draws is not worse for it on average."""
    mean = 2.0
    masses = [comb(4, k) / 16 for k in range(5)]
    exact = sum(mass * abs(k - mean) for k, mass in enumerate(masses)) - 0.5 * sum(
        a * b * abs(j - k) for j, a in enumerate(masses) for k, b in enumerate(masses)
    )
    few = np.random.default_rng(2).binomial(4, 0.5, size=(40_000, 3))

    assert_allclose(crps(few, np.full(40_000, 2)).mean(), exact, atol=0.01)


@pytest.mark.parametrize("certain", [0.0, 1.0, float("nan"), 1.5])
def test_certainty_is_refused_and_not_clipped(certain: float) -> None:
    """A clipped score depends on where it was clipped."""
    with pytest.raises(SchemaError, match="more than 0 and less than 1"):
        log_scores([0.5, certain], [True, True])


@given(st.floats(0.01, 0.99), st.floats(0.01, 0.99))
def test_whoever_says_what_he_believes_has_the_best_score_on_average(
    belief: float, said: float
) -> None:
    """That is what makes a score proper."""
    for rule in (log_scores, brier_scores):
        honest = belief * rule([belief], [True]) + (1 - belief) * rule(
            [belief], [False]
        )
        other = belief * rule([said], [True]) + (1 - belief) * rule([said], [False])

        assert honest <= other + 1e-12
