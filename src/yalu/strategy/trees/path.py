r"""The branch of equilibria that begins with play at random.

At precision 0 everybody chooses at random and there is one equilibrium. From there a
curve of equilibria leads on, which may turn back before it goes on again; it is
followed by its length, each point begun where the last two point to. The equilibrium
returned is the first on it that has the precision asked for, as in Gambit.

References
----------
Turocy, T. (2010). Computing sequential equilibria using agent quantal response
equilibria. *Economic Theory* 42, 255–269.

"""

from dataclasses import dataclass

import numpy as np

from yalu.errors import ModelError
from yalu.strategy.trees.newton import Point, at_precision, beside, onwards
from yalu.strategy.trees.sweep import prior_odds, sweep, tangent
from yalu.strategy.trees.tables import Tables
from yalu.strategy.trees.tree import Floats

__all__ = ["Branch", "follow"]

_NEAR = 1e-5  # of log odds, on the way
_GUESS = 0.2  # how far a guess should be off, in log odds
_FIRST = 0.25  # the first stride: precision times the spread of payoffs
_LONGEST, _GROWTH = 4.0, 0.25  # a stride; of what lies behind, where that is more
_SHORTEST = 1e-7
_STRETCH = (0.25, 2.0)
_MOST = 4000


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Branch:
    """Where following the branch has come to.

    Attributes
    ----------
    point : Point
        The equilibrium.
    steps : int
        Points on the way.
    turns : int
        How often the branch turned from more to less precision or back.
    sweeps : int
        Sweeps and tangents in all.

    """

    point: Point
    steps: int
    turns: int
    sweeps: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    precision: float
    scale: float
    goal: float


def follow(tables: Tables, precision: float, *, goal: float) -> Branch:
    """Return the first equilibrium of a precision on the branch from play at random.

    Parameters
    ----------
    tables : Tables
        The tree.
    precision : float
        The precision wanted, 0 or more.
    goal : float
        Greatest difference between log odds and their image, beside the greater of 1
        and precision times what is at stake.

    Raises
    ------
    ModelError
        If the branch is lost: no point could be found near enough to the last one.

    """
    odds = prior_odds(tables)
    scale = tables.spread or 1.0  # precision counts as precision times this
    wanted = _Wanted(precision=precision, scale=scale, goal=goal)
    if not odds.size or not precision or not tables.spread:
        last = at_precision(tables, odds, precision, goal=goal)
        return Branch(point=last, steps=1, turns=0, sweeps=last.sweeps)
    start = sweep(tables, 0.0, odds)
    here = Point(odds=odds, swept=start, first=0.0, sweeps=1)
    way = _unit(tangent(start, np.zeros_like(odds), 1.0), 1.0, scale)
    stride, used, turns = _FIRST, 2, 0
    for number in range(1, _MOST + 1):
        ahead = (stride * way[0], stride * way[1])
        then, arrives = _next(tables, here, ahead, wanted)
        used += 0 if then is None else then.sweeps
        if then is None or then.first > 3 * _GUESS:
            stride /= 4
            if stride < _SHORTEST:
                break
            continue
        if arrives:
            return Branch(point=then, steps=number, turns=turns, sweeps=used)
        onward, products = onwards(then.swept, _weight(way, scale))
        used += products
        new = _unit(*onward, scale)
        turns += (new[1] > 0) != (way[1] > 0)
        here, way = then, new
        stretch = np.sqrt(_GUESS / max(then.first, 1e-12))
        stride *= float(np.clip(stretch, *_STRETCH))
        stride = min(stride, max(_LONGEST, _GROWTH * here.precision * scale))
        if way[1] < 0 and here.precision * scale < _FIRST:
            break  # only the way back leads there: it strayed
    msg = (
        f"The branch from play at random was lost at precision {here.precision:.6g}, "
        f"on the way to {precision:g}, after {number} steps and {turns} turns. Ask for "
        "less precision."
    )
    raise ModelError(msg)


def _next(
    tables: Tables, here: Point, ahead: tuple[Floats, float], wanted: _Wanted
) -> tuple[Point | None, bool]:
    """Return the next point, and whether it is the one that is looked for.

    Ahead is the direction, as long as the stride.
    """
    along, rise = ahead
    if here.precision + rise < wanted.precision:
        guess = (here.odds + along, here.precision + rise)
        beyond = _weight(ahead, wanted.scale)
        return beside(tables, guess, beyond, goal=_NEAR), False
    share = (wanted.precision - here.precision) / rise
    odds = here.odds + share * along
    last = at_precision(tables, odds, wanted.precision, goal=wanted.goal)
    # The last digits of odds are lost where they are multiplied by precision.
    found = last.off <= wanted.goal * max(1.0, wanted.precision * wanted.scale)
    return (last if found else None), found


def _weight(way: tuple[Floats, float], scale: float) -> tuple[Floats, float]:
    """Return a direction of length 1 in the dual of the measure of strides."""
    along, rise = _unit(*way, scale)
    return along / along.size, rise * scale**2


def _unit(odds: Floats, precision: float, scale: float) -> tuple[Floats, float]:
    """Return a direction of length 1."""
    mean = np.linalg.norm(odds) / np.sqrt(odds.size)
    size = float(np.hypot(mean, scale * precision))
    return odds / size, precision / size
