"""Reliability: whether what was called likely happened that often.

Forecasts are put in order of their probability and cut into bins of about as many
each; those of one probability stay together. A bin holds how often an event was
foreseen on average, how often one happened, and Wilson's interval of 90 percent.
Windows that overlap are not counted as so many observations: the interval counts only
as many as can be chosen from the bin without overlap, so that twelve forecasts over
365 days, issued a month apart, count as one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from yalu.errors import SchemaError

__all__ = ["ReliabilityBin", "reliability"]

_LEVEL = 0.90
_BINS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ReliabilityBin:
    """Forecasts of about the same probability, and how often they came true.

    Attributes
    ----------
    foreseen : float
        Mean probability.
    happened : float
        Share in which there was an event.
    low, high : float
        Interval of 90 percent of that share.
    forecasts : int
        How many.
    apart : int
        How many of them have windows that do not overlap.
    least, most : float
        The lowest and the highest probability.

    """

    foreseen: float
    happened: float
    low: float
    high: float
    forecasts: int
    apart: int
    least: float
    most: float

    @property
    def consistent(self) -> bool:
        """Whether the mean probability is within the interval."""
        return self.low <= self.foreseen <= self.high


def reliability(
    probabilities: NDArray[np.float64],
    happened: NDArray[np.bool_],
    days: Sequence[date],
    *,
    horizon: int,
    bins: int = _BINS,
) -> tuple[ReliabilityBin, ...]:
    """Return how often forecasts came true, by their probability.

    Parameters
    ----------
    probabilities : ndarray of float64, shape (n,)
        Of at least one event.
    happened : ndarray of bool, shape (n,)
        Whether there was any.
    days : sequence of date
        When each was issued.
    horizon : int
        Length of the windows in days.
    bins : int
        How many bins at most.

    Raises
    ------
    SchemaError
        If lengths differ or there are fewer than one bin.

    """
    if not len(probabilities) == len(happened) == len(days) or bins < 1:
        msg = (
            f"Reliability: found {len(probabilities)} probabilities, {len(happened)} "
            f"outcomes, {len(days)} days and {bins} bins; expected as many of each, "
            "and one bin or more."
        )
        raise SchemaError(msg)
    if not len(days):
        return ()
    edges = np.unique(np.quantile(probabilities, np.linspace(0, 1, bins + 1)[1:-1]))
    places = np.searchsorted(edges, probabilities, side="left")
    numbers = np.asarray([day.toordinal() for day in days])
    return tuple(
        _bin(probabilities[inside], happened[inside], numbers[inside], horizon)
        for inside in (places == place for place in np.unique(places))
    )


def _bin(
    probabilities: NDArray[np.float64],
    happened: NDArray[np.bool_],
    days: NDArray[np.int64],
    horizon: int,
) -> ReliabilityBin:
    share, apart = float(happened.mean()), _apart(days, horizon)
    low, high = _wilson(share, apart)
    return ReliabilityBin(
        foreseen=float(probabilities.mean()),
        happened=share,
        low=low,
        high=high,
        forecasts=days.size,
        apart=apart,
        least=float(probabilities.min()),
        most=float(probabilities.max()),
    )


def _apart(days: NDArray[np.int64], horizon: int) -> int:
    """Return how many windows can be chosen so that none overlaps another."""
    chosen, free = 0, -np.inf
    for day in np.sort(days):
        if day >= free:
            chosen, free = chosen + 1, day + horizon
    return chosen


def _wilson(share: float, runs: int) -> tuple[float, float]:
    """Return Wilson's range of a share that need not be a count over `runs`."""
    z = float(stats.norm.ppf((1 + _LEVEL) / 2))
    centre = share + z * z / (2 * runs)
    reach = z * np.sqrt(share * (1 - share) / runs + z * z / (4 * runs * runs))
    scale = 1 + z * z / runs
    return max(0.0, (centre - reach) / scale), min(1.0, float(centre + reach) / scale)
