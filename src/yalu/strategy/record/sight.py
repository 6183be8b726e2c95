"""How far the log looked, so that its silence is weighed and not trusted.

The weight of silence is the chance that an event of a kind happened and the log does
not have it, as against one it would have: 0 where the log is complete or nearly so, a
half where it is partial, 1 where it is thin or nobody looked. These are judgements.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from yalu.events import Completeness, EventKind, EventLog
from yalu.periods import Interval

__all__ = ["SILENCE", "Sight"]

SILENCE: Mapping[Completeness, float] = MappingProxyType(
    {
        Completeness.COMPLETE: 0.0,
        Completeness.NEAR_COMPLETE: 0.0,
        Completeness.PARTIAL: 0.5,
        Completeness.THIN: 1.0,
    }
)
"""Chance that an event which happened is not in the log, by what was looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """The weight of silence, day by day and kind by kind.

    Attributes
    ----------
    first : date
        The first day.
    weights : mapping of EventKind to ndarray of float64, shape (days,)
        Weight of silence on each day.
    sources : mapping of EventKind to tuple of str
        Who was read for the kind.

    """

    first: date
    weights: Mapping[EventKind, NDArray[np.float64]]
    sources: Mapping[EventKind, tuple[str, ...]]

    @classmethod
    def of(cls, log: EventLog, span: Interval) -> Self:
        """Return how far a log looked within some days, which must have an end."""
        days = ((span.end or span.start) - span.start).days
        weights, sources = {}, {}
        for kind in EventKind:
            weights[kind] = np.ones(days)
            stated = [one for one in log.coverage if one.kind is kind and not one.actor]
            for one in stated:
                weight = SILENCE[one.completeness]
                _lower(weights[kind], one.span, span.start, weight)
            whole = None if log.coverage else log.covered(kind)
            if whole is not None:
                _lower(weights[kind], whole, span.start, 0.0)
            sources[kind] = tuple(dict.fromkeys(one.source for one in stated))
        return cls(
            first=span.start,
            weights=MappingProxyType(weights),
            sources=MappingProxyType(sources),
        )

    def unseen(self, kinds: Iterable[EventKind], span: Interval) -> float:
        """Return the weight of silence of some kinds that tell of the same.

        Returns
        -------
        float
            The mean over kinds and days, 0 to 1. Days that are out of reach count as
            not looked at.

        """
        return float(np.mean([self._mean(kind, span) for kind in kinds]))

    def _mean(self, kind: EventKind, span: Interval) -> float:
        end = span.end or span.start
        begin = max((span.start - self.first).days, 0)
        seen = self.weights[kind][begin : max((end - self.first).days, 0)]
        out = (end - span.start).days - len(seen)
        return float(seen.sum() + out) / (end - span.start).days


def _lower(
    weights: NDArray[np.float64], span: Interval, first: date, weight: float
) -> None:
    """Lower the weights of some days, in place, to no more than one weight."""
    end = len(weights) if span.end is None else max((span.end - first).days, 0)
    days = slice(max((span.start - first).days, 0), end)
    weights[days] = np.minimum(weights[days], weight)
