"""A comparison: what a scenario changes, draw by draw.

Draw n of both runs has the same chance, the same unknowns and the same fitted game, so
what differs between them is the scenario's doing, and an error of counting is far
smaller than that of either run. What is told are quantiles of the differences, not
differences of quantiles.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yalu.scenario.outcome import Outcome
from yalu.scenario.series import Series
from yalu.scenario.statement import Statement

__all__ = ["Contrast", "Difference", "SeriesDifference", "compare"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SeriesDifference:
    """How one series differs from the baseline.

    Attributes
    ----------
    series : Series
        Which one; counts are summed since the start.
    levels : tuple of float
        Which quantiles.
    values : ndarray of float64, shape (len(levels), T)
        Quantiles of the draw-by-draw differences, scenario less baseline.
    mean, error, between : ndarray of float64, shape (T,)
        Their mean, its standard error for the number of draws, and its standard
        deviation between fitted games.
    above, below : ndarray of float64, shape (T,)
        Share of draws in which the scenario lies above the baseline, and below it.

    """

    series: Series
    levels: tuple[float, ...]
    values: NDArray[np.float64]
    mean: NDArray[np.float64]
    error: NDArray[np.float64]
    between: NDArray[np.float64]
    above: NDArray[np.float64]
    below: NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """One statement in both runs.

    Attributes
    ----------
    baseline, other : Statement
        The statement without and with the scenario's levers.
    change : float
        Chance with less chance without.
    low, high : float
        Range of 95 percent of the change for the number of draws.
    games_low, games_high : float or None
        The change in the middle 90 percent of fitted games; None where there is one.

    """

    baseline: Statement
    other: Statement
    change: float
    low: float
    high: float
    games_low: float | None
    games_high: float | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Difference:
    """What a scenario changes against its baseline.

    Attributes
    ----------
    baseline, other : str
        Identifiers of the scenarios.
    months : tuple of str
        The months.
    series : mapping of str to SeriesDifference
        By name of the series.
    contrasts : tuple of Contrast
        Statements that can be made of each run alone.
    statements : tuple of Statement
        Statements that need both runs, such as oil below half of the baseline's.
    digests : tuple of str
        Hashes of both runs.

    """

    baseline: str
    other: str
    months: tuple[str, ...]
    series: Mapping[str, SeriesDifference]
    contrasts: tuple[Contrast, ...]
    statements: tuple[Statement, ...]
    digests: tuple[str, str]


def compare(baseline: Outcome, other: Outcome) -> Difference:
    """Return what a scenario changes, draw by draw.

    Parameters
    ----------
    baseline, other : Outcome
        Runs of one case with the same seed, draws and months.

    Raises
    ------
    SchemaError
        If they are not: their draws would not belong together.

    """
    raise NotImplementedError
