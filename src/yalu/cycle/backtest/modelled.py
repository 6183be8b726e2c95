"""Processes as forecasters: fitted to what was known, asked from what came since."""

from dataclasses import dataclass

import numpy as np

from yalu.cycle.backtest.outlook import Outlook, Task
from yalu.cycle.daily import Parameters
from yalu.cycle.daily_fit import FittedDaily
from yalu.cycle.fitting import Process, fit
from yalu.cycle.forecasting import forecast
from yalu.cycle.futures import Fitted
from yalu.cycle.occurrences import Occurrences

__all__ = ["Fit", "Modelled"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Modelled:
    """A process that is fitted anew each year.

    Attributes
    ----------
    process : Process
        What is fitted; whatever it knows of the calendar is cut at the day.
    label : str
        What readers are shown.
    mode_alone : bool
        Whether a daily process is asked at its most probable parameters only, as if
        there were no doubt about them.

    """

    process: Process
    label: str
    mode_alone: bool = False

    def learnt(self, history: Occurrences, rng: np.random.Generator) -> "Fit":
        """Return the process as fitted to history.

        Raises
        ------
        ModelError
            If it cannot be fitted.

        """
        fitted = fit(self.process, history, rng=rng)
        if self.mode_alone and isinstance(fitted, FittedDaily):
            return Fit(fitted=fitted, draws=(fitted.parameters,))
        return Fit(fitted=fitted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """A fitted process that can be asked.

    Attributes
    ----------
    fitted : Fitted
        The process with its parameters.
    draws : tuple of Parameters or None
        Parameters to forecast with; None for what is usual of the process.

    """

    fitted: Fitted
    draws: tuple[Parameters, ...] | None = None

    def outlooks(self, task: Task, rng: np.random.Generator) -> list[Outlook]:
        """Return the outlook of each group and horizon, horizons innermost.

        Probabilities are those of `yalu.cycle.forecasting.forecast`, which are never
        certain.

        Raises
        ------
        ModelError
            If the process explodes.

        """
        found = forecast(
            self.fitted,
            task.history,
            on=task.on,
            rng=rng,
            horizons=task.horizons,
            groups={group.name: group.streams for group in task.groups},
            paths=task.draws,
            draws=self.draws,
        )
        return [
            Outlook(probability=one.probability, counts=one.counts)
            for one in found.foreseen
        ]
