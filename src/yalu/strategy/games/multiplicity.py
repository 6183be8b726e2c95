"""Looking for more than one equilibrium."""

from collections.abc import Mapping

import jax
import jax.numpy as jnp
import numpy as np

from yalu.errors import ModelError
from yalu.strategy.games.board import tables_of
from yalu.strategy.games.equilibrium import Equilibrium
from yalu.strategy.games.game import Game
from yalu.strategy.games.solving import solve
from yalu.strategy.games.sweep import Supposed, places, uniform

__all__ = ["equilibria"]

_SAME = 1e-6  # choices that differ by less are those of one equilibrium


def equilibria(
    game: Game,
    parameters: Mapping[str, float],
    *,
    precision: float,
    rng: np.random.Generator,
    starts: int = 8,
) -> tuple[Equilibrium, ...]:
    """Return the distinct equilibria found from several starts.

    The first start is that of `solve`, from play at random; where the branch from there
    breaks off, it leads nowhere. Each further start supposes values, beliefs and joint
    choices drawn at random, as wide apart as those of the first equilibrium found.
    There may be more than are found: the number is a lower bound.

    Parameters
    ----------
    game : Game
        The game.
    parameters : mapping of str to float
        Numbers that its rules ask for.
    precision : float
        How sharply players choose.
    rng : numpy.random.Generator
        Where chance comes from.
    starts : int
        How many starts, the first included.

    Raises
    ------
    ModelError
        If no start leads to one, with what the last of them came to.

    """
    found: list[Equilibrium] = []
    with jax.enable_x64(True):  # noqa: FBT003 - the signature is theirs
        blank = uniform(game, tables_of(game, parameters))
    for number in range(starts):
        near = found[0].supposed if found else blank
        start = _elsewhere(game, near, rng) if number else None
        try:
            other = solve(game, parameters, precision=precision, start=start)
        except ModelError:
            if number == starts - 1 and not found:
                raise
            continue  # a start that leads nowhere is no equilibrium
        if all(_apart(other, one) > _SAME for one in found):
            found.append(other)
    return tuple(found)


def _elsewhere(game: Game, near: Supposed, rng: np.random.Generator) -> Supposed:
    """Return something else to suppose, of the same shapes and widths."""

    def numbers(table: jax.Array) -> jax.Array:
        seen = np.asarray(table)
        width = float(np.ptp(seen)) or 1.0
        return jnp.asarray(seen.mean() + width * rng.standard_normal(seen.shape))

    def chances(table: jax.Array, own: tuple[int, ...]) -> jax.Array:
        open_to = np.asarray(table) > 0
        weights = open_to * rng.exponential(size=open_to.shape) ** 3
        return jnp.asarray(weights / weights.sum(axis=own, keepdims=True))

    together = [stage for stage in game.stages if len(stage.players) > 1]
    with jax.enable_x64(True):  # noqa: FBT003 - the signature is theirs
        return Supposed(
            values=tuple(numbers(table) for table in near.values),
            odds=tuple(numbers(table) for table in near.odds),
            mixed=tuple(
                tuple(
                    chances(table, places(game, stage, who))
                    for who, table in zip(stage.players, tables, strict=True)
                )
                for stage, tables in zip(together, near.mixed, strict=True)
            ),
        )


def _apart(one: Equilibrium, other: Equilibrium) -> float:
    """Return by how much the chances of two equilibria differ at most."""
    return max(
        float(np.abs(np.asarray(a) - np.asarray(b)).max())
        for mine, theirs in zip(one.choices, other.choices, strict=True)
        for a, b in zip(mine, theirs, strict=True)
    )
