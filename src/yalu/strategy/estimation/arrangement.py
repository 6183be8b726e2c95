"""The cases that a record leaves open, listed period by period for fast arithmetic.

Most of what a record holds is known, so that of thousands of places on the board only
a few are possible in each period. They are listed once: the states, and under each the
choices of one player after the other. Lists of all periods are filled up to the same
length with cases of weight zero, so that they stand in arrays.
"""

from dataclasses import dataclass
from itertools import product
from typing import Any

import jax
import numpy as np
from numpy.typing import NDArray

from yalu.errors import ModelError
from yalu.strategy.estimation.evidence import Evidence
from yalu.strategy.games import Game

__all__ = ["MOST", "Arrangement", "Turn", "arrange", "turns_of"]

MOST = 20_000
"""Most cases of one period: beyond, a record is too uncertain to be summed over."""

Codes = NDArray[np.int64]
Array = NDArray[np.float64]


@jax.tree_util.register_dataclass
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Turn:
    """The cases after one player has chosen, for T periods.

    Attributes
    ----------
    parent : array of int, shape (T, L)
        Which case of the turn before, or which state, each follows.
    places : array of int, shape (T, L, axes)
        Position on each axis of the game; zero on the belief and on what comes later.
    weights : array, shape (T, L)
        How well the choice fits what is recorded; zero where the list is filled up.

    """

    parent: Any
    places: Any
    weights: Any


@jax.tree_util.register_dataclass
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Arrangement:
    """All cases of a record.

    Attributes
    ----------
    states : array of int, shape (T, N, components)
        The states that are possible at the start of each period.
    weights : array, shape (T, N)
        How well each fits what is recorded.
    turns : tuple of Turn
        One for each player of each stage, in order.

    """

    states: Any
    weights: Any
    turns: tuple[Turn, ...]

    @property
    def periods(self) -> int:
        """How many periods there are."""
        return int(self.states.shape[0])


def turns_of(game: Game) -> tuple[tuple[int, int], ...]:
    """Return stage and place of the player within it, for each turn of a period."""
    return tuple(
        (number, place)
        for number, stage in enumerate(game.stages)
        for place in range(len(stage.players))
    )


def arrange(seen: Evidence, game: Game, *, least: int = 1) -> Arrangement:
    """Return the cases that a record leaves open.

    Parameters
    ----------
    seen : Evidence
        What is known.
    game : Game
        The game whose axes it speaks of.
    least : int
        Lengths of lists are multiples of this, so that records of about the same
        kind share one compiled program.

    Raises
    ------
    ModelError
        If in one period more than `MOST` cases are open.

    """
    lists = [_period(seen, game, row) for row in range(len(seen.periods))]
    states = _filled([one[0][0] for one in lists], least)
    weights = _filled([one[0][1] for one in lists], least)
    turns = []
    for number in range(len(turns_of(game))):
        of = [one[1 + number] for one in lists]
        turns.append(
            Turn(
                parent=_filled([each[0] for each in of], least),
                places=_filled([each[1] for each in of], least),
                weights=_filled([each[2] for each in of], least),
            )
        )
    return Arrangement(states=states, weights=weights, turns=tuple(turns))


def _period(seen: Evidence, game: Game, row: int) -> list[tuple[Any, ...]]:
    """Return the lists of one period: states, and the cases of each turn."""
    open_to = {name: np.flatnonzero(rows[row]) for name, rows in seen.weights.items()}
    size = np.prod([len(each) for each in open_to.values()], dtype=float)
    if size > MOST:
        msg = (
            f"Period {seen.periods[row]}: found {size:,.0f} cases that the record "
            f"leaves open; at most {MOST:,} can be summed over. Leave the period out, "
            "or learn more of it."
        )
        raise ModelError(msg)
    names = [axis.name for axis in game.components]
    states = np.array(list(product(*(open_to[name] for name in names))), dtype=np.int64)
    states = states.reshape(-1, len(names))
    found: list[tuple[Any, ...]] = [(states, _weighed(seen, names, row, states))]
    places = np.zeros((len(states), len(game.axes)), dtype=np.int64)
    places[:, : len(names)] = states
    for stage, place in turns_of(game):
        actions = game.stages[stage].of(game.stages[stage].players[place])
        own = [action.name for action in actions]
        choices = np.array(list(product(*(open_to[name] for name in own))))
        parent = np.repeat(np.arange(len(places)), len(choices))
        places = places[parent]
        where = [game.axes.index(action) for action in actions]
        chosen = np.tile(choices, (len(parent) // len(choices), 1))
        places[:, where] = chosen
        found.append((parent, places, _weighed(seen, own, row, chosen)))
    return found


def _weighed(seen: Evidence, names: list[str], row: int, codes: Codes) -> Array:
    weights = np.ones(len(codes))
    for column, name in enumerate(names):
        weights *= seen.weights[name][row, codes[:, column]]
    return weights


def _filled(lists: list[Any], least: int) -> Any:  # noqa: ANN401 - of floats or ints
    """Return lists as one array, filled up with zeros."""
    longest = max(len(each) for each in lists)
    length = -(-longest // least) * least
    made = np.zeros((len(lists), length, *lists[0].shape[1:]), dtype=lists[0].dtype)
    for row, each in enumerate(lists):
        made[row, : len(each)] = each
    return made
