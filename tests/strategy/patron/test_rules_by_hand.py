"""That every payoff and every chance is what its words say, place by place."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from tests.strategy.patron.byhand import changes, payoffs
from tests.strategy.patron.places import at_place, parameters_of, places, tables
from yalu.strategy.patron import FULL, SMALL, Setting, patron_game


def read(table: np.ndarray, place: tuple[int, ...]) -> np.ndarray:
    """Return a table at a place; axes that it does not depend on have length one."""
    sizes = zip(place, np.shape(table), strict=False)
    found: np.ndarray = np.asarray(table)[tuple(n if s > 1 else 0 for n, s in sizes)]
    return found


@pytest.mark.parametrize(("setting", "seed"), [(SMALL, 1), (FULL, 2)])
def test_payoffs_are_those_worked_out_by_hand(setting: Setting, seed: int) -> None:
    """A term with a slipped factor would still solve, and answer another question."""
    game, by = patron_game(setting), parameters_of(seed)
    found = tables(game, by).payoffs
    checked = places(game, seed, 200)

    for place in checked:
        told = payoffs(at_place(game, place), by)
        for player, table in zip(game.players, found, strict=True):
            assert_allclose(read(table, place), told[player], rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize(("setting", "seed"), [(SMALL, 3), (FULL, 4)])
def test_chances_are_those_worked_out_by_hand(setting: Setting, seed: int) -> None:
    """As for payoffs: every cause of every change, joined as it is said to be."""
    game, by = patron_game(setting), parameters_of(seed)
    found = tables(game, by).chances
    size = {axis.name: axis.size for axis in game.components}

    for place in places(game, seed, 200):
        rank = {axis.name: n for axis, n in zip(game.axes, place[1:], strict=True)}
        told = changes(at_place(game, place), rank, size, by)
        for component, table in zip(game.components, found, strict=True):
            assert_allclose(read(table, place), told[component.name], atol=1e-12)
