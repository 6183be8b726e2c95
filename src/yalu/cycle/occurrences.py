"""Occurrences: the log of events as numbers that a point process can be fitted to.

Time runs in days from midnight of `Occurrences.origin`. Each stream has a window in
which it was watched: outside it nothing is known, which is not the same as nothing
having happened. An event that is dated to a day stands at the start of that day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from yalu.cycle.stream import Stream
from yalu.errors import Problem, SchemaError, describe
from yalu.events import Event, EventLog
from yalu.periods import Interval
from yalu.provenance import Evidence

__all__ = ["Occurrences", "occurrences"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrences:
    """Times of events of several streams, each watched through a window.

    Attributes
    ----------
    names : tuple of str
        The streams, in the order that `streams` counts them; d of them.
    times : ndarray of float64, shape (n,)
        When, in days since `origin`, never falling.
    streams : ndarray of int64, shape (n,)
        Which stream, as an index into ``names``.
    windows : ndarray of float64, shape (d, 2)
        From when until when each stream was watched, in days since `origin`; the end
        is not part of it.
    origin : date or None
        The day at whose start time is zero; None where time has no calendar.

    Raises
    ------
    SchemaError
        If shapes differ, times fall or are no numbers, an index names no stream, or a
        window is empty. All problems at once.

    """

    names: tuple[str, ...]
    times: NDArray[np.float64]
    streams: NDArray[np.int64]
    windows: NDArray[np.float64]
    origin: date | None = None

    def __post_init__(self) -> None:
        problems = self._problems()
        if problems:
            raise SchemaError(describe("These occurrences cannot be used", problems))

    def _problems(self) -> list[Problem]:
        found = []
        d = len(self.names)
        if self.times.ndim != 1 or self.times.shape != self.streams.shape:
            shapes = f"shapes {self.times.shape} and {self.streams.shape}"
            found.append(Problem("times and streams", shapes, "pass one stream a time"))
        elif not np.isfinite(self.times).all() or (np.diff(self.times) < 0).any():
            found.append(Problem("times", "missing or falling values", "sort them"))
        if self.streams.size and not (
            0 <= self.streams.min() <= self.streams.max() < d
        ):
            remedy = f"use indices from 0 to {d - 1}"
            found.append(Problem("streams", "an index without a stream", remedy))
        if self.windows.shape != (d, 2):
            shape = f"shape {self.windows.shape}; expected {(d, 2)}"
            found.append(Problem("windows", shape, "pass a start and an end a stream"))
        elif not (self.windows[:, 0] < self.windows[:, 1]).all():
            found.append(Problem("windows", "one is empty", "end it after its start"))
        return found

    def of(self, name: str) -> NDArray[np.float64]:
        """Return the times of one stream inside its window, shape (k,), in days."""
        index = self.names.index(name)
        start, end = self.windows[index]
        times = self.times[self.streams == index]
        found: NDArray[np.float64] = times[(times >= start) & (times < end)]
        return found

    @property
    def counts(self) -> dict[str, int]:
        """How many events each stream has inside its window."""
        return {name: self.of(name).size for name in self.names}

    def before(self, time: float) -> "Occurrences":
        """Return what was known just before a time: earlier events, windows cut there.

        Raises
        ------
        SchemaError
            If a stream had not begun to be watched by then.

        """
        keep = self.times < time
        windows = self.windows.copy()
        windows[:, 1] = np.minimum(windows[:, 1], time)
        return Occurrences(
            names=self.names,
            times=self.times[keep],
            streams=self.streams[keep],
            windows=windows,
            origin=self.origin,
        )

    def day_of(self, time: float) -> date:
        """Return the calendar day that holds a time.

        Raises
        ------
        SchemaError
            If time has no calendar here.

        """
        if self.origin is None:
            msg = "Occurrences without an origin have no calendar. Pass origin=."
            raise SchemaError(msg)
        return date.fromordinal(self.origin.toordinal() + int(np.floor(time)))


def occurrences(
    log: EventLog,
    streams: Sequence[Stream],
    *,
    between: Interval,
    rng: np.random.Generator | None = None,
) -> Occurrences:
    """Return the events of some streams as times, and how long each was watched.

    Events of a stream that fall on one day count once. An event that lasted or may
    have been on several days stands on its first day if the log knows that day, on the
    middle of the days it may have been if it knows only the month or year, or, with
    `rng`, on a day drawn from them. One that may have been later than `between` is not
    known to be of these days, and what is only alleged to have been at all: neither is
    counted.

    Parameters
    ----------
    log : EventLog
        The events.
    streams : sequence of Stream
        What is counted together, in this order.
    between : Interval
        The days to look at; its first day is the origin. It must end.
    rng : numpy.random.Generator, optional
        Draws the day of an event that is known to the month or year only.

    Raises
    ------
    SchemaError
        If `between` has no end, or the log covers a stream on none of its days.

    """
    if between.end is None:
        msg = f"Occurrences of {between}: found no end. Name the last day to look at."
        raise SchemaError(msg)
    origin = between.start.toordinal()
    times, indices, windows, problems = [], [], [], []
    for index, stream in enumerate(streams):
        window = _watched(log, stream, between)
        if window is None or window.end is None:
            finding = f"the log covers it on no day of {between}"
            problems.append(Problem(stream.label, finding, "look at other days"))
            continue
        windows.append((window.start.toordinal(), window.end.toordinal()))
        days = {
            _day(event, rng)
            for event in log
            if stream.holds(event)
            and event.evidence is not Evidence.ALLEGED
            and not _may_be_later(event, between.end)
        }
        within = sorted(day for day in days if day in between)
        times += [day.toordinal() - origin for day in within]
        indices += [index] * len(within)
    if problems:
        raise SchemaError(describe("These streams cannot be followed", problems))
    order = np.argsort(np.asarray(times, dtype=float), kind="stable")
    return Occurrences(
        names=tuple(stream.name for stream in streams),
        times=np.asarray(times, dtype=float)[order],
        streams=np.asarray(indices, dtype=np.int64)[order],
        windows=np.asarray(windows, dtype=float) - origin,
        origin=between.start,
    )


def _watched(log: EventLog, stream: Stream, between: Interval) -> Interval | None:
    """Return the days of `between` on which every kind of a stream is covered."""
    start, end = between.start, between.end
    for kind in stream.kinds:
        covered = log.covered(kind)
        if covered is None or covered.end is None or end is None:
            return None
        start, end = max(start, covered.start), min(end, covered.end)
    return Interval(start, end) if end is not None and start < end else None


def _may_be_later(event: Event, end: date) -> bool:
    """Return whether an event is dated so loosely that it may lie beyond an end."""
    return event.imprecise and event.when.end is not None and event.when.end > end


def _day(event: Event, rng: np.random.Generator | None) -> date:
    """Return the day that stands for an event."""
    first, last = event.when.start, event.when.last
    if last is None or not event.imprecise:
        return first
    width = (last - first).days
    shift = width // 2 if rng is None else int(rng.integers(width + 1))
    return date.fromordinal(first.toordinal() + shift)
