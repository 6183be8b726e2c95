"""What is told along the belief promises, one promise per test."""

from dataclasses import replace

import numpy as np
from numpy.testing import assert_allclose

from tests.strategy.answers.conftest import World
from yalu.strategy.answers.belief import belief
from yalu.strategy.answers.sheet import Asked


def _along(asked: Asked) -> list[float]:
    return [value for one, value in belief(asked) if one.id == "provocation"]


def test_a_point_of_the_grid_is_the_chance_of_the_steadier_type(world: World) -> None:
    """Whichever type that is, and where one less it is no point of the grid too."""
    held = world.play.game.belief
    assert held is not None
    turned = {
        **world.equilibrium.parameters,
        "patron_collapse_gap": -world.equilibrium.parameters["patron_collapse_gap"],
    }
    made = replace(
        world.play, equilibrium=replace(world.equilibrium, parameters=turned)
    )
    levels = np.array(held.levels)
    one, other = _along(world.asked), _along(replace(world.asked, play=made))
    as_named = [
        world.asked.situation.at(**{held.name: place}).mean(
            world.asked.profile.any("move", "missile", "test")
        )
        for place in range(held.size)
    ]

    mirrored = np.interp(1 - levels, levels, as_named)
    found = sorted([one, other], key=lambda row: abs(row[0] - as_named[0]))
    assert_allclose(found[0], as_named, atol=1e-12)
    assert_allclose(found[1], mirrored, atol=1e-12)
