"""Promises about drawing events from a Hawkes process."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from scipy import stats

from tests.cycle.hawkes import slow
from yalu.cycle.hawkes import simulation
from yalu.cycle.hawkes.intensity import HawkesIntensity
from yalu.cycle.hawkes.likelihood import rescaled_times
from yalu.cycle.hawkes.simulation import simulate_hawkes
from yalu.cycle.occurrences import Occurrences
from yalu.errors import ModelError, SchemaError

TWO = HawkesIntensity(
    names=("a", "b"),
    mu=np.array([0.3, 0.1]),
    weights=np.array([[[0.2, 0.2], [0.3, 0.0]], [[0.1, 0.2], [0.1, 0.2]]]),
    decays=np.array([[2.0, 0.2], [1.0, 0.1]]),
)


def test_the_mean_rate_is_that_of_theory() -> None:
    """In the long run events come at the rate (I - B)^-1 mu."""
    days, batch = 60_000.0, 500.0
    drawn = simulate_hawkes(TWO, days, np.random.default_rng(1))

    edges = np.arange(batch, days + 1, batch)  # the first days are quieter
    for name, rate in zip(TWO.names, TWO.stationary_rates, strict=True):
        counts = np.histogram(drawn.of(name), edges)[0] / batch
        error = counts.std(ddof=1) / np.sqrt(counts.size)
        assert abs(counts.mean() - rate) < 4 * error


def test_an_event_brings_about_as_many_as_theory_says() -> None:
    """With all that these bring about in turn, one of stream j makes (I - B)^-1 - I."""
    first = 4000
    quiet = replace(TWO, mu=np.full(2, 1e-12))
    past = Occurrences(
        names=TWO.names,
        times=np.zeros(first),
        streams=np.ones(first, dtype=np.int64),
        windows=np.array([[-1.0, 0.1], [-1.0, 0.1]]),
    )
    unit = np.eye(2)
    # Of the direct ones, what comes in the first tenth of a day is not drawn.
    left = (TWO.weights * np.exp(-TWO.decays * 0.1)[:, None, :]).sum(axis=2)
    whole = np.linalg.solve(unit - TWO.branching, left)[:, 1] * first

    drawn = simulate_hawkes(quiet, 1e4, np.random.default_rng(2), history=past)

    counts = np.bincount(drawn.streams, minlength=2)
    # Progeny of independent ancestors: the variance is a few times the mean.
    assert (np.abs(counts - whole) < 4 * np.sqrt(6 * whole)).all()


def test_rescaled_times_of_drawn_events_are_exponential() -> None:
    """Time rescaling makes a Poisson process of any point process."""
    drawn = simulate_hawkes(TWO, 4000.0, np.random.default_rng(3))

    for times in rescaled_times(TWO, drawn).values():
        assert times.size > 1000
        assert stats.kstest(times, "expon").pvalue > 0.01


def test_a_moving_baseline_is_followed_by_the_day() -> None:
    """Without excitation counts are Poisson with the rate of their day."""
    design = np.tile([[0.0], [1.0]], (2000, 1))
    moved = HawkesIntensity(
        names=("a",),
        mu=np.array([0.5]),
        weights=np.zeros((1, 1, 1)),
        decays=np.ones((1, 1)),
        design=design,
        coefficients=np.array([[np.log(3)]]),
    )

    drawn = simulate_hawkes(moved, 4000.0, np.random.default_rng(4))

    odd = (np.floor(drawn.times) % 2).astype(int)
    counts, expected = np.bincount(odd), np.array([1000.0, 3000.0])
    assert (np.abs(counts - expected) < 4 * np.sqrt(expected)).all()


def test_a_history_goes_on_at_its_rate() -> None:
    """The state at the end of the past is that of all its events."""
    chance = np.random.default_rng(5)
    past = Occurrences(
        names=TWO.names,
        times=np.sort(chance.uniform(0, 30, 20)),
        streams=chance.integers(0, 2, 20),
        windows=np.array([[0.0, 30.0], [0.0, 30.0]]),
    )

    excited = simulation._raised(TWO, past, 30.0).sum(axis=1)

    expected = [slow.rate(TWO, past, i, 30.0) - TWO.mu[i] for i in range(2)]
    assert_allclose(excited, expected, rtol=1e-12)


def test_drawn_events_come_after_the_history() -> None:
    """The past is not drawn again."""
    past = replace(slow.events(1.0, 2.0, until=3.0), names=("a",))
    one = slow.one_stream(0.5, 0.5, 1.0)

    drawn = simulate_hawkes(one, 50.0, np.random.default_rng(6), history=past)

    assert drawn.times.min() >= 3.0
    assert_array_equal(drawn.windows, [[3.0, 50.0]])


def test_the_same_chance_draws_the_same_events() -> None:
    """Randomness comes from the generator and from nowhere else."""
    first, second = (
        simulate_hawkes(TWO, 100.0, np.random.default_rng(7)) for _ in range(2)
    )

    assert_array_equal(first.times, second.times)
    assert_array_equal(first.streams, second.streams)


def test_a_process_that_explodes_is_refused() -> None:
    """Drawing it would never end."""
    wild = slow.one_stream(0.5, 1.0, 1.0)

    with pytest.raises(ModelError, match="events multiply without end"):
        simulate_hawkes(wild, 10.0, np.random.default_rng(8))


@pytest.mark.parametrize("until", [0.0, -1.0, np.inf, np.nan])
def test_time_must_have_an_end(until: float) -> None:
    """Nothing can be drawn from no time, nor without end."""
    with pytest.raises(SchemaError, match="found no time in between"):
        simulate_hawkes(TWO, until, np.random.default_rng(9))


def test_a_history_of_other_streams_is_refused() -> None:
    """A weight would be read for another pair."""
    past = slow.events(1.0, until=3.0)

    with pytest.raises(SchemaError, match="the history is of a"):
        simulate_hawkes(TWO, 10.0, np.random.default_rng(10), history=past)
