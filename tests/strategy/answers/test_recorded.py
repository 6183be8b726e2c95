"""What the record leaves of states promises, one promise per test."""

from dataclasses import replace
from types import MappingProxyType

import numpy as np
from numpy.testing import assert_allclose

from tests.strategy.answers.conftest import World
from yalu.strategy.answers.play import play
from yalu.strategy.answers.recorded import situations
from yalu.strategy.estimation.arrangement import arrange
from yalu.strategy.games import solve
from yalu.strategy.patron import PRECISION, SMALL, patron_game


def test_quarters_without_law_are_left_out_of_the_mean(world: World) -> None:
    """Nobody can enforce what is not there; three of twelve quarters had none."""
    setting = replace(SMALL, shares=(0.0, 0.0, 0.3, 0.9))
    game = patron_game(setting)
    lawless = np.eye(2)[[0, 0, 0, *[1] * 9]]
    rows = {**world.seen.evidence.weights, "stringency": lawless}
    seen = replace(world.seen.evidence, weights=MappingProxyType(rows))
    found = solve(
        game,
        world.equilibrium.parameters,
        precision=PRECISION,
        start=world.equilibrium.supposed,
        tolerance=1e-6,
    )

    _, recorded = situations(play(found), seen, arrange(seen, game))

    place = 1 + game.state.index(game.axis("stringency"))
    others = tuple(axis for axis in range(recorded.weights.ndim) if axis != place)
    assert_allclose(recorded.weights.sum(axis=others), [0.0, 1.0], atol=1e-12)


def test_where_there_never_was_law_all_quarters_count(world: World) -> None:
    """A mean of nothing would be no answer."""
    game = patron_game(replace(SMALL, shares=(0.0, 0.0, 0.3, 0.9)))
    rows = {
        **world.seen.evidence.weights,
        "stringency": np.eye(2)[[0] * len(world.seen.evidence.periods)],
    }
    seen = replace(world.seen.evidence, weights=MappingProxyType(rows))
    made = replace(world.play, equilibrium=replace(world.equilibrium, game=game))

    _, recorded = situations(made, seen, arrange(seen, game))

    assert_allclose(recorded.weights.sum(), 1.0)
