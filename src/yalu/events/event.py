"""One event: what happened, on which days it may have been, and who says so.

An event is dated by the calendar of the place that `Event.calendar` names: a
launch by the Korean day, a Council vote by the New York day. Where the moment is
known, `Event.day_in` gives the day of another place. A date known only to the
month or year is the interval of the days it may be.

Two kinds of disagreement are kept apart. A *variant* is another value that one
source prints for a field of the same event. A *rival* is another event of the log
that tells the same happening differently; neither is dropped.
"""

from dataclasses import dataclass
from datetime import date, datetime

from yalu.errors import SchemaError
from yalu.events.vocabulary import UNCHECKED, Ballot, Calendar, Dating, EventKind
from yalu.periods import Interval, Place, calendar_day
from yalu.provenance import Confidence, Evidence

__all__ = ["Event", "Site", "Variant", "Vote"]


_COUNCIL = 15
_POLE = 90
_DATE_LINE = 180


@dataclass(frozen=True, slots=True)
class Vote:
    """A result of the Council: for, against, abstaining, in this order.

    Raises
    ------
    SchemaError
        If a number is negative or they add up to more than the fifteen members.

    Examples
    --------
    >>> print(Vote(13, 2, 0))
    13-2-0
    >>> Vote(15, 0, 0).unanimous
    True

    """

    yes: int
    no: int
    abstain: int

    def __post_init__(self) -> None:
        numbers = (self.yes, self.no, self.abstain)
        if min(numbers) < 0 or sum(numbers) > _COUNCIL:
            msg = (
                f"Vote {self}: expected three numbers of zero or more that add up to "
                f"{_COUNCIL} at most. Write for example 13-2-0."
            )
            raise SchemaError(msg)

    @property
    def unanimous(self) -> bool:
        """Whether all fifteen members voted for the text."""
        return self.yes == _COUNCIL

    def __str__(self) -> str:
        return f"{self.yes}-{self.no}-{self.abstain}"


@dataclass(frozen=True, slots=True)
class Variant:
    """Another value that one source gives for a field of an event.

    Attributes
    ----------
    field : str
        Name of the field, e.g. ``"vote"``.
    value : str
        The value as that source has it.
    source : str
        Identifier of the source.

    """

    field: str
    value: str
    source: str

    def __str__(self) -> str:
        return f"{self.source} has {self.field} {self.value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A named point on the map, in degrees on the WGS84 ellipsoid.

    Attributes
    ----------
    id, name : str
        Identifier and what the point is.
    state : str
        ISO3 code of the state it belongs to.
    latitude, longitude : float
        Degrees north and east.
    source : str
        Identifier of the source.
    confidence : Confidence
        How sure the position is.
    note : str
        What a reader should know before measuring from it.

    Raises
    ------
    SchemaError
        If the point is not on the globe.

    """

    id: str
    name: str
    state: str
    latitude: float
    longitude: float
    source: str
    confidence: Confidence
    note: str = ""

    def __post_init__(self) -> None:
        _require_point(self.latitude, self.longitude, f"Site {self.id}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened, with its date, its sources and its doubts.

    Attributes
    ----------
    id : str
        Identifier, e.g. ``"test-2016-01-06"``.
    kind : EventKind
        What sort of event it is.
    actor, target : str
        Who did it, and to whom: ISO3 codes or ``"UNSC"``, several joined by ``+``;
        `target` is empty where there is none. ``"SUN"`` is the Soviet Union.
    when : Interval
        The days it may have been; several days either because it lasted, or
        because the date is imprecise (`note` tells which where it matters).
    calendar : Calendar
        Whose calendar `when` follows.
    moment : datetime or None
        The instant, with its time zone, where known.
    place : str
        Where, in words or as a `Site` identifier; empty where it does not matter.
    latitude, longitude : float or None
        Degrees north and east of the event itself.
    what : str
        One line in our own words.
    mark : str
        A finer label: the class of missile, the number of the test, the sort of
        provocation; several are joined by ``+``.
    count : int or None
        How many missiles flew that day; None where unknown.
    instrument : str
        Symbol of the legal text, e.g. ``"S/RES/2270 (2016)"``.
    vote : Vote or None
        Result in the Council.
    ballots : tuple of (str, Ballot)
        How single members voted, by ISO3 code.
    window : Interval or None
        The days that a launch notice announced.
    evidence, confidence : Evidence, Confidence
        Grade of the statement, and of our transcription and date.
    sources : tuple of str
        Identifiers of the sources; never empty.
    variants : tuple of Variant
        What single sources print differently.
    rivals : tuple of str
        Identifiers of events that tell it differently.
    note : str
        What a reader should know.

    Raises
    ------
    SchemaError
        If it has no end, no source, a point off the globe, or a moment that falls
        on none of its days.

    """

    id: str
    kind: EventKind
    actor: str
    when: Interval
    calendar: Calendar
    what: str
    evidence: Evidence
    confidence: Confidence
    sources: tuple[str, ...]
    target: str = ""
    moment: datetime | None = None
    place: str = ""
    latitude: float | None = None
    longitude: float | None = None
    mark: str = ""
    count: int | None = None
    instrument: str = ""
    vote: Vote | None = None
    ballots: tuple[tuple[str, Ballot], ...] = ()
    window: Interval | None = None
    variants: tuple[Variant, ...] = ()
    rivals: tuple[str, ...] = ()
    note: str = ""

    def __post_init__(self) -> None:
        place = f"Event {self.id}"
        if self.when.end is None:
            msg = f"{place}: its date has no end. Give the last possible day."
            raise SchemaError(msg)
        if not self.sources:
            msg = f"{place}: no source is given. Cite at least one."
            raise SchemaError(msg)
        if (self.latitude is None) != (self.longitude is None):
            msg = f"{place}: one coordinate is missing. Give both or neither."
            raise SchemaError(msg)
        if self.latitude is not None and self.longitude is not None:
            _require_point(self.latitude, self.longitude, place)
        self._require_moment_inside()

    def _require_moment_inside(self) -> None:
        zone = self.calendar.zone
        if self.moment is None:
            return
        if self.moment.tzinfo is None:
            msg = f"Event {self.id}: moment {self.moment} has no zone. End it with Z."
            raise SchemaError(msg)
        if zone is not None and self.moment.astimezone(zone).date() not in self.when:
            msg = (
                f"Event {self.id}: moment {self.moment:%Y-%m-%dT%H:%M%z} is not on "
                f"{self.when} by the calendar of {self.calendar}. Mend one of them."
            )
            raise SchemaError(msg)

    @property
    def precise(self) -> bool:
        """Whether the event is dated to a single day."""
        return self.when == Interval.day(self.when.start)

    @property
    def imprecise(self) -> bool:
        """Whether only the month, quarter or years are known; else several days last.

        Examples
        --------
        >>> from yalu.events import read
        >>> log = read()
        >>> log.get("assurance-2015-10").imprecise, log.get("tang-2006-10").imprecise
        (True, False)

        """
        end = self.when.end
        return self.when.start.day == 1 and end is not None and end.day == 1

    @property
    def dating(self) -> Dating:
        """Whether it is dated by the day, or less finely.

        Examples
        --------
        >>> from yalu.events import read
        >>> read().get("assurance-2015-10").dating.value
        'month'

        """
        if self.precise:
            return Dating.DAY
        if self.when.is_month:
            return Dating.MONTH
        end = self.when.end
        whole = self.when.start.day == 1 and end is not None and end.day == 1
        return Dating.LONGER if whole else Dating.DAYS

    @property
    def to_check(self) -> bool:
        """Whether it rests, in whole or in part, on what nobody has checked."""
        return UNCHECKED in self.sources

    @property
    def disputed(self) -> bool:
        """Whether any source tells it differently."""
        return bool(self.variants or self.rivals)

    @property
    def marks(self) -> tuple[str, ...]:
        """The parts of the mark, one by one; none where there is no mark."""
        return tuple(filter(None, self.mark.split("+")))

    @property
    def actors(self) -> tuple[str, ...]:
        """The parties that acted, one by one."""
        return tuple(self.actor.split("+"))

    def ballot(self, state: str) -> Ballot | None:
        """Return how one state voted; None where that is not recorded."""
        return dict(self.ballots).get(state)

    def day_in(self, place: Place) -> date | None:
        """Return the day on which it fell elsewhere; None without a moment.

        Examples
        --------
        >>> from yalu.events import read
        >>> launch = read().get("launch-2016-02-07")
        >>> print(launch.when.start, launch.day_in(Place.NEW_YORK))
        2016-02-07 2016-02-06

        """
        return None if self.moment is None else calendar_day(self.moment, place)

    def __str__(self) -> str:
        days = str(self.when.start) if self.precise else str(self.when)
        return f"{days}: {self.what} ({', '.join(self.sources)})"


def _require_point(latitude: float, longitude: float, place: str) -> None:
    if not (abs(latitude) <= _POLE and abs(longitude) <= _DATE_LINE):
        msg = (
            f"{place}: found latitude {latitude}, longitude {longitude}; expected "
            f"degrees within {_POLE} and {_DATE_LINE}. Check their order."
        )
        raise SchemaError(msg)
