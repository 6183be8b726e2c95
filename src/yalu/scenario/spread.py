r"""How far draws lie apart, and how much of it more draws would take away.

Draws differ for three reasons, which are told apart:

- *Chance and what is not known*: the spread of the draws themselves, told by quantiles.
- *The number of draws*: a share or a mean is known up to a Monte Carlo error, which
  more draws make smaller.
- *The fitted game*: draw :math:`n` is played with game :math:`k(n)`, one of :math:`K`
  equally likely draws of the posterior. No number of draws takes away what the games
  differ by; only more evidence would.

With :math:`n_k` draws of game :math:`k`, their mean :math:`m_k` and variance
:math:`v_k`, the mean over all is :math:`\sum_k n_k m_k / N`, its error
:math:`\sqrt{\sum_k n_k v_k}/N`, and games differ with variance

.. math:: \tau^2 = \max\Bigl(0,\; \tfrac{1}{K-1}\sum_k (m_k - \bar m)^2
          - \tfrac{1}{K}\sum_k v_k/n_k\Bigr),

for the raw means also differ by chance. The means are then drawn together until their
variance is :math:`\tau^2`, so that their range is that of the games and not of the
draws.

Of a share the error is Wilson's range at 95 percent, for as many draws as would give
the same error if all games were one: strata have less error than their mixture.

References
----------
Louis, T. A. (1984). Estimating a population of parameter values using Bayes and
empirical Bayes methods. *Journal of the American Statistical Association* 79, 393–398.
Wilson, E. B. (1927). Probable inference, the law of succession, and statistical
inference. *Journal of the American Statistical Association* 22, 209–212.

"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["LEVELS", "MIDDLE", "Means", "Share", "means", "quantiles", "share"]

LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
"""Quantiles that are told and stored: the median, the middle half, the middle 90 %."""

MIDDLE = (0.05, 0.95)
"""Quantiles between which the middle 90 percent lie."""

_Z = 1.959963984540054
_THREADS = 2
_FEW = 2


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Means:
    """Means over draws, and in how far they are known.

    Attributes
    ----------
    value : ndarray of float64, shape (T,)
        Means over all draws.
    error : ndarray of float64, shape (T,)
        Standard errors for the number of draws.
    between : ndarray of float64, shape (T,)
        Standard deviation between games; NaN where there is but one.
    games : ndarray of float64, shape (K, T)
        The mean of each game, drawn together to the spread of the games.

    """

    value: NDArray[np.float64]
    error: NDArray[np.float64]
    between: NDArray[np.float64]
    games: NDArray[np.float64]

    @property
    def middle(self) -> NDArray[np.float64]:
        """Ends of the middle 90 percent of the games, shape (2, T); NaN if only one."""
        ends: NDArray[np.float64] = np.quantile(self.games, MIDDLE, axis=0)
        return np.where(np.isfinite(self.between), ends, np.nan)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How often something holds.

    Attributes
    ----------
    chance : float
        Share of the draws.
    low, high : float
        Its range of 95 percent for the number of draws.
    games_low, games_high : float or None
        The middle 90 percent of the fitted games; None where there is but one.

    """

    chance: float
    low: float
    high: float
    games_low: float | None
    games_high: float | None


def quantiles(
    values: NDArray[Any], levels: Sequence[float] = LEVELS
) -> NDArray[np.float64]:
    """Return exact quantiles over draws.

    Between two draws the value is interpolated, which is the rule that
    `numpy.quantile` follows unless told otherwise.

    Parameters
    ----------
    values : ndarray of float32 or float64, shape (N, T)
        Draws by months, all finite.
    levels : sequence of float
        Between 0 and 1.

    Returns
    -------
    ndarray of float64, shape (len(levels), T)

    References
    ----------
    Hyndman, R. J. and Fan, Y. (1996). Sample quantiles in statistical packages. *The
    American Statistician* 50, 361–365, definition 7.

    Examples
    --------
    >>> draws = np.array([[1.0, 5.0], [2.0, 5.0], [3.0, 5.0]], dtype=np.float32)
    >>> quantiles(draws, (0.25, 0.5))
    array([[1.5, 5. ],
           [2. , 5. ]])

    """
    by_month = np.array(values.T, order="C")
    at = np.asarray(levels, dtype=float) * (by_month.shape[1] - 1)
    below = np.floor(at).astype(int)
    above = np.ceil(at).astype(int)
    spans = np.array_split(by_month, _THREADS)
    with ThreadPoolExecutor(_THREADS) as pool:
        list(pool.map(_sort, spans))
    low = by_month[:, below].astype(np.float64)
    high = by_month[:, above].astype(np.float64)
    found: NDArray[np.float64] = (low + (high - low) * (at - below)).T
    return found


def _sort(span: NDArray[Any]) -> None:
    span.sort(axis=1)


def means(values: NDArray[Any], posterior: NDArray[np.integer]) -> Means:
    """Return means over draws, with the error of chance and the spread of the games.

    Parameters
    ----------
    values : ndarray, shape (N, T)
        Draws by months; of truth values the mean is a share.
    posterior : ndarray of int, shape (N,)
        Which game each draw was played with.

    Examples
    --------
    >>> draws = np.array([[0.0], [2.0], [10.0], [12.0]])
    >>> found = means(draws, np.array([0, 0, 1, 1]))
    >>> found.value, found.error.round(3), found.between.round(3)
    (array([6.]), array([0.707]), array([7.]))

    """
    games, counts = np.unique(posterior, return_counts=True)
    parts = [values[posterior == game] for game in games]
    centres = np.stack([part.mean(axis=0, dtype=np.float64) for part in parts])
    value = counts @ centres / len(values)
    within = np.stack([_variance(part, values) for part in parts])
    error = np.sqrt(counts @ within) / len(values)
    if len(games) == 1:
        return Means(
            value=value, error=error, between=np.full(len(value), np.nan), games=centres
        )
    raw = centres.var(axis=0, ddof=1)
    between = np.maximum(raw - (within / counts[:, None]).mean(axis=0), 0.0)
    pull = np.sqrt(np.divide(between, raw, out=np.zeros_like(raw), where=raw > 0))
    return Means(
        value=value,
        error=error,
        between=np.sqrt(between),
        games=value + (centres - centres.mean(axis=0)) * pull,
    )


def _variance(part: NDArray[Any], values: NDArray[Any]) -> NDArray[np.float64]:
    """Return the variance of the draws of one game; of all where it has but one."""
    seen = part if len(part) >= _FEW else values
    free = 1 if len(seen) >= _FEW else 0
    found: NDArray[np.float64] = np.var(seen, axis=0, dtype=np.float64, ddof=free)
    return found


def share(hits: NDArray[np.bool_], posterior: NDArray[np.integer]) -> Share:
    """Return how often something holds.

    Parameters
    ----------
    hits : ndarray of bool, shape (N,)
        In which draws it holds.
    posterior : ndarray of int, shape (N,)
        Which game each draw was played with.

    Examples
    --------
    >>> found = share(np.arange(400) % 4 == 0, np.zeros(400, int))
    >>> found.chance, round(found.low, 3), round(found.high, 3), found.games_low
    (0.25, 0.21, 0.295, None)

    """
    found = means(hits[:, None], posterior)
    chance = float(found.value[0])
    low, high = _wilson(chance, _worth(hits, posterior))
    ends = found.middle[:, 0]
    several = bool(np.isfinite(ends).all())
    return Share(
        chance=chance,
        low=low,
        high=high,
        games_low=float(max(ends[0], 0.0)) if several else None,
        games_high=float(min(ends[1], 1.0)) if several else None,
    )


def _worth(hits: NDArray[np.bool_], posterior: NDArray[np.integer]) -> float:
    """Return how many draws of one game would have the error that strata have.

    Half a hit and half a miss are added everywhere, as without them a game of which
    all draws agree would seem to have no error at all.
    """
    _, index, counts = np.unique(posterior, return_inverse=True, return_counts=True)
    hit = np.bincount(index, weights=hits)
    shares = (hit + 0.5) / (counts + 1)
    whole = (hits.sum() + 0.5) / (len(hits) + 1)
    error = (counts * shares * (1 - shares)).sum() / len(hits) ** 2
    return max(float(len(hits)), float(whole * (1 - whole) / error))


def _wilson(chance: float, draws: float) -> tuple[float, float]:
    square = _Z * _Z
    centre = chance + square / (2 * draws)
    reach = _Z * sqrt(chance * (1 - chance) / draws + square / (4 * draws * draws))
    scale = 1 + square / draws
    # Rounding must not put the share itself outside.
    low, high = (centre - reach) / scale, (centre + reach) / scale
    return max(0.0, min(low, chance)), min(1.0, max(high, chance))
