r"""Level changes: how much less moved after a break than before, with a range.

With the means :math:`b` before and :math:`a` after and their variances
:math:`v_b, v_a`, the range of the ratio :math:`\rho = a / b` is Fieller's: every
:math:`\rho` with :math:`(a - \rho b)^2 \le t^2 (v_a + \rho^2 v_b)`. Months that depend
on one another tell less, so the variance of a mean of :math:`m` months with variance
:math:`s^2` is taken as :math:`s^2 (1 + r) / (m (1 - r))`, :math:`r` being the
correlation of neighbours, and nought where it is negative. Where :math:`b` may itself
be nought the ratio has no upper end.

References
----------
E. C. Fieller, Some problems in interval estimation, Journal of the Royal Statistical
Society B 16 (1954) 175.

"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["LevelChange", "level_change"]

_MOST_MEMORY = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelChange:
    """The level on either side of a break.

    Attributes
    ----------
    before, after : float
        Means, in the unit of the series, a month.
    ratio : float or None
        After over before; None where nothing moved before.
    low, high : float or None
        Range of the ratio; no upper end where the level before is uncertain.
    level : float
        Coverage the range is meant to have.

    """

    before: float
    after: float
    ratio: float | None
    low: float | None
    high: float | None
    level: float


def level_change(
    before: NDArray[np.float64],
    after: NDArray[np.float64],
    *,
    memory: float,
    level: float = 0.90,
) -> LevelChange:
    """Return the change from one level to another.

    Parameters
    ----------
    before, after : ndarray of float64, shapes (m,) and (k,)
        Recorded amounts of either side, not negative, none missing; one or more each.
    memory : float
        Correlation of neighbouring months.
    level : float
        Coverage wanted.

    Examples
    --------
    >>> change = level_change(
    ...     np.array([9, 10, 11.0]), np.array([1, 2, 3.0]), memory=0.0
    ... )
    >>> change.ratio, round(change.low, 2), round(change.high, 2)
    (0.2, 0.08, 0.33)

    """
    # Statistics load slowly, and plain screening needs none of them.
    from scipy.stats import t as student  # noqa: PLC0415

    b, a = float(before.mean()), float(after.mean())
    if b <= 0:
        return LevelChange(
            before=b, after=a, ratio=None, low=None, high=None, level=level
        )
    kept = min(max(memory, 0.0), _MOST_MEMORY)
    widened = (1 + kept) / (1 - kept)
    free = max(len(before) + len(after) - 2, 1)
    reach = float(student.ppf((1 + level) / 2, free)) ** 2
    vb, va = (reach * widened * _variance(side) for side in (before, after))
    lead = b * b - vb
    root = math.sqrt(max(a * a * b * b - lead * (a * a - va), 0.0))
    # The smaller end in the form that stays right where the lead is nought.
    low = max((a * a - va) / (a * b + root), 0.0) if a > 0 else 0.0
    high = (a * b + root) / lead if lead > 0 else None
    return LevelChange(before=b, after=a, ratio=a / b, low=low, high=high, level=level)


def _variance(side: NDArray[np.float64]) -> float:
    return float(side.var(ddof=1)) / len(side) if len(side) > 1 else 0.0
