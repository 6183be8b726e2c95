"""Reading anybody's own list of events: one CSV file, in columns of any name.

A row that cannot be used is not mended and not lost: it is put aside with its line,
the field, what stands there, why that will not do and how to mend it. Every row is
counted once, on one side or the other.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from yalu.errors import Problem, SchemaError, UnknownCodeError, UnusableFileError
from yalu.events.coding import kind_of_code
from yalu.events.event import Event
from yalu.events.log import EventLog
from yalu.events.mapping import FIELDS, LogMapping, log_mapping
from yalu.events.tables import read_cells
from yalu.events.vocabulary import Calendar, EventKind
from yalu.periods import Interval, parse_period
from yalu.provenance import Confidence, Evidence, Source
from yalu.territories import territory

__all__ = ["LogReading", "PutAside", "read_log"]

_PARTY = re.compile(r"[A-Z]{3,4}")
_AGENT = re.compile(r"([A-Z]{3})(?:[A-Z]{3})+")
_OWN = "OWN"
_Text = Callable[[str], str]
_Grade = TypeVar("_Grade", Evidence, Confidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class PutAside:
    """A row that could not be used, and why.

    Attributes
    ----------
    row : int
        Its line in the file; the header is line 1.
    field, found : str
        What was looked for, and what stands there.
    reason, remedy : str
        Why that will not do, and how to mend it.

    """

    row: int
    field: str
    found: str
    reason: str
    remedy: str

    def __str__(self) -> str:
        remedy = self.remedy[:1].upper() + self.remedy[1:].rstrip(".")
        return (
            f"line {self.row}, {self.field}: found {self.found!r}; "
            f"{self.reason.rstrip('.')}. {remedy}."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LogReading:
    """What a file of events gave; ``read`` rows are kept or put aside.

    Attributes
    ----------
    log : EventLog
        The events kept.
    aside : tuple of PutAside
        The rows put aside.
    unread : tuple of str
        Columns of the file that nothing asked for.

    """

    log: EventLog
    aside: tuple[PutAside, ...]
    unread: tuple[str, ...] = ()

    @property
    def read(self) -> int:
        """How many rows the file has, blank ones not counted."""
        return len(self.log) + len(self.aside)

    def __str__(self) -> str:
        sides = f"{len(self.log):,} kept, {len(self.aside):,} put aside"
        rows = "row" if self.read == 1 else "rows"
        lines = [f"{self.read:,} {rows} read: {sides}."]
        lines += [f"  {row}" for row in self.aside]
        if self.unread:
            lines.append(f"Columns not read: {', '.join(self.unread)}.")
        return "\n".join(lines)


class _UnusableError(Exception):
    """A cell that cannot be used."""

    def __init__(self, name: str, found: str, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.told = (name, found, reason, remedy)


def read_log(
    path: Path | str, *, mapping: Path | str | Mapping[str, object] | None = None
) -> LogReading:
    r"""Return the events of one CSV file.

    Parameters
    ----------
    path : Path or str
        The file.
    mapping : Path or str or Mapping or None
        Which column says what, in the form told in `yalu.events.mapping`; None for
        a file whose columns are called as our fields.

    Raises
    ------
    UnusableFileError
        If the file or the mapping cannot be read at all, or a column is missing.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder) / "own.csv"
    ...     _ = file.write_text("Day,Code,Who,Whom\n2017-05-03,112,PRK,CHN\n")
    ...     found = read_log(file, mapping={"columns": {
    ...         "when": "Day", "kind": "Code", "actor": "Who", "target": "Whom"}})
    >>> print(found.log.events[0])
    2017-05-03: target criticism: PRK, CHN (OWN)

    """
    file = Path(path)
    given = None if mapping is None else log_mapping(mapping)
    header, rows = _table(file, given)
    known = given or _ours(header, file)
    missing = [column for column in known.columns.values() if column not in header]
    if missing:
        msg = (
            f"{file}: found the columns {', '.join(header)}; expected also "
            f"{', '.join(missing)}. Mend the names in the mapping."
        )
        raise UnusableFileError(msg)
    twice = sorted({c for c in known.columns.values() if header.count(c) > 1})
    if twice:
        msg = (
            f"{file}: found the column {', '.join(twice)} more than once; expected it "
            "once. Rename the one that is not meant."
        )
        raise UnusableFileError(msg)
    events: dict[str, Event] = {}
    aside: list[PutAside] = []
    for number, cells in rows:
        try:
            event = _event(_named(header, cells), known, events)
            events[event.id] = event
        except _UnusableError as fault:
            name, found, reason, remedy = fault.told
            aside.append(
                PutAside(
                    row=number, field=name, found=found, reason=reason, remedy=remedy
                )
            )
    cited = {source for event in events.values() for source in event.sources}
    log = EventLog(
        events=tuple(events.values()),
        sources={id_: Source(id_, f"{id_}, in {file.name}") for id_ in cited},
        sites={},
    )
    unread = [name for name in header if name not in set(known.columns.values())]
    return LogReading(log=log, aside=tuple(aside), unread=tuple(unread))


def _table(
    file: Path, mapping: LogMapping | None
) -> tuple[list[str], list[tuple[int, list[str]]]]:
    try:
        content = file.read_bytes()
    except OSError as error:
        msg = f"{file}: the file cannot be read ({error}). Check the path."
        raise UnusableFileError(msg) from error
    stated = mapping.delimiter if mapping else ""
    encoding = (mapping.encoding if mapping else "") or "utf-8-sig"
    problems: list[Problem] = []
    head = next((line for line in content.splitlines() if line.strip()), b"")
    delimiter = stated or max(",;\t|", key=lambda mark: head.count(mark.encode()))
    lines = read_cells(
        content, str(file), problems, encoding=encoding, delimiter=delimiter
    )
    filled = [line for line in lines or [] if any(cell.strip() for cell in line[1])]
    if not filled:
        words = str(problems[0]) if problems else f"{file}: the file is empty."
        raise UnusableFileError(words)
    return [cell.strip() for cell in filled[0][1]], filled[1:]


def _ours(header: list[str], file: Path) -> LogMapping:
    columns = {name: name for name in FIELDS if name in header}
    if "sources" in header and "source" not in columns:
        columns["source"] = "sources"
    if not {"kind", "actor"} <= columns.keys() or not {"when", "first_day"} & {
        *columns
    }:
        msg = (
            f"{file}: found the columns {', '.join(header)}; expected kind, actor and "
            "when among them. Rename them, or pass a mapping that names yours."
        )
        raise UnusableFileError(msg)
    return LogMapping(columns=columns)


def _named(header: list[str], cells: list[str]) -> dict[str, str]:
    if len(cells) != len(header):
        found = f"{len(cells)} cells"
        reason = f"the header has {len(header)}"
        raise _UnusableError("the row", found, reason, "check separators and quotes")
    return dict(zip(header, cells, strict=True))


def _event(cells: dict[str, str], known: LogMapping, held: dict[str, Event]) -> Event:
    def text(name: str) -> str:
        column = known.columns.get(name)
        return cells[column].strip() if column else known.constants.get(name, "")

    actor = _party("actor", text("actor"), known)
    if not actor:
        raise _UnusableError("actor", "", "nobody acts", "name who did it")
    target = _party("target", text("target"), known)
    kind = _kind(text("kind"), actor, target, known)
    when = _when(text, known)
    name = text("id") or _new_id(kind, when.start, held)
    if name in held:
        remedy = "give each event its own, or none"
        raise _UnusableError("id", name, "the identifier repeats", remedy)
    between = f"{actor}, {target}" if target else actor
    try:
        return Event(
            id=name,
            kind=kind,
            actor=actor,
            target=target,
            when=when,
            calendar=Calendar.LOCAL,
            what=text("what") or f"{kind.replace('_', ' ')}: {between}",
            place=text("place"),
            mark=text("mark"),
            count=_count(text("count")),
            evidence=_grade("evidence", text("evidence"), Evidence.REPORTED),
            confidence=_grade("confidence", text("confidence"), Confidence.MEDIUM),
            sources=tuple(p.strip() for p in text("source").split(";") if p.strip())
            or (_OWN,),
            note=text("note"),
        )
    except SchemaError as error:
        raise _UnusableError("the row", name, str(error), "mend the row") from error


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
        raise _UnusableError("kind", text, expected, remedy) from error
    if kind is None:
        remedy = "give one of our kinds in its place, or leave it here"
        plain = reason[:1].lower() + reason[1:].rstrip(".")
        raise _UnusableError("kind", text, plain, remedy)
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
        raise _UnusableError(name, text, reason, remedy) from error


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
        raise _UnusableError(
            name, written, reason, "mend the date or the format"
        ) from error


def _spanned(day: date, span: str) -> Interval:
    if span == "year":
        return Interval.calendar_year(day.year)
    return Interval.month(day.year, day.month) if span == "month" else Interval.day(day)


def _new_id(kind: EventKind, day: date, held: dict[str, Event]) -> str:
    lead = f"{kind.replace('_', '-')}-{day}"
    names = [lead, *(f"{lead}-{n}" for n in range(2, len(held) + 3))]
    return next(name for name in names if name not in held)


def _count(text: str) -> int | None:
    if not text:
        return None
    if not text.isdecimal() or int(text) < 1:
        reason = "not a whole number of one or more"
        raise _UnusableError("count", text, reason, "leave an unknown count empty")
    return int(text)


def _grade(name: str, text: str, default: _Grade) -> _Grade:
    if not text:
        return default
    try:
        return type(default)(text.lower())
    except ValueError as error:
        words = ", ".join(type(default))
        raise _UnusableError(
            name, text, f"not one of {words}", "use one of these"
        ) from error
