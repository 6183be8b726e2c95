"""What the answers of the two sides promise."""

import numpy as np
import pytest
from scipy.special import ndtr

from tests.strategy.crisis.crises import THREEFOLD, drawn
from yalu.errors import SchemaError
from yalu.strategy.crisis import best_response, choice_probabilities
from yalu.strategy.crisis.choices import answered_odds, chance_of, threshold


def test_outcomes_are_those_of_drawn_shocks() -> None:
    """The tree itself, played with a million shocks, is the plainest oracle."""
    rng = np.random.default_rng(11)
    resist, firm, games = 0.6, 0.3, 1_000_000
    bar = (0.9 - (1 - resist) * 1.7) / resist
    stand = -1.5 + rng.standard_normal(games)
    back = -0.5 + rng.standard_normal(games)
    threatens = np.maximum(stand, back) > bar
    resists = firm * (-2.0 + rng.standard_normal(games)) > -0.3
    ends = (
        ~threatens,
        threatens & ~resists,
        threatens & resists & (stand > back),
        threatens & resists & (stand < back),
    )
    wanted = [end.mean() for end in ends]
    found = choice_probabilities(
        THREEFOLD, resist=np.array([resist]), firm=np.array([firm])
    )

    assert found[0] == pytest.approx(wanted, abs=0.002)


def test_outcomes_make_up_everything() -> None:
    """A crisis ends in one of four ways."""
    games = drawn(300, 1, spread=3.0)
    rng = np.random.default_rng(2)
    found = choice_probabilities(
        games, resist=rng.uniform(0.01, 1, 300), firm=rng.uniform(0.01, 1, 300)
    )

    assert found.sum(axis=1) == pytest.approx(np.ones(300), abs=1e-12)
    assert (found >= 0).all()


def test_the_target_weighs_conceding_against_being_stood_up_to() -> None:
    """P_R = Φ((P_F W_B - C_B) / P_F), as published."""
    firm = 0.25
    found = best_response(THREEFOLD, np.array([firm])).resist[0]

    assert found == pytest.approx(ndtr((firm * -2.0 - -0.3) / firm), abs=1e-15)


def test_the_threshold_is_the_status_quo_if_the_target_surely_resists() -> None:
    """A concession that never comes cannot tempt."""
    bar = threshold(np.array([0.4]), np.array([9.0]), np.array([1.0]))

    assert bar[0] == pytest.approx(0.4, abs=1e-15)


def test_the_slope_of_the_answer_is_that_of_finite_differences() -> None:
    """It tells stable equilibria from others, and finds them."""
    games = drawn(200, 5)
    firm = np.random.default_rng(6).uniform(0.15, 0.9, 200)
    step = 1e-6
    wanted = (
        best_response(games, firm + step).firm - best_response(games, firm - step).firm
    ) / (2 * step)

    assert best_response(games, firm).slope == pytest.approx(wanted, rel=1e-4, abs=1e-5)


def test_odds_and_chances_tell_the_same_answer() -> None:
    """Log odds are only there for digits at the ends."""
    games, odds = drawn(100, 7), np.linspace(-3, 3, 100)
    found = chance_of(answered_odds(games, odds))

    assert found == pytest.approx(best_response(games, chance_of(odds)).firm, abs=1e-13)


@pytest.mark.parametrize("chance", [-0.1, 1.1, float("nan")])
def test_a_chance_that_is_none_is_refused(chance: float) -> None:
    """Silently clipped, it would answer another question."""
    with pytest.raises(SchemaError, match="expected 1 chances from 0 to 1"):
        choice_probabilities(THREEFOLD, resist=np.array([0.5]), firm=np.array([chance]))
