"""How often the backtest leaves it open which of two equal forecasters is better.

Events come at a constant rate. Two forecasters know it, and each errs by a slowly
changing amount of its own, of the same size; so neither is better, and an interval of
90 percent should hold zero in nine of ten worlds.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from tools.calibration.figures import share_of
from yalu.cycle.backtest.paired import LEVEL, Judgement, margin
from yalu.cycle.backtest.scores import log_scores

__all__ = ["measure"]

YEARS = 18
MONTHS = 12
DAYS = 365
RATE = 1.2 / DAYS
ERROR = 0.5
MEMORY = 0.9
HORIZONS = (30, 90, 365)

Array = NDArray[np.float64]


def measure(rng: np.random.Generator, runs: int) -> list[dict[str, Any]]:
    """Return how often intervals of the difference hold zero, for each horizon."""
    return [
        share_of(
            [_holds_zero(horizon, rng) for _ in range(runs)],
            world=f"two equal forecasters over {horizon} days, {YEARS} years",
            figure="coverage: difference of log scores",
            nominal=LEVEL,
        )
        for horizon in HORIZONS
    ]


def _holds_zero(horizon: int, rng: np.random.Generator) -> bool:
    """Return whether none of two equal forecasters seems the better one."""
    counts = np.cumsum(rng.poisson(RATE, (YEARS + 2) * DAYS))
    issued = (np.arange(YEARS * MONTHS) * DAYS / MONTHS).astype(int)
    happened = counts[issued + horizon] > counts[issued]
    odds = np.log(np.expm1(RATE * horizon))
    own, others = (
        log_scores(1 / (1 + np.exp(-odds - ERROR * _wandering(rng))), happened)
        for _ in range(2)
    )
    years = np.repeat(np.arange(YEARS), MONTHS)
    return margin(own, others, years, rng=rng).judgement is Judgement.EVEN


def _wandering(rng: np.random.Generator) -> Array:
    """Return numbers of unit variance that change slowly from month to month."""
    steps: Array = rng.normal(size=YEARS * MONTHS) * np.sqrt(1 - MEMORY**2)
    steps[0] = rng.normal()
    for month in range(1, steps.size):
        steps[month] += MEMORY * steps[month - 1]
    return steps
