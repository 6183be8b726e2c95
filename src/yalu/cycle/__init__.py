"""The cycle: what happened, what tends to follow, what may come next."""

from yalu.cycle.aftermath import Aftermath, Yardstick, aftermath
from yalu.cycle.anatomy import Anatomy, Phase, Standing, rounds
from yalu.cycle.baseline import Baseline, Design, Intercept, Term
from yalu.cycle.calendar_terms import (
    Anniversaries,
    Annual,
    LunarNewYear,
    lunar_new_year,
)
from yalu.cycle.daily import ByDay, DailyProcess, Link, Parameters
from yalu.cycle.daily_fit import FitStatus, FittedDaily
from yalu.cycle.dprk import dprk_baseline
from yalu.cycle.durations import Comparison, Durations
from yalu.cycle.effect import Effect, Way, effect
from yalu.cycle.eras import Era, eras_of_course, eras_of_leaders
from yalu.cycle.fitting import Process, fit, simulate
from yalu.cycle.forecasting import DPRK_GROUPS, HORIZONS, forecast
from yalu.cycle.foreseen import Forecast, Foreseen
from yalu.cycle.futures import Fitted
from yalu.cycle.hawkes.fitted import FittedHawkes, Ranged
from yalu.cycle.hawkes.intensity import HawkesIntensity
from yalu.cycle.hawkes.process import Hawkes
from yalu.cycle.hawkes.status import HawkesStatus
from yalu.cycle.occurrences import Occurrences, occurrences
from yalu.cycle.poisson import FittedPoisson, Poisson
from yalu.cycle.posterior import Diagnostics, Posterior
from yalu.cycle.renewal import FittedRenewal, Renewal, Waiting, Waits
from yalu.cycle.residuals import Residuals, StreamResiduals, residuals
from yalu.cycle.round import Duration, Round, Segment, Terms
from yalu.cycle.sampling import sample
from yalu.cycle.spells import Drift, Season, Spell
from yalu.cycle.storing import StoredFit, dprk_setting, stored
from yalu.cycle.stream import DPRK_STREAMS, Stream

__all__ = [
    "DPRK_GROUPS",
    "DPRK_STREAMS",
    "HORIZONS",
    "Aftermath",
    "Anatomy",
    "Anniversaries",
    "Annual",
    "Baseline",
    "ByDay",
    "Comparison",
    "DailyProcess",
    "Design",
    "Diagnostics",
    "Drift",
    "Duration",
    "Durations",
    "Effect",
    "Era",
    "FitStatus",
    "Fitted",
    "FittedDaily",
    "FittedHawkes",
    "FittedPoisson",
    "FittedRenewal",
    "Forecast",
    "Foreseen",
    "Hawkes",
    "HawkesIntensity",
    "HawkesStatus",
    "Intercept",
    "Link",
    "LunarNewYear",
    "Occurrences",
    "Parameters",
    "Phase",
    "Poisson",
    "Posterior",
    "Process",
    "Ranged",
    "Renewal",
    "Residuals",
    "Round",
    "Season",
    "Segment",
    "Spell",
    "Standing",
    "StoredFit",
    "Stream",
    "StreamResiduals",
    "Term",
    "Terms",
    "Waiting",
    "Waits",
    "Way",
    "Yardstick",
    "aftermath",
    "dprk_baseline",
    "dprk_setting",
    "effect",
    "eras_of_course",
    "eras_of_leaders",
    "fit",
    "forecast",
    "lunar_new_year",
    "occurrences",
    "residuals",
    "rounds",
    "sample",
    "simulate",
    "stored",
]
