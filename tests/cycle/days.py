"""Small records by day, and processes to draw them from."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from yalu.cycle import (
    ByDay,
    DailyProcess,
    FitStatus,
    FittedDaily,
    Occurrences,
    Parameters,
)
from yalu.cycle.daily import arrange

__all__ = ["ORIGIN", "given", "record"]

ORIGIN = date(2000, 1, 1)


def record(
    days: int, *streams: Sequence[float], windows: Sequence[tuple[float, float]] = ()
) -> Occurrences:
    """Return occurrences of streams a, b ... on some days since the origin."""
    pairs = sorted((time, i) for i, times in enumerate(streams) for time in times)
    whole = [(0.0, float(days))] * len(streams)
    return Occurrences(
        names=tuple("abcdefghij"[: len(streams)]),
        times=np.array([time for time, _ in pairs], dtype=np.float64),
        streams=np.array([i for _, i in pairs], dtype=np.int64),
        windows=np.array(windows or whole, dtype=np.float64),
        origin=ORIGIN,
    )


def given(
    process: DailyProcess,
    rates: Sequence[float],
    weights: Sequence[Sequence[Sequence[float]]],
) -> FittedDaily:
    """Return a process with given mean rates and weights, fitted to nothing.

    The level is that of the mean rate, and every stream may act.
    """
    d = len(rates)
    by_day: ByDay = arrange(process, record(2, *[[]] * d))
    baseline = np.zeros((d, len(by_day.design.names)))
    baseline[:, 0] = process.link.centre
    held = replace(by_day, scales=np.asarray(rates, dtype=np.float64))
    shape = (d, d, len(process.half_lives))
    return FittedDaily(
        process=process,
        by_day=held,
        parameters=Parameters(
            baseline=baseline,
            weights=np.asarray(weights, dtype=np.float64).reshape(shape),
        ),
        covariances=tuple(np.full((1, 1), np.nan) for _ in range(d)),
        log_likelihood=0.0,
        statuses=(FitStatus.CONVERGED,) * d,
    )
