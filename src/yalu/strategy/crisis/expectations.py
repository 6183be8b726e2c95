r"""What the sides expect of each other before anything is known of their payoffs.

Nested pseudo-likelihood must begin with some chance that a target resists and that a
sender stands firm. Where the data bring none, they are fitted here, simply: a logistic
regression of how often targets resisted, among threats, and another of how often
senders stood firm, among resisted threats, on all terms of the payoffs. Terms are
brought to a spread of one, and a penalty of half the sum of squared coefficients keeps
them from running away where a term foretells everything. Where the search ends hangs
little on it: other starts end in the same place, or the data have several.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from yalu.strategy.crisis.ascent import climb
from yalu.strategy.crisis.design import CrisisDesign, bounded

__all__ = ["first_expectations"]

Array = NDArray[np.float64]


def first_expectations(design: CrisisDesign) -> tuple[Array, Array]:
    """Return chances to resist and to stand firm for each game, shape (n,) each.

    Parameters
    ----------
    design : CrisisDesign
        Outcomes and terms; some target must have resisted or conceded.

    """
    _, conceded, stood, backed = design.counts.T
    return (
        _fitted(design.regressors, stood + backed, conceded),
        _fitted(design.regressors, stood, backed),
    )


def _fitted(regressors: Array, yes: Array, no: Array) -> Array:
    spread = regressors.std(axis=0)
    columns = np.column_stack(
        [np.ones(yes.size), (regressors - regressors.mean(axis=0)) / spread]
    )
    found = climb(_logistic(columns, yes, no), np.zeros(columns.shape[1]))
    return bounded(1 / (1 + np.exp(-np.clip(columns @ found.place, -30, 30))))


def _logistic(
    columns: Array, yes: Array, no: Array
) -> Callable[[Array], tuple[float, Array, Array]]:
    held = np.ones(columns.shape[1])
    held[0] = 1e-3  # the constant, all but free

    def terrain(place: Array) -> tuple[float, Array, Array]:
        index = columns @ place
        chance = 1 / (1 + np.exp(-np.clip(index, -700, 700)))
        value = -(yes @ np.logaddexp(0, -index) + no @ np.logaddexp(0, index))
        slope = columns.T @ (yes * (1 - chance) - no * chance)
        weights = (yes + no) * chance * (1 - chance)
        bend = columns.T @ (weights[:, None] * columns)
        return (
            float(value - held @ place**2 / 2),
            slope - held * place,
            -bend - np.diag(held),
        )

    return terrain
