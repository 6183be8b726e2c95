"""The whole case on one page that needs no network."""

from pathlib import Path

import typer

from yalu.cli.answers.encoded import load_regime
from yalu.cli.options import day
from yalu.cli.output import console, print_json, progress
from yalu.report import gather, render

__all__ = ["answer"]


def answer(
    output: Path, *, as_of: str | None, regime: str, show: bool, as_json: bool
) -> None:
    """Write the report and print where it is."""
    encoded = load_regime(regime)
    with progress("Gathering the law and the record") as stage:
        dossier = gather(encoded, as_of=day(as_of, "--as-of"))
        stage("Drawing the figures")
        written = render(dossier, output)
    if as_json:
        print_json(
            {
                "page": str(written.page),
                "bytes": written.page.stat().st_size,
                "data": [str(path) for path in written.data],
                "sections": [section.id for section in written.sections],
            }
        )
    else:
        console().print(str(written), markup=False, soft_wrap=True)
    if show:
        typer.launch(str(written.page.resolve()))
