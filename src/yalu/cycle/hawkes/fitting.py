"""Fitting a Hawkes process: each stream by itself, then all of them told together."""

from collections.abc import Sequence

import numpy as np

from yalu.cycle.hawkes.fitted import FittedHawkes
from yalu.cycle.hawkes.intensity import HawkesIntensity
from yalu.cycle.hawkes.likelihood import watches
from yalu.cycle.hawkes.parameters import Parameters
from yalu.cycle.hawkes.process import Hawkes
from yalu.cycle.hawkes.ranges import (
    baseline_ranges,
    branching_ranges,
    coefficient_ranges,
    half_life_ranges,
    radius_range,
    weight_ranges,
)
from yalu.cycle.hawkes.searching import Found, search
from yalu.cycle.hawkes.status import HawkesStatus
from yalu.cycle.occurrences import Occurrences
from yalu.errors import ModelError, Problem, SchemaError, describe

__all__ = ["fit_hawkes", "most_likely"]

_FEWEST = 5
_FEW_A_PARAMETER = 3


def fit_hawkes(
    process: Hawkes,
    occurrences: Occurrences,
    *,
    starts: int = 5,
    rng: np.random.Generator,
) -> FittedHawkes:
    """Return the most likely parameters of a Hawkes process, with ranges.

    Parameters
    ----------
    process : Hawkes
        What is asked.
    occurrences : Occurrences
        The events. Those before the window of a stream count among what raises its
        rate.
    starts : int
        How many half-lives each search begins with; the best end counts.
    rng : numpy.random.Generator
        Draws half-lives to begin with, and weights for the range of the spectral
        radius.

    Raises
    ------
    ModelError
        If a stream has fewer than five events in its window.
    SchemaError
        If `starts` is less than one, or the design does not hold every day.

    """
    founds = most_likely(process, occurrences, starts=starts, rng=rng)
    weights = weight_ranges(founds)
    intensity = _intensity(process, occurrences, founds)
    return FittedHawkes(
        process=process,
        intensity=intensity,
        log_likelihood=sum(found.log_likelihood for found in founds),
        status=_status(intensity, founds),
        remarks=tuple(_remarks(intensity, founds)),
        counts=tuple(found.parameters.watch.number for found in founds),
        mu=baseline_ranges(founds),
        coefficients=coefficient_ranges(founds),
        weights=weights,
        branching=branching_ranges(founds, weights),
        half_lives=half_life_ranges(founds),
        spectral_radius=radius_range(founds, rng),
    )


def most_likely(
    process: Hawkes,
    occurrences: Occurrences,
    *,
    starts: int = 5,
    rng: np.random.Generator,
) -> tuple[Found, ...]:
    """Return the most likely parameters of each stream, without ranges.

    The parameters and errors are those of `fit_hawkes`.
    """
    if starts < 1:
        msg = f"Starts of a search: found {starts}; expected 1 or more. Ask for some."
        raise SchemaError(msg)
    design = process.design if process.terms else None
    watched = watches(occurrences, design)
    problems = [
        Problem(
            occurrences.names[watch.stream],
            f"{watch.number} events in its window; expected {_FEWEST} or more",
            "count more kinds together, look at more days or leave it out",
        )
        for watch in watched
        if watch.number < _FEWEST
    ]
    if problems:
        msg = describe("There are too few events for a Hawkes process", problems)
        raise ModelError(msg)
    apart = np.diff(np.unique(occurrences.times))
    shortest = float(apart.min()) if apart.size else 1.0
    return tuple(
        search(
            Parameters(
                watch=watch,
                kernels=process.number,
                decays=process.decays,
                shortest=shortest,
            ),
            starts,
            rng,
        )
        for watch in watched
    )


def _intensity(
    process: Hawkes, occurrences: Occurrences, founds: Sequence[Found]
) -> HawkesIntensity:
    parts = [found.parameters.split(found.vector) for found in founds]
    return HawkesIntensity(
        names=occurrences.names,
        mu=np.exp([level for level, *_ in parts]),
        weights=np.array([weights.T for _, _, weights, _ in parts]),
        decays=np.array([decays for *_, decays in parts]),
        design=process.design,
        coefficients=(
            np.array([moved for _, moved, _, _ in parts])
            if process.terms
            else np.empty((0, 0))
        ),
    )


def _status(intensity: HawkesIntensity, founds: Sequence[Found]) -> HawkesStatus:
    if not all(found.converged for found in founds):
        return HawkesStatus.NOT_CONVERGED
    if intensity.spectral_radius >= 1:
        return HawkesStatus.EXPLOSIVE
    if not all(found.free.all() for found in founds):
        return HawkesStatus.ON_BOUNDARY
    return HawkesStatus.CONVERGED


def _remarks(intensity: HawkesIntensity, founds: Sequence[Found]) -> list[str]:
    """Return what is to be said about single streams, in whole sentences."""
    told = []
    radius = intensity.spectral_radius
    if radius >= 1:
        told.append(
            f"Such a process explodes (spectral radius {radius:.3g}): it describes "
            "these events, but nothing can be foreseen by it."
        )
    for name, found in zip(intensity.names, founds, strict=True):
        parameters, free = found.parameters, found.free
        _, _, weights, _ = parameters.split(found.vector)
        none = weights.sum(axis=0) <= 0
        if none.any():
            sources = ", ".join(np.array(intensity.names)[none])
            told.append(
                f"No event of {name} is put down to {sources}: the estimate lies on "
                "the boundary, its range has an upper end only."
            )
        if not found.told.all():
            told.append(f"How fast a kernel of {name} fades cannot be told.")
        decays = slice(parameters.decays_at.start, parameters.decays_at.stop)
        if not (free | ~found.told)[decays].all():
            told.append(f"A half-life of {name} lies at the end of what was searched.")
        if not free[0]:
            told.append(f"Nothing of {name} is left to its baseline.")
        number, asked = parameters.watch.number, parameters.size
        if number < _FEW_A_PARAMETER * asked:
            told.append(
                f"{name} has {number} events for {asked} parameters: its ranges hold "
                "only roughly."
            )
        if not np.isfinite(found.covariance).all():
            told.append(f"The likelihood of {name} is no peak: no errors are given.")
        if not found.converged:
            told.append(f"The search for the parameters of {name} did not converge.")
    return told
