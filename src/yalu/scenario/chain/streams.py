"""Streams of chance: one for each chunk of draws, quarter and role.

The same seed gives the same numbers for the same draw whatever the scenario, so that
scenarios are compared draw by draw (common random numbers), and whatever the order in
which chunks are worked out and on which machine, as long as it computes alike.
"""

from enum import IntEnum

import jax
import jax.numpy as jnp
from jax import Array

__all__ = ["Role", "chances", "unknowns"]


class Role(IntEnum):
    """What a number drawn in a quarter decides."""

    MOVE = 0
    RESPONSE = 1
    PATRON = 2
    MONTH = 3
    LAUNCHES = 4
    TALKS = 5
    CAPABILITY = 6
    ADOPTION = 7
    POSTURE = 8
    SUPPORT = 9
    CHANNEL = 10
    BELIEF = 11
    REDRAW = 12
    TYPE = 13
    GROWTH = 14
    COLLAPSE = 15
    TEXT = 16


_UNKNOWN = 1_000_000  # beyond every quarter


def _key(seed: Array, chunk: Array) -> Array:
    return jax.random.fold_in(jax.random.key(seed), chunk)


def chances(seed: Array, chunk: Array, quarter: Array, size: int) -> Array:
    """Return uniform numbers, shape (roles, size), of one chunk in one quarter."""
    key = jax.random.fold_in(_key(seed, chunk), quarter)
    return jax.random.uniform(key, (len(Role), size), dtype=jnp.float32)


def unknowns(seed: Array, chunk: Array, count: int, size: int) -> Array:
    """Return uniform numbers, shape (count, size), that place what is not known."""
    key = jax.random.fold_in(_key(seed, chunk), _UNKNOWN)
    return jax.random.uniform(key, (count, size), dtype=jnp.float32)
