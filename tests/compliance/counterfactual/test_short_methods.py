"""Promises about the methods for short records, against sums done by hand."""

from math import exp, log, sqrt

import numpy as np
import pytest
from scipy.stats import t as student

from yalu.compliance.counterfactual.random_walk import random_walk
from yalu.compliance.counterfactual.same_month import pairs_of, same_month

DRAWS = 200_000


def test_the_random_walk_is_the_interval_of_student() -> None:
    """Steps of ln 2, -ln 2 and ln 2 have s = ln 2; three steps, three degrees."""
    amounts = np.array([10.0, 20.0, 10.0, 20.0])
    draws = random_walk(
        [2010, 2011, 2012, 2013], amounts, 4, draws=DRAWS, rng=np.random.default_rng(1)
    )
    high = 20 * exp(student.ppf(0.95, 3) * log(2))
    fourth = 20 * exp(student.ppf(0.95, 3) * log(2) * sqrt(4))

    assert np.median(draws[:, 0]) == pytest.approx(20, rel=0.01)
    assert np.quantile(draws[:, 0], 0.95) == pytest.approx(high, rel=0.02)
    assert np.quantile(draws[:, 3], 0.95) == pytest.approx(fourth, rel=0.05)


def test_a_step_over_missing_years_counts_for_each_of_them() -> None:
    """From 2010 to 2014 are four steps of variance: a change of 4 counts as 2."""
    amounts = np.exp([0.0, 1.0, 5.0])
    draws = random_walk(
        [2009, 2010, 2014], amounts, 1, draws=DRAWS, rng=np.random.default_rng(2)
    )
    spread = sqrt((1**2 + 2**2) / 2)
    high = 5 + student.ppf(0.95, 2) * spread

    assert np.quantile(np.log(draws[:, 0]), 0.95) == pytest.approx(high, rel=0.02)


def test_pairs_are_logarithms_of_ratios_a_year_apart() -> None:
    """Gaps and nils make no pair."""
    amounts = np.full(26, np.nan)
    amounts[[0, 12, 1, 13, 24, 2, 14]] = [5, 10, 8, 4, 20, 0, 7]

    assert sorted(pairs_of(amounts)) == pytest.approx([-log(2), log(2), log(2)])


def test_the_same_month_is_the_last_one_before() -> None:
    """By hand: s = ln 2; one year ahead s T, two years ahead s T times root two."""
    amounts = np.full(26, np.nan)
    amounts[[0, 12, 1, 13]] = [5, 10, 8, 4]
    places = np.array([36, 37, 38])
    draws = same_month(amounts, places, draws=DRAWS, rng=np.random.default_rng(3))
    reach = student.ppf(0.95, 3) * log(2) * sqrt(2)

    assert np.median(draws[:, 0]) == pytest.approx(10, rel=0.01)
    assert np.median(draws[:, 1]) == pytest.approx(4, rel=0.01)
    assert np.quantile(draws[:, 0], 0.95) == pytest.approx(10 * exp(reach), rel=0.05)
    assert np.isnan(draws[:, 2]).all()


def test_the_errors_of_all_months_are_one() -> None:
    """Months that err together do not average out in their sum."""
    amounts = np.full(24, np.nan)
    amounts[[0, 12, 1, 13]] = [5, 10, 8, 4]
    places = np.array([24, 25])
    draws = same_month(amounts, places, draws=50, rng=np.random.default_rng(4))

    np.testing.assert_allclose(draws[:, 0] / 10, draws[:, 1] / 4)
