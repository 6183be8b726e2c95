"""What the solver for play promises beside that of the game."""

import numpy as np
import pytest

from yalu.errors import ModelError
from yalu.scenario.solver import TOLERANCE, Solver
from yalu.strategy.games import solve
from yalu.strategy.patron import SMALL, default_parameters

SOLVER = Solver(setting=SMALL, precision=3.0)


def test_chances_are_those_of_the_solver_of_games() -> None:
    """It is quicker, not another equilibrium."""
    exact = solve(SOLVER.game, default_parameters(), precision=3.0)

    found = SOLVER.solved(default_parameters(), None)

    gaps = [
        np.abs(np.asarray(a) - np.asarray(b)).max()
        for one, two in zip(exact.choices, found.choices, strict=True)
        for a, b in zip(one, two, strict=True)
    ]
    assert found.residual <= TOLERANCE
    assert max(gaps) < 1e-3


def test_where_the_rules_make_no_game_nothing_is_found() -> None:
    """A draw that cannot be played is told apart, not played somehow."""
    found = SOLVER.solved(default_parameters(), None)
    wrong = {**default_parameters(), "discount": 1.5}

    assert SOLVER.tried(wrong, found.supposed) is None
    with pytest.raises(ModelError, match="discount"):
        SOLVER.solved(wrong, None)
