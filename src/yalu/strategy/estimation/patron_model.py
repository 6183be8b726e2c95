"""The patron's game as a model to be estimated."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from yalu.strategy.estimation.model import Model
from yalu.strategy.patron import (
    ESTIMATED,
    MIDDLE,
    PRECISION,
    Setting,
    constrained,
    log_prior,
    patron_game,
    prior_draw,
    unconstrained,
)

__all__ = ["patron_model"]


@cache
def patron_model(setting: Setting = MIDDLE, *, precision: float = PRECISION) -> Model:
    """Return the model of target, sender and patron on a board.

    Parameters
    ----------
    setting : Setting
        How finely the game is drawn. Estimates are made on the middle board, which
        takes a fifth of the time of the full one.
    precision : float
        How sharply players choose; it sets the unit of payoffs and is not estimated.

    """
    return Model(
        game=patron_game(setting),
        names=ESTIMATED,
        constrained=constrained,
        precision=precision,
        log_prior=log_prior,
        centre=tuple(unconstrained({}).tolist()),
        draw=_draw,
        mirrored=("patron_collapse_gap", "target_belief"),
    )


def _draw(rng: np.random.Generator) -> NDArray[np.float64]:
    return np.asarray(unconstrained(prior_draw(rng)), dtype=np.float64)
