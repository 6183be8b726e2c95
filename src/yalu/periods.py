"""Days and stretches of days: law is dated by them, trade is summed over them.

A stretch runs from its first day up to, and without, its `end`; what follows begins
on that same day, so that neighbours neither overlap nor miss each other. Whoever
knows only the month or the year of something knows a stretch of days it lies in.

Council resolutions are dated in New York; Chinese announcements count from the
Beijing date of the same moment, which is often one day later.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Self
from zoneinfo import ZoneInfo

from yalu.errors import SchemaError

__all__ = ["Interval", "Place", "calendar_day", "months", "parse_day", "parse_period"]

_DAY = timedelta(days=1)
_PERIOD = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_MONTHS_PER_YEAR = 12


class Place(StrEnum):
    """A capital whose calendar a legal date follows."""

    NEW_YORK = "America/New_York"
    BEIJING = "Asia/Shanghai"


def calendar_day(moment: datetime, place: Place) -> date:
    """Return the calendar day that a moment falls on in one place.

    Raises
    ------
    SchemaError
        If `moment` carries no time zone: the same clock time is two different days.

    Examples
    --------
    A vote at 13:30 in New York on 22 December 2017:

    >>> vote = datetime(2017, 12, 22, 13, 30, tzinfo=ZoneInfo(Place.NEW_YORK))
    >>> calendar_day(vote, Place.BEIJING)
    datetime.date(2017, 12, 23)

    """
    if moment.tzinfo is None:
        msg = f"Moment {moment} has no time zone. Pass one with tzinfo= set."
        raise SchemaError(msg)
    return moment.astimezone(ZoneInfo(place)).date()


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """A stretch of days with a beginning and perhaps an end.

    Attributes
    ----------
    start : date
        The day it begins.
    end : date or None
        The day after the last one; None for a stretch that is still open.

    Raises
    ------
    SchemaError
        If it would hold no day at all.

    Examples
    --------
    >>> year = Interval.calendar_year(2018)
    >>> [day in year for day in (date(2017, 12, 31), date(2018, 12, 31))]
    [False, True]
    >>> print(year)
    2018-01-01 to 2018-12-31

    """

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is None or self.start < self.end:
            return
        msg = (
            f"interval: found no day between {self.start} and {self.end}; expected the "
            "end to lie later, since it is itself outside. To mean one day only, end "
            "it on the next."
        )
        raise SchemaError(msg)

    @classmethod
    def calendar_year(cls, year: int) -> Self:
        """Return all days of one year."""
        new_year = date(year, 1, 1)
        return cls(new_year, new_year.replace(year=year + 1))

    @classmethod
    def month(cls, year: int, month: int) -> Self:
        """Return one calendar month, counted from 1."""
        later = year * _MONTHS_PER_YEAR + month
        return cls(
            date(year, month, 1),
            date(later // _MONTHS_PER_YEAR, later % _MONTHS_PER_YEAR + 1, 1),
        )

    @classmethod
    def day(cls, day: date) -> Self:
        """Return a single day."""
        return cls(day, day + _DAY)

    @property
    def last(self) -> date | None:
        """The last day inside, as lawyers write it; None while open."""
        return None if self.end is None else self.end - _DAY

    @property
    def is_month(self) -> bool:
        """Whether it is one whole calendar month."""
        return self == Interval.month(self.start.year, self.start.month)

    @property
    def is_year(self) -> bool:
        """Whether it is one whole calendar year."""
        return self == Interval.calendar_year(self.start.year)

    def __contains__(self, day: date) -> bool:
        begun = day >= self.start
        return begun if self.end is None else begun and day < self.end

    def covers(self, other: "Interval") -> bool:
        """Return whether every day of `other` is inside."""
        return self.start <= other.start and (
            self.end is None or (other.end is not None and other.end <= self.end)
        )

    def overlaps(self, other: "Interval") -> bool:
        """Return whether the two share at least one day."""
        return (self.end is None or other.start < self.end) and (
            other.end is None or self.start < other.end
        )

    def __str__(self) -> str:
        return f"{self.start} to {self.last}" if self.last else f"{self.start} onwards"


def parse_day(text: str, *, place: str = "date") -> date:
    """Return the day written as ``YYYY-MM-DD``.

    Parameters
    ----------
    text : str
        The day as written.
    place : str
        Name of the argument or field, for the message.

    Raises
    ------
    SchemaError
        If `text` is not a real day in that form.

    Examples
    --------
    >>> parse_day("2017-08-05")
    datetime.date(2017, 8, 5)

    """
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text.strip()):
        try:
            return date.fromisoformat(text.strip())
        except ValueError:
            pass
    msg = (
        f"{place}: found {text!r}; expected a day of the calendar as YYYY-MM-DD. "
        "Write for example 2017-08-05."
    )
    raise SchemaError(msg)


def parse_period(text: str, *, place: str = "period") -> Interval:
    """Return the days meant by a year, a month, a day, or a span of them.

    Parameters
    ----------
    text : str
        ``2017``, ``2017-03``, ``2017-03-05``, or two of these joined by ``..``,
        both included.
    place : str
        Name of the argument or field, for the message.

    Raises
    ------
    SchemaError
        If `text` has another form or names no real day.

    Examples
    --------
    >>> print(parse_period("2017-03"))
    2017-03-01 to 2017-03-31
    >>> print(parse_period("2017-01..2017-03"))
    2017-01-01 to 2017-03-31

    """
    first, _, last = text.strip().partition("..")
    try:
        begin = _parse_single(first)
        return begin if not last else Interval(begin.start, _parse_single(last).end)
    except (OverflowError, ValueError) as error:  # no day comes after 9999-12-31
        msg = (
            f"{place}: found {text!r}; expected YYYY, YYYY-MM or YYYY-MM-DD, or two of "
            "them joined by '..' in order. Write for example 2017-01..2017-03."
        )
        raise SchemaError(msg) from error


def _parse_single(text: str) -> Interval:
    match = _PERIOD.fullmatch(text)
    if match is None:
        raise ValueError(text)
    year, month, day = match.groups()
    if day is not None:
        return Interval.day(date(int(year), int(month), int(day)))
    if month is not None:
        return Interval.month(int(year), int(month))
    return Interval.calendar_year(int(year))


def months(span: Interval) -> Iterator[Interval]:
    """Yield the calendar months that share a day with a closed span, in order.

    Raises
    ------
    SchemaError
        If `span` has no end.

    Examples
    --------
    >>> [str(month.start) for month in months(parse_period("2017-11..2018-01"))]
    ['2017-11-01', '2017-12-01', '2018-01-01']

    """
    if span.end is None:
        msg = f"Span {span} has no end, so its months cannot be listed. Give an end."
        raise SchemaError(msg)
    month = Interval.month(span.start.year, span.start.month)
    while month.start < span.end:
        yield month
        if month.end is None:  # pragma: no cover - months always end
            return
        month = Interval.month(month.end.year, month.end.month)
