"""What happens in the months of a quarter, given what was done in it."""

import jax.numpy as jnp
from jax import Array

from yalu.scenario.chain.quarter import Turn, pick
from yalu.scenario.chain.streams import Role
from yalu.scenario.chain.terms import Terms
from yalu.scenario.rhythm import KINDS
from yalu.strategy.patron import Response

__all__ = ["happenings"]

_GOLDEN = 0.618034  # steps of it spread any number of events evenly


def happenings(
    terms: Terms, turn: Turn, quarter: Array, lots: Array
) -> dict[str, Array]:
    """Return how many events of each kind fall in each month, shape (n, 3).

    The game says whether there are any, the rhythm how many and when. The first is
    placed by lot, and each further one a fixed part of a round further on, so that
    each by itself is as likely in each month as the rhythm has it.
    """
    season = (terms.quarter + quarter) % 4
    any_of = {
        "talks": turn.response == Response.ENGAGE.position,
        "overtures": turn.overture,
        "texts": turn.adopted,
    }
    found = {}
    for place, kind in enumerate(KINDS):
        # Every kind has a lot of its own, made from two that decide nothing else.
        lot = (lots[Role.MONTH] + place * _GOLDEN * _GOLDEN) % 1.0
        many = (lots[Role.LAUNCHES] + place * _GOLDEN) % 1.0
        number = pick(terms.number[place, turn.move], many)
        if kind in any_of:
            number = jnp.where(any_of[kind], number, 0)
        chances = jnp.broadcast_to(terms.month[place, season], (lot.shape[0], 3))
        counted = jnp.zeros_like(chances)
        for event in range(terms.number.shape[-1] - 1):
            month = pick(chances, (lot + event * _GOLDEN) % 1.0)
            falls = (month[:, None] == jnp.arange(3)) & (event < number)[:, None]
            counted = counted + falls
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
