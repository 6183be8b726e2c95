r"""A normal approximation at the mode, and draws from it that are weighed anew.

The second derivatives are differences of gradients. Where one of their directions bends
less than `FLOOR` (the prior alone bends by about one), it is taken to bend by that, so
that nothing is drawn beyond three standard deviations or so of what was held before.

A posterior may have several modes, as where two types may exchange their names. Each
draw :math:`z_d` of the mixture :math:`q` of their approximations is weighed by

.. math:: w_d \propto \frac{p(z_d \mid \text{record})}{q(z_d)},

the largest weights smoothed by a generalised Pareto distribution (Vehtari et al. 2024).
Its shape :math:`\hat k` tells how far the weights can be trusted: up to 0.7 they can.

References
----------
Vehtari, A., Simpson, D., Gelman, A., Yao, Y. & Gabry, J. (2024). Pareto smoothed
importance sampling. *Journal of Machine Learning Research* 25 (72).

Zhang, J. & Stephens, M. A. (2009). A new and efficient estimation method for the
generalized Pareto distribution. *Technometrics* 51, 316–325.

"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from yalu.errors import ModelError
from yalu.strategy.estimation.mixture import Mixture
from yalu.strategy.estimation.objective import Evaluation, Objective

__all__ = [
    "FLOOR",
    "LEAST_SHARE",
    "Approximation",
    "Draws",
    "Hill",
    "draw",
    "laplace",
    "smoothed",
]

Array = NDArray[np.float64]

FLOOR = 0.1
"""Least bend of the logarithm of the posterior in any direction."""

LEAST_SHARE = 0.2
"""Least weight of a mode among those drawn from, against the heaviest."""

_STEP = 0.05
_EXACT = 1.0  # differences of gradients ask for more digits than a search does
_FEW = 5  # tail weights that a Pareto distribution can be fitted to


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Approximation:
    """A normal distribution in free coordinates.

    Attributes
    ----------
    centre : ndarray of float64, shape (P,)
        The mode.
    covariance : ndarray of float64, shape (P, P)
        Inverse of the bend there.
    repaired : int
        Directions that bent less than `FLOOR` and were taken to bend by that.
    bends : ndarray of float64, shape (P,)
        Bend in each direction as found, ascending.

    """

    centre: Array
    covariance: Array
    repaired: int
    bends: Array

    @property
    def widths(self) -> Array:
        """Standard deviation of each free coordinate."""
        return np.asarray(np.sqrt(np.diag(self.covariance)))


def laplace(objective: Objective, at: Evaluation) -> Approximation:
    """Return the normal approximation at a mode.

    Parameters
    ----------
    objective : Objective
        The posterior.
    at : Evaluation
        Its mode.

    """
    size = len(at.free)
    bend = np.zeros((size, size))
    exact = replace(objective, coarser=_EXACT)
    at = exact.near(at.free, at.supposed, at.shadow)
    for place in range(size):
        bend[place] = _bent(exact, at, place)
    bends, along = np.linalg.eigh((bend + bend.T) / 2)
    mended = np.maximum(bends, FLOOR)
    return Approximation(
        centre=at.free,
        covariance=(along / mended) @ along.T,
        repaired=int(np.sum(bends < FLOOR)),
        bends=bends,
    )


def _bent(exact: Objective, at: Evaluation, place: int) -> Array:
    """Return how the gradient falls along one coordinate, a unit of it.

    Where the game has no equilibrium a step away, another step is taken.
    """
    for step in (_STEP, -_STEP, _STEP / 2, -_STEP / 2):
        away = np.zeros(len(at.free))
        away[place] = step
        near = exact.near(at.free + away, at.supposed, at.shadow)
        if np.isfinite(near.log_posterior):
            return np.asarray((at.gradient - near.gradient) / step)
    msg = (
        f"Parameter {exact.model.names[place]}: no equilibrium was found beside the "
        "mode, so it has no normal approximation. Lower the precision of the model."
    )
    raise ModelError(msg)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Hill:
    """One mode of a posterior, and the normal approximation there."""

    at: Evaluation
    approximation: Approximation

    def log_mass(self) -> float:
        """Return the logarithm of how much probability the hill holds, roughly."""
        _, volume = np.linalg.slogdet(self.approximation.covariance)
        return self.at.log_posterior + 0.5 * float(volume)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Draws:
    """Draws from a posterior, with weights.

    Attributes
    ----------
    free : ndarray of float64, shape (D, P)
        Free coordinates.
    weights : ndarray of float64, shape (D,)
        Smoothed weights, summing to one; zero for a draw without an equilibrium.
    log_likelihood : ndarray of float64, shape (D,)
        Logarithm of the likelihood.
    k_hat : float
        Shape of the tail of the weights; up to 0.7 they can be trusted.
    lost : int
        Draws at which no equilibrium was found.

    """

    free: Array
    weights: Array
    log_likelihood: Array
    k_hat: float
    lost: int

    @property
    def effective(self) -> float:
        """How many equally weighted draws they are worth."""
        return float(1.0 / np.sum(self.weights**2))


def draw(
    objective: Objective,
    hills: Sequence[Hill],
    *,
    count: int,
    rng: np.random.Generator,
    visit: Callable[[int, Evaluation], None] | None = None,
) -> Draws:
    """Return weighted draws from a posterior.

    Half of them come from what the hills suggest, the other half from the mixture that
    fits the first half better (`Mixture.fitted`); all are weighed as draws of both
    together, so that none of it need be exact.

    Parameters
    ----------
    objective : Objective
        The posterior.
    hills : sequence of Hill
        Its modes.
    count : int
        How many.
    rng : numpy.random.Generator
        Where chance comes from.
    visit : callable, optional
        Is given the number and the evaluation of each draw that has an equilibrium.

    """
    masses = np.array([hill.log_mass() for hill in hills])
    shares = np.maximum(np.exp(masses - masses.max()), LEAST_SHARE)
    mixture = Mixture(
        shares=shares / shares.sum(),
        centres=np.array([hill.approximation.centre for hill in hills]),
        scales=np.array([hill.approximation.covariance for hill in hills]),
    )
    sizes, mixtures = (count - count // 2, count // 2), [mixture]
    free = np.empty((0, len(hills[0].at.free)))
    value, likelihood = np.empty(0), np.empty(0)
    for size in sizes:
        points, of = mixtures[-1].drawn(size, rng)
        for point, place in zip(points, of, strict=True):
            found = _solved(objective, point, [hills[place], *hills])
            if visit is not None and np.isfinite(found.log_posterior):
                visit(len(value), found)
            value = np.append(value, found.log_posterior)
            likelihood = np.append(likelihood, found.log_likelihood)
        free = np.concatenate([free, points])
        weights, k_hat = smoothed(value - _density(mixtures, sizes, free))
        mixtures.append(mixtures[0].fitted(free, weights))
    return Draws(
        free=free,
        weights=weights,
        log_likelihood=likelihood,
        k_hat=k_hat,
        lost=int(np.sum(~np.isfinite(value))),
    )


def _solved(objective: Objective, free: Array, hills: Sequence[Hill]) -> Evaluation:
    """Return the evaluation at a point, begun from one hill after the other."""
    for hill in hills:
        found = objective.near(free, hill.at.supposed, None, slope=False)
        if np.isfinite(found.log_posterior):
            break
    return found


def _density(mixtures: Sequence[Mixture], sizes: Sequence[int], free: Array) -> Array:
    """Return the logarithm of the density of points drawn from several mixtures."""
    parts = [
        np.log(size) + mixture.log_density(free)
        for size, mixture in zip(sizes, mixtures, strict=False)
    ]
    return np.asarray(np.logaddexp.reduce(parts))


def smoothed(log_ratios: Array) -> tuple[Array, float]:
    """Return weights that sum to one, their tail smoothed, and the shape of the tail.

    Parameters
    ----------
    log_ratios : ndarray of float64, shape (D,)
        Logarithms of raw weights; minus infinity for none.

    Examples
    --------
    >>> weights, shape = smoothed(np.zeros(100))
    >>> bool(np.allclose(weights, 0.01)), shape
    (True, -inf)

    """
    raw = np.exp(log_ratios - log_ratios.max())
    order = np.argsort(raw)
    tail = int(min(0.2 * len(raw), 3 * np.sqrt(len(raw))))
    places = order[-tail:] if tail else order[:0]
    cut = raw[order[-tail - 1]] if tail else 0.0
    over = raw[places] - cut
    if tail < _FEW or not over[-1] > 0 or np.ptp(over) <= 1e-12 * raw.max():
        return raw / raw.sum(), -np.inf
    shape, scale = _pareto(over[over > 0])
    ranks = (np.arange(1, tail + 1) - 0.5) / tail
    if abs(shape) < 1e-12:  # noqa: PLR2004 - the limit of the same formula
        fitted = cut - scale * np.log1p(-ranks)
    else:
        fitted = cut + scale / shape * np.expm1(-shape * np.log1p(-ranks))
    weights = raw.copy()
    weights[places] = np.minimum(fitted, raw.max())
    return weights / weights.sum(), float(shape)


def _pareto(over: Array) -> tuple[float, float]:
    """Return shape and scale of the generalised Pareto distribution of excesses."""
    size = len(over)
    points = 30 + int(np.sqrt(size))
    quarter = over[int(size / 4 + 0.5) - 1]
    spread = 1 - np.sqrt(points / (np.arange(1, points + 1) - 0.5))
    theta = 1 / over[-1] + spread / 3 / quarter
    shapes = np.log1p(-theta[:, None] * over).mean(axis=1)
    profile = size * (np.log(-theta / shapes) - shapes - 1)
    weights = 1 / np.exp(profile - profile[:, None]).sum(axis=1)
    best = float(np.sum(theta * weights / weights.sum()))
    shape = float(np.log1p(-best * over).mean())
    scale = -shape / best
    # A weak prior of ten draws at a shape of one half, as Vehtari et al. advise.
    return (size * shape + 10 * 0.5) / (size + 10), scale
