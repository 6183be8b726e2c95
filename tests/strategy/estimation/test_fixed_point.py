"""What the compiled fixed point promises: the point, or the best on the way."""

import jax
import jax.numpy as jnp
import numpy as np
from numpy.testing import assert_allclose

from yalu.strategy.estimation.fixed_point import fixed_point
from yalu.strategy.games import anderson


def test_a_linear_map_is_solved_in_as_many_rounds_as_it_has_dimensions() -> None:
    """On linear maps the acceleration is GMRES: exact after n + 1 rounds or so."""
    rng = np.random.default_rng(1)
    square = 0.9 * np.linalg.qr(rng.normal(size=(5, 5)))[0]
    with jax.enable_x64(True):  # noqa: FBT003
        matrix, more = jnp.asarray(square), jnp.asarray(rng.normal(size=5))
        point, residual, rounds = fixed_point(
            lambda x: matrix @ x + more, jnp.zeros(5), tolerance=1e-9, most=50
        )

    wanted = np.linalg.solve(np.eye(5) - square, np.asarray(more))

    assert_allclose(point, wanted, rtol=1e-7)
    assert float(residual) <= 1e-9
    assert int(rounds) <= 9


def test_it_is_the_acceleration_of_the_general_solver() -> None:
    """Two programs of one method agree."""
    with jax.enable_x64(True):  # noqa: FBT003
        start = jnp.array([1.0, 0.2])
        here, _, _ = fixed_point(jnp.cos, start, tolerance=1e-12, most=50)
        there = anderson(jnp.cos, np.asarray(start), tolerance=1e-12).point

    assert_allclose(here, there, rtol=1e-11)


def test_with_no_round_the_start_comes_back() -> None:
    """So a gradient that nobody asked for costs nothing."""
    with jax.enable_x64(True):  # noqa: FBT003
        start = jnp.array([1.0])
        point, _, rounds = fixed_point(jnp.cos, start, tolerance=1e-12, most=0)

    assert float(point[0]) == 1.0
    assert int(rounds) == 0


def test_a_map_that_runs_away_is_not_called_solved() -> None:
    """The residual tells."""
    with jax.enable_x64(True):  # noqa: FBT003
        start = jnp.array([1.0])
        _, residual, rounds = fixed_point(
            lambda x: jnp.exp(x) + x, start, tolerance=1e-9, most=30
        )

    assert float(residual) > 1e-9
    assert int(rounds) == 30
