"""The lunar new year, which moves by up to a month and empties the customs houses.

The first day of the Chinese year is fixed by astronomy: in the years from 1990 to 2035,
which are written out here, it is the first new moon from 21 January on, in Beijing
time. A test computes each from the position of sun and moon.

References
----------
Standardization Administration of China (2017). *GB/T 33661-2017, Calculation and
promulgation of the Chinese calendar*.

"""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from yalu.errors import SchemaError
from yalu.periods import Interval

__all__ = ["KEEPERS", "YEARS", "holiday_share", "new_year"]

KEEPERS = frozenset(
    {"CHN", "HKG", "KOR", "MAC", "MNG", "PRK", "SGP", "TWN", "VNM"}
)  # fmt: skip
"""States whose offices close at the lunar new year."""

_DAYS = 14
_EVE = timedelta(days=1)
_FIRST = 1990
_MONTH_DAYS = (
    127, 215, 204, 123, 210, 131, 219, 207, 128, 216,  # 1990 to 1999
    205, 124, 212, 201, 122, 209, 129, 218, 207, 126,  # 2000 to 2009
    214, 203, 123, 210, 131, 219, 208, 128, 216, 205,  # 2010 to 2019
    125, 212, 201, 122, 210, 129, 217, 206, 126, 213,  # 2020 to 2029
    203, 123, 211, 131, 219, 208,  # 2030 to 2035
)  # fmt: skip

YEARS = frozenset(range(_FIRST, _FIRST + len(_MONTH_DAYS)))
"""The years that are written out."""


def new_year(year: int) -> date:
    """Return the first day of the Chinese year that begins in a year.

    Raises
    ------
    SchemaError
        If the year is not among those written out.

    Examples
    --------
    >>> new_year(2017)
    datetime.date(2017, 1, 28)

    """
    if year not in YEARS:
        msg = (
            f"Lunar new year: found {year}; expected {min(YEARS)} to {max(YEARS)}. "
            "Leave the holiday out (lunar=False)."
        )
        raise SchemaError(msg)
    return date(year, *divmod(_MONTH_DAYS[year - _FIRST], 100))


def holiday_share(months: Sequence[Interval]) -> NDArray[np.float64]:
    """Return which part of the two weeks from the eve falls in each month.

    Parameters
    ----------
    months : sequence of Interval
        Calendar months.

    Returns
    -------
    ndarray of float64, shape (len(months),)
        From 0 to 1; the months of one year add up to 1.

    Examples
    --------
    In 2017 the eve was 27 January, so five of the fourteen days were in January:

    >>> january, february = Interval.month(2017, 1), Interval.month(2017, 2)
    >>> [round(share * 14) for share in holiday_share([january, february])]
    [5, 9]

    """
    shares = []
    for month in months:
        eve = new_year(month.start.year) - _EVE
        days = (eve + timedelta(days=day) for day in range(_DAYS))
        shares.append(sum(day in month for day in days) / _DAYS)
    return np.array(shares, dtype=np.float64)
