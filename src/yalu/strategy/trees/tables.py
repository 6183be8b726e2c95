"""A signalling tree as tables: who moves at each stage, and what every end is worth."""

from dataclasses import dataclass

import numpy as np

from yalu.errors import Problem, SchemaError, describe
from yalu.strategy.trees.board import At
from yalu.strategy.trees.tree import Floats, SignallingTree

__all__ = ["Stage", "Tables", "tables_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One stage, as a sweep sees it.

    Attributes
    ----------
    player : int
        Number of the player who moves.
    informed : bool
        Whether that player knows the type.
    choices : int
        How many choices.
    histories : int
        How many public histories lead here.
    learnt : int or None
        For an uninformed player, the last stage at which the informed one moved; None
        where nothing was learnt yet.

    """

    player: int
    informed: bool
    choices: int
    histories: int
    learnt: int | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tables:
    """A tree as numbers.

    Attributes
    ----------
    stages : tuple of Stage
        All stages, in order.
    prior : ndarray, shape (types,)
        Logs of the chances of the types.
    worth : dict of int to ndarray, shape (players, types, histories)
        By the stage that ends a round, what that round is worth after each history.
    learning : tuple of int
        Stages after which somebody uninformed moves before the informed player does
        again: what is believed there is all that has to be found.

    """

    stages: tuple[Stage, ...]
    prior: Floats
    worth: dict[int, Floats]
    learning: tuple[int, ...]

    @property
    def spread(self) -> float:
        """Greatest difference that a choice can make to the sum of all rounds."""
        differences = [np.ptp(w, axis=(1, 2)) for w in self.worth.values()]
        return float(np.max(np.sum(differences, axis=0)))

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many public histories there are after each stage of `learning`."""
        return tuple(
            self.stages[k].histories * self.stages[k].choices for k in self.learning
        )


def tables_of(tree: SignallingTree) -> Tables:
    """Return a tree as numbers.

    Raises
    ------
    SchemaError
        If a payoff asks for what the tree does not have, or is no number somewhere.
        All faults are told.

    """
    stages, histories, last = [], 1, None
    for number, move in enumerate(tree.stages):
        informed = move.player == tree.types.player
        stages.append(
            Stage(
                player=tree.players.index(move.player),
                informed=informed,
                choices=len(move.choices),
                histories=histories,
                learnt=None if informed else last,
            )
        )
        last = number if informed else last
        histories *= len(move.choices)
    worth, problems = {}, list[Problem]()
    for number in range(1, tree.rounds + 1):
        worth[number * len(tree.moves) - 1] = _round(tree, number, problems)
        if problems:  # the next round would repeat them
            headline = f"Payoffs of the tree {tree.name!r} cannot be worked out"
            raise SchemaError(describe(headline, problems))
    learnt = {stage.learnt for stage in stages} - {None}
    return Tables(
        stages=tuple(stages),
        prior=np.log(np.array(tree.types.prior)),
        worth=worth,
        learning=tuple(sorted(k for k in learnt if k is not None)),
    )


def _round(tree: SignallingTree, number: int, problems: list[Problem]) -> Floats:
    """Return what a round is worth: players, types, histories at its end."""
    at = At(
        round=number,
        rounds=tree.rounds,
        types=tree.types.names,
        moves={move.name: move.choices for move in tree.moves},
    )
    shape = (len(tree.types.names), *tree.shape[: number * len(tree.moves)])
    total = np.zeros((len(tree.players), *shape))
    for term in tree.payoffs:
        place = f"payoff {term.name!r} of {term.player}, round {number}"
        try:
            with np.errstate(all="ignore"):  # what is no number is told below
                value = np.broadcast_to(np.asarray(term.value(at), dtype=float), shape)
        except SchemaError as error:
            problems.append(Problem(place, str(error), "mend the name"))
            continue
        except ValueError:
            found = f"its shape is not one that spreads over {shape}"
            problems.append(Problem(place, found, "make it of what `at` returns"))
            continue
        if not np.isfinite(value).all():
            found = "it is not a finite number everywhere"
            problems.append(Problem(place, found, "make it finite"))
        total[tree.players.index(term.player)] += value
    weight = tree.discount ** (number - 1)
    # The first choice is to change fastest, so that a stage adds an axis in front.
    turned = total.transpose(0, 1, *range(total.ndim - 1, 1, -1))
    return weight * turned.reshape(len(tree.players), shape[0], -1)
