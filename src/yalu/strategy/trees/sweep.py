r"""One sweep through a tree: from beliefs to choices, and from choices to beliefs.

Backwards, given what is believed at every information set, choices are logit in what
they are worth there,

.. math::

    \log\sigma(a \mid h) = \lambda u(a \mid h)
        - \log\sum_{a'} e^{\lambda u(a' \mid h)},
    \qquad u_i(a \mid h) = \sum_\theta b(\theta \mid h)\, V_i(\theta, h a),

with :math:`b` the certainty of the own type for the informed player. Forwards, beliefs
follow from the choices of the informed player by Bayes' rule, in logs,

.. math::

    x_\theta(h) = \log\frac{p_\theta}{p_0}
        + \sum_{\text{informed } k} \log\frac{\sigma(a_k \mid \theta, h_k)}
                                             {\sigma(a_k \mid 0, h_k)} .

Logs of logit choices are finite, so every history has a belief, however unlikely it is.
The log odds :math:`x` are all that has to be found: an equilibrium is
:math:`x = F(x, \lambda)`.

References
----------
McKelvey, R. & Palfrey, T. (1998). Quantal response equilibria for extensive form games.
*Experimental Economics* 1, 9–41.

"""

from dataclasses import dataclass

import numpy as np

from yalu.strategy.trees.tables import Stage, Tables
from yalu.strategy.trees.tree import Floats

__all__ = ["Swept", "prior_odds", "sweep", "tangent"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Swept:
    """What one sweep came to.

    Attributes
    ----------
    tables : Tables
        The tree.
    precision : float
        How sharply everybody chooses.
    image : ndarray
        The log odds that follow.
    beliefs : tuple of ndarray or None
        By stage, (types, histories): what was supposed; None where the prior holds, or
        the informed player moves.
    logs : tuple of ndarray
        By stage, (types or 1, choices, histories): logs of the chances of each choice.
    chances : tuple of ndarray
        The same, not in logs.
    worth : tuple of ndarray
        By stage, (players, types, choices, histories): what choices are worth.
    values : ndarray
        (players, types): what the game is worth.

    """

    tables: Tables
    precision: float
    image: Floats
    beliefs: tuple[Floats | None, ...]
    logs: tuple[Floats, ...]
    chances: tuple[Floats, ...]
    worth: tuple[Floats, ...]
    values: Floats


def prior_odds(tables: Tables) -> Floats:
    """Return the log odds of who has learnt nothing, as one vector."""
    odds = (tables.prior[1:] - tables.prior[0])[:, None]
    blocks = [np.broadcast_to(odds, (odds.size, n)).ravel() for n in tables.sizes]
    return np.concatenate([np.zeros(0), *blocks])


def sweep(tables: Tables, precision: float, odds: Floats) -> Swept:
    """Return choices that answer some beliefs, and the beliefs that answer those.

    Parameters
    ----------
    tables : Tables
        The tree.
    precision : float
        How sharply everybody chooses, in one over units of payoff.
    odds : ndarray
        Log odds of each type but the first against the first, after each history at
        which something was learnt, stages one after another.

    """
    held = _beliefs(tables, odds)
    logs, chances, worths, beliefs = [], [], [], []
    types, players = tables.prior.size, next(iter(tables.worth.values())).shape[0]
    values = np.zeros((players, types, 1))
    for number in range(len(tables.stages) - 1, -1, -1):
        stage = tables.stages[number]
        if number in tables.worth:
            ahead = tables.worth[number]
            values = ahead + (values if number + 1 < len(tables.stages) else 0.0)
        worth = values.reshape(players, types, stage.choices, stage.histories)
        belief = None if stage.learnt is None else _spread(held, stage)
        if stage.informed:
            wanted = worth[stage.player]
        else:
            weight = _prior(tables) if belief is None else belief
            wanted = (weight[:, None] * worth[stage.player]).sum(axis=0, keepdims=True)
        log = _log_softmax(precision * wanted)
        chance = np.exp(log)
        values = (chance * worth).sum(axis=-2)
        logs.append(log)
        chances.append(chance)
        worths.append(worth)
        beliefs.append(belief)
    logs.reverse()
    return Swept(
        tables=tables,
        precision=precision,
        image=prior_odds(tables) + _learnt(tables, logs),
        beliefs=tuple(reversed(beliefs)),
        logs=tuple(logs),
        chances=tuple(reversed(chances)),
        worth=tuple(reversed(worths)),
        values=values[:, :, 0],
    )


def tangent(at: Swept, odds: Floats, precision: float = 0.0) -> Floats:
    """Return how the image of a sweep changes, to first order.

    Parameters
    ----------
    at : Swept
        Where.
    odds : ndarray
        Change of the log odds.
    precision : float
        Change of the precision.

    """
    tables, moved = at.tables, _moved_beliefs(at, odds)
    logs: list[Floats | None] = [None] * len(tables.stages)
    values: Floats | None = None  # None: nothing has changed yet
    for number in range(len(tables.stages) - 1, -1, -1):
        worth, chance = at.worth[number], at.chances[number]
        ahead = None if values is None else values.reshape(worth.shape)
        wanted = _moved_wants(at, number, ahead, moved)
        slope: Floats | None = None
        if precision:
            slope = precision * _wants(at, number)
        if wanted is not None:
            push = at.precision * wanted
            slope = push if slope is None else slope + push
        if slope is None:
            continue
        slope = slope - (chance * slope).sum(axis=-2, keepdims=True)
        values = (chance * slope * worth).sum(axis=-2)
        if ahead is not None:
            values = values + (chance * ahead).sum(axis=-2)
        logs[number] = slope
    return _learnt(tables, logs)


def _moved_wants(
    at: Swept, number: int, ahead: Floats | None, moved: dict[int, Floats]
) -> Floats | None:
    """Return how what is wanted at a stage changes with values and beliefs."""
    stage = at.tables.stages[number]
    if stage.informed:
        return None if ahead is None else ahead[stage.player]
    wanted = None
    if stage.learnt is not None:
        change = _spread(moved, stage)
        own = at.worth[number][stage.player]
        wanted = (change[:, None] * own).sum(axis=0, keepdims=True)
    if ahead is not None:
        weight = _weight(at, number)
        more = (weight[:, None] * ahead[stage.player]).sum(axis=0, keepdims=True)
        wanted = more if wanted is None else wanted + more
    return wanted


def _wants(at: Swept, number: int) -> Floats:
    """Return what choices are worth to who makes them."""
    stage = at.tables.stages[number]
    own: Floats = at.worth[number][stage.player]
    if not stage.informed:
        own = (_weight(at, number)[:, None] * own).sum(axis=0, keepdims=True)
    return own


def _weight(at: Swept, number: int) -> Floats:
    belief = at.beliefs[number]
    return _prior(at.tables) if belief is None else belief


def _prior(tables: Tables) -> Floats:
    chances: Floats = np.exp(tables.prior)[:, None]
    return chances


def _blocks(tables: Tables, odds: Floats) -> dict[int, Floats]:
    """Return a vector of odds by stage: types but the first, histories."""
    found, begin, others = {}, 0, tables.prior.size - 1
    for number, size in zip(tables.learning, tables.sizes, strict=True):
        found[number] = odds[begin : begin + others * size].reshape(others, size)
        begin += others * size
    return found


def _beliefs(tables: Tables, odds: Floats) -> dict[int, Floats]:
    """Return chances of the types, by the stage at which they were learnt."""
    return {
        number: np.exp(_log_softmax(_with_first(block), axis=0))
        for number, block in _blocks(tables, odds).items()
    }


def _moved_beliefs(at: Swept, odds: Floats) -> dict[int, Floats]:
    """Return how chances of the types change with the odds."""
    held = {
        stage.learnt: belief[:, : _size(at.tables, stage)]
        for stage, belief in zip(at.tables.stages, at.beliefs, strict=True)
        if belief is not None
    }
    found = {}
    for number, block in _blocks(at.tables, odds).items():
        belief, change = held[number], _with_first(block)
        found[number] = belief * (change - (belief * change).sum(axis=0))
    return found


def _size(tables: Tables, stage: Stage) -> int:
    """Return how many histories there are where a stage's beliefs were learnt."""
    if stage.learnt is None:
        return 1
    last = tables.stages[stage.learnt]
    return last.histories * last.choices


def _spread(held: dict[int, Floats], stage: Stage) -> Floats:
    """Return beliefs at each history of a stage, which may come long after."""
    if stage.learnt is None:
        msg = "nothing was learnt before this stage"
        raise KeyError(msg)
    belief = held[stage.learnt]
    return _repeated(belief, stage.histories // belief.shape[1])


def _learnt(tables: Tables, logs: list[Floats] | list[Floats | None]) -> Floats:
    """Return what choices of the informed player add to the log odds."""
    types, blocks = tables.prior.size, [np.zeros(0)]
    told = np.zeros((types, 1))
    for number, stage in enumerate(tables.stages[: max((-1, *tables.learning)) + 1]):
        log = logs[number] if stage.informed else None
        if log is None:
            told = _repeated(told, stage.choices)
        else:
            told = (told[:, None] + log).reshape(types, -1)
        if number in tables.learning:
            blocks.append((told[1:] - told[0]).ravel())
    return np.concatenate(blocks)


def _repeated(table: Floats, times: int) -> Floats:
    """Return the columns of a table so many times over, as `numpy.tile` but sooner."""
    rows, columns = table.shape
    wide = np.broadcast_to(table[:, None], (rows, times, columns))
    return wide.reshape(rows, times * columns)


def _with_first(block: Floats) -> Floats:
    return np.concatenate([np.zeros((1, block.shape[1])), block])


def _log_softmax(weights: Floats, axis: int = -2) -> Floats:
    weights = weights - weights.max(axis=axis, keepdims=True)
    logs: Floats = weights - np.log(np.exp(weights).sum(axis=axis, keepdims=True))
    return logs
