"""Decisions: whether something is true of each draw, by each month.

Each is made from series and returns truth values of shape (draws, months). What a
collapse leaves behind is not the target any more: levels count up to the month before
it, and nothing happens after it.
"""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from yalu.scenario.series import Series

__all__ = [
    "Draws",
    "beyond",
    "ever",
    "never",
    "over_year",
    "standing",
    "year_mean",
]

Draws = Mapping[str, NDArray[np.float32]]
"""Series by name, each of shape (draws, months)."""

_YEAR = 12


def ever(series: Series) -> Callable[[Draws], NDArray[np.bool_]]:
    """Return a decision: it has happened at least once by then."""

    def decide(draws: Draws) -> NDArray[np.bool_]:
        return np.logical_or.accumulate(draws[series] > 0, axis=1)

    return decide


def never(*series: Series) -> Callable[[Draws], NDArray[np.bool_]]:
    """Return a decision: none has happened, and the state stands."""

    def decide(draws: Draws) -> NDArray[np.bool_]:
        happened = np.zeros_like(draws[series[0]], dtype=bool)
        for one in series:
            happened |= draws[one] > 0
        return ~np.logical_or.accumulate(happened, axis=1) & standing(draws)

    return decide


def beyond(
    series: Series, bound: float, *, above: bool
) -> Callable[[Draws], NDArray[np.bool_]]:
    """Return a decision: it was beyond a bound in some month of a state standing."""

    def decide(draws: Draws) -> NDArray[np.bool_]:
        values = draws[series]
        past = values > bound if above else values < bound
        return np.logical_or.accumulate(past & standing(draws), axis=1)

    return decide


def over_year(
    series: Series, bound: float, *, above: bool
) -> Callable[[Draws], NDArray[np.bool_]]:
    """Return a decision: its mean over a year is beyond a bound in a state standing."""

    def decide(draws: Draws) -> NDArray[np.bool_]:
        mean = year_mean(draws[series])
        past = mean > bound if above else mean < bound
        return past & standing(draws)

    return decide


def standing(draws: Draws) -> NDArray[np.bool_]:
    """Return in which draws the state still stands in each month, shape (N, T)."""
    return ~(draws[Series.COLLAPSE] > 0)


def year_mean(values: NDArray[np.generic]) -> NDArray[np.float64]:
    """Return means over the twelve months that end with each; NaN before there are any.

    Examples
    --------
    >>> year_mean(np.arange(14.0)[None])[0, 10:]
    array([nan, 5.5, 6.5, 7.5])

    """
    found = np.full(values.shape, np.nan)
    summed = np.cumsum(values, axis=1, dtype=np.float64)
    if values.shape[1] >= _YEAR:
        found[:, _YEAR - 1] = summed[:, _YEAR - 1]
        found[:, _YEAR:] = summed[:, _YEAR:] - summed[:, :-_YEAR]
    return found / _YEAR
