"""Trees that tests share, and the definition of an equilibrium with no tables."""

from collections.abc import Callable, Mapping, Sequence
from itertools import product
from math import exp, prod
from typing import Any

from yalu.strategy.trees import (
    At,
    Move,
    Payoff,
    SignallingTree,
    TreeEquilibrium,
    Types,
)
from yalu.strategy.trees.tree import Floats

__all__ = ["farthest_from_logit", "long_path", "odd_tree", "odd_worth", "of_table"]

Table = dict[str, dict[str, dict[str, Sequence[float]]]]


def of_table(
    table: Table,
    *,
    prior: Sequence[float],
    movers: tuple[str, str],
    informed: str,
    rounds: int,
) -> SignallingTree:
    """Return a tree of two moves a round from its payoffs by type and choices."""
    first = next(iter(table.values()))
    choices = (tuple(first), tuple(next(iter(first.values()))))
    names = ("first", "second")

    def worth(number: int) -> Callable[[At], Floats]:
        def value(at: At) -> Floats:
            return sum(
                (
                    table[kind][one][other][number]
                    * at.type(kind)
                    * at.chosen("first", one)
                    * at.chosen("second", other)
                    for kind, one, other in product(table, *choices)
                ),
                start=at.type(next(iter(table))) * 0.0,
            )

        return value

    return SignallingTree(
        name="a table",
        types=Types(player=informed, names=tuple(table), prior=tuple(prior)),
        moves=tuple(
            Move(player=who, name=name, choices=labels)
            for who, name, labels in zip(movers, names, choices, strict=True)
        ),
        payoffs=tuple(
            Payoff(player=who, name="all", value=worth(number))
            for number, who in enumerate(movers)
        ),
        rounds=rounds,
    )


def odd_tree(rounds: int = 2) -> SignallingTree:
    """Return a tree with three types, three players and payoffs that remember."""
    return SignallingTree(
        name="odd",
        types=Types(player="i", names=("a", "b", "c"), prior=(0.2, 0.5, 0.3)),
        moves=(
            Move(player="x", name="ask", choices=("yes", "no")),
            Move(player="i", name="say", choices=("loud", "soft", "mute")),
            Move(player="y", name="do", choices=("up", "down")),
        ),
        payoffs=(
            Payoff(player="x", name="quiet", value=lambda at: at.chosen("say", "mute")),
            Payoff(
                player="x",
                name="fit",
                value=lambda at: 1.5 * at.type("b") * at.chosen("ask", "yes"),
            ),
            Payoff(
                player="i",
                name="voice",
                value=lambda at: (
                    (at.type("a") - 0.7 * at.type("c")) * at.chosen("say", "loud")
                    + 0.5 * at.chosen("do", "up") * at.chosen("say", "soft")
                ),
            ),
            Payoff(
                player="y",
                name="match",
                value=lambda at: (
                    (2.0 * at.type("a") - at.type("b")) * at.chosen("do", "up")
                    + 0.4 * at.before("ask", "no") * at.chosen("do", "down")
                ),
            ),
            Payoff(
                player="y",
                name="habit",
                value=lambda at: 0.3 * at.times("do", "up") * at.chosen("do", "up"),
            ),
        ),
        rounds=rounds,
        discount=0.9,
    )


def odd_worth(kind: str, path: tuple[str, ...]) -> Mapping[str, float]:
    """Return what an end of the odd tree is worth, from its payoffs in words."""
    worth = {"x": 0.0, "i": 0.0, "y": 0.0}
    for number in range(len(path) // 3):
        ask, say, do = path[3 * number : 3 * number + 3]
        weight, earlier = 0.9**number, path[: 3 * number]
        worth["x"] += weight * ((say == "mute") + 1.5 * (kind == "b") * (ask == "yes"))
        voice = {"a": 1.0, "b": 0.0, "c": -0.7}[kind] * (say == "loud")
        worth["i"] += weight * (voice + 0.5 * (do == "up") * (say == "soft"))
        match = {"a": 2.0, "b": -1.0, "c": 0.0}[kind] * (do == "up")
        match += 0.4 * (number > 0 and path[3 * number - 3] == "no") * (do == "down")
        match += 0.3 * earlier.count("up") * (do == "up")
        worth["y"] += weight * match
    return worth


def long_path(tree: SignallingTree, number: int = 0) -> tuple[str, ...]:
    """Return a public path to an end: the same choice at every stage."""
    return tuple(move.choices[number] for move in tree.stages)


def farthest_from_logit(found: TreeEquilibrium, worth: Callable[..., Any]) -> float:
    """Return how far chances are from the definition, end by end.

    At every information set all ends that may follow are gone through, weighted by the
    chance that play leads there; what a choice is worth is the mean over its ends, and
    the chances are held against the logit of that.

    Parameters
    ----------
    found : TreeEquilibrium
        What is tested; only its `chances` are used.
    worth : callable
        What an end is worth, of a type and a public path, for each player.

    """
    tree = found.tree
    most = 0.0
    for stage, move in enumerate(tree.stages):
        informed = move.player == tree.types.player
        for path in product(*(one.choices for one in tree.stages[:stage])):
            for kind in tree.types.names if informed else (None,):
                means = {
                    label: _mean(found, worth, (*path, label), kind)
                    for label in move.choices
                }
                weights = {k: exp(found.precision * v) for k, v in means.items()}
                held = found.chances(path, type=kind)
                for label, weight in weights.items():
                    told = weight / sum(weights.values())
                    most = max(most, abs(told - held[label]))
    return most


def _mean(
    found: TreeEquilibrium,
    worth: Callable[..., Any],
    path: tuple[str, ...],
    kind: str | None,
) -> float:
    """Return what whoever chose last on a path expects."""
    tree = found.tree
    player = tree.stages[len(path) - 1].player
    total = weight = 0.0
    for name, prior in zip(tree.types.names, tree.types.prior, strict=True):
        if kind in {None, name}:
            reach = prior * _chance(found, name, (), path[:-1])
            weight += reach
            for rest in product(*(one.choices for one in tree.stages[len(path) :])):
                chance = _chance(found, name, path, rest)
                total += reach * chance * worth(name, (*path, *rest))[player]
    return total / weight


def _chance(
    found: TreeEquilibrium, name: str, path: tuple[str, ...], rest: tuple[str, ...]
) -> float:
    """Return the chance that some choices follow a path if the type is this."""
    informed = found.tree.types.player
    return prod(
        found.chances(
            (*path, *rest[:k]),
            type=name if found.tree.stages[len(path) + k].player == informed else None,
        )[rest[k]]
        for k in range(len(rest))
    )
