"""Drawing how crises end."""

import numpy as np
from numpy.typing import NDArray

from yalu.errors import Problem, SchemaError, describe
from yalu.strategy.crisis.choices import choice_probabilities
from yalu.strategy.crisis.payoffs import CrisisPayoffs

__all__ = ["draw_outcomes"]

Array = NDArray[np.float64]


def draw_outcomes(
    payoffs: CrisisPayoffs,
    *,
    resist: Array,
    firm: Array,
    times: NDArray[np.int64],
    rng: np.random.Generator,
) -> NDArray[np.int64]:
    """Return how often each game ended in each way, shape (n, 4).

    Parameters
    ----------
    payoffs : CrisisPayoffs
        Of n games.
    resist, firm : ndarray of float64, shape (n,)
        The equilibrium that is played in each.
    times : ndarray of int64, shape (n,)
        How often each game is played, its shocks drawn anew each time.
    rng : numpy.random.Generator
        Draws them.

    Raises
    ------
    SchemaError
        If there are not n counts of 0 or more, or the chances are not chances.

    Examples
    --------
    >>> game = CrisisPayoffs.single(status_quo=0, gain=0, concession=0,
    ...                             sender_firm=0, target_firm=40, retreat=0)
    >>> sure, even = np.array([1.0]), np.array([0.5])
    >>> draw_outcomes(game, resist=sure, firm=even, times=np.array([1000]),
    ...               rng=np.random.default_rng(1)).sum()
    np.int64(1000)

    """
    if np.shape(times) != (payoffs.games,) or np.less(times, 0).any():
        found = f"shape {np.shape(times)}; expected {payoffs.games} counts of 0 or more"
        problem = Problem("times", found, "say how often each game is played")
        raise SchemaError(describe("Outcomes cannot be drawn", [problem]))
    chances = choice_probabilities(payoffs, resist=resist, firm=firm)
    return rng.multinomial(times, chances / chances.sum(axis=1, keepdims=True))
