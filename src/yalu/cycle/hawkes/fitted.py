"""A fitted Hawkes process: estimates with ranges, and what is to be said about them."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from yalu.cycle.hawkes.intensity import HawkesIntensity
from yalu.cycle.hawkes.process import Hawkes
from yalu.cycle.hawkes.status import HawkesStatus

__all__ = ["FittedHawkes", "Ranged"]

Array = NDArray[np.float64]

_PLACES = 3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ranged:
    """Estimates with ranges of 90 percent.

    Attributes
    ----------
    estimate, low, high : ndarray of float64
        Of one shape. An end is missing where it could not be found, and infinite where
        the events set no limit.
    method : ndarray of str
        How each range was found: ``"normal, logarithm"``, ``"profile"``, ``"draws"``,
        ``"given"`` or ``"none"``.

    """

    estimate: Array
    low: Array
    high: Array
    method: NDArray[np.str_]

    def told(self, *place: int) -> str:
        """Return one estimate in words."""
        value, low, high = (
            f"{float(part[place]):.{_PLACES}g}"
            for part in (self.estimate, self.low, self.high)
        )
        return f"{value} [{low} to {high}]"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FittedHawkes:
    """What was found about a Hawkes process.

    Attributes
    ----------
    process : Hawkes
        What was asked.
    intensity : HawkesIntensity
        The most likely parameters.
    log_likelihood : float
        Of all streams together, the days measured in days.
    status : HawkesStatus
        How the search ended.
    remarks : tuple of str
        What is to be said about single streams and parameters, in whole sentences.
    counts : tuple of int
        How many events of each stream were fitted.
    mu : Ranged
        Baseline rates, events a day, shape (d,).
    coefficients : Ranged
        Of the design, shape (d, p).
    weights : Ranged
        By stream brought about, stream that brings about, and kernel, shape (d, d, m).
    branching : Ranged
        The weights of all kernels together, shape (d, d).
    half_lives : Ranged
        In days, shape (d, m).
    spectral_radius : Ranged
        Of the branching matrix, shape ().

    """

    process: Hawkes
    intensity: HawkesIntensity
    log_likelihood: float
    status: HawkesStatus
    remarks: tuple[str, ...]
    counts: tuple[int, ...]
    mu: Ranged
    coefficients: Ranged
    weights: Ranged
    branching: Ranged
    half_lives: Ranged
    spectral_radius: Ranged

    @property
    def parameters(self) -> int:
        """How many parameters were searched for."""
        given = self.half_lives.estimate.size if self.process.half_lives else 0
        parts = (self.mu, self.coefficients, self.weights, self.half_lives)
        return sum(part.estimate.size for part in parts) - given

    @property
    def table(self) -> list[dict[str, Any]]:
        """One row for each estimate: name, estimate, low, high, method."""
        names, terms = self.intensity.names, self.process.terms
        kernels = self.intensity.decays.shape[1]
        rows = [_row(f"baseline: {name}", self.mu, i) for i, name in enumerate(names)]
        rows += [
            _row(f"{term}: {name}", self.coefficients, i, k)
            for i, name in enumerate(names)
            for k, term in enumerate(terms)
        ]
        rows += [
            _row(f"branching: {source} to {name}", self.branching, i, j)
            for i, name in enumerate(names)
            for j, source in enumerate(names)
        ]
        for k in range(kernels):
            which = f" {k + 1}" if kernels > 1 else ""
            if which:
                rows += [
                    _row(f"weight{which}: {source} to {name}", self.weights, i, j, k)
                    for i, name in enumerate(names)
                    for j, source in enumerate(names)
                ]
            rows += [
                _row(f"half-life{which}: {name}", self.half_lives, i, k)
                for i, name in enumerate(names)
            ]
        return [*rows, _row("spectral radius", self.spectral_radius)]

    def __str__(self) -> str:
        names = self.intensity.names
        kernels = self.intensity.decays.shape[1]
        whole = (
            f"A Hawkes process of {', '.join(names)} ({sum(self.counts):,} events, "
            f"{self.parameters} parameters) has log-likelihood "
            f"{self.log_likelihood:.2f}; the search {_ended(self.status)}. An event "
            f"brings about {self.spectral_radius.told()} others in the long run "
            "(spectral radius; in brackets the range of 90 percent)."
        )
        told = [whole]
        for i, name in enumerate(names):
            lives = " and ".join(self.half_lives.told(i, k) for k in range(kernels))
            sources = [
                f"{self.branching.told(i, j)} by one of {names[j]}"
                for j in np.argsort(-self.branching.estimate[i], kind="stable")[:3]
                if self.branching.estimate[i, j] > 0
            ]
            brought = "; brought about: " + ", ".join(sources) if sources else ""
            told.append(
                f"{name}: {self.mu.told(i)} a day without any event before{brought}; "
                f"half-life {lives} days."
            )
        return " ".join([*told, *self.remarks])


def _ended(status: HawkesStatus) -> str:
    if status is HawkesStatus.EXPLOSIVE:
        return "ended in a process that explodes"
    return "did not converge" if status is HawkesStatus.NOT_CONVERGED else str(status)


def _row(name: str, ranged: Ranged, *place: int) -> dict[str, Any]:
    return {
        "name": name,
        "estimate": float(ranged.estimate[place]),
        "low": float(ranged.low[place]),
        "high": float(ranged.high[place]),
        "method": str(ranged.method[place]),
    }
