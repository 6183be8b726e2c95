r"""Compiled loops over events: the log-likelihood of one stream, and its state.

For the stream :math:`i` whose rate is looked at, *points* are the start of its window,
the times of its own events in the window, and the end. Of every kernel and stream the
state at a point :math:`u` is

.. math::

    S(u) = \sum_{t_k < u} e^{-\beta (u - t_k)}, \qquad
    T(u) = \sum_{t_k < u} (u - t_k) \, e^{-\beta (u - t_k)} = -dS/d\beta .

From one point to the next, a gap :math:`g` later, with events :math:`k` in between that
lie a lag :math:`l_k` before the next point,

.. math::

    S' = e^{-\beta g} S + \sum_k e^{-\beta l_k}, \qquad
    T' = e^{-\beta g} (T + g S) + \sum_k l_k e^{-\beta l_k},

so that one pass over all events is enough, every event costs one exponential of a
negative number, and nothing can overflow. Events at the same time as a point join the
state after it: ties do not excite each other.

References
----------
Ozaki, T. (1979). Maximum likelihood estimation of Hawkes' self-exciting point
processes. *Annals of the Institute of Statistical Mathematics* 31, 145–155.

Ogata, Y. (1988). Statistical models for earthquake occurrences and residual analysis
for point processes. *Journal of the American Statistical Association* 83, 9–27.

"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

__all__ = ["log_likelihood_of_one", "states"]

Array = NDArray[np.float64]
Counts = NDArray[np.int64]

_ROW, _TABLE = "float64[::1]", "float64[:,::1]"
_POINTS = f"{_ROW}, int64[::1], {_ROW}, int64[::1]"


@njit(
    f"float64({_POINTS}, int64[::1], {_ROW}, {_ROW}, {_TABLE}, {_ROW}, {_ROW}, {_TABLE}"
    f", {_ROW})",
    cache=True,
    error_model="numpy",
)
def log_likelihood_of_one(  # noqa: C901, PLR0917 - one loop, no keywords in it
    gaps: Array,
    firsts: Counts,
    lags: Array,
    sources: Counts,
    counts: Counts,
    within: Array,
    baseline: Array,
    weights: Array,
    decays: Array,
    by_baseline: Array,
    by_weight: Array,
    by_decay: Array,
) -> float:
    """Return the log-likelihood of one stream, but for the compensator of its baseline.

    Parameters
    ----------
    gaps : ndarray of float64, shape (q,)
        Days from the point before; the first is 0.
    firsts : ndarray of int64, shape (q + 1,)
        Events ``firsts[p]`` to ``firsts[p + 1]`` lie before point p and not before the
        point before it.
    lags, sources : ndarray of float64 and of int64, shape (n,)
        Days from an event to the next point, and its stream.
    counts : ndarray of int64, shape (q,)
        How many events of the stream itself stand at a point; none at the ends.
    within : ndarray of float64, shape (d,)
        How many events each stream has between the first and the last point.
    baseline : ndarray of float64, shape (q,)
        Baseline rates at the points, in events a day.
    weights : ndarray of float64, shape (m, d)
        Of the kernels and streams.
    decays : ndarray of float64, shape (m,)
        A day.
    by_baseline, by_weight, by_decay : ndarray of float64, shapes (q,), (m, d), (m,)
        Are overwritten by the derivatives of what is returned.

    """
    kernels, streams = weights.shape
    held, aged = np.zeros((kernels, streams)), np.zeros((kernels, streams))
    raised, fading = np.empty(kernels), np.empty(kernels)
    value = 0.0
    by_decay[:] = 0.0
    for m in range(kernels):
        for j in range(streams):
            value -= weights[m, j] * within[j]
            by_weight[m, j] = -within[j]
    for point in range(len(gaps)):
        gap, rate = gaps[point], baseline[point]
        for m in range(kernels):
            fade = np.exp(-decays[m] * gap)
            for j in range(streams):
                aged[m, j] = fade * (aged[m, j] + gap * held[m, j])
                held[m, j] *= fade
            for k in range(firsts[point], firsts[point + 1]):
                left = np.exp(-decays[m] * lags[k])
                held[m, sources[k]] += left
                aged[m, sources[k]] += lags[k] * left
            raised[m], fading[m] = 0.0, 0.0
            for j in range(streams):
                raised[m] += weights[m, j] * held[m, j]
                fading[m] += weights[m, j] * aged[m, j]
            rate += decays[m] * raised[m]
        # The compensator is S at the first point plus the events within less S at the
        # last; at the points between, there are the logarithms of the intensity.
        share = counts[point] / rate
        sign = 1.0 if point == 0 else -1.0 if point == len(gaps) - 1 else 0.0
        by_baseline[point] = share
        if counts[point]:
            value += counts[point] * np.log(rate)
        for m in range(kernels):
            value -= sign * raised[m]
            by_decay[m] += share * (raised[m] - decays[m] * fading[m])
            by_decay[m] += sign * fading[m]
            scale = share * decays[m] - sign
            for j in range(streams):
                by_weight[m, j] += scale * held[m, j]
    return value


@njit(f"float64[:,:,::1]({_POINTS}, int64, {_ROW})", cache=True, error_model="numpy")
def states(  # noqa: PLR0917 - compiled loops take no keywords
    gaps: Array,
    firsts: Counts,
    lags: Array,
    sources: Counts,
    streams: int,
    decays: Array,
) -> Array:
    """Return S at every point, of every kernel and stream, shape (q, m, d).

    The parameters are those of `log_likelihood_of_one`.
    """
    kernels = len(decays)
    held = np.zeros((len(gaps), kernels, streams))
    for point in range(len(gaps)):
        for m in range(kernels):
            fade = np.exp(-decays[m] * gaps[point])
            if point:
                for j in range(streams):
                    held[point, m, j] = fade * held[point - 1, m, j]
            for k in range(firsts[point], firsts[point + 1]):
                held[point, m, sources[k]] += np.exp(-decays[m] * lags[k])
    return held
