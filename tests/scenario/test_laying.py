"""What tables promise of the equilibrium that they are made from."""

import jax
import numpy as np
import pytest
from numpy.testing import assert_allclose

from tests.scenario.small_play import GIVEN
from yalu.scenario.laying import Beginning, laid_out
from yalu.scenario.play import Play
from yalu.scenario.solver import Solver
from yalu.strategy.games import Equilibrium
from yalu.strategy.patron import MIDDLE, SMALL, default_parameters


@pytest.fixture(scope="module")
def equilibrium() -> Equilibrium:
    """Return the equilibrium of the smallest board at the middle of all priors."""
    return Solver(setting=SMALL, precision=3.0).solved(default_parameters(), None)


@pytest.fixture(scope="module")
def play(equilibrium: Equilibrium) -> Play:
    """Return it as tables, from a beginning without meaning."""
    return laid_out([equilibrium], SMALL, _beginning(1))


def _beginning(draws: int) -> Beginning:
    chances = np.full((draws, 2, 320), 1 / 640, dtype=np.float32)
    return Beginning(
        quarter="2020Q1",
        drawn=(0,) * draws,
        unsolved=(),
        chances=chances,
        made_from="nothing",
    )


def test_choices_are_found_where_the_equilibrium_has_them(
    equilibrium: Equilibrium, play: Play
) -> None:
    """One number stands for a state: belief last, the first component slowest."""
    at = np.ravel_multi_index((1, 1, 0, 1, 0, 1, 3), play.shape)
    where = {
        "capability": 1,
        "stringency": 1,
        "hardship": 0,
        "posture": 1,
        "support": 0,
        "channel": 1,
        "resolve": 3,
    }
    with jax.enable_x64(True):  # noqa: FBT003 - the signature is theirs
        move = equilibrium.chances("move", **where)
        response = equilibrium.chances("response", move="test", **where)
        enforcement = equilibrium.chances(
            "enforcement", move="test", response="table", type=1, **where
        )

    joint = play.patron[0, 1, at, 2, 1].reshape(2, 4, 2)

    assert_allclose(play.move[0, at], np.asarray(move).ravel(), atol=1e-6)
    assert_allclose(play.response[0, at, 2], np.asarray(response).ravel(), atol=1e-6)
    assert_allclose(joint.sum((0, 2)), np.asarray(enforcement).ravel(), atol=1e-6)


def test_nobody_refuses_what_is_not_tabled(play: Play) -> None:
    """A vote is asked only on a text; the chain must not draw one without it."""
    refused = play.patron.reshape(1, 2, 320, 4, 4, 2, 4, 2)[..., 1, :, :]

    assert refused[:, :, :, :, [0, 2, 3]].max() == 0
    assert refused[:, :, :, :, 1].min() > 0


def test_what_is_learnt_is_by_how_much_likelier_the_last_type_enforces_so(
    play: Play,
) -> None:
    """Bayes: the odds grow by the ratio of chances, and by enforcement alone."""
    both = play.patron[0].reshape(2, 320, 4, 4, 2, 4, 2).sum((4, 6), dtype=float)
    learnt = play.learnt[0].reshape(320, 4, 4, 2, 4, 2)

    # The odds are those supposed, which differ by the residual from those that follow.
    assert_allclose(learnt[:, :, :, 0, :, 0], np.log(both[1] / both[0]), atol=2e-3)
    assert (np.ptp(learnt, axis=(3, 5)) == 0).all()


def test_rules_are_those_of_the_game_by_hand(play: Play) -> None:
    """Three rules worked out from the parameters as the game states them."""
    by = default_parameters()
    test, table, engage = 2, 1, 3
    cap = play.transitions["capability"][0]
    law = play.transitions["stringency"][0]
    rise = 1 - (1 - by["stringency_adopted"]) * (1 - by["stringency_other"])
    relief, surprise = by["posture_relief"], by["surprise"]

    assert cap[0, test, 1] == pytest.approx(by["capability_test"], rel=1e-5)
    assert law[0, table, 0, 1] == pytest.approx(rise, rel=1e-5)
    # Of two positions the upper is "raised": who engages eases, unless drawn anew.
    eased = play.transitions["posture"][0, 1, engage, 0]
    left = (1 - relief) * by["posture_decay"]
    wanted = (1 - surprise) * (relief + left) + surprise / 2
    assert eased == pytest.approx(wanted, rel=1e-5)


def test_every_table_has_the_order_of_axes_that_it_promises(play: Play) -> None:
    """A table read in another order would still have chances that sum to one."""
    size = {name: len(each) for name, each in play.labels.items()}
    hard = play.transitions["hardship"][0]

    for name, given in GIVEN.items():
        shape = (1, *(size[axis] for axis in given), size[name])
        assert play.transitions[name].shape == shape
    # Pressure needs law, enforcement, and nobody who stands in.
    worse = hard[1, 0, 0, 3, 0, 1] - hard[0, 0, 0, 3, 0, 1]
    assert worse > hard[1, 0, 1, 3, 0, 1] - hard[0, 0, 1, 3, 0, 1] > 0
    assert_allclose(hard[1, 0, 0, 0, 0], hard[0, 0, 1, 0, 0], atol=1e-6)


def test_collapse_grows_with_the_cube_of_hardship(play: Play) -> None:
    """The game's own rule: collapse_rate times the level, thrice."""
    rate = default_parameters()["collapse_rate"]
    levels = np.array(play.levels["hardship"])

    assert_allclose(play.collapse[0], rate * levels**3, rtol=1e-5)


def test_bounds_of_merged_classes_are_left_out(play: Play) -> None:
    """On a coarser board classes merge, and the bound between them goes."""
    assert play.grown == (0.0,)
    assert play.covered == (0.1,)
    assert play.labels["hardship"] == ("growing or flat", "shrinking or severe")


def test_the_middle_board_keeps_the_bounds_that_it_has() -> None:
    """Growth from zero on is one class there, law has all four."""
    solver = Solver(setting=MIDDLE, precision=0.1)

    assert len(solver.game.axis("hardship").levels) == 3


def test_two_draws_stand_one_behind_the_other(equilibrium: Equilibrium) -> None:
    """A draw that counts twice is laid out once and held twice."""
    twice = laid_out([equilibrium, equilibrium], SMALL, _beginning(2))

    assert twice.draws == 2
    assert np.array_equal(twice.patron[0], twice.patron[1])
