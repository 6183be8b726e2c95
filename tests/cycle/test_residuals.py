"""What residuals promise: exponential waits of a right process, and none of a wrong."""

import math
from datetime import date

import numpy as np
import pytest
from scipy import stats

from tests.cycle.days import given, record
from yalu.cycle import (
    DailyProcess,
    Hawkes,
    Poisson,
    Renewal,
    StreamResiduals,
    fit,
    residuals,
    simulate,
)
from yalu.errors import SchemaError
from yalu.periods import Interval

PROCESS = DailyProcess(half_lives=(20.0,))
YEARS = Interval(date(2000, 1, 1), date(2030, 1, 1))


def rng(seed: int = 1) -> np.random.Generator:
    """Return a source of chance."""
    return np.random.default_rng(seed)


def test_waits_are_the_rates_added_up_between_events() -> None:
    """By hand, up to the moment within the day that is drawn."""
    fitted = given(DailyProcess(half_lives=()), [0.1], [[[]]])

    waits = residuals(fitted, record(10, [2.0, 6.0]), rng=rng()).of("a").waits

    first, second, last = waits
    assert 0.2 < first < 0.2 + 0.1
    assert 0.3 < second < 0.3 + 0.1
    assert last > 0.3


def test_events_of_the_process_itself_pass_at_high_rates_too() -> None:
    """At an event in three days the correction for the day matters."""
    truth = given(PROCESS, [0.2, 0.1], [[[1.0], [-2.0]], [[0.5], [0.0]]])
    events = simulate(truth, between=YEARS, rng=rng(4))

    found = residuals(truth, events, rng=rng(5))

    for stream in found.streams:
        assert len(stream.waits) > 100
        assert stream.p_value is not None
        assert stream.p_value > 0.01
        assert stream.waits.mean() == pytest.approx(1, abs=0.1)
    assert "No stream speaks against" in str(found)


def test_events_of_another_process_do_not_pass() -> None:
    """Bursts are no Poisson process."""
    truth = given(DailyProcess(half_lives=(3.0,)), [0.02], [[[8.0]]])
    bursts = simulate(truth, between=YEARS, rng=rng(4))

    found = residuals(fit(Poisson(), bursts), bursts, rng=rng())

    p_value = found.of("a").p_value
    assert p_value is not None
    assert p_value < 1e-6
    assert "do not come as the process says: a (p = 0.000)" in str(found)


def test_the_statistic_is_that_of_kolmogorov_and_smirnov() -> None:
    """The largest distance of the two distributions, by hand."""
    events = record(300, [20.0, 21.0, 60.0, 140.0, 200.0, 260.0])
    found = residuals(fit(Poisson(), events), events, rng=rng()).of("a")

    ranks = np.sort(1 - np.exp(-found.waits))
    n = len(ranks)
    above = max((i + 1) / n - rank for i, rank in enumerate(ranks))
    below = max(rank - i / n for i, rank in enumerate(ranks))
    assert found.statistic == pytest.approx(max(above, below))


def test_a_mean_over_draws_is_that_of_the_probabilities() -> None:
    """Draws that are all alike change nothing."""
    fitted = given(PROCESS, [0.1], [[[0.5]]])
    events = record(100, [20.0, 30.0, 80.0])
    alike = [fitted.parameters] * 3

    one = residuals(fitted, events, rng=rng()).of("a").waits
    mean = residuals(fitted, events, rng=rng(), draws=alike).of("a").waits

    assert np.allclose(one, mean)


def test_waits_of_a_renewal_process_are_exponential_too() -> None:
    """Each wait counts by its own distribution, the open one completed."""
    events = record(800, [20.0, 100.0, 190.0, 220.0, 300.0, 400.0, 700.0])
    fitted = fit(Renewal(), events)

    waits = residuals(fitted, events, rng=rng()).of("a").waits

    wait = fitted.waits[0]
    by_hand = (80.0 / wait.scale) ** wait.shape
    assert len(waits) == 7
    assert waits[0] == pytest.approx(by_hand, rel=0.1)
    assert waits[-1] > (99.0 / wait.scale) ** wait.shape


def test_a_hawkes_process_has_residuals_of_the_same_form() -> None:
    """Of mean one where its parameters were found by likelihood."""
    chance = rng(2)
    events = record(2000, np.flatnonzero(chance.random(2000) < 0.03).tolist())
    fitted = fit(Hawkes(half_lives=(5.0,)), events, rng=chance)

    waits = residuals(fitted, events, rng=chance).of("a").waits

    assert waits.mean() == pytest.approx(1, abs=0.05)


def test_too_few_events_are_not_judged() -> None:
    """Four waits say nothing of a distribution."""
    events = record(300, [20.0, 120.0, 200.0], [])
    found = residuals(fit(Poisson(), events), events, rng=rng())

    assert found.of("a").p_value is None
    assert len(found.of("b").waits) == 1
    assert "Too few events to say: a, b." in str(found)
    assert [row["waits"] for row in found.table] == [4, 1]


def test_the_points_of_a_qq_plot_are_sorted_against_quantiles() -> None:
    """The middle one of three is expected at the median."""
    waits = np.array([2.0, 0.1, 0.7])
    stream = StreamResiduals(name="a", waits=waits, statistic=None, p_value=None)

    points = stream.quantiles

    assert [point["observed"] for point in points] == [0.1, 0.7, 2.0]
    assert points[1]["expected"] == pytest.approx(math.log(2))
    assert points[0]["expected"] == pytest.approx(stats.expon.ppf(1 / 6))


def test_a_stream_that_is_not_there_is_told() -> None:
    """With those that are."""
    events = record(300, [20.0, 120.0, 200.0])

    with pytest.raises(SchemaError, match="found a"):
        residuals(fit(Poisson(), events), events, rng=rng()).of("x")
