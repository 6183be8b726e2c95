"""A signalling tree: who moves when, who knows what, and what it is worth.

One player, the *informed* one, has a type that chance draws once and that nobody else
ever sees. Everybody sees every move. The same moves are made in each of a number of
rounds, and each round has payoffs, which may depend on the rounds before it.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import isclose

import numpy as np
from numpy.typing import NDArray

from yalu.errors import Problem, SchemaError, describe
from yalu.strategy.trees.board import At

__all__ = ["MOST_ENDS", "Floats", "Move", "Payoff", "SignallingTree", "Types"]

MOST_ENDS = 2**22
"""How many ends a tree may have, types counted apart: what a desk computer can hold."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Types:
    """What chance draws and only one player learns.

    Attributes
    ----------
    player : str
        The informed player.
    names : tuple of str
        The types.
    prior : tuple of float
        The chance of each, above 0, in all 1.

    """

    player: str
    names: tuple[str, ...]
    prior: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A choice that is made once in every round.

    Attributes
    ----------
    player : str
        Who chooses.
    name : str
        What the choice is called in payoffs.
    choices : tuple of str
        What may be chosen.

    """

    player: str
    name: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Payoff:
    """One term of what a player gets in a round.

    Attributes
    ----------
    player : str
        Who gets it.
    name : str
        What for.
    value : callable
        How much, as a function of an `At`, which says what was chosen.

    """

    player: str
    name: str
    value: Callable[[At], float | Floats]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignallingTree:
    """A game of some rounds in which one player knows more than the others.

    Attributes
    ----------
    name : str
        What the game is about.
    types : Types
        What only one player knows.
    moves : tuple of Move
        The moves of a round, in order; all are seen by all.
    payoffs : tuple of Payoff
        Terms; those of a player are added up, over rounds too.
    rounds : int
        How many.
    discount : float
        What a round counts beside the round before it.

    Raises
    ------
    SchemaError
        If names clash, chances are none, a payoff is that of a stranger, or the tree
        would have more than `MOST_ENDS` ends. All faults are told.

    Examples
    --------
    Somebody strong or weak has beer or quiche for breakfast; a bully watches.

    >>> tree = SignallingTree(
    ...     name="breakfast",
    ...     types=Types(player="guest", names=("strong", "weak"), prior=(0.9, 0.1)),
    ...     moves=(
    ...         Move(player="guest", name="breakfast", choices=("beer", "quiche")),
    ...         Move(player="bully", name="answer", choices=("fight", "leave")),
    ...     ),
    ...     payoffs=(
    ...         Payoff(
    ...             player="guest",
    ...             name="peace",
    ...             value=lambda at: 2 * at.chosen("answer", "leave"),
    ...         ),
    ...     ),
    ...     rounds=2,
    ... )
    >>> print(tree)
    breakfast: 2 rounds of guest's breakfast, bully's answer; 32 ends

    """

    name: str
    types: Types
    moves: tuple[Move, ...]
    payoffs: tuple[Payoff, ...]
    rounds: int = 1
    discount: float = 1.0

    def __post_init__(self) -> None:
        problems = [*self._of_types(), *self._of_moves(), *self._of_numbers()]
        if problems:
            headline = f"The tree {self.name!r} is not well declared"
            raise SchemaError(describe(headline, problems))

    def _of_types(self) -> Iterator[Problem]:
        types = self.types
        yield from _repeated("types", types.names)
        if len(types.names) != len(types.prior):
            found = f"{len(types.names)} names, {len(types.prior)} chances"
            yield Problem("types", found, "give each type its chance")
        if not all(chance > 0 for chance in types.prior) or not isclose(
            sum(types.prior), 1.0, abs_tol=1e-12
        ):
            found = f"prior is {types.prior}; expected chances above 0 that add to 1"
            yield Problem("types", found, "mend the chances, drop types without one")
        if types.player not in self.players:
            found = f"{types.player!r} is informed, but never moves"
            yield Problem("types", found, "name a player who moves")

    def _of_moves(self) -> Iterator[Problem]:
        yield from _repeated("moves", [move.name for move in self.moves])
        for move in self.moves:
            yield from _repeated(f"move {move.name!r}", move.choices)
        for term in self.payoffs:
            if term.player not in self.players:
                found = f"is that of {term.player!r}, who never moves; the players are "
                found += ", ".join(self.players)
                yield Problem(f"payoff {term.name!r}", found, "name one of them")

    def _of_numbers(self) -> Iterator[Problem]:
        if self.rounds < 1:
            found = f"found {self.rounds}; expected 1 or more"
            yield Problem("rounds", found, "give another number")
        elif self.ends > MOST_ENDS:
            found = f"{self.ends} ends; at most {MOST_ENDS} can be held"
            yield Problem("rounds", found, "play fewer of them")
        if not 0 <= self.discount < np.inf:
            found = f"found {self.discount}; expected 0 or more"
            yield Problem("discount", found, "give another number")

    @property
    def players(self) -> tuple[str, ...]:
        """Who plays, in the order of the first moves."""
        return tuple(dict.fromkeys(move.player for move in self.moves))

    @property
    def stages(self) -> tuple[Move, ...]:
        """All moves of all rounds, in order."""
        return self.moves * self.rounds

    @property
    def shape(self) -> tuple[int, ...]:
        """How many choices each stage has."""
        return tuple(len(move.choices) for move in self.stages)

    @property
    def ends(self) -> int:
        """How many ends the tree has, one for each type and sequence of choices."""
        ends = len(self.types.names)
        for move in self.moves:
            ends *= len(move.choices) ** self.rounds
        return ends

    def place(self, after: Sequence[str]) -> tuple[int, int]:
        """Return the stage that follows some choices, and the position within it.

        Parameters
        ----------
        after : sequence of str
            What was chosen so far, stage by stage.

        Returns
        -------
        tuple of int
            Number of the stage from 0, and of the public history from 0; among
            histories the first choice changes fastest.

        Raises
        ------
        SchemaError
            If there are too many choices, or one that its stage does not have.

        """
        if len(after) > len(self.stages):
            found = f"{len(after)} choices; the tree has {len(self.stages)} stages"
            raise SchemaError(f"{self.name}: found {found}. Leave out the last ones.")
        position, step = 0, 1
        for number, (move, label) in enumerate(zip(self.stages, after, strict=False)):
            if label not in move.choices:
                msg = (
                    f"{self.name}, choice {number + 1}, {move.player}'s {move.name}: "
                    f"found {label!r}; expected one of {', '.join(move.choices)}."
                )
                raise SchemaError(msg)
            position += step * move.choices.index(label)
            step *= len(move.choices)
        return len(after), position

    def history(self, stage: int, position: int) -> tuple[str, ...]:
        """Return the choices that lead to a position within a stage."""
        chosen = []
        for move in self.stages[:stage]:
            position, number = divmod(position, len(move.choices))
            chosen.append(move.choices[number])
        return tuple(chosen)

    def __str__(self) -> str:
        told = ", ".join(f"{move.player}'s {move.name}" for move in self.moves)
        rounds = "1 round" if self.rounds == 1 else f"{self.rounds} rounds"
        return f"{self.name}: {rounds} of {told}; {self.ends} ends"


def _repeated(place: str, names: Sequence[str]) -> Iterator[Problem]:
    if not names:
        yield Problem(place, "there is none; expected one or more", "name them")
    for name, times in Counter(names).items():
        if times > 1:
            yield Problem(place, f"{name!r} stands {times} times", "rename all but one")
