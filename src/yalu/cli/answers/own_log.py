"""The log of events that a command is asked about: the embedded one, or a user's."""

from pathlib import Path
from typing import Any

from rich.console import Console

from yalu import events
from yalu.cli.output import print_list
from yalu.errors import SchemaError
from yalu.events import EventLog, LogReading

__all__ = ["plain", "print_reading", "read_own"]

_TOLD = 20


def read_own(
    log: Path | None, mapping: Path | None
) -> tuple[EventLog, LogReading | None]:
    """Return the log, and how its rows were read if it is a user's own.

    A folder is read with what it says was looked at, as `yalu.events.read_log` does.

    Raises
    ------
    SchemaError
        If a mapping is given without a log, or no row of the log can be used.
    UnusableFileError
        If the file cannot be read at all.

    """
    if log is None:
        if mapping is not None:
            msg = (
                "--mapping: found without --log; the log that comes with Yalu needs "
                "none. Name your file with --log FILE, or leave --mapping out."
            )
            raise SchemaError(msg)
        return events.read(), None
    found = events.read_log(log, mapping=mapping)
    if not len(found.log):
        lines = str(found)
        msg = f"{log}: found no row that can be used.\n{lines}"
        raise SchemaError(msg)
    return found.log, found


def plain(found: LogReading | None) -> dict[str, Any] | None:
    """Return how a file was read in plain form, ready to be JSON."""
    if found is None:
        return None
    return {
        "read": found.read,
        "kept": len(found.log),
        "put_aside": [
            {
                "line": row.row,
                "field": row.field,
                "found": row.found,
                "reason": row.reason,
                "remedy": row.remedy,
            }
            for row in found.aside
        ],
        "columns_not_read": list(found.unread),
        "notes": list(found.notes),
    }


def print_reading(screen: Console, found: LogReading | None) -> None:
    """Print what was kept and put aside of a file; nothing of the embedded log."""
    if found is None:
        return
    screen.print(
        f"{found.read:,} rows read: {len(found.log):,} kept, {len(found.aside):,} put "
        "aside."
    )
    if found.unread:
        screen.print(f"Columns not read: {', '.join(found.unread)}.", markup=False)
    told = [str(row) for row in found.aside[:_TOLD]]
    left = len(found.aside) - len(told)
    told += [f"{left:,} more: --json lists each"] if left else []
    print_list("Put aside", told)
    notes = list(found.notes[:_TOLD])
    more = len(found.notes) - len(notes)
    notes += [f"{more:,} more: --json lists each"] if more else []
    print_list("Kept, but look at these", notes)
    screen.print()
