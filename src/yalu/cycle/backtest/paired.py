r"""Whether one forecaster beats another on the same days, with doubt that fits them.

Windows of 365 days that begin a month apart share eleven months, and neighbouring
years are alike, so that hundreds of forecasts are worth a handful of years. Doubt about
the mean difference :math:`\bar d` of two scores therefore comes from redrawing years in
blocks of two in a row, the last year being followed by the first (circular block
bootstrap), so that within a block windows overlap as they do. With few blocks such
intervals are too short; the percentiles :math:`q` are moved away from the mean by
Student's quantile for the number of blocks :math:`b`, :math:`\bar d + c (q - \bar d)`
with :math:`c = t_{b-1} / z \cdot \sqrt{b / (b - 1)}`. Both choices were made on
simulated forecasters of equal worth before any forecast of the log was scored.

References
----------
Politis, D. N. and Romano, J. P. (1992). A circular block-resampling procedure for
stationary data. In *Exploring the Limits of Bootstrap*, 263–270.

Diebold, F. X. and Mariano, R. S. (1995). Comparing predictive accuracy. *Journal of
Business and Economic Statistics* 13, 253–263.

"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from yalu.errors import SchemaError

__all__ = ["BLOCK_YEARS", "LEVEL", "Judgement", "Margin", "margin"]

BLOCK_YEARS = 2
"""How many years in a row are redrawn together."""

LEVEL = 0.90
"""Share of intervals that should hold the truth."""

_REDRAWS = 2_000
_FEWEST_BLOCKS = 2

Array = NDArray[np.float64]


class Judgement(StrEnum):
    """How a forecaster did against another."""

    BEATS = "beats"
    """All of the interval is on its side."""
    EVEN = "does not beat"
    """The interval holds zero."""
    WORSE = "is worse than"
    """All of the interval is on the other's side."""
    UNKNOWN = "cannot be told from"
    """Too few years for an interval."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Margin:
    """By how much the mean score of a forecaster is better than that of another.

    Attributes
    ----------
    difference : float
        Mean score of the other less its own, above zero where it is better.
    low, high : float or None
        Interval of 90 percent; None where there are too few years.
    years : int
        From how many years.

    """

    difference: float
    low: float | None
    high: float | None
    years: int

    @property
    def judgement(self) -> Judgement:
        """Which of the two is better, as far as the interval tells."""
        if self.low is None or self.high is None:
            return Judgement.UNKNOWN
        if self.low > 0:
            return Judgement.BEATS
        return Judgement.WORSE if self.high < 0 else Judgement.EVEN

    def __str__(self) -> str:
        if self.low is None or self.high is None:
            return (
                f"{self.difference:+.3f} ({self.years} years, too few for an interval)"
            )
        return f"{self.difference:+.3f} [{self.low:+.3f}, {self.high:+.3f}]"


def margin(
    own: Array, others: Array, years: NDArray[np.int64], *, rng: np.random.Generator
) -> Margin:
    """Return by how much scores are better than others of the same days.

    Parameters
    ----------
    own, others : ndarray of float64, shape (n,)
        Scores, lower being better.
    years : ndarray of int64, shape (n,)
        The year of each day.
    rng : numpy.random.Generator
        Redraws the years.

    Raises
    ------
    SchemaError
        If shapes differ or there are no scores.

    Examples
    --------
    >>> years = np.repeat(np.arange(2010, 2020), 12)
    >>> one = np.full(120, 0.3)
    >>> print(margin(one, one + 0.1, years, rng=np.random.default_rng(1)))
    +0.100 [+0.100, +0.100]

    """
    if not own.shape == others.shape == years.shape or not own.size:
        msg = (
            f"Margin: found shapes {own.shape}, {others.shape} and {years.shape}; "
            "expected the same and not empty. Score both on the same days."
        )
        raise SchemaError(msg)
    gains = others - own
    mean = float(gains.mean())
    named, places = np.unique(years, return_inverse=True)
    blocks = named.size / BLOCK_YEARS
    if blocks < _FEWEST_BLOCKS:
        return Margin(difference=mean, low=None, high=None, years=named.size)
    redrawn = _redrawn(gains, places, named.size, rng)
    tail = (1 - LEVEL) / 2
    low, high = np.quantile(redrawn, [tail, 1 - tail])
    wider = stats.t.ppf(1 - tail, blocks - 1) / stats.norm.ppf(1 - tail)
    wider *= np.sqrt(blocks / (blocks - 1))
    return Margin(
        difference=mean,
        low=mean + float(wider * (low - mean)),
        high=mean + float(wider * (high - mean)),
        years=named.size,
    )


def _redrawn(
    gains: Array, places: NDArray[np.intp], years: int, rng: np.random.Generator
) -> Array:
    """Return mean gains of redrawn years, each day weighing the same."""
    sums = np.bincount(places, weights=gains, minlength=years)
    sizes = np.bincount(places, minlength=years)
    needed = -(-years // BLOCK_YEARS)
    starts = rng.integers(years, size=(_REDRAWS, needed, 1))
    drawn = (starts + np.arange(BLOCK_YEARS)) % years
    drawn = drawn.reshape(_REDRAWS, -1)[:, :years]
    return np.asarray(sums[drawn].sum(axis=1) / sizes[drawn].sum(axis=1))
