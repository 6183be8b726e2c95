"""Solving a game: from play at random to the precision asked for."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array
from jax.flatten_util import ravel_pytree
from jax.typing import ArrayLike

from yalu.errors import ModelError
from yalu.strategy.games.anderson import Iteration, Vector, anderson
from yalu.strategy.games.board import Tables, check_tables, tables_of
from yalu.strategy.games.equilibrium import Equilibrium
from yalu.strategy.games.game import Game
from yalu.strategy.games.krylov import newton_krylov
from yalu.strategy.games.sweep import Supposed, moves, prospects, sweep, uniform

__all__ = ["TOLERANCE", "advance", "solve"]

TOLERANCE = 1e-10
"""Greatest residual of what is called an equilibrium."""

_LOOSE = 1e-3  # on the way, only the neighbourhood matters
_SHORTEST = 1 / 64  # of the precision asked for, the least step on the way to it
_PATIENCE = 200  # sweeps that acceleration has before Newton's method takes over
_LARGE = 100_000  # unknowns, from which compiling a second time pays


def solve(
    game: Game,
    parameters: Mapping[str, float],
    *,
    precision: float,
    start: Supposed | None = None,
    tolerance: float = TOLERANCE,
    most: int = 1200,
) -> Equilibrium:
    """Return a logit Markov perfect equilibrium of a game.

    From nothing, precision rises in steps, each begun where the last ended, so that
    what is found lies on the branch that leads to play at random wherever that branch
    is unbroken. From a `start`, such as the equilibrium at neighbouring parameters, it
    goes straight on.

    Parameters
    ----------
    game : Game
        The game.
    parameters : mapping of str to float
        Numbers that its rules ask for.
    precision : float
        How sharply players choose what is worth more, in one over units of payoff.
        At 0 they choose at random; as it grows, play nears a Nash equilibrium.
    start : Supposed, optional
        `Equilibrium.supposed` of another equilibrium of a game of the same axes.
    tolerance : float
        Greatest residual of values, beliefs and joint choices.
    most : int
        After how many sweeps the search ends, products of Newton's method counted.

    Raises
    ------
    ModelError
        If the rules make no game at these parameters, precision is negative, or no
        equilibrium was found.

    Examples
    --------
    A player who may take a sure 1 each period, or nothing.

    >>> from yalu.strategy.games import Action, Game, Payoff, Stage
    >>> take = Action(name="take", levels=(0, 1), labels=("no", "yes"), player="one")
    >>> game = Game(
    ...     name="taking",
    ...     players=("one",),
    ...     stages=(Stage(actions=(take,)),),
    ...     payoffs=(Payoff(player="one", name="it", value=lambda at, by: at.take),),
    ...     discount=lambda by: by.patience,
    ... )
    >>> found = solve(game, {"patience": 0.5}, precision=2.0)
    >>> found.chances("take").round(4).tolist()  # exp(2) against exp(0)
    [0.1192, 0.8808]
    >>> found.values("one").round(4).tolist()  # of each of two halves: 0.8808
    [1.7616]

    """
    if not precision >= 0:
        msg = f"Precision is {precision:g}; expected 0 or more. Give another."
        raise ModelError(msg)
    with jax.enable_x64(True):  # noqa: FBT003 - the signature is theirs
        tables = tables_of(game, {k: np.float64(v) for k, v in parameters.items()})
        check_tables(game, tables)
        blank, shape = ravel_pytree(uniform(game, tables))
        nowhere = np.asarray(blank)
        near = partial(_settle, game, tables)
        found = None
        if start is not None:
            begun = np.asarray(ravel_pytree(start)[0])
            found = near(precision, begun, tolerance=tolerance)
        if found is None or not found.residual <= tolerance:
            found = _climb(near, precision, nowhere, tolerance=tolerance, most=most)
        supposed = shape(jnp.asarray(found.point))
        _, choices = sweep(game, tables, precision, supposed)
    if not found.residual <= tolerance:
        msg = (
            f"Game {game.name!r}: no equilibrium found at precision {precision:g}; "
            f"the residual is {found.residual:.1e} after {found.rounds} sweeps, wanted "
            f"is {tolerance:.1e}. Ask for less precision, or start from a neighbour."
        )
        raise ModelError(msg)
    return Equilibrium(
        game=game,
        parameters=dict(parameters),
        precision=precision,
        supposed=supposed,
        choices=choices,
        residual=found.residual,
        rounds=found.rounds,
    )


def _climb(
    near: Callable[..., Iteration],
    precision: float,
    point: Vector,
    *,
    tolerance: float,
    most: int,
) -> Iteration:
    """Return the equilibrium on the branch from play at random, or the best found.

    Where a step in precision is too long to be followed, half of it comes first.
    """
    parts, reached, rounds = [1.0, 0.5, 0.25], 0.0, 0
    while True:
        part = parts[-1]
        wanted = tolerance if part == 1 else _LOOSE
        found = near(part * precision, point, tolerance=wanted)
        rounds += found.rounds
        if found.residual <= wanted:
            point, reached = found.point, parts.pop()
            if not parts:
                break
        elif part - reached <= _SHORTEST or rounds >= most:
            break
        else:
            parts.append((reached + part) / 2)
    return replace(found, rounds=rounds)


def _settle(
    game: Game,
    tables: Tables,
    precision: float,
    point: Vector,
    *,
    tolerance: float,
) -> Iteration:
    """Return the fixed point by acceleration, and where that stalls, by Newton.

    Of a large game, seven digits lead into the neighbourhood, and Newton from there.
    """
    image: Callable[[Any], Any] = partial(advance, game, tables, precision)
    short = None
    if point.size >= _LARGE:
        with jax.enable_x64(False):  # noqa: FBT003 - the signature is theirs
            less = jax.tree.map(lambda table: np.asarray(table, np.float32), tables)
            short = partial(advance, game, less, np.float32(precision))
            near = anderson(
                short, point.astype(np.float32), tolerance=_LOOSE, most=_PATIENCE
            )
    else:
        near = anderson(image, point, tolerance=tolerance, most=_PATIENCE)
        if near.residual <= tolerance:
            return near
    found = newton_krylov(
        image, near.point.astype(float), tolerance=tolerance, short=short
    )
    return replace(found, rounds=near.rounds + found.rounds)


def advance(game: Game, tables: Tables, precision: ArrayLike, point: Any) -> Array:  # noqa: ANN401
    """Return what a sweep makes of all that is supposed, as one vector."""
    found: Array = _after(game, tables, precision, _before(game, tables, point))
    return found


@partial(jax.jit, static_argnums=0)
def _before(game: Game, tables: Tables, point: Array) -> Any:  # noqa: ANN401
    _, shape = ravel_pytree(uniform(game, tables))
    supposed = shape(point)
    return supposed, *prospects(game, tables, supposed)


@partial(jax.jit, static_argnums=0)
def _after(game: Game, tables: Tables, precision: ArrayLike, before: Any) -> Array:  # noqa: ANN401
    found, _ = moves(game, tables, precision, before)
    return ravel_pytree(found)[0]
