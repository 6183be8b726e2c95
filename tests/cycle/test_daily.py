"""What the daily process promises: days, features and rates as the formulas say."""

import math
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from tests.cycle.days import ORIGIN, record
from yalu.cycle import (
    Annual,
    Baseline,
    DailyProcess,
    Intercept,
    Link,
    Parameters,
    Spell,
)
from yalu.cycle.daily import arrange, features
from yalu.errors import SchemaError
from yalu.periods import Interval

PROCESS = DailyProcess(half_lives=(10.0, 60.0))


@drawn(
    st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=60),
    st.lists(st.floats(0.5, 500), min_size=1, max_size=3),
)
def test_features_are_the_sums_over_earlier_days(
    days: list[tuple[bool, bool]], lives: list[float]
) -> None:
    """The recursion gives what a loop over all pairs of days gives."""
    happened = np.array(days, dtype=np.float64)
    decays = np.log(2) / np.array(lives)

    found = features(happened, decays)

    for day in range(len(days)):
        for stream in range(2):
            for kernel, decay in enumerate(decays):
                slow = sum(
                    math.exp(-decay * (day - earlier - 1))
                    for earlier in range(day)
                    if happened[earlier, stream]
                )
                assert found[day, stream, kernel] == pytest.approx(slow, abs=1e-9)


def test_an_event_does_not_act_on_its_own_day() -> None:
    """It counts one on the day after, and half of that a half-life later."""
    left = arrange(PROCESS, record(30, [5.0])).features[:, 0, 0]

    assert left[5] == 0
    assert left[6] == pytest.approx(1)
    assert left[16] == pytest.approx(0.5)


def test_several_events_of_a_day_are_one() -> None:
    """Also where they stand at different hours."""
    by_day = arrange(PROCESS, record(10, [3.0, 3.7]))

    assert by_day.happened[:, 0].tolist() == [0, 0, 0, 1, 0, 0, 0, 0, 0, 0]


def test_a_window_holds_its_first_whole_day_and_not_the_day_of_its_end() -> None:
    """Events on the days before and after are not seen."""
    events = [4.0, 5.0, 7.0, 8.0]
    by_day = arrange(PROCESS, record(10, events, [], windows=[(4.5, 8.0), (0, 10)]))

    assert by_day.watched[:, 0].nonzero()[0].tolist() == [5, 6, 7]
    assert by_day.happened[:, 0].nonzero()[0].tolist() == [5, 7]
    assert by_day.scales.tolist() == [2 / 3, 0.5 / 10]


def test_days_begin_with_the_first_one_watched() -> None:
    """Not with the origin, if nothing was watched then."""
    by_day = arrange(PROCESS, record(9, [4.0], windows=[(3.0, 9.0)]))

    assert by_day.days[0].astype(object) == date(2000, 1, 4)
    assert by_day.end == date(2000, 1, 10)
    assert by_day.span(0) == slice(0, 6)


def test_the_rate_is_the_formula_written_out() -> None:
    """Two streams, two kernels, one day, by hand."""
    parameters = Parameters(
        baseline=np.array([[0.2], [0.5]]),
        weights=np.array([[[0.3, -0.4], [1.5, 0.1]], [[0.0, 0.0], [0.0, 0.0]]]),
    )
    by_day = arrange(PROCESS, record(10, [1.0], [2.0, 4.0]))

    rate = by_day.rates(parameters, Link.SOFTPLUS)[6, 0]

    fast, slow = 2 ** (-1 / 10), 2 ** (-1 / 60)
    total = 0.2
    total += 0.3 * fast**4 - 0.4 * slow**4
    total += 1.5 * (fast**3 + fast) + 0.1 * (slow**3 + slow)
    assert rate == pytest.approx(0.1 * math.log(1 + math.exp(total)), rel=1e-12)


def test_a_stream_at_its_centre_has_its_mean_rate() -> None:
    """For both links, so that the level of all streams has one prior."""
    by_day = arrange(PROCESS, record(10, [1.0]))
    for link in Link:
        at = Parameters(baseline=np.array([[link.centre]]), weights=np.zeros((1, 1, 2)))
        assert by_day.rates(at, link)[0, 0] == pytest.approx(0.1)


def test_columns_that_do_not_vary_are_dropped_and_named() -> None:
    """A reader is told what could not be estimated."""
    spell = Spell(name="closed", interval=Interval(date(2020, 1, 1)))
    process = replace(
        PROCESS, baseline=Baseline(terms=(Intercept(), spell, Annual(harmonics=1)))
    )

    by_day = arrange(process, record(400, [5.0]))

    assert by_day.dropped == ("closed",)
    assert by_day.design.names == ("intercept", "sine year/1", "cosine year/1")


def test_the_baseline_is_cut_where_the_record_ends() -> None:
    """A spell that is not over then lasts until further notice."""
    spell = Spell(name="closed", interval=Interval(date(2000, 1, 5), date(2000, 1, 20)))
    process = replace(PROCESS, baseline=Baseline(terms=(Intercept(), spell)))

    cut = arrange(process, record(10, [1.0])).baseline

    assert cut.design(np.array(["2001-01-01"], dtype="datetime64[D]")).values[0, 1] == 1


def test_streams_act_where_they_are_let_and_where_they_have_events() -> None:
    """A stream without events has nothing to act by."""
    process = replace(PROCESS, acting=(("a", ("b",)),))

    acts = arrange(process, record(10, [1.0], [2.0], [])).acts

    assert acts.tolist() == [
        [False, True, False],
        [True, True, False],
        [True, True, False],
    ]


def test_a_stream_that_is_not_there_cannot_be_let_act() -> None:
    """A misspelt name would silently let nothing act."""
    process = replace(PROCESS, acting=(("a", ("x",)),))

    with pytest.raises(SchemaError, match="x; expected streams among a"):
        arrange(process, record(10, [1.0]))


def test_a_process_that_makes_no_sense_is_refused() -> None:
    """All of what is wrong is told."""
    with pytest.raises(SchemaError) as told:
        DailyProcess(half_lives=(0.0,), strength=-1, acting=(("a", ()), ("a", ())))

    assert str(told.value).count("\n") == 3


def test_time_without_a_calendar_is_refused() -> None:
    """The baseline needs to know what day it is."""
    with pytest.raises(SchemaError, match="origin"):
        arrange(PROCESS, replace(record(10, [1.0]), origin=None))


def test_a_window_without_a_whole_day_is_refused() -> None:
    """Half a day says nothing by the day."""
    with pytest.raises(SchemaError, match="Window of a"):
        arrange(PROCESS, record(10, [1.2], [], windows=[(1.1, 1.9), (0, 10)]))


def test_the_origin_of_small_records_is_a_day_of_the_calendar() -> None:
    """Other tests count from it."""
    assert arrange(PROCESS, record(3, [1.0])).days[0].astype(object) == ORIGIN
