"""What comparisons of two forecasters promise."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from yalu.cycle.backtest.paired import Judgement, margin
from yalu.errors import SchemaError

YEARS = np.repeat(np.arange(2008, 2026), 12)


def rng() -> np.random.Generator:
    """Return chance that is the same each time."""
    return np.random.default_rng(4)


def test_identical_forecasters_do_not_beat_each_other() -> None:
    """Their interval is zero and nothing else."""
    scores = rng().random(YEARS.size)

    found = margin(scores, scores, YEARS, rng=rng())

    assert (found.low, found.difference, found.high) == (0, 0, 0)
    assert found.judgement is Judgement.EVEN


def test_equal_forecasters_have_an_interval_that_holds_zero() -> None:
    """Scores that differ by chance alone decide nothing, most of the time."""
    chance = np.random.default_rng(5)
    found = [
        margin(
            chance.random(YEARS.size), chance.random(YEARS.size), YEARS, rng=chance
        ).judgement
        for _ in range(100)
    ]

    assert found.count(Judgement.EVEN) >= 80


def test_a_forecaster_that_is_always_better_beats_the_other() -> None:
    """And the other is worse than it."""
    scores = rng().random(YEARS.size)

    assert margin(scores, scores + 0.1, YEARS, rng=rng()).judgement is Judgement.BEATS
    assert margin(scores + 0.1, scores, YEARS, rng=rng()).judgement is Judgement.WORSE


def test_the_difference_is_the_mean_over_all_days() -> None:
    """A year with few forecasts does not weigh as much as one with many."""
    years = np.array([2010] * 12 + [2011] * 2 + [2012] * 12 + [2013] * 12)
    own = np.where(years == 2011, 0.0, 1.0)

    assert_allclose(margin(own, np.ones(38), years, rng=rng()).difference, 2 / 38)


def test_one_year_that_differs_makes_a_wider_interval_than_as_many_scattered_days() -> (
    None
):
    """Days of one year are no independent observations."""
    gains = np.zeros(YEARS.size)
    gains[:12] = 1.0
    mixed = rng().permutation(gains)

    together = margin(-gains, np.zeros(YEARS.size), YEARS, rng=rng())
    scattered = margin(-mixed, np.zeros(YEARS.size), YEARS, rng=rng())

    assert together.low is not None
    assert together.high is not None
    assert scattered.low is not None
    assert scattered.high is not None
    assert together.high - together.low > 2 * (scattered.high - scattered.low)


def test_too_few_years_give_no_interval() -> None:
    """Three years are less than two blocks of two."""
    years = np.repeat(np.arange(2010, 2013), 12)

    found = margin(np.zeros(36), np.ones(36), years, rng=rng())

    assert found.low is None
    assert found.judgement is Judgement.UNKNOWN
    assert "too few" in str(found)


def test_scores_of_different_days_are_not_compared() -> None:
    """The message says what to do."""
    with pytest.raises(SchemaError, match="Score both on the same days"):
        margin(np.zeros(3), np.zeros(4), np.zeros(4, dtype=np.int64), rng=rng())
