r"""What a package stops of a target's trade, and what another patron takes over.

Let :math:`f` be the flow of a cell, :math:`b` the banned share of its section and
:math:`e` the enforcement:

- :math:`(1 - eb) f` may pass;
- where the alternative patron steps in, its own cells are not stopped, and it takes
  over :math:`\min(\max(mr - f, 0), l)` more than :math:`f`, with :math:`r` the most it
  is on record to have traded in the section, :math:`m` a multiple, and :math:`l` what
  the others lose there. It replaces what is lost, and not more; where it takes over
  nothing its trade is no larger than before.
"""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from yalu.impact.economy import Floats
from yalu.impact.remaining import left_over

__all__ = ["Stopped", "stop"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Stopped:
    """What a package stops in each draw, and who steps in.

    The second axis is the direction: 0 what the target sells, 1 what it buys. N counts
    partners; the target's trade with itself is 0.

    Attributes
    ----------
    flows : ndarray
        (D, 2, N, K), USD: the target's trade before.
    passing : ndarray
        (D, 2, N, K): share that may pass, 0 to 1; NaN where there is no limit.
    spare : ndarray
        (D, 2, N, K), USD: by how much the alternative patron's trade grows; NaN where
        it is not asked.

    """

    flows: Floats
    passing: Floats
    spare: Floats

    def left(self) -> Floats:
        """Return (D, 2, N, K), USD: what is left if nobody else does anything."""
        passing = np.where(np.isnan(self.passing), 1.0, self.passing)
        return left_over(self.flows, passing, np.nan_to_num(self.spare))

    def paid(self) -> Self:
        """Return it with no more help in purchases than the target can pay for.

        Where trade balances, who lost more of its sales than of its purchases cannot
        buy more from anybody. What the helper sells grows by so much in all sections
        alike that, at former prices, purchases lost are at least sales lost.
        """
        lost = (self.flows - self.left()).sum(axis=(2, 3))
        more = np.nan_to_num(self.spare[:, 1]).sum(axis=(1, 2))
        kept = np.clip(more + lost[:, 1] - lost[:, 0], 0.0, more)
        part = np.divide(kept, more, out=np.ones_like(more), where=more > 0)
        spare = self.spare.copy()
        spare[:, 1] *= part[:, None, None]
        return replace(self, spare=spare)

    def cells(self, target: int) -> tuple[Floats, Floats]:
        """Return limits and capacities by seller and buyer.

        Parameters
        ----------
        target : int
            Where the target stands.

        Returns
        -------
        passing, capacity : ndarray
            (D, N, N, K), as in `Shock`: NaN where there is none.

        """
        draws, _, economies, sectors = self.flows.shape
        grows = np.nan_to_num(self.spare) > 0
        room = np.where(grows, self.flows + self.spare, np.nan)
        limits = np.where(np.isnan(self.spare) | grows, self.passing, 1.0)
        found = np.full((2, draws, economies, economies, sectors), np.nan)
        for whole, part in zip(found, (limits, room), strict=True):
            whole[:, target], whole[:, :, target] = part[:, 0], part[:, 1]
            whole[:, target, target] = np.nan
        return found[0], found[1]


def stop(
    flows: Floats,
    banned: Floats,
    *,
    target: int,
    traded: NDArray[np.bool_],
    enforcement: float,
    stops: list[int] | None = None,
    helper: int | None = None,
    room: Floats | None = None,
) -> Stopped:
    """Return what a package stops in each draw.

    Parameters
    ----------
    flows : ndarray
        (D, N, N, K), USD: seller, buyer, sector.
    banned : ndarray
        (D, 2, K): share banned of what the target sells (0) and buys (1).
    target : int
        Where the target stands.
    traded : ndarray
        (K,): False for what is not traded and so cannot be banned.
    enforcement : float
        Share of what is banned that is stopped, 0 to 1.
    stops : list of int or None
        Who stops trade, while what the others trade grows no further; None for all.
    helper : int or None
        Where the alternative patron stands; None where it follows the package.
    room : ndarray or None
        (D, 2, K), USD: up to what it trades; needed where it steps in.

    """
    trade = np.stack([flows[:, target], flows[:, :, target]], axis=1)
    trade[:, :, target] = 0.0
    touched = (banned > 0) & traded
    limits = np.where(touched, 1.0 - enforcement * banned, np.nan)
    passing = np.repeat(limits[:, :, None], trade.shape[2], axis=2)
    if stops is not None:
        apart = [row for row in range(trade.shape[2]) if row not in stops]
        passing[:, :, apart] = np.where(touched, 1.0, np.nan)[:, :, None]
    passing[:, :, target] = np.nan
    spare = np.full_like(trade, np.nan)
    if helper is not None and room is not None:
        away = np.where(np.isnan(passing), 0.0, (1.0 - passing) * trade)
        lost = np.maximum(away.sum(axis=2) - away[:, :, helper], 0.0)
        grows = np.minimum(np.maximum(room - trade[:, :, helper], 0.0), lost)
        spare[:, :, helper] = np.where(touched, grows, np.nan)
        passing[:, :, helper] = np.nan
    return Stopped(flows=trade, passing=passing, spare=spare)
