"""Promises about the structural model of months."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from statsmodels.tsa.statespace.structural import UnobservedComponents

from yalu.compliance.counterfactual.structural import independent, structural

DATA = Path(__file__).parent / "data"

Array = NDArray[np.float64]


def made(drift: bool = False) -> tuple[Array, Array]:  # noqa: FBT001, FBT002 - a switch of the test
    """Return 60 months with gaps, and two regressors for 72."""
    rng = np.random.default_rng(5)
    design = rng.standard_normal((72, 2))
    level = np.cumsum(0.2 * rng.standard_normal(60)) + 0.05 * drift * np.arange(60)
    amounts = 10 + level + design[:60] @ [1.0, -0.5] + 0.3 * rng.standard_normal(60)
    amounts[[7, 8, 30]] = np.nan
    return amounts, design


@pytest.mark.parametrize("drift", [False, True])
def test_means_and_variances_are_those_of_statsmodels(drift: bool) -> None:  # noqa: FBT001 - parametrized
    """A second program: its own forecast at the same, fixed parameters."""
    amounts, design = made(drift)
    share = np.array([0.3])
    model, _ = structural(amounts, design[:60], drift=drift, shares=share)
    mean, covariance = model.moments(design[60:], 0)
    other = UnobservedComponents(
        (amounts - model.centre) / model.unit,
        level=True,
        stochastic_level=True,
        trend=drift,
        irregular=True,
        exog=design[:60],
        mle_regression=False,
        use_exact_diffuse=True,
    )
    forecast = other.filter([0.7, 0.3]).get_forecast(12, exog=design[60:])

    np.testing.assert_allclose(mean, forecast.predicted_mean, rtol=1e-8)
    np.testing.assert_allclose(np.diag(covariance), forecast.var_pred_mean, rtol=1e-8)


def test_the_whole_is_generalized_least_squares() -> None:
    """By hand: constant and regressors in one regression with a known covariance.

    The covariance of two months is (1 - w) if they are one and the same, and w times
    the steps from the first month to the earlier of the two.
    """
    amounts, design = made()
    model, _ = structural(amounts, design[:60], shares=np.array([0.3]))
    steps = np.arange(72.0)
    every = 0.3 * np.minimum.outer(steps, steps) + 0.7 * np.eye(72)
    known = np.flatnonzero(~np.isnan(amounts))
    inverse = np.linalg.inv(every[np.ix_(known, known)])
    full = np.column_stack([np.ones(72), design])
    scaled = (amounts[known] - model.centre) / model.unit
    precision = full[known].T @ inverse @ full[known]
    beta = np.linalg.solve(precision, full[known].T @ inverse @ scaled)
    rest = scaled - full[known] @ beta
    link = every[60:][:, known] @ inverse
    gap = full[60:] - link @ full[known]
    covariance = every[60:, 60:] - link @ every[known][:, 60:]
    covariance += gap @ np.linalg.solve(precision, gap.T)

    mean, ours = model.moments(design[60:], 0)

    assert model.freedom == len(known) - 3
    assert model.squares[0] == pytest.approx(rest @ inverse @ rest, rel=1e-6)
    np.testing.assert_allclose(mean, full[60:] @ beta + link @ rest, rtol=1e-7)
    np.testing.assert_allclose(ours, covariance, rtol=1e-6)


def test_a_prior_on_the_drift_is_one_more_observation() -> None:
    """By hand: generalized least squares with no drift as a further, noisy row."""
    amounts, design = made(drift=True)
    share = np.array([0.3])
    flat, _ = structural(amounts, design[:60], drift=True, shares=share)
    model, _ = structural(amounts, design[:60], drift=True, prior=0.02, shares=share)
    known = np.flatnonzero(~np.isnan(amounts))
    steps = np.arange(60.0)
    every = 0.3 * np.minimum.outer(steps, steps) + 0.7 * np.eye(60)
    inverse = np.linalg.inv(every[np.ix_(known, known)])
    full = np.column_stack([np.ones(60), steps, design[:60]])[known]
    scaled = (amounts[known] - flat.centre) / flat.unit
    variance = flat.squares[0] / flat.freedom
    precision = full.T @ inverse @ full / variance
    precision[1, 1] += (flat.unit / 0.02) ** 2
    by_hand = np.linalg.solve(precision, full.T @ inverse @ scaled / variance)

    assert model.states[0][1:] == pytest.approx(by_hand[1:], rel=1e-6)
    ours = variance * np.diag(model.covariances[0])[1:]
    assert ours == pytest.approx(np.diag(np.linalg.inv(precision))[1:], rel=1e-6)
    assert abs(model.growth) < abs(flat.growth)


def test_a_sum_of_months_has_the_interval_of_their_covariance() -> None:
    """Months are drawn together: their errors add up, they do not cancel."""
    amounts, design = made()
    model, _ = structural(amounts, design[:60], shares=np.array([0.3]))
    rng = np.random.default_rng(0)

    sums = model.paths(design[60:], draws=40_000, rng=rng).sum(axis=1)
    _, covariance = model.moments(design[60:], 0)
    scale = model.squares[0] / (model.freedom - 2)  # variance of a Student variable

    expected = model.unit**2 * scale * covariance.sum()
    assert np.var(sums) == pytest.approx(expected, rel=0.03)


def raised() -> tuple[Array, Array]:
    """Return the example of CausalImpact: from the 71st of 100 values on, 5 are added.

    The file already holds 1 of these 5.
    """
    held = np.loadtxt(DATA / "arma.csv", delimiter=",", skiprows=1)
    amounts, design = held[:, 0].copy(), held[:, 1:] - held[:70, 1:].mean()
    amounts[70:] += 4
    return amounts, design


def test_the_example_of_causal_impact_comes_out() -> None:
    """A known effect of 5, for which CausalImpact reports 4.89, from 4.26 to 5.47.

    The documentation of tfcausalimpact, and R's package on the same file, print a mean
    effect of 4.89 (0.31), an interval of 95 percent [4.26, 5.47] and a sum of the
    predictions of 3610.28. Both hold the level nearly constant by their prior: a step
    has 0.01 of the standard deviation of the data (2.67, with a noise of 1), which is a
    share of 0.0007. Tolerance: 0.02 for the effect, 0.13 for the ends, of which the
    priors on noise and coefficients are the cause, 1 for the sum.
    """
    amounts, design = raised()
    model, _ = structural(amounts[:70], design[:70], shares=np.array([7e-4]))
    paths = model.paths(design[70:], draws=20_000, rng=np.random.default_rng(1))
    effect = amounts[70:].mean() - paths.mean(axis=1)
    low, high = np.quantile(effect, [0.025, 0.975])

    assert effect.mean() == pytest.approx(4.89, abs=0.02)
    assert effect.std() == pytest.approx(0.31, abs=0.06)
    assert low == pytest.approx(4.26, abs=0.13)
    assert high == pytest.approx(5.47, abs=0.13)
    assert paths.sum(axis=1).mean() == pytest.approx(3610.28, abs=1)


def test_without_that_prior_the_known_effect_is_covered_too() -> None:
    """Our level may walk, so the interval is wider; it holds the truth and 4.89."""
    amounts, design = raised()
    model, _ = structural(amounts[:70], design[:70])
    paths = model.paths(design[70:], draws=20_000, rng=np.random.default_rng(1))
    low, high = np.quantile(amounts[70:].mean() - paths.mean(axis=1), [0.05, 0.95])

    assert low < 4.89
    assert high > 5
    assert high - low < 2.5


def test_one_step_forecasts_use_only_the_months_before() -> None:
    """A change of the last month changes no forecast before it, nor its own."""
    amounts, design = made()
    changed = amounts.copy()
    changed[-1] += 3
    share = np.array([0.3])
    _, one = structural(amounts, design[:60], shares=share)
    model, other = structural(changed, design[:60], shares=share)

    np.testing.assert_allclose(one.forecast[3:], other.forecast[3:], rtol=1e-6)
    assert np.isnan(one.forecast[[7, 8, 30]]).all()
    assert model.weights == pytest.approx([1.0])


def test_columns_that_add_nothing_are_left_out() -> None:
    """A constant, a copy and a column that is flat where anything is recorded."""
    rng = np.random.default_rng(2)
    free = rng.standard_normal(20)
    late = np.where(np.arange(20) < 15, 1.0, 7.0)
    design = np.column_stack([np.ones(20), free, 2 * free, late, np.arange(20.0)])
    known = np.arange(20) < 15

    assert independent(design, known, drift=False) == [1, 4]
    assert independent(design, known, drift=True) == [1]
