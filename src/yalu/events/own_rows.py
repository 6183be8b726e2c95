"""What a row of anybody's own list of events becomes.

A cell that cannot be used says which it is, what stands there, why that will not do and
how to mend it.
"""

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from typing import TypeVar

from yalu.errors import SchemaError, UnknownCodeError
from yalu.events.coding import kind_of_code
from yalu.events.event import Event
from yalu.events.mapping import LogMapping
from yalu.events.vocabulary import Calendar, EventKind
from yalu.periods import Interval, parse_period
from yalu.provenance import Confidence, Evidence
from yalu.territories import territory

__all__ = ["UnusableCellError", "event_told", "plain_words"]

_PARTY = re.compile(r"[A-Z]{3,4}")
_AGENT = re.compile(r"([A-Z]{3})(?:[A-Z]{3})+")
_OWN = "OWN"
_Text = Callable[[str], str]
_Grade = TypeVar("_Grade", Evidence, Confidence, Calendar)


class UnusableCellError(Exception):
    """A cell that cannot be used."""

    def __init__(self, name: str, found: str, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.told = (name, found, reason, remedy)


def event_told(
    cells: Mapping[str, str], known: LogMapping, held: Collection[str]
) -> Event:
    """Return the event that a row tells of.

    Parameters
    ----------
    cells : mapping of str to str
        What stands in each column.
    known : LogMapping
        Which column says what.
    held : collection of str
        Identifiers that are taken.

    Raises
    ------
    UnusableCellError
        If a cell cannot be used.

    """

    def text(name: str) -> str:
        column = known.columns.get(name)
        return cells[column].strip() if column else known.constants.get(name, "")

    actor = _party("actor", text("actor"), known)
    if not actor:
        raise UnusableCellError("actor", "", "nobody acts", "name who did it")
    target = _party("target", text("target"), known)
    kind = _kind(text("kind"), actor, target, known)
    when = _when(text, known)
    name = text("id") or _new_id(kind, when, held)
    if name in held:
        remedy = "give each event its own, or none"
        raise UnusableCellError("id", name, "the identifier repeats", remedy)
    try:
        return Event(
            id=name,
            kind=kind,
            actor=actor,
            target=target,
            when=when,
            calendar=_grade("calendar", text("calendar"), Calendar.LOCAL),
            what=text("what") or plain_words(kind, actor, target),
            place=text("place"),
            mark=text("mark"),
            instrument=text("instrument"),
            count=_count(text("count")),
            evidence=_grade("evidence", text("evidence"), Evidence.REPORTED),
            confidence=_grade("confidence", text("confidence"), Confidence.MEDIUM),
            sources=tuple(p.strip() for p in text("source").split(";") if p.strip())
            or (_OWN,),
            note=text("note"),
        )
    except SchemaError as error:
        raise UnusableCellError("the row", name, str(error), "mend the row") from error


def _kind(text: str, actor: str, target: str, known: LogMapping) -> EventKind:
    said = known.words.get("kind", {}).get(text, text)
    plain = said.strip().lower().replace(" ", "_").replace("-", "_")
    if plain in set(EventKind):
        return EventKind(plain)
    try:
        kind, reason = kind_of_code(said, actor=actor, target=target, roles=known.roles)
    except UnknownCodeError as error:
        _, _, words = str(error).partition("; ")
        expected, _, remedy = words.partition(". ")
        raise UnusableCellError("kind", text, expected, remedy) from error
    if kind is None:
        remedy = "give one of our kinds in its place, or leave it here"
        if not target:
            named = {*known.columns, *known.constants}
            where = (
                "fill the cell of the target"
                if "target" in named
                else "add a column target, or name yours in the mapping"
            )
            remedy = f"{where}, or {remedy}"
        plain = reason[:1].lower() + reason[1:].rstrip(".")
        raise UnusableCellError("kind", text, plain, remedy)
    return kind


def _party(name: str, text: str, known: LogMapping) -> str:
    words = known.words.get("party", {})
    parts = [words.get(text, text)] if text in words else text.split("+")
    return "+".join(_state(name, part.strip(), words) for part in parts if part.strip())


def _state(name: str, text: str, words: dict[str, str]) -> str:
    said = words.get(text, text)
    if all(_PARTY.fullmatch(part) for part in said.split("+")):
        return said
    agent = _AGENT.fullmatch(said)
    try:
        return territory(agent[1] if agent else said).iso3
    except UnknownCodeError as error:
        reason = "not a party that is known"
        remedy = "write its ISO3 code, or name it under words: party"
        raise UnusableCellError(name, text, reason, remedy) from error


def _when(text: _Text, known: LogMapping) -> Interval:
    named = {*known.columns, *known.constants}
    name = "when" if text("when") or "first_day" not in named else "first_day"
    last = text("last_day") if name == "first_day" else ""
    written = f"{text(name)}..{last}" if last else text(name)
    try:
        if known.date_format and name == "when":
            day = datetime.strptime(written, known.date_format).date()  # noqa: DTZ007
            return _spanned(day, known.span)
        return parse_period(written)
    except ValueError as error:
        form = known.date_format or "YYYY, YYYY-MM, YYYY-MM-DD or A..B"
        late = ", or one that ends before it begins" if ".." in written else ""
        reason = f"no date of the form {form}{late}"
        raise UnusableCellError(
            name, written, reason, "mend the date or the format"
        ) from error


def _spanned(day: date, span: str) -> Interval:
    if span == "year":
        return Interval.calendar_year(day.year)
    return Interval.month(day.year, day.month) if span == "month" else Interval.day(day)


def plain_words(kind: EventKind, actor: str, target: str) -> str:
    """Return what is said of an event that has no words of its own.

    Examples
    --------
    >>> plain_words(EventKind.TALKS, "PRK", "USA")
    'talks by PRK to USA'

    """
    to = f" to {target}" if target else ""
    return f"{kind.replace('_', ' ')} by {actor}{to}"


def _new_id(kind: EventKind, when: Interval, held: Collection[str]) -> str:
    """Return a name that pretends no finer date than the row has."""
    day = str(when.start)
    if when.is_year:
        day = day[:4]
    elif when.start.day == 1 and when.end is not None and when.end.day == 1:
        day = day[:7] if when != Interval.day(when.start) else day
    lead = f"{kind.replace('_', '-')}-{day}"
    names = [lead, *(f"{lead}-{n}" for n in range(2, len(held) + 3))]
    return next(name for name in names if name not in held)


def _count(text: str) -> int | None:
    if not text:
        return None
    if not text.isdecimal() or int(text) < 1:
        reason = "not a whole number of one or more"
        raise UnusableCellError("count", text, reason, "leave an unknown count empty")
    return int(text)


def _grade(name: str, text: str, default: _Grade) -> _Grade:
    if not text:
        return default
    for each in type(default):
        if each.lower() == text.lower():
            return each
    words = ", ".join(type(default))
    raise UnusableCellError(name, text, f"not one of {words}", "use one of these")
