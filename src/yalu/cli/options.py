"""Options that several commands share."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from yalu.periods import parse_day

__all__ = ["AsJson", "AsOf", "Folder", "RegimeName", "day"]

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of", metavar="DATE", help="Only law published by this day is known."
    ),
]
Folder = Annotated[
    Path, typer.Option("--output", "-o", metavar="DIR", help="Where the files go.")
]
RegimeName = Annotated[
    str,
    typer.Option(
        "--regime", help="A regime of the library, or a folder with law of your own."
    ),
]


def day(text: str | None, option: str) -> date | None:
    """Return the day given to an option, or None."""
    return None if text is None else parse_day(text, place=option)
