"""What the game of target, sender and patron promises once it is solved."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from numpy.testing import assert_allclose

from tests.strategy.patron.oneshot import off
from yalu.strategy.games import Equilibrium, solve
from yalu.strategy.patron import (
    PRECISION,
    SMALL,
    completed,
    default_parameters,
    patron_game,
)

Given = tuple[tuple[str, float], ...]

UNEQUAL: Given = (
    ("patron_collapse_gap", 0.9),
    ("target_belief", 0.3),
    ("patron_gap_posture", 0.4),
    ("patron_joint", -0.3),
    ("target_support_pressure", 0.5),
)
"""Away from the centre, to both sides, so that nothing cancels."""

ACTIONS = ("move", "response", "vote", "enforcement", "overture")


@cache
def solved(given: Given = (), precision: float = PRECISION) -> Equilibrium:
    """Return an equilibrium on the small board."""
    return solve(patron_game(SMALL), completed(dict(given)), precision=precision)


def at_centre() -> Equilibrium:
    """Return the equilibrium where every prior has its centre."""
    return solved()


def test_games_of_one_setting_are_the_same_game() -> None:
    """What is compiled for one then serves all, and warm starts fit."""
    assert patron_game(SMALL) == patron_game(SMALL)
    assert hash(patron_game(SMALL)) == hash(patron_game(SMALL))


def test_the_residual_is_what_an_equilibrium_must_have() -> None:
    """Whatever is said of play is said of a fixed point."""
    assert at_centre().residual <= 1e-10
    assert solved(UNEQUAL).residual <= 1e-10


@pytest.mark.parametrize("action", ACTIONS)
def test_chances_sum_to_one(action: str) -> None:
    """Everywhere on the board."""
    found = solved(UNEQUAL).chances(action)

    assert found.min() >= 0
    assert_allclose(found.sum(-1), 1, rtol=1e-12)


def test_nobody_gains_by_another_choice_beyond_the_noise() -> None:
    """Gone through by hand at three states: payoffs, beliefs, choices and values."""
    found, rng = solved(UNEQUAL), np.random.default_rng(5)
    sizes = [axis.size for axis in found.game.state]

    for _ in range(3):
        assert off(found, tuple(int(n) for n in rng.integers(0, sizes))) < 1e-8


def test_without_precision_everything_open_is_equally_likely() -> None:
    """The other end of the path that the solver follows."""
    found = solved((), 0.0)

    assert_allclose(found.chances("move"), 1 / 4)
    assert_allclose(found.chances("response"), 1 / 4)
    assert_allclose(found.chances("enforcement"), 1 / 4)
    assert_allclose(found.chances("overture"), 1 / 2)
    assert_allclose(found.chances("vote", response="table"), 1 / 2)


@pytest.mark.parametrize("response", ["nothing", "deploy", "engage"])
def test_nothing_is_refused_where_nothing_is_tabled(response: str) -> None:
    """A veto takes a text."""
    assert (at_centre().chances("vote", response=response)[..., 1] == 0).all()


@pytest.mark.parametrize("action", ["move", "response", "enforcement", "overture"])
def test_at_the_centre_of_the_priors_no_choice_is_out_of_the_question(
    action: str,
) -> None:
    """Nothing is all hold or all tests before the record has said a word."""
    found = at_centre().chances(action)
    average = found.reshape(-1, found.shape[-1]).mean(0)

    assert average.min() > 0.05
    assert average.max() < 0.75


def test_enforcement_at_the_centre_is_partial() -> None:
    """Neither nothing nor all is what the patron mostly does."""
    found = at_centre().chances("enforcement")
    expected = found @ np.array([0, 1 / 3, 2 / 3, 1])

    assert (expected > 0.2).all()
    assert (expected < 0.8).all()


def test_the_names_of_the_types_carry_nothing() -> None:
    """With types, prior and what hangs on them exchanged, play is the same mirrored."""
    given = {**default_parameters(), **dict(UNEQUAL)}
    turned = {
        **given,
        "patron_collapse_gap": -given["patron_collapse_gap"],
        "target_belief": -given["target_belief"],
        "prior_resolute": 1 - given["prior_resolute"],
    }
    # A grid of beliefs that is its own mirror: exchanged, every point is one of it.
    even = patron_game(replace(SMALL, beliefs=(0.02, 0.25, 0.5, 0.75, 0.98)))
    one = solve(even, completed(given), precision=PRECISION)
    other = solve(even, completed(turned), precision=PRECISION)
    belief = one.game.axes.index(one.game.axis("resolve"))

    for action in ("move", "response"):
        mirrored = np.flip(other.chances(action), axis=belief)
        assert_allclose(one.chances(action), mirrored, atol=1e-8)
    mirrored = np.flip(other.chances("enforcement"), axis=(0, 1 + belief))
    assert_allclose(one.chances("enforcement"), mirrored, atol=1e-8)


def test_from_a_neighbour_it_comes_to_the_same_equilibrium() -> None:
    """A search may start each solution where the last one ended."""
    given = completed(dict(UNEQUAL))
    near = solve(
        patron_game(SMALL), given, precision=PRECISION, start=at_centre().supposed
    )

    for action in ACTIONS:
        assert_allclose(
            near.chances(action), solved(UNEQUAL).chances(action), atol=1e-8
        )
