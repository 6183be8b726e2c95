r"""Markets for given wages: who sells how much to whom.

Let :math:`w_i` be the new over the old wage of seller :math:`i`, :math:`E_j` what buyer
:math:`j` spends, :math:`\alpha_j^k` the share of sector :math:`k` in it,
:math:`b_{ij}^k=\lambda_{ij}^k (\hat\tau_{ij}^k)^{-\theta_k}`. A cell without a limit
has the share :math:`b\,w_i^{-\theta_k} z_j^k` of :math:`S_j^k=\alpha_j^k E_j`, where
:math:`z=\hat P^{\theta_k}` lets the shares of a market add up to one. A cell with a
limit on its quantity sells :math:`w_i q` once it binds, whatever the price: the smaller
of the two where a flow is held back, always where the quantity is fixed. The sum of the
shares grows with :math:`z`, so a market has one solution at most.

References
----------
Dekle, R., Eaton, J. and Kortum, S. (2008). Global rebalancing with gravity. *IMF Staff
Papers* 55, 511–540.

"""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from yalu.impact.economy import Floats
from yalu.impact.shock import Deficits

__all__ = ["LEAST", "Limits", "Market", "World", "clear_markets"]

LEAST = 1e-9
"""Share of a market that must be left to cells without a binding limit."""
_NEARLY_NOTHING = 1e-300

Booleans = NDArray[np.bool_]
Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Limits:
    """Cells with a limit on quantity, sorted by market.

    Attributes
    ----------
    sector, seller, buyer : ndarray
        (C,): where the cells are.
    fixed : ndarray
        (D or 1, C): True where exactly this quantity moves, False where no more may.
    weights : ndarray
        (D or 1, C): :math:`b` of the cells.
    quantities : ndarray
        (D or 1, C), USD at former prices; infinite where a draw has no limit.
    market : ndarray
        (C,): number of the market of each cell.
    starts : ndarray
        Where each market begins among the cells.

    """

    sector: Integers
    seller: Integers
    buyer: Integers
    fixed: Booleans
    weights: Floats
    quantities: Floats
    market: Integers
    starts: Integers

    def take(self, rows: Integers) -> Self:
        """Return some of the draws."""
        return replace(
            self,
            fixed=_picked(self.fixed, rows),
            weights=_taken(self.weights, rows),
            quantities=_taken(self.quantities, rows),
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class World:
    """What stays the same while wages are searched for.

    The first axis of each array counts draws; it is 1 where all draws share.

    Attributes
    ----------
    closing : Deficits
        What becomes of imbalances; decides what an economy spends.
    theta : ndarray
        (D, K): trade elasticities.
    weights : ndarray
        (D, K, N, N): :math:`b` by sector, seller and buyer; 0 in cells with a limit.
    spent : ndarray
        (D, K, N): share of each sector in what a buyer spends.
    income : ndarray
        (D, N), USD: what each economy earned before.
    spending : ndarray
        (D, N), USD: what each economy spent before.
    balance : ndarray
        (D, N): what each spends beyond its income (USD, ``fixed``), its spending over
        its income (``proportional``), or its imports over its exports (``scaled``).
    groups : ndarray
        (D, N, G): 1 where an economy belongs to a group that trades among itself only.
    limits : Limits or None
        Cells with a limit on quantity.

    """

    closing: Deficits
    theta: Floats
    weights: Floats
    spent: Floats
    income: Floats
    spending: Floats
    balance: Floats
    groups: Floats
    limits: Limits | None

    def take(self, rows: Integers) -> Self:
        """Return some of the draws."""
        return replace(
            self,
            theta=_taken(self.theta, rows),
            weights=_taken(self.weights, rows),
            spent=_taken(self.spent, rows),
            income=_taken(self.income, rows),
            spending=_taken(self.spending, rows),
            balance=_taken(self.balance, rows),
            groups=_taken(self.groups, rows),
            limits=None if self.limits is None else self.limits.take(rows),
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Market:
    """All markets at given wages and spending.

    Attributes
    ----------
    values : ndarray
        (D, K, N, N), USD: sales in cells where no limit binds.
    shares : ndarray
        (D, K, N, N): their shares in what is left of a market, summing to 1.
    level : ndarray
        (D, K, N): :math:`z`, new over old price to the power of the elasticity.
    left : ndarray
        (D, K, N): share of a market left to cells where no limit binds; below `LEAST`
        where there is no solution.
    bound : ndarray or None
        (D, K, N, N), USD: sales in cells where a limit binds; None without limits.
    binding : ndarray or None
        (D, C): where a limit binds.
    sales : ndarray
        (D, N), USD: what each seller sells.

    """

    values: Floats
    shares: Floats
    level: Floats
    left: Floats
    bound: Floats | None
    binding: Booleans | None
    sales: Floats


def clear_markets(world: World, wages: Floats, spending: Floats) -> Market:
    """Return all markets at given wages and spending.

    Parameters
    ----------
    world : World
        What is given.
    wages : ndarray
        (D, N): logarithms of new over old wages.
    spending : ndarray
        (D, N), USD: what each buyer spends.

    Returns
    -------
    Market
        Sales, shares and prices.

    """
    dearer = np.exp(-world.theta[:, :, None] * wages[:, None, :])
    offers = world.weights * dearer[..., None]
    markets = world.spent * spending[:, None, :]
    if world.limits is None:
        total = np.maximum(offers.sum(axis=2), _NEARLY_NOTHING)
        level = 1.0 / total
        shares = offers * level[:, :, None, :]
        values = shares * markets[:, :, None, :]
        return Market(
            values=values,
            shares=shares,
            level=level,
            left=np.ones_like(level),
            bound=None,
            binding=None,
            sales=values.sum(axis=(1, 3)),
        )
    return _limited(world, world.limits, (dearer, offers, markets), np.exp(wages))


def _limited(
    world: World, limits: Limits, given: tuple[Floats, Floats, Floats], wages: Floats
) -> Market:
    dearer, offers, markets = given
    sector, seller, buyer = limits.sector, limits.seller, limits.buyer
    own = limits.weights * dearer[:, sector, seller]
    value = wages[:, seller] * limits.quantities
    market = np.maximum(markets[:, sector, buyer], _NEARLY_NOTHING)
    with np.errstate(over="ignore"):
        part = value / market
    free = offers.sum(axis=2)
    at = sector[limits.starts], buyer[limits.starts]
    binding, left_at, free_at = _settled(limits, own, part, free[:, at[0], at[1]])
    offers = np.broadcast_to(offers, (len(own), *offers.shape[1:])).copy()
    offers[:, sector, seller, buyer] = np.where(binding, 0.0, own)
    left = np.ones((len(own), *free.shape[1:]))
    left[:, at[0], at[1]] = left_at
    free = np.broadcast_to(free, left.shape).copy()
    free[:, at[0], at[1]] = free_at
    free = np.maximum(free, _NEARLY_NOTHING)
    kept = np.maximum(left, LEAST)
    shares = offers / free[:, :, None, :]
    values = shares * (kept * markets)[:, :, None, :]
    bound = np.zeros_like(values)
    bound[:, sector, seller, buyer] = np.where(binding, value, 0.0)
    lost = (free <= _NEARLY_NOTHING) & (world.spent > 0)
    return Market(
        values=values,
        shares=shares,
        level=kept / free,
        left=np.where(lost, 0.0, left),
        bound=bound,
        binding=binding,
        sales=values.sum(axis=(1, 3)) + bound.sum(axis=(1, 3)),
    )


def _settled(
    limits: Limits, own: Floats, part: Floats, free: Floats
) -> tuple[Booleans, Floats, Floats]:
    """Return which limits bind, what is left of each market, and offers in it.

    Newton's method on a sum that is concave, and linear between the points at which
    limits begin to bind: from below, each step adds some that bind, until none is new.
    """
    binding = np.broadcast_to(limits.fixed, part.shape)
    for _ in range(part.shape[1] + 1):
        taken = np.add.reduceat(np.where(binding, part, 0.0), limits.starts, axis=1)
        offered = np.add.reduceat(np.where(binding, 0.0, own), limits.starts, axis=1)
        total = free + offered
        level = np.maximum(1.0 - taken, 0.0) / np.maximum(total, _NEARLY_NOTHING)
        more = binding | (own * level[:, limits.market] > part)
        if np.array_equal(more, binding):
            break
        binding = more
    return np.asarray(binding), 1.0 - taken, total


def _taken(array: Floats, rows: Integers) -> Floats:
    return array if len(array) == 1 else array[rows]


def _picked(array: Booleans, rows: Integers) -> Booleans:
    return array if len(array) == 1 else array[rows]
