"""What Newton's method promises."""

import jax
import jax.numpy as jnp
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from yalu.strategy.games import newton_krylov


def test_a_fixed_point_is_found_to_the_last_digits() -> None:
    """Newton's steps double the digits that are right."""
    with jax.enable_x64(True):  # noqa: FBT003 - the signature is theirs
        found = newton_krylov(jnp.cos, np.array([0.5, 1.0]), tolerance=1e-14)

    assert found.residual <= 1e-14
    assert_allclose(found.point, 0.7390851332151607, rtol=1e-14)


@settings(max_examples=10)
@given(st.integers(0, 2**32 - 1), st.floats(0.5, 3))
def test_it_needs_no_map_that_draws_near(seed: int, radius: float) -> None:
    """Where iteration would run away, the equation is solved as well."""
    rng = np.random.default_rng(seed)
    matrix = rng.normal(size=(5, 5))
    matrix *= radius / np.abs(np.linalg.eigvals(matrix)).max()
    centre = rng.normal(size=5)
    with jax.enable_x64(True):  # noqa: FBT003 - the signature is theirs
        held, middle = jnp.asarray(matrix), jnp.asarray(centre)
        found = newton_krylov(
            lambda x: middle + held @ jnp.tanh(x - middle),
            middle + 1e-3 * jnp.asarray(rng.normal(size=5)),
            tolerance=1e-12,
        )

    # The eigenvalue may come near one, where the equation has no single answer.
    near = np.abs(np.linalg.eigvals(matrix) - 1).min() < 0.05
    assert found.residual <= 1e-12 or near


def test_single_precision_finds_the_way_but_does_not_limit_the_end() -> None:
    """Steps of few digits each add up to all digits of the map itself."""
    rng = np.random.default_rng(5)
    matrix, centre = 0.3 * rng.normal(size=(6, 6)), rng.normal(size=6)
    few, middle = matrix.astype(np.float32), centre.astype(np.float32)

    with jax.enable_x64(True):  # noqa: FBT003 - the signature is theirs
        found = newton_krylov(
            lambda x: centre + matrix @ jnp.tanh(x - centre),
            centre + 0.3,
            tolerance=1e-14,
            short=lambda x: middle + few @ jnp.tanh(x - middle),
        )

    np.testing.assert_allclose(found.point, centre, atol=1e-13)


def test_where_nothing_helps_the_best_point_and_its_residual_are_given() -> None:
    """No real number is its own exponential; at zero they differ least, by one."""
    with jax.enable_x64(True):  # noqa: FBT003 - the signature is theirs
        found = newton_krylov(jnp.exp, np.array([1.0]), tolerance=1e-12, most=10)

    assert 1.0 <= found.residual <= np.e - 1
