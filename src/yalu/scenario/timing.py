"""When: fixed days, days counted from the start of a run, and months between them.

A run goes month by month, so that a span counts for every month in which it has a day,
and a day for the month that it falls in.
"""

from datetime import date

import numpy as np
from numpy.typing import NDArray

__all__ = ["NOMINAL", "When", "day_of", "month_of", "months_within", "quarter_begins"]

NOMINAL = date(2001, 1, 1)
"""A start for runs of which only the order of days matters."""

When = date | int
"""A day, or a number of whole months after the first day of the run."""

_YEAR = 12
_QUARTER = 3


def quarter_begins(day: date) -> bool:
    """Return whether a day is the first of a calendar quarter.

    Examples
    --------
    >>> quarter_begins(date(2026, 10, 1)), quarter_begins(date(2026, 11, 1))
    (True, False)

    """
    return day.day == 1 and day.month % _QUARTER == 1


def day_of(when: When, start: date) -> date:
    """Return the day that is meant in a run that begins on `start`.

    Parameters
    ----------
    when : date or int
        The day itself, or whole months after `start`.
    start : date
        First day of the run, the first of a month.

    Examples
    --------
    >>> day_of(6, date(2026, 10, 1))
    datetime.date(2027, 4, 1)
    >>> day_of(date(2027, 4, 1), date(2026, 10, 1))
    datetime.date(2027, 4, 1)

    """
    if isinstance(when, date):
        return when
    months = start.year * _YEAR + start.month - 1 + when
    return date(months // _YEAR, months % _YEAR + 1, 1)


def month_of(when: When, start: date) -> int:
    """Return the month of the run that a day falls in, counted from zero.

    Parameters
    ----------
    when : date or int
        The day, or whole months after `start`.
    start : date
        First day of the run.

    Returns
    -------
    int
        Below zero for a day before the run.

    Examples
    --------
    >>> month_of(date(2027, 4, 17), date(2026, 10, 1))
    6

    """
    if not isinstance(when, date):
        return when
    return (when.year - start.year) * _YEAR + when.month - start.month


def months_within(
    since: When | None, until: When | None, *, start: date, months: int
) -> NDArray[np.bool_]:
    """Return in which months of a run a span has a day.

    Parameters
    ----------
    since : date or int or None
        First day inside; None for the start of the run.
    until : date or int or None
        First day outside; None for the end of the run.
    start : date
        First day of the run, the first of a month.
    months : int
        How long the run is.

    Returns
    -------
    ndarray of bool, shape (months,)

    Examples
    --------
    >>> start = date(2026, 10, 1)
    >>> months_within(date(2026, 11, 20), date(2027, 1, 1), start=start, months=5)
    array([False,  True,  True, False, False])
    >>> months_within(None, 2, start=start, months=5)
    array([ True,  True, False, False, False])

    """
    first = 0 if since is None else month_of(since, start)
    if until is None:
        last = months
    else:
        # The month that `until` falls in counts if a day of it comes before.
        begun = isinstance(until, date) and until.day > 1
        last = month_of(until, start) + begun
    place = np.arange(months)
    return (first <= place) & (place < last)
