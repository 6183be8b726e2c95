"""What draws promise: an approximation, weights, and how far they can be trusted."""

from dataclasses import dataclass, replace
from functools import cache
from typing import cast

import numpy as np
import pytest
from numpy.testing import assert_allclose
from numpy.typing import NDArray
from scipy import stats

from tests.strategy.estimation.toys import toy_evidence, toy_model
from yalu.errors import ModelError
from yalu.strategy.estimation.fit import Fitting, fit, objective_of
from yalu.strategy.estimation.laplace import (
    Approximation,
    Hill,
    draw,
    laplace,
    smoothed,
)
from yalu.strategy.estimation.mode import find_mode
from yalu.strategy.estimation.model import Model
from yalu.strategy.estimation.objective import Evaluation, Objective

Array = NDArray[np.float64]


@cache
def fitted() -> Fitting:
    rng = np.random.default_rng(1)
    return fit(toy_model(), toy_evidence(), rng=rng, count=60)


def test_at_the_mode_the_gradient_is_nothing() -> None:
    """That is what a mode is."""
    assert fitted().mode.is_found
    assert np.abs(fitted().mode.at.gradient).max() < 0.1


def test_no_point_around_the_mode_is_likelier() -> None:
    """A saddle has no slope either."""
    objective, at = fitted().objective, fitted().mode.at
    rng = np.random.default_rng(2)
    for step in rng.normal(size=(5, 3)):
        near = objective.near(at.free + 0.5 * step, at.supposed, None, slope=False)

        assert near.log_posterior < at.log_posterior


def test_another_start_finds_the_same_mode() -> None:
    """A search that depends on its start has found nothing."""
    objective = objective_of(toy_model(), toy_evidence())
    other = find_mode(objective, objective.begin(np.array([1.0, -1.0, 1.0])))

    assert_allclose(other.at.free, fitted().mode.at.free, atol=0.05)


def test_the_bend_is_that_of_second_differences_of_the_density() -> None:
    """Differences of gradients are checked against the density itself."""
    objective, at = fitted().objective, fitted().mode.at
    bend = np.linalg.inv(fitted().approximation.covariance)
    step, values = np.array([0.2, 0.0, 0.0]), []
    for times in (-1, 0, 1):
        free = at.free + times * step
        values.append(objective.near(free, at.supposed, None, slope=False))
    low, middle, high = (one.log_posterior for one in values)

    assert_allclose(-(high - 2 * middle + low) / 0.04, bend[0, 0], rtol=0.05)


def test_where_nothing_is_recorded_the_approximation_is_the_prior() -> None:
    """Then the posterior is the prior, and no draw counts for much more than another.

    They come from wider tails than the prior has, so that weights are not all alike.
    """
    objective = fitted().objective.without(np.ones(3, dtype=bool))
    mode = find_mode(objective, fitted().mode.at)
    approximation = laplace(objective, mode.at)
    draws = draw(
        objective,
        [Hill(at=mode.at, approximation=approximation)],
        count=60,
        rng=np.random.default_rng(1),
    )

    assert_allclose(mode.at.free, 0.0, atol=1e-3)
    assert_allclose(approximation.covariance, np.eye(3), atol=1e-5)
    assert draws.effective > 0.8 * 60
    assert draws.k_hat < 0.5
    assert approximation.repaired == 0


def test_draws_weigh_two_hills_by_what_they_hold() -> None:
    """One hill three times as high as another like it holds three quarters of all."""
    draws = draw(
        cast("Objective", _TwoHills()),
        [_hill(-5.0), _hill(5.0)],
        count=4000,
        rng=np.random.default_rng(8),
    )
    above = draws.weights[draws.free[:, 0] > 0].sum()

    assert abs(above - 0.75) < 0.02
    assert draws.k_hat < 0.1


class _TwoHills:
    """Three quarters of a normal density around 5, and a quarter around -5."""

    def near(self, free: Array, *_: object, **__: object) -> Evaluation:
        parts = np.log([0.25, 0.75]) - 0.5 * (free[0] - np.array([-5.0, 5.0])) ** 2
        return replace(_hill(free[0]).at, log_posterior=float(np.logaddexp(*parts)))


def _hill(centre: float) -> Hill:
    at = replace(fitted().mode.at, free=np.array([centre]), log_posterior=0.0)
    around = Approximation(
        centre=at.free, covariance=np.eye(1), repaired=0, bends=np.ones(1)
    )
    return Hill(at=at, approximation=around)


def test_a_mode_without_a_neighbour_has_no_approximation() -> None:
    """Nothing is made of a step at which the game has no equilibrium."""
    alone = _Alone(objective=fitted().objective)
    with pytest.raises(ModelError, match="no equilibrium was found beside the mode"):
        laplace(cast("Objective", alone), fitted().mode.at)


@dataclass(frozen=True)
class _Alone:
    """A posterior that is known at one point only."""

    objective: Objective
    coarser: float = 1.0

    @property
    def model(self) -> Model:
        return self.objective.model

    def near(self, free: Array, *_: object, **__: object) -> Evaluation:
        at = fitted().mode.at
        far = bool((free != at.free).any())
        return replace(at, log_posterior=-np.inf if far else at.log_posterior)


@pytest.mark.parametrize("shape", [0.2, 0.6, 1.2])
def test_the_shape_of_the_tail_is_that_of_the_ratios(shape: float) -> None:
    """Ratios are drawn from a Pareto tail of known shape; SciPy's fit agrees."""
    rng = np.random.default_rng(4)
    ratios = stats.genpareto.rvs(shape, size=20_000, random_state=rng)
    _, found = smoothed(np.log(ratios))
    tail = np.sort(ratios)[-int(3 * np.sqrt(20_000)) :]
    scipy, _, _ = stats.genpareto.fit(tail - tail[0] + 1e-9, floc=0)

    assert abs(found - shape) < 0.15
    assert abs(found - scipy) < 0.1


def test_weights_sum_to_one_and_keep_their_order() -> None:
    """Smoothing changes how large the largest are, not which."""
    rng = np.random.default_rng(5)
    logs = 2.0 * rng.normal(size=500)
    weights, _ = smoothed(logs)

    assert_allclose(weights.sum(), 1.0)
    assert (np.diff(weights[np.argsort(logs)]) >= -1e-12).all()


def test_a_draw_without_an_equilibrium_weighs_nothing() -> None:
    """It is counted as lost and not replaced."""
    logs = np.zeros(100)
    logs[3] = -np.inf

    assert smoothed(logs)[0][3] == 0.0


def test_a_fit_holds_what_it_says() -> None:
    """Weights sum to one; the table has one row for each parameter."""
    found = fitted().fit

    assert_allclose(found.weights.sum(), 1.0)
    assert [one.name for one in found.learnt] == ["gain", "cost", "fear"]
    assert len(found.draws) == found.diagnostics.drawn == 60
    assert found.diagnostics.lost == 0
    assert "k-hat" in str(found)


def test_a_posterior_by_draws_is_that_of_a_grid() -> None:
    """With three parameters the posterior can be added up on a grid."""
    objective, at = fitted().objective, fitted().mode.at
    line = np.linspace(-2.5, 2.5, 7)
    points = np.array(np.meshgrid(line, line, line)).reshape(3, -1).T
    logs = np.array(
        [
            objective.near(point, at.supposed, None, slope=False).log_posterior
            for point in points
        ]
    )
    weights = np.exp(logs - logs.max())
    weights /= weights.sum()
    mean = weights @ points
    spread = np.sqrt(weights @ (points - mean) ** 2)
    found = fitted().fit
    by_draws = found.weights @ found.free

    assert (np.abs(by_draws - mean) < 0.45 * spread).all()
    assert_allclose(fitted().approximation.widths, spread, rtol=0.15)
