"""Where the record leaves the game: after its last quarter, and on average."""

from functools import partial
from typing import Any

import jax
import numpy as np
from numpy.typing import NDArray

from yalu.strategy.answers.play import Play
from yalu.strategy.answers.question import Standing
from yalu.strategy.answers.situation import Situation
from yalu.strategy.estimation.arrangement import Arrangement
from yalu.strategy.estimation.evidence import Evidence
from yalu.strategy.estimation.filtering import filtered
from yalu.strategy.games import Game

__all__ = ["conditioned", "situations"]

Array = NDArray[np.float64]


def situations(
    made: Play, seen: Evidence, arrangement: Arrangement
) -> tuple[Situation, Situation]:
    """Return where the game stands after the record, and the mean of its quarters.

    Parameters
    ----------
    made : Play
        How the game is played, which tells what is likely where the record is silent.
    seen : Evidence
        The record on the axes of the game.
    arrangement : Arrangement
        `yalu.strategy.estimation.arrangement.arrange` of it.

    Returns
    -------
    today : Situation
        At the start of the first quarter that is not recorded, given all that is.
    recorded : Situation
        The mean over the starts of the recorded quarters in which there was law to
        enforce, each given all before it; over all where there never was any.

    """
    game = made.game
    found = _filtered(game, arrangement, made.choices, made.tables)
    hidden = np.asarray(found.hidden)
    states = np.asarray(arrangement.states)
    last = _placed(game, states[-1:], hidden[-1:])
    everything = _lawful(game, _placed(game, states, hidden))
    mask = np.ones(1)
    for action in game.actions:
        shape = [1] * (1 + len(game.axes))
        shape[made.place(action.name)] = action.size
        mask = mask * seen.weights[action.name][-1].reshape(shape)
    after = conditioned(made, last, mask)
    return (
        Situation(standing=Standing.TODAY, game=game, weights=after / after.sum()),
        Situation(
            standing=Standing.RECORDED,
            game=game,
            weights=everything / everything.sum(),
        ),
    )


def _lawful(game: Game, weights: Array) -> Array:
    """Return the measure of the states in which the law covers anything.

    Before there was law nobody could enforce it, and the chances of enforcement that a
    game gives there mean nothing: averaged with the rest they would only dilute it.
    """
    axis = game.axis("stringency")
    shape = [1] * weights.ndim
    shape[1 + game.state.index(axis)] = axis.size
    kept = weights * (np.asarray(axis.levels) > 0).reshape(shape)
    return kept if kept.any() else weights


# Compiled as a whole: operation by operation it takes many times as long.
_filtered = partial(jax.jit, static_argnums=0)(filtered)


def conditioned(made: Play, weights: Array, mask: Array) -> Array:
    """Return the measure of next quarter where only some choices count.

    Parameters
    ----------
    made : Play
        How the game is played.
    weights : ndarray, shape (types, *state)
        The measure now.
    mask : array
        Over the board, how much each case counts: one where it was seen, zero where
        it was not.

    Returns
    -------
    ndarray, shape (types, *state)
        The measure, of which the sum is the chance of what was seen.

    """
    return made.carried(mask * made.joint(weights))


def _placed(game: Game, states: Any, hidden: Array) -> Array:  # noqa: ANN401
    """Return the sum over periods of cases, each put where it is on the board."""
    kinds = len(game.types)
    shape = tuple(axis.size for axis in game.components)
    found = np.zeros((*shape, hidden.shape[2], kinds))
    index = tuple(np.moveaxis(states.reshape(-1, len(shape)), -1, 0))
    np.add.at(found, index, hidden.reshape(-1, *hidden.shape[2:]))
    found = np.moveaxis(found, -1, 0)
    return found if game.belief is not None else found[..., 0]
