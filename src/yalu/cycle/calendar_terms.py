"""Terms of a baseline that the calendar fixes: season, new year, anniversaries."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, partial
from typing import Self

import numpy as np
from korean_lunar_calendar import (
    KoreanLunarCalendar,
)
from numpy.typing import NDArray

from yalu.errors import SchemaError

__all__ = ["Anniversaries", "Annual", "LunarNewYear", "lunar_new_year"]

Array = NDArray[np.float64]
Days = NDArray[np.datetime64]

_COMMON_YEAR = 2001
_FIRST_LUNAR, _LAST_LUNAR = 1901, 2050


@dataclass(frozen=True, slots=True, kw_only=True)
class Annual:
    """The time of year, as sines and cosines.

    Attributes
    ----------
    harmonics : int
        How many waves a year the finest has; two tell winter from summer training.

    Raises
    ------
    SchemaError
        If it has no wave.

    """

    harmonics: int = 2
    reason: str = "training, harvest and frost come back every year"
    width: float = 0.5

    def __post_init__(self) -> None:
        if self.harmonics < 1:
            msg = f"Annual: found {self.harmonics} harmonics; expected one or more."
            raise SchemaError(msg)

    @property
    def names(self) -> tuple[str, ...]:
        """What its columns are called: two a wave."""
        waves = range(1, self.harmonics + 1)
        return tuple(f"{wave} year/{k}" for k in waves for wave in ("sine", "cosine"))

    def columns(self, days: Days) -> Array:
        """Return sine and cosine of the part of the year that has passed."""
        years = days.astype("datetime64[Y]")
        length = (years + 1).astype("datetime64[D]") - years.astype("datetime64[D]")
        passed = (days - years.astype("datetime64[D]")) / length
        angle = 2 * np.pi * np.outer(passed, np.arange(1, self.harmonics + 1))
        waves = np.stack([np.sin(angle), np.cos(angle)], axis=2)
        return waves.reshape(len(days), -1)

    def before(self, day: date) -> Self:  # noqa: ARG002 - as every term
        """Return itself: the calendar is known in advance."""
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class LunarNewYear:
    """Some days around the Korean lunar new year.

    Attributes
    ----------
    ahead, after : int
        Days before and after the day itself that belong to it.

    """

    ahead: int = 3
    after: int = 7
    reason: str = "offices close, and few act, at the lunar new year"
    width: float = 0.5

    @property
    def names(self) -> tuple[str, ...]:
        """What its column is called."""
        return ("lunar new year",)

    def columns(self, days: Days) -> Array:
        """Return one on the days around each new year, else zero.

        Raises
        ------
        SchemaError
            If a year is outside the calendar that `lunar_new_year` knows.

        """
        return _around(days, lunar_new_year, self.ahead, self.after)

    def before(self, day: date) -> Self:  # noqa: ARG002 - as every term
        """Return itself: the calendar is known in advance."""
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class Anniversaries:
    """Some days around days of the calendar that are kept every year.

    Attributes
    ----------
    dates : tuple of (int, int)
        Month and day of each.
    ahead, after : int
        Days before and after each that belong to it.

    Raises
    ------
    SchemaError
        If one of them is no day of every year.

    """

    dates: tuple[tuple[int, int], ...] = ((2, 16), (4, 15), (9, 9), (10, 10))
    ahead: int = 3
    after: int = 3
    reason: str = (
        "birthdays of Kim Jong Il and Kim Il Sung and the founding days of state and "
        "party are marked by shows of strength"
    )
    width: float = 0.5

    def __post_init__(self) -> None:
        try:
            [date(_COMMON_YEAR, *day) for day in self.dates]
        except ValueError as error:
            msg = (
                f"Anniversaries: found {self.dates}; expected pairs of month and day "
                "that every year has, such as (4, 15)."
            )
            raise SchemaError(msg) from error

    @property
    def names(self) -> tuple[str, ...]:
        """What its column is called."""
        return ("anniversaries",)

    def columns(self, days: Days) -> Array:
        """Return one on the days around each date, else zero."""
        near = np.zeros((len(days), 1))
        for month, day in self.dates:
            kept = partial(date, month=month, day=day)
            near = np.maximum(near, _around(days, kept, self.ahead, self.after))
        return near

    def before(self, day: date) -> Self:  # noqa: ARG002 - as every term
        """Return itself: the calendar is known in advance."""
        return self


@cache
def lunar_new_year(year: int) -> date:
    """Return the Korean lunar new year that falls in a year.

    Korea's day is at times the day after China's, when the moon is new within the
    hour that parts their clocks. Converted by the package ``korean_lunar_calendar``,
    which holds the tables of the Korea Astronomy and Space Science Institute.

    Raises
    ------
    SchemaError
        If the year is not from 1901 to 2050.

    Examples
    --------
    In 2027 China begins its year on 6 February.

    >>> print(lunar_new_year(2027))
    2027-02-07

    """
    if not _FIRST_LUNAR <= year <= _LAST_LUNAR:
        msg = (
            f"Lunar new year: found {year}; expected {_FIRST_LUNAR} to {_LAST_LUNAR}. "
            "Leave the term out."
        )
        raise SchemaError(msg)
    calendar = KoreanLunarCalendar()
    calendar.setLunarDate(year, 1, 1, False)  # noqa: FBT003 - the signature is theirs
    return date.fromisoformat(calendar.SolarIsoFormat())


def _around(days: Days, day_of: Callable[[int], date], ahead: int, after: int) -> Array:
    """Return one on the days around a day of each year, shape (days, 1)."""
    near = np.zeros(len(days))
    if not len(days):
        return near[:, None]
    # A day of January can be near one of December, and the other way round.
    first = (days.min() - np.timedelta64(after, "D")).astype(object).year
    last = (days.max() + np.timedelta64(ahead, "D")).astype(object).year
    for year in range(first, last + 1):
        start = np.datetime64(day_of(year) - timedelta(days=ahead))
        end = np.datetime64(day_of(year) + timedelta(days=after))
        near[(days >= start) & (days <= end)] = 1.0
    return near[:, None]
