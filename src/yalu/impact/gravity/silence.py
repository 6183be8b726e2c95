"""Combinations of covariates and effects that are 0 wherever an outcome is positive.

Only along them can the likelihood of a Poisson regression rise for ever. With effects
of thousands of levels there are few of them or none, but they cannot be read off: the
indicators of all effects but the largest are reduced, block by block, to a triangle
(QR decomposition, which keeps small differences that sums of squares would lose), and
what the triangle maps to 0 is what is looked for.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["silent_combinations"]

_Floats = NDArray[np.float64]
_Codes = NDArray[np.int64]

_NOTHING = 1e-10  # of the largest singular value: less is no dimension
_BLOCK = 4096  # rows that are reduced at once


def silent_combinations(
    positive: NDArray[np.bool_], covariates: _Floats, effects: Sequence[_Codes]
) -> _Floats:
    """Return what the combinations are at the outcomes of 0.

    Parameters
    ----------
    positive : ndarray of bool
        (n,), whether the outcome is above 0.
    covariates : ndarray
        (n, k), finite.
    effects : sequence of ndarray of int
        (n,) each, at least one; every level has a positive outcome.

    Returns
    -------
    ndarray
        (zeros, d), in the order of the outcomes of 0: one column a dimension of the
        combinations. A column may be 0, for effects repeat each other.

    Examples
    --------
    >>> import numpy as np
    >>> silent_combinations(
    ...     np.array([True, True, False]),
    ...     np.array([[3.0], [3.0], [5.0]]),
    ...     [np.zeros(3, dtype=np.int64)],
    ... ).shape
    (1, 1)

    """
    zeros = np.flatnonzero(~positive)
    if not zeros.size:
        return np.empty((0, 0))
    design = _Within(positive, covariates, effects)
    if not design.width:
        return np.empty((zeros.size, 0))
    triangle = np.empty((0, design.width))
    for block in _blocks(np.flatnonzero(positive)):
        stacked = np.vstack([triangle, design.at(block)])
        triangle = np.asarray(np.linalg.qr(stacked, mode="r"))
    _, sizes, turned = np.linalg.svd(triangle, full_matrices=True)
    rank = int((sizes > _NOTHING * max(1.0, float(sizes.max()))).sum())
    idle = turned[rank:].T
    return np.vstack([design.at(block) @ idle for block in _blocks(zeros)])


class _Within:
    """Covariates and indicators less their means over the positive outcomes.

    The means are those of the levels of the largest effect, which is thereby taken
    out; the indicators are those of the other effects.
    """

    def __init__(
        self,
        positive: NDArray[np.bool_],
        covariates: _Floats,
        effects: Sequence[_Codes],
    ) -> None:
        from scipy import sparse  # noqa: PLC0415 - loading it takes a while

        centred = covariates - covariates.mean(axis=0)
        spread = np.abs(centred).max(axis=0)
        told = spread > _NOTHING * np.abs(covariates).max(axis=0)  # else it is constant
        centred[:, ~told], spread[~told] = 0.0, 1.0
        rows = np.arange(positive.size)
        levels = [np.unique(effect, return_inverse=True)[1] for effect in effects]
        largest = max(range(len(levels)), key=lambda place: int(levels[place].max()))
        indicators = [
            sparse.csr_array((np.ones(rows.size), (rows, level)))
            for level in (levels[largest], *levels[:largest], *levels[largest + 1 :])
        ]
        scaled = sparse.csr_array(centred / spread)
        self._design = sparse.csr_array(sparse.hstack([scaled, *indicators[1:]]))
        self._level = levels[largest]
        members = indicators[0][positive]
        weights = sparse.diags_array(1.0 / members.sum(axis=0))
        self._means = sparse.csr_array(weights @ members.T @ self._design[positive])
        self.width = int(self._design.shape[1])

    def at(self, rows: NDArray[np.int64]) -> _Floats:
        """Return some rows, dense."""
        found = self._design[rows] - self._means[self._level[rows]]
        dense: _Floats = found.toarray()
        return dense


def _blocks(rows: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    for start in range(0, rows.size, _BLOCK):
        yield rows[start : start + _BLOCK]
