"""Fitting and simulating a process of any class."""

from dataclasses import replace
from datetime import date
from typing import assert_never, overload

import numpy as np

from yalu.cycle.daily import DailyProcess
from yalu.cycle.daily_fit import FittedDaily, fit_daily
from yalu.cycle.futures import Fitted, futures, names_of
from yalu.cycle.hawkes.fitted import FittedHawkes
from yalu.cycle.hawkes.process import Hawkes
from yalu.cycle.occurrences import Occurrences
from yalu.cycle.poisson import FittedPoisson, Poisson, fit_poisson
from yalu.cycle.renewal import FittedRenewal, Renewal, fit_renewal
from yalu.errors import SchemaError
from yalu.periods import Interval

__all__ = ["Process", "fit", "simulate"]

Process = DailyProcess | Poisson | Renewal | Hawkes
"""A process without parameters, of any class."""


@overload
def fit(
    process: DailyProcess,
    occurrences: Occurrences,
    *,
    rng: np.random.Generator | None = None,
) -> FittedDaily: ...
@overload
def fit(
    process: Poisson,
    occurrences: Occurrences,
    *,
    rng: np.random.Generator | None = None,
) -> FittedPoisson: ...
@overload
def fit(
    process: Renewal,
    occurrences: Occurrences,
    *,
    rng: np.random.Generator | None = None,
) -> FittedRenewal: ...
@overload
def fit(
    process: Hawkes,
    occurrences: Occurrences,
    *,
    rng: np.random.Generator | None = None,
) -> FittedHawkes: ...
def fit(
    process: Process,
    occurrences: Occurrences,
    *,
    rng: np.random.Generator | None = None,
) -> Fitted:
    """Return a process with the parameters that fit some occurrences best.

    Parameters
    ----------
    process : DailyProcess, Poisson, Renewal or Hawkes
        What is asked.
    occurrences : Occurrences
        The events.
    rng : numpy.random.Generator, optional
        Where a Hawkes process begins its searches; nothing else needs it.

    Returns
    -------
    FittedDaily, FittedPoisson, FittedRenewal or FittedHawkes
        Look at its ``status`` before using it.

    Raises
    ------
    SchemaError
        If the occurrences are not of a form that the process can use, or a Hawkes
        process is given no `rng`.
    ModelError
        If there are too few events for a Hawkes process.

    """
    match process:
        case DailyProcess():
            return fit_daily(process, occurrences)
        case Poisson():
            return fit_poisson(process, occurrences)
        case Renewal():
            return fit_renewal(process, occurrences)
        case Hawkes():
            # Loads a compiler, which no other process needs.
            from yalu.cycle.hawkes.fitting import (  # noqa: PLC0415 - as above
                fit_hawkes,
            )

            if rng is None:
                msg = "Fit of a Hawkes process: found no rng. Pass one to begin with."
                raise SchemaError(msg)
            return fit_hawkes(process, occurrences, rng=rng)
    assert_never(process)


def simulate(
    fitted: Fitted, *, between: Interval, rng: np.random.Generator
) -> Occurrences:
    """Return events drawn from a fitted process that begins with nothing.

    Parameters
    ----------
    fitted : FittedDaily, FittedPoisson, FittedRenewal or FittedHawkes
        The process.
    between : Interval
        The days, all of which are watched; the first one is the origin.
    rng : numpy.random.Generator
        The source of chance.

    Returns
    -------
    Occurrences
        Events at the start of their day; those of a Hawkes process at their moment.

    Raises
    ------
    SchemaError
        If the days have no end.
    ModelError
        If a Hawkes process explodes.

    """
    if between.end is None:
        msg = f"Simulation over {between}: found no end. Name the last day."
        raise SchemaError(msg)
    days = float((between.end - between.start).days)
    if isinstance(fitted, FittedHawkes):
        # Loads a compiler, which no other process needs.
        from yalu.cycle.hawkes.simulation import (  # noqa: PLC0415 - as above
            simulate_hawkes,
        )

        drawn = simulate_hawkes(fitted.intensity, days, rng)
        return replace(drawn, origin=between.start)
    names = names_of(fitted)
    nothing = Occurrences(
        names=names,
        times=np.zeros(0),
        streams=np.zeros(0, dtype=np.int64),
        windows=np.tile([0.0, 1.0], (len(names), 1)),
        origin=date.fromordinal(between.start.toordinal() - 1),
    )
    drawn_days = futures(fitted, nothing, between, paths=1, rng=rng)
    rows, streams = np.nonzero(drawn_days.happened[:, 0])
    return Occurrences(
        names=names,
        times=rows.astype(np.float64),
        streams=streams.astype(np.int64),
        windows=np.tile([0.0, days], (len(names), 1)),
        origin=between.start,
    )
