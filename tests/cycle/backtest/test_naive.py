"""What forecasters without a model promise."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from tests.cycle.backtest.worlds import TESTS, dated, task
from yalu.cycle.backtest.naive import Climatology, LastYear, PastWindows

START, END = date(2000, 1, 1), date(2010, 1, 1)
DAYS = (END - START).days


def rng() -> np.random.Generator:
    """Return chance that is the same each time."""
    return np.random.default_rng(3)


def test_climatology_counts_all_history() -> None:
    """Two events in T days: P(none) = (T / (T + h)) to the power of 2.5."""
    history = dated({"tests": [date(2001, 5, 1), date(2009, 5, 1)]}, START, END)

    outlook, *_ = Climatology().outlooks(task(history, 30), rng())

    assert_allclose(outlook.probability, 1 - (DAYS / (DAYS + 30)) ** 2.5)
    assert_allclose(outlook.counts.mean(), 2.5 * 30 / DAYS, rtol=0.5)


@pytest.mark.parametrize(("days_ago", "counts"), [(364, 1), (365, 1), (366, 0)])
def test_the_last_year_has_365_days(days_ago: int, counts: int) -> None:
    """The day 365 days ago is the first that counts; the day itself is not known."""
    history = dated({"tests": [END - timedelta(days=days_ago)]}, START, END)

    outlook, *_ = LastYear().outlooks(task(history, 30), rng())

    assert_allclose(outlook.probability, 1 - (365 / 395) ** (counts + 0.5))


def test_the_last_year_is_the_last_one_that_was_watched() -> None:
    """Two years after a log ceased to look, silence is no quiet."""
    events = {"tests": [date(2007, 5, 1)], "others": []}
    history = dated(events, START, END, tests=date(2008, 1, 1))

    outlook, *_ = LastYear().outlooks(task(history, 30), rng())

    assert_allclose(outlook.probability, 1 - (365 / 395) ** 1.5)


def test_a_year_without_events_is_no_certainty() -> None:
    """The prior of Jeffreys leaves 3.9 percent for the next 30 days."""
    outlook, *_ = LastYear().outlooks(task(dated({"tests": []}, START, END), 30), rng())

    assert_allclose(outlook.probability, 0.0388, atol=0.0001)


def test_past_windows_are_counted_side_by_side() -> None:
    """One event in the midst of 300 days: a tenth of the windows of 30 days held it."""
    start = date(2009, 1, 1)
    history = dated({"tests": [date(2009, 6, 1)]}, start, date(2009, 10, 28))
    share = 30 / 271

    outlook, *_ = PastWindows().outlooks(task(history, 30), rng())

    assert_allclose(outlook.probability, (share * 10 + 0.5) / 11)
    assert set(outlook.counts.tolist()) == {0, 1}


def test_past_windows_know_bursts() -> None:
    """Where three events always came together, one or two are never drawn alone."""
    burst = [date(2005, 3, 10)] * 3
    history = dated({"tests": burst}, START, END)

    outlook, *_ = PastWindows().outlooks(task(history, 30), rng())

    assert set(outlook.counts.tolist()) == {0, 3}


def test_without_a_past_window_only_the_prior_speaks() -> None:
    """Ten days of history say nothing of windows of thirty."""
    history = dated({"tests": []}, date(2009, 12, 22), END)

    outlook, *_ = PastWindows().outlooks(task(history, 30), rng())

    assert outlook.probability == pytest.approx(0.5)


@given(st.sets(st.integers(0, DAYS - 1), max_size=40), st.integers(1, 400))
def test_every_forecaster_doubts_and_draws_what_it_says(
    days: set[int], horizon: int
) -> None:
    """Draws with an event are as frequent as the probability, up to chance."""
    events = [START + timedelta(days=day) for day in sorted(days)]
    asked = task(dated({"tests": events}, START, END), horizon, draws=4000)

    for learner in (Climatology(), LastYear(), PastWindows()):
        (outlook,) = learner.outlooks(asked, rng())
        share = float((outlook.counts > 0).mean())

        assert 0 < outlook.probability < 1
        assert abs(share - outlook.probability) < 0.05


def test_a_group_is_watched_only_while_all_its_streams_are() -> None:
    """Before the later of two streams begins, silence means nothing."""
    history = dated({"tests": [date(2001, 5, 1)]}, START, END)
    windows = np.array([[1000.0, DAYS]])
    late = type(history)(
        names=history.names,
        times=history.times,
        streams=history.streams,
        windows=windows,
        origin=history.origin,
    )

    assert TESTS.window(late) == (1000.0, DAYS)
    assert TESTS.times(late).size == 0


@pytest.mark.parametrize("forecaster", [Climatology(), LastYear()])
def test_a_stream_that_is_never_quiet_is_not_foreseen_with_certainty(
    forecaster: Climatology | LastYear,
) -> None:
    """An event every third day: the probability is one but for rounding."""
    often = [START + timedelta(days=n) for n in range(0, DAYS, 3)]

    outlook, *_ = forecaster.outlooks(
        task(dated({"tests": often}, START, END), 365), rng()
    )

    assert 0.999 < outlook.probability < 1
