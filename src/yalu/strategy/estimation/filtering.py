r"""How likely a record is under an equilibrium: a forward filter over what is hidden.

Hidden are components that the record has no sure reading of, the public belief (on its
grid), and the true type of the informed player. With :math:`f_t(s, m, \theta)` the
chance of a hidden state given the record before period :math:`t`, evidence
:math:`e`, choices :math:`\sigma` and the chances :math:`P` of the next state,

.. math::

    f_{t+1}(s', m', \theta') \propto \sum_{s, m, \theta, a}
    f_t(s, m, \theta)\, e(s)\, \prod_i \sigma_i(a_i \mid \theta, s, m, \dots)\, e(a_i)\,
    P(s' \mid s, a)\, B(m' \mid s, m, a)\, R(\theta' \mid \theta).

:math:`B` is Bayes' rule on the odds of the equilibrium; between two points of the grid
the belief goes to either with the chances that keep its mean. :math:`R` draws the type
anew with the chance that the game states. What is normalised away at each step is the
chance of what was recorded given all before it: the logarithms are kept, period by
period, for the state and for each player in turn.

A component of the record is allowed to go astray: with the chance `ASTRAY` it is found
at any position, all alike, whatever the game says, so that one quarter that the game
holds to be impossible does not decide everything.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax.scipy.special import expit

from yalu.strategy.estimation.arrangement import Arrangement, turns_of
from yalu.strategy.games import Game
from yalu.strategy.games.board import Tables

__all__ = ["ASTRAY", "Filtered", "filtered"]

ASTRAY = 0.01
"""Chance that a component is found where the rules of the game did not bring it."""

_LEAST = 1e-300


@jax.tree_util.register_dataclass
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Filtered:
    """What a filter found.

    Attributes
    ----------
    states : array, shape (T,)
        Logarithm of the chance of the state that is recorded at the start of each
        period, given all before.
    turns : array, shape (T, turns)
        The same of what each player does, given all before and the state.
    hidden : array, shape (T, N, belief, types)
        Chance of each case of `Arrangement.states`, point of the belief's grid and
        type, given all before and the state of that period.

    """

    states: Any
    turns: Any
    hidden: Any

    def total(self, counted: Any = None) -> Any:  # noqa: ANN401 - traced by JAX
        """Return the logarithm of the chance of all; `counted` weighs the periods."""
        each = self.states + self.turns.sum(axis=1)
        return (each if counted is None else each * counted).sum()


def filtered(
    game: Game,
    arrangement: Arrangement,
    choices: tuple[tuple[Any, ...], ...],
    tables: Tables,
) -> Filtered:
    """Return how likely a record is, step by step; may be traced by JAX.

    Parameters
    ----------
    game : Game
        The game.
    arrangement : Arrangement
        The cases that the record leaves open.
    choices : tuple of tuple of array
        Those of an equilibrium, as in `Equilibrium.choices`.
    tables : Tables
        The rules at the same parameters.

    """
    turns = arrangement.turns
    chances = [
        _taken(choices[stage][place], turn.places, game)
        for turn, (stage, place) in zip(turns, turns_of(game), strict=True)
    ]
    last = turns[-1].places
    moving = _moving(game, tables, arrangement)
    spread = _spread(game, tables, choices, last)
    anew = tables.redraw * jnp.array([1 - tables.prior, tables.prior])
    kinds = len(game.types)
    retype = (1 - tables.redraw) * jnp.eye(kinds) + anew[:kinds]
    if kinds == 1:
        retype = jnp.ones((1, 1))

    def step(prior: Any, given: Any) -> Any:  # noqa: ANN401 - traced by JAX
        weights, each, moves, learn = given
        now, state = _told(prior * weights[:, None, None])
        case, told = now, []
        for chance, turn in each:
            case = case[turn.parent] * chance * turn.weights[:, None, None]
            case, log = _told(case)
            told.append(log)
        if moves.shape[2:] == (1, 1):  # no rule of change asks for belief or type
            case = jnp.einsum("lmk,lmb->lbk", case, learn)
            after = jnp.einsum("ln,lbk->nbk", moves[..., 0, 0], case)
        else:
            after = jnp.einsum("lnmk,lmb->nbk", case[:, None] * moves, learn)
        return after @ retype, (state, jnp.stack(told), now)

    each = tuple(zip(chances, turns, strict=True))
    first = _first(game, tables, arrangement)
    _, (states, told, hidden) = jax.lax.scan(
        step, first, (arrangement.weights, each, moving, spread)
    )
    return Filtered(states=states, turns=told, hidden=hidden)


def _told(weights: Any) -> tuple[Any, Any]:  # noqa: ANN401 - traced by JAX
    """Return weights that sum to one, and the logarithm of their sum."""
    whole = jnp.maximum(jnp.sum(weights), _LEAST)
    return weights / whole, jnp.log(whole)


def _first(game: Game, tables: Tables, arrangement: Arrangement) -> Any:  # noqa: ANN401
    """Return what is held before the first period: any state, types by their prior."""
    whole = float(np.prod([axis.size for axis in game.components]))
    shape = arrangement.states.shape[1]
    states = jnp.full((shape, 1, 1), 1.0 / whole)
    if game.belief is None:
        return states
    grid = _hats(tables.prior, game.belief.levels)
    types = jnp.array([1 - tables.prior, tables.prior])
    return states * grid[:, None] * types


def _taken(table: Any, places: Any, game: Game) -> Any:  # noqa: ANN401 - traced by JAX
    """Return a table read at some places: (..., belief, types), one long if alike."""
    skipped = None if game.belief is None else 1 + len(game.components)
    size = 1 if skipped is None else table.shape[skipped]
    flat = jnp.zeros((*places.shape[:-1], size, table.shape[0]), dtype=int)
    for place in range(table.ndim):
        if place == 0:
            here = jnp.arange(table.shape[0])
        elif place == skipped:
            here = jnp.arange(size)[:, None]
        else:
            here = places[..., place - 1, None, None]
        flat = flat * table.shape[place] + (here if table.shape[place] > 1 else 0)
    return jnp.take(table.reshape(-1), flat)


def _moving(
    game: Game,
    tables: Tables,
    arrangement: Arrangement,
) -> Any:  # noqa: ANN401 - traced by JAX
    """Return the chance of each next case: (T, L, N, belief, types)."""
    then = jnp.concatenate([arrangement.states[1:], arrangement.states[-1:]])
    here = arrangement.turns[-1].places
    shape = (*here.shape[:2], then.shape[1])
    found = jnp.ones((*shape, 1, 1))
    for number, (component, table) in enumerate(
        zip(game.components, tables.chances, strict=True)
    ):
        now = jnp.broadcast_to(here[:, :, None], (*shape, here.shape[-1]))
        after = jnp.broadcast_to(then[:, None, :, number, None], (*shape, 1))
        places = jnp.concatenate([now, after], axis=-1)
        chance = _taken(table, places, game)
        found = found * ((1 - ASTRAY) * chance + ASTRAY / component.size)
    return found


def _spread(
    game: Game,
    tables: Tables,
    choices: tuple[tuple[Any, ...], ...],
    places: Any,  # noqa: ANN401 - traced by JAX
) -> Any:  # noqa: ANN401
    """Return the chance of each next point of the grid: (T, L, belief, next)."""
    belief = game.belief
    if belief is None:
        return jnp.ones((*places.shape[:2], 1, 1))
    grid = np.asarray(belief.levels)
    with np.errstate(divide="ignore"):  # a belief of 0 or 1 has infinite odds
        odds = jnp.asarray(np.log(grid) - np.log1p(-grid))
    for stage, chosen in zip(game.stages, choices, strict=True):
        if belief.about not in stage.players:
            continue
        table = chosen[stage.players.index(belief.about)]
        hidden = tuple(
            1 + game.axes.index(action)
            for action in stage.of(belief.about)
            if action.name not in belief.signals
        )
        seen = jnp.sum(table, axis=hidden, keepdims=True)
        both = jnp.log(jnp.maximum(_taken(seen, places, game), _LEAST))
        odds = odds + both[..., 1] - both[..., 0]
    after = (1 - tables.redraw) * expit(odds) + tables.redraw * tables.prior
    return _hats(after, belief.levels)


def _hats(where: Any, levels: tuple[float, ...]) -> Any:  # noqa: ANN401 - traced by JAX
    """Return the weights of the points of a grid that keep the mean: (..., points)."""
    along = [
        jnp.clip((where - low) / (high - low), 0.0, 1.0)
        for low, high in pairwise(levels)
    ]
    ones, none = jnp.ones_like(where), jnp.zeros_like(where)
    # Of the pieces, each is full before the next begins.
    rising = [ones, *along, none]
    return jnp.stack([a - b for a, b in pairwise(rising)], axis=-1)
