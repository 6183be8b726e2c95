"""Promises about the log-likelihood of a Hawkes process."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from numpy.testing import assert_allclose

from tests.cycle.hawkes import slow
from yalu.cycle.hawkes.intensity import HawkesIntensity
from yalu.cycle.hawkes.likelihood import log_likelihood, rescaled_times, watches
from yalu.cycle.hawkes.parameters import Parameters
from yalu.cycle.occurrences import Occurrences
from yalu.errors import SchemaError

World = tuple[HawkesIntensity, Occurrences]


def test_three_events_by_hand() -> None:
    """With decay ln 2 a day everything is a power of two."""
    half = slow.one_stream(mu=0.5, weight=0.5, decay=np.log(2))
    seen = slow.events(1.0, 2.0, 4.0, until=5.0)
    jump = 0.5 * np.log(2)
    rates = [0.5, 0.5 + jump / 2, 0.5 + jump * (1 / 8 + 1 / 4)]
    brought = 0.5 * ((1 - 1 / 16) + (1 - 1 / 8) + (1 - 1 / 2))

    found = log_likelihood(half, seen)

    assert_allclose(found, np.log(rates).sum() - 0.5 * 5 - brought, rtol=1e-14)


@settings(max_examples=150, deadline=None)
@given(slow.worlds())
def test_one_pass_gives_what_all_pairs_give(world: World) -> None:
    """The recursion is a shortcut and no approximation."""
    intensity, seen = world

    found = log_likelihood(intensity, seen)

    assert_allclose(found, slow.log_likelihood(intensity, seen), rtol=1e-8, atol=1e-8)


@settings(max_examples=60, deadline=None)
@given(slow.worlds())
def test_the_gradient_is_that_of_the_value(world: World) -> None:
    """By differences of the slow computation, for every parameter of every stream."""
    intensity, seen = world
    design = intensity.design if intensity.coefficients.size else None
    for watch in watches(seen, design):
        i = watch.stream
        moved = intensity.coefficients[i] if design is not None else np.empty(0)
        slope = watch.slope(
            float(np.log(intensity.mu[i])),
            moved,
            np.ascontiguousarray(intensity.weights[i].T),
            intensity.decays[i].copy(),
        )
        found = np.concatenate([
            [slope.by_level / intensity.mu[i]],
            slope.by_coefficient,
            slope.by_weight.T.ravel(),
            slope.by_decay,
        ])  # fmt: skip
        assert_allclose(found, by_differences(intensity, seen, i), rtol=1e-5, atol=1e-5)


def by_differences(
    intensity: HawkesIntensity, seen: Occurrences, stream: int
) -> list[float]:
    """Return how the slow log-likelihood moves with each parameter of a stream."""
    found = []
    for name in ("mu", "coefficients", "weights", "decays"):
        array = getattr(intensity, name)
        for place in np.ndindex(*array.shape):
            if place[0] == stream:
                # Upwards only, since a weight may be zero; still of second order.
                step = 1e-6 * max(1.0, abs(array[place]))
                values = []
                for steps in (0, 1, 2):
                    other = array.copy()
                    other[place] += steps * step
                    changed = replace(intensity, **{name: other})
                    values.append(slow.log_likelihood(changed, seen))
                found.append((-3 * values[0] + 4 * values[1] - values[2]) / (2 * step))
    return found


def test_the_gradient_on_the_logarithm_of_decays_is_that_of_the_loss() -> None:
    """The search sees logarithms, and the scale of one event."""
    chance = np.random.default_rng(1)
    seen = slow.events(*np.sort(chance.uniform(0, 50, 60)), until=50.0)
    asked = Parameters(watch=watches(seen)[0], kernels=2, decays=None, shortest=0.01)
    vector = np.array([-1.0, 0.3, 0.2, 1.0, -1.0])

    gradient = asked.loss(vector)[1]

    steps = 1e-6 * np.eye(5)
    differences = [
        (asked.loss(vector + step)[0] - asked.loss(vector - step)[0]) / 2e-6
        for step in steps
    ]
    assert_allclose(gradient, differences, rtol=1e-6, atol=1e-8)


@pytest.mark.parametrize("decay", [1e-9, 1e6])
@pytest.mark.parametrize("gap", [1e-6, 1e5])
def test_neither_long_gaps_nor_fast_fading_overflow(decay: float, gap: float) -> None:
    """Only exponentials of negative numbers are taken."""
    swift = slow.one_stream(mu=0.1, weight=0.5, decay=decay)
    seen = slow.events(0.0, gap, 2 * gap, until=3 * gap)

    assert_allclose(
        log_likelihood(swift, seen), slow.log_likelihood(swift, seen), rtol=1e-10
    )


def test_events_at_the_same_time_do_not_excite_each_other() -> None:
    """Which of two came first is not known."""
    half = slow.one_stream(mu=0.5, weight=0.5, decay=1.0)

    twice = log_likelihood(half, slow.events(1.0, 1.0, until=1.0 + 1e-12))

    assert_allclose(twice, 2 * np.log(0.5) - 0.5, rtol=1e-9)


def test_events_before_the_window_excite_but_are_not_fitted() -> None:
    """What is known of the past counts; that it happened is not foreseen."""
    half = slow.one_stream(mu=0.5, weight=0.5, decay=1.0)

    found = log_likelihood(half, slow.events(0.0, 2.0, start=1.0, until=3.0))

    rate = 0.5 + 0.5 * np.exp(-2)
    brought = 0.5 * (np.exp(-1) - np.exp(-3) + 1 - np.exp(-1))
    assert_allclose(found, np.log(rate) - 0.5 * 2 - brought, rtol=1e-12)


@settings(max_examples=60, deadline=None)
@given(slow.worlds())
def test_rescaled_times_are_integrals_of_the_rate(world: World) -> None:
    """Between two events of a stream lies its compensator."""
    intensity, seen = world

    found = rescaled_times(intensity, seen)

    for stream, name in enumerate(seen.names):
        edges = [seen.windows[stream, 0], *seen.of(name)]
        integrals = [
            slow.compensator(intensity, seen, stream, start, end)
            for start, end in pairwise(edges)
        ]
        assert_allclose(found[name], integrals, rtol=1e-8, atol=1e-8)


def test_streams_in_another_order_are_refused() -> None:
    """A weight would be read for another pair."""
    half = slow.one_stream(mu=0.5, weight=0.5, decay=1.0)
    other = replace(slow.events(1.0, until=2.0), names=("b",))

    with pytest.raises(SchemaError, match="Intensity of a: the occurrences are of b"):
        log_likelihood(half, other)


def test_a_design_that_ends_too_early_is_refused() -> None:
    """A baseline that is not known is not guessed."""
    moved = replace(
        slow.one_stream(mu=0.5, weight=0.5, decay=1.0),
        design=np.ones((3, 1)),
        coefficients=np.ones((1, 1)),
    )

    with pytest.raises(SchemaError, match="days 0 to 4, and 3 rows"):
        log_likelihood(moved, slow.events(1.0, until=4.0))
