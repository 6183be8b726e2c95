"""What a log of events holds: a list, counts, and how far it reaches."""

import re
from collections.abc import Sequence
from csv import DictWriter
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path
from textwrap import wrap
from typing import Any

from rich.console import Console
from rich.text import Text

from yalu.cli.answers.event_counts import counted_by_year, print_counts
from yalu.cli.answers.one_happening import as_dict, days_of, print_event, words
from yalu.cli.answers.own_log import plain, print_reading, read_own
from yalu.cli.options import day
from yalu.cli.output import console, print_json, print_list
from yalu.errors import (
    Problem,
    SchemaError,
    UnknownCodeError,
    UnusableFileError,
    describe,
)
from yalu.events import Event, EventKind, EventLog, LogCoverage
from yalu.files import write_text
from yalu.periods import Interval, parse_period
from yalu.territories import territory

__all__ = ["Wish", "answer"]

_DATE = 12
_SILENT = ": not looked at from "
_COARSE = re.compile(r"\d{4}(-\d{2})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is asked.

    Attributes
    ----------
    event : str or None
        Only this one, whole.
    kinds, actors : tuple of str
        Only these; all if empty.
    start, until : str or None
        The first day asked about, and the first day not asked about; a year or a
        month is its first day.
    to_check, disputed : bool
        Only events that rest on unchecked knowledge, or that a source tells
        differently.
    count, coverage : bool
        Whether counts, or how far the log reaches, are shown in place of the list.
    output : Path or None
        A CSV file to write the chosen events to.

    """

    event: str | None = None
    kinds: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    start: str | None = None
    until: str | None = None
    to_check: bool = False
    disputed: bool = False
    count: bool = False
    coverage: bool = False
    output: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Choice:
    """A wish that was understood: the events, and what they were chosen by."""

    kinds: tuple[EventKind, ...]
    between: Interval | None
    events: tuple[Event, ...]


def answer(
    wish: Wish, *, log: Path | None, mapping: Path | None, as_json: bool
) -> None:
    """Print the events that are asked for, or one of them."""
    _require_writable(wish.output)
    held, reading = read_own(log, mapping)
    if wish.event is not None:
        _require_alone(wish)
        one = held.get(wish.event)
        if as_json:
            print_json(as_dict(held, one))
        else:
            print_event(console(), held, one)
        return
    found = _chosen(held, wish)
    if wish.output is not None:
        write_text(wish.output, _csv(held, found.events))
    if as_json:
        print_json({"file": plain(reading), **_told(held, wish, found)})
        return
    screen = console()
    print_reading(screen, reading)
    if wish.count:
        print_counts(screen, found.events)
    if wish.coverage:
        _print_coverage(screen, held, found)
    if not wish.count and not wish.coverage:
        _print_events(screen, found.events)
        if not found.events:
            _print_reach(screen, held, found)
    _print_sum(screen, found.events, wish)


def _require_alone(wish: Wish) -> None:
    """Refuse what says nothing about one event."""
    given = {
        "--kind": wish.kinds,
        "--actor": wish.actors,
        "--from": wish.start,
        "--until": wish.until,
        "--to-check": wish.to_check,
        "--disputed": wish.disputed,
        "--count": wish.count,
        "--coverage": wish.coverage,
        "--output": wish.output,
    }
    named = [name for name, value in given.items() if value]
    if named:
        msg = (
            f"{', '.join(named)}: found beside the event {wish.event}, which is shown "
            "whole. Leave the event or the options out."
        )
        raise SchemaError(msg)


def _require_writable(path: Path | None) -> None:
    if path is None:
        return
    if path.suffix != ".csv":
        msg = f"{path}: found {path.suffix!r}; expected .csv. Rename it."
        raise SchemaError(msg)
    if not path.parent.is_dir():
        msg = (
            f"{path}: its folder {path.parent} does not exist; expected a folder to "
            "write into. Create it, or choose another path."
        )
        raise UnusableFileError(msg)


def _chosen(log: EventLog, wish: Wish) -> _Choice:
    problems: list[Problem] = []
    kinds = [_kind(text, problems) for text in wish.kinds]
    actors = [_actor(text, log, problems) for text in wish.actors]
    start, until = _ends(wish, problems)
    if problems:
        raise UnknownCodeError(describe("The question is not understood", problems))
    between = None
    if start is not None or until is not None:
        between = Interval(start or date.min, until)
    return _Choice(
        kinds=tuple(kind for kind in kinds if kind is not None),
        between=between,
        events=tuple(
            event
            for event in log.of(between=between)
            if (not kinds or event.kind in kinds)
            and (not actors or set(actors) & set(event.actors))
            and (event.to_check or not wish.to_check)
            and (event.disputed or not wish.disputed)
        ),
    )


def _ends(wish: Wish, problems: list[Problem]) -> tuple[date | None, date | None]:
    start, until = _first_day(wish.start, "--from"), _first_day(wish.until, "--until")
    if start is not None and until is not None and until <= start:
        finding = f"found {start} and {until}; expected a later day after an earlier"
        problems.append(Problem("--from, --until", finding, "swap the two days"))
    return start, until


def _first_day(text: str | None, option: str) -> date | None:
    """Return the day given; of a year or month its first."""
    if text is not None and _COARSE.fullmatch(text.strip()):
        return parse_period(text, place=option).start
    return day(text, option)


def _kind(text: str, problems: list[Problem]) -> EventKind | None:
    name = text.strip().lower().replace(" ", "_").replace("-", "_")
    if name in set(EventKind):
        return EventKind(name)
    finding = f"found {text!r}; expected one of {', '.join(EventKind)}"
    problems.append(Problem("--kind", finding, "use one of these"))
    return None


def _actor(text: str, log: EventLog, problems: list[Problem]) -> str:
    known = {actor for event in log for actor in event.actors}
    code = text.strip().upper()
    if code in known:
        return code
    try:
        code = territory(text, place="--actor").iso3
    except UnknownCodeError:
        code = ""
    if code not in known:
        finding = f"found {text!r}; nobody of that name acts in the log, but"
        finding += f" {', '.join(sorted(known))}"
        problems.append(Problem("--actor", finding, "use one of these"))
    return code


def _told(log: EventLog, wish: Wish, found: _Choice) -> dict[str, Any]:
    """Return what is asked for in plain form, ready to be JSON."""
    told: dict[str, Any] = {
        "known_events": len(log),
        "chosen_events": len(found.events),
    }
    if wish.count:
        told["counts"] = [
            {"year": year, "kind": kind, "events": number}
            for year, counted in counted_by_year(found.events)
            for kind, number in counted.items()
        ]
    if wish.coverage:
        told["coverage"] = [
            {
                "kind": each.kind,
                "actor": each.actor,
                "since": each.since,
                "until": each.until,
                "completeness": each.completeness,
                "source": each.source,
                "note": each.note,
            }
            for each in _stated(log, found)
        ]
        told["gaps"] = _gaps(log, found)
    if not wish.count and not wish.coverage:
        told["events"] = _rows(log, found.events)
    return told


def _rows(log: EventLog, chosen: Sequence[Event]) -> list[dict[str, object]]:
    ids = {event.id for event in chosen}
    return [row for row in log.table if row["id"] in ids]


def _csv(log: EventLog, chosen: Sequence[Event]) -> str:
    """Return the chosen rows as `EventLog.csv` writes all of them."""
    header = log.csv.partition("\n")[0].split(",")
    text = StringIO()
    writer = DictWriter(text, header, lineterminator="\n")
    writer.writeheader()
    writer.writerows(_rows(log, chosen))
    return text.getvalue()


def _print_events(screen: Console, chosen: Sequence[Event]) -> None:
    for event in chosen:
        what = _wrapped(event.what, screen.width - _DATE)
        lines = [*what, *_wrapped(_about(event), screen.width - _DATE)]
        for number, line in enumerate(lines):
            left = "".join(days_of(event)[number : number + 1]).ljust(_DATE)
            style = "" if number < len(what) else "dim"
            told = Text(left, style="bold") + Text(line, style=style)
            screen.print(told, soft_wrap=True)


def _wrapped(text: str, width: int) -> list[str]:
    """Return lines; an identifier is not broken, so that it can be copied."""
    return wrap(text, width, break_on_hyphens=False)


def _about(event: Event) -> str:
    """Return kind, parties, grade and identifier in a line."""
    to = f" to {event.target}" if event.target else ""
    act = f"{words(event.kind)} by {event.actor}{to}"
    parts = [
        *([act] if act != event.what else []),
        event.evidence.value,
        *(["to check"] if event.to_check else []),
        *(["told differently"] if event.disputed else []),
        event.id,
    ]
    return " \u00b7 ".join(parts)


def _stated(log: EventLog, found: _Choice) -> list[LogCoverage]:
    return [
        each
        for each in log.coverage
        if (not found.kinds or each.kind in found.kinds)
        and (found.between is None or each.span.overlaps(found.between))
    ]


def _print_coverage(screen: Console, log: EventLog, found: _Choice) -> None:
    stated = _stated(log, found)
    for kind in dict.fromkeys(each.kind for each in stated):
        screen.print(f"\n[bold]{words(kind)}[/]")
        for each in stated:
            if each.kind is kind:
                _print_statement(screen, each)
    kindless, gaps = [], []
    for gap in _gaps(log, found):
        kind_, says, days = gap.partition(_SILENT)
        if says:
            gaps.append(f"{kind_}: {days}")
        elif ":" not in gap:
            kindless.append(gap)
    print_list("Not looked at", gaps)
    for line in kindless:
        screen.print(f"\n{line}", markup=False)


def _gaps(log: EventLog, found: _Choice) -> list[str]:
    """Return what the log does not know of the kinds asked about."""
    names = {words(kind) for kind in found.kinds}
    return [
        gap
        for gap in log.gaps
        if not names or ":" not in gap or gap.partition(":")[0] in names
    ]


def _print_statement(screen: Console, each: LogCoverage) -> None:
    who = f" by {each.actor}" if each.actor else ""
    note = f". {each.note.rstrip('.')}." if each.note else ""
    line = f"{words(each.completeness)}{who} ({each.source}){note}"
    for number, part in enumerate(wrap(line, screen.width - 28)):
        left = f"  {each.since} to {each.until}  " if not number else " " * 28
        screen.print(Text(left + part), soft_wrap=True)


def _print_reach(screen: Console, log: EventLog, found: _Choice) -> None:
    """Say how far the log reaches where it holds nothing that was asked for."""
    for kind in found.kinds:
        days = log.covered(kind)
        reach = f"{days} were looked at" if days else "no day was looked at"
        screen.print(f"{words(kind)}: {reach} (--coverage tells how closely).")


def _print_sum(screen: Console, chosen: Sequence[Event], wish: Wish) -> None:
    if not chosen:
        screen.print("No event of the log is of this description.")
        return
    to_check = sum(event.to_check for event in chosen)
    disputed = sum(event.disputed for event in chosen)
    noun = "event" if len(chosen) == 1 else "events"
    told = [f"{len(chosen):,} {noun}."]
    if to_check:
        told.append(
            f"To check: {to_check:,}, resting at least in part on knowledge that "
            "nobody has checked."
        )
    if disputed:
        told.append(f"Told differently by a source: {disputed:,}.")
    if wish.output is not None:
        told.append(f"Written to {wish.output}.")
    screen.print("\n" + " ".join(told), markup=False)
    if not wish.count and not wish.coverage:
        screen.print(f"One of them whole: yalu events {chosen[-1].id}", markup=False)
