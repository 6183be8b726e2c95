"""What derivatives of equilibria promise."""

from types import SimpleNamespace
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jax import Array
from numpy.testing import assert_allclose

from tests.strategy.games.small import LEARNING, PLAIN, drawn, normal_form
from yalu.errors import ModelError
from yalu.strategy.games import Game, Score, gradient, solve
from yalu.strategy.games.board import tables_of

STEP = 1e-4


GIVEN = {
    "worth": 1.2, "fear": 0.4, "calm": 0.7, "tests": 1.5, "rise": 0.5, "patience": 0.8,
    "redraw": 0.1, "prior": 0.4,
}  # fmt: skip


def seen(choices: Any, tables: Any, by: SimpleNamespace) -> Array:  # noqa: ANN401
    """Return something that asks for choices, tables and a parameter."""
    (enforce,), (test,) = choices
    rises = tables.chances[0].ravel()
    told = jnp.log(enforce[1, 0, 2]).sum() + by.worth * jnp.mean(test**2)
    found: Array = told + rises @ jnp.arange(rises.size) * enforce[0, 1, 1, 1].sum()
    return found


def plain(choices: Any, tables: Any, by: Any) -> Array:  # noqa: ANN401, ARG001
    """Return a number made of the choices of both players."""
    first, second = choices[0]
    found: Array = jnp.sum(first**2) + jnp.log(second).ravel()[0]
    return found


def moved(
    parameters: dict[str, float], way: dict[str, float], step: float
) -> dict[str, float]:
    """Return parameters a step along a way."""
    return {name: x + step * way.get(name, 0.0) for name, x in parameters.items()}


def scored(
    game: Game, parameters: dict[str, float], precision: float, score: Score
) -> float:
    """Return the number at parameters, the game solved anew."""
    found = solve(game, parameters, precision=precision, tolerance=1e-12)
    with jax.enable_x64(True):  # noqa: FBT003 - the signature is theirs
        tables = tables_of(game, parameters)
        return float(score(found.choices, tables, SimpleNamespace(**parameters)))


def test_derivatives_are_those_of_solving_anew() -> None:
    """By every parameter: payoffs, chances, discount, redraw and prior."""
    found = solve(LEARNING, GIVEN, precision=2.0, tolerance=1e-12)
    _, slopes = gradient(found, seen)
    anew = {}
    for name in GIVEN:
        high, low = (
            scored(LEARNING, moved(GIVEN, {name: 1.0}, step), 2.0, seen)
            for step in (STEP, -STEP)
        )
        anew[name] = (high - low) / (2 * STEP)

    assert slopes.keys() == GIVEN.keys()
    assert min(np.abs([*anew.values()])) > 1e-3
    assert_allclose([slopes[x] for x in GIVEN], [*anew.values()], rtol=1e-5, atol=1e-6)


@settings(max_examples=3)
@given(st.integers(0, 2**32 - 1), st.floats(0.1, 0.8))
def test_so_they_are_in_any_small_game(seed: int, precision: float) -> None:
    """In any direction, seventeen parameters changed at once, chances among them."""
    rng = np.random.default_rng(seed)
    parameters = drawn(rng, 0.7)
    for number in range(8):
        parameters[f"p{number}"] = 0.05 + 0.9 * parameters[f"p{number}"]
    way = {name: float(rng.normal()) for name in parameters}
    found = solve(PLAIN, parameters, precision=precision, tolerance=1e-12)
    _, slopes = gradient(found, plain)
    high, low = (
        scored(PLAIN, moved(parameters, way, step), precision, plain)
        for step in (STEP, -STEP)
    )
    along = sum(slopes[name] * way[name] for name in way)

    assert along == pytest.approx((high - low) / (2 * STEP), rel=1e-4, abs=1e-6)


def test_what_does_not_move_has_no_derivative() -> None:
    """A number that hangs on nothing changes with nothing."""
    found = solve(PLAIN, drawn(np.random.default_rng(5), 0.7), precision=0.5)
    value, slopes = gradient(found, lambda *_: jnp.asarray(3.0))

    assert value == 3.0
    assert set(slopes.values()) == {0.0}


def test_a_number_of_the_parameters_alone_has_its_own_derivative() -> None:
    """What the equilibrium does not enter is differentiated as it stands."""
    found = solve(PLAIN, drawn(np.random.default_rng(5), 0.7), precision=0.5)
    value, slopes = gradient(found, lambda _, __, by: by.patience**2)

    assert value == pytest.approx(0.49)
    assert slopes["patience"] == pytest.approx(1.4)
    assert slopes["u0"] == 0.0


def test_where_equilibria_branch_there_is_no_derivative_and_it_says_so() -> None:
    """Two who want to meet, at precision 2: there the fork begins (by hand).

    With chance p, log odds are 2 (2 p - 1), whose slope at one half is that of log odds
    themselves: the linear system is singular.
    """
    meet = np.eye(2)
    found = solve(normal_form([meet, meet]), {}, precision=2.0)

    with pytest.raises(ModelError, match="the derivative was not found; the residual"):
        gradient(found, lambda choices, _, __: choices[0][0].ravel()[0])
