r"""Equilibria of economies that make goods from goods, and levy duties.

What a sector costs to make is what labour and inputs cost,

.. math::

    \hat c_i^k = \hat w_i^{v_i^k}\Big(\prod_s (\hat P_i^s)^{u_i^{ks}}\Big)^{1-v_i^k},

with :math:`v` the share of value added and :math:`u` the shares of sectors in inputs. A
buyer pays duties, which are income of its government; what is bought to make goods and
what is bought to be used up are added. Prices and spending are fixed points at given
wages; wages are found by Newton's method with differences once, corrected by what each
step teaches (Broyden).

References
----------
Caliendo, L. and Parro, F. (2015). Estimates of the trade and welfare effects of NAFTA.
*Review of Economic Studies* 82, 1–44.

"""

from dataclasses import dataclass

import numpy as np

from yalu.errors import ModelError
from yalu.impact.economy import Economy, Floats
from yalu.impact.shock import Deficits, Shock

__all__ = ["Chain", "Made", "chain_of", "make"]

_SETTLED = 3e-14
_ROUNDS = 5000
_CLEARED = 1e-12
_GOOD = 1e-10
_STEPS = 60
_NUDGE = 1e-5
_NOISE = 1e-8  # differences are no better: what bends less is not moved
_SHORTER = 6


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Chain:
    """An economy with inputs and duties as the search needs it.

    Attributes
    ----------
    economies, sectors : tuple of str
        Their names.
    shares : ndarray
        (K, N, N): seller's share in a buyer's spending, duties included.
    duties : ndarray
        (K, N, N): duties as shares of the flow.
    theta : ndarray
        (K,): trade elasticities.
    labour : ndarray
        (K, N): share of value added in cost.
    inputs : ndarray
        (N, K, K): of each buying sector (first) the share of each sector bought in its
        cost.
    earned : ndarray
        (N,), USD: value added.
    wanted : ndarray
        (K, N): shares of sectors in what is used up.
    gap : ndarray
        (N,): what `closing` keeps of the former imbalance: USD beyond income, spending
        over income, or imports over exports.
    closing : Deficits
        What becomes of imbalances.

    """

    economies: tuple[str, ...]
    sectors: tuple[str, ...]
    shares: Floats
    duties: Floats
    theta: Floats
    labour: Floats
    inputs: Floats
    earned: Floats
    wanted: Floats
    gap: Floats
    closing: Deficits


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Made:
    """An equilibrium with inputs.

    Attributes
    ----------
    wages : ndarray
        (N,): new over old wages.
    prices : ndarray
        (K, N): new over old prices to buyers.
    flows : ndarray
        (K, N, N), USD before duties.
    used : ndarray
        (N,), USD: what is spent on what is used up.
    residual : float
        Largest relative distance of what labour is paid from what it earns.
    steps : int
        Steps of the search.

    """

    wages: Floats
    prices: Floats
    flows: Floats
    used: Floats
    residual: float
    steps: int


def chain_of(economy: Economy, closing: Deficits) -> Chain:
    """Return an economy with inputs and duties as the search needs it.

    A sector of which more goes into inputs than is bought at all has no final use; the
    others are scaled to add up, and only a first equilibrium makes the flows agree.

    Parameters
    ----------
    economy : Economy
        Where it happens.
    closing : Deficits
        What becomes of imbalances.

    Returns
    -------
    Chain
        Shares, duties and costs.

    """
    sales, spending = economy.sales, economy.spending
    n, k = sales.shape
    labour = np.ones((n, k)) if economy.value_added is None else economy.value_added
    uses = np.zeros((n, k, k)) if economy.uses is None else economy.uses
    inputs = uses * (1.0 - labour)[:, :, None]
    final = np.maximum(spending - np.einsum("nks,nk->ns", inputs, sales), 0.0)
    duties = np.zeros_like(economy.flows)
    if economy.tariffs is not None:
        duties = economy.tariffs
    earned = (labour * sales).sum(axis=1)
    return Chain(
        economies=economy.economies,
        sectors=economy.sectors,
        shares=np.ascontiguousarray(np.moveaxis(economy.shares, 2, 0)),
        duties=np.moveaxis(duties, 2, 0),
        theta=economy.elasticities,
        labour=labour.T,
        inputs=inputs,
        earned=earned,
        wanted=(final / final.sum(axis=1, keepdims=True)).T,
        gap=_gap(economy, closing, earned),
        closing=closing,
    )


def _gap(economy: Economy, closing: Deficits, earned: Floats) -> Floats:
    home = np.einsum("iik->i", economy.flows)
    bought = economy.flows.sum(axis=(0, 2)) - home
    sold = economy.flows.sum(axis=(1, 2)) - home
    if closing is Deficits.CLOSED:
        return np.zeros_like(earned)
    if closing is Deficits.FIXED:
        return np.asarray(bought - sold)
    if closing is Deficits.SCALED:
        ratio = np.divide(bought, sold, out=np.ones_like(sold), where=sold > 0)
        return np.asarray(ratio)
    if economy.tariffs is not None:
        earned = earned + (economy.tariffs * economy.flows).sum(axis=(0, 2))
    return np.asarray(1.0 + (bought - sold) / earned)


def make(chain: Chain, shock: Shock) -> Made:
    """Return the equilibrium that a shock leads to.

    Parameters
    ----------
    chain : Chain
        Where it happens.
    shock : Shock
        New costs and duties.

    Returns
    -------
    Made
        Wages, prices and flows.

    Raises
    ------
    ModelError
        If no equilibrium is found; the message says why.

    """
    state = _shocked(chain, shock)
    now = state.at(np.zeros(len(chain.earned)), np.zeros_like(chain.labour))
    slope = state.slope(now)
    for step in range(_STEPS):
        if np.abs(now.off).max() <= _CLEARED:
            return state.told(now, step)
        move = _move(slope, chain.earned, now.off)
        then = state.at(now.wages + np.clip(move, -1.0, 1.0), now.prices)
        for _ in range(_SHORTER):
            if np.abs(then.off).max() < np.abs(now.off).max():
                break
            then = state.at(now.wages + (then.wages - now.wages) / 3, now.prices)
        gained = then.wages - now.wages
        if np.abs(then.off).max() < np.abs(now.off).max():
            miss = then.off - now.off - slope @ gained
            slope = slope + np.outer(miss, gained) / float(gained @ gained)
            now = then
        elif np.abs(now.off).max() <= _GOOD:
            return state.told(now, step)
        else:
            slope = state.slope(now)
    msg = (
        f"{shock.name}: there is no equilibrium: after {_STEPS} steps what labour is "
        f"paid is off what it earns by {np.abs(now.off).max():.1e}, deficits "
        f"{chain.closing}. Close deficits, or let a little pass."
    )
    raise ModelError(msg)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Point:
    """What follows from wages: logs of wages and prices, shares, spending, misfit."""

    wages: Floats
    prices: Floats
    shares: Floats
    spending: Floats
    used: Floats
    off: Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _State:
    """A chain under a shock."""

    chain: Chain
    offers: Floats
    duties: Floats

    def at(self, wages: Floats, guess: Floats) -> _Point:
        """Return what follows from wages, beginning with a guess of log prices."""
        chain = self.chain
        wages = wages - np.log(
            (chain.earned * np.exp(wages)).sum() / chain.earned.sum()
        )
        prices, sold = self._prices(wages, guess)
        shares = np.divide(
            sold, sold.sum(axis=1)[:, None], out=np.zeros_like(sold),
            where=sold.sum(axis=1)[:, None] > 0,
        )  # fmt: skip
        spending, used = self._spending(shares, chain.earned * np.exp(wages))
        made = (shares / (1.0 + self.duties) * spending[:, None]).sum(axis=2)
        paid = (chain.labour * made).sum(axis=0)
        off = np.log(paid) - np.log(chain.earned) - wages
        return _Point(
            wages=wages, prices=prices, shares=shares, spending=spending, used=used,
            off=off,
        )  # fmt: skip

    def _prices(self, wages: Floats, guess: Floats) -> tuple[Floats, Floats]:
        chain, prices = self.chain, guess
        theta = chain.theta[:, None]
        for _ in range(_ROUNDS):
            cost = chain.labour * wages + np.einsum("nks,sn->kn", chain.inputs, prices)
            sold = self.offers * np.exp(-theta * cost)[:, :, None]
            total = sold.sum(axis=1)
            some = total > 0
            logs = np.log(total, out=np.zeros_like(total), where=some)
            following = -logs / theta
            change = np.abs(following - prices).max()
            prices = following
            if change <= _SETTLED:
                return prices, sold
        msg = f"Prices do not settle in {_ROUNDS} rounds. Give milder costs or duties."
        raise ModelError(msg)

    def _spending(self, shares: Floats, earned: Floats) -> tuple[Floats, Floats]:
        """Return what is spent on each sector (K, N), and on what is used up (N,)."""
        chain = self.chain
        net = shares / (1.0 + self.duties)
        levied = (net * self.duties).sum(axis=1)
        abroad = net.copy()
        at = np.arange(abroad.shape[1])
        abroad[:, at, at] = 0.0
        spending = chain.wanted * earned
        used = earned
        for _ in range(_ROUNDS):
            made = (net @ spending[..., None])[..., 0]
            own = earned + (levied * spending).sum(axis=0)
            used = own + self._beyond(own, abroad, spending)
            bought = np.einsum("nks,kn->sn", chain.inputs, made)
            following = bought + chain.wanted * used
            moved = np.abs(following - spending).max(axis=0)
            change = (moved / following.sum(axis=0)).max()
            spending = following
            if change <= _SETTLED:
                return spending, used
        msg = f"Spending does not settle in {_ROUNDS} rounds. Close deficits."
        raise ModelError(msg)

    def _beyond(self, own: Floats, abroad: Floats, spending: Floats) -> Floats:
        """Return what is spent beyond income."""
        chain = self.chain
        if chain.closing in (Deficits.CLOSED, Deficits.FIXED):
            return chain.gap
        if chain.closing is Deficits.PROPORTIONAL:
            rule = chain.gap * own
            return np.asarray(rule * (own.sum() / rule.sum()) - own)
        exports = (abroad @ spending[..., None])[..., 0].sum(axis=0)
        rule = chain.gap * exports
        if not rule.sum() > 0:
            return np.zeros_like(own)
        return np.asarray(rule * (exports.sum() / rule.sum()) - exports)

    def slope(self, now: _Point) -> Floats:
        """Return how the misfit changes with log wages, by differences."""
        found = np.empty((len(now.wages), len(now.wages)))
        for at in range(len(now.wages)):
            moved = now.wages.copy()
            moved[at] += _NUDGE
            found[:, at] = (self.at(moved, now.prices).off - now.off) / _NUDGE
        return found

    def told(self, now: _Point, steps: int) -> Made:
        """Return the end of the search."""
        flows = now.shares / (1.0 + self.duties) * now.spending[:, None]
        return Made(
            wages=np.exp(now.wages),
            prices=np.exp(now.prices),
            flows=flows,
            used=now.used,
            residual=float(np.abs(now.off).max()),
            steps=steps,
        )


def _move(slope: Floats, earned: Floats, off: Floats) -> Floats:
    """Return the step of log wages.

    All wages together change nothing, and are held by world income; the wage of who is
    cut off changes nothing either, and stays.
    """
    alone = (np.abs(slope) < _NOISE).all(axis=1)
    weight = np.where(alone, 0.0, earned)
    held = slope + weight / max(weight.sum(), 1e-300) + np.diag(alone.astype(float))
    return np.asarray(-np.linalg.lstsq(held, off, rcond=_NOISE)[0])


def _shocked(chain: Chain, shock: Shock) -> _State:
    duties = chain.duties if shock.tariffs is None else np.moveaxis(shock.tariffs, 2, 0)
    dearer = (1.0 + duties) / (1.0 + chain.duties)
    if shock.costs is not None:
        dearer = dearer * np.moveaxis(shock.costs, 2, 0)
    offers = chain.shares * dearer ** -chain.theta[:, None, None]
    if shock.passing is not None:
        offers = np.where(np.moveaxis(shock.passing, 2, 0) == 0, 0.0, offers)
    empty = (offers.sum(axis=1) <= 0) & (chain.shares.sum(axis=1) > 0)
    if empty.any():
        sector, buyer = np.argwhere(empty)[0]
        msg = (
            f"{shock.name}: there is no equilibrium: {chain.economies[buyer]} is left "
            f"without any supplier of {chain.sectors[sector]}. Let a little pass."
        )
        raise ModelError(msg)
    return _State(chain=chain, offers=offers, duties=duties)
