"""Reading a log of events from its three tables, with every mistake at once.

``events.csv`` holds one event a row, ``sources.csv`` the publications and
``sites.csv`` the points. In a cell, several values are joined by ``;``. A date is
written as for `yalu.periods.parse_period`, a vote as ``13-2-0``, a ballot as
``CHN yes``, a variant as ``field=value@SOURCE``.
"""

import csv
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import StringIO
from pathlib import Path
from typing import TypeVar

from yalu.errors import Problem, SchemaError, describe
from yalu.events.event import (
    Ballot,
    Calendar,
    Event,
    EventKind,
    Site,
    Variant,
    Vote,
)
from yalu.events.log import EventLog
from yalu.periods import Interval, parse_period
from yalu.provenance import Confidence, Evidence, Source

__all__ = ["read"]

_EVENTS = [
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
]
_SOURCES = ["id", "publisher", "url"]
_SITES = [
    "id",
    "name",
    "state",
    "latitude",
    "longitude",
    "source",
    "confidence",
    "note",
]
_PARTY = re.compile(r"[A-Z]{3,4}(\+[A-Z]{3,4})*")

_T = TypeVar("_T")


def read(path: Path | str | None = None) -> EventLog:
    """Return the log kept in a folder.

    Parameters
    ----------
    path : Path or str or None
        Folder with ``events.csv``, ``sources.csv`` and, if wanted, ``sites.csv``;
        the embedded log if None.

    Raises
    ------
    SchemaError
        If a table is missing, unreadable or has other columns, or a row breaks a
        rule; all problems are listed with file and line.

    Examples
    --------
    >>> print(read().get("res-2270"))
    2016-03-02: Sectoral trade bans and mandatory inspection after the fourth \
nuclear test and the February launch (UNMEET, A2016)

    """
    folder: Traversable = (
        files("yalu.events").joinpath("data") if path is None else Path(path)
    )
    problems: list[Problem] = []
    sources = _table(folder, "sources.csv", _SOURCES, _source, problems)
    sites = _table(folder, "sites.csv", _SITES, _site, problems, optional=True)
    events = _table(folder, "events.csv", _EVENTS, _event, problems)
    if problems:
        raise SchemaError(describe(f"Events in {folder} cannot be read", problems))
    return EventLog(
        events=tuple(events),
        sources={source.id: source for source in sources},
        sites={site.id: site for site in sites},
    )


@dataclass(slots=True)
class _Row:
    """One row being read: its cells, where it stands, and what is wrong with it."""

    place: str
    cells: dict[str, str]
    problems: list[Problem] = field(default_factory=list)

    def text(self, name: str) -> str:
        return self.cells[name].strip()

    def items(self, name: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in self.text(name).split(";") if part)

    def parsed(self, name: str, parse: Callable[[str], _T], hint: str) -> _T | None:
        """Return the cell as a value; None, and a problem noted, if it is not one."""
        text = self.text(name)
        try:
            return parse(text)
        except ValueError:
            finding = f"found {text!r}; expected {hint}"
            remedy = "mend the cell" if text else "fill the cell"
            self.problems.append(Problem(f"{self.place}, {name}", finding, remedy))
            return None

    def optional(self, name: str, parse: Callable[[str], _T], hint: str) -> _T | None:
        return self.parsed(name, parse, hint) if self.text(name) else None


def _table(
    folder: Traversable,
    name: str,
    columns: list[str],
    make: Callable[[_Row], _T | None],
    problems: list[Problem],
    *,
    optional: bool = False,
) -> list[_T]:
    file = folder.joinpath(name)
    if not file.is_file():
        if not optional:
            problems.append(
                Problem(str(file), "there is no such file", "pass the log's folder")
            )
        return []
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        finding = f"byte {error.start} is not UTF-8 text"
        problems.append(Problem(name, finding, "save the table as CSV in UTF-8"))
        return []
    try:
        reader = csv.reader(StringIO(text, newline=""))
        lines = [(reader.line_num, cells) for cells in reader]
    except csv.Error as error:
        problems.append(Problem(name, f"not a table: {error}", "save it as CSV"))
        return []
    header = [cell.strip() for cell in lines[0][1]] if lines else []
    if sorted(header) != sorted(columns):
        missing = ", ".join(c for c in columns if c not in header) or "none"
        surprising = ", ".join(c for c in header if c not in columns) or "none"
        finding = f"columns missing: {missing}; not known: {surprising}"
        problems.append(
            Problem(f"{name}, line 1", finding, "use exactly those columns")
        )
        return []
    return _rows(lines[1:], name, header, make, problems)


def _rows(
    lines: list[tuple[int, list[str]]],
    name: str,
    header: list[str],
    make: Callable[[_Row], _T | None],
    problems: list[Problem],
) -> list[_T]:
    made: list[_T] = []
    for number, cells in lines:
        place = f"{name}, line {number}"
        if not any(cells):
            continue
        if len(cells) != len(header):
            finding = f"{len(cells)} cells; expected {len(header)}"
            problems.append(Problem(place, finding, "check commas and quotes"))
            continue
        row = _Row(place, dict(zip(header, cells, strict=True)))
        value = _attempt(make, row)
        problems += row.problems
        if value is not None and not row.problems:
            made.append(value)
    return made


def _attempt(make: Callable[[_Row], _T | None], row: _Row) -> _T | None:
    try:
        return make(row)
    except SchemaError as error:
        row.problems.append(Problem(row.place, str(error), "mend the row"))
        return None


def _source(row: _Row) -> Source | None:
    identifier = row.parsed("id", _filled, "an identifier")
    publisher = row.parsed("publisher", _filled, "who published it")
    if identifier is None or publisher is None:
        return None
    return Source(identifier, publisher, row.text("url"))


def _site(row: _Row) -> Site | None:
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


def _event(row: _Row) -> Event | None:
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


def _further(row: _Row) -> _Further:
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


def _names(kinds: type[EventKind | Calendar | Evidence | Confidence]) -> str:
    return ", ".join(kind.value for kind in kinds)
