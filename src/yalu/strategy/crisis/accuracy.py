r"""How sure coefficients are.

Of each outcome the *score* is the derivative of its log chance. With expectations held
fixed it is :math:`s`; expectations :math:`P = (r, f)` themselves follow from
coefficients by the condition of equilibrium, as do their derivatives :math:`P_θ`, by
solving two linear equations a game. Let sums go over all crises and all outcomes, each
by its chance:

- with expectations held fixed: :math:`Ω^{-1}`, :math:`Ω = Σ s s'`;
- nested pseudo-likelihood: :math:`J^{-1} Ω J'^{-1}`, :math:`J = Σ s (s + P_θ' s_P)'`
  (Aguirregabiria and Mira 2007, proposition 2);
- full likelihood: :math:`(Σ t t')^{-1}`, :math:`t = s + P_θ' s_P`.

With clusters, the middle is instead the sum over clusters of the squared sum of scores
of the outcomes that came about, which allows crises of one cluster to hang together.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yalu.strategy.crisis.design import CrisisDesign, bounded
from yalu.strategy.crisis.likelihood import outcome_logs, outcome_slopes

__all__ = ["Scores", "covariance_of", "crossed", "scores"]

Array = NDArray[np.float64]
Codes = NDArray[np.int64]

_SINGULAR = 1e-13
_ROOT_TAU = float(np.sqrt(2 * np.pi))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scores:
    """Derivatives of the log chance of each outcome of each game.

    Attributes
    ----------
    chances : ndarray of float64, shape (4, n)
        Of the outcomes.
    fixed : ndarray of float64, shape (4, n, k)
        By the coefficients, expectations held fixed.
    whole : ndarray of float64, shape (4, n, k)
        By the coefficients, expectations following.

    """

    chances: Array
    fixed: Array
    whole: Array


def scores(
    design: CrisisDesign, coefficients: Array, resist: Array, firm: Array
) -> Scores:
    """Return the scores at coefficients and expectations.

    Parameters
    ----------
    design : CrisisDesign
        Outcomes and terms.
    coefficients : ndarray of float64, shape (k,)
        Of the payoffs.
    resist, firm : ndarray of float64, shape (n,)
        What the sides expect of each other.

    """
    resist, firm = bounded(resist), bounded(firm)
    by_coefficient = design.indices(resist, firm)
    indices = by_coefficient @ coefficients
    slopes = outcome_slopes(indices)
    payoffs = design.payoffs(coefficients)
    bar_by_resist = (payoffs.gain - payoffs.status_quo) / resist**2
    index_by_firm = payoffs.concession / firm**2
    # How the chance to resist follows x, and that to stand firm c, w and a.
    bell = np.exp(-(indices[3] ** 2) / 2) / _ROOT_TAU
    answered = firm * (1 - firm) * (slopes[2, :3] - slopes[3, :3])
    own_resist = bell[:, None] * by_coefficient[3]
    own_firm = np.einsum("in,ink->nk", answered, by_coefficient[:3])
    resist_by_firm = bell * index_by_firm
    firm_by_resist = answered[0] * bar_by_resist
    both = 1 - resist_by_firm * firm_by_resist
    resist_by = (own_resist + resist_by_firm[:, None] * own_firm) / both[:, None]
    firm_by = own_firm + firm_by_resist[:, None] * resist_by
    fixed = np.einsum("oin,ink->onk", slopes, by_coefficient)
    whole = (
        fixed
        + (slopes[:, 0] * bar_by_resist)[:, :, None] * resist_by
        + (slopes[:, 3] * index_by_firm)[:, :, None] * firm_by
    )
    return Scores(chances=np.exp(outcome_logs(indices)), fixed=fixed, whole=whole)


def covariance_of(
    left: Array, right: Array, chances: Array, counts: Array, clusters: Codes | None
) -> Array:
    """Return the covariance of coefficients, shape (k, k); missing where singular.

    Parameters
    ----------
    left, right : ndarray of float64, shape (4, n, k)
        The scores that were set to nought, and their derivatives' scores: the same ones
        but for nested pseudo-likelihood.
    chances : ndarray of float64, shape (4, n)
        Of the outcomes.
    counts : ndarray of float64, shape (n, 4)
        Outcomes that came about.
    clusters : ndarray of int64, shape (n,), or None
        Number of the cluster of each game, if they are to hang together.

    """
    weights = chances * counts.sum(axis=1)
    outer = crossed(weights, left, right)
    if clusters is None:
        middle = crossed(weights, left, left)
    else:
        told = np.einsum("no,onk->nk", counts, left)
        summed = np.zeros((int(clusters.max()) + 1, told.shape[1]))
        np.add.at(summed, clusters, told)
        middle = summed.T @ summed
    scale = np.sqrt(np.maximum(np.abs(np.diag(outer)), 1e-300))
    scaled = outer / scale[:, None] / scale
    if not np.isfinite(scaled).all() or not np.isfinite(middle).all():
        return np.full_like(outer, np.nan)
    if not np.linalg.cond(scaled) < 1 / _SINGULAR:
        return np.full_like(outer, np.nan)
    inverse = np.linalg.inv(scaled) / scale[:, None] / scale
    found = inverse @ middle @ inverse.T
    return np.asarray((found + found.T) / 2)


def crossed(weights: Array, left: Array, right: Array) -> Array:
    """Return the weighted sum of outer products of scores, shape (k, k).

    Parameters
    ----------
    weights : ndarray of float64, shape (4, n)
        Of each outcome of each game.
    left, right : ndarray of float64, shape (4, n, k)
        Scores.

    """
    size = left.shape[-1]
    weighted = (weights[:, :, None] * left).reshape(-1, size)
    # Not a product of matrices: one this thin waits longer for threads than it takes.
    return np.asarray(np.einsum("mk,ml->kl", weighted, right.reshape(-1, size)))
