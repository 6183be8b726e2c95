r"""Descent to the least value of a smooth loss within bounds.

A quasi-Newton method with projection (Bertsekas 1982): parameters that lie on a bound
and would leave it are held; the others move by :math:`d = -B^{-1} g`, where :math:`B`
follows the curvature by damped updates of Broyden, Fletcher, Goldfarb and Shanno
(Powell 1978), and what would pass a bound stops there.

It is written out here because a fit of the cycle is many small searches. The methods
that come with SciPy call linear algebra that, on tables of this size, waits for other
processors hundreds of times longer than it computes whenever these are busy.

References
----------
Bertsekas, D. P. (1982). Projected Newton methods for optimization problems with simple
constraints. *SIAM Journal on Control and Optimization* 20, 221–246.

Powell, M. J. D. (1978). A fast algorithm for nonlinearly constrained optimization
calculations. In *Numerical Analysis*, Lecture Notes in Mathematics 630, 144–157.

"""

from collections.abc import Callable

import numpy as np
from numba import njit
from numpy.typing import NDArray

__all__ = ["descend"]

Vector = NDArray[np.float64]
Loss = Callable[[Vector], tuple[float, Vector]]

_MOST_STEPS = 500
_SUFFICIENT = 1e-4
_SHORTEST = 1e-12
_NEAR = 1e-9

_ROW, _TABLE = "float64[::1]", "float64[:,::1]"


def descend(
    loss: Loss, start: Vector, low: Vector, high: Vector, *, flat: float
) -> tuple[Vector, float]:
    """Return where a loss has no more slope, and the loss there.

    Parameters
    ----------
    loss : callable
        Returns value and gradient at a vector; of order one near the least value.
    start : ndarray of float64, shape (k,)
        Where to begin, within the bounds.
    low, high : ndarray of float64, shape (k,)
        The bounds.
    flat : float
        How long the projected gradient may be in the end. It is longer only where the
        arithmetic lets the loss fall no further, or after 500 steps.

    """
    here = np.clip(start, low, high)
    value, gradient = loss(here)
    curvature = np.eye(len(here))
    is_new = True
    for _ in range(_MOST_STEPS):
        held = ((here <= low + _NEAR) & (gradient > 0)) | (
            (here >= high - _NEAR) & (gradient < 0)
        )
        if np.abs(np.clip(here - gradient, low, high) - here).max() < flat:
            break
        way = _way(curvature, gradient, held)
        found = _along(loss, here, value, gradient, way, low, high)
        if found is None:
            if is_new:
                break
            # The curvature may mislead; begin again with the steepest way.
            curvature, is_new = np.eye(len(here)), True
            continue
        there, lower, slope = found
        _follow(curvature, there - here, slope - gradient)
        here, value, gradient, is_new = there, lower, slope, False
    return here, value


def _along(  # noqa: PLR0917 - the whole state of a search
    loss: Loss,
    here: Vector,
    value: float,
    gradient: Vector,
    way: Vector,
    low: Vector,
    high: Vector,
) -> tuple[Vector, float, Vector] | None:
    """Return the first point on the way at which the loss has fallen enough."""
    length = 1.0
    while length > _SHORTEST:
        there = np.minimum(np.maximum(here + length * way, low), high)
        fall = float(gradient @ (there - here))
        if fall >= 0:
            return None
        reached, slope = loss(there)
        if reached <= value + _SUFFICIENT * fall and reached < value:
            return there, reached, slope
        # Where a parabola through both values and the slope is least.
        bend = reached - value - fall
        share = -fall / (2 * bend) if np.isfinite(bend) and bend > 0 else 0.1
        length *= min(max(share, 0.1), 0.5)
    return None


@njit(f"{_ROW}({_TABLE}, {_ROW}, boolean[::1])", cache=True, error_model="numpy")
def _way(curvature: Vector, gradient: Vector, held: NDArray[np.bool_]) -> Vector:
    """Return minus the gradient over the curvature; nothing where a bound holds."""
    places = np.flatnonzero(~held)
    n = len(places)
    root = np.empty((n, n))
    for i in range(n):
        for j in range(i + 1):
            left = curvature[places[i], places[j]]
            for k in range(j):
                left -= root[i, k] * root[j, k]
            root[i, j] = np.sqrt(max(left, 1e-12)) if i == j else left / root[j, j]
    solved = np.empty(n)
    for i in range(n):
        left = -gradient[places[i]]
        for k in range(i):
            left -= root[i, k] * solved[k]
        solved[i] = left / root[i, i]
    for i in range(n - 1, -1, -1):
        left = solved[i]
        for k in range(i + 1, n):
            left -= root[k, i] * solved[k]
        solved[i] = left / root[i, i]
    way = np.zeros(len(gradient))
    way[places] = solved
    return way


@njit(f"void({_TABLE}, {_ROW}, {_ROW})", cache=True, error_model="numpy")
def _follow(curvature: Vector, step: Vector, change: Vector) -> None:
    """Let the curvature follow a step and the change of gradient that came of it."""
    n = len(step)
    bent = np.zeros(n)
    met, expected = 0.0, 0.0
    for i in range(n):
        for j in range(n):
            bent[i] += curvature[i, j] * step[j]
        met += step[i] * change[i]
        expected += step[i] * bent[i]
    if expected <= 0.0:
        return
    share = 1.0
    if met < 0.2 * expected:
        share = 0.8 * expected / (expected - met)
    total = 0.0
    mixed = np.empty(n)
    for i in range(n):
        mixed[i] = share * change[i] + (1.0 - share) * bent[i]
        total += mixed[i] * step[i]
    for i in range(n):
        for j in range(n):
            curvature[i, j] += mixed[i] * mixed[j] / total
            curvature[i, j] -= bent[i] * bent[j] / expected
