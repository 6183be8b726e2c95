"""What simulated paths promise: they are of the very game that was solved."""

from functools import cache

import numpy as np
import pytest
from numpy.testing import assert_allclose

from tests.strategy.estimation.toys import PARAMETERS, toy
from yalu.errors import SchemaError
from yalu.strategy.games import Equilibrium, solve
from yalu.strategy.games.paths import Paths, simulate

RUNS = 40_000
START: dict[str, str | int] = {"arms": 0, "hunger": "1", "trust": 1, "type": "firm"}


@cache
def played() -> Equilibrium:
    return solve(toy(), PARAMETERS, precision=1.5)


@cache
def paths() -> Paths:
    rng = np.random.default_rng(3)
    return simulate(played(), START, periods=2, rng=rng, runs=RUNS)


def test_first_choices_have_the_chances_of_the_equilibrium() -> None:
    """In the first period everybody stands where the start says."""
    target, patron = (np.asarray(of[0]) for of in played().choices)
    moves = target[0, 0, 1, 1, :, 0, 0]
    enforces = np.einsum("m,mev->e", moves, patron[1, 0, 1, 1])

    assert_allclose(paths().share("move", "1")[0], moves[1], atol=0.01)
    assert_allclose(paths().share("enforce", "1")[0], enforces[1], atol=0.01)


def test_the_next_state_has_the_expectation_that_a_hand_works_out() -> None:
    """Arms rise with a move, hunger with enforcement."""
    moves = paths().share("move", "1")[0]
    enforces = paths().share("enforce", "1")[0]

    assert_allclose(paths().share("arms", "1")[1], 0.6 * moves, atol=0.01)
    assert_allclose(paths().share("hunger", "2")[1], 0.5 * enforces, atol=0.01)
    assert_allclose(paths().share("hunger", "0")[1], 0.3, atol=0.01)


def test_the_mean_belief_is_what_bayes_makes_of_what_was_seen() -> None:
    """A lot between two points of the grid must keep the mean."""
    patron = np.asarray(played().choices[1][0])[:, 0, 1, 1]
    found, levels = paths().positions, np.array([0.1, 0.45, 0.9])
    for move in (0, 1):
        for enforce in (0, 1):
            soft, firm = patron[:, move, enforce].sum(axis=-1)
            after = 0.45 * firm / (0.45 * firm + 0.55 * soft)
            wanted = 0.9 * after + 0.1 * 0.4
            same = (found["move"][:, 0] == move) & (found["enforce"][:, 0] == enforce)

            assert_allclose(levels[found["trust"][same, 1]].mean(), wanted, atol=0.01)


def test_the_type_is_drawn_anew_as_often_as_the_game_says() -> None:
    """One in ten is drawn anew, six of ten of those as soft."""
    assert_allclose(np.mean(paths().positions["type"][:, 1] == 0), 0.06, atol=0.005)


def test_a_type_that_is_left_out_is_drawn_by_the_belief() -> None:
    """The belief is what all hold of the type."""
    start = {name: place for name, place in START.items() if name != "type"}
    rng = np.random.default_rng(1)
    found = simulate(played(), start, periods=1, rng=rng, runs=RUNS)

    assert_allclose(found.positions["type"].mean(), 0.45, atol=0.01)


def test_what_is_closed_is_never_chosen() -> None:
    """A visit is closed after a move."""
    visits, moves = paths().positions["visit"], paths().positions["move"]

    assert not ((visits == 1) & (moves == 1)).any()


def test_the_same_chance_gives_the_same_paths() -> None:
    """A study that cannot be repeated is none."""
    first, second = (
        simulate(played(), START, periods=3, rng=np.random.default_rng(5), runs=4)
        for _ in range(2)
    )

    assert all(
        (first.positions[name] == second.positions[name]).all()
        for name in first.positions
    )


def test_all_that_is_wrong_with_a_start_is_told_at_once() -> None:
    """Each fault names itself."""
    with pytest.raises(SchemaError) as told:
        simulate(played(), {"arm": 0}, periods=0, rng=np.random.default_rng(1))

    for name in ("start, arm:", "start, arms", "start, hunger", "start, trust"):
        assert name.rstrip(":") in str(told.value)
    assert "periods" in str(told.value)


def test_an_unknown_label_is_refused_with_those_that_are_known() -> None:
    """A label that is silently taken for another would be believed."""
    start = {**START, "hunger": "much"}
    with pytest.raises(SchemaError, match="found 'much'; expected 0, 1, 2"):
        simulate(played(), start, periods=1, rng=np.random.default_rng(1))
