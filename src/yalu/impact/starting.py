r"""Where the search for wages starts, and so which of several equilibria is found.

Where sales *and* purchases of an economy are limited there may be several equilibria.
Let an economy be allowed the share :math:`x` of what it sold abroad. In the first of
them its wage falls until these sales are all that is wanted, its limits on purchases
are idle, and it buys what it earns; in the others both are at their limit, or purchases
alone are, at a higher wage. What it can buy is nearly the same in the first two.

The search starts at :math:`\hat w = x^{1/\theta}`, near the first: who is under embargo
sells cheaper and buys dearer. There limits do not switch on and off, and a few steps
are enough. Where the end of the search has limits on purchases that bind, another
equilibrium may lie below, and is looked for by steps; the lowest wage is taken.
"""

import numpy as np
from numpy.typing import NDArray

from yalu.impact.clearing import Market, World, clear_markets
from yalu.impact.closing import first_spending
from yalu.impact.economy import Floats

__all__ = ["first_wages", "lower_wages", "scanned_wages"]

_LEAST = 1e-6
_POINTS = 60
_HALVINGS = 30
_POINTS_BELOW, _HALVINGS_BELOW = 32, 12
_MARGIN = 0.3
_NEAREST = 1e-3
_CLEARLY = 1e-9


def first_wages(world: World, draws: int) -> Floats:
    """Return logs of wages from which to search.

    Parameters
    ----------
    world : World
        What is given.
    draws : int
        Their number.

    Returns
    -------
    ndarray
        (D, N): 0 for who is not held back.

    """
    economies = world.income.shape[1]
    limits = world.limits
    if limits is None:
        return np.zeros((draws, economies))
    spent = world.spent * world.income[:, None, :]
    former = limits.weights * spent[:, limits.sector, limits.buyer]
    least = np.minimum(limits.quantities, former)
    allowed = np.where(limits.fixed, limits.quantities, least)
    abroad = world.weights * (1.0 - np.eye(economies))
    free = np.einsum("dkij,dkj->di", abroad, spent, optimize=True)
    seller = (limits.seller[:, None] == np.arange(economies)).astype(float)
    before, after = former @ seller + free, allowed @ seller + free
    share = np.divide(after, before, out=np.ones_like(after), where=before > 0)
    logs = np.log(np.clip(share, _LEAST, 1.0)) / world.theta.mean(axis=1)[:, None]
    return np.broadcast_to(logs, (draws, economies)).copy()


def scanned_wages(world: World, start: Floats) -> Floats:
    """Return logs of wages next to the first equilibrium, found by looking for it.

    The wage of the economy that is held back most goes up from where it is wanted by
    all, while the others' stay, until for the first time less is asked of it than it
    makes; the place is then narrowed down by halving.

    Parameters
    ----------
    world : World
        What is given, of D draws.
    start : ndarray
        (D, N), as from `first_wages`.

    Returns
    -------
    ndarray
        (D, N): `start` where nothing was found.

    """
    rows = np.arange(len(start))
    held = start.argmin(axis=1)
    least = 4.0 * start[rows, held] - _MARGIN
    level = np.zeros_like(start)
    step = (_MARGIN - 4.0 * start[rows, held] - least) / _POINTS
    low, high, seen = least.copy(), least.copy(), np.zeros(len(start), dtype=bool)
    for point in range(1, _POINTS + 1):
        place = least + point * step
        over = _asked(world, level, held, place) > 0
        low = np.where(~seen & over, place, low)
        high = np.where(~seen & ~over, place, high)
        seen |= ~over
        if seen.all():
            break
    for _ in range(_HALVINGS):
        place = (low + high) / 2.0
        over = _asked(world, level, held, place) > 0
        low, high = np.where(over, place, low), np.where(over, high, place)
    found = np.zeros_like(start)
    found[rows, held] = (low + high) / 2.0
    return np.where(seen[:, None], found, start)


def lower_wages(
    world: World, market: Market, wages: Floats, start: Floats
) -> tuple[NDArray[np.int64], Floats]:
    """Return which draws have an equilibrium at a lower wage, and wages next to it.

    The wage of the economy that is held back most goes up to where the search ended,
    by steps that become the shorter the nearer they are, while the others' stay.
    Where no limit on its purchases binds there is nothing to look for: at lower wages
    it buys less still, and more is asked of it.

    Parameters
    ----------
    world : World
        What is given, of D draws.
    market : Market
        The markets where the search ended.
    wages : ndarray
        (D, N): logs of wages there.
    start : ndarray
        (D, N), as from `first_wages`.

    Returns
    -------
    rows : ndarray
        Which of the D draws.
    lower : ndarray
        (their number, N): logs of wages at the lowest place at which what is asked
        of it falls below what it makes.

    """
    limits, held = world.limits, start.argmin(axis=1)
    none = np.empty(0, dtype=np.int64)
    if limits is None or market.binding is None:
        return none, wages[none]
    buys = limits.buyer == held[:, None]
    rows = np.flatnonzero((market.binding & ~limits.fixed & buys).any(axis=1))
    if not rows.size:
        return none, wages[none]
    world, held, ended = world.take(rows), held[rows], wages[rows]
    every = np.arange(len(rows))
    top = ended[every, held]
    least = np.minimum(4.0 * start[rows, held], top) - _MARGIN
    back = np.geomspace(1.0, _NEAREST, _POINTS_BELOW) - _NEAREST
    low, high, seen = least.copy(), top.copy(), np.zeros(len(rows), dtype=bool)
    for part in back:
        place = top - _NEAREST + part * (least - top)
        under = _asked(world, ended, held, place) < -_CLEARLY
        low = np.where(~seen & ~under, place, low)
        high = np.where(~seen & under, place, high)
        seen |= under
    some = np.flatnonzero(seen)
    if not some.size:
        return none, wages[none]
    rows, world, held = rows[some], world.take(some), held[some]
    low, high, ended = low[some], high[some], ended[some].copy()
    for _ in range(_HALVINGS_BELOW):
        place = (low + high) / 2.0
        under = _asked(world, ended, held, place) < 0
        low, high = np.where(under, low, place), np.where(under, place, high)
    ended[np.arange(len(rows)), held] = (low + high) / 2.0
    return rows, ended


def _asked(world: World, others: Floats, held: Floats, place: Floats) -> Floats:
    """Return log of what is asked of an economy over what it makes, at some wage."""
    rows = np.arange(len(others))
    wages = others.copy()
    wages[rows, held] = place
    factor = np.zeros((len(others), world.groups.shape[2]))
    spending = np.exp(first_spending(world, wages, factor))
    with np.errstate(all="ignore"):
        sales = clear_markets(world, wages, spending).sales[rows, held]
        income = np.broadcast_to(world.income, others.shape)[rows, held]
        found: Floats = np.log(sales) - np.log(income) - place
    return found
