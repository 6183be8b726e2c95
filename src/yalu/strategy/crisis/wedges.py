r"""How likely it is that a sender threatens, stands firm or backs down.

The sender knows both of its shocks. It threatens if standing firm or backing down is
worth more to it than a *threshold* :math:`c`, and afterwards does what is worth more.
In the plane of the two shocks these are three regions that meet in one point: a
quadrant, where it leaves things as they are, and two wedges of 135 degrees. With
:math:`w` and :math:`a` the payoffs of standing firm and of backing down,

.. math::

    F &= P(w + ε_w > c,\; w + ε_w > a + ε_a)
        = Φ_2\bigl((w-a)/√2,\; w-c;\; 1/√2\bigr), \\
    B &= P(a + ε_a > c,\; a + ε_a > w + ε_w), \\
    1 - F - B &= Φ(c-w)\,Φ(c-a).

:math:`F` is found through Owen's function T (Owen 1956) while it is not small, and else
as the integral of :math:`φ(z)\,Φ(z+w-a)` from :math:`c-w`, whose terms are all
positive, by Gauss and Legendre's rule about its largest value; so its logarithm is good
to ten digits or more however unlikely the event is.

The derivatives are closed. With :math:`d=w-a`, :math:`m=(w+a)/2`:

.. math::

    ∂F/∂c &= -φ(c-w)\,Φ(c-a), \qquad
    ∂F/∂a = -φ(d/√2)\,Φ\bigl(-√2\,(c-m)\bigr)/√2, \\
    ∂²F/∂c² &= (c-w)\,φ(c-w)\,Φ(c-a) - q, \qquad
    ∂²F/∂c∂a = q, \qquad
    ∂²F/∂a² = \tfrac{d}{2}\,∂F/∂a - \tfrac{q}{2}, \qquad q = φ(c-w)\,φ(c-a),

and those by :math:`w` follow, because shifting all three changes nothing.

References
----------
Owen, D. B. (1956). Tables for computing bivariate normal probabilities. *Annals of
Mathematical Statistics* 27, 1075–1090.

"""

import numpy as np
from numpy.typing import NDArray
from scipy.special import erfcx, log_ndtr, ndtr, owens_t

__all__ = ["log_wedges", "mills", "wedge_curvature", "wedge_slopes"]

Array = NDArray[np.float64]

_ROOT2 = float(np.sqrt(2.0))
_LOG_ROOT_TAU = 0.5 * float(np.log(2 * np.pi))
_SMALL = 1e-4  # below it Owen's function would lose digits to cancellation
_REACH = 80.0  # twice the fall of the logarithm at which the rest is too small to count
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(64)
_NODES, _WEIGHTS = (_NODES + 1) / 2, _WEIGHTS / 2
_NEWTON_STEPS = 40
_NOUGHT = 1e-290
_CORNER = 0.375  # three eighths of the plane, a wedge whose point is the centre


def mills(value: Array) -> Array:
    """Return φ/Φ of each value, the slope of log Φ; never cancels.

    Examples
    --------
    >>> mills(np.array([0.0, -1e4, 50.0])).round(4).tolist()
    [0.7979, 10000.0001, 0.0]

    """
    with np.errstate(over="ignore"):  # far to the right the slope is 0
        return np.asarray(np.sqrt(2 / np.pi) / erfcx(-value / _ROOT2))


@np.errstate(over="ignore", invalid="ignore")  # told as missing, far out
def log_wedges(threshold: Array, firm: Array, retreat: Array) -> tuple[Array, Array]:
    """Return log F and log B: to threaten and stand firm, to threaten and back down.

    Parameters
    ----------
    threshold, firm, retreat : ndarray of float64
        c, w and a, in standard deviations of a shock; of one shape.

    Examples
    --------
    >>> nought = np.zeros(1)
    >>> np.exp(log_wedges(nought, nought, nought)).ravel().tolist()
    [0.375, 0.375]

    """
    across, along = (firm - retreat) / _ROOT2, firm - threshold
    stands = _owen(across, along)
    # What is left to the other wedge: the whole less the quadrant less this wedge.
    backs = ndtr(along) + ndtr(-along) * ndtr(retreat - threshold) - stands
    with np.errstate(divide="ignore", invalid="ignore"):
        log_stands, log_backs = np.log(stands), np.log(backs)
    for values, level, other, log in (
        (stands, firm, retreat, log_stands),
        (backs, retreat, firm, log_backs),
    ):
        small = ~(values > _SMALL)
        if small.any():
            log[small] = _tail((threshold - level)[small], (level - other)[small])
    return log_stands, log_backs


@np.errstate(over="ignore", invalid="ignore")  # told as missing, far out
def wedge_slopes(threshold: Array, firm: Array, retreat: Array, log: Array) -> Array:
    """Return how log F changes with c, w and a, shape (3, ...).

    Parameters
    ----------
    threshold, firm, retreat : ndarray of float64
        c, w and a.
    log : ndarray of float64
        log F, as `log_wedges` gives it. For log B, swap `firm` and `retreat`, and the
        last two rows of what is returned.

    """
    by_threshold = -np.exp(
        _log_density(threshold - firm) + log_ndtr(threshold - retreat) - log
    )
    ridge = threshold - (firm + retreat) / 2
    by_retreat = -np.exp(
        _log_density((firm - retreat) / _ROOT2) + log_ndtr(-_ROOT2 * ridge) - log
    ) * (1 / _ROOT2)
    return np.stack([by_threshold, -by_threshold - by_retreat, by_retreat])


@np.errstate(over="ignore", invalid="ignore")  # told as missing, far out
def wedge_curvature(
    threshold: Array, firm: Array, retreat: Array, log: Array, slopes: Array
) -> Array:
    """Return the second derivatives of F over F by c, w and a, shape (3, 3, ...).

    Parameters
    ----------
    threshold, firm, retreat, log : ndarray of float64
        As in `wedge_slopes`.
    slopes : ndarray of float64, shape (3, ...)
        What that function returns.

    """
    both = np.exp(
        _log_density(threshold - firm) + _log_density(threshold - retreat) - log
    )
    cc = -(threshold - firm) * slopes[0] - both
    ca = both
    aa = (firm - retreat) / 2 * slopes[2] - both / 2
    cw, wa = -cc - ca, -ca - aa
    ww = -cw - wa
    return np.stack(
        [np.stack([cc, cw, ca]), np.stack([cw, ww, wa]), np.stack([ca, wa, aa])]
    )


def _owen(across: Array, along: Array) -> Array:
    """Return Φ₂(across, along; 1/√2).

    Owen (1956), with both slopes worked out for this correlation.
    """
    # Below, a quotient has no digits left.
    across = np.where(np.abs(across) < _NOUGHT, 0.0, across)
    along = np.where(np.abs(along) < _NOUGHT, 0.0, along)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        found = (ndtr(across) + ndtr(along)) / 2
        found = found - owens_t(across, _ROOT2 * along / across - 1)
        found = found - owens_t(along, _ROOT2 * across / along - 1)
    # By signs, since the product of two small numbers is nought.
    both = np.sign(across) * np.sign(along)
    apart = (both < 0) | ((both == 0) & (across + along < 0))
    found = np.where(apart, found - 0.5, found)
    return np.where((across == 0) & (along == 0), _CORNER, found)


def _tail(edge: Array, gap: Array) -> Array:
    """Return the log of the integral of φ(z) Φ(z + gap) from an edge.

    The integrand is log-concave with a curvature of one or more, so a largest value and
    a slope there bound how far it reaches.
    """
    peak = np.maximum(0.0, -gap / 2)
    for _ in range(_NEWTON_STEPS):
        slope = mills(peak + gap)
        peak = peak - (slope - peak) / (-slope * (slope + peak + gap) - 1)
    peak = np.maximum(edge, peak)
    fall = np.maximum(peak - mills(peak + gap), 0.0)
    after = _REACH / (fall + np.sqrt(fall * fall + _REACH))
    before = np.minimum(peak - edge, np.sqrt(_REACH))
    step = (before + after)[:, None] * _NODES - before[:, None]
    level = log_ndtr(peak + gap)
    height = (
        -peak[:, None] * step
        - step * step / 2
        + log_ndtr((peak + gap)[:, None] + step)
        - level[:, None]
    )
    area = np.log((np.exp(height) * _WEIGHTS).sum(axis=1))
    return np.asarray(_log_density(peak) + level + np.log(before + after) + area)


def _log_density(value: Array) -> Array:
    return -value * value / 2 - _LOG_ROOT_TAU
