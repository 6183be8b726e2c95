r"""What is said without any strategy: frequencies, and what follows what.

Both are fitted on the quarters that are not held out. With counts :math:`n_k` of class
:math:`k` among :math:`K`, uncertain quarters counted by their chances,

.. math:: p_k = \frac{n_k + 1/2}{\sum_j n_j + K/2},

and for the other the same after each class of the quarter before (a chain of the first
order). Where the quarter before is not known, it says what the first does.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from yalu.strategy.estimation.evidence import Evidence

__all__ = ["Baseline", "baseline_chances"]

Array = NDArray[np.float64]

_HALF = 0.5


class Baseline(StrEnum):
    """A forecaster that knows of no incentive."""

    FREQUENCIES = "frequencies"
    """How often each class was seen."""
    SEQUENCE = "sequence"
    """How often each class followed that of the quarter before."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Counts:
    alone: Array
    after: Array


def baseline_chances(
    seen: Evidence, name: str, baseline: Baseline, held_out: NDArray[np.bool_]
) -> Array:
    """Return the chance that a baseline gives each class in each period.

    Parameters
    ----------
    seen : Evidence
        The record.
    name : str
        An action.
    baseline : Baseline
        Which.
    held_out : ndarray of bool, shape (T,)
        Periods that nothing is learnt from. What was the class in the period before
        is known nevertheless, as it is to the game.

    Returns
    -------
    ndarray of float64, shape (T, classes)

    Examples
    --------
    >>> moves = np.eye(2)[[0, 1, 0, 1, 0]]
    >>> log = Evidence(periods=tuple("abcde"), weights={"move": moves})
    >>> none = np.zeros(5, dtype=bool)
    >>> baseline_chances(log, "move", Baseline.FREQUENCIES, none)[0].round(3).tolist()
    [0.583, 0.417]
    >>> baseline_chances(log, "move", Baseline.SEQUENCE, none)[1].round(3).tolist()
    [0.167, 0.833]

    """
    known, shares = seen.is_known(name), seen.shares(name)
    counts = _counted(known & ~held_out, shares)
    alone = _smoothed(counts.alone)
    chances = np.tile(alone, (len(shares), 1))
    if baseline is Baseline.SEQUENCE:
        follows = _smoothed(counts.after)
        before = known[:-1]
        chances[1:][before] = (shares[:-1] @ follows)[before]
    return chances


def _counted(used: NDArray[np.bool_], shares: Array) -> _Counts:
    both = used[1:] & used[:-1]
    return _Counts(
        alone=shares[used].sum(axis=0),
        after=shares[:-1][both].T @ shares[1:][both],
    )


def _smoothed(counts: Array) -> Array:
    more = counts + _HALF
    return np.asarray(more / more.sum(axis=-1, keepdims=True))
