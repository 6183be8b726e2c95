"""Climbing a log-likelihood by Newton's method."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Ascent", "climb"]

Array = NDArray[np.float64]
Terrain = Callable[[Array], tuple[float, Array, Array]]

_GAIN = 1e-4  # share of the gain foretold that a step must bring
_SHORTEST = 1e-10
_SETTLED = 1e-14  # gain foretold per unit of log-likelihood
_ROUNDING = 1e-10  # gain foretold that may be lost in rounding, per unit
_STEPS = 100
_CURVED = 1e-8
_FLAT = 1e-10
_LEAST = 1e-300


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ascent:
    """Where a climb ended.

    Attributes
    ----------
    place : ndarray of float64, shape (k,)
        The coefficients.
    value : float
        The log-likelihood there.
    converged : bool
        Whether nothing more was to be gained.

    """

    place: Array
    value: float
    converged: bool


def climb(
    terrain: Terrain,
    start: Array,
    *,
    learn: bool = False,
) -> Ascent:
    """Return a peak, climbing from a start.

    Where the second derivatives show no peak ahead, they are tilted until they do; each
    step is halved until it brings a part of what it promised.

    Parameters
    ----------
    terrain : callable
        Gives value, gradient and second derivatives, or an approximation of these.
    start : ndarray of float64, shape (k,)
        Where to begin.
    learn : bool
        Whether the second derivatives are approximate, so that only those at the start
        are used and corrected by how the gradient changes (the BFGS formula).

    Examples
    --------
    >>> def hill(x):
    ...     return -float((x**2).sum()), -2 * x, -2 * np.eye(x.size)
    >>> climb(hill, np.array([3.0])).place.tolist()
    [0.0]

    """
    place = np.array(start, dtype=np.float64)
    value, gradient, hessian = _seen(terrain, place)
    for _ in range(_STEPS):
        if not np.isfinite(value):
            break
        step = _step(gradient, hessian)
        promised = float(gradient @ step)
        if not promised > _SETTLED * (1 + abs(value)):
            # One more step costs nothing and squares what is left of the mistake.
            return Ascent(
                place=place + step, value=value + promised / 2, converged=True
            )
        length = 1.0
        while True:
            there = place + length * step
            found = _seen(terrain, there)
            if found[0] >= value + _GAIN * length * promised:
                break
            length /= 2
            if length < _SHORTEST:
                # What is left to gain is lost in rounding, or there is no way up.
                small = promised <= _ROUNDING * (1 + abs(value))
                return Ascent(place=place, value=value, converged=small)
        if learn:
            hessian = _learnt(hessian, length * step, found[1] - gradient)
            place, value, gradient = there, *found[:2]
        else:
            place, (value, gradient, hessian) = there, found
    return Ascent(place=place, value=value, converged=False)


def _seen(terrain: Terrain, place: Array) -> tuple[float, Array, Array]:
    """Return what a terrain tells, a pit without bottom where it tells no numbers."""
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        value, gradient, hessian = terrain(place)
    if np.isfinite(gradient).all() and np.isfinite(hessian).all():
        return (value if np.isfinite(value) else -np.inf), gradient, hessian
    return -np.inf, np.zeros_like(place), -np.eye(place.size)


def _learnt(hessian: Array, step: Array, turn: Array) -> Array:
    """Return second derivatives that foretell how the gradient turned."""
    down, turned = -hessian, -turn
    along = float(step @ turned)
    pulled = down @ step
    if not along > _CURVED * float(step @ pulled):
        return hessian
    return np.asarray(
        np.outer(pulled, pulled) / (step @ pulled)
        - np.outer(turned, turned) / along
        + hessian
    )


def _step(gradient: Array, hessian: Array) -> Array:
    """Return Newton's step, uphill whatever the second derivatives are."""
    down = -hessian
    scale = np.sqrt(np.maximum(np.abs(np.diag(down)), _LEAST))
    values, vectors = np.linalg.eigh(down / scale[:, None] / scale)
    tame = np.maximum(np.abs(values), _FLAT * np.abs(values).max(initial=_LEAST))
    return np.asarray(vectors @ ((vectors.T @ (gradient / scale)) / tame) / scale)
