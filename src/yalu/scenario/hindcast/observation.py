"""What was observed in a stretch of months, in the terms of a scenario's series.

A *window* is a quarter, a calendar year, or the whole span that a hindcast covers. How
the months of a window become one number is its *gauge*: trade is summed, enforcement is
averaged, growth is read at the end, tests and launches are counted by days, and of
talks, texts and overtures the quarters are counted in which there was any, since the
game that foretells them makes one choice a quarter.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import isfinite
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from yalu.errors import SchemaError
from yalu.strategy.record import Quarter

__all__ = [
    "GAUGES",
    "Gauge",
    "Observation",
    "Window",
    "gauged",
    "month_number",
    "spanned",
    "windows",
]

Array = NDArray[np.float64]

_QUARTER, _YEAR = 3, 12
_TWO = 2


class Window(StrEnum):
    """How long a stretch is that is foretold and observed."""

    QUARTER = "quarter"
    """Three months."""
    YEAR = "year"
    """A calendar year."""
    SPAN = "span"
    """All whole years of a hindcast together."""


class Gauge(StrEnum):
    """How the months of a window become one number."""

    SUM = "sum"
    """Their sum."""
    MEAN = "mean"
    """Their mean."""
    LAST = "last"
    """What stands in the last of them."""
    QUARTERS = "quarters"
    """In how many quarters there was any."""


GAUGES: Mapping[str, Gauge] = MappingProxyType(
    {
        "tests": Gauge.SUM,
        "launches": Gauge.SUM,
        "texts": Gauge.QUARTERS,
        "talks": Gauge.QUARTERS,
        "overtures": Gauge.QUARTERS,
        "enforcement": Gauge.MEAN,
        "exports": Gauge.SUM,
        "imports": Gauge.SUM,
        "growth": Gauge.LAST,
    }
)
"""The series that can be held against what happened, and how each is read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """What one series did in one window.

    Attributes
    ----------
    series : str
        One of `GAUGES`.
    window : Window
        How long.
    since, until : date
        First day, and the day after the last.
    low, high : float
        Least and most that it may have been, in the unit of the series; equal where it
        is known.
    sources : tuple of str
        Who says so.

    Raises
    ------
    SchemaError
        If there is no such series, the range is none, or the window holds no day.

    """

    series: str
    window: Window
    since: date
    until: date
    low: float
    high: float
    sources: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        place = f"Observation of {self.series} from {self.since}"
        if self.series not in GAUGES:
            msg = f"{place}: expected one of {', '.join(GAUGES)}. Name one of these."
            raise SchemaError(msg)
        if not (isfinite(self.low) and isfinite(self.high) and self.low <= self.high):
            msg = (
                f"{place}: found {self.low:g} to {self.high:g}; expected two numbers, "
                "the lesser first. Leave out what is not known."
            )
            raise SchemaError(msg)
        if self.since >= self.until:
            msg = f"{place}: it ends on {self.until}; expected a later day. Mend it."
            raise SchemaError(msg)

    @property
    def centre(self) -> float:
        """The middle of the range."""
        return (self.low + self.high) / 2


def month_number(day: date) -> int:
    """Return the number of a day's month, counted from the year 0.

    Examples
    --------
    >>> month_number(date(2016, 3, 31)) - month_number(date(2016, 1, 1))
    2

    """
    return _YEAR * day.year + day.month - 1


def windows(
    start: date,
    end: date,
    kinds: tuple[Window, ...] = (Window.QUARTER, Window.YEAR),
) -> Iterator[tuple[Window, date, date]]:
    """Yield the quarters and years that lie wholly between two days.

    Parameters
    ----------
    start, end : date
        First day of a quarter, and the day after the last.
    kinds : tuple of Window
        Which of them. Of what span is told, `spanned` sees from the years.

    Yields
    ------
    (Window, date, date)
        The kind, its first day and the day after its last.

    Examples
    --------
    >>> for kind, since, until in windows(date(2016, 1, 1), date(2017, 6, 1)):
    ...     print(kind.value, since, until)
    quarter 2016-01-01 2016-04-01
    quarter 2016-04-01 2016-07-01
    quarter 2016-07-01 2016-10-01
    quarter 2016-10-01 2017-01-01
    quarter 2017-01-01 2017-04-01
    year 2016-01-01 2017-01-01

    """
    if Window.QUARTER in kinds:
        quarter = Quarter.of(start)
        while quarter.shifted(1).start <= end:
            yield Window.QUARTER, quarter.start, quarter.shifted(1).start
            quarter = quarter.shifted(1)
    first = start.year if (start.month, start.day) == (1, 1) else start.year + 1
    if Window.YEAR in kinds:
        for year in range(first, end.year):
            yield Window.YEAR, date(year, 1, 1), date(year + 1, 1, 1)


def spanned(
    observations: Iterable[Observation], start: date, until: date
) -> Iterator[Observation]:
    """Yield what series did in all whole years of a run together.

    Counts and trade are summed over the years, enforcement is averaged; growth is told
    by years alone. A span begins with the first whole year of the run and ends with
    the last before one that is not known; a single year is none.

    Parameters
    ----------
    observations : iterable of Observation
        Of single years; others are passed over.
    start, until : date
        First day of the run, and the day after its last.

    """
    by: dict[str, dict[date, Observation]] = {}
    for one in observations:
        if one.window is Window.YEAR:
            by.setdefault(one.series, {})[one.since] = one
    first = start if (start.month, start.day) == (1, 1) else date(start.year + 1, 1, 1)
    for series, years in by.items():
        run: list[Observation] = []
        while (nxt := years.get(run[-1].until if run else first)) is not None:
            if nxt.until > until:
                break
            run.append(nxt)
        gauge = GAUGES[series]
        if len(run) < _TWO or gauge is Gauge.LAST:
            continue
        parts = len(run) if gauge is Gauge.MEAN else 1
        yield Observation(
            series=series,
            window=Window.SPAN,
            since=first,
            until=run[-1].until,
            low=sum(one.low for one in run) / parts,
            high=sum(one.high for one in run) / parts,
            sources=tuple(sorted({name for one in run for name in one.sources})),
        )


def gauged(draws: Array, gauge: Gauge) -> Array:
    """Return the number of one window for each draw.

    Parameters
    ----------
    draws : ndarray of float, shape (draws, months)
        A series in the months of the window.
    gauge : Gauge
        How it is read.

    Returns
    -------
    ndarray of float64, shape (draws,)

    Raises
    ------
    SchemaError
        If quarters are to be counted in months that are not whole quarters.

    Examples
    --------
    >>> gauged(np.array([[0, 2, 0, 0, 0, 0, 0, 0, 1]]), Gauge.QUARTERS)
    array([2.])

    """
    numbers = np.asarray(draws, dtype=np.float64)
    match gauge:
        case Gauge.SUM:
            return np.asarray(numbers.sum(axis=1))
        case Gauge.MEAN:
            return np.asarray(numbers.mean(axis=1))
        case Gauge.LAST:
            return np.asarray(numbers[:, -1])
        case Gauge.QUARTERS:
            if numbers.shape[1] % _QUARTER:
                msg = (
                    f"Window: found {numbers.shape[1]} months; expected whole "
                    "quarters. Give a window that begins and ends with a quarter."
                )
                raise SchemaError(msg)
            parts = numbers.reshape(len(numbers), -1, _QUARTER)
            return np.asarray((parts > 0).any(axis=2).sum(axis=1), dtype=np.float64)
