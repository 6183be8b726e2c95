r"""The random walk of years, for records that have nothing finer.

With the logarithms :math:`y_1, \dots, y_n` of the amounts of the recorded years and the
steps :math:`d_i = (y_{i+1} - y_i) / \sqrt{g_i}`, where :math:`g_i` is the number of
years between the two, the year :math:`k` years after the last is

.. math:: y_n + \sqrt{k}\, s\, T_{n-1}, \qquad s^2 = \frac{1}{n-1} \sum d_i^2,

with :math:`T_{n-1}` a Student variable of as many degrees of freedom as there are
steps. The walk has no drift: the last year before the measure is the best guess for all
years after it, and what growth there was widens the interval instead. Several years are
joint: they share :math:`s` and the steps between them.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["random_walk"]


def random_walk(
    years: Sequence[int],
    amounts: NDArray[np.float64],
    ahead: int,
    *,
    draws: int,
    rng: np.random.Generator,
) -> NDArray[np.float64]:
    """Return what might come in the years after the last, as joint draws.

    Parameters
    ----------
    years : sequence of int
        Recorded years, in order; two or more.
    amounts : ndarray of float64, shape (len(years),)
        Above zero, in any unit.
    ahead : int
        How many years to look ahead.
    draws : int
        How many draws.
    rng : numpy.random.Generator
        Where chance comes from.

    Returns
    -------
    ndarray of float64, shape (draws, ahead)
        In the unit of `amounts`.

    """
    logs = np.log(amounts)
    steps = np.diff(logs) / np.sqrt(np.diff(np.asarray(years, dtype=np.float64)))
    scale = np.sqrt(np.sum(steps**2) / rng.chisquare(len(steps), draws))
    walk = np.cumsum(rng.standard_normal((draws, ahead)), axis=1)
    return np.asarray(np.exp(logs[-1] + scale[:, None] * walk))
