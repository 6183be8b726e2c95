"""A solver for play: the patron's game on one board, solved as closely as is played."""

from collections.abc import Mapping
from dataclasses import dataclass

import jax
import jax.numpy as jnp
import numpy as np
from jax.flatten_util import ravel_pytree
from numpy.typing import NDArray

from yalu.errors import ModelError
from yalu.strategy.games import Equilibrium, Game, Supposed, solve
from yalu.strategy.games.board import tables_of
from yalu.strategy.games.solving import advance
from yalu.strategy.games.sweep import sweep, uniform
from yalu.strategy.patron import Setting, patron_game

__all__ = ["TOLERANCE", "Solver"]

TOLERANCE = 1e-6
"""Greatest residual of an equilibrium that is played, in units of payoff.

A chance then differs by about a millionth from that at a closer one, far less than the
draws of a run tell.
"""

Parameters = Mapping[str, float]


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
        return solve(
            self.game,
            parameters,
            precision=self.precision,
            start=start,
            tolerance=TOLERANCE,
        )

    def taken_up(
        self, parameters: Parameters, point: NDArray[np.floating]
    ) -> Equilibrium | None:
        """Return an equilibrium that was found before; None where it is none here.

        Parameters
        ----------
        parameters : mapping of str to float
            All parameters of the game.
        point : ndarray
            All that is supposed in it, one after the other.

        """
        game = self.game
        with jax.enable_x64(True):  # noqa: FBT003 - the signature is theirs
            tables = tables_of(game, {k: np.float64(v) for k, v in parameters.items()})
            blank, shape = ravel_pytree(uniform(game, tables))
            if blank.shape != point.shape:
                return None
            whole = jnp.asarray(point, jnp.float64)
            after = advance(game, tables, self.precision, whole)
            residual = float(jnp.abs(after - whole).max())
            if not residual <= TOLERANCE:
                return None
            supposed = shape(after)
            _, choices = sweep(game, tables, self.precision, supposed)
        return Equilibrium(
            game=game,
            parameters=dict(parameters),
            precision=self.precision,
            supposed=supposed,
            choices=choices,
            residual=residual,
            rounds=1,
        )

    def tried(self, parameters: Parameters, start: Supposed) -> Equilibrium | None:
        """Return the equilibrium near another; None where there is none."""
        try:
            return self.solved(parameters, start)
        except ModelError:
            return None
