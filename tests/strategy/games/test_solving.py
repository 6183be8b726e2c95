"""What solving promises."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from numpy.typing import NDArray

from tests.strategy.games.small import (
    PLAIN,
    SIGNALLING,
    WEIGHTS,
    drawn,
    normal_form,
)
from yalu.errors import ModelError
from yalu.strategy.games import TOLERANCE, solve

Array = NDArray[np.float64]

DILEMMA = [
    np.array([[2.0, 0.0], [3.0, 1.0]]),
    np.array([[2.0, 3.0], [0.0, 1.0]]),
]
PENNIES = [np.array([[3.0, -1.0], [-1.0, 1.0]]), np.array([[-1.0, 1.0], [1.0, -1.0]])]
"""The one equilibrium: one tosses, the other matches one time in three."""


def test_an_equilibrium_meets_the_tolerance_that_is_promised() -> None:
    """One part in ten thousand million, for values, beliefs and joint choices."""
    found = solve(SIGNALLING, WEIGHTS, precision=3.0)

    assert TOLERANCE == 1e-10
    assert found.residual <= TOLERANCE
    assert found.parameters == WEIGHTS
    assert found.precision == 3.0


def test_at_precision_zero_play_is_at_random() -> None:
    """Who cannot tell what is worth more tosses among what is open."""
    found = solve(SIGNALLING, WEIGHTS, precision=0.0)

    for name in ("move", "table", "enforce", "visit"):
        chances = found.chances(name)
        assert_allclose(chances, 1 / chances.shape[-1], atol=1e-12)
    assert_allclose(found.chances("veto")[:, :, 1:], 0.5, atol=1e-12)


def test_near_precision_zero_play_leans_by_what_is_at_stake() -> None:
    """To first order, log odds are precision times the difference in worth."""
    found = solve(normal_form(DILEMMA), {}, precision=1e-4)
    stay, defect = found.chances("action_0")

    assert_allclose(np.log(defect / stay), 1e-4, rtol=1e-6)


@pytest.mark.parametrize(
    ("payoffs", "nash"),
    [
        (DILEMMA, ([0.0, 1.0], [0.0, 1.0])),
        (PENNIES, ([1 / 2, 1 / 2], [1 / 3, 2 / 3])),
    ],
)
def test_as_precision_grows_play_nears_the_one_equilibrium(
    payoffs: list[Array], nash: tuple[list[float], list[float]]
) -> None:
    """Of a game with one Nash equilibrium, pure or mixed, it is the limit."""
    game, start, gaps = normal_form(payoffs), None, []
    for precision in (1.0, 4.0, 16.0, 64.0):
        found = solve(game, {}, precision=precision, start=start)
        start = found.supposed
        gaps.append(
            max(
                float(np.abs(found.chances(f"action_{n}") - one).max())
                for n, one in enumerate(nash)
            )
        )

    assert all(later < earlier for earlier, later in pairwise(gaps))
    assert gaps[-1] < 0.02


def regrets(parameters: dict[str, float], precision: float) -> Array:
    """Return what a change of one choice once would gain, by player and state."""
    found = solve(PLAIN, parameters, precision=precision)
    first, second = found.chances("first"), found.chances("second")
    rows = []
    for player, kind in (("one", "u"), ("two", "v")):
        values = found.values(player)[0]
        up = np.array([parameters[f"p{n}"] for n in range(8)]).reshape(2, 2, 2)
        now = np.array([parameters[f"{kind}{n}"] for n in range(8)]).reshape(2, 2, 2)
        ahead = (1 - up) * values[0] + up * values[1]
        worth = now + parameters["patience"] * ahead
        against = (
            np.einsum("sab,sb->sa", worth, second)
            if player == "one"
            else np.einsum("sab,sa->sb", worth, first)
        )
        rows.append(against.max(axis=1) - values)
    return np.array(rows)


@settings(max_examples=15)
@given(st.integers(0, 2**32 - 1), st.floats(0.1, 1.5), st.floats(0, 0.95))
def test_one_shot_deviations_gain_no_more_than_the_noise(
    seed: int, precision: float, patience: float
) -> None:
    """A logit choice is within log n over precision of the best one, and never above.

    The chances maximise worth plus entropy over precision, and entropy is at most the
    logarithm of the number of choices.
    """
    gained = regrets(drawn(np.random.default_rng(seed), patience), precision)

    assert (gained >= -1e-9).all()
    assert (gained <= np.log(2) / precision + 1e-9).all()


@settings(max_examples=10)
@given(st.integers(0, 2**32 - 1), st.floats(-5, 5), st.floats(0.25, 4))
def test_choices_know_differences_only_and_precision_their_unit(
    seed: int, shift: float, unit: float
) -> None:
    """A payoff that all choices bring changes nothing; nor does the unit, if told."""
    plain = drawn(np.random.default_rng(seed), 0.5)
    other = {
        name: (unit * one + shift if name[0] == "u" else unit * one)
        if name[0] in "uv"
        else one
        for name, one in plain.items()
    }
    before = solve(PLAIN, plain, precision=0.8)
    after = solve(PLAIN, other, precision=0.8 / unit)

    for action in ("first", "second"):
        assert_allclose(after.chances(action), before.chances(action), atol=1e-8)


def test_a_warm_start_finds_the_same_in_fewer_sweeps() -> None:
    """A neighbour's equilibrium is nearer than play at random."""
    near = WEIGHTS | {"calm": WEIGHTS["calm"] + 0.01}
    known = solve(SIGNALLING, WEIGHTS, precision=3.0)
    cold = solve(SIGNALLING, near, precision=3.0)
    warm = solve(SIGNALLING, near, precision=3.0, start=known.supposed)

    assert warm.residual <= TOLERANCE
    assert warm.rounds < cold.rounds
    for player in SIGNALLING.players:
        assert_allclose(warm.values(player), cold.values(player), atol=1e-8)


def test_from_an_equilibrium_nothing_is_left_to_do() -> None:
    """Its own end is recognised at once."""
    known = solve(SIGNALLING, WEIGHTS, precision=3.0)
    again = solve(SIGNALLING, WEIGHTS, precision=3.0, start=known.supposed)

    assert again.rounds <= 2


@pytest.mark.parametrize("precision", [-1.0, float("nan")])
def test_a_precision_below_zero_is_refused(precision: float) -> None:
    """Nobody prefers what is worth less."""
    with pytest.raises(ModelError, match=f"Precision is {precision:g}; expected 0"):
        solve(SIGNALLING, WEIGHTS, precision=precision)


def test_what_is_not_found_is_never_called_an_equilibrium() -> None:
    """Given too few sweeps and no hope, solving says so and by how much it failed."""
    parameters = drawn(np.random.default_rng(1), 0.9)

    with pytest.raises(
        ModelError, match=r"no equilibrium found at precision 3"
    ) as told:
        solve(PLAIN, parameters, precision=3.0, most=2, tolerance=1e-30)

    assert "the residual is" in str(told.value)
    assert "Ask for less precision, or start from a neighbour." in str(told.value)


def test_a_player_who_gets_nothing_plays_at_random() -> None:
    """No payoff is a payoff of nothing, not an error."""
    idle = replace(PLAIN, payoffs=PLAIN.payoffs[:1])
    found = solve(idle, drawn(np.random.default_rng(1), 0.9), precision=2.0)

    assert_allclose(found.chances("second"), 0.5)
    assert_allclose(found.values("two"), 0.0, atol=1e-9)


def test_what_is_worth_the_same_for_ever_is_worth_its_sum() -> None:
    """One a period, discounted, is one over one less the discount."""
    same = {f"u{number}": 1.0 for number in range(8)}
    parameters = drawn(np.random.default_rng(1), 0.75) | same
    found = solve(PLAIN, parameters, precision=1.0)

    assert_allclose(found.values("one"), 4.0, atol=1e-8)
