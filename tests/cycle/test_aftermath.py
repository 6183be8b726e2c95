"""What counts after an act promise: fair days beside them, and exact chance."""

import numpy as np
import pytest
from scipy import stats

from yalu.cycle.aftermath import Yardstick, aftermath, rate_ratio
from yalu.cycle.occurrences import Occurrences
from yalu.errors import ModelError, SchemaError


def occurrences(end: float = 1000, **streams: list[float]) -> Occurrences:
    """Return streams that were all watched from day 0 to the end."""
    pairs = sorted(
        (time, index) for index, times in enumerate(streams.values()) for time in times
    )
    return Occurrences(
        names=tuple(streams),
        times=np.asarray([time for time, _ in pairs], dtype=float),
        streams=np.asarray([index for _, index in pairs], dtype=np.int64),
        windows=np.asarray([[0.0, end]] * len(streams)),
    )


def test_the_trigger_itself_is_in_neither_count() -> None:
    """By hand: a launch at 60 before the test at 100; two launches after the act."""
    world = occurrences(tests=[100], long_range=[60, 130, 150], resolutions=[120])
    before, _ = aftermath(world, of="long_range", triggers=["tests"], horizons=[50])
    tests, _ = aftermath(world, of="tests", triggers=["tests"], horizons=[50])

    assert (before.after, before.beside) == (2, 1)
    assert (tests.after, tests.beside) == (0, 0)
    assert tests.ratio is None


def test_triggers_that_no_act_answered_are_the_other_yardstick() -> None:
    """Their days begin as late as those of the acts do in the median."""
    world = occurrences(tests=[100, 500], missiles=[510, 525, 600], resolutions=[120])
    _, without = aftermath(world, of="missiles", triggers=["tests"], horizons=[50])

    assert without.yardstick is Yardstick.WITHOUT
    assert (without.after, without.beside, without.days_beside) == (0, 1, 50)


def test_a_day_counts_once_however_many_windows_hold_it() -> None:
    """A burst of triggers without an answer is one stretch of days, not many."""
    world = occurrences(
        tests=[100, 500, 505, 510], missiles=[525, 540], resolutions=[120]
    )
    _, without = aftermath(world, of="missiles", triggers=["tests"], horizons=[50])

    assert (without.beside, without.days_beside) == (2, 60)


def test_days_that_nobody_watched_are_left_out() -> None:
    """An act close to the end has no whole year after it."""
    world = occurrences(end=200, tests=[60, 150], resolutions=[70, 160])
    paired, _ = aftermath(world, triggers=["tests"], horizons=[50])

    assert paired.acts == 1


def test_the_interval_of_a_ratio_is_that_of_the_binomial() -> None:
    """Both of its ends leave five percent on their side."""
    ratio, low, high = rate_ratio(4, 10, 200, 100)

    assert ratio == pytest.approx(0.2)
    assert low is not None
    assert high is not None
    lower, upper = (end * 200 / (end * 200 + 100) for end in (low, high))
    assert stats.binom.sf(3, 14, lower) == pytest.approx(0.05, abs=1e-9)
    assert stats.binom.cdf(4, 14, upper) == pytest.approx(0.05, abs=1e-9)


def test_a_ratio_to_nothing_has_no_upper_end() -> None:
    """It is unbounded, and the lower end still tells something."""
    ratio, low, high = rate_ratio(3, 0, 100, 100)

    assert ratio is None
    assert high is None
    assert low is not None
    assert low > 0


def test_swaps_are_counted_over_all_pairs() -> None:
    """Three acts with one event more each: two of eight ways differ as much."""
    world = occurrences(
        tests=[100, 400, 700], missiles=[115, 415, 715], resolutions=[110, 410, 710]
    )
    paired, _ = aftermath(world, of="missiles", triggers=["tests"], horizons=[30])

    assert paired.by_swapping == pytest.approx(2 / 8)


def test_equal_rates_are_called_different_no_more_often_than_said() -> None:
    """An exact interval errs on the safe side."""
    rng = np.random.default_rng(4)
    drawn = rng.poisson(6, size=(400, 2))
    intervals = [rate_ratio(int(a), int(b), 100, 100)[1:] for a, b in drawn]
    missed = [
        (low is not None and low > 1) or (high is not None and high < 1)
        for low, high in intervals
    ]

    assert np.mean(missed) < 0.13


def test_a_wrong_stream_and_wrong_days_are_told_together() -> None:
    """One run is enough to see all that is to mend."""
    with pytest.raises(SchemaError, match=r"(?s)'moons'.*found 0"):
        aftermath(occurrences(tests=[1.0]), of="moons", triggers=[], horizons=[0])


def test_where_nothing_happened_on_either_side_nothing_is_compared() -> None:
    """Nought beside nought is no finding."""
    world = occurrences(tests=[100.0, 400.0], resolutions=[110.0, 410.0])
    found = aftermath(world, triggers=["tests"], horizons=[30])

    assert not any(one.compares for one in found)
    assert all(str(one).endswith("nothing to compare") for one in found)


def test_without_an_act_there_is_no_aftermath() -> None:
    """Nothing can be said of what did not happen."""
    world = occurrences(tests=[100.0], resolutions=[])
    with pytest.raises(ModelError, match="no resolutions"):
        aftermath(world, triggers=["tests"])
