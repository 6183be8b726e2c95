"""The board: named arrays of levels, and the tables that the rules make of them.

Every table has the axes *type*, state, belief, actions, in the order of
`Game.axes`; an axis that a table does not depend on has length one there, and no table
of states times actions times next states is ever made.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from yalu.errors import ModelError, Problem, SchemaError, describe
from yalu.strategy.games.game import Game

__all__ = ["CLOSED", "Tables", "check_tables", "tables_of"]

CLOSED = -1e30
"""What stands for the logarithm of nothing: finite, so that derivatives stay so."""

_SUM = 1e-9


@jax.tree_util.register_dataclass
@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """The rules of a game at given parameters.

    Attributes
    ----------
    payoffs : tuple of array
        For each player, over the board.
    chances : tuple of array
        For each component, over the board and, last, its next level.
    closed : tuple of tuple of array
        For each stage and each of its players: zero where a choice is open, `CLOSED`
        where it is not.
    discount : array
        A number.
    redraw, prior : array
        Chance that a type is drawn anew, and of the last type then.

    """

    payoffs: tuple[Any, ...]
    chances: tuple[Any, ...]
    closed: tuple[tuple[Any, ...], ...]
    discount: Any
    redraw: Any
    prior: Any


def _named(game: Game, *, extra: int = 0) -> dict[str, tuple[Any, Any]]:
    """Return levels and positions for each axis, shaped for the board."""
    rank = 1 + len(game.axes) + extra
    found = {}
    for place, axis in enumerate(game.axes, start=1):
        shape = [1] * rank
        shape[place] = axis.size
        levels = np.asarray(axis.levels, dtype=float).reshape(shape)
        found[axis.name] = (levels, np.arange(axis.size).reshape(shape))
    return found


def _at(named: Mapping[str, tuple[Any, Any]], **more: Any) -> SimpleNamespace:  # noqa: ANN401
    return SimpleNamespace(
        **{name: levels for name, (levels, _) in named.items()},
        **more,
        rank=SimpleNamespace(**{name: rank for name, (_, rank) in named.items()}),
    )


def tables_of(game: Game, parameters: Mapping[str, Any]) -> Tables:
    """Return the rules of a game at given parameters; may be traced by JAX.

    Raises
    ------
    SchemaError
        If a rule speaks of an axis that it may not see, or of a parameter that is not
        given.

    """
    by = SimpleNamespace(**parameters)
    named = _named(game)
    types = np.arange(len(game.types)).reshape(-1, *[1] * len(game.axes))
    at = _at(named, type=types)
    blank = jnp.zeros([1] * (1 + len(game.axes)))
    belief = game.belief
    try:
        return Tables(
            payoffs=tuple(
                sum(
                    (one.value(at, by) for one in game.payoffs if one.player == who),
                    blank,
                )
                for who in game.players
            ),
            chances=_chances(game, by),
            closed=tuple(
                tuple(
                    sum(
                        (
                            jnp.where(rule(at, by), 0.0, CLOSED)
                            for name, rule in stage.open_to
                            if name == who
                        ),
                        blank,
                    )
                    for who in stage.players
                )
                for stage in game.stages
            ),
            discount=jnp.asarray(game.discount(by), dtype=float),
            redraw=jnp.asarray(belief.redraw(by) if belief else 0.0, dtype=float),
            prior=jnp.asarray(belief.prior(by) if belief else 0.5, dtype=float),
        )
    except AttributeError as error:
        msg = (
            f"Game {game.name!r}: a rule asks for {error.name!r}, which is neither an "
            f"axis that it may see ({', '.join(named)}) nor a parameter "
            f"({', '.join(parameters) or 'none is given'}). Mend the rule or give it."
        )
        raise SchemaError(msg) from None


def _chances(game: Game, by: SimpleNamespace) -> tuple[Any, ...]:
    """Return, for each component in order, its chances over the board and next."""
    rank = 1 + len(game.axes)
    named = _named(game, extra=1)
    rules = {one.component: one for one in game.transitions}
    found = []
    for component in game.components:
        rule = rules[component.name]
        shape = [*[1] * rank, component.size]
        then = np.asarray(component.levels, dtype=float).reshape(shape)
        seen = {name: named[name] for name in rule.given}
        at = _at({**seen, "next": (then, np.arange(component.size).reshape(shape))})
        chances = jnp.asarray(rule.chances(at, by), dtype=float)
        found.append(jnp.broadcast_to(chances, (*chances.shape[:-1], component.size)))
    return tuple(found)


def check_tables(game: Game, tables: Tables) -> None:
    """Raise if the rules make no game at these parameters.

    Raises
    ------
    ModelError
        If chances are negative or do not sum to one, a payoff is not a number, the
        discount is not from 0 up to 1, a type is drawn
        by no chance, or a player may find every choice closed.

    """
    problems = []
    for who, payoff in zip(game.players, tables.payoffs, strict=True):
        if not np.isfinite(payoff).all():
            found = "found a value that is no finite number"
            problems.append(Problem(f"payoffs of {who}", found, "Mend the rule"))
    for component, chances in zip(game.components, tables.chances, strict=True):
        off = float(np.abs(np.sum(chances, axis=-1) - 1).max())
        low = float(np.min(chances))
        if not (off <= _SUM and low >= -_SUM):  # rounding is nobody's fault
            found = f"found sums off by up to {off:.3g} and a least chance of {low:.3g}"
            wanted = "expected chances from 0 that sum to 1"
            place = f"transition of {component.name}"
            problems.append(Problem(place, f"{found}; {wanted}", "Mend the rule"))
    problems += _numbers(tables)
    for stage, closed in zip(game.stages, tables.closed, strict=True):
        for who, mask in zip(stage.players, closed, strict=True):
            own = tuple(1 + game.axes.index(a) for a in stage.of(who))
            if bool((np.max(mask, axis=own) < 0).any()):
                found = "found a place where every choice is closed"
                problems.append(Problem(f"choices of {who}", found, "Leave one open"))
    if problems:
        headline = f"Game {game.name!r} cannot be played at these parameters"
        raise ModelError(describe(headline, problems))


def _numbers(tables: Tables) -> list[Problem]:
    """Return what is wrong with the discount and with how types are drawn."""
    problems = []
    if not 0 <= float(tables.discount) < 1:
        found = f"found {float(tables.discount):g}; expected from 0 up to 1"
        problems.append(Problem("discount", found, "Give another"))
    for name, chance in (("redraw", tables.redraw), ("prior", tables.prior)):
        if not 0 <= float(chance) <= 1:
            found = f"found {float(chance):g}; expected from 0 to 1"
            problems.append(Problem(name, found, "Give another"))
    return problems
