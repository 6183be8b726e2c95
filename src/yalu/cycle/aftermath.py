r"""What came after an act, beside what came before it: counts, without a model.

Resolutions follow tests. A count "before" that holds the test which brought the
resolution is large by that choice alone, and whatever follows is smaller even if the
resolution does nothing: regression to the mean. Two yardsticks are fairer, and neither
is free of it; the counterfactual of a fitted process (`yalu.cycle.effect`) answers the
question better.

Before the trigger
    The same number of days just before the provocation that the act answers, without
    it. No event is chosen into these days, but the target had been at work on the
    provocation, and tests need time between them.
After a trigger without the act
    The same number of days after a provocation that no such act answered, begun as
    many days later as the acts took in the median. These are like the days after an
    act in all but the act; there are few, and mostly of other years.

With :math:`A` events in :math:`a` days after and :math:`B` in :math:`b` days of the
yardstick, both Poisson, :math:`A` given :math:`A + B` is binomial with
:math:`p = ra / (ra + b)` for the ratio of rates :math:`r`; the exact interval of
:math:`p` (Clopper & Pearson) gives that of :math:`r`. Each day counts once on a side,
however many windows hold it. A day may be after one act and before the trigger of the
next, and then counts on both, since without it only quiet days would be left before;
but a day after an act is none without. Such days, and events that come in swarms, make
the interval too narrow. For the pairs of the first yardstick, the share of all ways to
swap before and after that give as large a difference is told too.

References
----------
Przyborowski, J. & Wilenski, H. (1940). Homogeneity of results in testing samples from
Poisson series. *Biometrika* 31, 313–323.

"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from yalu.cycle.occurrences import Occurrences
from yalu.errors import ModelError, Problem, SchemaError, describe

__all__ = ["HORIZONS", "Aftermath", "Yardstick", "aftermath", "rate_ratio"]

HORIZONS = (30, 90, 180, 365)
"""Days after an act that are looked at."""

_LEVEL = 0.9
_MOST_PAIRS = 16


class Yardstick(StrEnum):
    """What the days after an act are held against."""

    BEFORE = "before the trigger"
    WITHOUT = "after a trigger without the act"


@dataclass(frozen=True, slots=True, kw_only=True)
class Aftermath:
    """Counts after acts and in as many days of a yardstick.

    Attributes
    ----------
    cause, of : str
        The stream of the acts, and of what is counted.
    yardstick : Yardstick
        What the days after are held against.
    horizon : int
        Days looked at on either side.
    acts : int
        How many acts are counted: those whose days were all watched.
    after, beside : int
        Events in the days after, and in those of the yardstick.
    days_after, days_beside : int
        How many days these were, each counted once.
    ratio, low, high : float or None
        Rate after, relative to the yardstick, with an exact interval of 90 percent;
        None where nothing happened on the side that it would be told by.
    by_swapping : float or None
        Share of the ways to swap each pair that differ as much; None where the days
        of the yardstick are not paired with acts, or pairs are too many.

    """

    cause: str
    of: str
    yardstick: Yardstick
    horizon: int
    acts: int
    after: int
    beside: int
    days_after: int
    days_beside: int
    ratio: float | None
    low: float | None
    high: float | None
    by_swapping: float | None

    @property
    def compares(self) -> bool:
        """Whether there is anything to compare: days on both sides, and an event."""
        days = min(self.days_after, self.days_beside)
        return days > 0 and self.after + self.beside > 0

    @property
    def row(self) -> dict[str, object]:
        """The numbers as one plain row."""
        return {
            "cause": self.cause,
            "of": self.of,
            "yardstick": self.yardstick.value,
            "horizon_days": self.horizon,
            "acts": self.acts,
            "after": self.after,
            "beside": self.beside,
            "days_after": self.days_after,
            "days_beside": self.days_beside,
            "ratio": self.ratio,
            "low": self.low,
            "high": self.high,
            "by_swapping": self.by_swapping,
        }

    def __str__(self) -> str:
        told = (
            f"{self.of} within {self.horizon} days of {self.acts} {self.cause}: "
            f"{self.after} in {self.days_after:,} days; in {self.days_beside:,} days "
            f"{self.yardstick}: {self.beside}"
        )
        if not self.compares:
            return f"{told}; nothing to compare"
        low = "0" if self.low is None else f"{self.low:.2f}"
        high = "any number" if self.high is None else f"{self.high:.2f}"
        if self.ratio is None:
            return f"{told}; ratio of rates between {low} and {high}"
        return f"{told}; ratio of rates {self.ratio:.2f} ({low} to {high})"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    cause: str
    of: str
    horizon: int


def aftermath(
    occurrences: Occurrences,
    *,
    cause: str = "resolutions",
    of: str = "tests",
    triggers: Sequence[str] = ("tests", "long_range"),
    horizons: Sequence[int] = HORIZONS,
    answered_within: int = 120,
) -> tuple[Aftermath, ...]:
    """Return counts after each act beside both yardsticks, one for each horizon.

    Parameters
    ----------
    occurrences : Occurrences
        The events.
    cause, of : str
        The stream of the acts, and of what is counted.
    triggers : sequence of str
        Streams that bring about the acts. An act answers the first of their events
        since the act before it, no more than `answered_within` days back; one without
        is its own trigger.
    horizons : sequence of int
        Days to look at, above zero.
    answered_within : int
        Days after which a trigger counts as not answered.

    Raises
    ------
    SchemaError
        If a stream is not known, or a number of days is not above zero.
    ModelError
        If there is no act.

    """
    _require(occurrences, (cause, of, *triggers), (*horizons, answered_within))
    acts = occurrences.of(cause)
    if not acts.size:
        msg = f"There are no {cause} in the days looked at. Look at more days."
        raise ModelError(msg)
    provoked = np.unique(np.concatenate([occurrences.of(name) for name in triggers]))
    begun = _triggers(acts, provoked, answered_within)
    delay = float(np.median(acts - begun))
    answered = [((acts >= t) & (acts <= t + answered_within)).any() for t in provoked]
    lone = provoked[~np.asarray(answered, dtype=np.bool_)] + delay + 1
    watched = _Watched.of(occurrences, of)
    found = []
    for horizon in horizons:
        after = watched.whole(acts + 1, horizon)
        both = after & watched.whole(begun - horizon, horizon)
        pairs = acts[both] + 1, begun[both] - horizon
        differ = watched.counts(pairs[0], horizon) - watched.counts(pairs[1], horizon)
        alone = acts[after] + 1, lone[watched.whole(lone, horizon)]
        asked = _Question(cause=cause, of=of, horizon=horizon)
        found += [
            _aftermath(asked, Yardstick.BEFORE, watched, pairs, _by_swapping(differ)),
            _aftermath(asked, Yardstick.WITHOUT, watched, alone, None),
        ]
    return tuple(found)


def rate_ratio(
    after: int, beside: int, days_after: float, days_beside: float
) -> tuple[float | None, float | None, float | None]:
    """Return the ratio of two Poisson rates with its exact interval of 90 percent.

    None stands for what is not bounded: the ratio and its upper end where nothing
    happened beside, all three where nothing happened at all or no day was watched.

    Examples
    --------
    >>> ratio, low, high = rate_ratio(3, 6, 100, 100)
    >>> round(ratio, 2), round(low, 2), round(high, 2)
    (0.5, 0.11, 1.9)

    """
    both = after + beside
    if both == 0 or min(days_after, days_beside) <= 0:
        return None, None, None
    exact = stats.binomtest(after, both).proportion_ci(_LEVEL, method="exact")
    scale = days_beside / days_after
    return (
        after / beside * scale if beside else None,
        exact.low / (1 - exact.low) * scale,
        exact.high / (1 - exact.high) * scale if exact.high < 1 else None,
    )


def _require(
    occurrences: Occurrences, names: Sequence[str], days: Sequence[int]
) -> None:
    known = ", ".join(occurrences.names)
    problems = [
        Problem(f"stream {name!r}", f"not known; expected one of {known}", "name one")
        for name in dict.fromkeys(names)
        if name not in occurrences.names
    ]
    problems += [
        Problem("days", f"found {number}; expected more than zero", "name days to look")
        for number in days
        if number <= 0
    ]
    if problems:
        raise SchemaError(describe("What came after cannot be counted", problems))


def _triggers(
    acts: NDArray[np.float64], provoked: NDArray[np.float64], within: int
) -> NDArray[np.float64]:
    """Return what each act answers: the first trigger since the act before it."""
    previous = np.concatenate([[-np.inf], acts[:-1]])
    first = np.maximum(previous, acts - within)
    found = acts.copy()
    for row, (low, high) in enumerate(zip(first, acts, strict=True)):
        inside = provoked[(provoked >= low) & (provoked <= high)]
        inside = inside[inside > previous[row]]
        if inside.size:
            found[row] = inside[0]
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Watched:
    """The days on which a stream was watched, and its events on each."""

    first: int
    events: NDArray[np.int64]

    @classmethod
    def of(cls, occurrences: Occurrences, name: str) -> Self:
        start, end = occurrences.windows[occurrences.names.index(name)]
        first, last = int(np.ceil(start)), int(np.floor(end))
        days = np.floor(occurrences.of(name)).astype(np.int64) - first
        inside = days[(days >= 0) & (days < last - first)]
        return cls(first=first, events=np.bincount(inside, minlength=last - first))

    def whole(self, starts: NDArray[np.float64], horizon: int) -> NDArray[np.bool_]:
        """Return which stretches were watched from end to end."""
        rows = np.floor(starts) - self.first
        found: NDArray[np.bool_] = (rows >= 0) & (rows + horizon <= len(self.events))
        return found

    def counts(self, starts: NDArray[np.float64], horizon: int) -> NDArray[np.int64]:
        """Return the events in each stretch."""
        summed = np.concatenate([[0], np.cumsum(self.events)])
        rows = (np.floor(starts) - self.first).astype(np.int64)
        found: NDArray[np.int64] = summed[rows + horizon] - summed[rows]
        return found

    def days(self, starts: NDArray[np.float64], horizon: int) -> NDArray[np.bool_]:
        """Return the days that lie in any of the stretches."""
        found = np.zeros(len(self.events), dtype=np.bool_)
        for row in (np.floor(starts) - self.first).astype(np.int64):
            found[row : row + horizon] = True
        return found


def _aftermath(
    asked: _Question,
    yardstick: Yardstick,
    watched: _Watched,
    starts: tuple[NDArray[np.float64], NDArray[np.float64]],
    by_swapping: float | None,
) -> Aftermath:
    """Return the comparison of the days from some starts on with those from others."""
    after = watched.days(starts[0], asked.horizon)
    beside = watched.days(starts[1], asked.horizon)
    if yardstick is Yardstick.WITHOUT:
        beside &= ~after
    counts = int(watched.events[after].sum()), int(watched.events[beside].sum())
    days = int(after.sum()), int(beside.sum())
    ratio, low, high = rate_ratio(*counts, *days)
    return Aftermath(
        cause=asked.cause,
        of=asked.of,
        horizon=asked.horizon,
        yardstick=yardstick,
        acts=len(starts[0]),
        after=counts[0],
        beside=counts[1],
        days_after=days[0],
        days_beside=days[1],
        ratio=ratio,
        low=low,
        high=high,
        by_swapping=by_swapping,
    )


def _by_swapping(differences: NDArray[np.int64]) -> float | None:
    """Return the share of all swaps of pairs that differ at least as much."""
    telling = differences[differences != 0]
    if not len(differences) or len(telling) > _MOST_PAIRS:
        return None
    signs = np.asarray(list(product((-1, 1), repeat=len(telling)))).reshape(
        2 ** len(telling), len(telling)
    )
    return float(np.mean(abs(signs @ telling) >= abs(telling.sum())))
