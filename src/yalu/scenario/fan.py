"""Fans: a series month by month, with quantiles, mean, error and spread of games."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from yalu.scenario.series import Series, SeriesKind
from yalu.scenario.spread import LEVELS, means, quantiles

__all__ = ["Fan", "fan_of", "level_name", "told_values"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Fan:
    """One series month by month.

    Attributes
    ----------
    series : Series
        Which one.
    levels : tuple of float
        Which quantiles.
    values : ndarray of float64, shape (len(levels), T)
        Quantiles over draws. Of counts, of their sum since the start: of single months
        most quantiles would be zero.
    mean : ndarray of float64, shape (T,)
        Mean over draws, of the same; for a state the share of draws that are in it.
    error : ndarray of float64, shape (T,)
        Standard error of the mean for the number of draws.
    between : ndarray of float64, shape (T,)
        Standard deviation of the mean between fitted games; NaN where there is one.

    """

    series: Series
    levels: tuple[float, ...]
    values: NDArray[np.float64]
    mean: NDArray[np.float64]
    error: NDArray[np.float64]
    between: NDArray[np.float64]

    @property
    def is_summed(self) -> bool:
        """Whether months are summed since the start."""
        return self.series.kind is SeriesKind.COUNT

    def table(self, months: Sequence[str]) -> pa.Table:
        """Return it as a table: one row a month.

        Parameters
        ----------
        months : sequence of str
            Names of the T months.

        Returns
        -------
        pyarrow.Table
            Columns ``series``, ``month``, ``mean``, ``error``, ``between`` and one for
            each quantile, such as ``p5``.

        """
        columns = {
            "series": [self.series.value] * len(months),
            "month": list(months),
            "mean": self.mean,
            "error": self.error,
            "between": self.between,
        }
        quantile = zip(map(level_name, self.levels), self.values, strict=True)
        return pa.table({**columns, **dict(quantile)})


def level_name(level: float) -> str:
    """Return what the column of a quantile is called.

    Examples
    --------
    >>> level_name(0.05), level_name(0.025)
    ('p5', 'p2.5')

    """
    return f"p{100 * level:.6g}"


def told_values(series: Series, values: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return what is told of a series: counts summed since the start, others as are.

    Parameters
    ----------
    series : Series
        Which one.
    values : ndarray of float32, shape (N, T)
        Draws by months.

    Examples
    --------
    >>> told_values(Series.TESTS, np.array([[1, 0, 2]], np.float32))
    array([[1., 1., 3.]], dtype=float32)

    """
    if series.kind is SeriesKind.COUNT:
        return np.cumsum(values, axis=1, dtype=values.dtype)
    return values


def fan_of(
    series: Series,
    values: NDArray[np.float32],
    posterior: NDArray[np.integer],
    *,
    levels: Sequence[float] = LEVELS,
) -> Fan:
    """Return the fan of one series.

    Parameters
    ----------
    series : Series
        Which one.
    values : ndarray of float32, shape (N, T)
        Draws by months.
    posterior : ndarray of int, shape (N,)
        Which game each draw was played with.
    levels : sequence of float
        Which quantiles.

    """
    told = told_values(series, values)
    found = means(told, posterior)
    return Fan(
        series=series,
        levels=tuple(levels),
        values=quantiles(told, levels),
        mean=found.value,
        error=found.error,
        between=found.between,
    )
