r"""The search for wages at which every economy sells what it makes.

Unknown are the logs of wages, of spending and of the factor by which the world
balances. Newton's method uses the analytic derivatives; spending is eliminated, so that
one system in the number of economies is solved. A step that does not bring markets
nearer to clearing is shortened; where even a short one does not, wages rise where more
is asked for than made, which is slower and comes near from everywhere as long as goods
of different origin replace each other.

References
----------
Alvarez, F. and Lucas, R. E. (2007). General equilibrium analysis of the Eaton–Kortum
model of international trade. *Journal of Monetary Economics* 54, 1726–1768.

"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from yalu.impact.clearing import LEAST, Market, World, clear_markets
from yalu.impact.closing import Spending, first_spending, spending_of
from yalu.impact.economy import Floats
from yalu.impact.shock import Deficits
from yalu.impact.starting import first_wages, lower_wages, scanned_wages

__all__ = ["Cleared", "search"]

_GOAL = 1e-13
_GOOD_ENOUGH = 1e-11
_STEPS = 150
_HALVINGS = 6
_LONGEST = 2.0
_FOUND = 1e-10
_APART = 1e-7
_PATIENCE, _LITTLE, _NEARER = 40, 20, 0.8

Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cleared:
    """Where the search has come to.

    Attributes
    ----------
    wages, spending : ndarray
        (D, N): logs of new over old wages, and of spending in USD.
    factor : ndarray
        (D, G): log of the factor by which the world balances.
    market : Market
        The markets there.
    rule : Spending
        How far spending is from its rule.
    distance : ndarray
        (D,): largest relative distance from an equilibrium; infinite where spending is
        not above 0.
    steps : ndarray
        (D,): steps taken.

    """

    wages: Floats
    spending: Floats
    factor: Floats
    market: Market
    rule: Spending
    distance: Floats
    steps: Integers


def search(world: World, draws: int) -> Cleared:
    """Return where the search for an equilibrium of each draw ends.

    Parameters
    ----------
    world : World
        What is given.
    draws : int
        Their number.

    Returns
    -------
    Cleared
        The end of the search; `distance` says whether it is an equilibrium.

    """
    start = first_wages(world, draws)
    found = _from(world, start)
    if world.limits is None:
        return found
    for others in (scanned_wages, _level_wages):
        rows = np.flatnonzero(~(found.distance <= _FOUND))
        if not rows.size:
            break
        part = world.take(rows)
        again = _from(part, others(part, start[rows]))
        nearer = np.flatnonzero(again.distance <= _FOUND)
        found = _joined(world, found, rows[nearer], _some(part, again, nearer))
    rows, lower = lower_wages(world, found.market, found.wages, start)
    if not rows.size:
        return found
    part, held = world.take(rows), start[rows].argmin(axis=1)
    again = _from(part, lower)
    every = np.arange(len(rows))
    below = again.wages[every, held] < found.wages[rows, held] - _APART
    nearer = np.flatnonzero((again.distance <= _FOUND) & below)
    return _joined(world, found, rows[nearer], _some(part, again, nearer))


def _level_wages(world: World, start: Floats) -> Floats:
    """Return logs of wages as they were: where to start when all else has failed."""
    return np.zeros((len(start), world.income.shape[1]))


def _joined(world: World, into: Cleared, rows: Integers, now: Cleared) -> Cleared:
    if not rows.size:
        return into
    found = _put(into, rows, now)
    return _at(world, found.wages, found.spending, found.factor, found.steps)


def _from(world: World, wages: Floats) -> Cleared:
    """Return where the search from given wages ends."""
    whole, draws = world, len(wages)
    factor = np.zeros((draws, world.groups.shape[2]))
    spending = first_spending(world, wages, factor)
    found = _at(world, wages, spending, factor, np.zeros(draws, dtype=np.int64))
    rows, now = np.arange(draws), found
    given_up, best, since = np.zeros(draws, dtype=bool), now.distance, now.steps
    for _ in range(_STEPS):
        done = (now.distance <= _GOAL) | given_up
        if done.all():
            break
        if 4 * done.sum() >= len(done) > 1:
            found = _put(found, rows, now)
            left = np.flatnonzero(~done)
            rows, world, now = rows[left], world.take(left), _some(world, now, left)
            done, best, since = done[left], best[left], since[left]
        now, stuck = _step(world, now, done)
        nearer = now.distance < _NEARER * best
        best = np.where(nearer, now.distance, best)
        since = np.where(nearer, now.steps, since)
        # Where capacities are more than a buyer spends, it is no use to go on.
        full = ((now.market.left < LEAST) & (world.spent > 0)).any(axis=(1, 2))
        patience = np.where(full, _LITTLE, _PATIENCE)
        given_up = done | stuck | (now.steps - since >= patience)
    if len(rows) == draws:
        return now
    found = _put(found, rows, now)
    return _at(whole, found.wages, found.spending, found.factor, found.steps)


def _at(
    world: World, wages: Floats, spending: Floats, factor: Floats, steps: Integers
) -> Cleared:
    # A step may go too far for a number; it then is infinitely far and is shortened.
    with np.errstate(all="ignore"):
        market = clear_markets(world, wages, np.exp(spending))
        rule = spending_of(world, market, wages, spending, factor)
        off = np.concatenate(
            [
                np.abs(np.log(market.sales) - np.log(world.income) - wages),
                np.abs(rule.gap),
                np.abs(_drift(world, wages)),
            ],
            axis=1,
        ).max(axis=1)
    distance = np.where(np.isfinite(off), off, np.inf)
    return Cleared(
        wages=wages,
        spending=spending,
        factor=factor,
        market=market,
        rule=rule,
        distance=distance,
        steps=steps,
    )


def _drift(world: World, wages: Floats) -> Floats:
    """Return the log of the income of each group over what it was."""
    before = _of_groups(world, world.income)
    after = _of_groups(world, world.income * np.exp(wages))
    some = before > 0
    ratio = np.divide(after, before, out=np.ones_like(after), where=some)
    return np.asarray(np.log(ratio))


def _step(
    world: World, now: Cleared, done: NDArray[np.bool_]
) -> tuple[Cleared, NDArray[np.bool_]]:
    """Return the next point, and where there is none."""
    direction = _direction(world, now)
    length = np.where(done | ~np.isfinite(direction[0]).all(axis=1), 0.0, 1.0)
    direction = [np.clip(np.nan_to_num(d), -_LONGEST, _LONGEST) for d in direction]
    steps = now.steps + ~done
    for _ in range(_HALVINGS):
        by = length[:, None]
        trial = _moved(world, now, [by * part for part in direction], steps)
        better = (trial.distance < now.distance) | done
        if better.all():
            return trial, ~better
        length = np.where(better, length, length / 4)
    wages = np.log(now.market.sales) - np.log(world.income) - now.wages
    wages = np.clip(np.nan_to_num(wages), -1.0, 1.0)
    wages = wages / (1.0 + world.theta.max(axis=1))[:, None]
    slow = [wages, wages, np.zeros_like(now.factor)]
    by = length[:, None]
    mixed = [
        np.where(better[:, None], by * part, other)
        for part, other in zip(direction, slow, strict=True)
    ]
    trial = _moved(world, now, mixed, steps)
    stuck = ~better & ((now.distance <= _GOOD_ENOUGH) | ~np.isfinite(trial.distance))
    if stuck.any():  # an end, or nothing left to spend: stay
        mixed = [np.where(stuck[:, None], 0.0, part) for part in mixed]
        trial = _moved(world, now, mixed, steps)
    return trial, stuck


def _moved(world: World, now: Cleared, by: list[Floats], steps: Integers) -> Cleared:
    wages, factor = now.wages + by[0], now.factor + by[2]
    drift = (world.groups @ _drift(world, wages)[..., None])[..., 0]
    wages = wages - drift
    if world.closing is Deficits.SCALED:
        return _at(world, wages, now.spending + by[1] - drift, factor, steps)
    factor = np.zeros_like(factor)  # balances the world exactly, for the same reason
    spending = first_spending(world, wages, factor)
    if world.closing is Deficits.PROPORTIONAL:
        earned = _of_groups(world, world.income * np.exp(wages))
        spent = _of_groups(world, np.exp(spending))
        some = earned > 0
        ratio = np.divide(earned, spent, out=np.ones_like(spent), where=some)
        factor = np.log(ratio)
        spending = first_spending(world, wages, factor)
    return _at(world, wages, spending, factor, steps)


def _of_groups(world: World, values: Floats) -> Floats:
    return np.asarray(np.einsum("dn,dng->dg", values, world.groups))


def _direction(world: World, now: Cleared) -> list[Floats]:
    """Return the step of Newton's method in wages, spending and factor; NaN if none."""
    market, rule, sales = now.market, now.rule, now.market.sales
    n, g = sales.shape[1], world.groups.shape[2]
    at = np.arange(n)
    bent = _bent(world, market)
    weight = _by_spending(world, now) / sales[:, :, None]
    bordered = np.zeros((len(sales), n + g, n + g))
    if rule.by_wages.ndim == sales.ndim:
        along = weight * rule.by_wages[:, None, :]
    else:
        along = weight @ rule.by_wages
    bordered[:, :n, :n] = bent / sales[:, :, None] + along
    bordered[:, :n, n:] = (weight * rule.by_factor[:, None, :]) @ world.groups
    earned = world.income * np.exp(now.wages)
    # In levels the equations add up, and an economy that hardly trades is not moved by
    # what is left over of the others' logs.
    bordered[:, at, at] -= earned / sales
    total = _of_groups(world, earned)
    empty = total <= 0
    part = earned[:, :, None] * world.groups / np.where(empty, 1.0, total)[:, None]
    bordered[:, n:, :n] = part.swapaxes(1, 2)
    last = np.arange(n, n + g)
    bordered[:, last, last] = empty
    off = np.empty((len(sales), n + g))
    off[:, :n] = 1.0 - earned / sales + (weight @ rule.to_rule[..., None])[..., 0]
    off[:, n:] = _drift(world, now.wages)
    step = _solved(bordered, -off)
    wages, factor = step[:, :n], step[:, n:]
    return [wages, _follows(world, rule, wages, factor), factor]


def _follows(world: World, rule: Spending, wages: Floats, factor: Floats) -> Floats:
    """Return the step of spending that goes with a step of wages and factor."""
    if rule.by_wages.ndim == wages.ndim:
        along = rule.by_wages * wages
    else:
        along = (rule.by_wages @ wages[..., None])[..., 0]
    own = (world.groups @ factor[..., None])[..., 0]
    return np.asarray(along + rule.by_factor * own + rule.to_rule)


def _bent(world: World, market: Market) -> Floats:
    """Return how sales (rows) bend with log wages (columns) at given spending."""
    theta, values, shares = world.theta, market.values, market.shares
    found: Floats = np.zeros((len(values), *values.shape[2:]))
    own = np.zeros(market.sales.shape)
    for k in range(values.shape[1]):
        bent = theta[:, k, None, None] * values[:, k]
        own += bent.sum(axis=2)
        found += bent @ shares[:, k].swapaxes(1, 2)
        if market.bound is not None:
            found -= shares[:, k] @ market.bound[:, k].swapaxes(1, 2)
    at = np.arange(values.shape[2])
    found[:, at, at] -= own
    if market.bound is not None:
        found[:, at, at] += market.bound.sum(axis=(1, 3))
    return np.asarray(found)


def _by_spending(world: World, now: Cleared) -> Floats:
    """Return how sales (rows) rise with the log of what buyers (columns) spend."""
    if now.market.bound is None:
        return np.asarray(now.market.values.sum(axis=1))
    spent = world.spent * np.exp(now.spending)[:, None, :]
    return np.asarray(np.einsum("dkij,dkj->dij", now.market.shares, spent))


def _solved(matrix: Floats, right: Floats) -> Floats:
    try:
        return np.asarray(np.linalg.solve(matrix, right[..., None])[..., 0])
    except np.linalg.LinAlgError:  # one draw is singular: leave the others their step
        if len(matrix) == 1:
            return np.full_like(right, np.nan)
        pairs = zip(matrix, right, strict=True)
        return np.concatenate([_solved(m[None], r[None]) for m, r in pairs])


def _some(world: World, now: Cleared, left: Integers) -> Cleared:
    return _at(
        world.take(left),
        now.wages[left],
        now.spending[left],
        now.factor[left],
        now.steps[left],
    )


def _put(into: Cleared, rows: Integers, now: Cleared) -> Cleared:
    names = ("wages", "spending", "factor", "distance", "steps")
    arrays = {name: getattr(into, name).copy() for name in names}
    for name, array in arrays.items():
        array[rows] = getattr(now, name)
    return replace(into, **arrays)
