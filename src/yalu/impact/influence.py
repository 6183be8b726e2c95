r"""Which of the things that are not known the spread of a cost comes from.

Of each range the rank correlation with the cost over the draws (Spearman's
:math:`\rho`): 1 if the cost always rises with it, -1 if it always falls, 0 if it does
not matter. Ranges are drawn independently, so that :math:`\rho` of one is not borrowed
from another. Of :math:`D` draws of nothing, 95 percent lie within :math:`\pm
1.96/\sqrt{D-1}`.

References
----------
Saltelli, A. et al. (2008). *Global sensitivity analysis: the primer*. Wiley.

"""

from dataclasses import dataclass

import numpy as np

from yalu.impact.economy import Floats
from yalu.impact.ranges import Draws, Range

__all__ = ["Influence", "influences_of"]

_Z = 1.959963984540054
_FEWEST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Influence:
    """How one thing that is not known moves a cost.

    Attributes
    ----------
    range : Range
        What is not known.
    correlation : float
        Rank correlation of it with the cost, -1 to 1.
    chance : float
        Largest size that chance alone gives 95 times of 100.

    """

    range: Range
    correlation: float
    chance: float

    @property
    def told(self) -> bool:
        """Whether it is more than chance would give 95 times of 100."""
        return abs(self.correlation) > self.chance

    def __str__(self) -> str:
        doubt = "" if self.told else ", not told from chance"
        return f"{self.range.name}: {self.correlation:+.2f}{doubt}"


def influences_of(draws: Draws, values: Floats) -> tuple[Influence, ...]:
    """Return how each range moves a cost, the strongest first.

    Parameters
    ----------
    draws : Draws
        What was drawn.
    values : ndarray
        (D,): the cost; draws where it is NaN are left out.

    Returns
    -------
    tuple of Influence
        None of fewer than three draws, and none if the cost is the same in all.

    Examples
    --------
    >>> import numpy as np
    >>> from yalu.impact.ranges import Range, draw
    >>> from yalu.provenance import Confidence, Evidence
    >>> one = Range(name="output", low=1, high=2, evidence=Evidence.ESTIMATED,
    ...     confidence=Confidence.LOW)
    >>> drawn = draw([one], 50, np.random.default_rng(0))
    >>> print(influences_of(drawn, 1 / drawn["output"])[0])
    output: -1.00

    """
    known = np.isfinite(values)
    count = int(known.sum())
    cost = _ranks(values[known])
    if count < _FEWEST or not cost.std() > 0:
        return ()
    chance = _Z / np.sqrt(count - 1)
    found = [
        Influence(
            range=one,
            correlation=float(
                np.corrcoef(_ranks(draws.quantiles[known, column]), cost)[0, 1]
            ),
            chance=float(chance),
        )
        for column, one in enumerate(draws.ranges)
        if one.low < one.high
    ]
    return tuple(sorted(found, key=lambda one: -abs(one.correlation)))


def _ranks(values: Floats) -> Floats:
    """Return ranks from 0 on; equal values share the mean of theirs."""
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    first = np.cumsum(counts) - counts
    mean: Floats = first + (counts - 1) / 2.0
    return mean[place]
