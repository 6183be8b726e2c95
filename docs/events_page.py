"""What the log of events holds: tables for the page on it, from the log itself."""

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from yalu.events import (
    Dating,
    Event,
    EventKind,
    EventLog,
    coding,
    read,
)
from yalu.provenance import Confidence, Evidence

TABLES = Path(__file__).resolve().parent.parent / "data" / "transcribed" / "events"
DECADES = (1970, 1980, 1990, 2000, 2010, 2020)


def texts() -> Iterator[tuple[str, str]]:
    """Yield the name of each table and its text."""
    log = read()
    yield "sum", summed(log)
    yield "kinds", by_kind(log)
    yield "grades", by_grade(log)
    yield "gaps", gaps(log)
    yield "schemes", schemes()
    yield "left-out", left_out()


def summed(log: EventLog) -> str:
    """Return in a few lines how much there is."""
    first, last = log.events[0].when.start, max(event.when.start for event in log)
    joined = sum(len(event.sources) > 1 for event in log)
    return (
        f"**{len(log):,} events** from {first} to {last}, citing {len(log.sources):,} "
        f"sources; {joined:,} events cite more than one. "
        f"{sum(event.disputed for event in log):,} are told differently by another "
        f"source, and {sum(event.to_check for event in log):,} rest, at least in part, "
        "on general knowledge that nobody has checked yet.\n"
    )


def by_kind(log: EventLog) -> str:
    """Return how many events of each kind there are, by decade."""
    counted = Counter((event.kind, decade(event)) for event in log)
    names = " | ".join(f"{start}s" for start in DECADES)
    lines = [
        f"| kind | {names} | in all |",
        "|---|" + "--:|" * (len(DECADES) + 1),
    ]
    for kind in EventKind:
        numbers = [counted[kind, start] for start in DECADES]
        cells = " | ".join(f"{number:,}" if number else "" for number in numbers)
        lines.append(f"| {words(kind)} | {cells} | {sum(numbers):,} |")
    sums = [sum(counted[kind, start] for kind in EventKind) for start in DECADES]
    cells = " | ".join(f"{number:,}" for number in sums)
    lines.append(f"| **all** | {cells} | {sum(sums):,} |")
    return "\n".join(lines) + "\n"


def decade(event: Event) -> int:
    """Return the decade in which an event began."""
    return event.when.start.year // 10 * 10


def by_grade(log: EventLog) -> str:
    """Return how sure the events are, and how finely they are dated."""
    grades = Counter((event.evidence, event.confidence) for event in log)
    lines = ["| evidence | high | medium | low |", "|---|--:|--:|--:|"]
    for evidence in Evidence:
        cells = " | ".join(
            f"{grades[evidence, confidence]:,}" for confidence in Confidence
        )
        lines.append(f"| {evidence} | {cells} |")
    dated = Counter(event.dating for event in log)
    days, spans = dated[Dating.DAY], dated[Dating.DAYS]
    months, longer = dated[Dating.MONTH], dated[Dating.LONGER]
    told = f"{days:,} are dated to a day, {spans:,} from one day to another"
    lines += ["", f"{told}, {months:,} to a month, {longer:,} to more than a month."]
    return "\n".join(lines) + "\n"


def gaps(log: EventLog) -> str:
    """Return what was looked at, kind by kind."""
    lines = [
        "| kind | from | to | how completely | what is missing |",
        "|---|---|---|---|---|",
    ]
    for each in log.coverage:
        who = f" ({each.actor})" if each.actor else ""
        lines.append(
            f"| {words(each.kind)}{who} | {each.since} | {each.until} | "
            f"{words(each.completeness)} | {each.note} |"
        )
    return "\n".join(lines) + "\n"


def schemes() -> str:
    """Return our kinds beside those of two other schemes."""
    lines = ["| kind | PLOVER | CAMEO | why |", "|---|---|---|---|"]
    lines += [
        f"| {words(kind)} | {found.plover} | {found.cameo} | {found.reason} |"
        for kind in EventKind
        for found in [coding(kind)]
    ]
    return "\n".join(lines) + "\n"


def left_out() -> str:
    """Return how many rows of each table that was read are no event here."""
    text = (TABLES / "left_out.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    reasons = Counter((row["file"], row["reason"].split(";")[0]) for row in rows)
    lines = ["| table | rows | why |", "|---|--:|---|"]
    lines += [
        f"| {file} | {number:,} | {reason} |"
        for (file, reason), number in sorted(reasons.items())
    ]
    return "\n".join(lines) + "\n"


def words(name: str) -> str:
    """Return a name of the code as words."""
    return name.replace("_", " ")
