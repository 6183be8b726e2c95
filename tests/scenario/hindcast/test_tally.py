"""What averages of hindcasts promise, one promise per test."""

from datetime import date

import numpy as np
import pytest

from tests.scenario.hindcast.pasts import mark_of
from yalu.scenario.hindcast import Forecaster, Mark, Tally, Verdict, tallied

YEARS = range(2012, 2020)


def both(own: float, other: float) -> list[Mark]:
    """Return marks of the chain and of last year repeated, alike in every year."""
    rows = [(own, Forecaster.CHAIN), (other, Forecaster.REPEATED)]
    return [mark_of(year, *row) for year in YEARS for row in rows]


def pooled(marks: list[Mark]) -> Tally:
    """Return the first tally, that of all starts."""
    return tallied(marks, rng=np.random.default_rng(1))[0]


def test_the_gain_is_the_share_that_the_chain_is_nearer() -> None:
    """One off instead of four: three quarters nearer, in any choice of years."""
    found = pooled(both(1.0, 4.0)).against[0]

    assert found.gain == pytest.approx(0.75)
    assert (found.low, found.high) == pytest.approx((0.75, 0.75))
    assert found.verdict is Verdict.BETTER


def test_who_is_as_near_is_not_told_apart() -> None:
    """Against itself nothing is gained."""
    found = pooled(both(2.0, 2.0)).against[0]

    assert found.gain == pytest.approx(0.0)
    assert found.verdict is Verdict.UNDECIDED


def test_who_is_farther_off_is_called_worse() -> None:
    """The table says so whoever wins."""
    assert pooled(both(4.0, 1.0)).against[0].verdict is Verdict.WORSE


def test_few_years_have_no_interval() -> None:
    """Three years drawn anew are hardly more than those three."""
    marks = [mark for mark in both(1.0, 4.0) if mark.since.year < 2015]
    found = pooled(marks).against[0]

    assert (found.low, found.high) == (None, None)
    assert found.verdict is Verdict.UNDECIDED


def test_a_naive_forecaster_that_was_exact_cannot_be_gained_upon() -> None:
    """Nothing is divided by zero."""
    found = pooled(both(1.0, 0.0)).against[0]

    assert found.gain is None
    assert "exact" in str(pooled(both(1.0, 0.0)))


def test_only_windows_that_both_foretold_are_compared() -> None:
    """The chain's other windows count for its own mean alone."""
    marks = [*both(1.0, 4.0), mark_of(2020, 9.0)]
    found = pooled(marks)

    assert found.windows == 9
    assert found.against[0].windows == 8
    assert found.against[0].own == pytest.approx(1.0)


def test_shares_of_intervals_are_means_over_windows() -> None:
    """Half of the years are held by the interval of a half."""
    marks = [mark_of(year, float(year % 2)) for year in YEARS]

    assert pooled(marks).inside50 == pytest.approx(0.5)


def test_all_starts_come_before_each_alone() -> None:
    """A reader wants the whole first."""
    marks = [mark_of(2016, 1.0, start=2016), mark_of(2019, 1.0, start=2019)]

    found = tallied(marks, rng=np.random.default_rng(1))

    days = [one.start for one in found]
    assert days == [None, date(2016, 1, 1), date(2019, 1, 1)]


def test_the_same_chance_gives_the_same_interval() -> None:
    """Years are drawn from the stream that is given."""
    rows = [mark_of(year, float(year % 3)) for year in YEARS]
    other = [mark_of(year, 1.0, Forecaster.DECADE) for year in YEARS]

    assert pooled([*rows, *other]) == pooled([*rows, *other])
