"""One quarter of the players: who moves, how, and how the public state goes on.

Choices are drawn by the equilibrium's chances, the belief goes on by Bayes' rule and
lands on one of the two points of its grid beside it by lot, as in
`yalu.strategy.games.paths`. What a scenario sets is written over what is drawn; players
do not foresee it. Enforcement that is set changes trade, and not what is learnt of the
patron: all know that it is not its own choice.
"""

from dataclasses import dataclass

import jax
import jax.numpy as jnp
from jax import Array
from jax.scipy.special import expit

from yalu.scenario.chain.streams import Role
from yalu.scenario.chain.terms import Rules, Terms
from yalu.strategy.patron import Response

__all__ = ["Public", "Turn", "pick", "play"]

_REFUSED, _OVERTURES = 1, 2
_ENFORCEMENT = 4


@jax.tree_util.register_dataclass
@dataclass(frozen=True, slots=True, kw_only=True)
class Public:
    """Where each draw stands when a quarter begins.

    Attributes
    ----------
    capability, raises, posture, support, channel, belief : Array of int, shape (n,)
        Positions; `raises` counts classes of law that the Council has added to those
        of the scenario.
    type : Array of int, shape (n,)
        What the patron is.

    """

    capability: Array
    raises: Array
    posture: Array
    support: Array
    channel: Array
    belief: Array
    type: Array


@jax.tree_util.register_dataclass
@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What was done in a quarter, each of shape (n,).

    Attributes
    ----------
    move, response : Array of int
        Positions of the choices of target and sender.
    refused : Array of bool
        Whether the patron refused a text.
    enforcement : Array
        Of the patron, 0 to 1.
    overture : Array of bool
        By the patron.
    adopted : Array of bool
        Whether a text was adopted.
    stringency, support : Array of int
        Class of the law and level of support in the quarter.

    """

    move: Array
    response: Array
    refused: Array
    enforcement: Array
    overture: Array
    adopted: Array
    stringency: Array
    support: Array


def pick(chances: Array, lots: Array) -> Array:
    """Return for each row a column by its chances, rising with the lot.

    Parameters
    ----------
    chances : Array, shape (n, choices)
        Chances; rows need not sum to one exactly.
    lots : Array, shape (n,)
        Uniform numbers.

    """
    below = jnp.cumsum(chances, axis=-1)
    return jnp.sum(lots[:, None] * below[:, -1:] >= below[:, :-1], axis=-1)


def play(
    terms: Terms,
    rules: Rules,
    now: Public,
    *,
    hardship: Array,
    quarter: Array,
    lots: Array,
) -> tuple[Turn, Public]:
    """Return what is done in a quarter, and where it leaves the draws.

    Parameters
    ----------
    terms : Terms
        What the scenario sets, and sizes.
    rules : Rules
        How one draw of the fit is played.
    now : Public
        Where the draws stand.
    hardship : Array of int, shape (n,)
        Level of hardship on the board.
    quarter : Array of int
        Number of the quarter.
    lots : Array, shape (roles, n)
        Chance of this quarter.

    """
    levers = terms.levers
    top = terms.sizes[1] - 1
    law = jnp.minimum(levers.stringency[quarter] + now.raises, top)
    posture = _set(levers.posture[quarter], now.posture)
    support = _set(levers.support[quarter], now.support)
    places = (now.capability, law, hardship, posture, support, now.channel, now.belief)
    state = places[0]
    for size, place in zip(terms.sizes[1:], places[1:], strict=True):
        state = state * size + place

    move = _set(levers.move[quarter], pick(rules.move[state], lots[Role.MOVE]))
    response = pick(rules.response[state, move], lots[Role.RESPONSE])
    joint = pick(rules.patron[now.type, state, move, response], lots[Role.PATRON])
    vote, enforced, overture = (
        joint // (_ENFORCEMENT * _OVERTURES),
        joint // _OVERTURES % _ENFORCEMENT,
        joint % _OVERTURES,
    )
    tabled = response == Response.TABLE.position
    vote = jnp.where(tabled, _set(levers.vote[quarter], vote), 0)
    adopted = tabled & (vote != _REFUSED)
    turn = Turn(
        move=move,
        response=response,
        refused=tabled & (vote == _REFUSED),
        enforcement=enforced / (_ENFORCEMENT - 1),
        overture=overture == 1,
        adopted=adopted,
        stringency=law,
        support=support,
    )
    raised = adopted & (lots[Role.ADOPTION] < rules.adopted) & (law < top)
    told = rules.learnt[state, move, response, joint]
    belief, kind = _believed(terms, rules, now, told, lots)
    then = Public(
        capability=pick(rules.capability[now.capability, move], lots[Role.CAPABILITY]),
        raises=now.raises + raised,
        posture=pick(rules.posture[posture, response], lots[Role.POSTURE]),
        support=pick(rules.support[support, now.channel], lots[Role.SUPPORT]),
        channel=pick(rules.channel[now.channel, move, overture], lots[Role.CHANNEL]),
        belief=belief,
        type=kind,
    )
    return turn, then


def _set(held: Array, drawn: Array) -> Array:
    """Return what a scenario holds, or, where it holds nothing, what was drawn."""
    return jnp.where(held >= 0, held, drawn)


def _believed(
    terms: Terms, rules: Rules, now: Public, told: Array, lots: Array
) -> tuple[Array, Array]:
    """Return the belief and the type when the next quarter begins."""
    grid = terms.levels
    odds = jnp.log(grid) - jnp.log1p(-grid)
    after = (1 - rules.redraw) * expit(odds[now.belief] + told)
    after = after + rules.redraw * rules.prior
    high = jnp.clip(jnp.searchsorted(grid, after), 1, grid.shape[0] - 1)
    along = (after - grid[high - 1]) / (grid[high] - grid[high - 1])
    belief = jnp.where(lots[Role.BELIEF] < along, high, high - 1)
    drawn = (lots[Role.TYPE] < rules.prior).astype(now.type.dtype)
    return belief, jnp.where(lots[Role.REDRAW] < rules.redraw, drawn, now.type)
