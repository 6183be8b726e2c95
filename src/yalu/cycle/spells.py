"""Terms of a baseline that history fixes: seasons, unusual spells, slow drift."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Self

import numpy as np
from numpy.typing import NDArray

from yalu.errors import SchemaError
from yalu.periods import Interval

__all__ = ["Drift", "Season", "Spell"]

Array = NDArray[np.float64]
Days = NDArray[np.datetime64]

_FEBRUARY, _LEAP_DAY = 2, 29


@dataclass(frozen=True, slots=True, kw_only=True)
class Season:
    """Days on which something planned ahead is usual, such as exercises.

    What counts is the same day of the year before, or of the last year known, on days
    that are fitted as on days that are forecast: so both see the same, and a stream
    that is part of the season does not explain itself.

    Attributes
    ----------
    name : str
        What goes on.
    intervals : tuple of Interval
        When it did.
    known : Interval
        The days of which that is known.

    Raises
    ------
    SchemaError
        If an interval or `known` has no end.

    """

    name: str
    intervals: tuple[Interval, ...]
    known: Interval
    reason: str = "planned ahead, and answered on the day"
    width: float = 0.5

    def __post_init__(self) -> None:
        if any(span.end is None for span in (*self.intervals, self.known)):
            msg = f"Season {self.name!r}: a stretch has no end. End each of them."
            raise SchemaError(msg)

    @property
    def names(self) -> tuple[str, ...]:
        """What its column is called."""
        return (self.name,)

    def columns(self, days: Days) -> Array:
        """Return one where it went on a year before, else zero.

        Where the year before is not known, the last known one stands in; for the
        first year known, the year after. Zero if less than a year is known.
        """
        on = {
            ordinal
            for span in self.intervals
            for ordinal in range(
                span.start.toordinal(), (span.end or date.max).toordinal()
            )
        }
        held = (self._known_day(day.astype(object)) for day in days)
        inside = [day is not None and day.toordinal() in on for day in held]
        return np.asarray(inside, dtype=np.float64)[:, None]

    def _known_day(self, day: date) -> date | None:
        """Return the day that stands for a day; None if less than a year is known."""
        if day.month == _FEBRUARY and day.day == _LEAP_DAY:
            day -= timedelta(days=1)
        start, end = self.known.start, self.known.end or date.max
        back = day.replace(year=min(day.year - 1, end.year))
        if back >= end:
            back = back.replace(year=end.year - 1)
        if back >= start:
            return back
        ahead = day.replace(year=max(day.year + 1, start.year))
        if ahead < start:
            ahead = ahead.replace(year=start.year + 1)
        return ahead if ahead < end else None

    def before(self, day: date) -> Self:
        """Return the season as known just before a day: later stretches are gone."""
        if self.known.end is None or self.known.end <= day:
            return self
        known = Interval(min(self.known.start, day - timedelta(days=1)), day)
        spans = [
            Interval(span.start, min(span.end or day, day))
            for span in self.intervals
            if span.start < day
        ]
        return replace(self, intervals=tuple(spans), known=known)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """A stretch of unusual days, such as a closed border.

    Attributes
    ----------
    name : str
        What it was.
    interval : Interval or None
        When; without an end it lasts until further notice. None if it has not begun.

    """

    name: str
    interval: Interval | None
    reason: str = "unlike the days before and after, for reasons outside the cycle"
    width: float = 0.5

    @property
    def names(self) -> tuple[str, ...]:
        """What its column is called."""
        return (self.name,)

    def columns(self, days: Days) -> Array:
        """Return one on its days, else zero."""
        if self.interval is None:
            return np.zeros((len(days), 1))
        return _inside(days, self.interval)[:, None]

    def before(self, day: date) -> Self:
        """Return the spell as known just before a day.

        A spell that began has no end that could be known; one to come is not known.
        Neither is the first day after it: that it is over is seen on that day.
        """
        if self.interval is None or self.interval.start >= day:
            return replace(self, interval=None)
        if self.interval.end is None or self.interval.end < day:
            return self
        return replace(self, interval=Interval(self.interval.start))


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """A slow change: straight between knots, flat before the first and after the last.

    Each column rises from zero to one between two knots and stays there. Its
    coefficient is the change of level, so a prior around zero is that of a random walk,
    and nothing is extrapolated.

    Attributes
    ----------
    knots : tuple of date
        Where the slope may change, in order.

    Raises
    ------
    SchemaError
        If the knots are not in order.

    """

    knots: tuple[date, ...]
    reason: str = "levels of decades differ, by leader and by technique"
    width: float = 0.5

    def __post_init__(self) -> None:
        if list(self.knots) != sorted(set(self.knots)):
            msg = (
                f"Drift: found knots {[str(k) for k in self.knots]}; put them in order."
            )
            raise SchemaError(msg)

    @classmethod
    def every(cls, years: int, between: Interval) -> Self:
        """Return a drift with a knot each few years from the start of a stretch.

        Raises
        ------
        SchemaError
            If the stretch has no end or the years are fewer than one.

        """
        if between.end is None or years < 1:
            msg = f"Drift every {years} years over {between}: give years and an end."
            raise SchemaError(msg)
        ahead = range(between.start.year, between.end.year + 1, years)
        return cls(knots=tuple(date(year, 1, 1) for year in ahead))

    @property
    def names(self) -> tuple[str, ...]:
        """What its columns are called: one a stretch between knots."""
        return tuple(f"drift to {knot}" for knot in self.knots[1:])

    def columns(self, days: Days) -> Array:
        """Return how much of each stretch has passed, from zero to one."""
        knots = np.asarray(self.knots, dtype="datetime64[D]")
        if len(knots) < len(("start", "end")):
            return np.zeros((len(days), 0))
        passed = (days[:, None] - knots[:-1]).astype(np.float64)
        risen: Array = np.clip(passed / np.diff(knots).astype(np.float64), 0.0, 1.0)
        return risen

    def before(self, day: date) -> Self:
        """Return the drift without knots on or after a day."""
        return replace(self, knots=tuple(knot for knot in self.knots if knot < day))


def _inside(days: Days, span: Interval) -> Array:
    inside = days >= np.datetime64(span.start)
    if span.end is not None:
        inside &= days < np.datetime64(span.end)
    return inside.astype(np.float64)
