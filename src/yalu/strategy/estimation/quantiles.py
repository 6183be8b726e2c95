"""Quantiles of weighted draws."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["quantiles"]

Array = NDArray[np.float64]


def quantiles(values: Array, weights: Array, at: Sequence[float]) -> tuple[float, ...]:
    """Return quantiles of draws that do not all count the same.

    Each draw stands in the middle of its own weight; between draws, quantiles are
    linear. A draw without weight is passed over.

    Parameters
    ----------
    values : ndarray of float64, shape (draws,)
        The draws.
    weights : ndarray of float64, shape (draws,)
        What each counts, none negative, some positive.
    at : sequence of float
        Chances, 0 to 1.

    Examples
    --------
    >>> quantiles(np.array([3.0, 1.0, 2.0]), np.ones(3), (0.5, 1.0))
    (2.0, 3.0)
    >>> quantiles(np.array([1.0, 9.0, 2.0]), np.array([1.0, 0.0, 1.0]), (0.5,))
    (1.5,)

    """
    order = np.argsort(values)
    # Between two draws must not stand one that counts for nothing.
    order = order[weights[order] > 0]
    each = weights[order] / weights.sum()
    middle = np.cumsum(each) - each / 2
    return tuple(float(q) for q in np.interp(at, middle, values[order]))
