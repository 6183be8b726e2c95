"""The rules of a game: stages of moves, payoffs, and how the state changes.

Payoffs, chances and what is open to a player are functions of two arguments. The first,
written ``at``, holds an array of levels for each axis of the game, so shaped that
arithmetic on them gives a table over all that the function mentions; ``at.rank`` holds
positions in place of levels. The second, written ``by``, holds the parameters by name.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import jax.numpy as jnp

from yalu.errors import SchemaError
from yalu.strategy.games.axes import Action

__all__ = ["Payoff", "Rule", "Stage", "Transition", "ladder"]

Rule = Callable[[Any, Any], Any]
"""A function of named arrays and named parameters that returns an array."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Moves that are made at once, seen by all who move later.

    Attributes
    ----------
    actions : tuple of Action
        Those of one player are one joint choice. Several players who act in one stage
        do not see each other's choice.
    open_to : mapping of str to Rule
        For a player, what may be chosen, true or false; by default everything.

    Raises
    ------
    SchemaError
        If it has no action, or something is closed to nobody who acts in it.

    """

    actions: tuple[Action, ...]
    open_to: tuple[tuple[str, Rule], ...] = ()

    def __post_init__(self) -> None:
        if not self.actions:
            msg = "A stage has no action. Give it one, or leave it out."
            raise SchemaError(msg)
        strangers = [who for who, _ in self.open_to if who not in self.players]
        if strangers:
            msg = (
                f"A stage of {', '.join(self.players)} limits {', '.join(strangers)}, "
                "who does not act in it. Limit only those who act."
            )
            raise SchemaError(msg)

    @property
    def players(self) -> tuple[str, ...]:
        """Who acts, in the order of the actions."""
        return tuple(dict.fromkeys(action.player for action in self.actions))

    def of(self, player: str) -> tuple[Action, ...]:
        """Return the actions of one player."""
        return tuple(action for action in self.actions if action.player == player)


@dataclass(frozen=True, slots=True, kw_only=True)
class Payoff:
    """One term of what a player gets in a period.

    Attributes
    ----------
    player : str
        Who gets it.
    name : str
        What for.
    value : Rule
        How much; ``at.type`` is the position of the type of the informed player.

    """

    player: str
    name: str
    value: Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """How one component of the state changes from one period to the next.

    Attributes
    ----------
    component : str
        Which.
    given : tuple of str
        Names of the axes that the chances depend on.
    chances : Rule
        The chance of each next level. ``at`` holds the axes of `given` alone, and
        ``at.next``, the levels that may come next.

    """

    component: str
    given: tuple[str, ...]
    chances: Rule


def ladder(rank: Any, next_rank: Any, *, up: Any, down: Any = 0.0, top: int) -> Any:  # noqa: ANN401 - arrays of any shape
    """Return the chances of a component that moves by one rung at most.

    Parameters
    ----------
    rank, next_rank : array
        Positions now and next (``at.rank.hardship``, ``at.rank.next``).
    up, down : array
        Chances of a rung up and a rung down; their sum must not exceed one. At either
        end, what would lead off the ladder stays.
    top : int
        The highest position.

    Examples
    --------
    >>> import numpy as np
    >>> now, then = np.arange(3)[:, None], np.arange(3)[None, :]
    >>> ladder(now, then, up=0.25, down=0.125, top=2).tolist()
    [[0.75, 0.25, 0.0], [0.125, 0.625, 0.25], [0.0, 0.125, 0.875]]

    """
    up = jnp.where(rank < top, up, 0.0)
    down = jnp.where(rank > 0, down, 0.0)
    stays = jnp.where(next_rank == rank, 1.0 - up - down, 0.0)
    rises = jnp.where(next_rank == rank + 1, up, 0.0)
    return stays + rises + jnp.where(next_rank == rank - 1, down, 0.0)
