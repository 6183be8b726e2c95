"""Laying out: an equilibrium as tables of chances that need no solver to be read."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from itertools import pairwise
from types import MappingProxyType, SimpleNamespace

import jax
import numpy as np
from numpy.typing import NDArray

from yalu.scenario.play import COMPONENTS, Play
from yalu.strategy.games import Equilibrium, Game
from yalu.strategy.games.board import tables_of
from yalu.strategy.patron import Setting, merging
from yalu.strategy.patron.target import collapse_hazard
from yalu.strategy.record import Column
from yalu.strategy.record.standing import COVERED, GROWN

__all__ = ["Beginning", "laid_out"]

Array = NDArray[np.float64]
Table = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Beginning:
    """Where play begins, and what it was taken from.

    Attributes
    ----------
    quarter : str
        The first quarter.
    drawn, unsolved : tuple of int
        As of `Play`.
    chances : ndarray of float32, shape (K, types, S)
        Chances of type and state on its first day.
    made_from : str
        Hash of what they were made from.

    """

    quarter: str
    drawn: tuple[int, ...]
    unsolved: tuple[int, ...]
    chances: Table
    made_from: str


def laid_out(
    equilibria: Sequence[Equilibrium], setting: Setting, beginning: Beginning
) -> Play:
    """Return equilibria of the patron's game on one board as tables.

    Parameters
    ----------
    equilibria : sequence of Equilibrium
        One for each draw; the same object may come several times.
    setting : Setting
        The board.
    beginning : Beginning
        Where they begin.

    """
    game = equilibria[0].game
    once = {id(one): one for one in equilibria}
    rules = {key: _rules(one) for key, one in once.items()}
    chosen = {key: _choices(one) for key, one in once.items()}

    def stacked(parts: Mapping[int, Mapping[str, Table]], name: str) -> Table:
        return np.stack([parts[id(one)][name] for one in equilibria])

    return Play(
        quarter=beginning.quarter,
        setting=MappingProxyType(asdict(setting)),
        precision=equilibria[0].precision,
        labels=MappingProxyType(_labels(game)),
        levels=MappingProxyType(_levels(game)),
        grown=_bounds(Column.HARDSHIP, setting.hardship, GROWN),
        covered=_bounds(Column.STRINGENCY, setting.stringency, COVERED),
        parameters=tuple(MappingProxyType(dict(one.parameters)) for one in equilibria),
        drawn=beginning.drawn,
        move=stacked(chosen, "move"),
        response=stacked(chosen, "response"),
        patron=stacked(chosen, "patron"),
        learnt=stacked(chosen, "learnt"),
        transitions=MappingProxyType(
            {name: stacked(rules, name) for name in COMPONENTS}
        ),
        collapse=stacked(rules, "collapse"),
        redraw=stacked(rules, "redraw"),
        prior=stacked(rules, "prior"),
        beginning=beginning.chances,
        residual=max(one.residual for one in equilibria),
        unsolved=beginning.unsolved,
        digest=_digest(equilibria, setting, beginning),
        starts=tuple(one.supposed for one in equilibria),
    )


def _labels(game: Game) -> dict[str, tuple[str, ...]]:
    found = {axis.name: axis.labels for axis in (*game.components, *game.actions)}
    return {**found, "belief": game.state[-1].labels, "type": game.types}


def _levels(game: Game) -> dict[str, tuple[float, ...]]:
    named = (*game.components, game.axis("enforcement"))
    found = {axis.name: axis.levels for axis in named}
    return {**found, "belief": game.state[-1].levels}


def _bounds(column: Column, size: int, bounds: tuple[float, ...]) -> tuple[float, ...]:
    """Return those bounds between classes that are bounds between positions."""
    places = pairwise(merging(column, size))
    return tuple(
        bound for bound, (one, then) in zip(bounds, places, strict=True) if one != then
    )


def _choices(one: Equilibrium) -> dict[str, Table]:
    """Return what is chosen and learnt, the public state along one axis."""
    game = one.game
    kinds, states = len(game.types), game.states
    acts = [axis.size for axis in game.actions]
    sizes = [axis.size for axis in game.state]
    (move,), (response,), (patron,) = one.choices
    (learnt,) = one.supposed.odds
    first, second = acts[:2]
    joint = int(np.prod(acts[2:]))

    def whole(table: object, types: int, *seen: int) -> Array:
        lead = (types, *sizes, *seen)
        wide = (*lead, *[1] * (len(acts) - len(seen)))
        return np.broadcast_to(np.asarray(table), wide).reshape(lead)

    return {
        "move": whole(move, 1, first).reshape(states, first).astype(np.float32),
        "response": whole(response, 1, first, second)
        .reshape(states, first, second)
        .astype(np.float32),
        "patron": whole(patron, kinds, *acts)
        .reshape(kinds, states, first, second, joint)
        .astype(np.float32),
        "learnt": whole(learnt, 1, *acts)
        .reshape(states, first, second, joint)
        .astype(np.float32),
    }


def _rules(one: Equilibrium) -> dict[str, Table]:
    """Return how the state goes on, without axes that do not matter."""
    game, by = one.game, SimpleNamespace(**one.parameters)
    with jax.enable_x64(True):  # noqa: FBT003 - the signature is theirs
        tables = tables_of(game, {k: np.float64(v) for k, v in one.parameters.items()})
    given = {each.component: each.given for each in game.transitions}
    found = {}
    for component, chances in zip(game.components, tables.chances, strict=True):
        shape = [axis.size for axis in game.axes if axis.name in given[component.name]]
        table = np.asarray(chances).reshape(*shape, component.size)
        found[component.name] = table.astype(np.float32)
    hardship = SimpleNamespace(hardship=np.asarray(game.axis("hardship").levels))
    found["collapse"] = np.asarray(collapse_hazard(hardship, by), dtype=np.float32)
    found["redraw"] = np.asarray(tables.redraw, dtype=np.float32)
    found["prior"] = np.asarray(tables.prior, dtype=np.float32)
    return found


def _digest(
    equilibria: Sequence[Equilibrium], setting: Setting, beginning: Beginning
) -> str:
    made = sha256(beginning.made_from.encode())
    words = [beginning.quarter, setting, equilibria[0].precision, beginning.drawn]
    words += [sorted(one.parameters.items()) for one in equilibria]
    made.update(repr(words).encode())
    return made.hexdigest()
