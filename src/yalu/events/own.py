"""Reading anybody's own list of events: one CSV file, in columns of any name.

A folder is read as well: its ``events.csv`` in the same way, and beside it, where they
are there, ``coverage.csv`` (what was looked at) and ``sources.csv`` (the publications).

A row that cannot be used is not mended and not lost: it is put aside with its line,
the field, what stands there, why that will not do and how to mend it. Every row is
counted once, on one side or the other. Rows that may tell of one happening are all
kept, and it is said which they are.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from yalu.errors import Problem, SchemaError, UnusableFileError, describe
from yalu.events.event import Event
from yalu.events.kindred import alike, told_again
from yalu.events.log import EventLog
from yalu.events.mapping import FIELDS, LogMapping, log_mapping
from yalu.events.own_rows import UnusableCellError, event_told
from yalu.events.reading import read
from yalu.events.rows import (
    COVERAGE_COLUMNS,
    EVENT_COLUMNS,
    SOURCE_COLUMNS,
    coverage_of,
    source_of,
)
from yalu.events.tables import read_cells, read_table, unreadable
from yalu.provenance import Source

__all__ = ["LogReading", "PutAside", "read_log"]


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
    notes : tuple of str
        What a reader should look at although nothing is lost: rows, by their lines,
        that may tell of one happening.

    """

    log: EventLog
    aside: tuple[PutAside, ...]
    unread: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

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
        lines += [f"Look at {note}" for note in self.notes]
        return "\n".join(lines)


def read_log(
    path: Path | str, *, mapping: Path | str | Mapping[str, object] | None = None
) -> LogReading:
    r"""Return the events of one CSV file, or of a folder.

    Parameters
    ----------
    path : Path or str
        The file; or a folder with ``events.csv`` and, as far as you have them,
        ``coverage.csv`` and ``sources.csv``. A folder of tables that are ours in full
        is read as `yalu.events.read` does, variants, rivals and votes with it.
    mapping : Path or str or Mapping or None
        Which column says what, in the form told in `yalu.events.mapping`; None for
        a file whose columns are called as our fields.

    Raises
    ------
    UnusableFileError
        If the file or the mapping cannot be read at all, or a column is missing.
    SchemaError
        If another table of a folder breaks a rule; all problems are listed.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder) / "own.csv"
    ...     _ = file.write_text("Day,Code,Who,Whom\n2017-05-03,112,PRK,CHN\n")
    ...     found = read_log(file, mapping={"columns": {
    ...         "when": "Day", "kind": "Code", "actor": "Who", "target": "Whom"}})
    >>> print(found.log.events[0])
    2017-05-03: target criticism by PRK to CHN (OWN)

    """
    file = Path(path)
    return _folder(file, mapping) if file.is_dir() else _file(file, mapping)


def _file(file: Path, mapping: Path | str | Mapping[str, object] | None) -> LogReading:
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
    lines: dict[str, int] = {}
    aside: list[PutAside] = []
    for number, cells in rows:
        try:
            event = event_told(_named(header, cells), known, events)
            events[event.id] = event
            lines[event.id] = number
        except UnusableCellError as fault:
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
    return LogReading(
        log=log,
        aside=tuple(aside),
        unread=tuple(unread),
        # Who gives identifiers has said which rows are one.
        notes=() if "id" in known.columns else _twice(log, lines),
    )


def _twice(log: EventLog, lines: Mapping[str, int]) -> tuple[str, ...]:
    told: list[tuple[int, str]] = []
    for earlier, later in told_again(log.events):
        first, last = sorted((lines[earlier.id], lines[later.id]))
        what = "kind, parties and days are the same"
        if not alike(earlier, later):
            what = "kind and parties are the same or close, and the days meet"
        note = (
            f"lines {first} and {last}: {what}; both are kept, as {earlier.id} and "
            f"{later.id}. Delete one if they are one happening; give every row an id "
            "if they are two."
        )
        told.append((last, note))
    return tuple(note for _, note in sorted(told))


def _folder(
    folder: Path, mapping: Path | str | Mapping[str, object] | None
) -> LogReading:
    file = folder / "events.csv"
    if not file.is_file():
        msg = (
            f"{folder}: found a folder without events.csv; expected one with it and, "
            "if you have them, coverage.csv and sources.csv. Name your table "
            "events.csv, or pass the file itself."
        )
        raise UnusableFileError(msg)
    if mapping is None and {*EVENT_COLUMNS} <= {*_table(file, None)[0]}:
        return LogReading(log=read(folder), aside=())
    reading = _file(file, mapping)
    problems: list[Problem] = []
    sources = read_table(
        folder, "sources.csv", SOURCE_COLUMNS, source_of, problems, optional=True
    )
    coverage = read_table(
        folder, "coverage.csv", COVERAGE_COLUMNS, coverage_of, problems, optional=True
    )
    if problems:
        raise SchemaError(describe(f"Events in {folder} cannot be read", problems))
    named = {
        id_: Source(id_, f"{id_}, in coverage.csv")
        for id_ in [each.source for each in coverage]
    }
    named |= reading.log.sources | {source.id: source for source in sources}
    log = replace(reading.log, sources=named, coverage=tuple(coverage))
    return replace(reading, log=log)


def _table(
    file: Path, mapping: LogMapping | None
) -> tuple[list[str], list[tuple[int, list[str]]]]:
    try:
        content = file.read_bytes()
    except OSError as error:
        msg = f"{file}: the file cannot be read: {unreadable(error)}."
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
        raise UnusableCellError("the row", found, reason, "check separators and quotes")
    return dict(zip(header, cells, strict=True))
