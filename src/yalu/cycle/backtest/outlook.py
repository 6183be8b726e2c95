"""What is forecast: how many events a group of streams has in the days to come."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from yalu.cycle.occurrences import Occurrences
from yalu.errors import Problem, SchemaError, describe

__all__ = ["Group", "Outlook", "Task"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Streams whose events are forecast together.

    Attributes
    ----------
    name : str
        Identifier, e.g. ``"launches"``.
    streams : tuple of str
        Names of the streams; never empty.

    Raises
    ------
    SchemaError
        If it has no stream.

    """

    name: str
    streams: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.streams:
            msg = f"Group {self.name!r}: found no stream. Name at least one."
            raise SchemaError(msg)

    def times(self, occurrences: Occurrences) -> NDArray[np.float64]:
        """Return when its events were, in days since the origin, in order."""
        return np.sort(np.concatenate([occurrences.of(s) for s in self.streams]))

    def window(self, occurrences: Occurrences) -> tuple[float, float]:
        """Return from when until when all its streams were watched, in days.

        Raises
        ------
        SchemaError
            If one of the streams is not among the occurrences.

        """
        unknown = [s for s in self.streams if s not in occurrences.names]
        if unknown:
            known = ", ".join(occurrences.names)
            msg = (
                f"Group {self.name!r}: found stream {', '.join(unknown)}; expected "
                f"some of {known}. Pass these streams, or another group."
            )
            raise SchemaError(msg)
        places = [occurrences.names.index(stream) for stream in self.streams]
        windows = occurrences.windows[places]
        return float(windows[:, 0].max()), float(windows[:, 1].min())


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """A forecast of one group over one horizon.

    Attributes
    ----------
    probability : float
        Of at least one event. Above 0 and below 1: a forecaster that is certain of
        what it cannot know is refused, so that no score needs clipping.
    counts : ndarray of int64, shape (n,)
        Draws of how many events there will be.

    Raises
    ------
    SchemaError
        If the probability is certain or missing, or there are no draws.

    """

    probability: float
    counts: NDArray[np.int64]

    def __post_init__(self) -> None:
        problems = []
        if not 0 < self.probability < 1:
            found = f"found {self.probability}; expected more than 0 and less than 1"
            problems.append(Problem("probability", found, "let it doubt"))
        if self.counts.ndim != 1 or not self.counts.size or (self.counts < 0).any():
            found = f"shape {self.counts.shape}, or some below zero"
            problems.append(Problem("counts", found, "pass draws of a count"))
        if problems:
            raise SchemaError(describe("This outlook cannot be scored", problems))


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What is asked of a forecaster on one day.

    Attributes
    ----------
    history : Occurrences
        What was known just before the day.
    on : date
        The day; the days foreseen begin with it.
    groups : tuple of Group
        What is to be foreseen.
    horizons : tuple of int
        How far, in days.
    draws : int
        How many draws of each count.

    """

    history: Occurrences
    on: date
    groups: tuple[Group, ...]
    horizons: tuple[int, ...]
    draws: int

    @property
    def now(self) -> float:
        """The start of the day, in days since the origin of the history.

        Raises
        ------
        SchemaError
            If time has no calendar in the history.

        """
        if self.history.origin is None:
            msg = "Occurrences without an origin have no calendar. Pass origin=."
            raise SchemaError(msg)
        return float((self.on - self.history.origin).days)
