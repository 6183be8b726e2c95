"""Legal windows: the months in which a series should change if a measure bites in time.

Months are counted in one running number, twelve a year. The window opens with the month
in which the measure starts and closes with the first whole month after the days of
grace: a measure of the fifth of a month leaves five free days in its first month, and
goods under way may arrive until the grace ends.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from yalu.compliance.reach import Reach
from yalu.periods import Interval
from yalu.regime import Regime

__all__ = [
    "LegalDate",
    "LegalEvent",
    "LegalWindow",
    "legal_window",
    "month_at",
    "month_number",
]

_YEAR = 12


class LegalEvent(StrEnum):
    """What happened to a measure on a day."""

    ADOPTED = "adopted"
    PUBLISHED = "published"
    STARTED = "started"
    GRACE_ENDED = "grace ended"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class LegalDate:
    """A day on which something happened to a measure.

    Attributes
    ----------
    event : LegalEvent
        What happened.
    day : date
        When.

    """

    event: LegalEvent
    day: date

    def __str__(self) -> str:
        return f"{self.event} {self.day}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalWindow:
    """The months in which a break is on time.

    Attributes
    ----------
    first, last : int
        Running numbers of the months.
    dates : tuple of LegalDate
        The days of law, in order.

    """

    first: int
    last: int
    dates: tuple[LegalDate, ...]

    def holds(self, month: int) -> bool:
        """Return whether a break in a month is on time."""
        return self.first <= month <= self.last and not self.is_over(month)

    @property
    def end(self) -> date | None:
        """First day on which the measure was no longer in force; None without one."""
        ends = [d.day for d in self.dates if d.event is LegalEvent.ENDED]
        return ends[-1] if ends else None

    def is_over(self, month: int) -> bool:
        """Return whether the measure had ended before a month began.

        What falls then is no lag of it: nobody was asked for it any more.
        """
        return self.end is not None and self.end <= month_at(month).start

    def nearest(self, month: int) -> LegalDate:
        """Return the day of law nearest to a month; of two, the earlier."""
        return min(self.dates, key=lambda d: abs(month_number(d.day) - month))


def legal_window(regime: Regime, reach: Reach) -> LegalWindow:
    """Return the window of one measure.

    Parameters
    ----------
    regime : Regime
        The encoded law, for the days of adoption and publication.
    reach : Reach
        The measure with its days.

    """
    text = regime.instrument_of(reach.measure)
    start, sure = reach.in_force.start, reach.sure_from
    days = [
        (LegalEvent.ADOPTED, text.adopted_on),
        (LegalEvent.PUBLISHED, text.published_on),
        (LegalEvent.STARTED, start),
        (LegalEvent.GRACE_ENDED, sure if sure > start else None),
        (LegalEvent.ENDED, reach.in_force.end),
    ]
    return LegalWindow(
        first=month_number(start),
        last=month_number(sure) + (sure.day > 1),
        dates=tuple(LegalDate(event, day) for event, day in days if day is not None),
    )


def month_number(day: date) -> int:
    """Return the running number of the month of a day."""
    return day.year * _YEAR + day.month - 1


def month_at(number: int) -> Interval:
    """Return the month of a running number.

    Examples
    --------
    >>> print(month_at(month_number(date(2018, 1, 6))))
    2018-01-01 to 2018-01-31

    """
    return Interval.month(number // _YEAR, number % _YEAR + 1)
