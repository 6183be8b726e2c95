r"""One sweep: what the players would do, and get, if all went on as supposed.

Supposed are the value of every state to every player (to the informed one by its type),
what each choice that others learn from tells about the type, and, where several
players act at once, what each is expected to do. A sweep works a period backwards: with
continuation value :math:`C` and payoff :math:`u`,

.. math::

    Q_i = u_i + \beta\, \mathbb{E}\, V_i(s', m'), \qquad
    \sigma_i(a) \propto \exp\bigl(\lambda\, \mathbb{E}_\theta\, Q_i(a)\bigr),

where the expectation over types uses the belief at that point of the period, and
:math:`m'` is Bayes' rule on what was seen. Fixed points of the sweep are the logit
Markov perfect (Bayesian) equilibria (McKelvey & Palfrey 1995; Eibelshäuser, Klockmann,
Poensgen & von Schenk 2023 for stochastic games). A value is an expected payoff: the
noise in choice carries no bonus of its own.

References
----------
McKelvey, R. & Palfrey, T. (1995). Quantal response equilibria for normal form games.
*Games and Economic Behavior* 10, 6–38.

"""

from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from math import prod

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array
from jax.scipy.special import expit, logsumexp
from jax.typing import ArrayLike

from yalu.strategy.games.board import Tables
from yalu.strategy.games.game import Game
from yalu.strategy.games.rules import Stage

__all__ = ["Choices", "Supposed", "moves", "places", "prospects", "sweep", "uniform"]

Choices = tuple[tuple[Array, ...], ...]

_SURE = 800.0  # as a logarithm of odds, what no double tells from certainty


@jax.tree_util.register_dataclass
@dataclass(frozen=True, slots=True, kw_only=True)
class Supposed:
    """What is supposed before a sweep, and found after it.

    Attributes
    ----------
    values : tuple of array
        For each player, of shape (types, state): over both types for the player who
        knows its own, over one for all others.
    odds : tuple of array
        For each stage of the informed player: how much likelier the last type chooses
        what is seen than the first, as a logarithm, over the board.
    mixed : tuple of tuple of array
        For each stage in which several players act, the choice of each.

    """

    values: tuple[Array, ...]
    odds: tuple[Array, ...]
    mixed: tuple[tuple[Array, ...], ...]


def places(game: Game, stage: Stage, player: str | None = None) -> tuple[int, ...]:
    """Return the places of a stage's actions on the board, of one player or of all."""
    of = stage.actions if player is None else stage.of(player)
    return tuple(1 + game.axes.index(action) for action in of)


def _is_informed(game: Game, stage: Stage) -> bool:
    return game.belief is not None and game.belief.about in stage.players


def _board(game: Game, stage: Stage, *, upto: bool = True) -> list[int]:
    """Return the shape of a table over the state and all that is seen by a stage."""
    last = game.stages.index(stage) + upto
    seen = {a.name for each in game.stages[:last] for a in each.actions}
    seen |= {axis.name for axis in game.state}
    return [axis.size if axis.name in seen else 1 for axis in game.axes]


def uniform(game: Game, tables: Tables) -> Supposed:
    """Return what to suppose at first: no value, nothing learnt, every choice alike."""
    kinds = len(game.types)
    state = [axis.size for axis in game.state]
    odds, mixed = [], []
    for stage, closed in zip(game.stages, tables.closed, strict=True):
        shape = _board(game, stage)
        if _is_informed(game, stage):
            odds.append(jnp.zeros([1, *_signal_shape(game, stage)]))
        if len(stage.players) > 1:
            alike = []
            for who, mask in zip(stage.players, closed, strict=True):
                own = places(game, stage, who)
                wide = _board(game, stage, upto=False)
                for place in own:
                    wide[place - 1] = shape[place - 1]
                typed = kinds if game.belief and who == game.belief.about else 1
                logits = jnp.broadcast_to(mask[:1], [typed, *wide])
                alike.append(jax.nn.softmax(logits, axis=own))
            mixed.append(tuple(alike))
    values = tuple(
        jnp.zeros([kinds if game.belief and who == game.belief.about else 1, *state])
        for who in game.players
    )
    return Supposed(values=values, odds=tuple(odds), mixed=tuple(mixed))


def _signal_shape(game: Game, stage: Stage) -> list[int]:
    """Return the shape of what is learnt at a stage: only signals keep their axis."""
    assert game.belief is not None  # noqa: S101 - callers asked
    shape = _board(game, stage)
    for place, axis in enumerate(game.axes):
        if axis in stage.actions and axis.name not in game.belief.signals:
            shape[place] = 1
    return shape


def _beliefs(game: Game, supposed: Supposed) -> list[Array]:
    """Return the chance of the last type at each stage and, last, after the period."""
    belief = game.belief
    if belief is None:
        return [jnp.zeros([1] * (1 + len(game.axes)))] * (len(game.stages) + 1)
    shape = [1] * (1 + len(game.axes))
    shape[1 + len(game.components)] = belief.size
    grid = np.asarray(belief.levels)
    with np.errstate(divide="ignore"):  # a belief of 0 or 1 has infinite odds
        odds = jnp.asarray(np.log(grid) - np.log1p(-grid)).reshape(shape)
    found, learnt = [expit(odds)], iter(supposed.odds)
    for stage in game.stages:
        if _is_informed(game, stage):
            odds = odds + next(learnt)
        found.append(expit(odds))
    return found


def _continuation(
    game: Game, tables: Tables, values: tuple[Array, ...], after: Array
) -> list[Array]:
    """Return what the next period is worth to each player, over the board."""
    then = (1 - tables.redraw) * after + tables.redraw * tables.prior
    weights = () if game.belief is None else _weights(then, game.belief.levels)
    order = _order(game)
    lasting = range(len(game.state) - 1, len(game.state) - 1 - len(order), -1)
    found = []
    for now in values:
        value = now
        if len(value) > 1:
            anew = (1 - tables.prior) * value[:1] + tables.prior * value[1:]
            value = (1 - tables.redraw) * value + tables.redraw * anew
        worth = _later(game, value, order)
        for left, place in zip(lasting, order, strict=True):
            chances = tables.chances[place]
            spread = [*chances.shape[:-1], *[1] * left, chances.shape[-1]]
            worth = jnp.sum(worth * chances.reshape(spread), axis=-1)
        if game.belief is not None:
            parts = [weight * worth[..., n] for n, weight in enumerate(weights)]
            worth = sum(parts[1:], parts[0])
        found.append(worth)
    return found


def _later(game: Game, value: Array, order: list[int]) -> Array:
    """Return values over the board and, last, over the state of the next period.

    What a component will be must not be mixed up with what it is while others depend on
    it, so it has an axis of its own: those that are summed over first come last.
    """
    belief = range(1 + len(game.components), value.ndim)
    turned = jnp.transpose(value, (0, *belief, *(1 + place for place in order[::-1])))
    return turned.reshape(len(value), *[1] * len(game.axes), *turned.shape[1:])


def _order(game: Game) -> list[int]:
    """Return components in an order of summing over what comes next of them.

    One whose chances depend on others waits for those where that can be, and one that
    depends on little comes early: so tables stay small.
    """
    size = {axis.name: axis.size for axis in game.axes}
    given = {one.component: set(one.given) for one in game.transitions}
    left = {one.name: place for place, one in enumerate(game.components)}
    found = []

    def cost(name: str) -> tuple[int, int]:
        twice = given[name] & (left.keys() - {name})
        return prod(size[one] for one in twice), prod(size[one] for one in given[name])

    while left:
        found.append(left.pop(min(left, key=cost)))
    return found


def _weights(where: Array, levels: tuple[float, ...]) -> tuple[Array, ...]:
    """Return how much each point of a grid counts for what lies between them."""
    along = [
        jnp.clip((where - low) / (high - low), 0.0, 1.0)
        for low, high in pairwise(levels)
    ]
    between = [one - then for one, then in pairwise(along)]
    return (1 - along[0], *between, along[-1])


def sweep(
    game: Game, tables: Tables, precision: ArrayLike, supposed: Supposed
) -> tuple[Supposed, Choices]:
    """Return what follows from what is supposed, and the choices.

    Parameters
    ----------
    game : Game
        The game.
    tables : Tables
        Its rules at given parameters.
    precision : float
        How sharply players choose what is worth more, in one over units of payoff.
    supposed : Supposed
        What is supposed.

    Returns
    -------
    found : Supposed
        The same, as it follows.
    choices : tuple of tuple of array
        For each stage and each of its players, the chance of each choice over types,
        state and what was seen before.

    """
    worth, chances = prospects(game, tables, supposed)
    found: tuple[Supposed, Choices] = moves(
        game, tables, precision, (supposed, worth, chances)
    )
    return found


@partial(jax.jit, static_argnums=0)
def prospects(
    game: Game, tables: Tables, supposed: Supposed
) -> tuple[tuple[Array, ...], tuple[Array, ...]]:
    """Return what each outcome of a period is worth to each, and the beliefs in it.

    It is compiled apart from `moves`, because what it returns is read several times
    there and would be computed as often.
    """
    chances = _beliefs(game, supposed)
    ahead = _continuation(game, tables, supposed.values, chances[-1])
    worth = tuple(
        payoff + tables.discount * then
        for payoff, then in zip(tables.payoffs, ahead, strict=True)
    )
    return worth, tuple(chances)


@partial(jax.jit, static_argnums=0)
def moves(
    game: Game,
    tables: Tables,
    precision: ArrayLike,
    before: tuple[Supposed, tuple[Array, ...], tuple[Array, ...]],
) -> tuple[Supposed, Choices]:
    """Return the choices of a period, stage by stage from the last, and their worth."""
    supposed, outcomes, chances = before
    worth, expected = list(outcomes), list(supposed.mixed)
    odds, mixed, choices = [], [], []
    for number in range(len(game.stages) - 1, -1, -1):
        stage = game.stages[number]
        believed = expected.pop() if len(stage.players) > 1 else ()
        logs = _stage_choices(
            game,
            stage,
            worth=worth,
            chance=chances[number],
            closed=tables.closed[number],
            believed=believed,
            precision=precision,
        )
        chosen = tuple(jnp.exp(log) for log in logs)
        if _is_informed(game, stage):
            odds.append(_told(game, stage, logs))
        if believed:
            mixed.append(chosen)
        for each, who in enumerate(game.players):
            for mover, chance in zip(stage.players, chosen, strict=True):
                own = places(game, stage, mover)
                worth[each] = jnp.sum(chance * worth[each], axis=own, keepdims=True)
            worth[each] = _as_seen(game, who, worth[each], chances[number])
        choices.append(chosen)
    values = []
    for before_moves, now in zip(supposed.values, worth, strict=True):
        full = [*before_moves.shape, *[1] * len(game.actions)]
        values.append(jnp.broadcast_to(now, full).reshape(before_moves.shape))
    found = Supposed(
        values=tuple(values), odds=tuple(odds[::-1]), mixed=tuple(mixed[::-1])
    )
    return found, tuple(choices[::-1])


def _as_seen(game: Game, who: str, worth: Array, chance: Array) -> Array:
    """Return what a player expects: an average over types unless it knows its own."""
    if game.belief is None or who == game.belief.about or worth.shape[0] == 1:
        return worth
    return (1 - chance) * worth[:1] + chance * worth[1:]


def _stage_choices(
    game: Game,
    stage: Stage,
    *,
    worth: list[Array],
    chance: Array,
    closed: tuple[Array, ...],
    believed: tuple[Array, ...],
    precision: ArrayLike,
) -> tuple[Array, ...]:
    """Return the logarithms of the choices of all who act in a stage.

    That of the informed player is over types; to everyone else, a choice is worth what
    it is on average over the types as they are believed to be.
    """
    found = []
    for place, who in enumerate(stage.players):
        own = worth[game.players.index(who)]
        for other, expected in enumerate(believed):
            if other != place:
                axes = places(game, stage, stage.players[other])
                own = jnp.sum(expected * own, axis=axes, keepdims=True)
        own = _as_seen(game, who, own, chance)
        axes = places(game, stage, who)
        logits = precision * own + closed[place]
        found.append(jax.nn.log_softmax(logits, axis=axes))
    return tuple(found)


def _told(game: Game, stage: Stage, logs: tuple[Array, ...]) -> Array:
    """Return how much likelier the last type is to choose what is seen, in logs."""
    assert game.belief is not None  # noqa: S101 - callers asked
    log = logs[stage.players.index(game.belief.about)]
    hidden = tuple(
        1 + game.axes.index(action)
        for action in stage.of(game.belief.about)
        if action.name not in game.belief.signals
    )
    seen = logsumexp(log, axis=hidden, keepdims=True) if hidden else log
    # Beyond, the belief is 0 or 1 to all digits, and numbers would only grow too large.
    return jnp.clip(seen[1:] - seen[:1], -_SURE, _SURE)
