"""What spells, seasons and drift promise: edges, and no knowledge of what comes."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from yalu.cycle import Drift, Season, Spell
from yalu.errors import SchemaError
from yalu.periods import Interval, parse_period

MARCH = Season(
    name="exercises",
    intervals=(parse_period("2016-03-07..2016-03-18"),),
    known=parse_period("2015..2016"),
)


def on(*texts: str) -> NDArray[np.datetime64]:
    """Return some days."""
    return np.array(texts, dtype="datetime64[D]")


def test_a_spell_holds_its_first_and_last_day_only() -> None:
    """The day before it is like any other, and so is the day after."""
    spell = Spell(name="closed", interval=parse_period("2020-01-22..2023-07-31"))
    days = on("2020-01-21", "2020-01-22", "2023-07-31", "2023-08-01")

    assert spell.columns(days)[:, 0].tolist() == [0, 1, 1, 0]


def test_a_spell_to_come_is_not_known() -> None:
    """Nobody foresaw the border closed, not even on the day itself."""
    spell = Spell(name="closed", interval=parse_period("2020-01-22..2023-07-31"))

    known = spell.before(date(2020, 1, 22))

    assert not known.columns(on("2020-01-22", "2021-01-01")).any()


def test_the_end_of_a_spell_is_not_known_within_it() -> None:
    """Until it is seen to be over it is taken to last: its last day tells nothing."""
    spell = Spell(name="closed", interval=parse_period("2020-01-22..2023-07-31"))

    within = spell.before(date(2023, 8, 1)).columns(on("2024-01-01"))
    over = spell.before(date(2023, 8, 2)).columns(on("2024-01-01"))

    assert (within[0, 0], over[0, 0]) == (1, 0)


def test_a_season_is_that_of_the_year_before() -> None:
    """On days that were fitted as on days that are forecast."""
    days = on("2017-03-06", "2017-03-07", "2017-03-18", "2017-03-19")

    assert MARCH.columns(days)[:, 0].tolist() == [0, 1, 1, 0]


def test_a_season_of_years_to_come_is_the_last_one_known() -> None:
    """Nothing is known of any year in between."""
    assert MARCH.columns(on("2022-03-07", "2022-03-19"))[:, 0].tolist() == [1, 0]


def test_a_season_is_not_told_by_itself() -> None:
    """The days of 2016 look at 2015, in which there was none."""
    assert MARCH.columns(on("2016-03-07"))[0, 0] == 0


def test_the_first_years_look_ahead() -> None:
    """There is no year before, so the nearest later one stands in."""
    assert MARCH.columns(on("2015-03-07", "2010-03-07"))[:, 0].tolist() == [1, 0]


def test_a_leap_day_is_taken_for_the_day_before() -> None:
    """Other years do not have it."""
    term = Season(
        name="leap",
        intervals=(parse_period("2015-02-28"),),
        known=parse_period("2014..2015"),
    )

    assert term.columns(on("2016-02-29", "2016-03-01"))[:, 0].tolist() == [1, 0]


def test_a_cut_season_knows_nothing_of_later_exercises() -> None:
    """A stretch is cut where knowledge ends."""
    known = MARCH.before(date(2016, 3, 10))

    days = on("2017-03-07", "2017-03-09", "2017-03-10")
    assert known.columns(days)[:, 0].tolist() == [1, 1, 0]


def test_less_than_a_year_is_no_season() -> None:
    """No other year can stand in."""
    short = MARCH.before(date(2015, 2, 1))

    assert not short.columns(on("2016-03-07", "2015-01-15", "2014-03-07")).any()


def test_a_season_without_an_end_is_refused() -> None:
    """Days that are known have a last one."""
    with pytest.raises(SchemaError, match="no end"):
        Season(name="x", intervals=(), known=Interval(date(2015, 1, 1)))


def test_a_drift_rises_between_its_knots_and_is_flat_outside() -> None:
    """Nothing is extrapolated."""
    drift = Drift(knots=(date(2001, 1, 1), date(2003, 1, 1), date(2005, 1, 1)))
    days = on("2000-01-01", "2001-01-01", "2002-01-01", "2003-01-01", "2040-01-01")

    assert drift.columns(days)[:, 0].tolist() == [0, 0, 0.5, 1, 1]
    assert drift.columns(days)[:, 1].tolist() == [0, 0, 0, 0, 1]


def test_a_cut_drift_has_no_knot_to_come() -> None:
    """A change of slope that nobody could know is no part of a forecast."""
    drift = Drift.every(4, parse_period("2000..2020"))

    assert drift.before(date(2012, 1, 1)).names == (
        "drift to 2004-01-01",
        "drift to 2008-01-01",
    )


def test_a_single_knot_is_no_drift() -> None:
    """There is nothing between knots."""
    assert Drift(knots=(date(2000, 1, 1),)).columns(on("2001-01-01")).shape == (1, 0)


def test_knots_out_of_order_are_refused() -> None:
    """A stretch that ends before it begins has no slope."""
    with pytest.raises(SchemaError, match="order"):
        Drift(knots=(date(2001, 1, 1), date(2000, 1, 1)))


@given(
    st.dates(min_value=date(1990, 1, 1), max_value=date(2040, 12, 31)),
    st.dates(min_value=date(1990, 1, 1), max_value=date(2040, 12, 31)),
)
def test_no_column_leaves_its_range_and_no_cut_looks_ahead(
    day: date, cut: date
) -> None:
    """One width of prior serves all, and a cut term cannot know its future."""
    later = Season(
        name="exercises",
        intervals=(*MARCH.intervals, Interval(cut, date(2042, 1, 1))),
        known=Interval(date(2015, 1, 1), date(2042, 1, 1)),
    )
    drift = Drift.every(4, parse_period("1990..2040"))
    days = np.array([day], dtype="datetime64[D]")

    assert np.abs(drift.columns(days)).max() <= 1
    same = Season(
        name="exercises",
        intervals=MARCH.intervals,
        known=Interval(date(2015, 1, 1), date(2042, 1, 1)),
    )
    assert np.array_equal(
        later.before(cut).columns(days), same.before(cut).columns(days)
    )
