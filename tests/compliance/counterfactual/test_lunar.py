"""Promises about the lunar new year."""

from datetime import UTC, date, datetime, timedelta
from math import radians, sin
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from yalu.compliance.counterfactual.lunar import YEARS, holiday_share, new_year
from yalu.errors import SchemaError
from yalu.periods import Interval


def new_moons(year: int) -> list[date]:
    """Return the days of Beijing on which a new moon falls early in a year.

    Meeus, Astronomical algorithms (2nd edition), chapter 49, with the larger terms; it
    is good to a few minutes, and no new moon of these years is that near to midnight.
    """
    found = []
    first = round((year - 2000) * 12.3685) - 1
    for k in range(first, first + 4):
        t = k / 1236.85
        day = 2451550.09766 + 29.530588861 * k + 0.00015437 * t * t
        sun = radians(2.5534 + 29.10535670 * k)
        moon = radians(201.5643 + 385.81693528 * k + 0.0107582 * t * t)
        node = radians(160.7108 + 390.67050284 * k - 0.0016118 * t * t)
        rise = 1 - 0.002516 * t
        day += -0.40720 * sin(moon) + 0.17241 * rise * sin(sun)
        day += 0.01608 * sin(2 * moon) + 0.01039 * sin(2 * node)
        day += 0.00739 * rise * sin(moon - sun) - 0.00514 * rise * sin(moon + sun)
        day += 0.00208 * rise**2 * sin(2 * sun) - 0.00111 * sin(moon - 2 * node)
        day += -0.00057 * sin(moon + 2 * node) + 0.00056 * rise * sin(2 * moon + sun)
        day += 0.000325 * sin(radians(299.77 + 0.107408 * k))
        epoch = datetime(2000, 1, 1, 12, tzinfo=UTC)
        # Terrestrial time runs about 70 seconds ahead of the clock in these years.
        moment = epoch + timedelta(days=day - 2451545, seconds=-67)
        found.append(moment.astimezone(ZoneInfo("Asia/Shanghai")).date())
    return found


@pytest.mark.parametrize("year", sorted(YEARS))
def test_the_year_begins_with_a_new_moon_of_late_winter(year: int) -> None:
    """It is the first one from 21 January on."""
    moons = [day for day in new_moons(year) if day >= date(year, 1, 21)]

    assert new_year(year) == moons[0]


@pytest.mark.parametrize("year", [1989, 2036])
def test_years_that_are_not_written_out_are_an_error(year: int) -> None:
    """A guess would move the holiday by a month."""
    with pytest.raises(SchemaError, match="1990 to 2035"):
        new_year(year)


@pytest.mark.parametrize("year", [1990, 2014, 2017, 2020, 2035])
def test_the_months_of_a_year_share_the_whole_holiday(year: int) -> None:
    """Whatever the moon does, there are fourteen days."""
    months = [Interval.month(year, month) for month in range(1, 13)]

    shares = holiday_share(months)

    assert shares.sum() == pytest.approx(1)
    np.testing.assert_array_equal(shares[3:], 0)
