r"""Drift: whether a trend, or a level that wanders by itself, explains a step as well.

A series that declines a little every month is cut into levels as well as one that falls
once, and so is one that wanders. So a step must do more than mark where the halves
differ. Two models of the logarithms :math:`x_t` (a hundredth of the mean is added for
the sake of months that are nought) are held against one another,

.. math:: x_t = a + b t + u_t, \qquad x_t = a + b t + d \, [t \ge \tau] + u_t ,

and in both :math:`u_t` may be either an autoregression of first order, with a memory
from nought to nearly one, or a random walk beneath noise, whichever is likelier. The
*gain* is twice the difference of the largest log-likelihoods. One that a trend can do
without gains little, and in a random walk every month is a step of its own.

How much is enough depends on how the month was come by. A month that a law names is
not searched for: the gain must exceed 3.84, the quantile of chi-square with one degree
of freedom that 5 % exceed. A month found by looking at all of them must exceed 8.68,
Andrews's quantile of the largest of such gains (one parameter, the inner 70 % of the
months). With :math:`n` months :math:`c` becomes :math:`n \log(1 + c / (n - 4))`, four
being the numbers estimated: level, trend, step and memory.

References
----------
D. W. K. Andrews, Tests for parameter instability and structural change with unknown
change point, Econometrica 61 (1993) 821, table I as corrected in 71 (2003) 395.
P. Perron, The great crash, the oil price shock, and the unit root hypothesis,
Econometrica 57 (1989) 1361, for why trend, step and walk must be told apart.

"""

import math
from collections.abc import Iterable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

__all__ = ["enough", "gain_of"]

_FLOOR = 0.01
_NIL = 1e-9
_ESTIMATED = 4
_MEMORIES = np.linspace(0.0, 0.98, 25)
_WALKS = np.geomspace(0.003, 30.0, 13)


def gain_of(
    months: NDArray[np.int64], amounts: NDArray[np.float64], places: Iterable[int]
) -> float:
    """Return how much a step adds to a trend, at the best of some months.

    Parameters
    ----------
    months : ndarray of int64, shape (n,)
        Running numbers of the recorded months, rising.
    amounts : ndarray of float64, shape (n,)
        Their amounts, not negative, none missing.
    places : iterable of int
        Running numbers of the months that the new level may begin in.

    Returns
    -------
    float
        Twice the difference of log-likelihoods; see the module. Nought without a place
        that has recorded months on either side.

    Examples
    --------
    >>> months = np.arange(24)
    >>> ripple = np.where(months % 2, 1.1, 0.9)
    >>> gain_of(months, np.where(months < 12, 10, 1) * ripple, [12]) > 50
    True
    >>> gain_of(months, 10 * 0.9**months * ripple, [12]) < 3
    True

    """
    starts = {int(np.searchsorted(months, place)) for place in places}
    inner = sorted(start for start in starts if 0 < start < len(months))
    if not inner or not amounts.any():
        return 0.0
    x = np.log(amounts + _FLOOR * amounts.mean())
    since = months - months[0]
    steps = [np.arange(len(months)) >= start for start in inner]
    level = np.ones(len(months))
    columns = np.column_stack([level, since / since[-1], x, *steps])
    unrooted, twice = _whitening(tuple(map(int, since)))
    white = unrooted @ columns
    trend, _ = np.linalg.qr(white[:, :, :2])
    rest = white[:, :, 2:] - trend @ (trend.transpose(0, 2, 1) @ white[:, :, 2:])
    y, jumps = rest[:, :, 0], rest[:, :, 1:]
    alone = (y**2).sum(axis=1)
    lengths = (jumps**2).sum(axis=1)
    along = (jumps * y[:, :, None]).sum(axis=1) ** 2
    saved = np.where(lengths > _NIL, along / np.maximum(lengths, _NIL), 0.0).max(axis=1)
    return float(_best(alone - saved, twice, len(x)) - _best(alone, twice, len(x)))


def enough(limit: float, n: int) -> float:
    """Return the gain that a limit asks for with some number of months.

    Examples
    --------
    >>> round(enough(3.84, 49), 2), round(enough(3.84, 12), 2)
    (4.01, 4.7)

    """
    return n * math.log1p(limit / max(n - _ESTIMATED, 1))


@lru_cache(maxsize=64)
def _whitening(
    since: tuple[int, ...],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return what makes months independent, for each way they may hang together.

    Beside it stands twice the logarithm of its determinant. Both depend on which months
    are on record alone.
    """
    at = np.array(since, dtype=np.float64)
    apart = np.abs(at[:, None] - at[None, :])
    earlier = np.minimum(at[:, None], at[None, :])
    covariances = [
        *(np.where(apart == 0, 1.0, memory**apart) for memory in _MEMORIES),
        *(np.eye(len(at)) + share * earlier for share in _WALKS),
    ]
    unrooted = np.linalg.inv(np.linalg.cholesky(np.array(covariances)))
    diagonal = np.diagonal(unrooted, axis1=1, axis2=2)
    return unrooted, 2 * np.log(diagonal).sum(axis=1)


def _best(rest: NDArray[np.float64], twice: NDArray[np.float64], n: int) -> float:
    """Return twice the largest log-likelihood, but for what is common."""
    return float((twice - n * np.log(np.maximum(rest, 0.0) / n + _NIL)).max())
