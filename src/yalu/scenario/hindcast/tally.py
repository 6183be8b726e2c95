r"""How forecasts fared on average, and whether better than knowing nothing.

Means are over the windows of one series and length, of one start or of all. Against a
naive forecaster only windows count of which both say something, and the *gain* is

.. math:: 1 - \frac{\sum_w \mathrm{CRPS}_w^{\text{chain}}}
                   {\sum_w \mathrm{CRPS}_w^{\text{naive}}},

one where the chain says exactly what happened, below zero where it does worse. Windows
of one year have much in common, so its interval of 90 percent comes from drawing whole
calendar years anew, with replacement; a window of several years belongs to its start.
Where fewer than `FEWEST` years can be drawn, no interval is told.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from yalu.scenario.hindcast.naive import Forecaster
from yalu.scenario.hindcast.observation import GAUGES, Window
from yalu.scenario.hindcast.scoring import Mark

__all__ = ["FEWEST", "Against", "Tally", "Verdict", "tallied"]

Array = NDArray[np.float64]

FEWEST = 4
"""Fewest years that are drawn anew for an interval."""

_RESAMPLES = 2000
_LEVEL = (5.0, 95.0)


class Verdict(StrEnum):
    """Who was nearer to what happened, as far as the interval tells."""

    BETTER = "better"
    WORSE = "worse"
    UNDECIDED = "not told apart"


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """The chain held against a naive forecaster on the same windows.

    Attributes
    ----------
    forecaster : Forecaster
        The naive one.
    windows : int
        Of how many windows both say something.
    own, other : float
        Mean distances (CRPS) of the chain and of the naive forecaster.
    gain : float or None
        By what share the chain is nearer; None where the naive one was always exact.
    low, high : float or None
        Interval of 90 percent; None with too few years.

    """

    forecaster: Forecaster
    windows: int
    own: float
    other: float
    gain: float | None
    low: float | None
    high: float | None

    @property
    def verdict(self) -> Verdict:
        """Who was nearer, as far as the interval tells."""
        if self.low is not None and self.low > 0:
            return Verdict.BETTER
        if self.high is not None and self.high < 0:
            return Verdict.WORSE
        return Verdict.UNDECIDED


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How the chain fared on average.

    Attributes
    ----------
    start : date or None
        From which start; None for all together.
    series : str
        Of what.
    window : Window
        How long the stretches.
    windows : int
        How many.
    inside50, inside90 : float
        Share of windows in which the interval held what happened.
    held50, held90 : float
        What that share should be on average.
    crps : float
        Mean distance from what happened, in the unit of the series.
    against : tuple of Against
        The naive forecasters that have something to say.

    """

    start: date | None
    series: str
    window: Window
    windows: int
    inside50: float
    inside90: float
    held50: float
    held90: float
    crps: float
    against: tuple[Against, ...]

    def __str__(self) -> str:
        since = "all starts" if self.start is None else f"from {self.start}"
        first = (
            f"{self.series} by {self.window}, {since}: {self.windows} windows; 50 % "
            f"interval held {self.inside50:.0%}, 90 % interval {self.inside90:.0%}; "
            f"distance {self.crps:.3g}"
        )
        told = [first]
        for one in self.against:
            gain = "exact" if one.gain is None else f"gain {one.gain:+.0%}"
            told.append(f"{one.forecaster} {one.other:.3g} ({gain}, {one.verdict})")
        return "; ".join(told)


def tallied(
    marks: Iterable[Mark], *, rng: np.random.Generator, pooled: bool = True
) -> tuple[Tally, ...]:
    """Return how the chain fared, by series and window, by start and over all.

    Parameters
    ----------
    marks : iterable of Mark
        Every forecast, judged.
    rng : numpy.random.Generator
        For drawing years anew.
    pooled : bool
        Whether all starts together are told, too, before each alone.

    """
    rows = tuple(marks)
    starts = sorted({mark.start for mark in rows})
    found = []
    for start in (*([None] if pooled else []), *starts):
        for series in GAUGES:
            for window in Window:
                here = [
                    mark
                    for mark in rows
                    if (mark.series, mark.window) == (series, window)
                    and start in {None, mark.start}
                ]
                if any(mark.forecaster is Forecaster.CHAIN for mark in here):
                    found.append(_tally(here, start, rng))
    return tuple(found)


def _tally(
    marks: Sequence[Mark], start: date | None, rng: np.random.Generator
) -> Tally:
    own = [mark for mark in marks if mark.forecaster is Forecaster.CHAIN]
    return Tally(
        start=start,
        series=own[0].series,
        window=own[0].window,
        windows=len(own),
        inside50=float(np.mean([mark.inside50 for mark in own])),
        inside90=float(np.mean([mark.inside90 for mark in own])),
        held50=float(np.mean([mark.held50 for mark in own])),
        held90=float(np.mean([mark.held90 for mark in own])),
        crps=float(np.mean([mark.crps for mark in own])),
        against=tuple(_againsts(marks, own, rng)),
    )


def _againsts(
    marks: Sequence[Mark], own: Sequence[Mark], rng: np.random.Generator
) -> Iterator[Against]:
    mine = {(mark.start, mark.since): mark for mark in own}
    for forecaster in (Forecaster.REPEATED, Forecaster.DECADE):
        theirs = [mark for mark in marks if mark.forecaster is forecaster]
        if not theirs:
            continue
        both = [(mine[mark.start, mark.since], mark) for mark in theirs]
        left = np.array([one.crps for one, _ in both])
        right = np.array([other.crps for _, other in both])
        years = np.array([_year(mark) for mark in theirs])
        low, high = _interval(left, right, years, rng)
        total = float(right.sum())
        yield Against(
            forecaster=forecaster,
            windows=len(both),
            own=float(left.mean()),
            other=float(right.mean()),
            gain=None if total == 0 else 1 - float(left.sum()) / total,
            low=low,
            high=high,
        )


def _year(mark: Mark) -> int:
    """Return the calendar year that a window is drawn with."""
    return mark.start.year if mark.window is Window.SPAN else mark.since.year


def _interval(
    left: Array, right: Array, years: NDArray[np.int64], rng: np.random.Generator
) -> tuple[float | None, float | None]:
    """Return the interval of the gain; none with too few years, or none that differ."""
    names = np.unique(years)
    if len(names) < FEWEST:
        return None, None
    member = years[:, None] == names
    drawn = rng.multinomial(len(names), np.full(len(names), 1 / len(names)), _RESAMPLES)
    mine, theirs = drawn @ (left @ member), drawn @ (right @ member)
    kept = theirs > 0
    if not kept.any():
        return None, None
    low, high = np.percentile(1 - mine[kept] / theirs[kept], _LEVEL)
    return float(low), float(high)
