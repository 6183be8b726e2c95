"""Trees are solved as Gambit solves them; its figures are in the reference folder."""

from itertools import product
from typing import Any

import numpy as np
import pytest

from tests.strategy.trees.recorded import GAMES, declared
from yalu.strategy.trees import SignallingTree, patron_tree, solve_tree
from yalu.strategy.trees.tree import Floats

POINTS = [
    pytest.param(name, point, id=f"{name}, {point['precision']:g}")
    for name, game in GAMES.items()
    for point in game["equilibria"]
]
NEAR = 1e-10
"""Asked for is 1e-8; Gambit's own precision is that of its path, told as `at`."""


def in_their_order(tree: SignallingTree, logs: tuple[Floats, ...]) -> list[Floats]:
    """Return chances by stage: types that choose apart, histories; choices."""
    found = []
    for stage, log in enumerate(logs):
        paths = product(*(move.choices for move in tree.stages[:stage]))
        order = [tree.place(path)[1] for path in paths]
        chances = np.exp(log[:, :, order]).swapaxes(1, 2)
        found.append(chances.reshape(-1, chances.shape[-1]))
    return found


@pytest.mark.parametrize(("name", "point"), POINTS)
def test_every_choice_of_every_tree_is_that_of_gambit(
    name: str, point: dict[str, Any]
) -> None:
    """Off the path too, and where the branch turns back on the way."""
    tree = declared(name)

    found = solve_tree(tree, precision=point["at"])

    ours = in_their_order(tree, found.logs)
    theirs = [np.array(stage) for stage in point["stages"]]
    assert max(np.abs(a - b).max() for a, b in zip(ours, theirs, strict=True)) < NEAR


@pytest.mark.parametrize("rounds", [1, 3])
def test_the_worked_example_is_the_tree_that_gambit_solved(rounds: int) -> None:
    """Its terms add up to the table that was stated to Gambit."""
    told = solve_tree(patron_tree(rounds), precision=1.0)
    table = solve_tree(declared(f"patron {rounds}"), precision=1.0)

    worst = [
        np.abs(one - other).max()
        for one, other in zip(told.logs, table.logs, strict=True)
    ]
    assert max(worst) < 1e-12
    for player, worth in table.payoffs.items():
        assert told.payoffs[player] == pytest.approx(worth, abs=1e-12)


def test_gambit_goes_round_the_turns_of_a_branch_as_we_do() -> None:
    """At precision 5 the branch has turned twice; at 4 it has not."""
    tree = declared("turning")

    assert solve_tree(tree, precision=4.0).turns == 0
    assert solve_tree(tree, precision=5.0).turns == 2
