r"""Crises as numbers: outcomes, terms, and the four indices that chances hang on.

Given what the sides expect of each other, all chances of a game hang on four numbers,

    the sender's threshold c, its payoffs w and a, and the target's index x,

(see :mod:`yalu.strategy.crisis.choices`), and each of them is linear in the
coefficients. That is what makes estimates that hold the expectations fixed quick.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import qr

from yalu.errors import ModelError
from yalu.strategy.crisis.payoffs import CrisisPayoffs

__all__ = ["CrisisDesign", "bounded"]

Array = NDArray[np.float64]

_EDGE = 1e-10  # expectations are kept this far from 0 and 1, so as to divide by them
_RANK = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CrisisDesign:
    """Outcomes and terms of n games.

    Attributes
    ----------
    counts : ndarray of float64, shape (n, 4)
        How often each outcome came about.
    names : tuple of (str, str)
        Payoff and term of each of the k coefficients.
    matrices : tuple of ndarray of float64
        The terms of the six payoffs, in the order of `CrisisPayoffs`; n rows each.

    """

    counts: Array
    names: tuple[tuple[str, str], ...]
    matrices: tuple[Array, ...]

    @property
    def games(self) -> int:
        """How many games."""
        return int(self.counts.shape[0])

    @property
    def regressors(self) -> Array:
        """Every term once, without constants, shape (n, p)."""
        found = {
            term: column
            for (_, term), column in zip(
                self.names, np.hstack(self.matrices).T, strict=True
            )
            if np.ptp(column) > 0
        }
        return np.array([*found.values()]).reshape(len(found), self.games).T

    def payoffs(self, coefficients: Array) -> CrisisPayoffs:
        """Return the payoffs that coefficients give."""
        parts = np.split(coefficients, self._ends[:-1])
        values = [
            matrix @ part for matrix, part in zip(self.matrices, parts, strict=True)
        ]
        names = CrisisPayoffs.__slots__
        return CrisisPayoffs(**dict(zip(names, values, strict=True)))

    def indices(self, resist: Array, firm: Array) -> Array:
        """Return how c, w, a and x change with the coefficients, shape (4, n, k).

        Parameters
        ----------
        resist, firm : ndarray of float64, shape (n,)
            What the sides expect of each other.

        """
        share = ((1 - resist) / resist)[:, None]
        places = self._places
        found = np.zeros((4, self.games, len(self.names)))
        for index, payoff, factor in (
            (0, 0, 1 / resist[:, None]),
            (0, 1, -share),
            (1, 3, 1.0),
            (2, 5, 1.0),
            (3, 4, 1.0),
            (3, 2, -1 / firm[:, None]),
        ):
            found[index][:, places[payoff]] = self.matrices[payoff] * factor
        return found

    def require_identified(self, resist: Array, firm: Array) -> None:
        """Raise if some coefficients cannot be told from any data.

        What the sender does hangs on c - w and c - a, what the target does on x. Where
        these stay the same along a combination of coefficients, no data tell it.

        Raises
        ------
        ModelError
            Naming the terms.

        """
        bar, stand, back, index = self.indices(resist, firm)
        seen = np.vstack([bar - stand, bar - back, index])
        scale = np.abs(seen).max(axis=0, initial=0.0)
        blank = scale == 0
        triangle, order = qr(
            seen / np.where(blank, 1.0, scale), mode="r", pivoting=True
        )[:2]
        size = np.abs(np.diag(triangle))
        short = size <= _RANK * size[0]
        if not short.any():
            return
        lost = order[-int(short.sum()) :]
        free = ", ".join(": ".join(self.names[at]) for at in lost)
        msg = (
            f"{int(short.sum())} of {len(self.names)} coefficients cannot be told "
            f"apart from the others ({free}). A term, also the constant, may not stand "
            "in all payoffs of one side, nor repeat another; leave one out."
        )
        raise ModelError(msg)

    @property
    def _ends(self) -> NDArray[np.int64]:
        return np.cumsum([matrix.shape[1] for matrix in self.matrices])

    @property
    def _places(self) -> list[slice]:
        ends = self._ends
        starts = [0, *ends[:-1]]
        return [slice(int(a), int(b)) for a, b in zip(starts, ends, strict=True)]


def bounded(chance: Array) -> Array:
    """Return chances, kept so far from 0 and 1 that they can be divided by."""
    return np.clip(chance, _EDGE, 1 - _EDGE)
