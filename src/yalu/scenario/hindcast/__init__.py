"""Hindcasts: runs from a past day with what was known, against what happened."""

from yalu.scenario.hindcast.observation import (
    GAUGES,
    Gauge,
    Observation,
    Window,
    gauged,
    windows,
)
from yalu.scenario.hindcast.observed import observed
from yalu.scenario.hindcast.printed import Figure, Sum, summed

__all__ = [
    "GAUGES",
    "Figure",
    "Gauge",
    "Observation",
    "Sum",
    "Window",
    "gauged",
    "observed",
    "summed",
    "windows",
]
