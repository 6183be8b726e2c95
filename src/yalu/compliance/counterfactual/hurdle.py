r"""The hurdle: whether anything moves in a month at all.

Where some months before are nil, a month to come is foreseen in two parts: whether it
is nil, and how much moves if it is not (the structural model of the logarithms of the
months that are not nil). Nil months come in runs, so that whether one is nil depends on
the month before: a chain of two states, whose two chances of a nil are drawn from what
the neighbouring months before show, with the prior of Jeffreys,

.. math:: p_s \sim \mathrm{Beta}(n_{s0} + \tfrac12,\ n_{s1} + \tfrac12),

where :math:`n_{s0}` is how often a nil month followed a month in state :math:`s` and
:math:`n_{s1}` how often one that was not. Each draw has one pair of chances for all
months to come, and begins with the last recorded month.
"""

import numpy as np
from numpy.typing import NDArray

__all__ = ["moving"]

_PRIOR = 0.5


def moving(
    amounts: NDArray[np.float64], ahead: int, *, draws: int, rng: np.random.Generator
) -> NDArray[np.bool_]:
    """Return in which months to come anything moves, as joint draws.

    Parameters
    ----------
    amounts : ndarray of float64, shape (n,)
        Month after month before the measure; NaN where not recorded. One at least is
        recorded.
    ahead : int
        How many months to look ahead.
    draws : int
        How many draws.
    rng : numpy.random.Generator
        Where chance comes from.

    Returns
    -------
    ndarray of bool, shape (draws, ahead)
        True where something moves.

    """
    known = np.flatnonzero(~np.isnan(amounts))
    follows = known[1:][np.diff(known) == 1]
    was_nil, is_nil = amounts[follows - 1] == 0, amounts[follows] == 0
    chance = [
        rng.beta(
            (is_nil & (was_nil == state)).sum() + _PRIOR,
            (~is_nil & (was_nil == state)).sum() + _PRIOR,
            draws,
        )
        for state in (False, True)
    ]
    last = int(known[-1])
    nil = np.full(draws, amounts[last] == 0)
    states = []
    for _ in range(last + 1, len(amounts) + ahead):
        nil = rng.random(draws) < np.where(nil, chance[1], chance[0])
        states.append(~nil)
    return np.column_stack(states)[:, len(states) - ahead :]
