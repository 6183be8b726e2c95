"""What Poisson processes promise: what other programs find, and closed forms."""

from datetime import date

import numpy as np
import pytest
import statsmodels.api as sm

from tests.cycle.days import record
from yalu.cycle import (
    Annual,
    Baseline,
    FitStatus,
    Intercept,
    Poisson,
    Spell,
    fit,
    forecast,
)
from yalu.periods import Interval

GROUPS = {"a": ("a",), "all": ("a", "b")}
FLAT = Baseline(terms=(Intercept(width=np.inf),))


def test_climatology_is_the_share_of_days_with_an_event() -> None:
    """Without a prior the rate is found from the days alone."""
    fitted = fit(Poisson(baseline=FLAT), record(400, [3.0, 50.0, 77.0, 300.0]))

    rates = fitted.daily.by_day.rates(
        fitted.daily.parameters, fitted.process.daily.link
    )

    assert rates[0, 0] == pytest.approx(-np.log(1 - 4 / 400), rel=1e-9)


def test_a_seasonal_rate_is_that_of_statsmodels() -> None:
    """A binomial model with complementary log-log link, without priors."""
    rng = np.random.default_rng(8)
    days = np.arange(3000)
    chance = 0.03 * np.exp(0.8 * np.sin(2 * np.pi * days / 365.25) + (days > 2000))
    happened = rng.random(3000) < chance
    terms = (
        Intercept(width=np.inf),
        Annual(harmonics=2, width=np.inf),
        Spell(name="late", interval=Interval(date(2005, 6, 23)), width=np.inf),
    )

    fitted = fit(Poisson(baseline=Baseline(terms=terms)), record(3000, days[happened]))

    seen = fitted.daily.by_day
    family = sm.families.Binomial(link=sm.families.links.CLogLog())
    offset = np.full(3000, np.log(seen.scales[0]))
    other = sm.GLM(
        seen.happened[:, 0], seen.design.values, family=family, offset=offset
    ).fit(tol=1e-12)
    assert fitted.status is FitStatus.CONVERGED
    assert np.allclose(fitted.daily.parameters.baseline[0], other.params, atol=1e-7)
    assert fitted.log_likelihood == pytest.approx(other.llf, rel=1e-10)
    errors = np.sqrt(np.diag(fitted.daily.covariances[0]))
    expected = np.linalg.inv(-other.model.hessian(other.params, observed=True))
    assert np.allclose(errors, np.sqrt(np.diag(expected)), rtol=1e-5)


@pytest.mark.parametrize("horizon", [1, 7, 365])
def test_the_probability_is_in_closed_form(horizon: int) -> None:
    """One minus exp of minus rate times days, for one stream and for two."""
    fitted = fit(Poisson(baseline=FLAT), record(400, [3.0, 50.0, 77.0], [10.0, 20.0]))

    found = forecast(
        fitted,
        record(400, [3.0, 50.0, 77.0], [10.0, 20.0]),
        on=date(2001, 2, 4),
        horizons=(horizon,),
        groups=GROUPS,
        paths=50,
        rng=np.random.default_rng(1),
    )

    rates = -np.log(1 - np.array([3, 2]) / 400)
    assert found.of("a", horizon).error == pytest.approx(0, abs=1e-12)
    assert found.of("a", horizon).probability == pytest.approx(
        1 - np.exp(-rates[0] * horizon)
    )
    assert found.of("all", horizon).probability == pytest.approx(
        1 - np.exp(-rates.sum() * horizon)
    )


def test_drawn_counts_have_the_mean_of_the_closed_form() -> None:
    """A day holds one event or none, with its probability."""
    occurrences = record(400, [3.0, 50.0, 77.0, 78.0, 200.0], [10.0])
    fitted = fit(Poisson(baseline=FLAT), occurrences)

    found = forecast(
        fitted,
        occurrences,
        on=date(2001, 2, 4),
        horizons=(365,),
        groups=GROUPS,
        rng=np.random.default_rng(2),
    )

    assert found.of("a", 365).mean == pytest.approx(365 * 5 / 400, abs=0.15)


def test_what_happened_before_plays_no_part() -> None:
    """The same probability after a quiet year and after a busy week."""
    fitted = fit(Poisson(baseline=FLAT), record(400, [3.0, 50.0, 77.0], [10.0]))
    chances = [
        forecast(
            fitted,
            record(400, events, [10.0]),
            on=date(2001, 2, 4),
            groups=GROUPS,
            paths=10,
            rng=np.random.default_rng(1),
        )
        .of("a", 30)
        .probability
        for events in ([3.0], [395.0, 396.0, 397.0, 398.0, 399.0])
    ]

    assert chances[0] == chances[1]


def test_it_tells_that_it_is_a_poisson_process() -> None:
    """It is fitted as a daily process, which is not what a reader asked for."""
    fitted = fit(Poisson(), record(400, [3.0, 50.0, 77.0]))

    assert str(fitted).startswith("Poisson process from 2000-01-01")
    assert [row["name"] for row in fitted.table] == ["a: intercept"]
