"""Running hindcasts: every start with its own fit, judged by one set of observations.

What only the report can put together, the case as of a day and its run, comes in as a
function, so that hindcasts of any chain are judged alike.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

import numpy as np
from numpy.typing import NDArray

from yalu.scenario.hindcast.observation import Observation
from yalu.scenario.hindcast.scoring import Mark, judged
from yalu.strategy.estimation import StoredFit

__all__ = ["BOARD", "DRAWS", "MONTHS", "STARTS", "hindcasts"]

STARTS = (date(2012, 1, 1), date(2016, 1, 1), date(2019, 1, 1), date(2023, 1, 1))
"""The days from which hindcasts are run."""

MONTHS = 48
"""How long each runs: four years."""

DRAWS = 4000
"""How many draws each has."""

BOARD = "small"
"""On which board the game is fitted for them."""

Run = Callable[[date, StoredFit], Mapping[str, NDArray[np.floating]]]
Tell = Callable[[str], None]


def hindcasts(
    fits: Mapping[date, StoredFit],
    observations: Iterable[Observation],
    *,
    run: Run,
    tell: Tell = lambda _: None,
) -> Iterator[Mark]:
    """Yield how runs from past days fared, window by window.

    Parameters
    ----------
    fits : mapping of date to StoredFit
        The game as fitted on each start.
    observations : iterable of Observation
        What was observed before and after.
    run : callable
        Given a start and the fit of that day, returns the series of the baseline from
        there, each of shape (draws, months), from what was known on that day.
    tell : callable
        Is told now and then how far it is.

    """
    known = tuple(observations)
    for start, fit in sorted(fits.items()):
        series = run(start, fit)
        tell(f"run from {start}")
        yield from judged(series, start, known)
