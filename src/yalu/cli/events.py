"""`yalu events`: the options of a look into a log of events."""

from pathlib import Path
from typing import Annotated

import typer

from yalu.cli.options import AsJson

__all__ = ["LogFile", "LogMapping", "events"]

_PANEL = "Your own log"

LogFile = Annotated[
    Path | None,
    typer.Option(
        "--log",
        metavar="FILE|FOLDER",
        help="Your own events instead of the log that comes with Yalu: a CSV file, or "
        "a folder with events.csv and coverage.csv, which says what was looked at.",
        rich_help_panel=_PANEL,
    ),
]
LogMapping = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="YAML description of a file whose columns or codes are other than ours.",
        rich_help_panel=_PANEL,
    ),
]

_Event = Annotated[
    str | None,
    typer.Argument(metavar="[ID]", help="Only this event, with all that is known."),
]
_Kind = Annotated[
    list[str] | None,
    typer.Option(
        "--kind", metavar="KIND", help="Only this kind, as nuclear_test; repeatable."
    ),
]
_Actor = Annotated[
    list[str] | None,
    typer.Option(
        "--actor", metavar="ISO3", help="Only acts of this party; repeatable."
    ),
]
_From = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="DATE",
        help="From this day on; 2016 and 2016-03 mean the first day of these.",
    ),
]
_Until = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Up to, and not including, this day."),
]
_ToCheck = Annotated[
    bool,
    typer.Option(
        "--to-check", help="Only what rests, at least in part, on unchecked knowledge."
    ),
]
_Disputed = Annotated[
    bool, typer.Option("--disputed", help="Only what a source tells differently.")
]
_Count = Annotated[
    bool, typer.Option("--count", help="Count by year and kind instead of listing.")
]
_Coverage = Annotated[
    bool,
    typer.Option("--coverage", help="Show what was looked at, and what was not."),
]
_Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Write them as CSV too. --log reads it back, but for votes, variants, "
        "rivals, moments and coordinates, and what was looked at.",
    ),
]


def events(
    event: _Event = None,
    *,
    kind: _Kind = None,
    actor: _Actor = None,
    start: _From = None,
    until: _Until = None,
    to_check: _ToCheck = False,
    disputed: _Disputed = False,
    count: _Count = False,
    coverage: _Coverage = False,
    output: _Output = None,
    log: LogFile = None,
    mapping: LogMapping = None,
    as_json: AsJson = False,
) -> None:
    """List what happened and when, with its sources; or one event, whole."""
    from yalu.cli.answers.happenings import Wish, answer  # noqa: PLC0415

    answer(
        Wish(
            event=event,
            kinds=tuple(kind or ()),
            actors=tuple(actor or ()),
            start=start,
            until=until,
            to_check=to_check,
            disputed=disputed,
            count=count,
            coverage=coverage,
            output=output,
        ),
        log=log,
        mapping=mapping,
        as_json=as_json,
    )
