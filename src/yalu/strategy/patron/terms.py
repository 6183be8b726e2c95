"""How a rule of the game is written down: in words and as a function, side by side."""

from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from yalu.strategy.games import Payoff, Transition

__all__ = ["Change", "Rule", "Table", "Term"]

Table = Any
"""An array over the axes that a rule mentions, of NumPy or of JAX."""

Rule = Callable[[SimpleNamespace, SimpleNamespace], Table]
"""A function of named arrays and of named parameters that returns an array."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One thing that a player gets or loses in a quarter.

    Attributes
    ----------
    player, name : str
        Whose, and what it is called.
    formula : str
        The same as `value`, as it is printed.
    parameters : tuple of str
        The names in it that are parameters.
    value : callable
        How much, in units of payoff.

    """

    player: str
    name: str
    formula: str
    parameters: tuple[str, ...]
    value: Rule

    def payoff(self) -> Payoff:
        """Return it as the general layer knows it."""
        return Payoff(player=self.player, name=self.name, value=self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How one component of the state moves from quarter to quarter.

    Attributes
    ----------
    component : str
        Which.
    given : tuple of str
        Axes that the chances depend on.
    formula : str
        Chances of a rung up and a rung down, as they are printed.
    parameters : tuple of str
        The names in it that are parameters.
    chances : callable
        The chance of each next level.

    """

    component: str
    given: tuple[str, ...]
    formula: str
    parameters: tuple[str, ...]
    chances: Rule

    def transition(self) -> Transition:
        """Return it as the general layer knows it."""
        return Transition(
            component=self.component, given=self.given, chances=self.chances
        )
