"""What the likelihood and its derivatives promise."""

import numpy as np
import pytest
from scipy.special import ndtr

from tests.strategy.crisis.crises import design_of, recorded
from yalu.strategy.crisis import choice_probabilities
from yalu.strategy.crisis.accuracy import scores
from yalu.strategy.crisis.ascent import climb
from yalu.strategy.crisis.design import bounded
from yalu.strategy.crisis.full import followed
from yalu.strategy.crisis.likelihood import (
    outcome_curvature,
    outcome_logs,
    outcome_slopes,
    pseudo_likelihood,
)

PLACE = np.array([
    -0.2, 0.03, 0.05, -0.2, 1.6, -0.05, -2.1, 2.3, 0.1, 0.1,
    -0.03, -2.4, 0.01, 0.04, 0.03, -0.9, 0, 0.1, -2.6, 0.02,
])  # fmt: skip


def test_outcomes_of_indices_are_those_of_payoffs() -> None:
    """Two ways to the same chances."""
    table = recorded()
    design = design_of(table)
    resist, firm = (table[name].to_numpy() for name in ("first_resist", "first_firm"))
    logs = outcome_logs(design.indices(resist, firm) @ PLACE)
    wanted = choice_probabilities(design.payoffs(PLACE), resist=resist, firm=firm)
    told = np.exp(logs.T)

    assert told == pytest.approx(wanted, abs=1e-13)


def test_slopes_and_curvature_are_those_of_finite_differences() -> None:
    """Errors of estimates and the speed of the search rest on them."""
    places = np.random.default_rng(2).normal(0, 2, (4, 100))
    slopes, second = outcome_curvature(places)
    step = 1e-5
    for index in range(4):
        ahead, behind = places.copy(), places.copy()
        ahead[index] += step
        behind[index] -= step
        first = (outcome_logs(ahead) - outcome_logs(behind)) / (2 * step)
        bend = (outcome_slopes(ahead) - outcome_slopes(behind)) / (2 * step)

        assert slopes[:, index] == pytest.approx(first, rel=1e-5, abs=1e-6)
        assert second[:, index] == pytest.approx(bend, rel=1e-5, abs=1e-5)


def test_the_gradient_by_coefficients_is_that_of_finite_differences() -> None:
    """On the recorded crises, at expectations held fixed."""
    table = recorded()
    design = design_of(table)
    lines = design.indices(
        table["first_resist"].to_numpy(), table["first_firm"].to_numpy()
    )

    def height(place: np.ndarray) -> float:
        return pseudo_likelihood(place, lines, design.counts)[0]

    _, gradient, hessian = pseudo_likelihood(PLACE, lines, design.counts)
    for at, step in enumerate(1e-5 * np.eye(PLACE.size)):
        wanted = (height(PLACE + step) - height(PLACE - step)) / 2e-5
        turned = (
            pseudo_likelihood(PLACE + step, lines, design.counts)[1]
            - pseudo_likelihood(PLACE - step, lines, design.counts)[1]
        ) / 2e-5

        assert gradient[at] == pytest.approx(wanted, rel=1e-6, abs=1e-4)
        assert hessian[at] == pytest.approx(turned, rel=1e-5, abs=1e-2)


def test_scores_follow_the_equilibrium() -> None:
    """The whole derivative is that of chances whose games are solved anew."""
    table = recorded()
    design = design_of(table)

    def logs(place: np.ndarray) -> np.ndarray:
        payoffs = design.payoffs(place)
        firm = followed(payoffs, table["published_firm"].to_numpy())
        resist = ndtr(payoffs.target_firm - payoffs.concession / firm)
        return np.log(choice_probabilities(payoffs, resist=resist, firm=firm))

    payoffs = design.payoffs(PLACE)
    firm = followed(payoffs, table["published_firm"].to_numpy())
    resist = ndtr(payoffs.target_firm - payoffs.concession / firm)
    found = scores(design, PLACE, resist, firm)
    for at in (0, 4, 6, 7, 11, 15, 18):
        step = 1e-5 * np.eye(PLACE.size)[at]
        wanted = (logs(PLACE + step) - logs(PLACE - step)) / 2e-5
        slope = found.whole[:, :, at].T

        assert slope == pytest.approx(wanted, rel=1e-4, abs=1e-5)


def test_scores_are_nought_on_average() -> None:
    """Chances sum to one whatever the coefficients."""
    table = recorded()
    found = scores(
        design_of(table),
        PLACE,
        bounded(table["published_resist"].to_numpy()),
        bounded(table["published_firm"].to_numpy()),
    )
    mean = np.einsum("on,onk->nk", found.chances, found.fixed)
    largest = np.abs(mean).max()

    assert largest < 1e-10


def test_an_outcome_that_never_came_about_says_nothing() -> None:
    """Even if it had no chance at all."""
    lines = np.zeros((4, 1, 1))
    lines[3] = 1.0
    value = pseudo_likelihood(
        np.array([60.0]), lines, np.array([[1.0, 0.0, 1.0, 1.0]])
    )[0]

    assert value == pytest.approx(np.log(0.25) + 2 * np.log(0.375), abs=1e-12)


@pytest.mark.parametrize("learn", [False, True])
def test_a_climb_ends_on_the_peak(*, learn: bool) -> None:
    """From where the second derivatives show a pit, too."""

    def ridge(place: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
        x, y = place
        value = -((1 - x) ** 2) - 100 * (y - x * x) ** 2
        slope = np.array([2 * (1 - x) + 400 * x * (y - x * x), -200 * (y - x * x)])
        bend = np.array([[-2 + 400 * y - 1200 * x * x, 400 * x], [400 * x, -200.0]])
        return value, slope, bend

    found = climb(ridge, np.array([-1.2, 3.0]), learn=learn)

    assert found.converged
    assert found.place == pytest.approx([1, 1], abs=1e-6)


def test_a_climb_from_nowhere_does_not_converge() -> None:
    """A likelihood that is missing has no peak."""
    found = climb(
        lambda place: (-np.inf, np.zeros(place.size), -np.eye(place.size)), np.zeros(2)
    )

    assert not found.converged
