"""One forecast that was issued, what came of it, and its scores."""

from dataclasses import dataclass
from datetime import date, timedelta

from yalu.periods import Interval

__all__ = ["Issued"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """What a forecaster said of one group on one day, and what then happened.

    Attributes
    ----------
    process : str
        Who said it.
    group : str
        Of which group.
    on : date
        The day; the window begins with it.
    horizon : int
        Length of the window, in days.
    probability : float
        Of at least one event in the window.
    mean, low, high : float
        Of the count: mean, and interval of 90 percent.
    count : int
        How many events there were.
    crps : float
        Score of the draws of the count, in events.

    """

    process: str
    group: str
    on: date
    horizon: int
    probability: float
    mean: float
    low: float
    high: float
    count: int
    crps: float

    @property
    def happened(self) -> bool:
        """Whether there was at least one event."""
        return self.count > 0

    @property
    def window(self) -> Interval:
        """The days that it is about."""
        return Interval(self.on, self.on + timedelta(days=self.horizon))
