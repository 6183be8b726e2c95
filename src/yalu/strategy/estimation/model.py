"""What is estimated: a game, which of its parameters, and what is held of them before.

Parameters are estimated on *free* coordinates, each any number, in which the prior of
each is about as wide as a standard normal one. That makes the search for the mode well
scaled, and shrinkage easy to read.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from yalu.strategy.games import Game

__all__ = ["Model"]

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Model:
    """A game with parameters to be estimated.

    Attributes
    ----------
    game : Game
        The game.
    names : tuple of str
        The parameters that are estimated, P of them.
    constrained : callable
        From free coordinates, shape (P,), to all parameters by name; can be traced by
        JAX.
    precision : float
        How sharply players choose what is worth more.
    log_prior : callable
        Logarithm of the prior density of free coordinates, up to a constant.
    centre : tuple of float
        Free coordinates at which a search begins.
    draw : callable
        From a generator of chance to free coordinates drawn from the prior.
    mirrored : tuple of str
        Parameters that change sign where hidden types exchange their names: further
        searches begin with these on either side.

    """

    game: Game
    names: tuple[str, ...]
    constrained: Callable[[Any], Mapping[str, Any]]
    precision: float
    log_prior: Callable[[Any], Any]
    centre: tuple[float, ...]
    draw: Callable[[np.random.Generator], Array]
    mirrored: tuple[str, ...] = ()

    def parameters(self, free: Array) -> dict[str, float]:
        """Return all parameters by name."""
        with jax.enable_x64(True):  # noqa: FBT003 - the signature is theirs
            found = self.constrained(jnp.asarray(free, dtype=float))
        return {name: float(value) for name, value in found.items()}
