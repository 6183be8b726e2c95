"""What the hindcasts that come with Yalu promise, one promise per test."""

import pytest

from yalu.scenario.hindcast import (
    GAUGES,
    STARTS,
    Forecaster,
    StoredHindcast,
    stored_hindcast,
)


@pytest.fixture(scope="module")
def hindcast() -> StoredHindcast:
    """Return the hindcasts that come with Yalu."""
    return stored_hindcast()


def test_they_are_of_the_facts_fits_and_code_that_come_with_yalu(
    hindcast: StoredHindcast,
) -> None:
    """Else ``tools/refit.py hindcast`` is to be run."""
    assert hindcast.is_current, hindcast.stale


def test_every_start_is_judged(hindcast: StoredHindcast) -> None:
    """2012, 2016, 2019 and 2023, each with its fit."""
    assert hindcast.starts == STARTS
    assert {mark.start for mark in hindcast.marks} == set(STARTS)
    assert set(hindcast.fits) == {day.isoformat() for day in STARTS}


def test_every_series_that_can_be_observed_is_judged(hindcast: StoredHindcast) -> None:
    """A series that fares badly is not left out."""
    assert {one.series for one in hindcast.tallies if one.start is None} == set(GAUGES)


def test_no_forecast_reaches_behind_its_start(hindcast: StoredHindcast) -> None:
    """Windows lie after the day on which they were foretold."""
    assert all(mark.since >= mark.start for mark in hindcast.marks)


def test_naive_forecasters_stand_beside_the_chain(hindcast: StoredHindcast) -> None:
    """Wherever enough was known by the start."""
    found = {mark.forecaster for mark in hindcast.marks}

    assert found == set(Forecaster)
