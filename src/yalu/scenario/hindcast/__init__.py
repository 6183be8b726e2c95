"""Hindcasts: runs from a past day with what was known, against what happened."""

from yalu.scenario.hindcast.keeping import (
    HINDCAST_FOLDER,
    StoredHindcast,
    hindcast_sha256,
    store_hindcast,
    stored_hindcast,
)
from yalu.scenario.hindcast.known import (
    FITS_FOLDER,
    fit_known,
    fitted_then,
    known,
    refit_all,
    refit_known,
)
from yalu.scenario.hindcast.naive import Forecaster, naive_draws
from yalu.scenario.hindcast.observation import (
    GAUGES,
    Gauge,
    Observation,
    Window,
    gauged,
    spanned,
    windows,
)
from yalu.scenario.hindcast.observed import observed
from yalu.scenario.hindcast.printed import Figure, Sum, summed
from yalu.scenario.hindcast.running import BOARD, DRAWS, MONTHS, STARTS, hindcasts
from yalu.scenario.hindcast.scoring import Mark, crps, judged, marked
from yalu.scenario.hindcast.tally import Against, Tally, Verdict, tallied

__all__ = [
    "BOARD",
    "DRAWS",
    "FITS_FOLDER",
    "GAUGES",
    "HINDCAST_FOLDER",
    "MONTHS",
    "STARTS",
    "Against",
    "Figure",
    "Forecaster",
    "Gauge",
    "Mark",
    "Observation",
    "StoredHindcast",
    "Sum",
    "Tally",
    "Verdict",
    "Window",
    "crps",
    "fit_known",
    "fitted_then",
    "gauged",
    "hindcast_sha256",
    "hindcasts",
    "judged",
    "known",
    "marked",
    "naive_draws",
    "observed",
    "refit_all",
    "refit_known",
    "spanned",
    "store_hindcast",
    "stored_hindcast",
    "summed",
    "tallied",
    "windows",
]
