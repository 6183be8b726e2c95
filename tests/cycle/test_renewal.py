"""What renewal processes promise: likelihoods, forecasts and draws as by hand."""

from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st
from scipy import optimize, stats

from tests.cycle.days import record
from yalu.cycle import FitStatus, Renewal, Waiting, Waits, fit, forecast
from yalu.cycle.renewal import waits_of

EVENTS = [12.0, 30.0, 100.0, 105.0, 220.0, 260.0, 391.0]
DAYS = 600
OTHERS = {Waiting.WEIBULL: stats.weibull_min, Waiting.LOG_NORMAL: stats.lognorm}
BOTH = list(Waiting)


@pytest.mark.parametrize("waiting", BOTH)
@drawn(
    shape=st.floats(0.2, 4),
    scale=st.floats(1, 1000),
    wait=st.floats(0.1, 3000),
)
def test_densities_and_survival_are_those_of_scipy(
    waiting: Waiting, shape: float, scale: float, wait: float
) -> None:
    """Both distributions, far into the tail."""
    waits = Waits(waiting=waiting, shape=shape, scale=scale)
    other = OTHERS[waiting](shape, scale=scale)

    density, survival = other.logpdf(wait), other.logsf(wait)

    found = waits.log_density(np.array([wait]))[0]
    assert found == pytest.approx(density, rel=1e-9, abs=1e-9)
    assert float(waits.log_survival(wait)) == pytest.approx(survival, rel=1e-7)


def test_the_open_wait_counts_from_noon_of_the_last_event() -> None:
    """An event of a day is in its middle, on average; the first wait is unknown."""
    waits, age = waits_of(record(DAYS, EVENTS), "a")

    assert waits.tolist() == [18, 70, 5, 115, 40, 131]
    assert age == DAYS - 391 - 0.5


def test_a_stream_without_events_has_waited_all_along() -> None:
    """At least as long as it was watched."""
    waits, age = waits_of(record(DAYS, []), "a")

    assert (waits.size, age) == (0, DAYS)


@pytest.mark.parametrize("waiting", BOTH)
def test_the_fit_is_that_of_another_optimiser_with_the_open_wait(
    waiting: Waiting,
) -> None:
    """Scipy's censored fit, which takes the open wait as such."""
    fitted = fit(Renewal(waiting=waiting), record(DAYS, EVENTS))

    data: Any = stats.CensoredData(
        uncensored=[18.0, 70, 5, 115, 40, 131], right=[DAYS - 391.5]
    )
    shape, _, scale = OTHERS[waiting].fit(data, floc=0)
    assert fitted.waits[0].shape == pytest.approx(shape, rel=1e-3)
    assert fitted.waits[0].scale == pytest.approx(scale, rel=1e-3)
    assert fitted.status is FitStatus.CONVERGED


def test_the_likelihood_of_an_exponential_wait_is_known() -> None:
    """With shape one the rate is events over all the days waited."""
    waits = np.array([18.0, 70, 5, 115, 40, 131])
    total = waits.sum() + 208.5

    def loss(scale: float) -> float:
        at = Waits(waiting=Waiting.WEIBULL, shape=1.0, scale=scale)
        return -float(at.log_density(waits).sum() + at.log_survival(208.5))

    best = optimize.minimize_scalar(loss, bounds=(1, 1000), method="bounded")
    assert best.x == pytest.approx(total / 6, rel=1e-4)


def test_intervals_hold_the_truth_of_a_long_record() -> None:
    """Two hundred Weibull waits of known shape and scale."""
    rng = np.random.default_rng(4)
    truth = Waits(waiting=Waiting.WEIBULL, shape=1.6, scale=80.0)
    times = np.cumsum(truth.draw(200, rng))

    rows = fit(Renewal(), record(int(times[-1]) + 20, times.tolist())).table

    shape, scale = rows
    assert shape["low"] < 1.6 < shape["high"]  # type: ignore[operator]
    assert scale["low"] < 80 < scale["high"]  # type: ignore[operator]


@pytest.mark.parametrize("waiting", BOTH)
@pytest.mark.parametrize("horizon", [1, 30, 365])
def test_the_forecast_is_conditional_on_the_age(waiting: Waiting, horizon: int) -> None:
    """In closed form where the record ends on the day of the forecast."""
    occurrences = record(DAYS, EVENTS)
    fitted = fit(Renewal(waiting=waiting), occurrences)

    found = forecast(
        fitted,
        occurrences,
        on=date(2001, 8, 23),
        horizons=(horizon,),
        groups={"a": ("a",)},
        paths=4000,
        rng=np.random.default_rng(1),
    ).of("a", horizon)

    one = fitted.waits[0]
    other = OTHERS[waiting](one.shape, scale=one.scale)
    expected = 1 - other.sf(208.5 + horizon) / other.sf(208.5)
    assert found.probability == pytest.approx(expected, rel=1e-9)
    assert (found.counts > 0).mean() == pytest.approx(expected, abs=0.025)


@pytest.mark.parametrize("waiting", BOTH)
def test_draws_are_longer_than_their_age_and_distributed_so(waiting: Waiting) -> None:
    """By Kolmogorov and Smirnov against the conditional distribution."""
    waits = Waits(waiting=waiting, shape=0.8, scale=100.0)

    drawn_waits = waits.draw(2000, np.random.default_rng(6), age=150.0)

    ranks = -np.expm1(waits.log_survival(drawn_waits) - waits.log_survival(150.0))
    assert drawn_waits.min() >= 150
    assert stats.kstest(ranks, "uniform").pvalue > 0.01


def test_an_age_beyond_all_waits_still_has_an_answer() -> None:
    """Probabilities that round to zero are kept as logarithms."""
    waits = Waits(waiting=Waiting.LOG_NORMAL, shape=0.2, scale=1.0)

    found = waits.draw(10, np.random.default_rng(1), age=1e5)

    assert np.isfinite(found).all()
    assert 0 < waits.within(1e4, age=1e5) < 1


def test_few_waits_are_told_and_taken_for_exponential() -> None:
    """Two waits cannot tell a shape."""
    fitted = fit(Renewal(), record(DAYS, [10.0, 200.0, 300.0]))

    assert fitted.status is FitStatus.FEW_EVENTS
    assert fitted.waits[0].shape == 1
    assert fitted.waits[0].scale == DAYS / 3
    assert "few events" in str(fitted)


def test_a_record_that_ends_early_is_drawn_on() -> None:
    """Days without a record are not taken for quiet ones."""
    occurrences = record(DAYS, EVENTS)
    fitted = fit(Renewal(), occurrences)

    found = forecast(
        fitted,
        occurrences,
        on=date(2002, 8, 23),
        horizons=(30,),
        groups={"a": ("a",)},
        rng=np.random.default_rng(1),
    )

    assert found.of("a", 30).error > 0
    assert "Of the 365 days before" in str(found)
