"""What is told of a fit: quantiles, what was learnt, and predictive checks."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from tests.strategy.estimation.test_laplace import fitted
from tests.strategy.estimation.toys import toy, toy_evidence, toy_model
from yalu.strategy.estimation.identification import identification
from yalu.strategy.estimation.laplace import Draws
from yalu.strategy.estimation.predictive import (
    checked,
    counts_of,
    replicated,
    statistics_of,
)
from yalu.strategy.estimation.quantiles import quantiles


@given(st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=40))
def test_quantiles_are_within_the_draws_and_in_order(values: list[float]) -> None:
    """Whatever the draws."""
    array = np.array(values)
    low, middle, high = quantiles(array, np.ones(len(array)), (0.05, 0.5, 0.95))

    assert array.min() <= low <= middle <= high <= array.max()


def test_a_draw_that_counts_twice_is_two_draws() -> None:
    """Weights are counts that need not be whole."""
    twice = quantiles(np.array([1.0, 2.0, 5.0]), np.array([1.0, 2.0, 1.0]), (0.5,))
    apart = quantiles(np.array([1.0, 2.0, 2.0, 5.0]), np.ones(4), (0.5,))

    assert_allclose(twice, apart)


def test_draws_of_the_prior_teach_nothing() -> None:
    """Then shrinkage is nought and before is as after."""
    rng = np.random.default_rng(1)
    free = rng.normal(size=(4000, 3))
    same = Draws(
        free=free,
        weights=np.full(4000, 1 / 4000),
        log_likelihood=np.zeros(4000),
        k_hat=0.0,
        lost=0,
    )
    for one in identification(toy_model(), same, rng=rng, count=4000):
        assert abs(one.shrinkage) < 0.08
        assert_allclose(one.median, one.prior_median, atol=0.05)
        assert_allclose(one.above_zero, one.prior_above_zero, atol=0.03)


def test_a_sure_parameter_has_shrunk_to_a_point() -> None:
    """All of the prior variance is gone."""
    sure = Draws(
        free=np.tile([1.0, 0.0, 0.0], (10, 1)),
        weights=np.full(10, 0.1),
        log_likelihood=np.zeros(10),
        k_hat=0.0,
        lost=0,
    )
    rng = np.random.default_rng(1)
    gain = identification(toy_model(), sure, rng=rng)[0]

    assert gain.shrinkage == 1.0
    assert_allclose(gain.median, 0.8 + 0.5)
    assert_allclose(gain.above_zero, 1.0)


def test_counts_of_a_record_are_counted_by_hand() -> None:
    """A known quarter counts once, an uncertain one with its chances."""
    counted = dict(
        zip(statistics_of(toy()), counts_of(toy_evidence(), toy()), strict=True)
    )

    assert counted["move: 1"] == 1  # the second quarter is not known
    assert counted["enforce: 1"] == 1.75
    assert counted["visit: 1"] == 1
    assert counted["move: changes"] == 0  # no two quarters in a row are known


def test_paths_are_looked_at_only_where_the_record_looked() -> None:
    """Else a count of paths and one of the record would not be of one length."""
    rng = np.random.default_rng(1)
    played = fitted().objective.played(fitted().mode.at)
    counts = replicated(played, toy_evidence(), rng=rng, runs=50)
    names = statistics_of(toy())

    assert counts.shape == (50, len(names))
    moves = counts[:, names.index("move: 0")] + counts[:, names.index("move: 1")]
    assert (moves == 2).all()


def test_a_count_that_paths_always_exceed_is_extreme() -> None:
    """The p-value is the share of paths that have more."""
    names = statistics_of(toy())
    none = counts_of(toy_evidence(), toy())
    paths = [none[None] + (np.arange(len(names)) == 1), none[None]]
    by_name = {
        one.name: one
        for one in checked(toy(), toy_evidence(), paths, np.array([0.9, 0.1]))
    }

    assert_allclose(by_name["move: 1"].p, 0.95)
    assert_allclose(by_name["move: 0"].p, 0.5)
    assert not by_name["move: 0"].is_extreme
