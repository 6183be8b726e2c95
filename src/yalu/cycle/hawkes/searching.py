r"""The search for the most likely parameters of one stream, and for how far they reach.

Parameters are found by a quasi-Newton method within bounds from several starts, of
which the one that has come highest is followed to the very top. Errors come from the
second derivatives of the log-likelihood, as differences of its gradient. Where these do
not serve (a weight of zero; a baseline or the fading of a kernel, of which the
log-likelihood is far from a parabola), the range holds all values :math:`c` of a
parameter for which

.. math:: 2 \, (\ell_{\max} - \max_{\theta_k = c} \ell(\theta)) \le \chi^2_{1, 0.9},

the *profile likelihood*.

References
----------
Venzon, D. J. and Moolgavkar, S. H. (1988). A method for computing
profile-likelihood-based confidence intervals. *Applied Statistics* 37, 87–94.

"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yalu.cycle.hawkes.descent import descend
from yalu.cycle.hawkes.parameters import Parameters, Vector

__all__ = ["QUANTILE", "Found", "profile_end", "search"]

QUANTILE = 1.6448536269514722  # of 90 percent

_STEP = 1e-5
_EXACT, _NEARLY, _ROUGHLY = 1e-8, 1e-5, 1e-3
_ZERO = 1e-7
_FLAT = 1e-5
_TIMES = 20
_NEAR = 1e-2


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Found:
    """The most likely parameters of one stream.

    Attributes
    ----------
    parameters : Parameters
        What was searched for.
    vector : ndarray of float64, shape (k,)
        What was found.
    log_likelihood : float
        Of the stream.
    free : ndarray of bool, shape (k,)
        Which parameters lie on no bound.
    told : ndarray of bool, shape (k,)
        Which parameters the events tell anything about: the decay of a kernel without
        weight could be any.
    covariance : ndarray of float64, shape (k, k)
        Of the errors; zero where a parameter is not free or not told, and missing where
        the log-likelihood is no peak.
    converged : bool
        Whether the gradient vanished.

    """

    parameters: Parameters
    vector: Vector
    log_likelihood: float
    free: NDArray[np.bool_]
    told: NDArray[np.bool_]
    covariance: Vector
    converged: bool

    @property
    def errors(self) -> Vector:
        """Standard errors, shape (k,)."""
        return np.sqrt(np.diag(self.covariance))


def search(parameters: Parameters, starts: int, rng: np.random.Generator) -> Found:
    """Return the best of what several searches found.

    Parameters
    ----------
    parameters : Parameters
        What to search for.
    starts : int
        How many half-lives to begin with; where they are given, once is enough, since
        the log-likelihood has one peak.
    rng : numpy.random.Generator
        Draws the half-lives to begin with.

    """
    begun = [parameters.start(lives) for lives in _half_lives(parameters, starts, rng)]
    if len(begun) > 1:
        near = [_descent(parameters, start, flat=_ROUGHLY) for start in begun]
        begun = [min(near, key=lambda end: end[1])[0]]
    vector = parameters.ordered(_descent(parameters, begun[0], flat=_EXACT)[0])
    low, high = parameters.bounds()
    weights = vector[parameters.weights_at]
    weights[weights < _ZERO] = 0.0
    loss, gradient = parameters.loss(vector)
    free = (vector > low + _ZERO) & (vector < high - _ZERO)
    free[parameters.weights_at] = weights > 0
    told = _told(parameters, vector)
    downhill = np.clip(vector - gradient, low, high) - vector
    return Found(
        parameters=parameters,
        vector=vector,
        log_likelihood=-loss * parameters.watch.number,
        free=free,
        told=told,
        covariance=_covariance(parameters, vector, free & told),
        converged=bool(np.abs(downhill[told]).max() < _FLAT),
    )


def _half_lives(
    parameters: Parameters, starts: int, rng: np.random.Generator
) -> list[Vector]:
    """Return half-lives to begin with, in days; spread evenly in logarithms."""
    window = parameters.watch.end - parameters.watch.start
    usual = window / (1 + parameters.watch.lags.size)
    count = 1 if parameters.decays is not None else starts
    if count == 1:
        spread = np.arange(parameters.kernels) - (parameters.kernels - 1) / 2
        return [np.asarray(usual * 10.0**spread, dtype=np.float64)]
    ends = np.log(usual / 10), np.log(max(min(300 * usual, window / 4), usual))
    edges = np.linspace(*ends, count + 1)
    first = rng.uniform(edges[:-1], edges[1:])
    others = rng.uniform(*ends, (count, parameters.kernels - 1))
    return list(np.exp(np.column_stack([first, others])))


def _descent(
    parameters: Parameters,
    start: Vector,
    held: tuple[int, float] | None = None,
    *,
    flat: float,
) -> tuple[Vector, float]:
    """Return where a search ends, and the loss there; one parameter may be held."""
    low, high = parameters.bounds()
    if held is not None:
        low[held[0]] = high[held[0]] = held[1]
    return descend(parameters.loss, start, low, high, flat=flat)


def _told(parameters: Parameters, vector: Vector) -> NDArray[np.bool_]:
    told = np.ones(parameters.size, dtype=bool)
    if parameters.decays is None:
        _, _, weights, _ = parameters.split(vector)
        told[parameters.decays_at] = (weights > 0).any(axis=1)
    return told


def _covariance(
    parameters: Parameters, vector: Vector, free: NDArray[np.bool_]
) -> Vector:
    """Return the covariance of the errors of the free parameters, shape (k, k)."""
    places = np.flatnonzero(free)
    curvature = np.empty((places.size, places.size))
    in_weights = np.zeros(parameters.size, dtype=bool)
    in_weights[parameters.weights_at] = True
    for row, place in enumerate(places):
        # A weight may not turn negative by the step.
        step = min(_STEP, vector[place] / 2) if in_weights[place] else _STEP
        shift = np.zeros(parameters.size)
        shift[place] = step
        above, below = (parameters.loss(vector + s)[1] for s in (shift, -shift))
        curvature[row] = (above - below)[places] / (2 * step)
    curvature = (curvature + curvature.T) / 2 * parameters.watch.number
    covariance = np.zeros((parameters.size, parameters.size))
    is_peak = places.size == 0 or np.linalg.eigvalsh(curvature)[0] > 0
    inverse = np.linalg.inv(curvature) if is_peak else np.full_like(curvature, np.nan)
    covariance[np.ix_(places, places)] = inverse
    return covariance


def profile_end(found: Found, place: int, side: int) -> float:
    """Return the lower or upper end of a parameter by its profile likelihood.

    Parameters
    ----------
    found : Found
        The most likely parameters.
    place : int
        Which parameter.
    side : int
        -1 for the lower end, 1 for the upper.

    Returns
    -------
    float
        Where twice the log-likelihood has fallen by the quantile of 90 percent; the
        bound of the parameter, if it does not fall so far.

    """
    parameters, best = found.parameters, found.vector
    bound = float(parameters.bounds()[(side + 1) // 2][place])
    error = float(found.errors[place])
    step = QUANTILE * error if np.isfinite(error) and error > 0 else 0.1
    # Where the others go along, if the log-likelihood were a parabola.
    along = found.covariance[place] / error**2 if error > 0 else np.zeros_like(best)
    along = np.where(np.isfinite(along), along, 0.0)
    inside, fallen = float(best[place]), 0.0
    outside: float | None = None
    beyond = 0.0
    start = best
    value = inside + side * float(step)
    for _ in range(_TIMES):
        value = max(value, bound) if side < 0 else min(value, bound)
        near = start + along * (value - start[place])
        vector, loss = _descent(parameters, near, (place, value), flat=_NEARLY)
        drop = 2 * (found.log_likelihood + loss * parameters.watch.number)
        # The root of the drop is nearly straight in the parameter.
        depth = float(np.sqrt(max(drop, 0.0)))
        if abs(depth - QUANTILE) < _NEAR:
            break
        if depth < QUANTILE:
            if value == bound:
                break
            inside, fallen, start = value, depth, vector
        else:
            outside, beyond = value, depth
        value = _next(inside, fallen, outside, beyond, side * step)
    return value


def _next(
    inside: float, fallen: float, outside: float | None, beyond: float, step: float
) -> float:
    """Return where the depth may be that is looked for."""
    if outside is None:
        return inside + step * (2.0 if fallen else 1.0)
    share = (QUANTILE - fallen) / (beyond - fallen)
    # Not all the way to an end, so that the bracket shrinks from both sides.
    return inside + min(max(share, 0.1), 0.9) * (outside - inside)
