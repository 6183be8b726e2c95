"""What a forecast says: how likely, how many, how long until, and how sure of it."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from yalu.errors import SchemaError

__all__ = ["Forecast", "Foreseen"]

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Foreseen:
    """What is foreseen of one group of streams within one horizon.

    Attributes
    ----------
    group : str
        Which streams.
    horizon : int
        Days, the first one included.
    until : date
        The last of them.
    probability : float
        Of at least one event.
    error : float
        Its standard error from drawing so many paths; zero where it is computed.
    spread : tuple of float, or None
        Between which two probabilities those of the middle 90 percent of the draws of
        the parameters lie; None where one set of parameters was used.
    counts : ndarray of int64, shape (paths,)
        Drawn numbers of events: days with one, of each stream.

    """

    group: str
    horizon: int
    until: date
    probability: float
    error: float
    spread: tuple[float, float] | None
    counts: NDArray[np.int64]

    @property
    def mean(self) -> float:
        """Expected number of events."""
        return float(self.counts.mean())

    def interval(self, level: float = 0.9) -> tuple[int, int]:
        """Return the numbers of events between which the middle paths lie."""
        tail = (1 - level) / 2
        low, high = np.quantile(self.counts, (tail, 1 - tail), method="inverted_cdf")
        return int(low), int(high)

    def __str__(self) -> str:
        low, high = self.interval()
        return (
            f"{self.group} by {self.until}: {100 * self.probability:.0f} %, "
            f"{self.mean:.1f} events ({low} to {high})"
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Forecast:
    """What is foreseen from the start of a day.

    Attributes
    ----------
    on : date
        The day; what happened on it is not known yet.
    method : str
        Which model it is from.
    foreseen : tuple of Foreseen
        By group, then by horizon.
    waits : tuple of (str, float or None)
        For each group the median of the days until its first event; None where fewer
        than half of the paths have one within the longest horizon.
    notes : tuple of str
        What a reader should know, in whole sentences.

    """

    on: date
    method: str
    foreseen: tuple[Foreseen, ...]
    waits: tuple[tuple[str, float | None], ...]
    notes: tuple[str, ...] = ()

    def of(self, group: str, horizon: int) -> Foreseen:
        """Return what is foreseen of a group within a horizon.

        Raises
        ------
        SchemaError
            If that was not asked for.

        """
        for one in self.foreseen:
            if one.group == group and one.horizon == horizon:
                return one
        asked = ", ".join(f"{one.group} {one.horizon}" for one in self.foreseen)
        msg = (
            f"Forecast of {group!r} within {horizon} days: found {asked}. Ask for one "
            "of these, or forecast anew."
        )
        raise SchemaError(msg)

    @property
    def table(self) -> list[dict[str, object]]:
        """One plain row a group and horizon, with intervals of 90 percent."""
        waits = dict(self.waits)
        rows: list[dict[str, object]] = []
        for one in self.foreseen:
            low, high = one.interval()
            least, most = one.spread or (None, None)
            rows.append(
                {
                    "group": one.group,
                    "horizon": one.horizon,
                    "on": self.on,
                    "until": one.until,
                    "probability": one.probability,
                    "error": one.error,
                    "probability_low": least,
                    "probability_high": most,
                    "mean": one.mean,
                    "low": low,
                    "high": high,
                    "median_wait": waits[one.group],
                    "method": self.method,
                }
            )
        return rows

    def __str__(self) -> str:
        told = [f"Foreseen on {self.on} by a {self.method}."]
        longest = max(one.horizon for one in self.foreseen)
        for group, wait in self.waits:
            chances = ", ".join(
                f"{100 * one.probability:.0f} % in {one.horizon}"
                for one in self.foreseen
                if one.group == group
            )
            half = (
                f"no event in {longest} days is likelier than one"
                if wait is None
                else f"an even chance after {wait:.0f}"
            )
            told.append(f"{group}: {chances} days; {half}.")
        return " ".join([*told, *self.notes])
