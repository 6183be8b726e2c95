"""Variance: what rows, what repeats and what chance give to it, and what a column does.

The estimators behind `yalu.scenario.sensitivity`, written as means over rows so that
resampling rows is one product of matrices.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Components", "Floats", "components", "indices"]

Floats = NDArray[np.float64]
"""An array of numbers."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Components:
    """The parts of the variance of answers at random rows, as terms of means over rows.

    Attributes
    ----------
    means : ndarray of float64
        (2, N): mean over repeats at the rows of matrices A and B, less the mean of
        both; less that of each where repeats differ, since what they share would pass
        for a difference between rows.
    residual : ndarray of float64
        (N,): variance over repeats that neither row nor repeat explains; zero where
        there is one repeat.
    common : float
        Variance of the means of repeats, which holds chance too.
    columns : int
        Repeats.

    """

    means: Floats
    residual: Floats
    common: float
    columns: int

    def variances(self, weights: Floats) -> Floats:
        """Return variances due to rows, repeats and chance, for weights of rows.

        Parameters
        ----------
        weights : ndarray of float64
            (R, N): each row of it sums to 1.

        Returns
        -------
        ndarray of float64
            (3, R). The first two are differences and may fall below zero by error.

        """
        mean = weights @ self.means.mean(axis=0)
        square = weights @ (self.means**2).mean(axis=0)
        chance = weights @ self.residual
        rows = square - mean**2 - chance / self.columns
        size = self.means.shape[1]
        return np.stack([rows, self.common - chance / size, chance])


def components(one: Floats, other: Floats) -> Components:
    """Return the parts of the variance from the answers of two matrices of points.

    Parameters
    ----------
    one, other : ndarray of float64
        (m, N): answers at the rows of matrices A and B, in each repeat.

    Examples
    --------
    >>> rows = np.array([[0.0, 1.0, 2.0, 3.0]])
    >>> components(rows, rows).variances(np.full((1, 4), 0.25)).ravel().tolist()
    [1.25, 0.0, 0.0]

    """
    repeats, size = one.shape
    means = np.stack([one.mean(axis=0), other.mean(axis=0)])
    means -= means.mean(axis=1, keepdims=True) if repeats > 1 else means.mean()
    residual, common = np.zeros(size), 0.0
    if repeats > 1:
        for held in (one, other):
            columns = held.mean(axis=1)
            rest = held - held.mean(axis=0) - columns[:, None] + held.mean()
            freedom = (repeats - 1) * (size - 1) / size
            residual += (rest**2).sum(axis=0) / freedom / 2
            common += float(columns.var(ddof=1)) / 2
    return Components(
        means=means,
        residual=residual,
        common=common,
        columns=repeats,
    )


def indices(
    answers: Floats, found: Components, weights: Floats
) -> tuple[Floats, Floats]:
    """Return first and total indices, for weights of rows.

    Parameters
    ----------
    answers : ndarray of float64
        (d + 2, m, N): answers in matrix A, in A with each column of B, and in B.
    found : Components
        Of matrices A and B.
    weights : ndarray of float64
        (R, N): each row of it sums to 1.

    Returns
    -------
    tuple of ndarray
        (R, d) each.

    References
    ----------
    Saltelli et al. (2010), table 2, (b) and (f), as in SALib; less what is chance.

    """
    gaps = answers[1:-1] - answers[0]
    mean = gaps.mean(axis=1)
    alone = (answers[-1].mean(axis=0) - answers.mean()) * mean
    square = mean**2 / 2
    repeats = answers.shape[1]
    if repeats > 1:
        square = square - gaps.var(axis=1, ddof=1) / (2 * repeats)
    variance = found.variances(weights)[0][:, None]
    return weights @ alone.T / variance, weights @ square.T / variance
