"""What payoffs may look at: the choices of a round and of those before it."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yalu.errors import SchemaError

__all__ = ["At"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class At:
    """All places at the end of one round, for payoffs to be worked out at once.

    Every method returns an array with one axis for the type and one for each choice
    made so far, of length 1 where that does not matter; sums and products of them are
    tables over all that they mention.

    Attributes
    ----------
    round : int
        The round, from 1.
    rounds : int
        How many there are.
    types : tuple of str
        The types.
    moves : mapping of str to tuple of str
        The moves of a round in order, with what may be chosen.

    """

    round: int
    rounds: int
    types: tuple[str, ...]
    moves: Mapping[str, tuple[str, ...]]

    def type(self, name: str) -> NDArray[np.float64]:
        """Return 1 where the informed player is of a type, 0 elsewhere.

        Raises
        ------
        SchemaError
            If there is no such type.

        """
        return self._marked(0, self.types, name, "the types")

    def chosen(self, move: str, choice: str) -> NDArray[np.float64]:
        """Return 1 where this was chosen in this round, 0 elsewhere.

        Raises
        ------
        SchemaError
            If there is no such move, or it has no such choice.

        """
        return self.before(move, choice, rounds=0)

    def before(self, move: str, choice: str, *, rounds: int = 1) -> NDArray[np.float64]:
        """Return 1 where this was chosen so many rounds ago, 0 elsewhere.

        Before the first round nothing was chosen.

        Raises
        ------
        SchemaError
            If there is no such move, or it has no such choice.

        """
        if move not in self.moves:
            msg = (
                f"A payoff asks for the move {move!r}; expected one of "
                f"{', '.join(self.moves)}."
            )
            raise SchemaError(msg)
        stage = (self.round - 1 - rounds) * len(self.moves)
        stage += list(self.moves).index(move)
        axis = 1 + stage if rounds < self.round else 1
        marked = self._marked(axis, self.moves[move], choice, move)
        return marked if rounds < self.round else np.zeros((1,) * marked.ndim)

    def times(self, move: str, choice: str) -> NDArray[np.float64]:
        """Return in how many earlier rounds this was chosen.

        Raises
        ------
        SchemaError
            If there is no such move, or it has no such choice.

        """
        total = self.before(move, choice, rounds=self.round)
        for rounds in range(1, self.round):
            total = total + self.before(move, choice, rounds=rounds)
        return total

    def _marked(
        self, axis: int, labels: tuple[str, ...], label: str, place: str
    ) -> NDArray[np.float64]:
        if label not in labels:
            msg = (
                f"A payoff asks for {label!r} of {place}; expected one of "
                f"{', '.join(labels)}."
            )
            raise SchemaError(msg)
        shape = [1] * (1 + self.round * len(self.moves))
        shape[axis] = len(labels)
        marks = [float(other == label) for other in labels]
        return np.array(marks).reshape(shape)
