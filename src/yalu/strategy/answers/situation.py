"""Where the game stands: a distribution over the patron's type and the public state."""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from yalu.errors import SchemaError
from yalu.strategy.answers.question import Standing
from yalu.strategy.games import Game

__all__ = ["Situation"]

Array = NDArray[np.float64]
_SUM = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Situation:
    """How likely each type and state is, as far as the record tells.

    Attributes
    ----------
    standing : Standing
        Which average it is.
    game : Game
        The game.
    weights : ndarray of float64, shape (types, *state)
        Chances that sum to one.

    Raises
    ------
    SchemaError
        If the shape is not that of the game, or the weights are no chances.

    """

    standing: Standing
    game: Game
    weights: Array

    def __post_init__(self) -> None:
        wanted = (len(self.game.types), *(axis.size for axis in self.game.state))
        total = float(np.sum(self.weights))
        fits = self.weights.shape == wanted and bool((self.weights >= 0).all())
        if not fits or abs(total - 1) > _SUM:
            msg = (
                f"Situation {self.standing}: found weights of shape "
                f"{self.weights.shape} that sum to {total:.6g}; expected shape "
                f"{wanted}, none negative, and a sum of 1. Mend the filter."
            )
            raise SchemaError(msg)

    def mean(self, table: object) -> float:
        """Return the mean of a table over types and state."""
        return float(np.sum(self.weights * np.asarray(table)))

    def given(self, part: object, whole: object) -> float:
        """Return how likely one thing is where another is done, state by state.

        In each public state it is the ratio of their chances, the type being as likely
        there as it is held to be; of these the mean over states is returned. A ratio of
        two means would also hold how states differ: what is common in one era and what
        is common in another.

        Parameters
        ----------
        part, whole : array, shape (types, *state)
            Chance of both, and of what is given.

        Returns
        -------
        float
            Not a number where what is given is never done.

        """
        both = np.sum(self.weights * np.asarray(part), axis=0)
        given = np.sum(self.weights * np.asarray(whole), axis=0)
        here = given > 0
        if not here.any():
            return float("nan")
        states = self.weights.sum(axis=0)[here]
        return float(np.sum(states * both[here] / given[here]) / np.sum(states))

    def at(self, **positions: int) -> Self:
        """Return the situation with some parts of the state put at a position.

        Everything else stays as likely as it is.

        Raises
        ------
        SchemaError
            If the game has no such part of the state.

        """
        found = self.weights
        names = [axis.name for axis in self.game.state]
        for name, position in positions.items():
            if name not in names:
                msg = (
                    f"Situation: found {name!r}; expected one of {', '.join(names)}. "
                    "Name one of these."
                )
                raise SchemaError(msg)
            place = 1 + names.index(name)
            whole = np.moveaxis(np.zeros_like(found), place, 0)
            whole[position] = found.sum(axis=place)
            found = np.moveaxis(whole, 0, place)
        return replace(self, weights=found)
