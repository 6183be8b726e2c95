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
from yalu.cycle.daily import DailyProcess, Link, Parameters
from yalu.cycle.daily_fit import FitStatus, FittedDaily
from yalu.cycle.dprk import dprk_baseline
from yalu.cycle.durations import Comparison, Durations
from yalu.cycle.eras import Era, eras_of_course, eras_of_leaders
from yalu.cycle.occurrences import Occurrences, occurrences
from yalu.cycle.posterior import Diagnostics, Posterior, sample
from yalu.cycle.round import Duration, Round, Segment, Terms
from yalu.cycle.spells import Drift, Season, Spell
from yalu.cycle.stream import DPRK_STREAMS, Stream

__all__ = [
    "DPRK_STREAMS",
    "Aftermath",
    "Anatomy",
    "Anniversaries",
    "Annual",
    "Baseline",
    "Comparison",
    "DailyProcess",
    "Design",
    "Diagnostics",
    "Drift",
    "Duration",
    "Durations",
    "Era",
    "FitStatus",
    "FittedDaily",
    "Intercept",
    "Link",
    "LunarNewYear",
    "Occurrences",
    "Parameters",
    "Phase",
    "Posterior",
    "Round",
    "Season",
    "Segment",
    "Spell",
    "Standing",
    "Stream",
    "Term",
    "Terms",
    "Yardstick",
    "aftermath",
    "dprk_baseline",
    "eras_of_course",
    "eras_of_leaders",
    "lunar_new_year",
    "occurrences",
    "rounds",
    "sample",
]
