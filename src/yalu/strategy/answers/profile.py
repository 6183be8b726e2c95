"""What is done in every state, worked out once and read in every situation."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from yalu.strategy.answers.play import Play

__all__ = ["Profile", "profile"]

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Profile:
    """Chances of choices, over types and state.

    Attributes
    ----------
    chances : mapping of (str, str) to ndarray, shape (types, *state)
        For each action and choice; of a vote, together with a text being tabled.
    after : mapping of (str, str, str) to ndarray, shape (types, *state)
        For a move of the target, and each later action and choice.
    enforced : ndarray, shape (types, *state)
        How much of the law is enforced.

    """

    chances: Mapping[tuple[str, str], Array]
    after: Mapping[tuple[str, str, str], Array]
    enforced: Array

    def any(self, action: str, *labels: str) -> Array:
        """Return the chance of some choices of an action, over types and state."""
        return np.asarray(sum(self.chances[action, label] for label in labels))


def profile(made: Play) -> Profile:
    """Return what is done in every state. Call it in a context of 64 bits."""
    tabled = made.only("response", made.game.axis("response").index("table"))
    chances: dict[tuple[str, str], Array] = {}
    for action in made.game.actions:
        for place, label in enumerate(action.labels):
            mark = made.only(action.name, place)
            if action.name == "vote":
                mark = mark * tabled
            chances[action.name, label] = made.expected(mark)
    after: dict[tuple[str, str, str], Array] = {}
    for place, move in enumerate(made.game.axis("move").labels):
        fixed = made.instead(move=place)
        for name in ("response", "enforcement", "overture"):
            for number, label in enumerate(made.game.axis(name).labels):
                mark = made.only(name, number)
                after[move, name, label] = made.expected(mark, fixed)
    return Profile(
        chances=MappingProxyType(chances),
        after=MappingProxyType(after),
        enforced=made.expected(made.levels("enforcement")),
    )
