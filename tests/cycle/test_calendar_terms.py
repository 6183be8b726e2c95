"""What calendar terms promise: the right days, and the day before and after."""

from datetime import date

import numpy as np
import pytest
from numpy.typing import NDArray

from yalu.cycle import Anniversaries, Annual, LunarNewYear, lunar_new_year
from yalu.errors import SchemaError


def on(*texts: str) -> NDArray[np.datetime64]:
    """Return some days."""
    return np.array(texts, dtype="datetime64[D]")


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (1985, date(1985, 2, 20)),
        (1997, date(1997, 2, 8)),
        (2017, date(2017, 1, 28)),
        (2020, date(2020, 1, 25)),
        (2027, date(2027, 2, 7)),
    ],
)
def test_the_new_year_is_that_of_korea(year: int, day: date) -> None:
    """In 1997 and 2027 China begins its year a day earlier."""
    assert lunar_new_year(year) == day


@pytest.mark.parametrize("year", [1900, 2051])
def test_a_new_year_that_is_not_known_is_refused(year: int) -> None:
    """No day is better than a wrong one."""
    with pytest.raises(SchemaError, match="1901 to 2050"):
        lunar_new_year(year)


def test_the_new_year_is_near_from_three_days_ahead_to_seven_after() -> None:
    """Neither the day before that nor the day after counts."""
    days = on("2017-01-24", "2017-01-25", "2017-01-28", "2017-02-04", "2017-02-05")

    assert LunarNewYear().columns(days)[:, 0].tolist() == [0, 1, 1, 1, 0]


def test_anniversaries_are_near_for_three_days_on_either_side() -> None:
    """The founding days of state and party, and two birthdays."""
    days = on("2016-09-05", "2016-09-06", "2016-09-09", "2016-10-13", "2016-10-14")

    assert Anniversaries().columns(days)[:, 0].tolist() == [0, 1, 1, 1, 0]


def test_a_day_is_near_across_the_turn_of_the_year() -> None:
    """New Year's Eve is a day ahead of New Year's Day."""
    term = Anniversaries(dates=((1, 1),), ahead=1, after=0)

    assert term.columns(on("2016-12-31", "2016-12-30"))[:, 0].tolist() == [1, 0]


def test_a_day_that_not_every_year_has_is_refused() -> None:
    """It would fail only after some years of days."""
    with pytest.raises(SchemaError, match="every year"):
        Anniversaries(dates=((2, 29),))


def test_the_time_of_year_comes_back_after_a_year_whatever_its_length() -> None:
    """A leap year is as long as a common one."""
    waves = Annual(harmonics=1).columns(on("2016-01-01", "2017-01-01", "2018-01-01"))

    assert np.allclose(waves, [[0.0, 1.0]] * 3)


def test_a_year_without_a_wave_is_refused() -> None:
    """It would be a term without columns."""
    with pytest.raises(SchemaError, match="one or more"):
        Annual(harmonics=0)
