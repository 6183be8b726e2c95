r"""Renewal processes: how long one waits depends on how long one has waited.

The times between events of a stream are independent, with a Weibull or a log-normal
distribution. The last wait is open: all that is known is that it is longer than its
age :math:`a`. For waits :math:`x_1, \dots, x_n` the log-likelihood is

.. math::

    \ell = \sum_k \log f(x_k) + \log S(a),

with density :math:`f` and :math:`S` the probability of a longer wait. The wait for the
first event began before the stream was watched and is left out. From age :math:`a`, an
event within :math:`h` days has probability :math:`1 - S(a + h) / S(a)`.

References
----------
Cox, D. R. (1962). *Renewal Theory*. Methuen.

Kalbfleisch, J. D. and Prentice, R. L. (2002). *The Statistical Analysis of Failure Time
Data*, 2nd edition, chapter 3. Wiley.

"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import log_ndtr, ndtri_exp

from yalu.cycle.daily_fit import LEVEL, FitStatus
from yalu.cycle.occurrences import Occurrences

__all__ = ["FittedRenewal", "Renewal", "Waiting", "Waits", "fit_renewal", "waits_of"]

Array = NDArray[np.float64]

_FEWEST = 3
_STEP = 1e-3
_FAR = 0.5
_CLOSE = 1e-7
_HALF_DAY = 0.5
_LARGEST = 50.0


class Waiting(StrEnum):
    """A distribution of waiting times."""

    WEIBULL = "Weibull"
    LOG_NORMAL = "log-normal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewal:
    """Waits between events of a stream that do not depend on each other.

    Attributes
    ----------
    waiting : Waiting
        How the waits are distributed.

    """

    waiting: Waiting = Waiting.WEIBULL


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """The distribution of waits of one stream.

    Attributes
    ----------
    waiting : Waiting
        Which distribution.
    shape : float
        Weibull: below one where a fresh event makes the next likelier, above one where
        it makes it less likely. Log-normal: standard deviation of the logarithm.
    scale : float
        Days. Log-normal: the median; Weibull: what 63 % of the waits are shorter than.

    Examples
    --------
    A Weibull wait of shape one does not remember how long it has lasted.

    >>> waits = Waits(waiting=Waiting.WEIBULL, shape=1.0, scale=100.0)
    >>> round(waits.within(30.0, age=0.0), 3), round(waits.within(30.0, age=500.0), 3)
    (0.259, 0.259)

    """

    waiting: Waiting
    shape: float
    scale: float

    def log_density(self, waits: Array) -> Array:
        """Return the logarithm of the density at some waits, in days."""
        with np.errstate(divide="ignore"):
            logs = np.log(waits)
        far = logs - np.log(self.scale)
        match self.waiting:
            case Waiting.WEIBULL:
                steep = np.log(self.shape) + self.shape * far - logs
                return np.asarray(steep - np.exp(self.shape * far))
            case Waiting.LOG_NORMAL:
                bell = -((far / self.shape) ** 2) / 2 - np.log(2 * np.pi) / 2
                return np.asarray(bell - np.log(self.shape) - logs)

    def log_survival(self, waits: Array | float) -> Array:
        """Return the logarithm of the probability of a longer wait, in days."""
        with np.errstate(divide="ignore"):
            far = np.log(waits) - np.log(self.scale)
        match self.waiting:
            case Waiting.WEIBULL:
                return np.asarray(-np.exp(self.shape * far))
            case Waiting.LOG_NORMAL:
                return np.asarray(log_ndtr(-far / self.shape))

    def within(self, days: float, *, age: float) -> float:
        """Return the probability that the wait ends within some days from an age."""
        longer = self.log_survival(age + days) - self.log_survival(age)
        return float(-np.expm1(longer))

    def draw(self, count: int, rng: np.random.Generator, *, age: float = 0.0) -> Array:
        """Return drawn waits that are longer than an age, in days."""
        longer = self.log_survival(age) - rng.standard_exponential(count)
        match self.waiting:
            case Waiting.WEIBULL:
                waits = self.scale * (-longer) ** (1.0 / self.shape)
            case Waiting.LOG_NORMAL:
                # By symmetry: the lower tail is exact in logarithms.
                waits = self.scale * np.exp(-self.shape * ndtri_exp(longer))
        return np.asarray(np.maximum(waits, age), dtype=np.float64)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FittedRenewal:
    """Renewal processes with their most likely parameters, a stream at a time.

    Attributes
    ----------
    process : Renewal
        What was fitted.
    names : tuple of str
        The streams.
    waits : tuple of Waits
        Of each stream.
    errors : ndarray of float64, shape (d, 2)
        Standard errors of the logarithms of shape and scale.
    counts : tuple of int
        Completed waits of each stream.
    log_likelihood : float
        In nats, of all streams.
    statuses : tuple of FitStatus
        Of each stream.

    """

    process: Renewal
    names: tuple[str, ...]
    waits: tuple[Waits, ...]
    errors: Array
    counts: tuple[int, ...]
    log_likelihood: float
    statuses: tuple[FitStatus, ...]

    @property
    def status(self) -> FitStatus:
        """The worst status of any stream."""
        worst = (FitStatus.NOT_CONVERGED, FitStatus.FEW_EVENTS)
        found = (status for status in worst if status in self.statuses)
        return next(found, FitStatus.CONVERGED)

    @property
    def table(self) -> list[dict[str, object]]:
        """One plain row a parameter: name, estimate, low, high (of 90 %), method."""
        band = NormalDist().inv_cdf((1 + LEVEL) / 2)
        rows: list[dict[str, object]] = []
        for name, waits, errors in zip(
            self.names, self.waits, self.errors, strict=True
        ):
            for label, value, error in zip(
                ("shape", "scale"), (waits.shape, waits.scale), errors, strict=True
            ):
                rows.append(
                    {
                        "name": f"{name}: {label}",
                        "estimate": value,
                        "low": float(value * np.exp(-band * error)),
                        "high": float(value * np.exp(band * error)),
                        "method": "maximum likelihood, normal on logarithms",
                    }
                )
        return rows

    def __str__(self) -> str:
        told = [f"Renewal process with {self.process.waiting} waits."]
        for name, waits, count, status in zip(
            self.names, self.waits, self.counts, self.statuses, strict=True
        ):
            doubt = "" if status is FitStatus.CONVERGED else f" ({status})"
            told.append(
                f"{name}: {count} waits, shape {waits.shape:.2f}, scale "
                f"{waits.scale:.0f} days{doubt}."
            )
        return " ".join(told)


def waits_of(occurrences: Occurrences, name: str) -> tuple[Array, float]:
    """Return the completed waits of a stream, and the age of the open one, in days.

    Events of one day count as one. Without events, the open wait began at the start of
    the window.
    """
    start, end = occurrences.windows[occurrences.names.index(name)]
    times = np.unique(np.floor(occurrences.of(name)))
    last = times[-1] if times.size else start
    # An event happened at noon of its day, on average.
    return np.diff(times), float(end - last - _HALF_DAY * bool(times.size))


def fit_renewal(process: Renewal, occurrences: Occurrences) -> FittedRenewal:
    """Return renewal processes with their most likely parameters.

    A stream with fewer than three completed waits is given exponential waits at its
    mean rate and says so in its status.
    """
    found = [_fit(process.waiting, occurrences, name) for name in occurrences.names]
    return FittedRenewal(
        process=process,
        names=occurrences.names,
        waits=tuple(one.waits for one in found),
        errors=np.array([one.errors for one in found]),
        counts=tuple(one.count for one in found),
        log_likelihood=float(sum(one.log_likelihood for one in found)),
        statuses=tuple(one.status for one in found),
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Found:
    """The fit of one stream."""

    waits: Waits
    errors: tuple[float, float]
    count: int
    log_likelihood: float
    status: FitStatus


def _fit(waiting: Waiting, occurrences: Occurrences, name: str) -> _Found:
    waits, age = waits_of(occurrences, name)

    def loss(at: Array) -> float:
        tried = _at(waiting, at)
        total = tried.log_density(waits).sum() + tried.log_survival(age)
        return float(-total) if np.isfinite(total) else np.inf

    if len(waits) < _FEWEST:
        start, end = occurrences.windows[occurrences.names.index(name)]
        mean = float(end - start) / max(occurrences.of(name).size, _HALF_DAY)
        few = Waits(waiting=Waiting.WEIBULL, shape=1.0, scale=mean)
        errors = (np.nan, np.nan)
        logs = few.log_density(waits).sum() + few.log_survival(age)
        return _Found(
            waits=few,
            errors=errors,
            count=len(waits),
            log_likelihood=float(logs),
            status=FitStatus.FEW_EVENTS,
        )
    begin = np.array([0.0, np.log(np.median(waits))])
    around = begin + np.array([[0.0, 0.0], [_FAR, 0.0], [0.0, _FAR]])
    best = minimize(
        loss,
        begin,
        method="Nelder-Mead",
        options={"initial_simplex": around, "xatol": _CLOSE, "fatol": _CLOSE},
    )
    fine = FitStatus.CONVERGED if best.success else FitStatus.NOT_CONVERGED
    errors = _errors(loss, best.x)
    return _Found(
        waits=_at(waiting, best.x),
        errors=errors,
        count=len(waits),
        log_likelihood=-float(best.fun),
        status=fine,
    )


def _at(waiting: Waiting, logs: Array) -> Waits:
    """Return the waits whose shape and scale have these logarithms."""
    shape, scale = np.exp(np.clip(logs, -_LARGEST, _LARGEST))
    return Waits(waiting=waiting, shape=float(shape), scale=float(scale))


def _errors(loss: Callable[[Array], float], best: Array) -> tuple[float, float]:
    """Return standard errors from the curvature at the best; missing where none."""
    steps = _STEP * np.eye(2)
    curvature = np.array(
        [
            [
                loss(best + a + b)
                - loss(best + a - b)
                - loss(best - a + b)
                + loss(best - a - b)
                for b in steps
            ]
            for a in steps
        ]
    ) / (4 * _STEP**2)
    if not np.isfinite(curvature).all() or np.linalg.det(curvature) <= 0:
        return np.nan, np.nan
    shape, scale = np.sqrt(np.diag(np.linalg.inv(curvature)))
    return float(shape), float(scale)
