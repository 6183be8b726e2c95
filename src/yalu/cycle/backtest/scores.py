r"""Proper scores: how far a forecast was from what happened; the lower the better.

For a probability :math:`p` of at least one event, with :math:`y` one if there was any
and zero if not:

- the *log score* :math:`-\log |p + y - 1|`, in nats;
- the *Brier score* :math:`(p - y)^2`;

and for draws :math:`x_1, \dots, x_m` of the count :math:`k`:

- the *CRPS*, in events, in the form that is right on average for any number of draws,

  .. math::

      \frac1m \sum_i |x_i - k| - \frac{1}{2 m (m-1)} \sum_{i, j} |x_i - x_j|.

A proper score is best, on average, for who says what he believes. Nothing is clipped:
`yalu.cycle.backtest.outlook.Outlook` holds no probability of 0 or 1.

References
----------
Gneiting, T. and Raftery, A. E. (2007). Strictly proper scoring rules, prediction, and
estimation. *Journal of the American Statistical Association* 102, 359–378.

Ferro, C. A. T. (2014). Fair scores for ensemble forecasts. *Quarterly Journal of the
Royal Meteorological Society* 140, 1917–1923.

"""

from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from yalu.errors import SchemaError

__all__ = ["Score", "brier_scores", "crps", "log_scores"]

Array = NDArray[np.float64]


class Score(StrEnum):
    """How far a forecast was from what happened."""

    LOG = "log"
    BRIER = "brier"
    CRPS = "crps"

    @property
    def label(self) -> str:
        """What readers are shown."""
        return {"log": "log score", "brier": "Brier score", "crps": "CRPS"}[self]


def log_scores(probabilities: ArrayLike, happened: ArrayLike) -> Array:
    """Return the log score of each probability, in nats.

    Parameters
    ----------
    probabilities : array_like of float
        Of at least one event; above 0 and below 1.
    happened : array_like of bool
        Whether there was any.

    Raises
    ------
    SchemaError
        If a probability is 0, 1, outside or missing.

    Examples
    --------
    >>> log_scores([0.5, 0.9], [True, True]).round(4)
    array([0.6931, 0.1054])

    """
    import scoringrules  # noqa: PLC0415 - heavy, for who scores only

    asked = _doubting(probabilities)
    found = scoringrules.log_score(np.asarray(happened, dtype=float), asked)
    return np.asarray(found, dtype=np.float64)


def brier_scores(probabilities: ArrayLike, happened: ArrayLike) -> Array:
    """Return the Brier score of each probability.

    Parameters
    ----------
    probabilities : array_like of float
        Of at least one event; above 0 and below 1.
    happened : array_like of bool
        Whether there was any.

    Raises
    ------
    SchemaError
        If a probability is 0, 1, outside or missing.

    Examples
    --------
    >>> brier_scores([0.5, 0.9], [True, True]).round(4)
    array([0.25, 0.01])

    """
    import scoringrules  # noqa: PLC0415 - heavy, for who scores only

    asked = _doubting(probabilities)
    found = scoringrules.brier_score(np.asarray(happened, dtype=float), asked)
    return np.asarray(found, dtype=np.float64)


def crps(draws: ArrayLike, counts: ArrayLike) -> Array:
    """Return the continuous ranked probability score of each row of draws, in events.

    Parameters
    ----------
    draws : array_like of int, shape (n, m)
        Draws of n counts.
    counts : array_like of int, shape (n,)
        What the counts were.

    Examples
    --------
    Of 0, 0, 1 and 2 the mean distance from 1 is 3/4, and that between two of them 7/6.

    >>> crps([[0, 0, 1, 2]], [1]).round(4)
    array([0.1667])

    """
    import scoringrules  # noqa: PLC0415 - heavy, for who scores only

    found = scoringrules.crps_ensemble(
        np.asarray(counts, dtype=float),
        np.asarray(draws, dtype=float),
        estimator="pwm",  # the fair one, by sorting: its "fair" is quadratic in draws
        backend="numpy",
    )
    return np.asarray(found, dtype=np.float64)


def _doubting(probabilities: ArrayLike) -> Array:
    asked = np.asarray(probabilities, dtype=np.float64)
    wrong = ~((asked > 0) & (asked < 1))
    if wrong.any():
        place = int(np.flatnonzero(wrong)[0])
        msg = (
            f"Probabilities: found {asked.flat[place]} in place {place}; expected more "
            "than 0 and less than 1. Let the forecaster doubt."
        )
        raise SchemaError(msg)
    return asked
