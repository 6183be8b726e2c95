r"""Anderson acceleration of a fixed-point iteration.

Of the last :math:`k` pairs :math:`(x_i, g_i = G(x_i))` the combination is taken whose
fault :math:`f_i = g_i - x_i` is least in squares, and the next point is that
combination of the images:

.. math::

    x^+ = g - \sum_j \gamma_j\, \Delta g_j, \qquad
    \gamma = \arg\min \Bigl\lVert f - \sum_j \gamma_j\, \Delta f_j \Bigr\rVert_2 .

Where :math:`G` is linear this is GMRES (Walker & Ni 2011). A step that makes the
fault much worse empties the memory, and half a plain step from the best point follows.

References
----------
Walker, H. & Ni, P. (2011). Anderson acceleration for fixed-point iterations. *SIAM
Journal on Numerical Analysis* 49, 1715–1735.

"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from yalu.errors import ModelError

__all__ = ["Iteration", "Vector", "anderson"]

Vector = NDArray[np.floating]

_WORSE = 1e2  # a step that multiplies the least residual by more is taken back
_RIDGE = 1e-14


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Iteration:
    """Where an iteration ended.

    Attributes
    ----------
    point : array
        The best point found.
    residual : float
        Greatest absolute difference between the point and its image.
    rounds : int
        How many images were asked for.

    """

    point: Vector
    residual: float
    rounds: int


class _Memory:
    """The last differences between images and between faults, in two rings.

    They are kept to seven digits: that takes half the time to read, and what is lost
    shrinks with the differences.
    """

    def __init__(self, places: int, size: int) -> None:
        self._images = np.empty((places, size), dtype=np.float32)
        self._faults = np.empty((places, size), dtype=np.float32)
        self._gram = np.eye(places)
        self._places, self._slot, self._count = places, 0, 0
        self._last: tuple[Vector, Vector] | None = None

    def forget(self) -> None:
        """Drop everything."""
        self._count, self._slot, self._last = 0, 0, None

    def keep(self, image: Vector, fault: Vector) -> None:
        """Keep how an image and its fault differ from those before."""
        if self._last is not None:
            slot = self._slot
            self._images[slot] = image - self._last[0]
            self._faults[slot] = fault - self._last[1]
            self._count = max(self._count, slot + 1)
            products = self._faults[: self._count] @ self._faults[slot]
            self._gram[slot, : self._count] = products
            self._gram[: self._count, slot] = products
            self._slot = (slot + 1) % self._places
        self._last = (image, fault)

    def next(self) -> Vector:
        """Return the point that the differences kept suggest."""
        assert self._last is not None  # noqa: S101 - something was kept
        image, fault = self._last
        count = self._count
        if count == 0:
            return image
        gram, faults = self._gram[:count, :count], self._faults[:count]
        scale = np.sqrt(np.diag(gram))
        scale[scale == 0] = 1.0
        scaled = gram / scale[:, None] / scale[None, :]
        along = (faults @ fault.astype(np.float32)) / scale
        weights = np.linalg.solve(scaled + _RIDGE * np.eye(count), along) / scale
        return np.asarray(image - weights.astype(np.float32) @ self._images[:count])


def anderson(
    image: Callable[[Vector], ArrayLike],
    point: Vector,
    *,
    tolerance: float,
    most: int = 500,
    memory: int = 20,
) -> Iteration:
    """Return a fixed point of a map, or the best point on the way to one.

    Parameters
    ----------
    image : callable
        The map, from vectors to vectors of the same length.
    point : array
        Where to begin.
    tolerance : float
        The residual at which to stop.
    most : int
        How many images may be asked for.
    memory : int
        How many past steps are combined.

    Raises
    ------
    ModelError
        If the image of the first point is not a number.

    Examples
    --------
    >>> import numpy as np
    >>> found = anderson(np.cos, np.array([1.0]), tolerance=1e-12)
    >>> print(f"{found.point[0]:.9f}", found.rounds < 10)
    0.739085133 True

    """
    # More differences than unknowns would say the same twice.
    kept = _Memory(min(memory, point.shape[0]), point.shape[0])
    point = best = np.asarray(point)
    least = np.inf
    for done in range(1, most + 1):
        then = np.asarray(image(point))
        fault = then - point
        residual = float(np.abs(fault).max())
        if done == 1 and not np.isfinite(residual):
            msg = "The first image is no number. Begin elsewhere or mend the payoffs."
            raise ModelError(msg)
        if residual < least:
            best, least = point, residual
        if residual <= tolerance:
            break
        if not residual <= _WORSE * least:
            kept.forget()
            point = 0.5 * (best + np.asarray(image(best)))
            continue
        kept.keep(then, fault)
        point = kept.next()
    return Iteration(point=best, residual=least, rounds=done)
