"""What happens in the months of a quarter, given what was done in it."""

import jax.numpy as jnp
from jax import Array

from yalu.scenario.chain.quarter import Turn, pick
from yalu.scenario.chain.streams import Role
from yalu.scenario.chain.terms import Terms
from yalu.scenario.rhythm import KINDS
from yalu.strategy.patron import Response

__all__ = ["happenings"]

_GOLDEN = 0.618034  # steps of it never come near where they have been


def happenings(
    terms: Terms, turn: Turn, quarter: Array, lots: Array
) -> dict[str, Array]:
    r"""Return how many events of each kind fall in each month, shape (n, 3).

    The game says whether there are any, the rhythm how many and when. Of :math:`n`
    events :math:`\lfloor n P_m + u \rfloor - \lfloor n P_{m-1} + u \rfloor` fall in
    month :math:`m`, with :math:`P` the chances summed up and :math:`u` even on 0 to 1:
    on average :math:`n p_m`, and never further from it than one (systematic sampling).
    """
    season = (terms.quarter + quarter) % 4
    any_of = {
        "talks": turn.response == Response.ENGAGE.position,
        "overtures": turn.overture,
        "texts": turn.adopted,
    }
    found = {}
    for place, kind in enumerate(KINDS):
        # Every kind has lots of its own, made from two that decide nothing else.
        when = (lots[Role.MONTH] + place * _GOLDEN * _GOLDEN) % 1.0
        many = (lots[Role.LAUNCHES] + place * _GOLDEN) % 1.0
        number = pick(terms.number[place, turn.move], many)
        if kind in any_of:
            number = jnp.where(any_of[kind], number, 0)
        until = jnp.cumsum(terms.month[place, season]).at[-1].set(1.0)
        below = jnp.floor(number[:, None] * until + when[:, None])
        counted = jnp.diff(below, axis=1, prepend=0.0)
        found[kind] = _set_on_its_day(terms, kind, quarter, counted)
    return found


def _set_on_its_day(terms: Terms, kind: str, quarter: Array, counted: Array) -> Array:
    """Return the counts with what a scenario sets on a day in the month of that day."""
    if kind not in {"tests", "launches"}:
        return counted
    month = terms.levers.month[quarter]
    on_day = (jnp.arange(3) == month) * counted.sum(axis=1, keepdims=True)
    is_set = (terms.levers.move[quarter] >= 0) & (month >= 0)
    return jnp.where(is_set, on_day, counted)
