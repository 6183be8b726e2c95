"""What the likelihood promises: right values, slopes and curvatures, and concavity."""

import math

import numpy as np
import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from tests.cycle.days import record
from yalu.cycle import DailyProcess, Link, Parameters
from yalu.cycle.daily import arrange
from yalu.cycle.daily_likelihood import day_terms, log_likelihood

LINKS = list(Link)
SUMS = st.floats(-30, 8)
SCALES = st.floats(1e-5, 0.9)


def test_four_days_by_hand() -> None:
    """One event on the second of four days, acting on the two after it."""
    process = DailyProcess(half_lives=(1.0,))
    by_day = arrange(process, record(4, [1.0]))
    at = Parameters(baseline=np.array([[0.3]]), weights=np.array([[[0.8]]]))

    found = log_likelihood(by_day, at, Link.SOFTPLUS)[0]

    rates = [0.25 * math.log(1 + math.exp(0.3 + more)) for more in (0, 0, 0.8, 0.4)]
    by_hand = -rates[0] + math.log(1 - math.exp(-rates[1])) - rates[2] - rates[3]
    assert found == pytest.approx(by_hand, rel=1e-13)


@pytest.mark.parametrize("link", LINKS)
def test_a_loop_over_all_pairs_of_days_gives_the_same(link: Link) -> None:
    """Three streams with windows of their own, to 1e-10."""
    rng = np.random.default_rng(5)
    times = [sorted(rng.choice(200, 20, replace=False).astype(float)) for _ in "abc"]
    windows = [(0.0, 200.0), (30.0, 200.0), (0.0, 150.0)]
    occurrences = record(200, *times, windows=windows)
    process = DailyProcess(half_lives=(5.0, 40.0), link=link)
    by_day = arrange(process, occurrences)
    at = Parameters(
        baseline=rng.normal(0, 0.5, (3, 1)), weights=rng.normal(0, 0.3, (3, 3, 2))
    )

    quick = log_likelihood(by_day, at, link)

    for i, (start, end) in enumerate(windows):
        total = 0.0
        for day in range(int(start), int(end)):
            nu = at.baseline[i, 0]
            for j, (first, last) in enumerate(windows):
                for time in times[j]:
                    if first <= time < last and time < day:
                        for m, life in enumerate(process.half_lives):
                            gap = day - time - 1
                            nu += at.weights[i, j, m] * 0.5 ** (gap / life)
            raised = math.exp(nu) if link is Link.LOG else math.log1p(math.exp(nu))
            rate = by_day.scales[i] * raised
            seen = day in times[i]
            total += math.log(-math.expm1(-rate)) if seen else -rate
        assert quick[i] == pytest.approx(total, abs=1e-10)


@pytest.mark.parametrize("link", LINKS)
@drawn(sums=SUMS, scale=SCALES, happened=st.booleans())
def test_slopes_and_curvatures_are_those_of_the_value(
    link: Link, sums: float, scale: float, *, happened: bool
) -> None:
    """By differences; far out, where they vanish, to what rounding leaves."""
    step = 1e-4
    around = np.array([sums - step, sums, sums + step])
    seen = np.full(3, float(happened))

    terms = day_terms(around, seen, scale, link)

    slope = (terms.value[2] - terms.value[0]) / (2 * step)
    curvature = -(terms.slope[2] - terms.slope[0]) / (2 * step)
    assert terms.slope[1] == pytest.approx(slope, rel=1e-5, abs=1e-8)
    assert terms.curvature[1] == pytest.approx(curvature, rel=1e-5, abs=1e-8)


@pytest.mark.parametrize("link", LINKS)
@drawn(sums=st.floats(-800, 800), scale=SCALES, happened=st.booleans())
def test_no_day_bends_upwards_or_breaks(
    link: Link, sums: float, scale: float, *, happened: bool
) -> None:
    """So the posterior has one mode, and no step of a search can leave it."""
    terms = day_terms(np.array([sums]), np.array([float(happened)]), scale, link)

    assert np.isfinite([terms.value, terms.slope, terms.curvature]).all()
    assert terms.curvature[0] >= 0


def test_small_rates_are_those_of_exact_moments() -> None:
    """The likelihood by days tends to that of a point process."""
    sums, happened = np.array([0.3, -0.2, 0.4]), np.array([0.0, 1.0, 0.0])
    scale = 1e-7

    value = day_terms(sums, happened, scale, Link.SOFTPLUS).value.sum()

    rates = scale * np.log1p(np.exp(sums))
    assert value == pytest.approx(math.log(rates[1]) - rates.sum(), rel=1e-7)
