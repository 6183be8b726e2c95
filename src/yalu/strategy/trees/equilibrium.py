"""An equilibrium of a tree: what everybody does, believes and gets."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from yalu.errors import SchemaError
from yalu.strategy.trees.tree import Floats, SignallingTree

__all__ = ["TOLERANCE", "InformationSet", "TreeEquilibrium"]

TOLERANCE = 1e-10
"""Greatest residual of what is called an equilibrium."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InformationSet:
    """One place where somebody chooses.

    Attributes
    ----------
    player, move : str
        Who chooses, and what the choice is called.
    round : int
        From 1.
    history : tuple of str
        What was chosen before, by anybody.
    type : str or None
        The own type of the informed player; None for the others, who do not know it.
    chances : dict of str to float
        How likely each choice is.
    belief : dict of str to float
        How likely each type is to whoever saw the history alone.
    log_reach : float
        Log of the chance that this place is reached.

    """

    player: str
    move: str
    round: int
    history: tuple[str, ...]
    type: str | None
    chances: dict[str, float]
    belief: dict[str, float]
    log_reach: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TreeEquilibrium:
    """A logit equilibrium of a signalling tree, agent by agent.

    Attributes
    ----------
    tree : SignallingTree
        The game.
    precision : float
        How sharply everybody chooses, in one over units of payoff.
    logs : tuple of ndarray
        By stage, (types, choices, histories), (1, choices, histories) for who does not
        know the type: logs of the chances of each choice. `SignallingTree.place` says
        where a history is.
    log_beliefs : tuple of ndarray
        By stage, and after the last one, (types, histories): logs of the chances of the
        types given what everybody saw.
    log_reach : tuple of ndarray
        As above: logs of the chances that each history comes about if the player is of
        a type.
    payoffs : dict of str to dict of str to float
        For each player and each type of the informed one, what the game is worth.
    residual : float
        Greatest difference between a chance and the logit answer to all others.
    steps, turns, sweeps : int
        Points on the branch from play at random, how often it turned back, and sweeps
        through the tree in all. For what was found from other starts, steps are 0.
    starts : int
        How many other starts were tried.
    in_vain : int
        How many of them led to no equilibrium.
    others : tuple of TreeEquilibrium
        Equilibria off the branch that they led to, each once.

    """

    tree: SignallingTree
    precision: float
    logs: tuple[Floats, ...]
    log_beliefs: tuple[Floats, ...]
    log_reach: tuple[Floats, ...]
    payoffs: dict[str, dict[str, float]]
    residual: float
    steps: int
    turns: int
    sweeps: int
    starts: int = 0
    in_vain: int = 0
    others: tuple["TreeEquilibrium", ...] = ()

    @property
    def distinct(self) -> int:
        """How many different equilibria were found; there may be more."""
        return 1 + len(self.others)

    def chances(
        self,
        after: Sequence[str] = (),
        *,
        type: str | None = None,  # noqa: A002 - the word
    ) -> dict[str, float]:
        """Return how likely each choice of the next move is.

        Parameters
        ----------
        after : sequence of str
            What was chosen so far, by anybody.
        type : str, optional
            Type of the informed player, needed where that player moves.

        Raises
        ------
        SchemaError
            If the history leads nowhere or to an end, or the type is missing, unknown,
            or given where whoever moves does not know it.

        """
        stage, position = self.tree.place(after)
        if stage == len(self.logs):
            msg = (
                f"{self.tree.name}: after {len(after)} choices nobody moves. Drop some."
            )
            raise SchemaError(msg)
        move = self.tree.stages[stage]
        row = 0
        if move.player == self.tree.types.player:
            row = self._row(type)
        elif type is not None:
            msg = (
                f"{self.tree.name}: {move.player} moves here and does not know the "
                "type. Leave it out."
            )
            raise SchemaError(msg)
        found = np.exp(self.logs[stage][row, :, position])
        return dict(zip(move.choices, found.tolist(), strict=True))

    def belief(self, after: Sequence[str] = ()) -> dict[str, float]:
        """Return how likely each type is to whoever saw what was chosen.

        Also where what was seen hardly ever happens.

        Parameters
        ----------
        after : sequence of str
            What was chosen so far, by anybody.

        Raises
        ------
        SchemaError
            If the history leads nowhere.

        """
        stage, position = self.tree.place(after)
        found = np.exp(self.log_beliefs[stage][:, position])
        return dict(zip(self.tree.types.names, found.tolist(), strict=True))

    def log_chance(
        self,
        after: Sequence[str],
        *,
        type: str | None = None,  # noqa: A002 - the word
    ) -> float:
        """Return the log of the chance of a public history.

        Parameters
        ----------
        after : sequence of str
            What is chosen, by anybody.
        type : str, optional
            Given that the informed player is of this type; by default, of any.

        Raises
        ------
        SchemaError
            If the history leads nowhere, or there is no such type.

        """
        stage, position = self.tree.place(after)
        reach = self.log_reach[stage][:, position]
        if type is not None:
            return float(reach[self._row(type)])
        return float(np.logaddexp.reduce(reach + np.log(self.tree.types.prior)))

    def information_sets(self) -> Iterator[InformationSet]:
        """Yield every place where somebody chooses, stage by stage.

        Examples
        --------
        >>> from yalu.strategy.trees import patron_tree, solve_tree
        >>> found = solve_tree(patron_tree(2), precision=1.0)
        >>> len(list(found.information_sets()))
        25

        """
        types = self.tree.types
        for stage, move in enumerate(self.tree.stages):
            informed = move.player == types.player
            for position in range(self.logs[stage].shape[-1]):
                history = self.tree.history(stage, position)
                for kind in types.names if informed else (None,):
                    reach = self.log_chance(history, type=kind)
                    if kind is not None:
                        reach += float(np.log(types.prior[self._row(kind)]))
                    yield InformationSet(
                        player=move.player,
                        move=move.name,
                        round=1 + stage // len(self.tree.moves),
                        history=history,
                        type=kind,
                        chances=self.chances(history, type=kind),
                        belief=self.belief(history),
                        log_reach=reach,
                    )

    def _row(self, type: str | None) -> int:  # noqa: A002 - the word
        names = self.tree.types.names
        if type not in names:
            msg = (
                f"{self.tree.name}: found type {type!r} of {self.tree.types.player}; "
                f"expected one of {', '.join(names)}."
            )
            raise SchemaError(msg)
        return names.index(type)

    def __str__(self) -> str:
        found = "1 equilibrium"
        if self.others:
            found = f"{self.distinct} equilibria"
        looked = ""
        if self.starts:
            looked = f" from {self.starts} other starts ({self.in_vain} in vain)"
        what = (
            f"logit equilibrium at precision {self.precision:g}, residual below "
            f"{TOLERANCE:.0e}; {found} found{looked}"
        )
        opening = (f"  {line}" for line in self._opening())
        return "\n".join([str(self.tree), what, *opening])

    def _opening(self) -> Iterator[str]:
        """Yield what is done at the first move of each player."""
        seen: tuple[str, ...] = ()
        for move in self.tree.moves:
            informed = move.player == self.tree.types.player
            for kind in self.tree.types.names if informed else (None,):
                chances = self.chances(seen, type=kind)
                told = ", ".join(
                    f"{name} {chance:.3f}" for name, chance in chances.items()
                )
                who = move.player if kind is None else f"{move.player} ({kind})"
                after = f" after {', '.join(seen)}" if seen else ""
                yield f"{who}, {move.name}{after}: {told}"
            seen = (*seen, move.choices[0])
