r"""The daily process: what excites and what calms a stream of events, day by day.

The log is dated by the day, so the intensity is constant within a day. For stream
:math:`i` on day :math:`t`

.. math::

    \lambda_i(t) = s_i \log(1 + e^{\nu_i(t)}), \qquad
    \nu_i(t) = x(t)'b_i + \sum_j \sum_m w_{ijm} \, \varphi_m(t; j), \qquad
    \varphi_m(t; j) = \sum_{k \in j,\; t_k < t} e^{-\beta_m (t - t_k - 1)}.

:math:`s_i` is the mean rate of the stream, fixed; :math:`x(t)` is the baseline
(`yalu.cycle.baseline`); an event counts one on the day after it and half of that a
half-life later, :math:`\beta_m = \log 2` over the half-life. Weights have any sign:
the softplus link keeps the rate above zero, adds for excitation and divides for
inhibition. With :math:`\varphi` given, :math:`\nu` is linear in what is estimated.

A day either holds an event of a stream or does not, so all that is seen of the events
in it is :math:`y = 1` with probability :math:`1 - e^{-\lambda}`; the likelihood is in
`yalu.cycle.daily_likelihood`.

References
----------
Mei, H. and Eisner, J. (2017). The neural Hawkes process. *NeurIPS* 30. (The softplus
link for inhibition.)

Truccolo, W. and others (2005). A point process framework for relating neural spiking
activity to spiking history, neural ensemble, and extrinsic covariate effects. *Journal
of Neurophysiology* 93, 1074–1089.

"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy.signal import lfilter

from yalu.cycle.baseline import Baseline, Design
from yalu.cycle.occurrences import Occurrences
from yalu.errors import Problem, SchemaError, describe

__all__ = [
    "ByDay",
    "DailyProcess",
    "Link",
    "Parameters",
    "arrange",
    "features",
    "linked",
]

Array = NDArray[np.float64]
Days = NDArray[np.datetime64]

_HALF_LIVES = (10.0, 60.0, 365.0)
_UNSEEN = 0.5


class Link(StrEnum):
    """How the sum of all that acts on a stream becomes a rate."""

    SOFTPLUS = "softplus"
    """Adds where it excites, divides where it calms."""
    LOG = "log"
    """Multiplies."""

    @property
    def centre(self) -> float:
        """The sum that gives a stream its mean rate."""
        match self:
            case Link.SOFTPLUS:
                return float(np.log(np.expm1(1.0)))
            case Link.LOG:
                return 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyProcess:
    r"""Streams of events that excite and calm each other, by the day.

    Attributes
    ----------
    baseline : Baseline
        What moves the rates apart from the events.
    half_lives : tuple of float
        After how many days an event counts half, one kernel each.
    strength : float
        What all weights that act on a target are expected to move its sum
        :math:`\nu` by together (`yalu.cycle.daily_fit`). One is as much as a term of
        the baseline, and about halves or doubles a rate at its mean.
    acting : tuple of (str, tuple of str)
        Which streams may act on which: target and its sources. All streams act on a
        target that is not named.
    link : Link
        How the sum becomes a rate.

    Raises
    ------
    SchemaError
        If a half-life or the strength is not above zero, or a target is named twice.

    """

    baseline: Baseline = field(default_factory=Baseline)
    half_lives: tuple[float, ...] = _HALF_LIVES
    strength: float = 1.0
    acting: tuple[tuple[str, tuple[str, ...]], ...] = ()
    link: Link = Link.SOFTPLUS

    def __post_init__(self) -> None:
        problems = []
        if not all(0 < life < np.inf for life in self.half_lives):
            found = f"found {self.half_lives}; expected days above zero"
            problems.append(Problem("half_lives", found, "mend them"))
        if not 0 < self.strength < np.inf:
            found = f"found {self.strength}; expected more than zero"
            problems.append(Problem("strength", found, "1 is usual"))
        targets = [target for target, _ in self.acting]
        if len(set(targets)) < len(targets):
            problems.append(
                Problem("acting", "a target is named twice", "name it once")
            )
        if problems:
            raise SchemaError(describe("This daily process cannot be used", problems))

    @property
    def decays(self) -> Array:
        """How fast each kernel fades, a day; shape (m,)."""
        rates: Array = np.log(2.0) / np.asarray(self.half_lives, dtype=np.float64)
        return rates

    def acts(self, names: Sequence[str]) -> NDArray[np.bool_]:
        """Return which streams (columns) may act on which (rows), shape (d, d).

        Raises
        ------
        SchemaError
            If `acting` names a stream that is not among them.

        """
        named = {name for target, some in self.acting for name in (target, *some)}
        unknown = sorted(named - set(names))
        if unknown:
            msg = (
                f"acting: found {', '.join(unknown)}; expected streams among "
                f"{', '.join(names)}. Mend the names."
            )
            raise SchemaError(msg)
        allowed = dict(self.acting)
        rows = [[j in allowed.get(i, names) for j in names] for i in names]
        return np.asarray(rows, dtype=np.bool_)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Parameters:
    """One set of numbers that makes a daily process a model of d streams.

    Attributes
    ----------
    baseline : ndarray of float64, shape (d, p)
        Coefficients of the columns of the design.
    weights : ndarray of float64, shape (d, d, m)
        ``weights[i, j, k]`` is what an event of stream j adds to the sum of stream i
        on the next day, by kernel k.

    """

    baseline: Array
    weights: Array


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ByDay:
    """Occurrences arranged by day, with all that a daily process needs to see.

    Attributes
    ----------
    names : tuple of str
        The streams; d of them.
    days : ndarray of datetime64[D], shape (D,)
        The days, from the first one watched.
    baseline : Baseline
        As known at the end of the last day.
    design : Design
        The columns of the baseline that vary over the days; p of them.
    dropped : tuple of str
        The columns that do not, and are left out.
    happened : ndarray of float64, shape (D, d)
        One where a stream had an event that day, else zero (also where not watched).
    watched : ndarray of bool, shape (D, d)
        Whether the stream was watched all that day.
    features : ndarray of float64, shape (D, d, m)
        How much of the past events of each stream is left, by kernel.
    scales : ndarray of float64, shape (d,)
        Mean rates, events a day watched; of half an event where there is none.
    spreads : ndarray of float64, shape (d, m)
        Root mean squares of the features; one where the feature is zero throughout.
    acts : ndarray of bool, shape (d, d)
        Which streams (columns) act on which (rows). One without events acts on none.

    """

    names: tuple[str, ...]
    days: Days
    baseline: Baseline
    design: Design
    dropped: tuple[str, ...]
    happened: Array
    watched: NDArray[np.bool_]
    features: Array
    scales: Array
    spreads: Array
    acts: NDArray[np.bool_]

    @property
    def end(self) -> date:
        """The day after the last one."""
        last: date = self.days[-1].astype(object)
        return date.fromordinal(last.toordinal() + 1)

    def span(self, target: int) -> slice:
        """Return the days on which a stream was watched, as rows."""
        rows = np.flatnonzero(self.watched[:, target])
        return slice(int(rows[0]), int(rows[-1]) + 1)

    def sums(self, parameters: Parameters) -> Array:
        """Return the sum of all that acts on each stream each day, shape (D, d)."""
        by_baseline = self.design.values @ parameters.baseline.T
        by_events = np.einsum("tjm,ijm->ti", self.features, parameters.weights)
        total: Array = by_baseline + by_events
        return total

    def rates(self, parameters: Parameters, link: Link) -> Array:
        """Return the intensity of each stream each day, shape (D, d), events a day."""
        return self.scales * linked(self.sums(parameters), link)


def linked(sums: Array, link: Link) -> Array:
    """Return sums as rates over the mean rate."""
    match link:
        case Link.SOFTPLUS:
            return np.logaddexp(0.0, sums)
        case Link.LOG:
            return np.exp(sums)


def features(happened: Array, decays: Array) -> Array:
    """Return how much is left of past events on each day.

    Parameters
    ----------
    happened : ndarray of float64, shape (D, d)
        Events of each stream on each day.
    decays : ndarray of float64, shape (m,)
        A day.

    Returns
    -------
    ndarray of float64, shape (D, d, m)
        An event counts one on the next day and fades from then on. Computed by
        recursion, in time linear in the days.

    Examples
    --------
    >>> happened = np.array([[0.0], [1.0], [0.0], [1.0], [0.0]])
    >>> features(happened, np.log([2.0]))[:, 0, 0]
    array([0.  , 0.  , 1.  , 0.5 , 1.25])

    """
    kernels = [
        lfilter([0.0, 1.0], [1.0, -np.exp(-decay)], happened, axis=0)
        for decay in decays
    ]
    left = np.stack(kernels, axis=2) if kernels else np.zeros((*happened.shape, 0))
    return np.asarray(left, dtype=np.float64)


def arrange(process: DailyProcess, occurrences: Occurrences) -> ByDay:
    """Return occurrences by day, as a daily process sees them.

    Several events of a stream on one day count as one. Days that a window holds only in
    part are not watched. The baseline is cut where the last window ends. Of events
    before a stream was watched nothing is known, so its features begin at zero.

    Raises
    ------
    SchemaError
        If time has no calendar, or a window holds no whole day.

    """
    origin = occurrences.origin
    if origin is None:
        msg = "Occurrences without an origin have no calendar. Pass origin=."
        raise SchemaError(msg)
    starts = np.ceil(occurrences.windows[:, 0]).astype(int)
    ends = np.floor(occurrences.windows[:, 1]).astype(int)
    if (starts >= ends).any():
        name = occurrences.names[int(np.argmax(starts >= ends))]
        msg = f"Window of {name}: it holds no whole day. Widen it."
        raise SchemaError(msg)
    first = int(starts.min())
    numbers = np.arange(first, int(ends.max()))
    days = np.datetime64(origin, "D") + numbers
    watched = (numbers[:, None] >= starts) & (numbers[:, None] < ends)
    happened = np.zeros(watched.shape)
    rows = np.floor(occurrences.times).astype(int) - first
    inside = (rows >= 0) & (rows < len(days))
    happened[rows[inside], occurrences.streams[inside]] = 1.0
    happened *= watched
    baseline = process.baseline.before((days[-1] + 1).astype(object))
    design = baseline.design(days)
    kept = design.varying()
    left = features(happened, process.decays)
    spreads = np.sqrt(np.mean(left**2, axis=0))
    counts = happened.sum(axis=0)
    return ByDay(
        names=occurrences.names,
        days=days,
        baseline=baseline,
        design=design.only(kept),
        dropped=tuple(name for name in design.names if name not in kept),
        happened=happened,
        watched=watched,
        features=left,
        scales=np.maximum(counts, _UNSEEN) / watched.sum(axis=0),
        spreads=np.where(spreads > 0, spreads, 1.0),
        acts=process.acts(occurrences.names) & (counts > 0),
    )
