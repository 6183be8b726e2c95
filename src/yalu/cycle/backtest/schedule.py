"""When forecasts are issued, and when models are fitted anew."""

from collections.abc import Iterator
from datetime import date
from enum import IntEnum

from yalu.errors import SchemaError
from yalu.periods import Interval, months

__all__ = ["Every", "issue_days", "refit_day"]


class Every(IntEnum):
    """How often forecasts are issued, in months."""

    MONTH = 1
    QUARTER = 3
    YEAR = 12


def issue_days(between: Interval, every: Every = Every.MONTH) -> tuple[date, ...]:
    """Return the first days of months, quarters or years in a stretch.

    Raises
    ------
    SchemaError
        If the stretch has no end or holds no such day.

    Examples
    --------
    >>> half = Interval(date(2017, 1, 2), date(2017, 7, 2))
    >>> [str(day) for day in issue_days(half, Every.QUARTER)]
    ['2017-04-01', '2017-07-01']

    """
    if between.end is None:
        msg = f"Days of issue in {between}: found no end. Name the last day."
        raise SchemaError(msg)
    days = tuple(day for day in _first_days(between) if (day.month - 1) % every == 0)
    if not days:
        msg = f"Days of issue in {between}: found none. Pass a longer stretch."
        raise SchemaError(msg)
    return days


def _first_days(between: Interval) -> Iterator[date]:
    for month in months(between):
        if month.start in between:
            yield month.start


def refit_day(on: date) -> date:
    """Return the day on which the model of a forecast was fitted: 1 January.

    It learnt from what was before that day; the forecast also sees what came since.

    Examples
    --------
    >>> print(refit_day(date(2017, 9, 1)), refit_day(date(2017, 1, 1)))
    2017-01-01 2017-01-01

    """
    return date(on.year, 1, 1)
