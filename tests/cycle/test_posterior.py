"""What the posterior promises: the same density, the truth within, honest chains."""

import builtins
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import ModuleType

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from yalu.cycle.baseline import Baseline, Intercept
from yalu.cycle.daily import DailyProcess, Link, Parameters, arrange
from yalu.cycle.daily_fit import fit_daily, prior_widths
from yalu.cycle.daily_likelihood import log_likelihood
from yalu.cycle.occurrences import Occurrences
from yalu.cycle.posterior import Diagnostics, Posterior
from yalu.cycle.sampling import _data, _model, sample
from yalu.errors import ModelError, SchemaError

pytestmark = pytest.mark.slow

DAYS = 2500
RATES = (0.03, 0.03)
PUSH = 3.0
PROCESS = DailyProcess(half_lives=(10.0,))


def world(seed: int = 1, days: int = DAYS) -> Occurrences:
    """Return two streams of which the first drives the second, and nothing else."""
    rng = np.random.default_rng(seed)
    fade, left = 0.5 ** (1 / 10), 0.0
    happened = np.zeros((days, 2), dtype=bool)
    for day in range(days):
        sums = np.log(np.expm1(1.0)) + np.asarray([0.0, PUSH * left])
        rate = np.asarray(RATES) * np.logaddexp(0.0, sums)
        happened[day] = rng.random(2) < -np.expm1(-rate)
        left = left * fade + happened[day, 0]
    times, streams = np.nonzero(happened)
    return Occurrences(
        names=("driver", "driven"),
        times=times.astype(float),
        streams=streams.astype(np.int64),
        windows=np.asarray([[0.0, days]] * 2, dtype=float),
        origin=date(2001, 1, 1),
    )


@pytest.fixture(scope="module")
def posterior() -> Posterior:
    """Return the posterior of the small world."""
    rng = np.random.default_rng(2)
    return sample(PROCESS, world(), rng=rng, chains=2, warmup=200, draws=250)


def numpyro_density(
    process: DailyProcess,
    occurrences: Occurrences,
    values: Mapping[str, object],
    *,
    shrink: bool,
) -> float:
    """Return the log density of the second stream by NumPyro."""
    jax = pytest.importorskip("jax")
    util = pytest.importorskip("numpyro.infer.util")
    with jax.enable_x64(True):  # noqa: FBT003 - the signature is theirs
        data = _data(process, arrange(process, occurrences), 1)
        model = _model(process.link, shrink=shrink)
        found, _ = util.log_density(model, (), data, values)
        return float(found)


@pytest.mark.parametrize("link", Link)
@pytest.mark.parametrize("shrink", [True, False])
def test_the_density_is_the_likelihood_and_the_priors(
    link: Link, *, shrink: bool
) -> None:
    """Another computation: the likelihood of the fits, the priors of SciPy."""
    process = replace(PROCESS, link=link, half_lives=(10.0, 60.0))
    occurrences = world(days=400)
    by_day = arrange(process, occurrences)
    level, common = np.asarray([-0.3]), np.asarray([0.7, 1.2])
    single = np.asarray([[0.5, -1.0], [0.2, 0.4]])
    weights = np.zeros((2, 2, 2))
    weights[1] = (common if shrink else 1.0) * single * prior_widths(process, by_day)[1]
    baseline = np.zeros((2, 1))
    baseline[1] = link.centre + 3.0 * level
    parameters = Parameters(baseline=baseline, weights=weights)
    expected = log_likelihood(by_day, parameters, link)[1]
    expected += stats.norm.logpdf(level).sum() + stats.norm.logpdf(single).sum()
    expected += stats.halfnorm.logpdf(common).sum() if shrink else 0.0

    values = {"level": level, "single": single} | ({"common": common} if shrink else {})
    found = numpyro_density(process, occurrences, values, shrink=shrink)

    assert found == pytest.approx(expected, abs=1e-6)


def interval(draws: NDArray[np.float64]) -> tuple[float, float]:
    """Return the range that holds 98 percent of some draws."""
    low, high = np.quantile(draws, (0.01, 0.99))
    return float(low), float(high)


def test_the_truth_lies_within_the_posterior(posterior: Posterior) -> None:
    """One stream drives the other, and nothing else acts."""
    level, weight = posterior.baseline[:, 1, 0], posterior.weights[:, 1, 0, 0]
    grown = np.logaddexp(0.0, level + weight) - np.logaddexp(0.0, level)
    low, high = interval(posterior.by_day.scales[1] * grown)
    centre = np.log(np.expm1(1.0))
    assert 0 < low < RATES[1] * (np.logaddexp(0.0, centre + PUSH) - 1.0) < high

    for i, j in ((0, 0), (0, 1), (1, 1)):
        low, high = interval(posterior.weights[:, i, j, 0])
        assert low < 0 < high


def test_the_posterior_and_the_mode_agree(posterior: Posterior) -> None:
    """Two ways to the same answer: sampling, and Newton with its curvature."""
    fitted = fit_daily(PROCESS, world()).parameters.weights[1, 0, 0]
    drawn = posterior.weights[:, 1, 0, 0]

    assert abs(drawn.mean() - fitted) < 0.5 * drawn.std()


def test_chains_that_agree_say_so(posterior: Posterior) -> None:
    """Two chains of a well-behaved posterior find the same."""
    assert all(one.r_hat < 1.05 for one in posterior.diagnostics)
    assert all(one.divergences == 0 for one in posterior.diagnostics)


@pytest.mark.parametrize(
    "changes", [{"r_hat": 1.02}, {"ess": 399.0}, {"divergences": 1}]
)
def test_chains_that_do_not_agree_are_not_called_converged(
    posterior: Posterior, changes: dict[str, float]
) -> None:
    """Each of the three faults is enough, and the status names the target."""
    good = Diagnostics(target="driver", r_hat=1.0, ess=500.0, divergences=0)
    bad = replace(good, target="driven", **changes)  # type: ignore[arg-type]

    assert replace(posterior, diagnostics=(good,)).converged
    assert not replace(posterior, diagnostics=(good, bad)).converged
    assert "did not converge (driven" in replace(posterior, diagnostics=(bad,)).status


def test_branching_counts_what_one_event_brings_about(posterior: Posterior) -> None:
    """Over one day by hand: the rate with a fresh event less the mean rate."""
    (one,) = (posterior.branching(horizon=1)[0, 1, 0],)
    weight = posterior.weights[0, 1, 0, 0]
    centre = np.log(np.expm1(1.0))
    by_hand = posterior.by_day.scales[1] * (np.logaddexp(0, centre + weight) - 1.0)

    assert one == pytest.approx(by_hand)


def test_draws_are_parameters_and_can_be_thinned(posterior: Posterior) -> None:
    """Forecasts take them as they take those of a fit."""
    few = posterior.thinned(20)

    assert len(few.parameters) == 20
    assert few.parameters[-1].weights == pytest.approx(posterior.weights[-1])


def test_the_words_name_what_is_told_from_none(posterior: Posterior) -> None:
    """And only that, of how many: three of the four effects are none."""
    words = "Of 4 pairs, told from none at 90 percent: more driven after driver."

    assert words in str(posterior)
    assert "->" in str(posterior.table[-1]["name"])


def test_without_the_libraries_the_way_to_them_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Most users have no need of them."""
    real = builtins.__import__

    def without(name: str, *others: object) -> ModuleType:
        if name == "jax":
            raise ModuleNotFoundError(name=name)
        return real(name, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)

    with pytest.raises(ModelError, match=r"pip install 'yalu\[posterior\]'"):
        sample(PROCESS, world(days=200), rng=np.random.default_rng(1))


def test_what_cannot_be_drawn_is_told_at_once() -> None:
    """One chain agrees with itself, and a flat prior has no draw."""
    flat = DailyProcess(baseline=Baseline(terms=(Intercept(width=np.inf),)))
    rng = np.random.default_rng(1)
    with pytest.raises(SchemaError, match=r"(?s)chains: found 1.*intercept: its prior"):
        sample(flat, world(days=200), rng=rng, chains=1)
