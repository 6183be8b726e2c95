"""What the calendar of a backtest promises."""

from datetime import date

import pytest

from yalu.cycle.backtest.schedule import Every, issue_days, refit_day
from yalu.errors import SchemaError
from yalu.periods import Interval


@pytest.mark.parametrize(
    ("start", "first"),
    [
        (date(2016, 12, 31), date(2017, 1, 1)),
        (date(2017, 1, 1), date(2017, 1, 1)),
        (date(2017, 1, 2), date(2017, 2, 1)),
    ],
)
def test_forecasts_begin_with_the_first_first_of_a_month(
    start: date, first: date
) -> None:
    """The day itself belongs to the stretch, the day before does not."""
    assert issue_days(Interval(start, date(2018, 1, 1)))[0] == first


@pytest.mark.parametrize(
    ("end", "last"),
    [(date(2017, 12, 1), date(2017, 11, 1)), (date(2017, 12, 2), date(2017, 12, 1))],
)
def test_forecasts_end_before_the_end(end: date, last: date) -> None:
    """The end of a stretch is not part of it."""
    assert issue_days(Interval(date(2017, 1, 1), end))[-1] == last


def test_quarters_begin_in_january_april_july_and_october() -> None:
    """Every third month, counted from January."""
    days = issue_days(Interval.calendar_year(2017), Every.QUARTER)

    assert [day.month for day in days] == [1, 4, 7, 10]


@pytest.mark.parametrize("end", [None, date(2017, 1, 20)])
def test_a_stretch_without_days_of_issue_is_refused(end: date | None) -> None:
    """Nothing to do is a mistake of who asks."""
    with pytest.raises(SchemaError, match="Days of issue"):
        issue_days(Interval(date(2017, 1, 2), end))


def test_models_are_fitted_on_new_years_day() -> None:
    """On that day they learn anew, and are used until the next."""
    assert refit_day(date(2017, 12, 1)) == refit_day(date(2017, 1, 1))
    assert refit_day(date(2018, 1, 1)) == date(2018, 1, 1)
