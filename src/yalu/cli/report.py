"""`yalu report`: the options of the whole case on one page."""

from pathlib import Path
from typing import Annotated

import typer

from yalu.cli.options import AsJson, AsOf, RegimeName

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
    from yalu.cli.answers.page import answer  # noqa: PLC0415

    answer(output, as_of=as_of, regime=regime, show=show, as_json=as_json)
