"""Forecasts that know nothing of law or players: the year, or the decade before.

*Repeated* says that each quarter will be as the same quarter of the year before the
start, each year as that year, and a span of years as so many times that year. *Decade*
says that a window will be as any window of its length in the ten years before, all
alike likely. Both use what was known at the start: of growth, a year is known from
August of the year after.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from yalu.scenario.hindcast.observation import GAUGES, Gauge, Observation, Window

__all__ = ["Forecaster", "naive_draws"]

Array = NDArray[np.float64]

_YEARS = 10
_FEWEST = 4
_PRINTED = 8  # the month from which on growth of the year before is known
_ADDED = frozenset({Gauge.SUM, Gauge.QUARTERS})


class Forecaster(StrEnum):
    """Who foretells."""

    CHAIN = "chain"
    """The baseline of the scenarios, run from the start."""
    REPEATED = "repeated"
    """The year before once more."""
    DECADE = "decade"
    """Any window of the ten years before."""


def naive_draws(
    forecaster: Forecaster,
    wanted: Observation,
    before: Iterable[Observation],
    start: date,
) -> Array | None:
    """Return what a naive forecaster says of a window.

    Parameters
    ----------
    forecaster : Forecaster
        One of the naive.
    wanted : Observation
        The window; what happened in it is not looked at.
    before : iterable of Observation
        What was observed of any series and window; what was not known at the start is
        left out here.
    start : date
        The day on which it is said.

    Returns
    -------
    ndarray of float64, shape (n,) or None
        Numbers that are alike likely; None where too little was known.

    Examples
    --------
    >>> def tests(year, count):
    ...     return Observation(series="tests", window=Window.YEAR, low=count,
    ...         high=count, since=date(year, 1, 1), until=date(year + 1, 1, 1))
    >>> past = [tests(year, year - 2010) for year in range(2010, 2016)]
    >>> naive_draws(Forecaster.REPEATED, tests(2017, 0), past, date(2016, 1, 1))
    array([5.])
    >>> naive_draws(Forecaster.DECADE, tests(2017, 0), past, date(2016, 1, 1))
    array([0., 1., 2., 3., 4., 5.])

    """
    length = Window.QUARTER if wanted.window is Window.QUARTER else Window.YEAR
    past = sorted(
        (
            one
            for one in before
            if (one.series, one.window) == (wanted.series, length)
            and _was_known(one, start)
            and one.since >= start.replace(year=start.year - _YEARS)
        ),
        key=lambda one: one.since,
    )
    years = wanted.until.year - wanted.since.year if length is Window.YEAR else 1
    if forecaster is Forecaster.DECADE:
        return _any(past, years)
    return _repeated(past, wanted, years, start)


def _any(past: Sequence[Observation], years: int) -> Array | None:
    """Return every run of so many windows on end, as one number each."""
    gauge = None if not past else GAUGES[past[0].series]
    found = []
    for place in range(len(past) - years + 1):
        run = past[place : place + years]
        if all(a.until == b.since for a, b in pairwise(run)):
            total = sum(one.centre for one in run)
            found.append(total if gauge in _ADDED else total / years)
    return np.array(found) if len(found) >= _FEWEST else None


def _repeated(
    past: Sequence[Observation], wanted: Observation, years: int, start: date
) -> Array | None:
    """Return the last window of its season, as long as it is not older than a year."""
    seasons = [one for one in past if one.since.month == wanted.since.month]
    lag = 2 if wanted.series == "growth" else 1
    if not seasons or seasons[-1].since.year < start.year - lag:
        return None
    times = years if GAUGES[wanted.series] in _ADDED else 1
    return np.array([seasons[-1].centre * times])


def _was_known(one: Observation, start: date) -> bool:
    if one.series == "growth":
        return date(one.until.year, _PRINTED, 1) <= start
    return one.until <= start
