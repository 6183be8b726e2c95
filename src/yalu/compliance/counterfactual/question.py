"""Questions: which line of trade, from when to when, and what is known beside it."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from yalu.compliance.counterfactual.regressor import Regressor
from yalu.compliance.history import History
from yalu.errors import SchemaError
from yalu.periods import Interval, months

__all__ = ["Question"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of one line of trade.

    Attributes
    ----------
    history : History
        The line of trade.
    before : date
        First day that the model may not learn from: the day of the measure, or of its
        announcement. The month, or year, it lies in is left out unless it is the first
        day of it.
    starts : date
        First day that is judged; the same holds for its month and year.
    until : date
        First day that is not judged.
    regressors : tuple of Regressor
        Outside series.
    lunar : bool
        Whether the lunar new year counts.
    trend : bool or None
        Whether the level drifts freely or not at all; None for a drift that is drawn
        towards none.
    draws : int
        How many worlds are simulated.

    Raises
    ------
    SchemaError
        If the days are out of order or regressors share a name.

    """

    history: History
    before: date
    starts: date
    until: date
    regressors: tuple[Regressor, ...] = ()
    lunar: bool = False
    trend: bool | None = None
    draws: int = 2000

    def __post_init__(self) -> None:
        if not self.before <= self.starts < self.until:
            msg = (
                f"Counterfactual of {self.history}: found the days {self.before}, "
                f"{self.starts}, {self.until}; expected the end of what is learnt "
                "from, the start of the measure and the end of what is judged in this "
                "order. Mend the dates."
            )
            raise SchemaError(msg)
        names = [regressor.name for regressor in self.regressors]
        if len({*names}) < len(names):
            msg = (
                f"Counterfactual of {self.history}: found the regressors "
                f"{', '.join(names)}; expected each name once. Rename one."
            )
            raise SchemaError(msg)

    @property
    def months(self) -> tuple[Interval, ...]:
        """Every month from the first on record to the last that is judged."""
        points = self.history.months
        first = points[0].period.start if points else self.until
        if first >= self.until:
            return ()
        asked = months(Interval(first, self.until))
        return tuple(m for m in asked if m.end is not None and m.end <= self.until)

    @property
    def learnt(self) -> NDArray[np.float64]:
        """What is known of the months before; NaN where not recorded."""
        seen = [m for m in self.months if m.end is not None and m.end <= self.before]
        if not seen:
            return np.empty(0)
        _, amounts = self.history.monthly(Interval(seen[0].start, seen[-1].end))
        return amounts

    @property
    def years(self) -> tuple[int, ...]:
        """The recorded years that end before, with a known amount."""
        return tuple(
            point.period.start.year
            for point in self.history.years
            if (point.period.end or date.max) <= self.before
            and point.amount.high is not None
        )
