"""The model behind what is said of the cycle: a stored one, or one fitted now."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from yalu.cycle.daily import DailyProcess, Parameters
from yalu.cycle.daily_fit import FitStatus, FittedDaily
from yalu.cycle.dprk import dprk_baseline
from yalu.cycle.fitting import fit
from yalu.cycle.occurrences import Occurrences, occurrences
from yalu.cycle.posterior import Posterior
from yalu.cycle.storing import dprk_setting, stored
from yalu.cycle.stream import Stream
from yalu.errors import ModelError
from yalu.events import EventLog
from yalu.periods import Interval

__all__ = ["Model", "fitted_model", "stored_model"]

_DRAWS = 200


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Model:
    """A process with draws of its parameters, and what it was fitted to.

    Attributes
    ----------
    posterior : Posterior
        The draws.
    record : Occurrences
        What they were fitted to.
    told : str
        Where they come from, in whole sentences.
    stale : tuple of str
        Why they no longer stand for the log or the code; empty where they do.

    """

    posterior: Posterior
    record: Occurrences
    told: str
    stale: tuple[str, ...] = ()

    @property
    def outdated(self) -> str:
        """That the fit no longer stands, why, and what mends it; empty if it does."""
        if not self.stale:
            return ""
        return (
            f"This fit is stale: {'; '.join(self.stale)}. `yalu cycle --refit` fits "
            "the model to this log now."
        )

    @property
    def caution(self) -> str:
        """That the process may run away; empty where it cannot."""
        feedback = self.middle.feedback
        if feedback < 1:
            return ""
        return (
            f"One event can bring about {feedback:.2f} others or more in this model: "
            "forecasts far ahead may run away."
        )

    @property
    def middle(self) -> FittedDaily:
        """The process at the mean of the draws."""
        posterior = self.posterior
        return FittedDaily(
            process=posterior.process,
            by_day=posterior.by_day,
            parameters=Parameters(
                baseline=posterior.baseline.mean(axis=0),
                weights=posterior.weights.mean(axis=0),
            ),
            covariances=(),
            log_likelihood=float("nan"),
            statuses=(FitStatus.CONVERGED,) * len(posterior.names),
        )


def stored_model(log: EventLog) -> Model | None:
    """Return the model that comes with Yalu; None where none fits the log."""
    try:
        kept = stored(log)
    except ModelError:
        return None
    days = kept.setting.between
    made = kept.posterior
    told = (
        f"The model is a daily process of {len(made.names)} streams, fitted to "
        f"{days}; {len(made.weights)} of {kept.drawn:,} draws of its posterior are "
        "kept."
    )
    return Model(
        posterior=made, record=kept.setting.occurrences, told=told, stale=kept.stale
    )


def fitted_model(
    log: EventLog,
    streams: Sequence[Stream],
    window: Interval,
    *,
    rng: np.random.Generator,
) -> Model:
    """Return a model fitted now, to all that is known in a window.

    Parameters
    ----------
    log : EventLog
        The events.
    streams : sequence of Stream
        What is counted together.
    window : Interval
        The days that are known. Where the log has what the stored model begins with,
        so does this one.
    rng : numpy.random.Generator
        Draws parameters around those fitted.

    Raises
    ------
    ModelError
        If the fit does not converge.

    """
    days = _fitted_days(log, window)
    record = occurrences(log, streams, between=days)
    found = fit(DailyProcess(baseline=dprk_baseline(log, days)), record)
    if found.status is FitStatus.NOT_CONVERGED:
        msg = f"The daily process did not converge: {found} Look at more days."
        raise ModelError(msg)
    return Model(posterior=_drawn(found, rng), record=record, told=_told(found))


def _fitted_days(log: EventLog, window: Interval) -> Interval:
    """Return the days to fit: from where the stored model begins, if that is known."""
    try:
        start = dprk_setting(log).between.start
    except ModelError:
        return window
    if window.end is None or not window.start < start < window.end:
        return window
    return Interval(start, window.end)


def _drawn(found: FittedDaily, rng: np.random.Generator) -> Posterior:
    """Return draws around a fit in the form of a posterior."""
    draws = found.draws(_DRAWS, rng)
    baseline = np.stack([draw.baseline for draw in draws])
    weights = np.stack([draw.weights for draw in draws])
    return Posterior(
        process=found.process,
        by_day=found.by_day,
        baseline=baseline,
        weights=weights,
        strengths=np.zeros((len(weights), weights.shape[1], weights.shape[3])),
        diagnostics=(),
        chains=0,
    )


def _told(found: FittedDaily) -> str:
    days = f"{found.by_day.days[0]} to {found.by_day.days[-1]}"
    words = (
        f"The model is a daily process of {len(found.by_day.names)} streams, fitted "
        f"now to {days}, with a normal approximation of how sure it is."
    )
    few = [
        name
        for name, status in zip(found.by_day.names, found.statuses, strict=True)
        if status is FitStatus.FEW_EVENTS
    ]
    if few:
        words += (
            f" Too few events to learn from, so resting on priors: {', '.join(few)}."
        )
    return words
