"""Why there is no equilibrium, in words: before the search and after it."""

import numpy as np

from yalu.impact.clearing import LEAST, World
from yalu.impact.newton import Cleared
from yalu.impact.shock import Deficits
from yalu.impact.world import links, parted

__all__ = ["NOT_FOUND", "TOLERANCE", "impossible", "unfinished"]

NOT_FOUND = "markets do not clear"
"""In the reason of a draw whose search ended nowhere: there may be an equilibrium."""

TOLERANCE = 1e-10
"""Largest relative distance from clearing with which an equilibrium is returned."""
_AS_GIVEN = 1e-8
_NAMED = 4


def impossible(
    world: World, economies: tuple[str, ...], sectors: tuple[str, ...], draws: int
) -> list[str]:
    """Return for each draw why it cannot have an equilibrium; empty if it may.

    Parameters
    ----------
    world : World
        What is given.
    economies, sectors : tuple of str
        Their names.
    draws : int
        Their number.

    Returns
    -------
    list of str
        A clause, without a full stop.

    """
    reasons = [""] * draws
    can = links(world)
    for row, fault in _rows(parted(can), draws):
        if world.closing is not Deficits.FIXED:
            names = _some(economies, fault)
            reasons[row] = (
                f"{names} can buy but not sell, or sell but not buy, so that its trade "
                f"cannot be {world.closing}; stop both ways, or let a little pass"
            )
    for row, fault in _rows(~np.isfinite(world.balance), draws):
        names = _some(economies, fault)
        reasons[row] = f"{names} imports without exports, which cannot be scaled"
    if world.closing is Deficits.FIXED:
        sums = np.einsum("dn,dng->dg", world.balance, world.groups)
        size = np.einsum("dn,dng->dg", world.income, world.groups)
        off = np.abs(sums) > _AS_GIVEN * np.maximum(size, 1.0)
        wrong = np.einsum("dg,dng->dn", off.astype(float), world.groups) > 0
        for row, fault in _rows(wrong, draws):
            names = _some(economies, fault)
            reasons[row] = (
                f"{names} is cut off from the others and cannot keep its deficit or "
                "surplus with them; close or scale deficits instead of fixing them"
            )
    for row, fault in _rows(_unserved(world), draws):
        sector, buyer = np.argwhere(fault)[0]
        reasons[row] = (
            f"{economies[buyer]} is left without any supplier of {sectors[sector]}, on "
            "which it spends a fixed share of its income; let a little pass, or give "
            "it home sales"
        )
    return reasons


def unfinished(
    world: World, end: Cleared, economies: tuple[str, ...], sectors: tuple[str, ...]
) -> list[str]:
    """Return for each draw why the end of the search is no equilibrium; empty if it is.

    Parameters
    ----------
    world : World
        What is given.
    end : Cleared
        Where the search ended.
    economies, sectors : tuple of str
        Their names.

    Returns
    -------
    list of str
        A clause, without a full stop.

    """
    draws = len(end.distance)
    reasons = [""] * draws
    for at in np.flatnonzero(~(end.distance <= TOLERANCE)):
        reasons[at] = _not_cleared(world, end, economies, int(at))
    if world.closing in (Deficits.CLOSED, Deficits.FIXED):
        for at in np.flatnonzero(np.abs(end.factor).max(axis=1) > _AS_GIVEN):
            reasons[at] = reasons[at] or "what is spent is not what is earned"
    short = (end.market.left < 10 * LEAST) & (world.spent > 0)
    for row, fault in _rows(short, draws):
        sector, buyer = np.argwhere(fault)[0]
        reasons[row] = (
            f"no free supplier is left to {economies[buyer]} in {sectors[sector]}: "
            "capacities are more than it spends, or limits less than it must spend; "
            "lower the capacity, or let more pass"
        )
    return reasons


def _not_cleared(
    world: World, end: Cleared, economies: tuple[str, ...], row: int
) -> str:
    own = world.take(np.array([row]))
    earned = np.log(own.income[0]) + end.wages[row]
    with np.errstate(divide="ignore"):
        off = np.abs(np.log(end.market.sales[row]) - earned)
    worst = economies[int(np.nanargmax(off))]
    told = (
        f"{NOT_FOUND}: after {end.steps[row]} steps what {worst} sells is off "
        f"what it makes by {off.max():.1e}"
    )
    if world.closing is Deficits.FIXED:
        return f"{told}; with fixed deficits there may be none: close or scale them"
    return told


def _unserved(world: World) -> np.ndarray:
    offered = world.weights.sum(axis=2)
    limits = world.limits
    if limits is not None:
        can = limits.fixed | (limits.weights > 0) & (limits.quantities > 0)
        added = np.add.reduceat(can.astype(float), limits.starts, axis=1)
        rows = max(len(offered), len(added))
        offered = np.broadcast_to(offered, (rows, *offered.shape[1:])).copy()
        at = limits.sector[limits.starts], limits.buyer[limits.starts]
        offered[:, at[0], at[1]] += added
    return np.asarray((offered <= 0) & (world.spent > 0))


def _rows(faults: np.ndarray, draws: int) -> list[tuple[int, np.ndarray]]:
    """Return each draw with a fault, and its faults."""
    faults = np.broadcast_to(faults, (draws, *faults.shape[1:]))
    bad = faults.reshape(draws, -1).any(axis=1)
    return [(int(row), faults[row]) for row in np.flatnonzero(bad)]


def _some(names: tuple[str, ...], chosen: np.ndarray) -> str:
    found = [name for name, fault in zip(names, chosen, strict=True) if fault]
    more = f" and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
    return ", ".join(found[:_NAMED]) + more
