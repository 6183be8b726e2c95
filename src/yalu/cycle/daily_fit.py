r"""Fitting a daily process: the most probable parameters, and how sure they are.

Each target is fitted by itself. Its coefficients have normal priors: those of the
baseline with the width of their term, the intercept around the mean rate, and the
weights with standard deviation :math:`\tau_i / r_{jm}`, where :math:`r_{jm}` is the
root mean square of the feature (`ByDay.spreads`), so that each source is expected to
move the sum by :math:`\tau_i`, however many events it has. With :math:`n` weights
acting on the target, :math:`\tau_i` is `DailyProcess.strength` over
:math:`\sqrt{n}`: more sources do not make for a stronger pull together.

The posterior is strictly concave, and Newton's method finds its only mode. Intervals
are those of the normal distribution with the curvature there (Laplace).
"""

from dataclasses import dataclass
from enum import StrEnum
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import LinAlgError, cho_factor, cho_solve

from yalu.cycle.daily import ByDay, DailyProcess, Link, Parameters, arrange
from yalu.cycle.daily_likelihood import day_terms, log_likelihood
from yalu.cycle.occurrences import Occurrences

__all__ = ["LEVEL", "FitStatus", "FittedDaily", "fit_daily", "prior_widths"]

Array = NDArray[np.float64]

LEVEL = 0.9
"""The probability that an interval is to hold."""

_STEPS = 100
_ENOUGH = 1e-10
_FEWEST = 3
# A day whose sum is lower is as good as impossible: the likelihood has no peak.
_NEVER = -50.0


class FitStatus(StrEnum):
    """Whether an estimate can be used."""

    CONVERGED = "converged"
    FEW_EVENTS = "few events"
    """Converged, but fewer than three events were seen: it rests on the priors."""
    NOT_CONVERGED = "not converged"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FittedDaily:
    """A daily process with its most probable parameters.

    Attributes
    ----------
    process : DailyProcess
        What was fitted.
    by_day : ByDay
        What it was fitted to.
    parameters : Parameters
        The mode of the posterior.
    covariances : tuple of ndarray
        For each target that of its coefficients: baseline, then the weights of the
        sources that act on it, source by source.
    log_likelihood : float
        In nats, of all streams; priors are not part of it.
    statuses : tuple of FitStatus
        For each target.

    """

    process: DailyProcess
    by_day: ByDay
    parameters: Parameters
    covariances: tuple[Array, ...]
    log_likelihood: float
    statuses: tuple[FitStatus, ...]

    @property
    def status(self) -> FitStatus:
        """The worst status of any target."""
        worst = (FitStatus.NOT_CONVERGED, FitStatus.FEW_EVENTS)
        found = (status for status in worst if status in self.statuses)
        return next(found, FitStatus.CONVERGED)

    @property
    def feedback(self) -> float:
        """Most events that one event can bring about in the end, by spectral radius.

        Of the matrix of events of stream i that one of stream j adds at most: mean rate
        times what is above zero of its weights, over the whole of their fading. At one
        or above, the process could run away were a day not to hold one event at most.
        """
        fading = 1.0 / -np.expm1(-self.process.decays)
        added = np.maximum(self.parameters.weights @ fading, 0.0)
        eigenvalues = np.linalg.eigvals(self.by_day.scales[:, None] * added)
        return float(np.abs(eigenvalues).max(initial=0.0))

    def draws(self, count: int, rng: np.random.Generator) -> tuple[Parameters, ...]:
        """Return parameters drawn from the normal approximation around the mode.

        A target that did not converge has its mode in each of them.
        """
        baseline = np.repeat(self.parameters.baseline[None], count, axis=0)
        weights = np.repeat(self.parameters.weights[None], count, axis=0)
        p = baseline.shape[2]
        for i, covariance in enumerate(self.covariances):
            if not np.isfinite(covariance).all():
                continue
            drawn = rng.multivariate_normal(
                np.zeros(len(covariance)), covariance, size=count, method="cholesky"
            )
            baseline[:, i] += drawn[:, :p]
            sources = np.flatnonzero(self.by_day.acts[i])
            shape = (count, len(sources), weights.shape[3])
            weights[:, i, sources] += drawn[:, p:].reshape(shape)
        pairs = zip(baseline, weights, strict=True)
        return tuple(Parameters(baseline=b, weights=w) for b, w in pairs)

    @property
    def table(self) -> list[dict[str, object]]:
        """One plain row a coefficient: name, estimate, low, high (of 90 %), method."""
        return [row for i in range(len(self.by_day.names)) for row in self._rows(i)]

    def _rows(self, target: int) -> list[dict[str, object]]:
        by_day, method = self.by_day, "posterior mode, normal approximation"
        sources = np.flatnonzero(by_day.acts[target])
        lives = self.process.half_lives
        names = [*by_day.design.names] + [
            f"{by_day.names[j]}, half-life {life:g} days"
            for j in sources
            for life in lives
        ]
        estimates = np.concatenate(
            [
                self.parameters.baseline[target],
                self.parameters.weights[target, sources].ravel(),
            ]
        )
        band = NormalDist().inv_cdf((1 + LEVEL) / 2)
        errors = band * np.sqrt(np.diag(self.covariances[target]))
        return [
            {
                "name": f"{by_day.names[target]}: {name}",
                "estimate": float(estimate),
                "low": float(estimate - error),
                "high": float(estimate + error),
                "method": method,
            }
            for name, estimate, error in zip(names, estimates, errors, strict=True)
        ]

    def __str__(self) -> str:
        by_day = self.by_day
        counts = by_day.happened.sum(axis=0).astype(int)
        streams = ", ".join(
            f"{count} {name}" for name, count in zip(by_day.names, counts, strict=True)
        )
        days = f"from {by_day.days[0]} to {by_day.days[-1]}"
        told = [
            f"Daily process {days}, days with events: {streams}.",
            f"Log-likelihood {self.log_likelihood:.1f}.",
        ]
        if by_day.dropped:
            told.append(f"Left out, as they do not vary: {', '.join(by_day.dropped)}.")
        for status in (FitStatus.FEW_EVENTS, FitStatus.NOT_CONVERGED):
            pairs = zip(by_day.names, self.statuses, strict=True)
            names = [name for name, found in pairs if found is status]
            if names:
                told.append(f"{status.capitalize()}: {', '.join(names)}.")
        if self.feedback >= 1:
            told.append(
                f"One event can bring about {self.feedback:.2f} others or more: "
                "forecasts far ahead may run away."
            )
        return " ".join(told)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Target:
    """What one target is fitted to: rows of days, columns of coefficients."""

    columns: Array
    happened: Array
    scale: float
    link: Link
    centre: Array

    def mode(self, precision: Array, start: Array) -> tuple[Array, Array, bool]:
        """Return the mode, the Hessian with the sign turned, and whether it is one."""
        found = start
        value = self._value(found, precision)
        for _ in range(_STEPS):
            sums = self.columns @ found
            terms = day_terms(sums, self.happened, self.scale, self.link)
            slope = self.columns.T @ terms.slope - precision * (found - self.centre)
            hessian = self.columns.T @ (terms.curvature[:, None] * self.columns)
            hessian[np.diag_indices_from(hessian)] += precision
            try:
                step = cho_solve(cho_factor(hessian), slope)
            except LinAlgError:
                return found, hessian, False
            if sums.min() < _NEVER:
                return found, hessian, False
            if slope @ step < _ENOUGH:
                return found + step, hessian, True
            size = 1.0
            while (new := self._value(found + size * step, precision)) < value:
                size /= 2
                if size < _ENOUGH:
                    return found, hessian, bool(slope @ step < np.sqrt(_ENOUGH))
            found, value = found + size * step, new
        return found, hessian, False

    def _value(self, at: Array, precision: Array) -> float:
        terms = day_terms(self.columns @ at, self.happened, self.scale, self.link)
        return float(terms.value.sum() - precision @ (at - self.centre) ** 2 / 2)


def prior_widths(process: DailyProcess, by_day: ByDay) -> Array:
    """Return the prior standard deviation of each weight, shape (d, d, m)."""
    acting = by_day.acts.sum(axis=1) * len(process.half_lives)
    strengths = process.strength / np.sqrt(np.maximum(acting, 1))
    widths: Array = strengths[:, None, None] / by_day.spreads[None]
    return widths


def fit_daily(process: DailyProcess, occurrences: Occurrences) -> FittedDaily:
    """Return the daily process with its most probable parameters.

    A target with fewer than three events, or without convergence, says so in its
    status.

    Raises
    ------
    SchemaError
        If time has no calendar, a window holds no whole day, or `acting` names a
        stream that is not there.

    """
    by_day = arrange(process, occurrences)
    d, m = len(by_day.names), len(process.half_lives)
    p = len(by_day.design.names)
    baseline, weights = np.zeros((d, p)), np.zeros((d, d, m))
    widths = prior_widths(process, by_day)
    covariances, statuses = [], []
    for i in range(d):
        found = _fit_target(process, by_day, i, widths[i])
        sources = np.flatnonzero(by_day.acts[i])
        baseline[i] = found.mode[:p]
        weights[i, sources] = found.mode[p:].reshape(len(sources), m)
        covariances.append(found.covariance)
        statuses.append(found.status)
    parameters = Parameters(baseline=baseline, weights=weights)
    return FittedDaily(
        process=process,
        by_day=by_day,
        parameters=parameters,
        covariances=tuple(covariances),
        log_likelihood=float(log_likelihood(by_day, parameters, process.link).sum()),
        statuses=tuple(statuses),
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Found:
    """The fit of one target."""

    mode: Array
    covariance: Array
    status: FitStatus


def _fit_target(process: DailyProcess, by_day: ByDay, i: int, widths: Array) -> _Found:
    rows, sources = by_day.span(i), np.flatnonzero(by_day.acts[i])
    past = by_day.features[rows][:, sources]
    all_widths = np.concatenate([by_day.design.widths, widths[sources].ravel()])
    centre = np.zeros(len(all_widths))
    centre[0] = process.link.centre
    target = _Target(
        columns=np.hstack([by_day.design.values[rows], past.reshape(len(past), -1)]),
        happened=by_day.happened[rows, i],
        scale=float(by_day.scales[i]),
        link=process.link,
        centre=centre,
    )
    mode, hessian, converged = target.mode(all_widths**-2, centre)
    few = target.happened.sum() < _FEWEST
    usable = FitStatus.FEW_EVENTS if few else FitStatus.CONVERGED
    return _Found(
        mode=mode,
        covariance=_inverse(hessian),
        status=usable if converged else FitStatus.NOT_CONVERGED,
    )


def _inverse(hessian: Array) -> Array:
    """Return the inverse of a Hessian; missing values where there is none."""
    try:
        found: Array = cho_solve(cho_factor(hessian), np.eye(len(hessian)))
    except LinAlgError:
        return np.full_like(hessian, np.nan)
    return (found + found.T) / 2
