"""`yalu report`: the whole case on one page that needs no network."""

from pathlib import Path
from typing import Annotated

import typer

from yalu.cli.options import AsJson, AsOf, RegimeName, day, load_regime
from yalu.cli.output import console, print_json

__all__ = ["report"]


def report(
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="Where it goes.")
    ] = Path("report"),
    as_of: AsOf = None,
    regime: RegimeName = "dprk",
    *,
    show: Annotated[
        bool, typer.Option("--open", help="Open it in the browser afterwards.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Write the report: one offline page, and the data of each figure as CSV."""
    encoded = load_regime(regime)
    known = day(as_of, "--as-of")
    with console().status("Gathering the law and the record") as status:
        if as_json:
            status.stop()
        from yalu.report import gather, render  # noqa: PLC0415 - help must not wait

        dossier = gather(encoded, as_of=known)
        status.update("Drawing the figures")
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
