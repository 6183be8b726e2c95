r"""From one number a draw to a figure: the middle, the middle 90 percent, the sign.

With draws sorted and weights that sum to one, the quantile at :math:`q` is read off
between the middles of the weights, at :math:`W_i - w_i/2` for the cumulated weight
:math:`W_i`: of equal weights that is Hazen's rule, and the median of an even number is
the mean of the two in the middle. The number of alike draws that weighted ones are
worth is :math:`1 / \sum_i w_i^2` (Kish 1965).

References
----------
Kish, L. (1965). *Survey Sampling*. Wiley, section 11.7.

"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from yalu.errors import ModelError
from yalu.strategy.answers.answer import Figure, Quantity, Spread
from yalu.strategy.answers.sheet import Row

__all__ = ["effective", "figures", "spread"]

Array = NDArray[np.float64]
_ENDS = (0.05, 0.5, 0.95)
_NOTHING = 1e-12


def effective(weights: Array) -> float:
    """Return how many alike draws weighted ones are worth.

    Examples
    --------
    >>> effective(np.array([1.0, 1.0, 2.0, 0.0]))  # 16 / 6
    2.6666666666666665

    """
    return float(np.sum(weights) ** 2 / np.sum(np.square(weights)))


def spread(values: Array, weights: Array) -> Spread:
    """Return how weighted numbers are spread.

    Parameters
    ----------
    values : ndarray of float64, shape (draws,)
        The numbers.
    weights : ndarray of float64, shape (draws,)
        None negative, at least one above zero.

    Raises
    ------
    ModelError
        If a number is none, or there are no weights.

    Examples
    --------
    >>> found = spread(np.array([3.0, 1.0, 2.0, -4.0]), np.ones(4))
    >>> found.median, found.above, found.below
    (1.5, 0.75, 0.25)

    """
    total = float(np.sum(weights))
    if not (np.isfinite(values).all() and total > 0):
        found = f"{int((~np.isfinite(values)).sum())} of {len(values)} draws without"
        msg = (
            f"A figure: found {found} a number, and weights that sum to {total:g}; "
            "expected numbers, and weights above zero. Leave out draws that failed."
        )
        raise ModelError(msg)
    order = np.argsort(values, kind="stable")
    sorted_values, share = values[order], weights[order] / total
    # A draw without weight must not be a point between which is read.
    kept = share > 0
    sorted_values, share = sorted_values[kept], share[kept]
    middles = np.cumsum(share) - share / 2
    low, median, high = np.interp(_ENDS, middles, sorted_values)
    return Spread(
        median=float(median),
        low=float(low),
        high=float(high),
        above=float(np.sum(share[sorted_values > _NOTHING])),
        below=float(np.sum(share[sorted_values < -_NOTHING])),
    )


def figures(
    fitted: Sequence[tuple[Row, ...]],
    weights: Array,
    prior: Sequence[tuple[Row, ...]] = (),
) -> tuple[Figure, ...]:
    """Return the figures that draws make, in their order.

    Parameters
    ----------
    fitted : sequence of tuple of Row
        For each draw of the fit, the same quantities in the same order.
    weights : ndarray of float64, shape (draws,)
        Weights of the draws.
    prior : sequence of tuple of Row
        For each draw of the prior, likewise; all weigh alike.

    Raises
    ------
    ModelError
        If there is no draw, or draws do not tell of the same quantities.

    """
    if not fitted:
        msg = "Answers: found no draw of the fit; expected some. Solve at least one."
        raise ModelError(msg)
    quantities = [quantity for quantity, _ in fitted[0]]
    for rows in (*fitted, *prior):
        if [quantity for quantity, _ in rows] != quantities:
            msg = (
                "Answers: found draws that tell of other quantities; expected the same "
                "in the same order. Put the questions to one game and one record."
            )
            raise ModelError(msg)
    after = np.array([[value for _, value in rows] for rows in fitted])
    before = np.array([[value for _, value in rows] for rows in prior])
    alike = np.ones(len(prior))
    return tuple(
        Figure(
            quantity=quantity,
            fitted=_named(quantity, after[:, column], weights),
            prior=_named(quantity, before[:, column], alike) if len(prior) else None,
        )
        for column, quantity in enumerate(quantities)
    )


def _named(quantity: Quantity, values: Array, weights: Array) -> Spread:
    try:
        return spread(values, weights)
    except ModelError as error:
        msg = f"{quantity}: {error}"
        raise ModelError(msg) from error
