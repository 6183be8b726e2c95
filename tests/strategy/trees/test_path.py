"""The branch from play at random."""

from itertools import pairwise

import numpy as np
import pytest

from tests.strategy.trees.recorded import declared
from tests.strategy.trees.small_trees import odd_tree
from yalu.errors import ModelError
from yalu.strategy.trees import Move, Payoff, SignallingTree, Types, path, solve_tree
from yalu.strategy.trees.path import follow
from yalu.strategy.trees.sweep import prior_odds
from yalu.strategy.trees.tables import tables_of


def test_the_branch_is_one_curve() -> None:
    """A little more precision leads a little further, also where it is steep."""
    tables = tables_of(odd_tree())
    points = [follow(tables, x, goal=1e-12).point for x in np.arange(0.0, 3.0, 0.25)]

    moved = [np.abs(then.odds - here.odds).max() for here, then in pairwise(points)]
    assert max(moved) < 1.0
    assert all(point.off < 1e-11 for point in points)


def test_beyond_a_turn_the_branch_is_another_than_before() -> None:
    """Between precision 4 and 5 it goes a long way: it turns back twice."""
    tree = declared("turning")
    before, beyond = (solve_tree(tree, precision=x) for x in (4.0, 5.0))

    assert before.chances(type="high")["left"] > 0.99
    assert beyond.chances(type="high")["left"] < 0.01


def test_where_nobody_can_learn_there_is_nothing_to_find() -> None:
    """The informed player moves last."""
    tree = SignallingTree(
        name="last",
        types=Types(player="b", names=("x", "y"), prior=(0.5, 0.5)),
        moves=(
            Move(player="a", name="ask", choices=("yes", "no")),
            Move(player="b", name="say", choices=("yes", "no")),
        ),
        payoffs=(
            Payoff(player="b", name="it", value=lambda at: at.chosen("say", "yes")),
        ),
    )

    found = follow(tables_of(tree), 2.0, goal=1e-12)

    assert found.point.odds.size == 0
    assert (found.steps, found.turns) == (1, 0)


def test_where_nothing_is_at_stake_everybody_chooses_at_random() -> None:
    """At any precision."""
    tree = SignallingTree(
        name="idle",
        types=Types(player="a", names=("x", "y"), prior=(0.5, 0.5)),
        moves=(
            Move(player="a", name="say", choices=("yes", "no")),
            Move(player="b", name="do", choices=("yes", "no")),
        ),
        payoffs=(),
    )
    tables = tables_of(tree)

    found = follow(tables, 1e6, goal=1e-12)

    assert found.point.odds.tolist() == prior_odds(tables).tolist()


def test_a_branch_that_is_lost_is_told_with_its_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nothing else is given out in its place."""
    monkeypatch.setattr(path, "_MOST", 3)

    with pytest.raises(ModelError, match=r"lost at precision 0\.\d+, on the way to 2"):
        follow(tables_of(odd_tree()), 2.0, goal=1e-12)
