"""A solver for play: equilibria good enough to draw from, with little to compile.

`yalu.strategy.games.solve` compiles a sweep twice, once for its iteration and once for
the choices at its end. A run of a scenario would wait longer for that than for the
sweeps, so the iteration is done here with the sweep that is compiled anyway, and
`solve` is asked only where it stalls.

An equilibrium is sought to `TOLERANCE`. At four draws of the stored fit no chance then
differed by more than 0.00012 from that at a residual of 1e-10, which is a tenth of the
error of a run of 100,000 draws at one chance in ten, and far less than draws differ.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import jax
import jax.numpy as jnp
import numpy as np
from jax.flatten_util import ravel_pytree

from yalu.errors import ModelError
from yalu.strategy.games import Equilibrium, Game, Supposed, anderson, solve
from yalu.strategy.games.anderson import Vector
from yalu.strategy.games.board import Tables, check_tables, tables_of
from yalu.strategy.games.sweep import sweep, uniform
from yalu.strategy.patron import Setting, patron_game

__all__ = ["TOLERANCE", "Solver"]

TOLERANCE = 1e-4
"""Greatest residual of an equilibrium that is played, in units of payoff."""

Parameters = Mapping[str, float]

_CLIMB = ((0.25, 1e-3), (0.5, 1e-3))  # share of the precision, and how closely
_MOST = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Solver:
    """The patron's game on one board, and how it is solved.

    Attributes
    ----------
    setting : Setting
        The board.
    precision : float
        How sharply players choose.

    """

    setting: Setting
    precision: float

    @property
    def game(self) -> Game:
        """The game."""
        return patron_game(self.setting)

    def solved(self, parameters: Parameters, start: Supposed | None) -> Equilibrium:
        """Return the equilibrium at some parameters.

        Parameters
        ----------
        parameters : mapping of str to float
            All parameters of the game.
        start : Supposed or None
            That of a neighbour. Without one, precision rises from play at random.

        Raises
        ------
        ModelError
            If none is found, or the rules make no game at these parameters.

        """
        game = self.game
        with jax.enable_x64(True):  # noqa: FBT003 - the signature is theirs
            numbers = {name: np.float64(value) for name, value in parameters.items()}
            tables = tables_of(game, numbers)
            check_tables(game, tables)
            point = np.asarray(ravel_pytree(start or uniform(game, tables))[0])
            if start is None:
                for part, closely in _CLIMB:
                    point, *_ = _iterated(
                        game, tables, part * self.precision, point, tolerance=closely
                    )
            point, residual, rounds = _iterated(
                game, tables, self.precision, point, tolerance=TOLERANCE
            )
            if residual <= TOLERANCE:
                _, shape = ravel_pytree(uniform(game, tables))
                supposed = shape(jnp.asarray(point))
                _, choices = sweep(game, tables, self.precision, supposed)
                return Equilibrium(
                    game=game,
                    parameters=dict(parameters),
                    precision=self.precision,
                    supposed=supposed,
                    choices=choices,
                    residual=residual,
                    rounds=rounds,
                )
        return solve(
            game,
            parameters,
            precision=self.precision,
            start=start,
            tolerance=TOLERANCE,
        )

    def tried(self, parameters: Parameters, start: Supposed) -> Equilibrium | None:
        """Return the equilibrium near another; None where there is none."""
        try:
            return self.solved(parameters, start)
        except ModelError:
            return None


def _iterated(
    game: Game, tables: Tables, precision: float, point: Vector, *, tolerance: float
) -> tuple[Vector, float, int]:
    """Return the fixed point of a sweep, its residual, and the sweeps that it took."""
    _, shape = ravel_pytree(uniform(game, tables))

    def image(now: Vector) -> jax.Array:
        found, _ = sweep(game, tables, precision, shape(jnp.asarray(now)))
        flat: jax.Array = ravel_pytree(found)[0]
        return flat

    found = anderson(image, point, tolerance=tolerance, most=_MOST)
    return found.point, found.residual, found.rounds
