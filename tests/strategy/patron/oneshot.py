"""One quarter at one state, gone through choice by choice with the rules by hand."""

from functools import reduce
from itertools import product

import numpy as np
from numpy.typing import NDArray

from tests.strategy.patron.byhand import changes, payoffs
from tests.strategy.patron.places import at_place
from yalu.strategy.games import Equilibrium

__all__ = ["off"]

Array = NDArray[np.float64]
PLAYERS = ("target", "sender", "patron")


def off(found: Equilibrium, state: tuple[int, ...]) -> float:
    """Return how far choices and values at a state are from logit answers to worth.

    A player who gained by another choice now, with all that follows as the equilibrium
    has it, would choose otherwise than the equilibrium says by more than the noise.
    """
    game, strict = found.game, found.precision
    named = [axis.name for axis in game.state]
    at = dict(zip(named, state, strict=True))
    chance = game.belief.levels[at["resolve"]] if game.belief else 0.0
    moves, responses = 4, 4
    joint = list(product(range(2), range(4), range(2)))
    patron = _patron(found, state)  # type, move, response, then vote, e, overture
    after = _after(found, patron, chance)  # move, response, e
    worth = np.empty((3, 2, moves, responses, len(joint)))
    for kind, m, r, (n, own) in product(
        range(2), range(moves), range(responses), enumerate(joint)
    ):
        place = (kind, *state, m, r, *own)
        worth[:, kind, m, r, n] = _worth(found, place, float(after[m, r, own[1]]))
    played = patron.reshape(2, moves, responses, -1)
    open_to = np.array([[r == 1 or v == 0 for v, _, _ in joint] for r in range(4)])
    most = np.abs(_logit(np.where(open_to, strict * worth[2], -np.inf)) - played).max()
    worth = (worth * played).sum(-1)
    responding = found.chances("response", **at)
    believed = (1 - chance) * worth[:, 0] + chance * worth[:, 1]
    most = max(most, np.abs(_logit(strict * believed[1]) - responding).max())
    worth = (worth * responding).sum(-1)
    moving = found.chances("move", **at)
    believed = (1 - chance) * worth[:, 0] + chance * worth[:, 1]
    most = max(most, np.abs(_logit(strict * believed[0]) - moving).max())
    worth = (worth * moving).sum(-1)
    for player, each in zip(PLAYERS, worth, strict=True):
        told = np.moveaxis(found.values(player), 0, -1)[state]
        # Who does not see the type knows only what to expect.
        due = each if told.size > 1 else (1 - chance) * each[0] + chance * each[1]
        most = max(most, np.abs(due - told).max())
    return float(most)


def _logit(worth: Array) -> Array:
    odds: Array = np.exp(worth - worth.max(-1, keepdims=True))
    chosen: Array = odds / odds.sum(-1, keepdims=True)
    return chosen


def _patron(found: Equilibrium, state: tuple[int, ...]) -> Array:
    chosen = np.moveaxis(np.asarray(found.choices[2][0]), 0, -1)[state]
    turned: Array = np.moveaxis(chosen, -1, 0)
    return turned


def _after(found: Equilibrium, patron: Array, chance: float) -> Array:
    """Return the belief after each enforcement seen: Bayes' rule, then forgetting."""
    first, last = patron.sum(axis=(-3, -1))
    seen = chance * last / (chance * last + (1 - chance) * first)
    redraw = found.parameters["redraw"]
    after: Array = (1 - redraw) * seen + redraw * found.parameters["prior_resolute"]
    return after


def _worth(found: Equilibrium, place: tuple[int, ...], after: float) -> Array:
    """Return payoff now and, discounted, later, for each player."""
    game, by = found.game, found.parameters
    at = at_place(game, place)
    rank = {axis.name: n for axis, n in zip(game.axes, place[1:], strict=True)}
    size = {axis.name: axis.size for axis in game.components}
    moved = changes(at, rank, size, by)
    chances = reduce(
        np.multiply.outer, [np.array(moved[axis.name]) for axis in game.components]
    )
    grid = game.belief.levels if game.belief else (0.0,)
    now = payoffs(at, by)
    redraw, prior = by["redraw"], by["prior_resolute"]
    total = []
    for player in PLAYERS:
        values = found.values(player)
        anew = (1 - prior) * values[0] + prior * values[-1]
        own = values[place[0] if len(values) > 1 else 0]
        ahead = (1 - redraw) * own + redraw * anew
        at_grid = [(chances * ahead[..., n]).sum() for n in range(len(grid))]
        then = np.interp(after, grid, at_grid)
        total.append(now[player] + by["discount"] * then)
    return np.array(total)
