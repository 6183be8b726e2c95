"""Streams: kinds of event that a model counts together.

A model of the cycle does not see single kinds of event but a handful of streams, each
with enough events to learn from. A stream is observed over the days on which every one
of its kinds is covered by the log (`yalu.events.EventLog.coverage`).
"""

from dataclasses import dataclass

from yalu.errors import SchemaError
from yalu.events import Event, EventKind

__all__ = ["DPRK_STREAMS", "Stream"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """Kinds of event that are counted as one.

    Attributes
    ----------
    name : str
        Identifier, e.g. ``"tests"``.
    label : str
        What readers are shown, e.g. ``"nuclear tests"``.
    kinds : tuple of EventKind
        The kinds that belong to it; never empty.
    actors : tuple of str
        Only events in which one of these parties acted; any if empty.

    Raises
    ------
    SchemaError
        If it has no kind.

    """

    name: str
    label: str
    kinds: tuple[EventKind, ...]
    actors: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.kinds:
            msg = f"Stream {self.name!r}: found no kind of event; expected at least one"
            raise SchemaError(msg)

    def holds(self, event: Event) -> bool:
        """Return whether an event belongs to the stream.

        Examples
        --------
        >>> from yalu.events import read
        >>> log = read()
        >>> tests, *_ = DPRK_STREAMS
        >>> tests.holds(log.get("test-2006-10-09")), tests.holds(log.get("res-1718"))
        (True, False)

        """
        return event.kind in self.kinds and (
            not self.actors or bool(set(self.actors) & set(event.actors))
        )


DPRK_STREAMS = (
    Stream(name="tests", label="nuclear tests", kinds=(EventKind.NUCLEAR_TEST,)),
    Stream(
        name="long_range",
        label="long-range launches",
        kinds=(EventKind.LONG_RANGE_LAUNCH,),
    ),
    Stream(
        name="missiles",
        label="days of other missile launches",
        kinds=(EventKind.MISSILE_LAUNCH,),
    ),
    Stream(
        name="provocations",
        label="other provocations",
        kinds=(EventKind.OTHER_PROVOCATION,),
        actors=("PRK",),
    ),
    Stream(
        name="condemnations",
        label="condemnations",
        kinds=(EventKind.CONDEMNATION,),
    ),
    Stream(
        name="resolutions",
        label="resolutions of the Council",
        kinds=(EventKind.RESOLUTION,),
        actors=("UNSC",),
    ),
    Stream(name="designations", label="designations", kinds=(EventKind.DESIGNATION,)),
    Stream(
        name="exercises",
        label="exercises of the United States and South Korea",
        kinds=(EventKind.EXERCISE,),
    ),
    Stream(
        name="diplomacy",
        label="summits, talks and agreements",
        kinds=(EventKind.SUMMIT, EventKind.TALKS, EventKind.AGREEMENT),
    ),
    Stream(
        name="patron_pressure",
        label="warnings and punishments by China",
        kinds=(EventKind.PATRON_WARNING, EventKind.PATRON_PUNISHMENT),
        actors=("CHN",),
    ),
)
