r"""Scores of forecasts: intervals that hold, and distance from what happened.

An interval of level :math:`a` runs between the quantiles :math:`(1 \pm a) / 2` of the
draws, ends included. For numbers that are counts it holds more of the draws than
:math:`a`; how much is told beside how often it held what happened. The distance is the
continuous ranked probability score of draws :math:`x_i` at :math:`y`,

.. math:: \frac1m \sum_i |x_i - y| - \frac{1}{2 m^2} \sum_{i, j} |x_i - x_j|,

in the unit of the series; the lower the better. For one number it is the distance to
it. Where what happened is known as a range only, both are means over the range.

References
----------
Gneiting, T. & Raftery, A. E. (2007). Strictly proper scoring rules, prediction, and
estimation. *Journal of the American Statistical Association* 102, 359–378.

"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import ArrayLike, NDArray

from yalu.errors import SchemaError
from yalu.scenario.hindcast.naive import Forecaster, naive_draws
from yalu.scenario.hindcast.observation import (
    GAUGES,
    Observation,
    Window,
    gauged,
    month_number,
    spanned,
)

__all__ = ["LEVELS", "Mark", "crps", "judged", "marked"]

Array = NDArray[np.float64]

LEVELS = (0.5, 0.9)
"""Levels of the intervals that are judged."""

_POINTS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """How one forecast of one window fared.

    Attributes
    ----------
    start : date
        The day it was made from.
    forecaster : Forecaster
        Who made it.
    series : str
        Of what.
    window : Window
        How long a stretch.
    since, until : date
        First day of it, and the day after its last.
    low, high : float
        What happened: least and most.
    median, low50, high50, low90, high90 : float
        What was foretold: the middle, and intervals of 50 and 90 percent.
    inside50, inside90 : float
        Whether each interval held what happened, 0 or 1; between them where only part
        of a range was held.
    held50, held90 : float
        Share of the draws that each interval holds: what `inside50` and `inside90`
        should be on average.
    crps : float
        Distance from what happened, in the unit of the series.

    """

    start: date
    forecaster: Forecaster
    series: str
    window: Window
    since: date
    until: date
    low: float
    high: float
    median: float
    low50: float
    high50: float
    low90: float
    high90: float
    inside50: float
    inside90: float
    held50: float
    held90: float
    crps: float


def crps(draws: ArrayLike, happened: ArrayLike) -> Array:
    """Return the distance of draws from each of some numbers.

    Parameters
    ----------
    draws : array_like of float, shape (m,)
        Draws.
    happened : array_like of float, shape (n,)
        What happened, or may have.

    Returns
    -------
    ndarray of float64, shape (n,)

    Raises
    ------
    SchemaError
        If there is no draw, or one is missing or infinite.

    Examples
    --------
    Of 0 and 2 the mean distance from 1 is 1, half of that between two of them 1/2.

    >>> crps([0.0, 2.0], [1.0])
    array([0.5])

    """
    import scoringrules  # noqa: PLC0415 - heavy, for who scores only

    numbers = np.asarray(draws, dtype=np.float64)
    if not numbers.size or not np.isfinite(numbers).all():
        found = "none" if not numbers.size else "one that is missing or infinite"
        msg = f"Draws: found {found}; expected numbers. Leave out what is not foretold."
        raise SchemaError(msg)
    at = np.asarray(happened, dtype=np.float64)
    found = scoringrules.crps_ensemble(
        at,
        np.broadcast_to(numbers, (len(at), len(numbers))),
        estimator="qd",
        backend="numpy",
    )
    return np.asarray(found, dtype=np.float64)


def marked(
    draws: ArrayLike, wanted: Observation, *, start: date, forecaster: Forecaster
) -> Mark:
    """Return how a forecast of a window fared.

    Parameters
    ----------
    draws : array_like of float, shape (m,)
        What was foretold.
    wanted : Observation
        What happened.
    start : date
        The day it was made from.
    forecaster : Forecaster
        Who made it.

    """
    numbers = np.asarray(draws, dtype=np.float64)
    points = np.linspace(wanted.low, wanted.high, _POINTS)
    score = float(crps(numbers, points).mean())
    ends = [
        np.quantile(numbers, [(1 - a) / 2, (1 + a) / 2], method="inverted_cdf")
        for a in LEVELS
    ]
    inside = [_inside(float(low), float(high), wanted) for low, high in ends]
    held = [float(((numbers >= low) & (numbers <= high)).mean()) for low, high in ends]
    return Mark(
        start=start,
        forecaster=forecaster,
        series=wanted.series,
        window=wanted.window,
        since=wanted.since,
        until=wanted.until,
        low=wanted.low,
        high=wanted.high,
        median=float(np.quantile(numbers, 0.5, method="inverted_cdf")),
        low50=float(ends[0][0]),
        high50=float(ends[0][1]),
        low90=float(ends[1][0]),
        high90=float(ends[1][1]),
        inside50=inside[0],
        inside90=inside[1],
        held50=held[0],
        held90=held[1],
        crps=score,
    )


def judged(
    series: Mapping[str, NDArray[np.floating]],
    start: date,
    observations: Iterable[Observation],
) -> Iterator[Mark]:
    """Yield how a run and the naive forecasters fared, window by window.

    Parameters
    ----------
    series : mapping of str to ndarray of float, shape (draws, months)
        What the run foretells, by series; a series that it lacks is not judged.
    start : date
        First day of the first month.
    observations : iterable of Observation
        What was observed, before and after the start, by quarters and years.

    Yields
    ------
    Mark
        For each window that the run covers, of `Forecaster.CHAIN` and of each naive
        forecaster that has something to say.

    """
    known = tuple(observations)
    longest = max((table.shape[1] for table in series.values()), default=0)
    end = month_number(start) + longest
    until = date(end // 12, end % 12 + 1, 1)
    for wanted in (*known, *spanned(known, start, until)):
        if wanted.series not in series or wanted.since < start:
            continue
        first = month_number(wanted.since) - month_number(start)
        last = month_number(wanted.until) - month_number(start)
        if last > series[wanted.series].shape[1]:
            continue
        months = np.asarray(series[wanted.series][:, first:last], dtype=np.float64)
        draws = gauged(months, GAUGES[wanted.series])
        yield marked(draws, wanted, start=start, forecaster=Forecaster.CHAIN)
        for naive in (Forecaster.REPEATED, Forecaster.DECADE):
            said = naive_draws(naive, wanted, known, start)
            if said is not None:
                yield marked(said, wanted, start=start, forecaster=naive)


def _inside(low: float, high: float, wanted: Observation) -> float:
    """Return the share of what may have happened that an interval holds."""
    if wanted.low == wanted.high:
        return float(low <= wanted.low <= high)
    shared = min(high, wanted.high) - max(low, wanted.low)
    return max(shared, 0.0) / (wanted.high - wanted.low)
