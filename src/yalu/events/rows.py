"""What the cells of a log's tables hold, and how they become values.

In a cell, several values are joined by ``;``. A date is written as for
`yalu.periods.parse_period`, a vote as ``13-2-0``, a ballot as ``CHN yes``, a
variant as ``field=value@SOURCE``.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from yalu.events.coverage import Completeness, LogCoverage
from yalu.events.event import Event, Site, Variant, Vote
from yalu.events.tables import Row
from yalu.events.vocabulary import Ballot, Calendar, EventKind
from yalu.periods import Interval, parse_day, parse_period
from yalu.provenance import Confidence, Evidence, Source

__all__ = [
    "COVERAGE_COLUMNS",
    "EVENT_COLUMNS",
    "SITE_COLUMNS",
    "SOURCE_COLUMNS",
    "coverage_of",
    "event_of",
    "site_of",
    "source_of",
]

EVENT_COLUMNS = (
    "id",
    "kind",
    "actor",
    "target",
    "when",
    "calendar",
    "moment",
    "place",
    "latitude",
    "longitude",
    "what",
    "mark",
    "count",
    "instrument",
    "vote",
    "ballots",
    "window",
    "evidence",
    "confidence",
    "sources",
    "variants",
    "rivals",
    "note",
)
SOURCE_COLUMNS = ("id", "publisher", "url")
SITE_COLUMNS = (
    "id",
    "name",
    "state",
    "latitude",
    "longitude",
    "source",
    "confidence",
    "note",
)
COVERAGE_COLUMNS = (
    "kind",
    "actor",
    "since",
    "until",
    "completeness",
    "source",
    "note",
)
_PARTY = re.compile(r"[A-Z]{3,4}(\+[A-Z]{3,4})*")


def source_of(row: Row) -> Source | None:
    """Return the publication that a row of the table of sources names."""
    identifier = row.parsed("id", _filled, "an identifier")
    publisher = row.parsed("publisher", _filled, "who published it")
    if identifier is None or publisher is None:
        return None
    return Source(identifier, publisher, row.text("url"))


def site_of(row: Row) -> Site | None:
    """Return the point that a row of the table of sites names."""
    identifier = row.parsed("id", _filled, "an identifier")
    latitude = row.parsed("latitude", float, "degrees north")
    longitude = row.parsed("longitude", float, "degrees east")
    confidence = row.parsed("confidence", Confidence, "one of " + _names(Confidence))
    if identifier is None or latitude is None or longitude is None or not confidence:
        return None
    return Site(
        id=identifier,
        name=row.text("name"),
        state=row.text("state"),
        latitude=latitude,
        longitude=longitude,
        source=row.text("source"),
        confidence=confidence,
        note=row.text("note"),
    )


def coverage_of(row: Row) -> LogCoverage | None:
    """Return what a row says of how far the log reaches."""
    kind = row.parsed("kind", EventKind, "one of " + _names(EventKind))
    actor = row.optional("actor", _party, "codes such as PRK, or nothing for all")
    since = row.parsed("since", parse_day, "a day as YYYY-MM-DD")
    until = row.parsed("until", parse_day, "the last day, as YYYY-MM-DD")
    degree = row.parsed("completeness", Completeness, "one of " + _names(Completeness))
    source = row.parsed("source", _filled, "the identifier of a source")
    if kind is None or since is None or until is None or not degree or not source:
        return None
    return LogCoverage(
        kind=kind,
        actor=actor or "",
        since=since,
        until=until,
        completeness=degree,
        source=source,
        note=row.text("note"),
    )


def event_of(row: Row) -> Event | None:
    """Return the event that a row tells of; None, and problems noted, if it cannot."""
    identifier = row.parsed("id", _filled, "an identifier")
    kind = row.parsed("kind", EventKind, "one of " + _names(EventKind))
    actor = row.parsed("actor", _party, "codes such as PRK or USA+KOR")
    target = row.optional("target", _party, "codes such as PRK or USA+KOR")
    when = row.parsed("when", parse_period, "YYYY, YYYY-MM, YYYY-MM-DD or A..B")
    calendar = row.parsed("calendar", Calendar, "one of " + _names(Calendar))
    what = row.parsed("what", _filled, "one line that says what happened")
    evidence = row.parsed("evidence", Evidence, "one of " + _names(Evidence))
    confidence = row.parsed("confidence", Confidence, "one of " + _names(Confidence))
    further = _further(row)
    if (
        identifier is None
        or kind is None
        or actor is None
        or when is None
        or calendar is None
        or what is None
        or evidence is None
        or confidence is None
        or row.problems
    ):
        return None
    return Event(
        id=identifier,
        kind=kind,
        actor=actor,
        target=target or "",
        when=when,
        calendar=calendar,
        what=what,
        evidence=evidence,
        confidence=confidence,
        moment=further.moment,
        latitude=further.latitude,
        longitude=further.longitude,
        count=further.count,
        vote=further.vote,
        ballots=further.ballots,
        window=further.window,
        variants=further.variants,
        sources=row.items("sources"),
        rivals=row.items("rivals"),
        place=row.text("place"),
        mark=row.text("mark"),
        instrument=row.text("instrument"),
        note=row.text("note"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Further:
    """The cells of an event that may be empty."""

    moment: datetime | None
    latitude: float | None
    longitude: float | None
    count: int | None
    vote: Vote | None
    window: Interval | None
    ballots: tuple[tuple[str, Ballot], ...]
    variants: tuple[Variant, ...]


def _further(row: Row) -> _Further:
    return _Further(
        moment=row.optional("moment", _moment, "a moment such as 2016-02-07T00:29Z"),
        latitude=row.optional("latitude", float, "degrees north"),
        longitude=row.optional("longitude", float, "degrees east"),
        count=row.optional("count", _count, "a whole number of one or more"),
        vote=row.optional("vote", _vote, "for-against-abstaining, e.g. 13-2-0"),
        window=row.optional("window", parse_period, "a span such as A..B"),
        ballots=row.optional("ballots", _ballots, "pairs such as 'CHN yes'") or (),
        variants=row.optional("variants", _variants, "field=value@SOURCE") or (),
    )


def _filled(text: str) -> str:
    if not text:
        raise ValueError(text)
    return text


def _party(text: str) -> str:
    if not _PARTY.fullmatch(text):
        raise ValueError(text)
    return text


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment


def _count(text: str) -> int:
    count = int(text)
    if count < 1:
        raise ValueError(text)
    return count


def _vote(text: str) -> Vote:
    yes, no, abstain = (int(part) for part in text.split("-"))
    return Vote(yes, no, abstain)


def _ballots(text: str) -> tuple[tuple[str, Ballot], ...]:
    pairs = (part.split() for part in text.split(";"))
    return tuple((state, Ballot(ballot)) for state, ballot in pairs)


def _variants(text: str) -> tuple[Variant, ...]:
    matches = [re.fullmatch(r"(\w+)=(.+)@(\w+)", part) for part in text.split(";")]
    if not all(matches):
        raise ValueError(text)
    return tuple(Variant(*match.groups()) for match in matches if match)


def _names(kinds: type[StrEnum]) -> str:
    return ", ".join(kinds)
