"""Tolls: what the law of each month costs the target at each level of enforcement."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Tolls"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tolls:
    """What laws cost the target, as shares of a year's income.

    Attributes
    ----------
    levels : tuple of float
        E levels of enforcement, rising from 0 to 1.
    models : tuple of str
        Names of M models, in the order of the uncertainty ``toll_model``.
    cost : ndarray of float32
        (Z, M, 2, E, D): share of a year's income lost under each of Z laws, by each
        model, without and with the alternative patron, at each level, and draw by draw
        *sorted* from the least to the most, so that a position on the last axis is a
        quantile. 0 at no enforcement; no NaN.
    spell : ndarray of int64
        (T,): which of the Z laws is in force in each month.
    rungs : ndarray of int64
        (C,): which of the Z laws stands for each class of stringency.
    shut : int
        Which of the Z laws is that of a border closed to all goods.
    failed : float
        Share of cells to which a model gave no answer; they hold what the other draws
        of the same model say.

    """

    levels: tuple[float, ...]
    models: tuple[str, ...]
    cost: NDArray[np.float32]
    spell: NDArray[np.int64]
    rungs: NDArray[np.int64]
    shut: int
    failed: float
