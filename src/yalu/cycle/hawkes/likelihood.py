r"""The exact log-likelihood of a Hawkes process, with its gradient.

Of the stream :math:`i`, watched from :math:`a` to :math:`b`,

.. math:: \ell_i = \sum_{t_k \in [a, b),\; k \in i} \log \lambda_i(t_k)
          - \int_a^b \lambda_i(t) \, dt ,

and the log-likelihood of all is the sum over streams. Parameters of one stream enter
its own term only, so that each is fitted by itself. Events before `a`, of any stream,
count among what raises the rate; nothing is known of events that are not among the
occurrences. The cost is one pass over all events for each stream.

References
----------
Ogata, Y. (1978). The asymptotic behaviour of maximum likelihood estimators for
stationary point processes. *Annals of the Institute of Statistical Mathematics* 30,
243–261.

"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yalu.cycle.hawkes.intensity import HawkesIntensity
from yalu.cycle.hawkes.recursion import log_likelihood_of_one, states
from yalu.cycle.occurrences import Occurrences
from yalu.errors import Problem, SchemaError, describe

__all__ = ["Slope", "Watch", "log_likelihood", "rescaled_times", "watches"]

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Slope:
    """Log-likelihood of one stream, and what it gains by each parameter.

    Attributes
    ----------
    value : float
        The log-likelihood.
    by_level, by_coefficient : ndarray of float64, shapes () and (p,)
        By the logarithm of the baseline rate and the coefficients of the design.
    by_weight : ndarray of float64, shape (m, d)
        By the weights of the kernels and streams.
    by_decay : ndarray of float64, shape (m,)
        By the decays.

    """

    value: float
    by_level: float
    by_coefficient: Array
    by_weight: Array
    by_decay: Array


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Watch:
    """All that the likelihood of one stream asks of the occurrences.

    Attributes
    ----------
    stream : int
        Whose rate is looked at.
    start, end : float
        Its window, in days.
    points : ndarray of float64, shape (q,)
        The start, the times of its own events in the window, the end.
    gaps, firsts, lags, sources, counts, within
        What `yalu.cycle.hawkes.recursion.log_likelihood_of_one` asks for.
    rows : ndarray of float64, shape (q, p)
        The design on the days of the points.
    days : ndarray of float64, shape (D, p)
        The design on the days of the window.
    lengths : ndarray of float64, shape (D,)
        How much of each of these days lies in the window.

    """

    stream: int
    start: float
    end: float
    points: Array
    gaps: Array
    firsts: NDArray[np.int64]
    lags: Array
    sources: NDArray[np.int64]
    counts: NDArray[np.int64]
    within: Array
    rows: Array
    days: Array
    lengths: Array

    @property
    def number(self) -> int:
        """How many events the stream has in its window."""
        return int(self.counts.sum())

    def slope(
        self, level: float, coefficients: Array, weights: Array, decays: Array
    ) -> Slope:
        """Return the log-likelihood and its gradient.

        Parameters
        ----------
        level : float
            Logarithm of the baseline rate.
        coefficients : ndarray of float64, shape (p,)
            Of the design.
        weights : ndarray of float64, shape (m, d)
            Of the kernels and streams.
        decays : ndarray of float64, shape (m,)
            A day.

        """
        spent = self.lengths * np.exp(level + self.days @ coefficients)
        baseline = np.exp(level + self.rows @ coefficients)
        by_baseline = np.empty_like(baseline)
        by_weight, by_decay = np.empty_like(weights), np.empty_like(decays)
        value = log_likelihood_of_one(
            self.gaps, self.firsts, self.lags, self.sources, self.counts, self.within,
            baseline, weights, decays, by_baseline, by_weight, by_decay,
        )  # fmt: skip
        gained = by_baseline * baseline
        total = float(spent.sum())
        return Slope(
            value=value - total,
            by_level=float(gained.sum()) - total,
            by_coefficient=gained @ self.rows - spent @ self.days,
            by_weight=by_weight,
            by_decay=by_decay,
        )

    def compensators(self, level: float, slope_of: Array) -> Array:
        """Return the integral of the baseline from the start to each point, (q,)."""
        spent = self.lengths * np.exp(level + self.days @ slope_of)
        edges = self.start + np.append(0.0, np.cumsum(self.lengths))
        whole = np.append(0.0, np.cumsum(spent))
        return np.asarray(np.interp(self.points, edges, whole))


def watches(occurrences: Occurrences, design: Array | None = None) -> tuple[Watch, ...]:
    """Return what the likelihood of each stream asks for.

    Parameters
    ----------
    occurrences : Occurrences
        The events.
    design : ndarray of float64, shape (D, p), optional
        What moves the baseline, one row a day since time zero.

    Raises
    ------
    SchemaError
        If the design does not hold every day of every window.

    """
    columns = np.empty((0, 0)) if design is None else design
    problems = []
    if columns.size:
        for name, (start, end) in zip(
            occurrences.names, occurrences.windows, strict=True
        ):
            if start < 0 or end > len(columns):
                finding = (
                    f"days {start:g} to {end:g}, and {len(columns)} rows of design"
                )
                problems.append(Problem(name, finding, "pass a row for each day"))
    if problems:
        headline = "The baseline of a Hawkes process is not known on all days"
        raise SchemaError(describe(headline, problems))
    return tuple(
        _watch(occurrences, stream, columns) for stream in range(len(occurrences.names))
    )


def _watch(occurrences: Occurrences, stream: int, columns: Array) -> Watch:
    start, end = map(float, occurrences.windows[stream])
    before = occurrences.times < end
    times = np.ascontiguousarray(occurrences.times[before])
    sources = np.ascontiguousarray(occurrences.streams[before])
    own, counts = np.unique(
        times[(sources == stream) & (times >= start)], return_counts=True
    )
    points = np.concatenate(([start], own, [end]))
    following = np.searchsorted(points, times, side="right")
    days, lengths = _days(start, end, columns)
    inside = np.bincount(sources[times >= start], minlength=len(occurrences.names))
    return Watch(
        stream=stream,
        start=start,
        end=end,
        points=points,
        gaps=np.diff(points, prepend=start),
        firsts=np.searchsorted(following, np.arange(len(points) + 1)).astype(np.int64),
        lags=points[following] - times,
        sources=sources.astype(np.int64),
        counts=np.concatenate(([0], counts, [0])).astype(np.int64),
        within=inside.astype(np.float64),
        rows=_rows(points, columns),
        days=days,
        lengths=lengths,
    )


def _rows(points: Array, columns: Array) -> Array:
    if not columns.size:
        return np.zeros((len(points), 0))
    # The end may be the first instant of a day that the design no longer holds; no
    # event stands there.
    days = np.minimum(np.floor(points).astype(np.int64), len(columns) - 1)
    return np.ascontiguousarray(columns[days])


def _days(start: float, end: float, columns: Array) -> tuple[Array, Array]:
    """Return the design on the days of a window and how much of each is inside."""
    if not columns.size:
        return np.zeros((1, 0)), np.array([end - start])
    first, last = int(np.floor(start)), int(np.ceil(end))
    edges = np.clip(np.arange(first, last + 1), start, end)
    return np.ascontiguousarray(columns[first:last]), np.diff(edges)


def log_likelihood(intensity: HawkesIntensity, occurrences: Occurrences) -> float:
    """Return the log-likelihood of events under an intensity.

    Parameters
    ----------
    intensity : HawkesIntensity
        The rates.
    occurrences : Occurrences
        The events, of the same streams in the same order.

    Raises
    ------
    SchemaError
        If the streams differ, or the design does not hold every day.

    Examples
    --------
    An event at day 1 and another at day 2, watched for three days.

    >>> one = HawkesIntensity(
    ...     names=("a",),
    ...     mu=np.array([0.5]),
    ...     weights=np.array([[[0.5]]]),
    ...     decays=np.array([[1.0]]),
    ... )
    >>> events = Occurrences(
    ...     names=("a",),
    ...     times=np.array([1.0, 2.0]),
    ...     streams=np.array([0, 0]),
    ...     windows=np.array([[0.0, 3.0]]),
    ... )
    >>> fading = np.exp(-1), np.exp(-2)
    >>> compensator = 3 * 0.5 + 0.5 * (1 - fading[1]) + 0.5 * (1 - fading[0])
    >>> expected = np.log(0.5) + np.log(0.5 + 0.5 * fading[0]) - compensator
    >>> bool(np.isclose(log_likelihood(one, events), expected, rtol=1e-14))
    True

    """
    return sum(
        watch.slope(*_parameters(intensity, watch.stream)).value
        for watch in _watched(intensity, occurrences)
    )


def rescaled_times(
    intensity: HawkesIntensity, occurrences: Occurrences
) -> dict[str, Array]:
    """Return the compensator between the events of each stream.

    If the events come from the intensity, these are independent draws of an exponential
    distribution of mean one (time rescaling).

    Parameters
    ----------
    intensity : HawkesIntensity
        The rates.
    occurrences : Occurrences
        The events, of the same streams in the same order.

    Returns
    -------
    dict of str to ndarray of float64, shape (k,)
        For each stream, the integral of its rate from the start of its window to its
        first event and from each event to the next. Events of a stream at the same time
        are zero apart. The time after the last event is left out.

    Raises
    ------
    SchemaError
        If the streams differ, or the design does not hold every day.

    References
    ----------
    Ogata, Y. (1988). Statistical models for earthquake occurrences and residual
    analysis for point processes. *Journal of the American Statistical Association* 83,
    9–27.

    """
    found = {}
    for watch in _watched(intensity, occurrences):
        level, coefficients, weights, decays = _parameters(intensity, watch.stream)
        held = states(
            watch.gaps, watch.firsts, watch.lags, watch.sources, weights.shape[1],
            decays,
        )  # fmt: skip
        # Events before the start lie before the first point; the others have passed
        # by the point that follows them.
        passed = np.zeros((len(watch.points), weights.shape[1]))
        following = np.repeat(np.arange(len(watch.points)), np.diff(watch.firsts))
        np.add.at(passed, (following, watch.sources), 1.0)
        passed[0] = 0.0
        begun = held[0] + np.cumsum(passed, axis=0)[:, None, :]
        excited = np.einsum("qmj,mj->q", begun - held, weights)
        integral = watch.compensators(level, coefficients) + excited
        at_events = np.repeat(integral, watch.counts)
        found[intensity.names[watch.stream]] = np.diff(at_events, prepend=0.0)
    return found


def _watched(intensity: HawkesIntensity, occurrences: Occurrences) -> tuple[Watch, ...]:
    if intensity.names != occurrences.names:
        msg = (
            f"Intensity of {', '.join(intensity.names)}: the occurrences are of "
            f"{', '.join(occurrences.names)}. Pass those of the same streams in the "
            "same order."
        )
        raise SchemaError(msg)
    design = None if intensity.has_constant_baseline else intensity.design
    return watches(occurrences, design)


def _parameters(
    intensity: HawkesIntensity, stream: int
) -> tuple[float, Array, Array, Array]:
    """Return level, coefficients, weights (m, d) and decays of one stream."""
    constant = intensity.has_constant_baseline
    return (
        float(np.log(intensity.mu[stream])),
        np.empty(0) if constant else intensity.coefficients[stream],
        np.ascontiguousarray(intensity.weights[stream].T),
        np.ascontiguousarray(intensity.decays[stream]),
    )
