r"""How likely outcomes are, and how that changes with the four indices.

With :math:`F` and :math:`B` of :mod:`yalu.strategy.crisis.wedges` and the indices c, w,
a and x, the logarithms of the chances of the four outcomes are

.. math::

    \log Φ(c-w) + \log Φ(c-a), \quad \log(F+B) + \log Φ(-x), \quad
    \log F + \log Φ(x), \quad \log B + \log Φ(x).

First and second derivatives are closed. All but :math:`\log(F+B)` are concave, since
they are chances of shifted convex regions (Prékopa 1973); concessions are the only
outcome that could give a likelihood more than one peak.

References
----------
Prékopa, A. (1973). On logarithmic concave measures and functions. *Acta Scientiarum
Mathematicarum* 34, 335–343.

"""

import numpy as np
from numpy.typing import NDArray
from scipy.special import log_ndtr

from yalu.strategy.crisis.wedges import (
    log_wedges,
    mills,
    wedge_curvature,
    wedge_slopes,
)

__all__ = ["outcome_curvature", "outcome_logs", "outcome_slopes", "pseudo_likelihood"]

Array = NDArray[np.float64]

_SWAP = [0, 2, 1]  # standing firm and backing down change places


def outcome_logs(indices: Array) -> Array:
    """Return the logarithm of the chance of each outcome, shape (4, n).

    Parameters
    ----------
    indices : ndarray of float64, shape (4, n)
        c, w, a and x of n games.

    Examples
    --------
    >>> np.exp(outcome_logs(np.zeros((4, 1)))).ravel().tolist()
    [0.25, 0.375, 0.1875, 0.1875]

    """
    bar, stand, back, index = indices
    firm, retreat = log_wedges(bar, stand, back)
    resists, concedes = log_ndtr(index), log_ndtr(-index)
    return np.stack(
        [
            log_ndtr(bar - stand) + log_ndtr(bar - back),
            np.logaddexp(firm, retreat) + concedes,
            firm + resists,
            retreat + resists,
        ]
    )


def outcome_slopes(indices: Array) -> Array:
    """Return the first derivatives of `outcome_logs`, (4 outcomes, 4 indices, n)."""
    parts = _sender_parts(indices)
    found = np.zeros((4, 4, indices.shape[1]))
    for outcome, (slopes, _) in enumerate(parts):
        found[outcome, :3] = slopes
    index = indices[3]
    found[1, 3] = -mills(-index)
    found[2:, 3] = mills(index)
    return found


def outcome_curvature(indices: Array) -> tuple[Array, Array]:
    """Return the first and the second derivatives of `outcome_logs`.

    Returns
    -------
    tuple of ndarray of float64
        Shapes (4 outcomes, 4 indices, n) and (4 outcomes, 4 indices, 4 indices, n).

    """
    slopes = outcome_slopes(indices)
    found = np.zeros((4, 4, 4, indices.shape[1]))
    for outcome, (_, second) in enumerate(_sender_parts(indices, second=True)):
        found[outcome, :3, :3] = second
    index = indices[3]
    right, left = mills(index), mills(-index)
    found[1, 3, 3] = -left * (left - index)
    found[2:, 3, 3] = -right * (right + index)
    return slopes, found


def pseudo_likelihood(
    coefficients: Array, design: Array, counts: Array
) -> tuple[float, Array, Array]:
    """Return the log-likelihood at fixed expectations, with its derivatives.

    Parameters
    ----------
    coefficients : ndarray of float64, shape (k,)
        Of the payoffs.
    design : ndarray of float64, shape (4, n, k)
        How the indices change with them, from `CrisisDesign.indices`.
    counts : ndarray of float64, shape (n, 4)
        Outcomes.

    Returns
    -------
    tuple
        A number, an array of shape (k,) and one of shape (k, k).

    """
    indices = design @ coefficients
    logs = outcome_logs(indices)
    slopes, second = outcome_curvature(indices)
    weights = counts.T
    # An outcome that never came about says nothing, even if it could not have.
    told = np.multiply(weights, logs, out=np.zeros_like(logs), where=weights > 0)
    value = float(told.sum())
    along = np.einsum("on,oin->in", weights, slopes)
    bend = np.einsum("on,oijn->ijn", weights, second)
    gradient = np.einsum("in,ink->k", along, design)
    hessian = np.zeros((coefficients.size, coefficients.size))
    for i in range(4):
        weighted = np.einsum("jn,jnk->nk", bend[i], design)
        hessian += design[i].T @ weighted
    return value, gradient, (hessian + hessian.T) / 2


def _sender_parts(indices: Array, *, second: bool = False) -> list[tuple[Array, Array]]:
    """Return first and, if asked, second derivatives by c, w and a, by outcome."""
    bar, stand, back = indices[:3]
    log_firm, log_back = log_wedges(bar, stand, back)
    firm = wedge_slopes(bar, stand, back, log_firm)
    swapped = wedge_slopes(bar, back, stand, log_back)
    retreat = swapped[_SWAP]
    odds = 1 / (1 + np.exp(np.clip(log_back - log_firm, -700, 700)))
    threat = odds * firm + (1 - odds) * retreat
    by_stand, by_back = mills(bar - stand), mills(bar - back)
    quiet = np.stack([by_stand + by_back, -by_stand, -by_back])
    slopes = [quiet, threat, firm, retreat]
    if not second:
        return [(slope, np.empty(0)) for slope in slopes]
    firm_bend = wedge_curvature(bar, stand, back, log_firm, firm)
    back_bend = wedge_curvature(bar, back, stand, log_back, swapped)[_SWAP][:, _SWAP]
    threat_bend = odds * firm_bend + (1 - odds) * back_bend
    return [
        (quiet, _quiet_bend(bar - stand, bar - back, by_stand, by_back)),
        *(
            (slope, bend - slope[:, None] * slope[None])
            for slope, bend in (
                (threat, threat_bend),
                (firm, firm_bend),
                (retreat, back_bend),
            )
        ),
    ]


def _quiet_bend(left: Array, right: Array, by_left: Array, by_right: Array) -> Array:
    """Return the second derivatives of the log chance that nothing is threatened."""
    one, two = -by_left * (by_left + left), -by_right * (by_right + right)
    nought = np.zeros_like(one)
    return np.stack(
        [
            np.stack([one + two, -one, -two]),
            np.stack([-one, one, nought]),
            np.stack([-two, nought, two]),
        ]
    )
