"""What naive forecasts promise, one promise per test."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from tests.scenario.hindcast.pasts import year_of
from yalu.scenario.hindcast import Forecaster, Observation, Window, naive_draws

START = date(2016, 1, 1)
PAST = [year_of("tests", year, float(year - 2006)) for year in range(2004, 2020)]


def quarter_of(series: str, year: int, month: int, value: float) -> Observation:
    """Return what a series did in a quarter."""
    end = date(year + (month == 10), (month + 2) % 12 + 1, 1)
    return Observation(
        series=series,
        window=Window.QUARTER,
        since=date(year, month, 1),
        until=end,
        low=value,
        high=value,
    )


@given(st.integers(0, 100))
def test_what_happened_later_is_not_looked_at(count: int) -> None:
    """Forecasts from 2016 are the same whatever 2016 and later brought."""
    later = [year_of("tests", year, float(count)) for year in range(2016, 2020)]
    for naive in (Forecaster.REPEATED, Forecaster.DECADE):
        told = naive_draws(naive, later[1], [*PAST[:12], *later], START)
        alone = naive_draws(naive, year_of("tests", 2017, 0.0), PAST, START)
        assert told is not None
        assert alone is not None
        assert_allclose(told, alone)


def test_the_decade_is_ten_years() -> None:
    """2006 to 2015."""
    found = naive_draws(Forecaster.DECADE, PAST[-1], PAST, START)

    assert found is not None
    assert found.tolist() == [float(number) for number in range(10)]


def test_growth_of_last_year_is_not_known_in_january() -> None:
    """It is printed in July: in January 2016 the last printed year is 2014."""
    past = [year_of("growth", year, float(year)) for year in range(2006, 2016)]

    found = naive_draws(Forecaster.REPEATED, year_of("growth", 2016, 0.0), past, START)

    assert found is not None
    assert found.tolist() == [2014.0]


def test_a_span_repeats_the_last_year_so_many_times() -> None:
    """Four years of nine tests each."""
    span = Observation(
        series="tests",
        window=Window.SPAN,
        since=START,
        until=date(2020, 1, 1),
        low=0.0,
        high=0.0,
    )

    found = naive_draws(Forecaster.REPEATED, span, PAST, START)

    assert found is not None
    assert found.tolist() == [36.0]


def test_a_span_of_the_decade_is_any_run_of_years() -> None:
    """2006 to 2009 had 0 + 1 + 2 + 3 tests; six more runs begin a year later each."""
    span = Observation(
        series="tests",
        window=Window.SPAN,
        since=START,
        until=date(2020, 1, 1),
        low=0.0,
        high=0.0,
    )

    found = naive_draws(Forecaster.DECADE, span, PAST, START)

    assert found is not None
    assert found.tolist() == [6.0 + 4 * number for number in range(7)]


def test_a_quarter_repeats_its_own_season() -> None:
    """Spring 2018 is foretold by spring 2015."""
    past = [quarter_of("exports", 2015, month, month) for month in (1, 4, 7, 10)]

    found = naive_draws(
        Forecaster.REPEATED, quarter_of("exports", 2018, 4, 0.0), past, START
    )

    assert found is not None
    assert found.tolist() == [4.0]


def test_who_knows_too_little_says_nothing() -> None:
    """Three years are no decade, and a year before last is no last year."""
    old = PAST[5:8]

    assert naive_draws(Forecaster.DECADE, PAST[-1], old, START) is None
    assert naive_draws(Forecaster.REPEATED, PAST[-1], old, START) is None
