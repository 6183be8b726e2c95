"""The cycle: what happened, what tends to follow, what may come next."""

from yalu.cycle.occurrences import Occurrences, occurrences
from yalu.cycle.stream import DPRK_STREAMS, Stream

__all__ = ["DPRK_STREAMS", "Occurrences", "Stream", "occurrences"]
