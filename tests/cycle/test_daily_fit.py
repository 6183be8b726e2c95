"""What the fit promises: the mode, honest errors, and the sign of what was put in."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from tests.cycle.days import given, record
from yalu.cycle import (
    Annual,
    Baseline,
    DailyProcess,
    FitStatus,
    Intercept,
    Link,
    fit,
    simulate,
)
from yalu.cycle.daily import Parameters
from yalu.cycle.daily_fit import FittedDaily, prior_widths
from yalu.cycle.daily_likelihood import log_likelihood
from yalu.periods import Interval

LONG = Interval(date(2000, 1, 1), date(2020, 1, 1))


@pytest.fixture(scope="module")
def recovered() -> FittedDaily:
    """Return a fit to twenty years in which a excites b and b calms a."""
    process = DailyProcess(half_lives=(15.0,), strength=3.0)
    truth = given(process, [0.03, 0.02], [[[0.0], [-3.0]], [[4.0], [0.0]]])
    drawn = simulate(truth, between=LONG, rng=np.random.default_rng(5))
    return fit(process, drawn)


def log_posterior(fitted: FittedDaily, target: int, at: Parameters) -> float:
    """Return the log-posterior of one target, from the definition of its priors."""
    by_day, link = fitted.by_day, fitted.process.link
    widths = prior_widths(fitted.process, by_day)[target]
    off = at.baseline[target].copy()
    off[0] -= link.centre
    prior = ((off / by_day.design.widths) ** 2).sum()
    prior += ((at.weights[target] / widths) ** 2).sum()
    return float(log_likelihood(by_day, at, link)[target] - prior / 2)


def test_excitation_and_inhibition_are_both_found(recovered: FittedDaily) -> None:
    """With the sign that was put in, and an interval that tells it from none."""
    rows = {row["name"]: row for row in recovered.table}

    raised = rows["b: a, half-life 15 days"]
    calmed = rows["a: b, half-life 15 days"]
    assert raised["low"] > 0  # type: ignore[operator]
    assert calmed["high"] < 0  # type: ignore[operator]


def test_what_does_not_act_is_not_told_from_none(recovered: FittedDaily) -> None:
    """Neither stream was made to act on itself."""
    rows = {row["name"]: row for row in recovered.table}

    for name in ("a: a, half-life 15 days", "b: b, half-life 15 days"):
        assert rows[name]["low"] < 0 < rows[name]["high"]  # type: ignore[operator]


def test_the_mode_is_higher_than_all_around(recovered: FittedDaily) -> None:
    """A step along any coefficient loses."""
    at = recovered.parameters
    best = log_posterior(recovered, 1, at)
    for place in np.ndindex(at.weights.shape[1:]):
        for step in (-1e-3, 1e-3):
            moved = at.weights.copy()
            moved[(1, *place)] += step
            around = Parameters(baseline=at.baseline, weights=moved)
            assert log_posterior(recovered, 1, around) < best


def test_errors_are_from_the_curvature_at_the_mode(recovered: FittedDaily) -> None:
    """The inverse of the Hessian taken by differences of the log-posterior."""
    at, size = recovered.parameters, 3
    names = [(0,), (0, 0), (1, 0)]

    def value(moves: np.ndarray) -> float:
        baseline, weights = at.baseline.copy(), at.weights.copy()
        baseline[1, 0] += moves[0]
        weights[1, 0, 0] += moves[1]
        weights[1, 1, 0] += moves[2]
        around = Parameters(baseline=baseline, weights=weights)
        return log_posterior(recovered, 1, around)

    steps = 1e-3 * np.eye(size)
    hessian = np.array(
        [
            [value(a + b) - value(a - b) - value(b - a) + value(-a - b) for b in steps]
            for a in steps
        ]
    ) / (4e-6)

    assert len(names) == size
    assert np.allclose(recovered.covariances[1], np.linalg.inv(-hessian), rtol=1e-3)


def test_draws_scatter_as_the_errors_say(recovered: FittedDaily) -> None:
    """Mean and covariance of many draws are those of the approximation."""
    draws = recovered.draws(4000, np.random.default_rng(1))

    drawn = np.array([draw.weights[1].ravel() for draw in draws])
    assert np.allclose(
        drawn.mean(axis=0), recovered.parameters.weights[1].ravel(), atol=0.15
    )
    assert np.allclose(
        np.cov(drawn.T), recovered.covariances[1][1:, 1:], rtol=0.15, atol=0.02
    )


def test_a_fit_tells_what_it_is_of(recovered: FittedDaily) -> None:
    """Days, events and the log-likelihood, in a paragraph."""
    told = str(recovered)

    assert "2000-01-01 to 2019-12-31" in told
    assert recovered.status is FitStatus.CONVERGED


def test_few_events_are_told() -> None:
    """The estimate then rests on the priors."""
    process = DailyProcess()
    fitted = fit(process, record(400, [5.0, 20.0], [1.0, 50.0, 300.0], []))

    assert fitted.statuses == (
        FitStatus.FEW_EVENTS,
        FitStatus.CONVERGED,
        FitStatus.FEW_EVENTS,
    )
    assert fitted.status is FitStatus.FEW_EVENTS
    assert "Few events: a, c." in str(fitted)


def test_a_fit_that_has_no_mode_says_so() -> None:
    """Events in one season only, and no prior to hold its coefficient."""
    baseline = Baseline(
        terms=(Intercept(width=np.inf), Annual(harmonics=2, width=np.inf))
    )
    process = DailyProcess(baseline=baseline, half_lives=(), link=Link.LOG)

    fitted = fit(process, record(730, [100.0, 465.0]))

    assert fitted.status is FitStatus.NOT_CONVERGED
    assert "Not converged: a." in str(fitted)
    assert fitted.draws(1, np.random.default_rng(1))[0].baseline.shape == (1, 5)


def test_more_sources_do_not_make_for_a_stronger_pull() -> None:
    """What all weights of a target move its sum by together has one prior."""
    for streams in (1, 4):
        occurrences = record(100, *[[10.0, 60.0]] * streams)
        fitted = fit(DailyProcess(half_lives=(5.0, 50.0), strength=0.7), occurrences)
        widths = prior_widths(fitted.process, fitted.by_day)[0]

        together = ((widths * fitted.by_day.spreads) ** 2).sum()

        assert together == pytest.approx(0.7**2)


def test_a_stream_that_may_not_act_has_no_weight() -> None:
    """Neither in the estimate nor in any draw."""
    process = DailyProcess(half_lives=(5.0,), acting=(("a", ("b",)), ("b", ())))
    fitted = fit(process, record(100, [10.0, 40.0, 70.0], [9.0, 39.0, 69.0]))

    drawn = fitted.draws(3, np.random.default_rng(1))
    for one in (fitted.parameters, *drawn):
        assert one.weights[0, 0, 0] == one.weights[1, 0, 0] == one.weights[1, 1, 0] == 0
    assert fitted.parameters.weights[0, 1, 0] > 0


def test_feedback_is_the_events_that_one_event_can_bring_about() -> None:
    """Mean rate times weight over the whole of its fading."""
    process = DailyProcess(half_lives=(10.0,))
    one = given(process, [0.02], [[[1.5]]])

    assert one.feedback == pytest.approx(0.02 * 1.5 / (1 - 2 ** (-1 / 10)))


def test_weights_below_zero_feed_nothing_back() -> None:
    """Inhibition cannot run away."""
    calm = given(DailyProcess(half_lives=(10.0,)), [0.02], [[[-1.5]]])

    assert calm.feedback == 0


def test_a_window_leaves_out_the_events_of_its_stream_only() -> None:
    """Others are fitted to all their days."""
    events = [10.0, 40.0, 70.0, 90.0]
    whole = record(100, events, events)
    cut = replace(whole, windows=np.array([[0.0, 50.0], [0.0, 100.0]]))

    fitted = fit(DailyProcess(half_lives=()), cut)

    assert fitted.by_day.happened.sum(axis=0).tolist() == [2, 4]
    assert fitted.by_day.scales.tolist() == [0.04, 0.04]
