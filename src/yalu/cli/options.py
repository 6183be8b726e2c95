"""Options that several commands share."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from yalu.errors import UnknownMeasureError
from yalu.periods import parse_day
from yalu.regime import Regime, read_regime

__all__ = ["AsJson", "AsOf", "RegimeName", "day", "load_regime"]

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of", metavar="DATE", help="Only law published by this day is known."
    ),
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


def load_regime(name: str) -> Regime:
    """Return a regime by its name in the library or by its folder."""
    from yalu import library  # noqa: PLC0415 - help must not wait for it

    if name in library.available():
        return library.load(name)
    folder = Path(name)
    if folder.is_dir():
        return read_regime(folder)
    names = ", ".join(library.available())
    msg = (
        f"--regime: found {name!r}, which is neither a folder nor in the library; it "
        f"holds {names}. Use one of these, or the folder of your own regime."
    )
    raise UnknownMeasureError(msg)
