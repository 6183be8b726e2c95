"""Options of commands that hold a user's own files of trade against the law."""

from pathlib import Path
from typing import Annotated

import typer

__all__ = [
    "DEFAULT_SEED",
    "Complete",
    "Direction",
    "Flows",
    "Layout",
    "Mapping",
    "Revision",
    "Seed",
    "Series",
    "Source",
]

DEFAULT_SEED = 1718
"""What random draws start from where the command line says nothing else."""

_PANEL = "Your own trade"

Flows = Annotated[
    list[Path] | None,
    typer.Option(
        "--flows",
        metavar="FILE",
        help="Your own trade instead of the embedded: CSV or JSON, gzipped or not, "
        "or Parquet; may be repeated.",
        rich_help_panel=_PANEL,
    ),
]
Layout = Annotated[
    str,
    typer.Option(
        help="Layout of the files; recognised by their columns.",
        rich_help_panel=_PANEL,
    ),
]
Mapping = Annotated[
    Path | None,
    typer.Option(
        help="YAML description of files of another shape.", rich_help_panel=_PANEL
    ),
]
Series = Annotated[
    str | None,
    typer.Option(
        help="customs, notified, alleged or estimated.", rich_help_panel=_PANEL
    ),
]
Source = Annotated[
    str | None,
    typer.Option(
        help="Identifier of the source; give it where several files are one record.",
        rich_help_panel=_PANEL,
    ),
]
Revision = Annotated[
    str | None,
    typer.Option(metavar="HS", help="HS edition of the codes.", rich_help_panel=_PANEL),
]
Direction = Annotated[
    str | None,
    typer.Option(
        help="import or export, if the files do not say.", rich_help_panel=_PANEL
    ),
]
Complete = Annotated[
    bool,
    typer.Option(
        "--complete",
        help="The files hold everything their reporters recorded: a line left out in "
        "a month they report is nil, not missing.",
        rich_help_panel=_PANEL,
    ),
]
Seed = Annotated[
    int, typer.Option(metavar="N", min=0, help="What the random draws start from.")
]
