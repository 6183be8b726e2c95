r"""How long something lasts: medians, ranges, and what is still open.

A quiet that goes on is no short quiet. The median that heeds this is that of the
Kaplan-Meier curve: with :math:`d_i` ends among the :math:`n_i` still lasting at
:math:`t_i`,

.. math:: S(t) = \prod_{t_i \le t} \left(1 - \frac{d_i}{n_i}\right),

and the median is the first :math:`t` with :math:`S(t) < 1/2`; there is none while
the curve stays above.

Two sets of lengths are compared by the log-rank statistic. With a handful of rounds
its chi-square law is only roughly true, so the probability is counted over the ways
of dealing the lengths to the two sets as well.

References
----------
Kaplan, E. L. & Meier, P. (1958). Nonparametric estimation from incomplete
observations. *Journal of the American Statistical Association* 53, 457–481.

Mantel, N. (1966). Evaluation of survival data and two new rank order statistics
arising in its consideration. *Cancer Chemotherapy Reports* 50, 163–170.

"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb
from statistics import median

import numpy as np
from numpy.typing import NDArray

from yalu.cycle.round import Duration
from yalu.errors import ModelError, SchemaError

__all__ = ["Comparison", "Durations", "compare", "log_rank"]

_HALF = 0.5
_MOST_DEALS = 20_000
_ALIKE = 1e-9
_FAR = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Durations:
    """Lengths of one thing.

    Attributes
    ----------
    label : str
        Whose, e.g. an era.
    durations : tuple of Duration
        In order.

    """

    label: str
    durations: tuple[Duration, ...]

    @property
    def ended(self) -> tuple[Duration, ...]:
        """Those that are over."""
        return tuple(one for one in self.durations if one.ended)

    @property
    def median(self) -> float | None:
        """Median of those that are over, in days; None where none is."""
        return median(one.middle for one in self.ended) if self.ended else None

    @property
    def range(self) -> tuple[int, int] | None:
        """Fewest and most days of those that are over; None where none is."""
        if not self.ended:
            return None
        ended = self.ended
        return min(one.fewest for one in ended), max(one.most for one in ended)

    @property
    def survival_median(self) -> tuple[float | None, float | None]:
        """Kaplan-Meier median with all at their fewest, and at their most, days.

        None where the curve stays above one half, so that the median is longer than
        anything seen.
        """
        lengths = [(one.fewest, one.most) for one in self.durations]
        fewest, most = zip(*lengths, strict=True) if lengths else ((), ())
        over = [one.ended for one in self.durations]
        return _survival_median(fewest, over), _survival_median(most, over)

    @property
    def row(self) -> dict[str, object]:
        """The numbers as one plain row."""
        low, high = self.range or (None, None)
        km_low, km_high = self.survival_median
        return {
            "label": self.label,
            "ended": len(self.ended),
            "open": len(self.durations) - len(self.ended),
            "median_days": self.median,
            "shortest_days": low,
            "longest_days": high,
            "survival_median_days_low": km_low,
            "survival_median_days_high": km_high,
        }

    def __str__(self) -> str:
        if not self.durations:
            return f"{self.label}: none"
        still = len(self.durations) - len(self.ended)
        if self.range is None:
            longest = max(one.most for one in self.durations)
            return f"{self.label}: {still} open, {longest} days so far"
        low, high = self.range
        told = f"{self.label}: {len(self.ended)} ended, median {self.median:.0f} days"
        told += f" ({low} to {high})"
        if not still:
            return told
        reached = self.survival_median[1]
        with_open = "not reached" if reached is None else f"{reached:.0f} days"
        return f"{told}; {still} open, median with these {with_open}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Whether two sets of lengths differ by more than chance.

    Attributes
    ----------
    then, now : Durations
        What is compared.
    statistic : float
        The log-rank statistic, chi-square with one degree of freedom if they do not.
    by_chi_square : float
        Probability of one as large under that law.
    by_dealing : float
        The same, counted over deals of the lengths to the two sets.
    deals : int
        How many deals were looked at.
    exact : bool
        Whether these were all there are; else they were drawn.

    """

    then: Durations
    now: Durations
    statistic: float
    by_chi_square: float
    by_dealing: float
    deals: int
    exact: bool

    def __str__(self) -> str:
        differ = (
            "More of a difference than chance makes often"
            if self.by_dealing < _FAR
            else "No more of a difference than chance makes"
        )
        how = "all" if self.exact else "drawn"
        return (
            f"{self.then}. {self.now}. {differ}: p = {self.by_dealing:.2f} over "
            f"{self.deals:,} deals ({how}), {self.by_chi_square:.2f} by the log-rank "
            "test."
        )


def compare(
    then: Durations, now: Durations, *, rng: np.random.Generator | None = None
) -> Comparison:
    """Return whether two sets of lengths differ, by the log-rank statistic.

    Parameters
    ----------
    then, now : Durations
        What to compare; the middle of each range is used.
    rng : numpy.random.Generator, optional
        Draws deals where there are more than 20,000; needed only then.

    Raises
    ------
    ModelError
        If one of them is empty, or nothing has ended in either.
    SchemaError
        If there are too many deals to look at all, and no `rng`.

    """
    # Slow to load, and only wanted here.
    from statsmodels.duration.survfunc import survdiff  # noqa: PLC0415

    days = np.asarray([one.middle for one in (*then.durations, *now.durations)])
    over = np.asarray([one.ended for one in (*then.durations, *now.durations)])
    late = np.arange(len(days)) >= len(then.durations)
    if not late.any() or late.all() or not over.any():
        msg = (
            f"Cannot compare {then} with {now}: each needs a length, and one must have "
            "ended. Choose other eras."
        )
        raise ModelError(msg)
    statistic, probability = survdiff(days, over.astype(int), late.astype(int))
    deals, exact = _deals(len(days), int(late.sum()), rng)
    others = log_rank(days, over, deals)
    return Comparison(
        then=then,
        now=now,
        statistic=float(statistic),
        by_chi_square=float(probability),
        by_dealing=float(np.mean(others >= statistic - _ALIKE)),
        deals=len(deals),
        exact=exact,
    )


def log_rank(
    days: NDArray[np.float64], ended: NDArray[np.bool_], sets: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Return the log-rank statistic for many ways of parting lengths in two.

    Parameters
    ----------
    days : ndarray, shape (n,)
        Lengths.
    ended : ndarray of bool, shape (n,)
        Which are over.
    sets : ndarray of bool, shape (ways, n)
        Which belong to the second set, one row a way.

    Returns
    -------
    ndarray, shape (ways,)
        Zero where there is nothing to tell the sets apart by.

    """
    excess = np.zeros(len(sets))
    spread = np.zeros(len(sets))
    for time in np.unique(days[ended]):
        lasting = days >= time
        ends = ended & (days == time)
        n, d = int(lasting.sum()), int(ends.sum())
        share = sets[:, lasting].sum(axis=1) / n
        excess += sets[:, ends].sum(axis=1) - d * share
        if n > 1:
            spread += d * share * (1 - share) * (n - d) / (n - 1)
    return np.divide(
        excess**2, spread, out=np.zeros_like(spread), where=spread > _ALIKE
    )


def _deals(
    size: int, second: int, rng: np.random.Generator | None
) -> tuple[NDArray[np.bool_], bool]:
    """Return ways to choose the second set, all of them where they are few."""
    ways = comb(size, second)
    if ways <= _MOST_DEALS:
        deals = np.zeros((ways, size), dtype=bool)
        for row, chosen in enumerate(combinations(range(size), second)):
            deals[row, list(chosen)] = True
        return deals, True
    if rng is None:
        msg = (
            f"Comparing {size} lengths: found {ways:,} deals and no rng; expected one "
            f"above {_MOST_DEALS:,}. Pass rng=numpy.random.default_rng(a number)."
        )
        raise SchemaError(msg)
    ranks = rng.random((_MOST_DEALS, size)).argsort(axis=1)
    drawn: NDArray[np.bool_] = ranks < second
    return drawn, False


def _survival_median(days: Sequence[int], ended: Sequence[bool]) -> float | None:
    """Return the Kaplan-Meier median; None where the curve stays above one half."""
    # Slow to load, and only wanted here.
    from statsmodels.duration.survfunc import SurvfuncRight  # noqa: PLC0415

    if not any(ended):
        return None
    curve = SurvfuncRight(np.asarray(days, float), np.asarray(ended, int))
    found = float(curve.quantile(_HALF))
    return None if np.isnan(found) else found
