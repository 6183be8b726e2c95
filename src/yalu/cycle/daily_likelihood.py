r"""The likelihood of a daily process, its slope and its curvature.

A day with rate :math:`\lambda` holds an event with probability
:math:`1 - e^{-\lambda}`, so that the log-likelihood of a stream is

.. math::

    \ell = \sum_t y_t \log(1 - e^{-\lambda_t}) - (1 - y_t) \lambda_t .

That is the likelihood of a point process of which only the days with events are known.
For small rates it is near :math:`\sum_t y_t \log \lambda_t - \lambda_t`, which takes
the days for exact moments; at one event in three days the latter puts the rate a sixth
too low.

It is concave in :math:`\nu` for both links. For softplus, :math:`\lambda = s L` with
:math:`L = \log(1 + e^\nu)`: days without event have :math:`-sL`, which is concave; days
with one have :math:`g = \log(1 - e^{-sL})` with

.. math::

    g'' = \frac{s \, L'}{e^{sL} - 1}
    \left(e^{-L} - \frac{s (1 - e^{-L})}{1 - e^{-sL}}\right) \le 0,

because :math:`(1 - e^{-sL})/s \le L \le e^L - 1`.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from yalu.cycle.daily import ByDay, Link, Parameters, linked

__all__ = ["DayTerms", "day_terms", "log_likelihood"]

Array = NDArray[np.float64]

_LARGEST = 500.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DayTerms:
    r"""What each day adds to the log-likelihood of one stream.

    Attributes
    ----------
    value, slope, curvature : ndarray of float64, shape (D,)
        The log-likelihood, its first derivative by the sum :math:`\nu`, and its second
        derivative with the sign turned, which is never below zero.

    """

    value: Array
    slope: Array
    curvature: Array


def day_terms(sums: Array, happened: Array, scale: float, link: Link) -> DayTerms:
    """Return what each day adds to the log-likelihood of one stream.

    Parameters
    ----------
    sums : ndarray of float64, shape (D,)
        The sum of all that acts on the stream.
    happened : ndarray of float64, shape (D,)
        One where it had an event, else zero.
    scale : float
        Its mean rate, events a day.
    link : Link
        How the sum becomes a rate.

    """
    sums = np.clip(sums, -_LARGEST, _LARGEST)
    rate = scale * linked(sums, link)
    # First derivative of the rate, and the second one over the first.
    if link is Link.SOFTPLUS:
        part = expit(sums)
        first, bend = scale * part, 1.0 - part
    else:
        first, bend = rate, np.ones_like(rate)
    quiet = happened == 0
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
        ratio = first / np.expm1(rate)
        chance = -np.expm1(-rate)
        value = np.where(quiet, -rate, np.log(chance))
        slope = np.where(quiet, -first, ratio)
        bent = np.where(quiet, first * bend, ratio * (first / chance - bend))
    return DayTerms(value=value, slope=slope, curvature=np.maximum(bent, 0.0))


def log_likelihood(by_day: ByDay, parameters: Parameters, link: Link) -> Array:
    """Return the log-likelihood of each stream over the days it was watched.

    Returns
    -------
    ndarray of float64, shape (d,)
        In nats; priors are not part of it.

    """
    sums = by_day.sums(parameters)
    found = []
    for i, scale in enumerate(by_day.scales):
        rows = by_day.span(i)
        terms = day_terms(sums[rows, i], by_day.happened[rows, i], float(scale), link)
        found.append(terms.value.sum())
    return np.asarray(found, dtype=np.float64)
