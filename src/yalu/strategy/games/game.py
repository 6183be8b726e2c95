"""A game: who plays, what they see, and the rules."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from yalu.errors import Problem, SchemaError, describe
from yalu.strategy.games.axes import Action, Axis, Belief, Component, Number
from yalu.strategy.games.rules import Payoff, Stage, Transition

__all__ = ["Game"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Game:
    """A finite dynamic game that is played for ever, period by period.

    In each period the players move stage by stage, everybody sees what was chosen, and
    then the state changes. Each player wants the sum of its payoffs, discounted.

    Attributes
    ----------
    name : str
        What the game is about.
    players : tuple of str
        Who plays.
    components : tuple of Component
        The public state. May be empty: the same game is then played again and again.
    stages : tuple of Stage
        The moves of a period, in order.
    payoffs : tuple of Payoff
        Terms; those of one player are added.
    transitions : tuple of Transition
        One for each component.
    discount : callable
        What the next period counts, as a function of the named parameters: a number
        from 0 up to 1.
    belief : Belief or None
        What all believe of the one player whose type is not seen, if there is one.

    Raises
    ------
    SchemaError
        If names clash, or a rule speaks of what the game does not have.

    """

    name: str
    players: tuple[str, ...]
    components: tuple[Component, ...] = ()
    stages: tuple[Stage, ...]
    payoffs: tuple[Payoff, ...]
    transitions: tuple[Transition, ...] = ()
    discount: Number
    belief: Belief | None = None

    def __post_init__(self) -> None:
        problems = list(self._problems())
        if problems:
            raise SchemaError(describe(f"Game {self.name!r}", problems))

    def _problems(self) -> Iterator[Problem]:
        for name, times in Counter(axis.name for axis in self.axes).items():
            if times > 1 or name in {"type", "rank", "next"}:
                wanted = "a name of its own, none of type, rank, next"
                yield Problem(
                    f"axis {name}",
                    f"found {times} of it; expected {wanted}",
                    "Rename it",
                )
        yield from self._unknown_players()
        moving = Counter(one.component for one in self.transitions)
        for component in self.components:
            if moving[component.name] != 1:
                found = f"{moving[component.name]} transitions"
                yield Problem(
                    component.name,
                    f"found {found}; expected one",
                    "State how it changes",
                )
        known = {axis.name for axis in self.axes}
        for one in self.transitions:
            strange = sorted({one.component, *one.given} - known)
            if strange:
                where = f"transition of {one.component}"
                found = f"given {', '.join(strange)}"
                yield Problem(
                    where, f"found {found}; expected axes of the game", "Mend the names"
                )
        if self.belief is not None:
            own = {a.name for a in self.actions if a.player == self.belief.about}
            strange = sorted(set(self.belief.signals) - own)
            if strange:
                found = f"signals {', '.join(strange)}"
                wanted = f"actions of {self.belief.about}"
                yield Problem(
                    self.belief.name,
                    f"found {found}; expected {wanted}",
                    "Mend the names",
                )

    def _unknown_players(self) -> Iterator[Problem]:
        wanted = ", ".join(self.players)
        named = [(f"action {a.name}", a.player) for a in self.actions]
        named += [(f"payoff {one.name}", one.player) for one in self.payoffs]
        for where, player in named:
            if player not in self.players:
                yield Problem(
                    where,
                    f"found {player}; expected one of {wanted}",
                    "Mend the player",
                )

    @property
    def actions(self) -> tuple[Action, ...]:
        """All actions of a period, in order."""
        return tuple(action for stage in self.stages for action in stage.actions)

    @property
    def state(self) -> tuple[Axis, ...]:
        """Components, and the belief after them."""
        return (*self.components, *(() if self.belief is None else (self.belief,)))

    @property
    def axes(self) -> tuple[Axis, ...]:
        """All axes, in the order in which every table has them."""
        return (*self.state, *self.actions)

    @property
    def types(self) -> tuple[str, ...]:
        """Types of the informed player; one without a name where all is seen."""
        return ("",) if self.belief is None else self.belief.types

    @property
    def states(self) -> int:
        """How many public states there are, points of the belief's grid included."""
        count = 1
        for axis in self.state:
            count *= axis.size
        return count

    def axis(self, name: str) -> Axis:
        """Return the axis of that name.

        Raises
        ------
        SchemaError
            If the game has none.

        """
        for axis in self.axes:
            if axis.name == name:
                return axis
        known = ", ".join(axis.name for axis in self.axes)
        msg = f"Game {self.name!r}: found {name!r}; expected one of {known}."
        raise SchemaError(msg)

    def __str__(self) -> str:
        moves = "; then ".join(
            " and ".join(f"{a.player} {a}" for a in stage.actions)
            for stage in self.stages
        )
        return f"{self.name}: {self.states:,} states; {moves}."
