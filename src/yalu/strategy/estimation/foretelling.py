"""What a fitted game says of each choice of a quarter, given all before it."""

from collections.abc import Mapping
from dataclasses import dataclass

import jax
import numpy as np
from numpy.typing import NDArray

from yalu.strategy.estimation.arrangement import Arrangement, turns_of
from yalu.strategy.estimation.filtering import filtered
from yalu.strategy.games import Equilibrium, Game
from yalu.strategy.games.board import tables_of

__all__ = ["Foretold", "foretold"]

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Foretold:
    """Chances of what comes next, one quarter at a time.

    Attributes
    ----------
    chances : mapping of str to ndarray of float64, shape (T, choices)
        For each action, given all quarters before, the state at the start of this one,
        and what was done earlier in it.
    logs : mapping of str to ndarray of float64, shape (T,)
        For each player, logarithm of the chance of what is recorded of all it did;
        zero where nothing is.

    """

    chances: Mapping[str, Array]
    logs: Mapping[str, Array]


def foretold(equilibrium: Equilibrium, arrangement: Arrangement) -> Foretold:
    """Return what an equilibrium says of a record, one quarter at a time.

    Parameters
    ----------
    equilibrium : Equilibrium
        How the game is played.
    arrangement : Arrangement
        The record on its board.

    """
    game = equilibrium.game
    with jax.enable_x64(True):  # noqa: FBT003 - the signature is theirs
        parameters = {k: np.float64(v) for k, v in equilibrium.parameters.items()}
        tables = tables_of(game, parameters)
        found = filtered(game, arrangement, equilibrium.choices, tables)
        hidden, told = np.asarray(found.hidden), np.asarray(found.turns)
    logs: dict[str, Array] = {}
    chances = {
        action.name: np.zeros((len(hidden), action.size)) for action in game.actions
    }
    for number, (stage, place) in enumerate(turns_of(game)):
        who = game.stages[stage].players[place]
        logs[who] = logs.get(who, np.zeros(len(hidden))) + told[:, number]
    for row in range(len(hidden)):
        for name, chance in _quarter(equilibrium, arrangement, hidden, row).items():
            chances[name][row] = chance
    return Foretold(chances=chances, logs=logs)


def _quarter(
    equilibrium: Equilibrium, arrangement: Arrangement, hidden: Array, row: int
) -> dict[str, Array]:
    """Return the chances of every choice of one quarter."""
    game = equilibrium.game
    case = hidden[row]
    places = np.zeros((len(case), len(game.axes)), dtype=np.int64)
    places[:, : len(game.components)] = arrangement.states[row]
    found = {}
    for turn, (stage, place) in zip(arrangement.turns, turns_of(game), strict=True):
        actions = game.stages[stage].of(game.stages[stage].players[place])
        own = [1 + game.axes.index(action) for action in actions]
        table = np.asarray(equilibrium.choices[stage][place])
        rows = _rows(game, table, places, own)
        joint = np.einsum("lmk,lmk...->...", case, rows) / case.sum()
        for axis, action in enumerate(actions):
            others = tuple(n for n in range(len(actions)) if n != axis)
            found[action.name] = joint.sum(axis=others)
        places = np.asarray(turn.places[row])
        at = tuple(places[:, axis - 1] for axis in own)
        parent = np.asarray(turn.parent[row])
        taken = np.array(
            [
                rows[(p, slice(None), slice(None), *(a[n] for a in at))]
                for n, p in enumerate(parent)
            ]
        )
        case = case[parent] * taken * np.asarray(turn.weights[row])[:, None, None]
    return found


def _rows(game: Game, table: Array, places: NDArray[np.int64], own: list[int]) -> Array:
    """Return a table at some places: (places, belief, types, own choices...)."""
    belief = None if game.belief is None else 1 + len(game.components)
    kept = [*([] if belief is None else [belief]), 0, *own]
    moved = np.moveaxis(table, kept, range(table.ndim - len(kept), table.ndim))
    lead = [place for place in range(table.ndim) if place not in kept]
    at = tuple(
        places[:, place - 1] if moved.shape[where] > 1 else np.zeros(len(places), int)
        for where, place in enumerate(lead)
    )
    rows = moved[at]
    if belief is None:
        rows = rows[:, None]
    kinds = len(game.types)
    shape = (rows.shape[0], rows.shape[1], kinds, *rows.shape[3:])
    return np.asarray(np.broadcast_to(rows, shape))
