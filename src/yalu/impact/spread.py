"""The middle of many draws, and how many of them gave no answer."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from yalu.impact.economy import Floats
from yalu.impact.refusing import NOT_FOUND

__all__ = ["INTERVAL", "Spread", "spread_of"]

INTERVAL = (0.05, 0.95)
"""Quantiles between which the middle 90 percent of the draws lie."""

_EVERYTHING = 1.0
_HALF = 0.5
_SHOWN = 0.0005
_NOUGHT = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """What many draws of one cost say.

    A draw that can have no answer counts as the loss of everything for the upper end,
    and not at all for the rest; one whose answer was not found says nothing of the cost
    and is only counted. Where more than half have none, there are no numbers.

    Attributes
    ----------
    median, low, high : float or None
        The middle, and the ends of the middle 90 percent. None where there is no
        answer.
    draws, failed : int
        How many draws, and how many of them gave no answer.
    reason : str
        Why, by the most frequent reason; empty where all gave one.

    """

    median: float | None
    low: float | None
    high: float | None
    draws: int
    failed: int
    reason: str

    def __str__(self) -> str:
        told = f"; {self.failed} of {self.draws} draws give no answer: {self.reason}"
        doubt = told if self.failed else ""
        if self.median is None or self.low is None or self.high is None:
            return f"no answer{doubt}"
        middle, low, high = map(_percent, (self.median, self.low, self.high))
        return f"{middle} [{low} to {high}]{doubt}"


def _percent(share: float) -> str:
    """Return a share in percent, never a small cost or gain as none."""
    if _NOUGHT < abs(share) < _SHOWN:
        return f"{100 * share:.1g}%"
    return f"{share if abs(share) > _NOUGHT else 0.0:.1%}"


def spread_of(values: Floats, reasons: Sequence[str] = ()) -> Spread:
    """Return what draws say.

    Parameters
    ----------
    values : ndarray
        (D,); NaN where there is no answer.
    reasons : sequence of str
        Of those without an answer; empty ones are passed over.

    Examples
    --------
    >>> import numpy as np
    >>> print(spread_of(np.linspace(0.1, 0.3, 21)))
    20.0% [11.0% to 29.0%]
    >>> print(spread_of(np.array([0.1, 0.1, 0.1, np.nan]), ["", "", "", "no oil"]))
    10.0% [10.0% to 86.5%]; 1 of 4 draws give no answer: no oil

    """
    known = values[np.isfinite(values)]
    failed = len(values) - len(known)
    often = Counter(reason for reason in reasons if reason).most_common(1)
    reason = often[0][0] if often else ""
    if not len(known) or failed > _HALF * len(values):
        return Spread(
            median=None,
            low=None,
            high=None,
            draws=len(values),
            failed=failed,
            reason=reason or "not known",
        )
    lost = sum(NOT_FOUND in reason for reason in reasons)
    worst = np.concatenate([known, np.full(max(failed - lost, 0), _EVERYTHING)])
    return Spread(
        median=float(np.median(known)),
        low=float(np.quantile(known, INTERVAL[0])),
        high=float(np.quantile(worst, INTERVAL[1])),
        draws=len(values),
        failed=failed,
        reason=reason or ("not known" if failed else ""),
    )
