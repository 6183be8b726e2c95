"""An equilibrium: what each player does and gets, and how well it is one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from yalu.errors import SchemaError
from yalu.strategy.games.game import Game
from yalu.strategy.games.rules import Stage
from yalu.strategy.games.sweep import Supposed

__all__ = ["Equilibrium"]

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Equilibrium:
    """A logit Markov perfect equilibrium of a game.

    Attributes
    ----------
    game : Game
        The game.
    parameters : mapping of str to float
        What it was played at.
    precision : float
        How sharply players choose what is worth more.
    supposed : Supposed
        Values and what is learnt: where to begin for neighbouring parameters.
    choices : tuple of tuple of array
        For each stage and each of its players, over types, state and actions.
    residual : float
        Greatest absolute difference that one more sweep makes to anything supposed.
    rounds : int
        Sweeps that it took, or their worth.

    """

    game: Game
    parameters: Mapping[str, float]
    precision: float
    supposed: Supposed
    choices: tuple[tuple[Any, ...], ...]
    residual: float
    rounds: int

    def values(self, player: str) -> Array:
        """Return what the game is worth to a player, over types and state.

        Only the informed player has more than one type here; what others expect is an
        average over types at each point of the belief.

        Raises
        ------
        SchemaError
            If nobody of that name plays.

        """
        players = self.game.players
        if player not in players:
            msg = (
                f"Game {self.game.name!r}: found player {player!r}; "
                f"expected {', '.join(players)}."
            )
            raise SchemaError(msg)
        return np.asarray(self.supposed.values[players.index(player)])

    def chances(self, action: str, **where: str | int) -> Array:
        """Return how likely each choice of an action is, at a place on the board.

        Parameters
        ----------
        action : str
            Name of the action. Of a joint choice, the others are summed over.
        where : str or int
            For axes that are fixed, the label or the position; for the type of the
            informed player, `type`. Axes that are left open stay in the result.

        Returns
        -------
        numpy.ndarray
            Over the axes left open, in the order of types and `Game.axes`, and last
            over the choices of the action. Axes that come after the action are gone.

        Raises
        ------
        SchemaError
            If there is no such action, axis, label or position, or an axis is fixed
            that the choice cannot depend on: one that comes with it or after it.

        """
        stage, place = self._stage(action)
        chosen = self.game.axis(action)
        own = {one.name for one in stage.of(stage.players[place])}
        table = np.asarray(self.choices[self.game.stages.index(stage)][place])
        stages = self.game.stages[: self.game.stages.index(stage)]
        before = {"type", *(axis.name for axis in self.game.state)}
        before |= {one.name for earlier in stages for one in earlier.actions}
        if strange := [name for name in where if name not in before]:
            msg = (
                f"chances of {action!r}: found {', '.join(strange)} fixed; expected "
                "axes that come before it. Leave it out."
            )
            raise SchemaError(msg)
        spots = {name: self._position(name, each) for name, each in where.items()}
        index: list[Any] = []
        for number, axis in enumerate((None, *self.game.axes)):
            name = "type" if axis is None else axis.name
            if name in where and table.shape[number] > 1:
                index.append(spots[name])
            elif name in where or (table.shape[number] == 1 and name != action):
                index.append(0)
            else:
                index.append(slice(None))
        names = [
            axis.name if axis else "type"
            for axis, each in zip((None, *self.game.axes), index, strict=True)
            if isinstance(each, slice)
        ]
        found = table[tuple(index)]
        summed = tuple(names.index(name) for name in own - {action} if name in names)
        found = found.sum(axis=summed)
        kept = [name for name in names if name not in own - {action}]
        return np.moveaxis(found, kept.index(chosen.name), -1)

    def _stage(self, action: str) -> tuple[Stage, int]:
        for stage in self.game.stages:
            for one in stage.actions:
                if one.name == action:
                    return stage, stage.players.index(one.player)
        known = ", ".join(one.name for one in self.game.actions)
        msg = f"Game {self.game.name!r}: found action {action!r}; expected {known}."
        raise SchemaError(msg)

    def _position(self, name: str, given: str | int) -> int:
        game = self.game
        labels = game.types if name == "type" else game.axis(name).labels
        if isinstance(given, str):
            if given in labels:
                return labels.index(given)
            found, wanted = repr(given), ", ".join(labels)
        elif 0 <= given < len(labels):
            return given
        else:
            found, wanted = f"position {given}", f"0 to {len(labels) - 1}"
        msg = f"Axis {name!r}: found {found}; expected {wanted}."
        raise SchemaError(msg)

    def __str__(self) -> str:
        return (
            f"{self.game.name}: logit equilibrium at precision {self.precision:g}, "
            f"residual {self.residual:.1e} after {self.rounds} sweeps"
        )
