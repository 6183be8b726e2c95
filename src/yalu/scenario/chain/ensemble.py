"""A chunk of draws, played from the first month to the last."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array
from numpy.typing import NDArray

from yalu.scenario.chain.economy import Economy, begun, grown, trade
from yalu.scenario.chain.happenings import happenings
from yalu.scenario.chain.quarter import Public, play
from yalu.scenario.chain.streams import Role, chances, unknowns
from yalu.scenario.chain.terms import Rules, Terms
from yalu.scenario.chain.valuing import valued

__all__ = ["run_chunk"]

_EXTRA = 3  # where enforcement that is set stands in its range; type and state at first


def run_chunk(
    terms: Terms,
    *,
    seed: int,
    chunk: int,
    size: int,
    points: NDArray[np.float64] | None = None,
) -> Mapping[str, NDArray[np.float32]]:
    """Return what happens in one chunk of draws.

    The chunk is played by the draw of the fit that its number, modulo their count,
    says. It depends on nothing but its arguments.

    Parameters
    ----------
    terms : Terms
        What the chain runs on.
    seed, chunk : int
        Which stream of chance.
    size : int
        How many draws.
    points : ndarray, shape (size, d), optional
        Where within their ranges uncertainties are, 0 to 1; by default drawn. If given,
        all draws meet the same chance and differ by their points alone.

    Returns
    -------
    mapping of str to ndarray of float32
        Each series, shape (size, T up to the end of the last quarter), by name; and
        what each uncertainty is, shape (size,), by its name.

    """
    with jax.enable_x64(False):  # noqa: FBT003 - the signature is theirs
        rules = jax.tree.map(lambda table: table[chunk % terms.worlds], terms.rules)
        placed = None if points is None else jnp.asarray(points.T, jnp.float32)
        found = _played(
            terms,
            rules,
            stream=(np.uint32(seed), np.int32(chunk)),
            size=size,
            points=placed,
        )
        return {name: np.asarray(table) for name, table in found.items()}


@partial(jax.jit, static_argnames="size")
def _played(
    terms: Terms,
    rules: Rules,
    *,
    stream: tuple[Array, Array],
    size: int,
    points: Array | None,
) -> dict[str, Array]:
    count = terms.low.shape[0]
    # Draws at points of their own share one lot, and so differ by the points alone.
    own = size if points is None else 1
    drawn = jnp.broadcast_to(
        unknowns(*stream, count + _EXTRA, own), (count + _EXTRA, size)
    )
    values = valued(terms, drawn[:count] if points is None else points)
    known = dict(values)
    values["enforced"] = drawn[count]
    public = _first(terms, rules, drawn[count + 1])
    economy = begun(terms, values)
    level = jnp.full((size,), terms.start.growth)
    state = (public, economy, level, jnp.zeros(size, bool))

    def step(now: Any, quarter: Array) -> tuple[Any, dict[str, Array]]:  # noqa: ANN401
        lots = chances(*stream, quarter, own)
        lots = jnp.broadcast_to(lots, (len(Role), size))
        return _quarter(terms, rules, values, now, quarter=quarter, lots=lots)

    quarters = jnp.arange(terms.levers.stringency.shape[0])
    _, series = jax.lax.scan(step, state, quarters)
    flat = {
        name: jnp.transpose(table, (1, 0, 2)).reshape(size, -1)
        for name, table in series.items()
    }
    return {**flat, **known}


def _first(terms: Terms, rules: Rules, lots: Array) -> Public:
    """Return where each draw begins: one of the states that are possible."""
    place = jnp.minimum(
        jnp.searchsorted(rules.beginning, lots, side="right"),
        rules.beginning.shape[0] - 1,
    )
    codes = []
    for number in reversed(terms.sizes):
        codes.append(place % number)
        place = place // number
    belief, channel, support, posture, _, _, capability = codes
    return Public(
        capability=capability,
        raises=jnp.zeros_like(capability),
        posture=posture,
        support=support,
        channel=channel,
        belief=belief,
        type=place,
    )


def _quarter(
    terms: Terms,
    rules: Rules,
    values: dict[str, Array],
    now: tuple[Public, Economy, Array, Array],
    *,
    quarter: Array,
    lots: Array,
) -> tuple[tuple[Public, Economy, Array, Array], dict[str, Array]]:
    """Return where a quarter leaves the draws, and its three months."""
    public, economy, growth, gone = now
    hardship = jnp.sum(growth[:, None] < terms.gains.grown, axis=1)
    turn, then = play(
        terms, rules, public, hardship=hardship, quarter=quarter, lots=lots
    )
    events = happenings(terms, turn, quarter, lots)
    economy, series = trade(terms, values, economy, turn, quarter)
    economy, growth = grown(
        terms,
        values,
        economy,
        turn,
        quarter=quarter,
        lots=lots,
    )
    ended = gone | (lots[Role.COLLAPSE] < rules.collapse[hardship])
    alive = ~gone[:, None]
    found = {
        **{name: counted * alive for name, counted in events.items()},
        **series,
        "income_lost": _along(economy.net),
        "growth": _along(100 * growth),
        "collapse": _along(ended.astype(jnp.float32)),
    }
    return (then, economy, growth, ended), found


def _along(values: Array) -> Array:
    """Return a figure of a quarter as one of each of its months."""
    return jnp.broadcast_to(values[:, None], (values.shape[0], 3))
