"""Expectations: what would have moved in some days, beside what did.

Where :math:`o` was recorded and the draws of the expected amount are :math:`e_j`, the
compliance is :math:`100 (1 - o / e_j)` percent: its value the median, its range the 5
and 95 percent quantiles. A recorded range widens it: the low end rests on the most, the
high end on the least that may have moved. Nothing moved is 100, as much as expected is
0, and more than expected is below 0, down to -900 (ten times the expected), where it is
cut off.

Where the interval of the expected amount spans more than tenfold, or reaches down to
nothing, the record does not limit what would have moved, and no compliance is told:
its middle would be a number out of nothing.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from yalu.compliance.counterfactual.method import LEVEL
from yalu.compliance.statement import Amount
from yalu.periods import Interval
from yalu.quantities import Estimate

__all__ = ["LEAST", "Expectation", "expectation"]

LEAST = -900.0
"""The lowest compliance that is told apart, in percent: ten times the expected."""

_FULL = 100.0
_VAGUE = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """What would have moved in some days without the measure.

    Attributes
    ----------
    period : Interval
        The days from the first to the last that are counted.
    observed : Amount or None
        What is recorded of them; None where nothing is.
    expected : Estimate
        In the unit of the history, with an interval of 90 percent.
    compliance : Estimate or None
        In percent; None where nothing is recorded or the record does not limit what
        would have moved.
    months : int
        How many months it counts; years count as twelve.

    """

    period: Interval
    observed: Amount | None
    expected: Estimate
    compliance: Estimate | None
    months: int

    @property
    def is_limited(self) -> bool:
        """Whether the record limits what would have moved: to a factor of ten."""
        return 0 < self.expected.high <= _VAGUE * self.expected.low

    def __str__(self) -> str:
        low, high = (f"{end:,.0f}" for end in (self.expected.low, self.expected.high))
        told = f"{self.expected.value:,.0f} [{low} to {high}] {self.expected.unit}"
        if self.observed is None:
            return f"{self.period}: expected {told}, nothing on record"
        if self.compliance is None:
            return (
                f"{self.period}: expected {told}, recorded {self.observed}; the record "
                "does not limit what would have moved"
            )
        return (
            f"{self.period}: expected {told}, recorded {self.observed}, compliance "
            f"{self.compliance.value:.0f} [{self.compliance.low:.0f} to "
            f"{self.compliance.high:.0f}] %"
        )


def expectation(
    period: Interval,
    draws: NDArray[np.float64],
    observed: Amount | None,
    *,
    unit: str,
    method: str,
    months: int,
    sources: tuple[str, ...] = (),
) -> Expectation:
    """Return an expectation from joint draws of what would have moved.

    Parameters
    ----------
    period : Interval
        The days.
    draws : ndarray of float64, shape (draws,)
        The expected amount of all these days; none below zero.
    observed : Amount or None
        What is recorded of the same days.
    unit, method : str
        Of the expected amount.
    months : int
        How many months are counted.
    sources : tuple of str, optional
        Identifiers of the sources.

    """
    low, middle, high = _ends(draws)
    expected = Estimate(
        value=middle, low=low, high=high, unit=unit, method=method, sources=sources
    )
    found = Expectation(
        period=period,
        observed=observed,
        expected=expected,
        compliance=None,
        months=months,
    )
    if observed is not None and found.is_limited:
        most = np.inf if observed.high is None else float(observed.high)
        least = float(observed.low)
        half = least if observed.high is None else (least + most) / 2
        told = Estimate(
            value=_ends(_compliance(half, draws))[1],
            low=_ends(_compliance(most, draws))[0],
            high=_ends(_compliance(least, draws))[2],
            unit="%",
            method=method,
            sources=sources,
        )
        found = replace(found, compliance=told)
    return found


def _compliance(observed: float, draws: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the compliance of each draw; nothing expected and nothing moved is 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        found = _FULL * (1 - observed / draws)
    found[np.isnan(found)] = 0.0
    return np.asarray(np.maximum(found, LEAST))


def _ends(draws: NDArray[np.float64]) -> tuple[float, float, float]:
    low, middle, high = np.quantile(draws, [(1 - LEVEL) / 2, 0.5, (1 + LEVEL) / 2])
    return float(low), float(middle), float(high)
