"""What reliability promises."""

from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest
from numpy.testing import assert_allclose

from yalu.calibration import wilson
from yalu.cycle.backtest.reliability import reliability
from yalu.errors import SchemaError

DAYS = [date(2000, 1, 1) + timedelta(days=30 * step) for step in range(200)]


def test_bins_share_the_forecasts_and_hold_all_of_them() -> None:
    """Nothing is lost, and no bin is thin."""
    chance = np.random.default_rng(6)
    said = chance.random(200)

    bins = reliability(said, chance.random(200) < said, DAYS, horizon=30)

    assert [found.forecasts for found in bins] == [40] * 5
    assert all(one.most <= two.least for one, two in pairwise(bins))


def test_an_honest_forecaster_is_consistent() -> None:
    """What is called likely happens that often."""
    chance = np.random.default_rng(7)
    said = chance.random(200)

    bins = reliability(said, chance.random(200) < said, DAYS, horizon=30)

    assert sum(found.consistent for found in bins) >= 4


def test_a_braggart_is_not() -> None:
    """Who says one in ten or nine in ten of a coin is found out."""
    chance = np.random.default_rng(8)
    said = np.where(chance.random(200) < 0.5, 0.1, 0.9)

    bins = reliability(said, chance.random(200) < 0.5, DAYS, horizon=30)

    assert len(bins) == 2
    assert not any(found.consistent for found in bins)


def test_windows_that_overlap_count_once() -> None:
    """Twelve windows of a year, a month apart, are one observation and a bit."""
    bins = reliability(
        np.full(12, 0.5), np.ones(12, dtype=bool), DAYS[:12], horizon=365
    )

    assert (bins[0].forecasts, bins[0].apart) == (12, 1)


def test_the_interval_is_wilsons() -> None:
    """At 90 percent: narrower than the one at 95 percent, with the same centre."""
    happened = np.arange(200) < 50

    (found,) = reliability(np.full(200, 0.3), happened, DAYS, horizon=30)
    low, high = wilson(50, 200)

    assert low < found.low < 0.25 < found.high < high
    assert_allclose(found.low, 0.2030, atol=0.0005)


def test_no_forecasts_make_no_bins() -> None:
    """There is nothing to show."""
    assert reliability(np.empty(0), np.empty(0, dtype=bool), [], horizon=30) == ()


def test_outcomes_must_belong_to_forecasts() -> None:
    """The message says what differs."""
    with pytest.raises(SchemaError, match="3 probabilities, 2 outcomes"):
        reliability(np.full(3, 0.5), np.ones(2, dtype=bool), DAYS[:3], horizon=30)
