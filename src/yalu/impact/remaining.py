r"""What a shock leaves of a target's trade if nobody changes what he does.

Of the flow :math:`f` of a cell its limit lets :math:`mf` pass, with :math:`m` the share
that may pass. Where a supplier or buyer steps in up to :math:`c`, he takes over
:math:`\min(\max(c - f, 0), l)`, with :math:`l` what is lost to others in the sector: he
replaces what no longer moves, and not more. Several who step in share it by what they
have to spare.
"""

from dataclasses import dataclass

import numpy as np

from yalu.errors import SchemaError
from yalu.impact.economy import Economy, Floats
from yalu.impact.estimate import SectorCost
from yalu.impact.shock import Shock

__all__ = ["Remaining", "earned_share", "left_over", "remaining", "stopped_share"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Remaining:
    """A target's trade before a shock, and what is left of it at former prices.

    Attributes
    ----------
    sold, still_sold : ndarray
        (N, K), USD a year: what the target sells to each other economy, before and
        after. Its own row is 0.
    bought, still_bought : ndarray
        (N, K), USD a year: what it buys from each.
    income : float
        USD: what the target earns in a year.
    spending : float
        USD: what the target spends in a year.

    """

    sold: Floats
    still_sold: Floats
    bought: Floats
    still_bought: Floats
    income: float
    spending: float

    def bearers(self, economy: Economy, target: str) -> tuple[SectorCost, ...]:
        """Return who loses which trade with the target; only who loses or gains any.

        Parameters
        ----------
        economy : Economy
            The economy that this is about.
        target : str
            Whose trade it is; it stands first.

        """
        sold, bought = self.still_sold - self.sold, self.still_bought - self.bought
        at, sales = economy.at(target), economy.sales
        # What the target buys is what its partners sell.
        changes = [(at, sold.sum(axis=0), bought.sum(axis=0))]
        changes += [(j, bought[j], sold[j]) for j in range(len(sold)) if j != at]
        return tuple(
            SectorCost(
                economy=economy.economies[j],
                sector=sector,
                sales_usd=float(of_sales[k]),
                purchases_usd=float(of_purchases[k]),
                share_of_sales=(
                    float(of_sales[k] / sales[j, k]) if sales[j, k] > 0 else None
                ),
            )
            for j, of_sales, of_purchases in changes
            for k, sector in enumerate(economy.sectors)
            if of_sales[k] != 0 or of_purchases[k] != 0
        )


def remaining(economy: Economy, shock: Shock, target: str) -> Remaining:
    """Return what a shock leaves of a target's trade at former prices and amounts.

    Parameters
    ----------
    economy : Economy
        The economy before the shock.
    shock : Shock
        Its limits and capacities; an infinite cost stops a flow.
    target : str
        Whose trade it is.

    Raises
    ------
    UnknownCodeError
        If the target is not among the economies.
    SchemaError
        If the shock is of another shape, or changes costs otherwise or duties: what
        they do to amounts only a model with behaviour tells.

    Examples
    --------
    >>> import numpy as np
    >>> both = Economy(
    ...     economies=("AAA", "BBB"), sectors=("all",), year=2015,
    ...     flows=np.array([[[90.0], [10.0]], [[10.0], [40.0]]]),
    ...     elasticities=np.array([4.0]),
    ... )
    >>> half = Shock.embargo(both, "BBB", enforcement=0.5)
    >>> remaining(both, half, "BBB").still_sold.tolist()
    [[5.0], [0.0]]

    """
    at = economy.at(target)
    passing = _passing(economy, shock)
    spare = _spare(economy, shock)
    flows = economy.flows.copy()
    flows[at, at] = 0.0
    added = 1.0 if economy.value_added is None else economy.value_added[at]
    return Remaining(
        sold=flows[at],
        still_sold=left_over(flows[at], passing[at], spare[at]),
        bought=flows[:, at],
        still_bought=left_over(flows[:, at], passing[:, at], spare[:, at]),
        income=float((economy.sales[at] * added).sum()),
        spending=float(economy.spending[at].sum()),
    )


def left_over(flows: Floats, passing: Floats, spare: Floats) -> Floats:
    """Return flows by partner after limits, and after others stepped in.

    Parameters
    ----------
    flows : ndarray
        (..., N, K), USD: one direction of the target's trade, by partner and sector.
    passing : ndarray
        (..., N, K): share that may pass, 0 to 1.
    spare : ndarray
        (..., N, K), USD: by how much each could grow, 0 or more.

    Returns
    -------
    ndarray
        (..., N, K), USD.

    """
    kept = flows * passing
    lost = (flows - kept).sum(axis=-2, keepdims=True)
    room = spare.sum(axis=-2, keepdims=True)
    taken = np.minimum(lost, room)
    share = np.divide(taken, room, out=np.zeros_like(room), where=room > 0)
    left: Floats = kept + spare * share
    return left


def stopped_share(
    sold: Floats,
    still_sold: Floats,
    bought: Floats,
    still_bought: Floats,
    income: Floats,
) -> Floats:
    """Return the larger of what is no longer sold and no longer bought, over income.

    Parameters
    ----------
    sold, still_sold, bought, still_bought : ndarray
        (..., N, K), USD.
    income : ndarray
        (...), USD.

    Returns
    -------
    ndarray
        (...).

    """
    sales = (sold - still_sold).sum(axis=(-2, -1))
    purchases = (bought - still_bought).sum(axis=(-2, -1))
    found: Floats = np.maximum(sales, purchases) / income
    return found


def earned_share(before: Floats, after: Floats) -> Floats:
    """Return what share of an amount is left, 1 where there was none.

    Parameters
    ----------
    before, after : ndarray
        (..., N, K), USD.

    Returns
    -------
    ndarray
        (...), 0 to 1.

    """
    total = np.asarray(before.sum(axis=(-2, -1)))
    left = np.asarray(after.sum(axis=(-2, -1)))
    found: Floats = np.divide(left, total, out=np.ones_like(total), where=total > 0)
    return np.minimum(found, 1.0)


def _passing(economy: Economy, shock: Shock) -> Floats:
    """Return the share of each flow that passes, (N, N, K)."""
    shape = economy.flows.shape
    given = (shock.passing, shock.capacity, shock.costs, shock.tariffs)
    wrong = {array.shape for array in given if array is not None} - {shape}
    if wrong:
        msg = (
            f"Shock {shock.name!r}: found shape {wrong.pop()}; expected {shape}, that "
            "of the economy. Build it for this economy."
        )
        raise SchemaError(msg)
    costs = np.ones(shape) if shock.costs is None else shock.costs
    if (np.isfinite(costs) & (costs != 1.0)).any() or shock.tariffs is not None:
        msg = (
            f"Shock {shock.name!r}: found other costs or duties; expected limits, "
            "capacities and infinite costs. Ask a general equilibrium what they do."
        )
        raise SchemaError(msg)
    passing = np.ones(shape)
    if shock.passing is not None:
        passing = np.where(np.isnan(shock.passing), 1.0, shock.passing)
    stopped: Floats = np.where(np.isinf(costs), 0.0, passing)
    return stopped


def _spare(economy: Economy, shock: Shock) -> Floats:
    """Return by how much each cell could grow, (N, N, K) in USD."""
    if shock.capacity is None:
        return np.zeros(economy.flows.shape)
    capacity = np.where(np.isnan(shock.capacity), 0.0, shock.capacity)
    return np.maximum(capacity - economy.flows, 0.0)
