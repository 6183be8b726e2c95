r"""Paths of a game: what happens when its players play an equilibrium for a while.

A path is drawn period by period: every choice by the equilibrium's chances, every
component by its transition, the belief by Bayes' rule. Between two points of its grid
the belief goes to either by lot, with the chances that keep its mean: that is what a
table that is linear between the points means, so that paths are of the very game that
was solved.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import jax
import numpy as np
from numpy.typing import NDArray

from yalu.errors import Problem, SchemaError, describe
from yalu.strategy.games.board import Tables, tables_of
from yalu.strategy.games.equilibrium import Equilibrium
from yalu.strategy.games.game import Game

__all__ = ["Paths", "simulate"]

Array = NDArray[np.float64]
Codes = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Paths:
    """Paths of a game, all of one length.

    Attributes
    ----------
    game : Game
        The game.
    positions : mapping of str to ndarray of int64, shape (runs, periods)
        For each axis of the game, the position of what was there at the start of a
        period (components, belief) or was chosen in it (actions); under ``type``, the
        type of the informed player in that period.

    """

    game: Game
    positions: Mapping[str, Codes]

    @property
    def runs(self) -> int:
        """How many paths there are."""
        return int(self.positions["type"].shape[0])

    @property
    def periods(self) -> int:
        """How many periods each has."""
        return int(self.positions["type"].shape[1])

    def share(self, axis: str, label: str) -> Array:
        """Return in each period the share of paths at one label of an axis.

        Raises
        ------
        SchemaError
            If there is no such axis or label.

        """
        place = self.game.axis(axis).index(label)
        return np.asarray(np.mean(self.positions[axis] == place, axis=0))


def simulate(
    equilibrium: Equilibrium,
    start: Mapping[str, str | int],
    *,
    periods: int,
    rng: np.random.Generator,
    runs: int = 1,
) -> Paths:
    """Return paths that the players of an equilibrium take.

    Parameters
    ----------
    equilibrium : Equilibrium
        How they play.
    start : mapping of str to (str or int)
        For every component and the belief, where all paths begin, by label or by
        position; for ``type``, the type of the informed player, which is drawn by the
        belief where it is left out.
    periods : int
        How many periods are played.
    rng : numpy.random.Generator
        Where chance comes from.
    runs : int
        How many paths are drawn.

    Raises
    ------
    SchemaError
        If a number is less than one, or `start` names what is no component, or lacks
        one.

    Examples
    --------
    A door that somebody opens half of the time, and that then stays open.

    >>> from yalu.strategy.games import (
    ...     Action, Component, Game, Stage, Transition, ladder, solve
    ... )
    >>> door = Component(name="door", levels=(0, 1), labels=("shut", "open"))
    >>> push = Action(name="push", levels=(0, 1), labels=("no", "yes"), player="one")
    >>> game = Game(
    ...     name="door",
    ...     players=("one",),
    ...     components=(door,),
    ...     stages=(Stage(actions=(push,)),),
    ...     payoffs=(),
    ...     transitions=(
    ...         Transition(
    ...             component="door",
    ...             given=("door", "push"),
    ...             chances=lambda at, by: ladder(
    ...                 at.rank.door, at.rank.next, up=at.push, top=1
    ...             ),
    ...         ),
    ...     ),
    ...     discount=lambda by: 0.5,
    ... )
    >>> found = simulate(
    ...     solve(game, {}, precision=0.0),
    ...     {"door": "shut"},
    ...     periods=3,
    ...     rng=np.random.default_rng(1),
    ...     runs=20_000,
    ... )
    >>> found.share("door", "open").round(2).tolist()
    [0.0, 0.5, 0.75]

    """
    game = equilibrium.game
    now = _start(game, start, periods, runs, rng)
    with jax.enable_x64(True):  # noqa: FBT003 - the signature is theirs
        parameters = {k: np.float64(v) for k, v in equilibrium.parameters.items()}
        tables = tables_of(game, parameters)
    names = ("type", *(axis.name for axis in game.axes))
    taken = {name: np.zeros((runs, periods), dtype=np.int64) for name in names}
    for period in range(periods):
        for axis in game.actions:
            now[axis.name] = np.zeros(runs, dtype=np.int64)
        _play(equilibrium, now, rng)
        for name in names:
            taken[name][:, period] = now[name]
        now = _next(equilibrium, tables, now, rng)
    return Paths(game=game, positions=MappingProxyType(taken))


def _start(
    game: Game,
    start: Mapping[str, str | int],
    periods: int,
    runs: int,
    rng: np.random.Generator,
) -> dict[str, Codes]:
    names = {axis.name for axis in game.state}
    problems = [
        Problem(f"start, {name}", "found nothing; expected a label", "Give it")
        for name in sorted(names - set(start))
    ]
    problems += [
        Problem(f"start, {name}", "found no such component", "Leave it out")
        for name in sorted(set(start) - names - {"type"})
    ]
    problems += [
        Problem(name, f"found {number}; expected 1 or more", "Raise it")
        for name, number in (("periods", periods), ("runs", runs))
        if number < 1
    ]
    if problems:
        raise SchemaError(describe(f"Game {game.name!r} cannot be played", problems))
    now = {axis.name: _placed(game, axis.name, start, runs) for axis in game.state}
    if "type" in start:
        now["type"] = _placed(game, "type", start, runs)
    elif game.belief is None:
        now["type"] = np.zeros(runs, dtype=np.int64)
    else:
        chance = np.asarray(game.belief.levels)[now[game.belief.name]]
        now["type"] = (rng.random(runs) < chance).astype(np.int64)
    return now


def _placed(game: Game, name: str, start: Mapping[str, str | int], runs: int) -> Codes:
    given = start[name]
    if isinstance(given, str):
        known = game.types if name == "type" else game.axis(name).labels
        if given not in known:
            msg = f"start, {name}: found {given!r}; expected {', '.join(known)}."
            raise SchemaError(msg)
        given = known.index(given)
    return np.full(runs, given, dtype=np.int64)


def _read(game: Game, table: Any, now: Mapping[str, Codes], own: list[int]) -> Array:  # noqa: ANN401 - of JAX
    """Return the rows of a table where the paths are; `own` are the axes that stay."""
    moved = np.moveaxis(np.asarray(table), own, range(-len(own), 0)) if own else table
    lead = [place for place in range(1 + len(game.axes)) if place not in own]
    names = ("type", *(axis.name for axis in game.axes))
    index = tuple(
        now[names[place]] if moved.shape[where] > 1 else np.zeros_like(now["type"])
        for where, place in enumerate(lead)
    )
    return np.asarray(np.asarray(moved)[index])


def _drawn(chances: Array, rng: np.random.Generator) -> Codes:
    """Return for each row a column by its chances."""
    below = np.cumsum(chances, axis=-1)[:, :-1]
    lots = rng.random(len(chances))[:, None] * chances.sum(axis=-1)[:, None]
    return np.asarray(np.sum(lots > below, axis=-1), dtype=np.int64)


def _play(
    equilibrium: Equilibrium, now: dict[str, Codes], rng: np.random.Generator
) -> None:
    """Draw what is chosen in one period."""
    game = equilibrium.game
    for stage, tables in zip(game.stages, equilibrium.choices, strict=True):
        chosen: dict[str, Codes] = {}
        for who, table in zip(stage.players, tables, strict=True):
            actions = stage.of(who)
            own = [1 + game.axes.index(action) for action in actions]
            rows = _read(game, table, now, own)
            flat = _drawn(rows.reshape(len(rows), -1), rng)
            places = np.unravel_index(flat, rows.shape[1:])
            chosen |= {
                a.name: np.asarray(p) for a, p in zip(actions, places, strict=True)
            }
        now |= chosen  # only now, so that those who act at once do not see each other


def _next(
    equilibrium: Equilibrium,
    tables: Tables,
    now: Mapping[str, Codes],
    rng: np.random.Generator,
) -> dict[str, Codes]:
    """Draw the state of the next period."""
    game = equilibrium.game
    then = {
        component.name: _drawn(_read(game, chances, now, [1 + len(game.axes)]), rng)
        for component, chances in zip(game.components, tables.chances, strict=True)
    }
    belief = game.belief
    if belief is None:
        return {**then, "type": now["type"]}
    levels = np.asarray(belief.levels)
    with np.errstate(divide="ignore"):  # a belief of 0 or 1 has infinite odds
        odds = (np.log(levels) - np.log1p(-levels))[now[belief.name]]
    for told in equilibrium.supposed.odds:
        odds = odds + _read(game, told, now, [])
    redraw, prior = float(tables.redraw), float(tables.prior)
    after = (1 - redraw) / (1 + np.exp(-odds)) + redraw * prior
    high = np.clip(np.searchsorted(levels, after), 1, len(levels) - 1)
    low = high - 1
    along = np.clip((after - levels[low]) / (levels[high] - levels[low]), 0.0, 1.0)
    then[belief.name] = np.where(rng.random(len(after)) < along, high, low)
    anew = rng.random(len(after)) < redraw
    drawn = (rng.random(len(after)) < prior).astype(np.int64)
    then["type"] = np.where(anew, drawn, now["type"])
    return then
