"""From an economy and a shock to the arrays in which wages are searched for."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from yalu.impact.clearing import Limits, World
from yalu.impact.closing import balances
from yalu.impact.economy import Floats
from yalu.impact.shock import Deficits

__all__ = ["Given", "groups_of", "links", "parted", "prepare"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Given:
    """What a set of draws is made of.

    The first axis of each array counts draws and is 1 where all share; None is no
    shock of that kind.

    Attributes
    ----------
    flows : ndarray
        (D, N, N, K), USD: seller, buyer, sector.
    theta : ndarray
        (D, K): trade elasticities.
    costs, passing, capacity : ndarray or None
        (D, N, N, K): as in `Shock`.

    """

    flows: Floats
    theta: Floats
    costs: Floats | None = None
    passing: Floats | None = None
    capacity: Floats | None = None

    def take(self, rows: NDArray[np.int64]) -> Self:
        """Return some of the draws."""
        arrays = dict(self.arrays())
        return replace(
            self, **{n: a if len(a) == 1 else a[rows] for n, a in arrays.items()}
        )

    def arrays(self) -> Iterator[tuple[str, Floats]]:
        """Yield each array that is there with its name."""
        for name in ("flows", "theta", "costs", "passing", "capacity"):
            array = getattr(self, name)
            if array is not None:
                yield name, array


def prepare(given: Given, closing: Deficits) -> World:
    """Return the arrays in which wages are searched for.

    Parameters
    ----------
    given : Given
        Flows, elasticities and shocks.
    closing : Deficits
        What becomes of imbalances.

    Returns
    -------
    World
        Weights, shares, limits and groups.

    """
    flows = np.ascontiguousarray(np.moveaxis(given.flows, 3, 1))
    spent = flows.sum(axis=2)
    total = spent.sum(axis=1)
    divisor = np.where(spent > 0, spent, 1.0)
    weights = flows / divisor[:, :, None, :]
    if given.costs is not None:
        costs = np.moveaxis(given.costs, 3, 1)
        with np.errstate(divide="ignore"):
            weights = weights * np.exp(-given.theta[:, :, None, None] * np.log(costs))
    weights, limits = _limits(given, flows, weights)
    return World(
        closing=closing,
        theta=given.theta,
        weights=weights,
        spent=spent / total[:, None],
        income=flows.sum(axis=(1, 3)),
        spending=total,
        balance=balances(closing, given.flows),
        groups=np.ones((1, flows.shape[2], 1)),
        limits=limits,
    )


def _limits(
    given: Given, flows: Floats, weights: Floats
) -> tuple[Floats, Limits | None]:
    """Return weights without the cells that have limits, and those cells.

    Each cell is there once, also where some draws limit it and others fix it. A stop is
    no limit but a cell that offers nothing, whatever other draws do: what a draw says
    must not depend on which are asked beside it.
    """
    given_some = [a for a in (given.passing, given.capacity) if a is not None]
    if not given_some:
        return weights, None
    share, room = (
        np.full((1, *flows.shape[1:]), np.nan) if a is None else np.moveaxis(a, 3, 1)
        for a in (given.passing, given.capacity)
    )
    # Of nothing nothing passes, and a limit on it would only cost time.
    share = np.where(flows > 0, share, np.nan)
    stopped = (share == 0) | (room == 0)
    if stopped.all(axis=0).any():
        weights = np.where(stopped.all(axis=0), 0.0, weights)
    known = (~np.isnan(share) | ~np.isnan(room)).any(axis=0) & ~stopped.all(axis=0)
    sector, buyer, seller = np.nonzero(known.transpose(0, 2, 1))
    if not sector.size:
        return weights, None
    at = sector, seller, buyer
    share, room, stop = share[:, *at], room[:, *at], stopped[:, *at]
    fixed = ~np.isnan(room) & ~stop
    most = np.where(np.isnan(share) | stop, np.inf, share * flows[:, *at])
    market = sector * flows.shape[3] + buyer
    _, starts, number = np.unique(market, return_index=True, return_inverse=True)
    limits = Limits(
        sector=sector,
        seller=seller,
        buyer=buyer,
        fixed=fixed,
        weights=np.where(stop, 0.0, weights[:, *at]),
        quantities=np.where(fixed, room, most),
        market=number,
        starts=starts,
    )
    weights = weights.copy()
    weights[:, *at] = 0.0
    return weights, limits


def links(world: World) -> NDArray[np.bool_]:
    """Return (D, N, N), True where the first can sell anything to the second."""
    some = (world.weights * (world.spent > 0)[:, :, None, :]).sum(axis=1) > 0
    limits = world.limits
    if limits is None:
        return np.asarray(some)
    can = limits.fixed | (limits.weights > 0) & (limits.quantities > 0)
    rows = max(len(some), len(can))
    some = np.broadcast_to(some, (rows, *some.shape[1:])).copy()
    row, cell = np.nonzero(np.broadcast_to(can, (rows, can.shape[1])))
    some[row, limits.seller[cell], limits.buyer[cell]] = True
    return some


def groups_of(links: NDArray[np.bool_]) -> Floats:
    """Return (D, N, G): who belongs to which group that trades among itself only.

    Parameters
    ----------
    links : ndarray
        (D, N, N): who can sell to whom.

    Returns
    -------
    ndarray
        1 where an economy belongs to a group, which is named after its first member.

    """
    reach = _reached(links | links.swapaxes(1, 2))
    first = reach.argmax(axis=2)
    used = np.unique(first)
    return np.asarray((first[:, :, None] == used).astype(float))


def parted(links: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return (D, N), True who sells to some that it cannot buy from, or the reverse.

    Parameters
    ----------
    links : ndarray
        (D, N, N): who can sell to whom, also through others.

    Returns
    -------
    ndarray
        Whose money cannot come back.

    """
    reach = _reached(links)
    return np.asarray((reach != reach.swapaxes(1, 2)).any(axis=2))


def _reached(links: NDArray[np.bool_]) -> NDArray[np.bool_]:
    n = links.shape[1]
    reach = links | np.eye(n, dtype=bool)
    while not reach.all():
        further = (reach.astype(np.float32) @ reach.astype(np.float32)) > 0
        if np.array_equal(further, reach):
            break
        reach = further
    return np.asarray(reach)
