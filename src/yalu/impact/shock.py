r"""What changes: costs of trade, embargoes with leaks, and who steps in.

A shock is said cell by cell: seller, buyer, sector. An embargo that is enforced by a
share :math:`e` lets the share :math:`1-e` of the former quantity pass; the rise of the
cost that does this is found with the equilibrium. An alternative partner is a quantity
that moves exactly: the cost falls, or rises, until it does.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self

import numpy as np

from yalu.errors import Problem, SchemaError, describe
from yalu.impact.economy import Economy, Floats

__all__ = ["Deficits", "Shock"]


class Deficits(StrEnum):
    """What becomes of what an economy buys beyond what it sells."""

    CLOSED = "closed"
    """Trade is balanced before the shock (a first equilibrium) and after it."""
    SCALED = "scaled"
    """Imports stay in proportion to exports in each economy, up to one factor for all
    by which the world balances. Holds also for who is cut off."""
    PROPORTIONAL = "proportional"
    """Spending stays in proportion to income, up to such a factor."""
    FIXED = "fixed"
    """The amount stays as it is, as a share of world income; under an embargo there may
    be no equilibrium, and then there is no answer."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shock:
    """A change of the terms on which economies trade.

    Each array is (N, N, K) or None where it changes nothing: seller, buyer, sector.

    Attributes
    ----------
    name : str
        What happens, in a few words.
    costs : ndarray or None
        New over old cost of trade, above 0; infinity stops a flow.
    passing : ndarray or None
        Largest share of the former quantity that may pass, 0 to 1; NaN where there is
        no such limit. 0 stops a flow. A limit above what would flow anyway is idle.
    capacity : ndarray or None
        Quantity that moves, in USD at the seller's former price, 0 or more, also where
        nothing moved before; NaN where no quantity is fixed. In equilibrium exactly
        this much moves, whatever it costs; who only replaces what others no longer
        trade is given the larger of this and of the former flow. The other models take
        what is beyond the former flow, as far as it replaces what is lost.
    tariffs : ndarray or None
        New duties as shares of the flow, 0 or more.

    Raises
    ------
    SchemaError
        If a number is out of its range, or a cell has both a limit and a capacity.

    """

    name: str
    costs: Floats | None = field(default=None)
    passing: Floats | None = field(default=None)
    capacity: Floats | None = field(default=None)
    tariffs: Floats | None = field(default=None)

    def __post_init__(self) -> None:
        problems = list(_faults(self))
        if problems:
            headline = f"The shock {self.name!r} cannot be used"
            raise SchemaError(describe(headline, problems))

    @classmethod
    def none(cls) -> Self:
        """Return a shock that changes nothing."""
        return cls(name="nothing changes")

    @classmethod
    def embargo(
        cls,
        economy: Economy,
        target: str,
        *,
        name: str = "full closure",
        enforcement: float = 1.0,
    ) -> Self:
        """Return an embargo of all goods, both ways, by all economies.

        Parameters
        ----------
        economy : Economy
            Where it happens.
        target : str
            Whom it is aimed at.
        name : str
            How it is called.
        enforcement : float
            Share that is stopped, 0 to 1.

        Raises
        ------
        UnknownCodeError
            If the target is not among the economies.
        SchemaError
            If the enforcement is not from 0 to 1.

        """
        at = economy.at(target)
        passing = np.full(economy.flows.shape, np.nan)
        passing[at], passing[:, at] = 1.0 - enforcement, 1.0 - enforcement
        passing[at, at] = np.nan
        return cls(name=name, passing=passing)


def _faults(shock: Shock) -> Iterator[Problem]:
    arrays = {
        "costs": (shock.costs, 0.0, np.inf),
        "passing": (shock.passing, 0.0, 1.0),
        "capacity": (shock.capacity, 0.0, np.inf),
        "tariffs": (shock.tariffs, 0.0, np.inf),
    }
    shapes = {a.shape for a, _, _ in arrays.values() if a is not None}
    if len(shapes) > 1:
        yield Problem("arrays", f"shapes {sorted(shapes)}", "give all the same shape")
    for name, (array, low, high) in arrays.items():
        if array is None:
            continue
        known = array[~np.isnan(array)]
        if (known < low).any() or (known > high).any():
            found = f"{known.min():g} to {known.max():g}; expected {low:g} to {high:g}"
            yield Problem(name, found, "mend the numbers")
        if name in ("costs", "tariffs") and len(known) < array.size:
            yield Problem(name, "holds NaN; expected numbers", "1 or 0 is no change")
    if shock.costs is not None and (shock.costs == 0).any():
        yield Problem("costs", "holds 0; expected above 0", "give new over old cost")
    if shock.passing is not None and shock.capacity is not None and len(shapes) == 1:
        both = (~np.isnan(shock.passing) & ~np.isnan(shock.capacity)).sum()
        if both:
            found = f"{both} cells have both a limit and a capacity"
            yield Problem("passing, capacity", found, "keep one of them in each cell")
