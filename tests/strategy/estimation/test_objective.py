"""What the posterior density promises: its value, and every derivative."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from numpy.testing import assert_allclose

from tests.strategy.estimation.toys import toy_evidence, toy_model
from yalu.errors import ModelError, SchemaError
from yalu.strategy.estimation.evidence import Evidence
from yalu.strategy.estimation.fit import objective_of
from yalu.strategy.estimation.objective import Evaluation, Objective
from yalu.strategy.games import solve

AT = np.array([0.3, -0.2, 0.5])


@cache
def objective() -> Objective:
    found = objective_of(toy_model(), toy_evidence(), tolerance=1e-11)
    return replace(found, coarser=1.0)


@cache
def there() -> Evaluation:
    return objective().begin(AT)


@pytest.mark.parametrize("place", [0, 1, 2])
def test_the_gradient_is_that_of_finite_differences(place: int) -> None:
    """Implicit differentiation must count how the whole equilibrium moves."""
    step = np.zeros(3)
    step[place] = 1e-4
    up, down = (
        objective().near(AT + sign * step, there().supposed, None, slope=False)
        for sign in (1, -1)
    )
    slope = (up.log_posterior - down.log_posterior) / 2e-4

    assert_allclose(there().gradient[place], slope, rtol=1e-6)


def test_the_posterior_is_prior_and_likelihood() -> None:
    """Both are told apart, since one of them is scored."""
    prior = -0.5 * AT @ AT

    assert_allclose(there().log_posterior, there().log_likelihood + prior)


def test_a_warm_start_finds_what_a_cold_one_does() -> None:
    """Where a search comes from must not matter."""
    far = objective().begin(-AT)
    warm = objective().near(AT, far.supposed, far.shadow)

    assert_allclose(warm.log_posterior, there().log_posterior, rtol=1e-9)
    assert_allclose(warm.gradient, there().gradient, rtol=1e-6)


def test_the_equilibrium_is_that_of_the_general_solver() -> None:
    """The compiled loop is another program than the one that users call."""
    played = objective().played(there())
    alone = solve(
        played.game, played.parameters, precision=played.precision, tolerance=1e-11
    )

    assert_allclose(played.choices[0][0], alone.choices[0][0], atol=1e-8)
    assert_allclose(played.choices[1][0], alone.choices[1][0], atol=1e-8)


def test_where_nothing_is_counted_only_the_prior_is_left() -> None:
    """A case that is held out must not move the parameters."""
    none = objective().without(np.ones(3, dtype=bool))
    found = none.near(AT, there().supposed, None)

    assert_allclose(found.log_likelihood, 0.0, atol=1e-12)
    assert_allclose(found.gradient, -AT, atol=1e-8)


def test_no_equilibrium_is_told_and_not_played() -> None:
    """What was not found must not be used."""
    lost = replace(there(), log_posterior=-np.inf)
    with pytest.raises(ModelError, match="No equilibrium was found"):
        objective().played(lost)


def test_evidence_without_any_fit_is_refused() -> None:
    """A row of zeros would make the record impossible."""
    with pytest.raises(SchemaError, match="expected weights") as told:
        Evidence(periods=("1",), weights={"move": np.zeros((1, 2))})

    assert "move" in str(told.value)
