"""The opening: what is built when the service starts, and in which order.

First what answers at once, then what a first page shows, then what the sliders of
scenarios need; whatever is asked for earlier is built when it is asked for.
"""

from typing import Any

from yalu.web.parts import FRONT, LAW, LIBRARY, SOURCES
from yalu.web.scenario_parts import STAGE, SUPPOSING, TALES
from yalu.web.shelf import Part

__all__ = ["OPENING"]

OPENING: tuple[Part[Any], ...] = (
    LAW,
    SOURCES,
    SUPPOSING,
    FRONT,
    LIBRARY,
    TALES,
    STAGE,
)
"""Every part, in order."""
