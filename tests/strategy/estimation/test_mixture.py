"""What a mixture of proposals promises: its density, its draws, and its fit."""

import numpy as np
from numpy.testing import assert_allclose
from numpy.typing import NDArray
from scipy import integrate

from yalu.strategy.estimation.laplace import smoothed
from yalu.strategy.estimation.mixture import FREEDOM, Mixture

Array = NDArray[np.float64]


def two() -> Mixture:
    return Mixture(
        shares=np.array([0.25, 0.75]),
        centres=np.array([[-3.0], [2.0]]),
        scales=np.array([[[1.0]], [[0.25]]]),
    )


def test_the_density_of_a_mixture_is_a_density() -> None:
    """It has the area of one."""
    area, _ = integrate.quad(
        lambda x: float(np.exp(two().log_density(np.array([[x]])))[0]),
        -200.0,
        200.0,
        points=[-3.0, 2.0],
        limit=400,
    )

    assert_allclose(area, 1.0, atol=1e-4)


def test_draws_are_of_the_density() -> None:
    """Weighed by another density over it, they have the area of the other."""
    free, of = two().drawn(40_000, np.random.default_rng(1))
    other = -0.5 * free[:, 0] ** 2 - 0.5 * np.log(2 * np.pi)

    assert_allclose(np.mean(of == 0), 0.25, atol=0.01)
    assert_allclose(np.mean(np.exp(other - two().log_density(free))), 1.0, atol=0.05)


def test_draws_have_the_width_that_theory_gives() -> None:
    """The covariance of a t is its scale by freedom over freedom less two."""
    one = Mixture(
        shares=np.ones(1),
        centres=np.zeros((1, 2)),
        scales=np.array([[[2.0, 0.6], [0.6, 1.0]]]),
    )
    free, _ = one.drawn(200_000, np.random.default_rng(2))

    assert_allclose(np.cov(free.T), one.scales[0] * FREEDOM / (FREEDOM - 2), atol=0.05)


def test_a_mixture_fitted_to_draws_is_nearer_to_what_they_are_of() -> None:
    """Begun off the mark and too narrow, it needs fewer draws for as much after it."""

    def target(free: Array) -> Array:
        return np.asarray(-0.5 * np.sum((free - 1.0) ** 2 / 4.0, axis=1))

    rng, size = np.random.default_rng(3), 4
    begun = Mixture(
        shares=np.ones(1), centres=np.zeros((1, size)), scales=np.eye(size)[None]
    )
    free, _ = begun.drawn(400, rng)
    weights, _ = smoothed(target(free) - begun.log_density(free))
    fitted = begun.fitted(free, weights)
    again, _ = fitted.drawn(400, rng)
    after, _ = smoothed(target(again) - fitted.log_density(again))

    assert 1 / np.sum(after**2) > 1.5 / np.sum(weights**2)


def test_fitting_to_one_draw_changes_little() -> None:
    """A draw that outweighs all others tells of itself, not of the posterior."""
    free, _ = two().drawn(50, np.random.default_rng(4))
    weights = np.zeros(50)
    weights[7] = 1.0
    fitted = two().fitted(free, weights)

    assert_allclose(fitted.scales[1], two().scales[1], atol=2.0)
    assert_allclose(fitted.shares.sum(), 1.0)
    assert (np.linalg.eigvalsh(fitted.scales) > 0).all()
