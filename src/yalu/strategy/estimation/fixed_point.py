"""Fixed points inside a compiled program, by Anderson's acceleration.

The method is that of `yalu.strategy.games.anderson`, written as one loop that JAX
compiles whole: an estimate asks for thousands of fixed points, most of them from a near
start, and the way to and from the interpreter between two rounds would cost more than
a round on a small board does.
"""

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp

__all__ = ["fixed_point"]

_WORSE = 1e2  # a step that multiplies the least residual by more is taken back
_RIDGE = 1e-13


def fixed_point(
    image: Callable[[Any], Any],
    start: Any,  # noqa: ANN401 - an array of JAX
    *,
    tolerance: Any,  # noqa: ANN401 - a number, traced or not
    most: Any,  # noqa: ANN401
    memory: int = 8,
) -> tuple[Any, Any, Any]:
    """Return the best point found, its residual, and the rounds; to be traced by JAX.

    Parameters
    ----------
    image : callable
        The map, from vectors to vectors of the same length.
    start : array
        Where to begin.
    tolerance : float
        The residual (greatest absolute difference) at which to stop.
    most : int
        How many images may be asked for; with 0, the start is returned as it is.
    memory : int
        How many past steps are combined.

    """
    size = start.shape[0]
    rings = (jnp.zeros((memory, size)), jnp.zeros((memory, size)))
    state = (
        start,  # where to ask next
        start,  # the last image
        start,  # the last fault
        rings,
        0,  # how many steps are remembered
        0,  # where the next one is kept
        False,  # whether there is a last step
        start,  # the best point
        jnp.inf,  # its residual
        0,  # rounds
    )

    def goes_on(state: Any) -> Any:  # noqa: ANN401 - traced by JAX
        return (state[8] > tolerance) & (state[9] < most)

    def turn(state: Any) -> Any:  # noqa: ANN401
        point, image_before, fault_before, rings, count, slot, has, best, least, n = (
            state
        )
        then = image(point)
        fault = then - point
        residual = jnp.max(jnp.abs(fault))
        residual = jnp.where(jnp.isnan(residual), jnp.inf, residual)
        worse = ~(residual <= _WORSE * least) & (least < jnp.inf)
        better = residual < least
        best = jnp.where(better, point, best)
        keep = has & ~worse
        images = (
            rings[0].at[slot].set(jnp.where(keep, then - image_before, rings[0][slot]))
        )
        faults = (
            rings[1].at[slot].set(jnp.where(keep, fault - fault_before, rings[1][slot]))
        )
        count = jnp.where(worse, 0, jnp.minimum(count + keep, memory))
        slot = jnp.where(keep, (slot + 1) % memory, slot)
        step = jax.lax.cond(
            worse,
            lambda: 0.5 * best + 0.5 * image_before,
            lambda: _next(images, faults, then, fault, count),
        )
        least = jnp.minimum(residual, least)
        kept = jnp.where(worse, image_before, then)
        return (
            *(step, kept, jnp.where(worse, fault_before, fault), (images, faults)),
            *(count, slot, ~worse, best, least, n + 1),
        )

    found = jax.lax.while_loop(goes_on, turn, state)
    return found[7], found[8], found[9]


def _next(images: Any, faults: Any, then: Any, fault: Any, count: Any) -> Any:  # noqa: ANN401
    """Return the combination of past images whose fault is least in squares."""
    used = jnp.arange(images.shape[0]) < count
    steps = jnp.where(used[:, None], faults, 0.0)
    gram = steps @ steps.T
    scale = jnp.where(jnp.diag(gram) > 0, jnp.sqrt(jnp.diag(gram)), 1.0)
    gram = gram / scale[:, None] / scale[None, :]
    ridge = _RIDGE + jnp.where(used, 0.0, 1.0)
    weights = jnp.linalg.solve(gram + jnp.diag(ridge), (steps @ fault) / scale) / scale
    return then - jnp.where(used, weights, 0.0) @ images
