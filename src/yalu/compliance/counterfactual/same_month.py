r"""The same month of the last year before, for short records of months.

With :math:`y_t` the logarithm of month :math:`t`, let :math:`d_i = y_t - y_{t-12}` for
each of the :math:`n` pairs of months one year apart before the measure. A month to come
is expected to be what the same calendar month was in the last year :math:`k` years
before it,

.. math:: y_{t-12k} + \sqrt{k}\, s\, T_3, \qquad s^2 = \frac1n \sum d_i^2,

with one Student variable :math:`T` for all months of a draw: pairs of months that lie
close together tell of one change of level, not of many, so the errors of all months are
taken as one and the degrees of freedom as few, however many the pairs. Growth is not
carried on; it widens the interval. A month whose calendar month is not on record before
the measure has no expected amount.
"""

import numpy as np
from numpy.typing import NDArray

__all__ = ["pairs_of", "same_month"]

_YEAR = 12
_FREEDOM = 3


def pairs_of(amounts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the logarithm of each ratio of two months one year apart.

    Parameters
    ----------
    amounts : ndarray of float64, shape (n,)
        Month after month; NaN where not recorded. Months at zero make no pair.

    """
    positive = np.where(amounts > 0, amounts, np.nan)
    ratios = np.log(positive[_YEAR:] / positive[:-_YEAR])
    return np.asarray(ratios[~np.isnan(ratios)])


def same_month(
    amounts: NDArray[np.float64],
    places: NDArray[np.int64],
    *,
    draws: int,
    rng: np.random.Generator,
) -> NDArray[np.float64]:
    """Return what might come in some months after the last, as joint draws.

    Parameters
    ----------
    amounts : ndarray of float64, shape (n,)
        Month after month before the measure; NaN where not recorded.
    places : ndarray of int64, shape (h,)
        Which months are asked about, counted from the first of `amounts`; `n` or more.
    draws : int
        How many draws.
    rng : numpy.random.Generator
        Where chance comes from.

    Returns
    -------
    ndarray of float64, shape (draws, h)
        In the unit of `amounts`; NaN for a month without the same month before.

    """
    pairs = pairs_of(amounts)
    spread = np.sqrt(np.mean(pairs**2))
    middle, years = np.full(len(places), np.nan), np.ones(len(places))
    for i, place in enumerate(places):
        earlier = np.arange(place - _YEAR, -1, -_YEAR)
        known = [t for t in earlier if t < len(amounts) and amounts[t] > 0]
        if known:
            middle[i], years[i] = np.log(amounts[known[0]]), (place - known[0]) / _YEAR
    chance = rng.standard_t(_FREEDOM, draws)
    return np.asarray(np.exp(middle + np.sqrt(years) * spread * chance[:, None]))
