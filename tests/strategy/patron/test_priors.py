"""What priors and their coordinates promise."""

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose

from yalu.errors import SchemaError
from yalu.strategy.patron import (
    ESTIMATED,
    PARAMETERS,
    Family,
    Parameter,
    constrained,
    default_parameters,
    log_prior,
    log_prior_slope,
    parameter,
    prior_draw,
    priors,
    slopes,
    unconstrained,
)

POINTS = arrays(float, len(ESTIMATED), elements=st.floats(-4, 4))
STEP = 1e-6


def of(family: Family) -> Parameter:
    """Return a parameter of a family."""
    return Parameter(
        name="x",
        meaning="",
        unit="",
        family=family,
        centre=0.3,
        spread=0.2,
        estimated=True,
        claim="",
        source="",
    )


def law(one: Parameter) -> Any:  # noqa: ANN401 - of SciPy's own kind
    """Return the prior as SciPy knows it."""
    both = one.centre * (1 - one.centre) / one.spread**2 - 1
    return {
        Family.NORMAL: scipy.stats.norm(one.centre, one.spread),
        Family.LOG_NORMAL: scipy.stats.lognorm(one.spread, scale=one.centre),
        Family.HALF_NORMAL: scipy.stats.halfnorm(scale=one.spread),
        Family.BETA: scipy.stats.beta(one.centre * both, (1 - one.centre) * both),
    }[one.family]


@given(POINTS)
def test_a_point_and_its_parameters_are_the_same_thing_twice(
    point: np.ndarray,
) -> None:
    """What the search moves is what the game is played at."""
    found = constrained(point)

    assert set(found) == {one.name for one in PARAMETERS}
    assert_allclose(unconstrained(found), point, atol=1e-9)


def test_the_centre_of_every_prior_is_a_point() -> None:
    """The search may begin there."""
    point = unconstrained(default_parameters())

    assert_allclose(list(constrained(point).values()), [*default_parameters().values()])


@pytest.mark.parametrize("family", Family)
@pytest.mark.parametrize("x", [-1.3, 0.0, 0.8])
def test_a_density_is_that_of_scipy_in_the_coordinates_of_a_point(
    family: Family, x: float
) -> None:
    """The change of coordinates is counted in, constants too."""
    one = of(family)
    value, slope = priors._value(one, x), priors._value_slope(one, x)

    assert_allclose(priors._density(one, x), law(one).logpdf(value) + np.log(slope))


@pytest.mark.parametrize("family", Family)
@pytest.mark.parametrize("x", [-1.3, 0.0, 0.8])
def test_slopes_are_those_of_small_steps(family: Family, x: float) -> None:
    """They are written out by hand, and a slip would send the search astray."""
    one = of(family)

    def step(function: Any) -> Any:  # noqa: ANN401 - any of three
        return (function(one, x + STEP) - function(one, x - STEP)) / (2 * STEP)

    assert_allclose(priors._value_slope(one, x), step(priors._value), rtol=1e-6)
    assert_allclose(
        priors._density_slope(one, x), step(priors._density), rtol=1e-6, atol=1e-6
    )
    assert_allclose(priors._coordinate(one, priors._value(one, x)), x, atol=1e-12)


def test_jax_differentiates_to_what_is_written_out() -> None:
    """Both ways are open: tracing through, or multiplying by the slopes."""
    point = np.random.default_rng(3).normal(size=len(ESTIMATED))

    with jax.enable_x64(True):  # noqa: FBT003 - the signature is theirs
        traced = jax.grad(log_prior)(jnp.asarray(point))
        along = jax.jacobian(lambda x: jnp.stack([*_estimated(x)]))(jnp.asarray(point))

        assert_allclose(traced, log_prior_slope(point), atol=1e-9)
        assert_allclose(along, np.diag(slopes(point)), rtol=1e-9)
        assert_allclose(log_prior(jnp.asarray(point)), log_prior(point))


def _estimated(point: Any) -> list[Any]:  # noqa: ANN401 - traced
    found = constrained(point)
    return [found[name] for name in ESTIMATED]


@pytest.mark.parametrize("family", Family)
def test_draws_have_the_law_that_the_density_states(family: Family) -> None:
    """Kolmogorov and Smirnov's test at one in a thousand, with a fixed stream."""
    one, rng = of(family), np.random.default_rng(11)
    drawn = [priors._draw(one, rng) for _ in range(2000)]

    assert scipy.stats.kstest(drawn, law(one).cdf).pvalue > 1e-3


def test_a_draw_holds_what_is_held_unless_asked_not_to() -> None:
    """What is held is drawn only where its doubt is the question."""
    held = prior_draw(np.random.default_rng(1))
    free = prior_draw(np.random.default_rng(1), held=False)
    centres = default_parameters()

    assert {name for name in held if held[name] != centres[name]} == set(ESTIMATED)
    assert all(free[name] != centres[name] for name in free)


def test_all_values_outside_their_priors_are_told_at_once() -> None:
    """A weight that cannot be negative has no coordinate there."""
    with pytest.raises(SchemaError) as told:
        unconstrained({"patron_gap": -1.0, "patron_joint": float("nan")})

    assert "patron_gap: found -1; expected a finite number above 0" in str(told.value)
    assert "patron_joint: found nan; expected a finite number" in str(told.value)


def test_a_point_of_the_wrong_length_is_refused() -> None:
    """Coordinates that are shifted by one would all mean something else."""
    with pytest.raises(SchemaError, match=r"expected \(26,\)"):
        constrained(np.zeros(len(PARAMETERS)))


def test_the_parameter_of_a_name_is_found_or_refused() -> None:
    """Names are looked up, never guessed."""
    with pytest.raises(SchemaError, match="nothing: found a name that no rule"):
        parameter("nothing")
