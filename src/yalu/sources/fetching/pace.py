r"""When to ask again: the pace of requests and the patience after a failure.

The *pace* is the least time between two requests. After the :math:`n`-th failure in a
row the wait is drawn evenly from

.. math:: [w/2, w], \qquad w = \min(f \cdot 2^{n-1}, l)

with a first wait :math:`f` and a longest wait :math:`l`: doubling takes the load off a
service in trouble, and the draw keeps several clients from returning together. Where
the service itself says how long to wait, that is done instead.

References
----------
M. Brooker, "Exponential backoff and jitter", AWS Architecture Blog, 2015 (the form
called equal jitter). RFC 9110, section 10.2.3 (``Retry-After``).

"""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import numpy as np

from yalu.errors import SchemaError

__all__ = ["Clock", "Pace", "Patience", "retry_after", "system_clock"]

_SAID = re.compile(r"try again in (\d+) second", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """The three things that take or tell time, so that tests can stand in for them.

    Attributes
    ----------
    elapsed : callable
        Seconds since some moment, never going back.
    now : callable
        The moment, with its time zone.
    sleep : callable
        Waits for some seconds.

    """

    elapsed: Callable[[], float]
    now: Callable[[], datetime]
    sleep: Callable[[float], None]


def system_clock() -> Clock:
    """Return the clock of this machine."""
    return Clock(
        elapsed=time.monotonic, now=lambda: datetime.now(UTC), sleep=time.sleep
    )


@dataclass(slots=True, kw_only=True)
class Pace:
    """The least time between the beginnings of two requests.

    Attributes
    ----------
    interval : float
        Seconds.
    clock : Clock
        Tells the time and waits.

    """

    interval: float
    clock: Clock
    _next: float = float("-inf")

    def keep(self) -> None:
        """Wait until the next request may begin."""
        ahead = self._next - self.clock.elapsed()
        if ahead > 0:
            self.clock.sleep(ahead)
        self._next = self.clock.elapsed() + self.interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How often to ask for one thing, and how long to wait in between.

    Attributes
    ----------
    attempts : int
        Requests in all, the first included.
    first, longest : float
        Wait after the first failure, and the longest one, in seconds.
    at_most : float
        Longest wait that a service may ask for, in seconds; one that asks for more is
        left alone until the user comes back.

    Raises
    ------
    SchemaError
        If there would be no attempt, or a wait is not above nought.

    """

    attempts: int = 6
    first: float = 1.0
    longest: float = 60.0
    at_most: float = 300.0

    def __post_init__(self) -> None:
        if self.attempts < 1 or not 0 < self.first <= self.longest:
            msg = (
                f"Patience: found {self.attempts} attempts with waits of {self.first} "
                f"to {self.longest} s; expected at least one attempt and waits above "
                "0 in order. Correct them."
            )
            raise SchemaError(msg)

    def wait(self, failures: int, rng: np.random.Generator) -> float:
        """Return how long to wait after some failures in a row, in seconds.

        Examples
        --------
        >>> rng = np.random.default_rng(1)
        >>> 2.0 <= Patience().wait(3, rng) <= 4.0
        True

        """
        whole = min(self.first * 2.0 ** (failures - 1), self.longest)
        return float(rng.uniform(whole / 2, whole))


def retry_after(header: str | None, said: str, *, now: datetime) -> float | None:
    """Return how long a service asks to be left alone, in seconds.

    Parameters
    ----------
    header : str or None
        The ``Retry-After`` header: a number of seconds or a date of HTTP.
    said : str
        The words of the reply, read where there is no header that can be.
    now : datetime
        The moment, with its time zone.

    Returns
    -------
    float or None
        None if nothing is asked for; 0 for a date that has passed.

    Examples
    --------
    >>> moment = datetime(2026, 1, 1, tzinfo=UTC)
    >>> retry_after("Thu, 01 Jan 2026 00:00:30 GMT", "", now=moment)
    30.0
    >>> retry_after(None, "Rate limit is exceeded. Try again in 7 seconds.", now=moment)
    7.0

    """
    text = (header or "").strip()
    if text.isdecimal():
        return float(text)
    try:
        day = parsedate_to_datetime(text)
    except ValueError:
        found = _SAID.search(said)
        return float(found[1]) if found else None
    if day.tzinfo is None:  # the form "-0000": no zone is known, so UTC as elsewhere
        day = day.replace(tzinfo=UTC)
    return max((day - now).total_seconds(), 0.0)
