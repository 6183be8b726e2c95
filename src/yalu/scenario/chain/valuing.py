"""What is not known, placed: uniform numbers turned into values."""

import jax.numpy as jnp
from jax import Array

from yalu.scenario.chain.terms import Terms
from yalu.scenario.uncertainty import NAMES, Shape

__all__ = ["valued"]


def valued(terms: Terms, points: Array) -> dict[str, Array]:
    """Return each uncertainty at uniform numbers, by name.

    The distributions are those of `yalu.scenario.uncertainty`.

    Parameters
    ----------
    terms : Terms
        Where the ranges are.
    points : Array, shape (d, n)
        Within 0 and 1.

    """
    rows = zip(
        NAMES, terms.shapes, points, terms.low, terms.centre, terms.high, strict=False
    )
    return {
        name: _placed(Shape(shape), u, low, centre, high)
        for name, shape, u, low, centre, high in rows
    }


def _placed(shape: Shape, u: Array, low: Array, centre: Array, high: Array) -> Array:
    width = high - low
    match shape:
        case Shape.UNIFORM:
            return low + u * width
        case Shape.LOG_UNIFORM:
            return low * (high / low) ** u
        case Shape.CHOICE:
            return jnp.minimum(jnp.floor(low + u * (width + 1)), high)
        case Shape.TRIANGULAR:
            before = low + jnp.sqrt(u * width * (centre - low))
            after = high - jnp.sqrt((1 - u) * width * (high - centre))
            return jnp.where(u * width < centre - low, before, after)
