"""What Anderson acceleration promises."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from yalu.errors import ModelError
from yalu.strategy.games import anderson


def linear(
    rng: np.random.Generator, size: int, radius: float
) -> tuple[jax.Array, jax.Array]:
    """Return a matrix of a given spectral radius, and a vector."""
    matrix = rng.normal(size=(size, size))
    matrix *= radius / np.abs(np.linalg.eigvals(matrix)).max()
    return jnp.asarray(matrix), jnp.asarray(rng.normal(size=size))


@settings(max_examples=20)
@given(st.integers(0, 2**32 - 1), st.floats(0.1, 0.95))
def test_a_linear_map_is_solved_in_about_as_many_steps_as_it_has_dimensions(
    seed: int, radius: float
) -> None:
    """There acceleration is GMRES, which ends after one step for each dimension."""
    with jax.enable_x64(True):  # noqa: FBT003 - the signature is theirs
        matrix, shift = linear(np.random.default_rng(seed), 6, radius)
        found = anderson(
            lambda x: matrix @ x + shift, np.zeros(6), tolerance=1e-9, memory=12
        )
        exact = np.linalg.solve(np.eye(6) - np.asarray(matrix), np.asarray(shift))

    assert found.residual <= 1e-9
    assert found.rounds <= 25
    assert_allclose(found.point, exact, rtol=1e-4, atol=1e-4)


def test_a_map_that_drives_away_is_held_all_the_same() -> None:
    """Plain iteration leaves the fixed point of -2x + 3; acceleration finds it."""
    with jax.enable_x64(True):  # noqa: FBT003 - the signature is theirs
        found = anderson(lambda x: -2 * x + 3, np.array([10.0]), tolerance=1e-12)

    assert_allclose(found.point, [1.0])
    assert found.rounds < 10


def test_at_a_fixed_point_nothing_is_done() -> None:
    """One image shows that it is one."""
    with jax.enable_x64(True):  # noqa: FBT003 - the signature is theirs
        found = anderson(lambda x: 0 * x + 2.0, np.array([2.0, 2.0]), tolerance=1e-12)

    assert found.rounds == 1
    assert found.residual == 0


def test_the_best_point_is_given_where_rounds_run_out() -> None:
    """What is told as the residual is that of the point that is given."""
    with jax.enable_x64(True):  # noqa: FBT003 - the signature is theirs
        found = anderson(jnp.cos, np.array([1.0]), tolerance=1e-15, most=4)
        left = jnp.abs(jnp.cos(found.point) - found.point).max()

    assert found.rounds == 4
    assert found.residual == pytest.approx(float(left), abs=1e-16)
    assert 0 < found.residual < 1e-3


def test_a_start_with_no_image_is_refused() -> None:
    """From what is no number nothing can be found."""
    with (
        jax.enable_x64(True),  # noqa: FBT003 - the signature is theirs
        pytest.raises(ModelError, match=r"first image is no number. Begin elsewhere"),
    ):
        anderson(lambda x: x * jnp.nan, np.array([1.0]), tolerance=1e-9)
