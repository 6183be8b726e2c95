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

from yalu.impact.clearing import World
from yalu.impact.economy import Floats

__all__ = ["first_wages"]

_LEAST = 1e-6


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
