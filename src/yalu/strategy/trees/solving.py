"""Solving a tree: the branch from play at random, and what lies off it."""

from dataclasses import replace

import numpy as np

from yalu.errors import ModelError
from yalu.strategy.trees.checking import fault_of, reach_of
from yalu.strategy.trees.equilibrium import TOLERANCE, TreeEquilibrium
from yalu.strategy.trees.newton import Point, at_precision
from yalu.strategy.trees.path import follow
from yalu.strategy.trees.sweep import prior_odds, sweep
from yalu.strategy.trees.tables import Tables, tables_of
from yalu.strategy.trees.tree import Floats, SignallingTree

__all__ = ["solve_tree"]

_GOAL = 1e-12  # of log odds: a hundredth of the tolerance of chances
_SWEEPS = 20  # before Newton's method, where it fails without
_APART = 1e-6  # equilibria whose chances differ by less are one


def solve_tree(
    tree: SignallingTree,
    *,
    precision: float,
    starts: int = 0,
    rng: np.random.Generator | None = None,
) -> TreeEquilibrium:
    """Return the logit equilibrium of a tree that play at random leads to.

    The branch of equilibria that begins at precision 0 is followed to the precision
    asked for, as Gambit does. Where there are several equilibria, other starts may lead
    to those off the branch; they are reported beside it.

    Parameters
    ----------
    tree : SignallingTree
        The game.
    precision : float
        How sharply everybody chooses, in one over units of payoff, 0 or more: at an
        information set, chances are in proportion to ``exp(precision * worth)``, worth
        being what the player expects from there on.
    starts : int
        How many beliefs drawn at random to begin from besides.
    rng : numpy.random.Generator, optional
        What draws them; needed if there are to be any.

    Raises
    ------
    SchemaError
        If payoffs cannot be worked out.
    ModelError
        If precision is negative or no number, `rng` is missing, or no equilibrium is
        found to `TOLERANCE`.

    Examples
    --------
    >>> from yalu.strategy.trees import patron_tree
    >>> print(solve_tree(patron_tree(3), precision=4.0))
    patron: 3 rounds of target's move, patron's answer; 128 ends
    logit equilibrium at precision 4, residual below 1e-10; 1 equilibrium found
      target, move: provoke 0.150, talk 0.850
      patron (resolute), answer after provoke: enforce 0.992, cover 0.008
      patron (soft), answer after provoke: enforce 0.894, cover 0.106

    """
    if not 0 <= precision < np.inf:
        msg = f"Precision is {precision:g}; expected 0 or more. Give another."
        raise ModelError(msg)
    if starts and rng is None:
        msg = f"{starts} other starts are to be drawn, but `rng` is missing. Give one."
        raise ModelError(msg)
    tables = tables_of(tree)
    branch = follow(tables, precision, goal=_GOAL)
    found = _told(tree, tables, branch.point)
    if not found.residual <= TOLERANCE:
        msg = (
            f"{tree.name}: no equilibrium found at precision {precision:g}; the "
            f"residual is {found.residual:.1e}, wanted is {TOLERANCE:.1e}. Ask for "
            "less precision."
        )
        raise ModelError(msg)
    found = replace(found, steps=branch.steps, turns=branch.turns, sweeps=branch.sweeps)
    if rng is None:
        return found
    return _with_others(found, tables, starts, rng)


def _with_others(
    found: TreeEquilibrium, tables: Tables, starts: int, rng: np.random.Generator
) -> TreeEquilibrium:
    """Return an equilibrium with those that other starts lead to."""
    known, in_vain, sweeps = [found], 0, found.sweeps
    # Log odds of an answer to anything are within precision times what is at stake.
    reach = found.precision * tables.spread
    for _ in range(starts):
        odds = prior_odds(tables)
        odds = odds + rng.uniform() * reach * rng.uniform(-1.0, 1.0, odds.size)
        point, used = _near(tables, odds, found.precision)
        sweeps += used
        other = _told(found.tree, tables, point)
        if not other.residual <= TOLERANCE:
            in_vain += 1
        elif all(_apart(other.logs, one.logs) > _APART for one in known):
            known.append(other)
    return replace(
        found, starts=starts, in_vain=in_vain, sweeps=sweeps, others=tuple(known[1:])
    )


def _near(tables: Tables, odds: Floats, precision: float) -> tuple[Point, int]:
    """Return where Newton's method leads, after sweeps where it fails without.

    Sweeps never come near an equilibrium that they lead away from, so they come second.
    """
    point = at_precision(tables, odds, precision, goal=_GOAL)
    if point.off <= _GOAL * max(1.0, precision * tables.spread):
        return point, point.sweeps
    for _ in range(_SWEEPS):
        odds = 0.5 * (odds + sweep(tables, precision, odds).image)
    again = at_precision(tables, odds, precision, goal=_GOAL)
    return again, point.sweeps + _SWEEPS + again.sweeps


def _apart(one: tuple[Floats, ...], other: tuple[Floats, ...]) -> float:
    """Return the greatest difference between chances."""
    return max(
        float(np.abs(np.exp(a) - np.exp(b)).max())
        for a, b in zip(one, other, strict=True)
    )


def _told(tree: SignallingTree, tables: Tables, point: Point) -> TreeEquilibrium:
    """Return a point of the search in the words of the tree."""
    swept = point.swept
    reach, beliefs = reach_of(tables, swept.logs)
    return TreeEquilibrium(
        tree=tree,
        precision=point.precision,
        logs=swept.logs,
        log_beliefs=beliefs,
        log_reach=reach,
        payoffs={
            player: dict(zip(tree.types.names, row, strict=True))
            for player, row in zip(tree.players, swept.values.tolist(), strict=True)
        },
        residual=fault_of(tables, point.precision, swept.logs),
        steps=0,
        turns=0,
        sweeps=point.sweeps,
    )
