r"""Where the search for wages starts, and so which of several equilibria is found.

Where sales *and* purchases of an economy are limited there may be several equilibria.
Let an economy be allowed the share :math:`x` of what it sold abroad. In the first of
them its wage falls until these sales are all that is wanted, its limits on purchases
are idle, and it buys what it earns; in the others both are at their limit, or purchases
alone are, at a higher wage. What it can buy is nearly the same in the first two.

The search starts at :math:`\hat w = x^{1/\theta}`, near the first: who is under embargo
sells cheaper and buys dearer. There limits do not switch on and off, and a few steps
are enough.
"""

import numpy as np

from yalu.impact.clearing import World, clear_markets
from yalu.impact.closing import first_spending
from yalu.impact.economy import Floats

__all__ = ["first_wages", "scanned_wages"]

_LEAST = 1e-6
_POINTS = 60
_HALVINGS = 30
_MARGIN = 0.3


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
    if limits is None or not limits.upper.any():
        return np.zeros((draws, economies))
    spent = world.spent * world.income[:, None, :]
    former = limits.weights * spent[:, limits.sector, limits.buyer]
    allowed = np.where(limits.upper, np.minimum(limits.quantities, former), former)
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
    step = (_MARGIN - 4.0 * start[rows, held] - least) / _POINTS
    low, high, seen = least.copy(), least.copy(), np.zeros(len(start), dtype=bool)
    for point in range(1, _POINTS + 1):
        place = least + point * step
        over = _asked(world, start, held, place) > 0
        low = np.where(~seen & over, place, low)
        high = np.where(~seen & ~over, place, high)
        seen |= ~over
        if seen.all():
            break
    for _ in range(_HALVINGS):
        place = (low + high) / 2.0
        over = _asked(world, start, held, place) > 0
        low, high = np.where(over, place, low), np.where(over, high, place)
    found = np.zeros_like(start)
    found[rows, held] = (low + high) / 2.0
    return np.where(seen[:, None], found, start)


def _asked(world: World, start: Floats, held: Floats, place: Floats) -> Floats:
    """Return log of what is asked of an economy over what it makes, at some wage."""
    rows = np.arange(len(start))
    wages = np.zeros_like(start)
    wages[rows, held] = place
    factor = np.zeros((len(start), world.groups.shape[2]))
    spending = np.exp(first_spending(world, wages, factor))
    with np.errstate(all="ignore"):
        sales = clear_markets(world, wages, spending).sales[rows, held]
        income = np.broadcast_to(world.income, start.shape)[rows, held]
        found: Floats = np.log(sales) - np.log(income) - place
    return found
