"""How strong a series without a break looks: the table that penalties are read from.

Run by hand after a change of `yalu.compliance.segmentation` (half a minute)::

    python -m tools.calibration.break_levels

Worlds: months that follow an autoregression of first order with normal shocks, whose
memory is drawn evenly from 0 to 0.8. Since only ranks count, a world of any other
distribution with the same order of months is the same world. The quantiles are taken
among series whose estimated memory is near that of the row, so that they allow for its
being estimated.
"""

import csv
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from yalu.compliance import segmentation
from yalu.compliance.sign_choices import SignChoices

__all__ = ["level_rows", "months_without_break"]

LENGTHS = (12, 16, 20, 24, 30, 36, 42, 48, 56)
MEMORIES = (-0.3, -0.15, 0.0, 0.15, 0.3, 0.45, 0.6)
SHARES = (0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005)
SEED = 20261122
RUNS = 20_000
_NEAR = 0.1
_FEWEST = 400
_MOST_MEMORY = 0.8


def months_without_break(
    rng: np.random.Generator, n: int, memory: float
) -> NDArray[np.float64]:
    """Return an autoregression of first order with variance one, shape (n,)."""
    shocks = rng.normal(size=n)
    shocks[1:] *= np.sqrt(1 - memory**2)
    for t in range(1, n):
        shocks[t] += memory * shocks[t - 1]
    return shocks


def level_rows(rng: np.random.Generator, runs: int) -> list[dict[str, float]]:
    """Return the quantiles of strength by length and estimated memory."""
    choices = SignChoices()
    rows: list[dict[str, float]] = []
    for n in LENGTHS:
        drawn = np.empty((runs, 2))
        for run in range(runs):
            memory = rng.uniform(0, _MOST_MEMORY)
            z = segmentation.normal_scores(months_without_break(rng, n, memory))
            best = segmentation.best_breaks(
                z, choices.shortest_months, choices.most_breaks
            )
            drawn[run] = (
                segmentation.memory_of(z, best[0]),
                segmentation.strength_of(z, best),
            )
        for memory in MEMORIES:
            away = np.abs(drawn[:, 0] - memory)
            near = drawn[away <= max(_NEAR, np.sort(away)[_FEWEST]), 1]
            rows += [
                {
                    "months": n,
                    "memory": memory,
                    "false_alarms": share,
                    "strength": round(float(np.quantile(near, 1 - share)), 4),
                }
                for share in SHARES
            ]
    return rows


def main() -> None:
    """Write the table where the package reads it."""
    folder = Path(segmentation.__file__).parent / "data"
    folder.mkdir(exist_ok=True)
    rows = level_rows(np.random.default_rng(SEED), RUNS)
    with (folder / "break_levels.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(f"{len(rows)} quantiles of {RUNS:,} series for each length")


if __name__ == "__main__":
    main()
