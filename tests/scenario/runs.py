"""Small runs with numbers that are made up, for tests of what is told of runs."""

from collections.abc import Callable, Iterable
from datetime import date

import numpy as np
from numpy.typing import NDArray

from yalu.scenario.distributed import Arrays
from yalu.scenario.outcome import Outcome, assembled
from yalu.scenario.scenario import Scenario
from yalu.scenario.series import SERIES, Series, SeriesKind

__all__ = ["MONTHS", "SIZE", "made_up", "outcome_of", "run_of", "toy"]

MONTHS, SIZE, GAMES = 24, 50, 3
_ZERO = (Series.TESTS, Series.TALKS, Series.COLLAPSE, Series.TEXTS, Series.OVERTURES)


def toy(seed: int, *, scale: float = 1.0) -> Callable[[int], Arrays]:
    """Return work that makes chunks of noise, the same by seed and number."""

    def work(number: int) -> Arrays:
        rng = np.random.default_rng([seed, number])
        made: dict[str, NDArray[np.generic]] = {}
        for name in SERIES:
            drawn = rng.random((SIZE, MONTHS), dtype=np.float32)
            match name.kind:
                case SeriesKind.COUNT:
                    drawn = (drawn < 0.02 * scale).astype(np.float32)
                case SeriesKind.STATE:
                    drawn = np.maximum.accumulate(drawn < 0.002, axis=1).astype("f4")
                case SeriesKind.TOTAL:
                    drawn = np.cumsum(drawn, axis=1, dtype=np.float32)
                case SeriesKind.LEVEL:
                    drawn = drawn * np.float32(scale)
            made[name.value] = drawn
        return made | {"adjustment": rng.random(SIZE)}

    return work


def run_of(
    parts: Iterable[tuple[int, Arrays]],
    *,
    draws: int = 300,
    months: int = MONTHS,
    chunk: int = SIZE,
    scenario: Scenario | None = None,
    seed: int = 7,
) -> Outcome:
    """Return the outcome of chunks."""
    return assembled(
        parts,
        scenario=scenario or Scenario.baseline(months=months),
        case_digest="0" * 64,
        start=date(2027, 1, 1),
        months=months,
        seed=seed,
        draws=draws,
        chunk=chunk,
        games=GAMES,
        versions={"numpy": "2"},
    )


def made_up(
    *, draws: int = 300, scale: float = 1.0, scenario: Scenario | None = None
) -> Outcome:
    """Return a run of noise."""
    work = toy(7, scale=scale)
    count = -(-draws // SIZE)
    parts = [(number, work(number)) for number in range(count)]
    return run_of(parts, draws=draws, scenario=scenario)


def outcome_of(
    series: dict[str, object], *, scenario: Scenario | None = None, chunk: int = 0
) -> Outcome:
    """Return a run of the series that are given, all others zero.

    Parameters
    ----------
    series : dict
        Lists of shape (draws, months) by name.
    scenario : Scenario, optional
        Which one it is of.
    chunk : int
        How many draws are of one game; by default all.

    """
    given = {name: np.asarray(held, np.float32) for name, held in series.items()}
    draws, months = next(iter(given.values())).shape
    whole = {name.value: np.zeros((draws, months), np.float32) for name in SERIES}
    whole |= given
    size = chunk or draws
    parts = [
        (
            first // size,
            {name: held[first : first + size] for name, held in whole.items()},
        )
        for first in range(0, draws, size)
    ]
    return run_of(parts, draws=draws, months=months, chunk=size, scenario=scenario)
