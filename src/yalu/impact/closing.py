r"""What an economy spends, given what it earns: the ways to treat imbalances.

With :math:`Y_j` the former income, :math:`w_j` the new over the old wage and :math:`c`
one number for all economies that trade with each other, by which the world balances:

========================  ==========================================================
``closed``                :math:`E_j = c\,w_jY_j`, where :math:`c` comes out as 1
``fixed``                 :math:`E_j = c\,(w_jY_j + D_j)`, where :math:`c` comes out
                          as 1, and world income is the unit
``proportional``          :math:`E_j = c\,e_j w_jY_j`, :math:`e_j` its former spending
                          over its former income
``scaled``                :math:`E_j = w_jY_j + (c\,r_j-1)(w_jY_j-H_j)`, :math:`r_j`
                          its former imports over its former exports and :math:`H_j`
                          its sales at home
========================  ==========================================================
"""

from dataclasses import dataclass

import numpy as np

from yalu.impact.clearing import Market, World
from yalu.impact.economy import Floats
from yalu.impact.shock import Deficits

__all__ = ["Spending", "balances", "first_spending", "spending_of"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Spending:
    """How far spending is from its rule, and how the rule bends.

    Attributes
    ----------
    gap : ndarray
        (D, N): logarithm of spending less that of what the rule says.
    by_wages : ndarray
        Change of log spending along the rule with log wages: (D, N, N), or (D, N) where
        each depends on its own wage only.
    by_factor : ndarray
        (D, N): its change with the log of :math:`c`.
    to_rule : ndarray
        (D, N): change of log spending that closes the gap at given wages.

    """

    gap: Floats
    by_wages: Floats
    by_factor: Floats
    to_rule: Floats


def balances(closing: Deficits, flows: Floats) -> Floats:
    """Return what the rule needs to know of the former imbalances.

    Parameters
    ----------
    closing : Deficits
        The rule.
    flows : ndarray
        (D, N, N, K), USD: seller, buyer, sector.

    Returns
    -------
    ndarray
        (D, N), as `World.balance`; infinite where an economy imports without exports.

    """
    values = flows.sum(axis=3)
    sold, bought = values.sum(axis=2), values.sum(axis=1)
    if closing is Deficits.CLOSED:
        return np.zeros_like(sold)
    if closing is Deficits.FIXED:
        return np.asarray(bought - sold)
    if closing is Deficits.PROPORTIONAL:
        return np.asarray(bought / sold)
    home = np.einsum("dii->di", values)
    exports, imports = sold - home, bought - home
    none = np.where(imports > 0, np.inf, 1.0)
    return np.asarray(np.divide(imports, exports, out=none, where=exports > 0))


def first_spending(world: World, wages: Floats, factor: Floats) -> Floats:
    """Return the log of what each spends by the rule; NaN where it would be nothing.

    Where the rule depends on sales at home, this is where the search starts.

    Parameters
    ----------
    world : World
        What is given.
    wages : ndarray
        (D, N): log of new over old wages.
    factor : ndarray
        (D, G): log of :math:`c`.

    Returns
    -------
    ndarray
        (D, N): log of USD.

    """
    own = np.einsum("dng,dg->dn", world.groups, factor)
    earned = world.income * np.exp(wages)
    if world.closing is Deficits.FIXED:
        spent = earned + world.balance
        positive = spent > 0
        logs = np.log(spent, out=np.full_like(spent, np.nan), where=positive)
        return np.asarray(logs + own)
    if world.closing is Deficits.PROPORTIONAL:
        earned = earned * world.balance
    return np.asarray(np.log(earned) + own)


def spending_of(
    world: World, market: Market, wages: Floats, spending: Floats, factor: Floats
) -> Spending:
    """Return how far spending is from the rule, and how the rule bends.

    Parameters
    ----------
    world : World
        What is given.
    market : Market
        The markets at these wages and this spending.
    wages, spending, factor : ndarray
        Logs of new over old wages, of spending in USD (D, N) and of :math:`c` (D, G).

    Returns
    -------
    Spending
        The gap and the derivatives.

    """
    rows, n = wages.shape
    ones, nought = np.ones((rows, n)), np.zeros((rows, n))
    if world.closing is Deficits.SCALED:
        return _by_exports(world, market, wages, spending, factor)
    slope = ones
    if world.closing is Deficits.FIXED:
        earned = world.income * np.exp(wages)
        slope = earned / (earned + world.balance)
    return Spending(
        gap=nought,
        by_wages=slope,
        by_factor=ones,
        to_rule=nought,
    )


def _by_exports(
    world: World, market: Market, wages: Floats, spending: Floats, factor: Floats
) -> Spending:
    earned = world.income * np.exp(wages)
    spent = np.exp(spending)
    ratio = world.balance * np.exp(np.einsum("dng,dg->dn", world.groups, factor))
    values = np.einsum("dkii->dki", market.values)
    shares = np.einsum("dkii->dki", market.shares)
    bent = world.theta[:, :, None] * values
    home = values.sum(axis=1)
    home_by_wages = np.einsum("dkj,dklj->djl", bent, market.shares)
    at = np.arange(home.shape[1])
    home_by_wages[:, at, at] -= bent.sum(axis=1)
    if market.bound is not None:
        bound = np.einsum("dkii->di", market.bound)
        home = home + bound
        home_by_wages -= np.einsum("dkj,dklj->djl", shares, market.bound)
        home_by_wages[:, at, at] += bound
    home_by_spending = (shares * world.spent).sum(axis=1)
    exports = earned - home
    rule = earned + (ratio - 1.0) * exports
    turn = 1.0 + (ratio - 1.0) * home_by_spending
    by_wages = -(ratio - 1.0)[:, :, None] * home_by_wages
    by_wages[:, at, at] += ratio * earned
    alone = np.einsum("dng,dhg->dnh", world.groups, world.groups).sum(axis=2) == 1
    own = np.eye(home.shape[1]) * np.ones_like(by_wages)
    gap = (spent - rule) / spent
    apart = spending - np.log(earned) - np.log(ratio / world.balance)
    by_wages = by_wages / (turn * spent)[:, :, None]
    return Spending(  # who trades with nobody spends what it earns
        gap=np.where(alone, apart, gap),
        by_wages=np.where(alone[:, :, None], own, by_wages),
        by_factor=np.where(alone, 1.0, ratio * exports / (turn * spent)),
        to_rule=np.where(alone, -apart, -gap / turn),
    )
