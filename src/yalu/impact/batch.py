"""Many equilibria at once: draws of flows, elasticities and limits."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from yalu.errors import Problem, SchemaError, describe
from yalu.impact.clearing import World
from yalu.impact.economy import Economy, Floats
from yalu.impact.estimate import ImpactStatus
from yalu.impact.newton import Cleared, search
from yalu.impact.refusing import impossible, unfinished
from yalu.impact.shock import Deficits, Shock
from yalu.impact.world import Given, groups_of, links, prepare

__all__ = ["Equilibria", "solve_many"]

_CELLS_AT_ONCE = 200_000
"""Cells worked on at once: more would not stay in the processor's cache."""
_BALANCED = 1e-12
_TINY = 1e-300


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Equilibria:
    """What a shock does in each of D draws.

    Attributes
    ----------
    economy : Economy
        Where it happens, as given.
    deficits : Deficits
        What became of imbalances.
    welfare, wages, price_index, spending : ndarray
        (D, N): new over old real spending, wage, price of what is bought, and spending
        in money; NaN where there is no answer.
    prices : ndarray
        (D, N, K): new over old price of each sector to each buyer; NaN where there is
        no answer or nothing is bought.
    former, flows : ndarray or None
        (D, N, N, K), USD: flows before the shock, after closing,
        and with it; None if not asked for.
    costs : ndarray or None
        (D, N, N, K): the new over old cost of trade that a limit amounts to, 1 or what
        the shock says where none binds; NaN where a supplier steps in that sold nothing
        before. None if flows were not asked for.
    residual : ndarray
        (D,): largest relative distance of what is sold from what is made.
    steps : ndarray
        (D,): steps of the search.
    reasons : tuple of str
        Why there is no answer; empty where there is.

    """

    economy: Economy
    deficits: Deficits
    welfare: Floats
    wages: Floats
    price_index: Floats
    spending: Floats
    prices: Floats
    former: Floats | None
    flows: Floats | None
    costs: Floats | None
    residual: Floats
    steps: Floats
    reasons: tuple[str, ...]

    @property
    def solved(self) -> np.ndarray:
        """Return (D,), True where there is an answer."""
        return np.array([not reason for reason in self.reasons])

    @property
    def statuses(self) -> tuple[ImpactStatus, ...]:
        """Return (D,) whether there is an answer."""
        return tuple(
            ImpactStatus.NO_EQUILIBRIUM if reason else ImpactStatus.COMPUTED
            for reason in self.reasons
        )

    def loss(self, economy: str) -> Floats:
        """Return (D,) the share of real spending that an economy loses.

        Parameters
        ----------
        economy : str
            Its code.

        Returns
        -------
        ndarray
            Above 0 for a loss; NaN where there is no answer.

        Raises
        ------
        UnknownCodeError
            If it is not among the economies.

        """
        return np.asarray(1.0 - self.welfare[:, self.economy.at(economy)])

    def __len__(self) -> int:
        return len(self.reasons)

    def __str__(self) -> str:
        done = int(self.solved.sum())
        return f"{done} of {len(self)} draws solved, deficits {self.deficits}"


def solve_many(
    economy: Economy,
    shock: Shock,
    *,
    deficits: Deficits = Deficits.CLOSED,
    flows: Floats | None = None,
    elasticities: Floats | None = None,
    costs: Floats | None = None,
    passing: Floats | None = None,
    capacity: Floats | None = None,
    keep_flows: bool = False,
) -> Equilibria:
    """Return the equilibria of many draws; who has none says why.

    What is given here replaces what the economy or the shock say, and may have one axis
    more in front, the draws; all that have it must have the same number.

    Parameters
    ----------
    economy : Economy
        Where it happens; without inputs and tariffs.
    shock : Shock
        What happens; without tariffs.
    deficits : Deficits
        What becomes of imbalances.
    flows : ndarray or None
        ([D,] N, N, K), USD.
    elasticities : ndarray or None
        ([D,] K).
    costs, passing, capacity : ndarray or None
        ([D,] N, N, K), as in `Shock`.
    keep_flows : bool
        Whether flows are wanted.

    Returns
    -------
    Equilibria
        One row a draw; NaN and a reason where a draw has no equilibrium.

    Raises
    ------
    SchemaError
        If a shape or a number is not as said, or the economy has inputs or tariffs.

    Examples
    --------
    >>> import numpy as np
    >>> both = Economy(
    ...     economies=("AAA", "BBB"), sectors=("all",), year=2015,
    ...     flows=np.array([[[90.0], [10.0]], [[10.0], [40.0]]]),
    ...     elasticities=np.array([4.0]),
    ... )
    >>> closure = Shock.embargo(both, "BBB")
    >>> found = solve_many(both, closure, elasticities=np.array([[4.0], [8.0]]))
    >>> found.loss("BBB").round(4).tolist(), (1 - 0.8 ** np.array([1/4, 1/8])).round(4)
    ([0.0543, 0.0275], array([0.0543, 0.0275]))

    """
    given = _given(
        economy,
        shock,
        {
            "flows": flows,
            "theta": elasticities,
            "costs": costs,
            "passing": passing,
            "capacity": capacity,
        },
    )
    draws = max(len(array) for _, array in given.arrays())
    cells = economy.flows.size
    most = max(1, _CELLS_AT_ONCE // cells)
    parts = [
        _solved(economy, part, deficits, size, keep_flows=keep_flows)
        for part, size in _parts(given, draws, most)
    ]
    reasons = tuple(reason for _, some in parts for reason in some)
    arrays = {
        name: np.concatenate([arrays[name] for arrays, _ in parts])
        for name in parts[0][0]
    }
    return Equilibria(
        economy=economy,
        deficits=deficits,
        welfare=arrays["welfare"],
        wages=arrays["wages"],
        price_index=arrays["price_index"],
        spending=arrays["spending"],
        prices=arrays["prices"],
        former=arrays.get("former"),
        flows=arrays.get("flows"),
        costs=arrays.get("costs"),
        residual=arrays["residual"],
        steps=arrays["steps"],
        reasons=reasons,
    )


def _solved(
    economy: Economy, given: Given, deficits: Deficits, draws: int, *, keep_flows: bool
) -> tuple[dict[str, Floats], list[str]]:
    """Return the arrays of `Equilibria` for some draws, and reasons."""
    names = economy.economies, economy.sectors
    reasons = [""] * draws
    if deficits is Deficits.CLOSED:
        given, reasons = _closed(given, names, draws)
    world = prepare(given, deficits)
    world = replace(world, groups=groups_of(links(world)))
    reasons = _first(reasons, impossible(world, *names, draws))
    n, k = len(names[0]), len(names[1])
    shapes: dict[str, tuple[int, ...]] = dict.fromkeys(
        ("welfare", "wages", "price_index", "spending"), (n,)
    )
    shapes |= {"prices": (n, k), "residual": (), "steps": ()}
    if keep_flows:
        shapes |= dict.fromkeys(("former", "flows", "costs"), (n, n, k))
    arrays = {name: np.full((draws, *of), np.nan) for name, of in shapes.items()}
    rows = np.flatnonzero([not reason for reason in reasons])
    if rows.size:
        part = world.take(rows)
        end = search(part, len(rows))
        why = unfinished(part, end, *names)
        told = _told(part, end)
        if keep_flows:
            some = given.take(rows)
            told["former"] = np.broadcast_to(some.flows, (len(rows), n, n, k))
            told |= _flows(part, end, some)
        good = np.array([not reason for reason in why])
        for name, array in arrays.items():
            array[rows[good]] = told[name][good]
        for row, reason in zip(rows, why, strict=True):
            reasons[row] = reason
    return arrays, reasons


def _closed(
    given: Given, names: tuple[tuple[str, ...], tuple[str, ...]], draws: int
) -> tuple[Given, list[str]]:
    """Return flows of a world with balanced trade, and where there is none, why."""
    values = given.flows.sum(axis=3)
    sold = values.sum(axis=2)
    if (np.abs(values.sum(axis=1) - sold) <= _BALANCED * sold).all():
        return given, [""] * draws
    before = Given(flows=given.flows, theta=given.theta)
    some = max(len(before.flows), len(before.theta))
    world = prepare(before, Deficits.CLOSED)
    world = replace(world, groups=groups_of(links(world)))
    reasons = impossible(world, *names, some)
    end = search(world, some)
    reasons = _first(reasons, unfinished(world, end, *names))
    failed = np.array([bool(reason) for reason in reasons])
    flows = np.moveaxis(end.market.values, 1, 3)
    flows = np.where(failed[:, None, None, None], given.flows, flows)
    told = [f"before the shock: {reason}" if reason else "" for reason in reasons]
    return replace(given, flows=flows), told if some == draws else told * draws


def _told(world: World, end: Cleared) -> dict[str, Floats]:
    """Return what follows from wages, spending and prices."""
    some = np.broadcast_to(world.spent > 0, end.market.level.shape)
    logs = np.log(end.market.level) / world.theta[:, :, None]
    logs = np.where(some, logs, np.nan)
    index = np.where(some, world.spent * logs, 0.0).sum(axis=1)
    spending = end.spending - np.log(world.spending)
    earned = np.log(world.income) + end.wages
    off = np.abs(np.log(end.market.sales) - earned).max(axis=1)
    return {
        "welfare": np.exp(spending - index),
        "wages": np.exp(end.wages),
        "price_index": np.exp(index),
        "spending": np.exp(spending),
        "prices": np.exp(logs).swapaxes(1, 2),
        "residual": off,
        "steps": end.steps.astype(float),
    }


def _flows(world: World, end: Cleared, given: Given) -> dict[str, Floats]:
    """Return flows with the shock, and the costs that limits amount to."""
    market, limits = end.market, world.limits
    values = market.values if market.bound is None else market.values + market.bound
    costs = np.ones_like(values)
    if given.costs is not None:
        costs *= np.moveaxis(given.costs, 3, 1)
    for most in (given.passing, given.capacity):
        if most is not None:
            stop = np.broadcast_to(np.moveaxis(most == 0, 3, 1), costs.shape)
            costs[stop] = np.inf
    if limits is not None and market.binding is not None:
        at = limits.sector, limits.seller, limits.buyer
        before = np.moveaxis(given.flows, 3, 1)
        share = (before / np.maximum(before.sum(axis=2), _TINY)[:, :, None])[:, *at]
        theta = world.theta[:, limits.sector]
        markets = (world.spent * np.exp(end.spending)[:, None, :])[:, at[0], at[2]]
        level = market.level[:, at[0], at[2]]
        dearer = np.exp(-theta * end.wages[:, limits.seller])
        with np.errstate(divide="ignore", invalid="ignore"):
            would = share * dearer * level * markets
            ratio = values[:, *at] / would
            implied = np.where(share > 0, ratio ** (-1.0 / theta), np.nan)
        costs[:, *at] = np.where(market.binding, implied, costs[:, *at])
    return {"flows": np.moveaxis(values, 1, 3), "costs": np.moveaxis(costs, 1, 3)}


def _first(reasons: list[str], others: list[str]) -> list[str]:
    return [one or other for one, other in zip(reasons, others, strict=True)]


def _parts(given: Given, draws: int, most: int) -> Iterator[tuple[Given, int]]:
    for start in range(0, draws, most):
        rows = np.arange(start, min(start + most, draws))
        yield given.take(rows), len(rows)


def _given(economy: Economy, shock: Shock, drawn: dict[str, Floats | None]) -> Given:
    """Return arrays that all begin with an axis of draws, checked."""
    kinds = ("inputs", economy.value_added), ("duties", economy.tariffs)
    faults = [
        Problem("economy", f"has {name}; expected none", "solve one by one instead")
        for name, there in (*kinds, ("new duties", shock.tariffs))
        if there is not None
    ]
    own = {
        "flows": economy.flows,
        "theta": economy.elasticities,
        "costs": shock.costs,
        "passing": shock.passing,
        "capacity": shock.capacity,
    }
    arrays: dict[str, Floats] = {}
    for name, stands in own.items():
        array = drawn[name] if drawn[name] is not None else stands
        if array is None:
            continue
        shape = (len(economy.sectors),) if name == "theta" else economy.flows.shape
        if array.shape[-len(shape) :] != shape or array.ndim > len(shape) + 1:
            found = f"shape {array.shape}; expected {shape} or draws before it"
            faults.append(Problem(name, found, "mend its axes"))
            continue
        arrays[name] = array if array.ndim > len(shape) else array[None]
        faults.extend(_out_of_range(name, arrays[name]))
    sizes = {name: len(a) for name, a in arrays.items() if len(a) != 1}
    if len({*sizes.values()}) > 1:
        found = f"numbers of draws {sizes}; expected one number"
        faults.append(Problem("draws", found, "draw all as often"))
    if "passing" in arrays and "capacity" in arrays and not faults:
        both = ~np.isnan(arrays["passing"]) & ~np.isnan(arrays["capacity"])
        if both.any():
            found = "a cell has both a limit and a capacity"
            faults.append(Problem("passing, capacity", found, "keep one of them"))
    if faults:
        raise SchemaError(describe("The draws cannot be solved", faults))
    return Given(**arrays)


def _out_of_range(name: str, array: Floats) -> Iterator[Problem]:
    known = array[~np.isnan(array)]
    most = 1.0 if name == "passing" else np.inf
    least = 0.0 if name in {"flows", "passing", "capacity"} else _TINY
    if (known < least).any() or (known > most).any():
        found = f"{known.min():g} to {known.max():g}; expected 0 to {most:g}"
        yield Problem(name, found, "mend the numbers")
    if name in {"flows", "theta", "costs"} and len(known) < array.size:
        yield Problem(name, "holds NaN; expected numbers", "leave no gap")
    if name == "flows" and not (
        (array.sum(axis=(1, 3)) > 0).all() and (array.sum(axis=(2, 3)) > 0).all()
    ):
        found = "an economy sells or buys nothing; expected both"
        yield Problem(name, found, "leave it out or give its home sales")
