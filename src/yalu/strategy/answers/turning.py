"""The likeliest path from where the game stands, and where it may turn."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from yalu.strategy.answers.ahead import HORIZONS, Ahead
from yalu.strategy.answers.answer import Turn
from yalu.strategy.answers.play import Play
from yalu.strategy.answers.recorded import conditioned
from yalu.strategy.answers.situation import Situation
from yalu.strategy.record import Quarter

__all__ = ["likeliest"]

Array = NDArray[np.float64]


def likeliest(
    made: Play, ahead: Ahead, situation: Situation, *, first: Quarter
) -> tuple[Turn, ...]:
    """Return the path on which each choice is the likeliest after all before it.

    Parameters
    ----------
    made : Play
        How the game is played.
    ahead : Ahead
        What is to be expected later.
    situation : Situation
        Where the path begins.
    first : Quarter
        The first quarter of the path.

    Returns
    -------
    tuple of Turn
        One for each quarter of a year.

    """
    return tuple(_turns(made, ahead, situation.weights, first))


def _turns(made: Play, ahead: Ahead, weights: Array, first: Quarter) -> Iterator[Turn]:
    for number in range(min(HORIZONS)):
        mask = np.ones([1] * (1 + len(made.game.axes)))
        moves: list[tuple[str, str]] = []
        chances: list[float] = []
        forks: list[tuple[float, tuple[str, str], float, float]] = []
        for action in made.game.actions:
            if action.name == "vote" and ("response", "table") not in moves:
                continue
            masks = [mask * made.only(action.name, each) for each in range(action.size)]
            each = [_chance(made, weights, one) for one in masks]
            best, other = sorted(range(action.size), key=each.__getitem__)[:-3:-1]
            share = np.array(each) / sum(each)
            kept, turned = (
                _later(made, ahead, weights, masks[place]) for place in (best, other)
            )
            moves.append((action.name, action.labels[best]))
            chances.append(float(share[best]))
            fork = (action.name, action.labels[other])
            forks.append((float(share[other]) * abs(turned - kept), fork, kept, turned))
            mask = masks[best]
        _, other_way, kept, turned = max(forks)
        yield Turn(
            quarter=str(first.shifted(number)),
            moves=tuple(moves),
            chances=tuple(chances),
            other=other_way,
            kept=kept,
            turned=turned,
        )
        weights = conditioned(made, weights, mask)
        weights = weights / weights.sum()


def _chance(made: Play, weights: Array, mask: Array) -> float:
    """Return the chance that what a mask marks is seen."""
    return float(np.sum(weights * made.expected(mask)))


def _later(made: Play, ahead: Ahead, weights: Array, mask: Array) -> float:
    """Return the number of provocations in the year after, where a mask was seen."""
    board = ahead.boards["provocation", min(HORIZONS)]
    number = np.sum(weights * made.expected(mask * board))
    return float(number) / _chance(made, weights, mask)
