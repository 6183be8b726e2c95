"""Poisson processes by the day: a rate that follows the calendar and nothing else.

The logarithm of the rate is the sum of the baseline; what happened before plays no
part. With an intercept alone it is climatology: the mean rate of all days. It is a
daily process (`yalu.cycle.daily`) without weights and with a log link, fitted by the
same code.
"""

from dataclasses import dataclass, field

from yalu.cycle.baseline import Baseline
from yalu.cycle.daily import DailyProcess, Link
from yalu.cycle.daily_fit import FitStatus, FittedDaily, fit_daily
from yalu.cycle.occurrences import Occurrences

__all__ = ["FittedPoisson", "Poisson", "fit_poisson"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Poisson:
    """A rate that follows the calendar.

    Attributes
    ----------
    baseline : Baseline
        What moves the logarithm of the rate; by default nothing does.

    """

    baseline: Baseline = field(default_factory=Baseline)

    @property
    def daily(self) -> DailyProcess:
        """The daily process that it is."""
        return DailyProcess(baseline=self.baseline, half_lives=(), link=Link.LOG)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FittedPoisson:
    """A Poisson process with its most probable parameters.

    Attributes
    ----------
    process : Poisson
        What was fitted.
    daily : FittedDaily
        The same, as a daily process without weights.

    """

    process: Poisson
    daily: FittedDaily

    @property
    def log_likelihood(self) -> float:
        """In nats, of all streams; priors are not part of it."""
        return self.daily.log_likelihood

    @property
    def status(self) -> FitStatus:
        """The worst status of any stream."""
        return self.daily.status

    @property
    def table(self) -> list[dict[str, object]]:
        """One plain row a coefficient: name, estimate, low, high (of 90 %), method."""
        return self.daily.table

    def __str__(self) -> str:
        return str(self.daily).replace("Daily process", "Poisson process", 1)


def fit_poisson(process: Poisson, occurrences: Occurrences) -> FittedPoisson:
    """Return the Poisson process with its most probable parameters.

    A stream with fewer than three events, or without convergence, says so in its
    status.

    Raises
    ------
    SchemaError
        If time has no calendar, or a window holds no whole day.

    """
    return FittedPoisson(process=process, daily=fit_daily(process.daily, occurrences))
