"""Figures of a calibration: a share with Wilson's range, a mean with its own."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from yalu.calibration import wilson

__all__ = ["mean_of", "share_of"]

_PLACES = 4
_Z = 1.959963984540054


def share_of(
    true: Sequence[bool], *, world: str, figure: str, nominal: float | None = None
) -> dict[str, Any]:
    """Return how often something was true, as one row of the table."""
    hits, runs = sum(map(bool, true)), len(true)
    low, high = wilson(hits, runs)
    return _row(world, figure, nominal, runs, (hits / runs, low, high))


def mean_of(
    values: Sequence[float], *, world: str, figure: str, nominal: float | None = None
) -> dict[str, Any]:
    """Return an average with two standard errors, as one row of the table."""
    drawn = np.asarray(values, dtype=float)
    mean, error = drawn.mean(), drawn.std(ddof=1) / np.sqrt(len(drawn))
    ends = (mean, mean - _Z * error, mean + _Z * error)
    return _row(world, figure, nominal, len(drawn), ends)


def _row(
    world: str,
    figure: str,
    nominal: float | None,
    runs: int,
    ends: tuple[float, float, float],
) -> dict[str, Any]:
    value, low, high = (round(float(end), _PLACES) for end in ends)
    return {
        "world": world,
        "figure": figure,
        "nominal": "" if nominal is None else nominal,
        "value": value,
        "low": low,
        "high": high,
        "runs": runs,
    }
