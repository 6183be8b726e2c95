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
    """Return weights without the cells that have limits, and those cells."""
    masks, amounts = [], []
    if given.passing is not None:
        share = np.moveaxis(given.passing, 3, 1)
        stopped = (share == 0).all(axis=0)
        weights = np.where(stopped, 0.0, weights)
        masks.append((~np.isnan(share)).any(axis=0) & ~stopped)
        amounts.append(np.where(np.isnan(share), np.inf, share * flows))
    if given.capacity is not None:
        room = np.moveaxis(given.capacity, 3, 1)
        masks.append((np.nan_to_num(room) > 0).any(axis=0))
        amounts.append(np.nan_to_num(room))
    uppers = [True] * (given.passing is not None) + [False]
    found = [
        (np.nonzero(mask.transpose(0, 2, 1)), upper, amount)
        for mask, upper, amount in zip(masks, uppers, amounts, strict=False)
    ]
    sector, buyer, seller = (
        np.concatenate([cells[axis] for cells, _, _ in found])
        if found
        else np.empty(0, dtype=np.int64)
        for axis in range(3)
    )
    if not sector.size:
        return weights, None
    upper = np.concatenate([np.full(len(cells[0]), up) for cells, up, _ in found])
    rows = max(len(amount) for _, _, amount in found)
    quantities = np.concatenate(
        [
            np.broadcast_to(
                amount[:, cells[0], cells[2], cells[1]], (rows, len(cells[0]))
            )
            for cells, _, amount in found
        ],
        axis=1,
    )
    order = np.lexsort((seller, buyer, sector))
    sector, buyer, seller = sector[order], buyer[order], seller[order]
    market = sector * flows.shape[3] + buyer
    _, starts, number = np.unique(market, return_index=True, return_inverse=True)
    limits = Limits(
        sector=sector,
        seller=seller,
        buyer=buyer,
        upper=upper[order],
        weights=np.ascontiguousarray(weights[:, sector, seller, buyer]),
        quantities=np.ascontiguousarray(quantities[:, order]),
        market=number,
        starts=starts,
    )
    weights = weights.copy()
    weights[:, sector, seller, buyer] = 0.0
    return weights, limits


def links(world: World) -> NDArray[np.bool_]:
    """Return (D, N, N), True where the first can sell anything to the second."""
    some = (world.weights * (world.spent > 0)[:, :, None, :]).sum(axis=1) > 0
    limits = world.limits
    if limits is None:
        return np.asarray(some)
    offered, room = limits.weights > 0, limits.quantities > 0
    can = np.where(limits.upper, offered & room, offered | room)
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
