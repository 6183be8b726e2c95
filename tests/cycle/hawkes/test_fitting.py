"""Promises about fitting a Hawkes process."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.stats import chi2

from tests.cycle.hawkes.slow import events, one_stream
from yalu.cycle.hawkes.fitting import fit_hawkes
from yalu.cycle.hawkes.intensity import HawkesIntensity
from yalu.cycle.hawkes.likelihood import log_likelihood
from yalu.cycle.hawkes.process import Hawkes
from yalu.cycle.hawkes.simulation import simulate_hawkes
from yalu.cycle.hawkes.status import HawkesStatus
from yalu.errors import ModelError, SchemaError

LEVEL = 0.9
TRUTH = HawkesIntensity(
    names=("a", "b"),
    mu=np.array([0.3, 0.2]),
    weights=np.array([[[0.4], [0.0]], [[0.5], [0.2]]]),
    decays=np.array([[1.0], [0.3]]),
)
DRAWN = simulate_hawkes(TRUTH, 4000.0, np.random.default_rng(1))
FITTED = fit_hawkes(Hawkes(), DRAWN, rng=np.random.default_rng(2))
LONE = simulate_hawkes(one_stream(0.3, 0.5, 1.0), 600.0, np.random.default_rng(3))


def test_a_known_process_is_found_again() -> None:
    """With thousands of events the estimates are near the truth."""
    assert_allclose(FITTED.intensity.mu, TRUTH.mu, rtol=0.2)
    assert_allclose(FITTED.intensity.weights, TRUTH.weights, atol=0.08)
    assert_allclose(FITTED.intensity.decays, TRUTH.decays, rtol=0.3)
    assert abs(FITTED.intensity.spectral_radius - TRUTH.spectral_radius) < 0.08


def test_the_fit_is_more_likely_than_the_truth() -> None:
    """Nothing is more likely than the most likely."""
    found = log_likelihood(FITTED.intensity, DRAWN)

    assert_allclose(FITTED.log_likelihood, found, rtol=1e-12)
    assert found > log_likelihood(TRUTH, DRAWN)


def test_the_fit_does_not_hang_on_where_it_began() -> None:
    """Other starts end at the same peak."""
    other = fit_hawkes(Hawkes(), DRAWN, starts=2, rng=np.random.default_rng(9))

    assert_allclose(other.log_likelihood, FITTED.log_likelihood, atol=1e-6)


def test_a_half_life_reaches_as_far_as_its_profile() -> None:
    """At both ends, twice the log-likelihood is down by the quantile of chi square.

    The rest is searched for by another method.
    """
    fitted = fit_hawkes(Hawkes(), LONE, rng=np.random.default_rng(4))
    low, high = fitted.half_lives.low.item(), fitted.half_lives.high.item()

    for end in (low, high):

        def loss(x: NDArray[np.float64], end: float = end) -> float:
            known = one_stream(np.exp(x[0]), np.exp(x[1]), np.log(2) / end)
            return -log_likelihood(known, LONE)

        best = minimize(
            loss,
            np.array([-1.0, -0.7]),
            method="Nelder-Mead",
            options={"xatol": 1e-6, "fatol": 1e-8},
        )
        drop = 2 * (fitted.log_likelihood + best.fun)
        assert_allclose(drop, chi2(1).ppf(LEVEL), atol=0.1)


def test_errors_are_those_of_the_curvature() -> None:
    """By second differences of the log-likelihood in level and weight."""
    fitted = fit_hawkes(Hawkes(half_lives=(1.0,)), LONE, rng=np.random.default_rng(5))
    best = np.array([np.log(fitted.intensity.mu[0]), fitted.intensity.weights.item()])

    def value(level: float, weight: float) -> float:
        return log_likelihood(one_stream(np.exp(level), weight, np.log(2)), LONE)

    unit = 1e-3 * np.eye(2)
    curvature = [
        [
            sum(
                s * t * value(*(best + s * unit[i] + t * unit[j]))
                for s in (-1, 1)
                for t in (-1, 1)
            )
            / -4e-6
            for j in range(2)
        ]
        for i in range(2)
    ]
    error = np.sqrt(np.linalg.inv(curvature)[1, 1])

    reach = np.log(fitted.weights.high / fitted.weights.estimate).item() * best[1]
    assert_allclose(reach, 1.6448536 * error, rtol=1e-3)


def test_a_weight_of_zero_is_told_and_has_an_upper_end() -> None:
    """An estimate on the boundary is no proof of nothing."""
    one, two = (simulate_hawkes(one_stream(0.3, 0.3, 1.0), 600.0,
                np.random.default_rng(seed)) for seed in (1, 12))  # fmt: skip
    times = np.concatenate([one.times, two.times])
    order = np.argsort(times)
    apart = replace(
        DRAWN,
        times=times[order],
        streams=np.repeat([0, 1], [one.times.size, two.times.size])[order],
        windows=np.array([[0.0, 600.0], [0.0, 600.0]]),
    )

    fitted = fit_hawkes(Hawkes(), apart, rng=np.random.default_rng(6))

    zero = fitted.branching.estimate == 0
    assert zero.any()
    assert fitted.status is HawkesStatus.ON_BOUNDARY
    assert (fitted.branching.low[zero] == 0).all()
    assert (fitted.branching.high[zero] > 0).all()
    assert (fitted.branching.method[zero] == "profile").all()
    assert "the estimate lies on the boundary" in str(fitted)


def test_the_fading_of_a_kernel_without_weight_is_not_told() -> None:
    """Events like a clock do not excite each other, so nothing fades."""
    clock = events(*np.arange(0.5, 100), until=100.0)

    fitted = fit_hawkes(Hawkes(), clock, rng=np.random.default_rng(7))

    assert fitted.branching.estimate.item() == 0
    assert np.isnan(fitted.half_lives.estimate.item())
    assert (fitted.half_lives.low.item(), fitted.half_lives.high.item()) == (0, np.inf)
    assert_allclose(fitted.intensity.mu, 1.0, rtol=1e-4)
    assert "How fast a kernel of a fades cannot be told." in fitted.remarks


def test_given_half_lives_are_kept() -> None:
    """Only weights and baselines are searched for."""
    fitted = fit_hawkes(
        Hawkes(half_lives=(0.5, 20.0)), LONE, rng=np.random.default_rng(8)
    )

    assert_allclose(fitted.intensity.half_lives, [[0.5, 20.0]])
    assert fitted.parameters == 3
    assert {row["method"] for row in fitted.table if "half-life" in row["name"]} == {
        "given"
    }


def test_two_exponentials_are_told_fastest_first_and_are_no_less_likely() -> None:
    """One exponential is two of which one weighs nothing."""
    one = fit_hawkes(Hawkes(), LONE, rng=np.random.default_rng(9))
    two = fit_hawkes(Hawkes(kernels=2), LONE, rng=np.random.default_rng(10))

    assert two.log_likelihood >= one.log_likelihood - 1e-6
    assert (np.diff(two.intensity.half_lives) >= 0).all()


def test_what_moves_the_baseline_is_found() -> None:
    """A column that trebles the baseline is seen, and makes the events likelier."""
    design = (np.arange(2000) // 100 % 2 == 1).astype(float)[:, None]
    truth = replace(
        one_stream(0.3, 0.3, 1.0), design=design, coefficients=np.array([[np.log(3)]])
    )
    drawn = simulate_hawkes(truth, 2000.0, np.random.default_rng(11))

    moved = fit_hawkes(
        Hawkes(design=design, terms=("season",)), drawn, rng=np.random.default_rng(12)
    )
    still = fit_hawkes(Hawkes(), drawn, rng=np.random.default_rng(12))

    assert moved.coefficients.low.item() < np.log(3) < moved.coefficients.high.item()
    assert moved.log_likelihood > still.log_likelihood + 10
    assert "season: a" in {row["name"] for row in moved.table}


def test_events_that_multiply_are_told_to_explode() -> None:
    """The estimate is given, and nothing is foreseen by it."""
    growth = events(*np.log(np.arange(1, 400)), until=6.0)

    fitted = fit_hawkes(Hawkes(), growth, rng=np.random.default_rng(13))

    assert fitted.status is HawkesStatus.EXPLOSIVE
    assert "nothing can be foreseen by it" in str(fitted)
    with pytest.raises(ModelError, match="events multiply"):
        simulate_hawkes(fitted.intensity, 10.0, np.random.default_rng(14))


def test_too_few_events_are_refused_for_all_streams_at_once() -> None:
    """Four events tell nothing of three parameters."""
    few = replace(DRAWN, times=np.arange(6.0), streams=np.array([0, 0, 0, 0, 1, 1]))

    with pytest.raises(ModelError) as told:
        fit_hawkes(Hawkes(), few, rng=np.random.default_rng(15))

    assert "a: 4 events in its window; expected 5 or more" in str(told.value)
    assert "b: 2 events in its window; expected 5 or more" in str(told.value)


def test_few_events_are_fitted_and_told() -> None:
    """Ranges from a handful of events are rough, and say so."""
    few = events(1.0, 1.5, 7.0, 7.1, 20.0, 20.3, until=30.0)

    fitted = fit_hawkes(Hawkes(), few, rng=np.random.default_rng(16))

    assert "a has 6 events for 3 parameters" in str(fitted)


def test_a_search_must_begin_somewhere() -> None:
    """No start, no end."""
    with pytest.raises(SchemaError, match="found 0; expected 1 or more"):
        fit_hawkes(Hawkes(), DRAWN, starts=0, rng=np.random.default_rng(17))


def test_the_table_names_every_estimate_with_its_range() -> None:
    """One row each, in the form that all models of the cycle share."""
    rows = FITTED.table

    assert [row["name"] for row in rows] == [
        "baseline: a", "baseline: b",
        "branching: a to a", "branching: b to a",
        "branching: a to b", "branching: b to b",
        "half-life: a", "half-life: b", "spectral radius",
    ]  # fmt: skip
    assert all({*row} == {"name", "estimate", "low", "high", "method"} for row in rows)
    assert all(row["low"] <= row["estimate"] <= row["high"] for row in rows)


def test_the_words_tell_the_figures() -> None:
    """A reader sees counts, the radius and half-lives without reading the table."""
    words = str(FITTED)

    assert f"({DRAWN.times.size:,} events, 8 parameters)" in words
    assert f"An event brings about {FITTED.spectral_radius.told()} others" in words
    assert f"half-life {FITTED.half_lives.told(1, 0)} days" in words
