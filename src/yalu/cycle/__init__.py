"""The cycle: what happened, what tends to follow, what may come next."""

from yalu.cycle.anatomy import Anatomy, Phase, Standing, rounds
from yalu.cycle.durations import Comparison, Durations
from yalu.cycle.eras import Era, eras_of_course, eras_of_leaders
from yalu.cycle.occurrences import Occurrences, occurrences
from yalu.cycle.round import Duration, Round, Segment, Terms
from yalu.cycle.stream import DPRK_STREAMS, Stream

__all__ = [
    "DPRK_STREAMS",
    "Anatomy",
    "Comparison",
    "Duration",
    "Durations",
    "Era",
    "Occurrences",
    "Phase",
    "Round",
    "Segment",
    "Standing",
    "Stream",
    "Terms",
    "eras_of_course",
    "eras_of_leaders",
    "occurrences",
    "rounds",
]
