r"""Forecasters that know nothing of cycles: whoever models one has to beat them.

Two of them hold that events come at a constant rate, and differ in the days from which
they learn it. With :math:`n` events in :math:`T` days and the prior of Jeffreys for a
rate, which is Gamma with shape 1/2 and says the same in whatever unit time is counted,
the rate is Gamma with shape :math:`n + 1/2` and rate :math:`T`, and the count over
:math:`h` days is negative binomial:

.. math:: P(\text{none}) = \left(\frac{T}{T + h}\right)^{n + 1/2}.

So a year without events never says that there will be none for ever: after none in 365
days, one within the next 30 has a probability of 3.9 percent.

The third forecaster repeats the past: of :math:`T/h` windows that could stand side by
side a share :math:`q` had an event, so that the probability is
:math:`(q T/h + 1/2) / (T/h + 1)`, with the prior of Jeffreys for a share; counts are
drawn from past windows. It knows bursts, as far as there were any.

References
----------
Jeffreys, H. (1946). An invariant form for the prior probability in estimation problems.
*Proceedings of the Royal Society A* 186, 453–461.

Hegre, H. and others (2025). The 2023/24 VIEWS prediction challenge. *Journal of Peace
Research* 62: history as a benchmark ("conflictology").

"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from yalu.cycle.backtest.outlook import Group, Outlook, Task
from yalu.cycle.occurrences import Occurrences

__all__ = ["Climatology", "LastYear", "Naive", "PastWindows"]

_YEAR = 365
_NEARLY_SURE = float(np.nextafter(1.0, 0.0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Climatology:
    """The rate of all history until the day."""

    label: str = "rate of all history"

    def learnt(self, history: Occurrences, rng: np.random.Generator) -> Self:  # noqa: ARG002 - as every learner
        """Return itself: all it needs is the history of the day."""
        return self

    def outlooks(self, task: Task, rng: np.random.Generator) -> list[Outlook]:
        """Return the outlook of each group and horizon, horizons innermost."""
        return [
            _at_a_rate(_counted(task, group), horizon, task.draws, rng)
            for group in task.groups
            for horizon in task.horizons
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class LastYear:
    """The rate of the last 365 days."""

    label: str = "rate of the last year"

    def learnt(self, history: Occurrences, rng: np.random.Generator) -> Self:  # noqa: ARG002 - as every learner
        """Return itself: all it needs is the history of the day."""
        return self

    def outlooks(self, task: Task, rng: np.random.Generator) -> list[Outlook]:
        """Return the outlook of each group and horizon, horizons innermost."""
        return [
            _at_a_rate(_counted(task, group, last=_YEAR), horizon, task.draws, rng)
            for group in task.groups
            for horizon in task.horizons
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class PastWindows:
    """What happened in windows of the same length before, each as likely."""

    label: str = "record of past windows"

    def learnt(self, history: Occurrences, rng: np.random.Generator) -> Self:  # noqa: ARG002 - as every learner
        """Return itself: all it needs is the history of the day."""
        return self

    def outlooks(self, task: Task, rng: np.random.Generator) -> list[Outlook]:
        """Return the outlook of each group and horizon, horizons innermost."""
        return [
            _repeated(task, group, horizon, rng)
            for group in task.groups
            for horizon in task.horizons
        ]


Naive = Climatology | LastYear | PastWindows


def _counted(
    task: Task, group: Group, *, last: float | None = None
) -> tuple[int, float]:
    """Return how many events a group had, and in how many days that were watched.

    With `last`, only of the last so many days: where a stream is no longer watched, of
    those before it ceased to be.
    """
    start, end = group.window(task.history)
    start = start if last is None else max(start, end - last)
    times = group.times(task.history)
    return int(((times >= start) & (times < end)).sum()), end - start


def _at_a_rate(
    seen: tuple[int, float], horizon: int, draws: int, rng: np.random.Generator
) -> Outlook:
    """Return what a constant rate says that is known from a count over some days."""
    events, days = seen
    shape, none_a_step = events + 0.5, days / (days + horizon)
    some = float(-np.expm1(shape * np.log(none_a_step)))
    return Outlook(
        # Of a stream that is never quiet it is rounded to one.
        probability=min(some, _NEARLY_SURE),
        counts=rng.negative_binomial(shape, none_a_step, size=draws),
    )


def _repeated(
    task: Task, group: Group, horizon: int, rng: np.random.Generator
) -> Outlook:
    """Return what a past says that repeats itself."""
    held = _windows(task, group, horizon)
    side_by_side = (held.size + horizon - 1) / horizon if held.size else 0.0
    share = float((held > 0).mean()) if held.size else 0.0
    probability = (share * side_by_side + 0.5) / (side_by_side + 1)
    some = held[held > 0]
    # Where no window held any, one event is the least that "some" can mean.
    counts = rng.choice(some if some.size else np.ones(1, dtype=np.int64), task.draws)
    return Outlook(
        probability=probability,
        counts=np.where(rng.random(task.draws) < probability, counts, 0),
    )


def _windows(task: Task, group: Group, horizon: int) -> NDArray[np.int64]:
    """Return how many events each past window of some days held, one a first day."""
    start, end = group.window(task.history)
    firsts = np.arange(start, end - horizon + 1)
    times = group.times(task.history)
    return np.searchsorted(times, firsts + horizon) - np.searchsorted(times, firsts)
