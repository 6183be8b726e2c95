"""`yalu export`: the options of everything that leaves as a file for other programs."""

from pathlib import Path
from typing import Annotated

import typer

from yalu.cli.options import AsJson, AsOf, Folder, RegimeName
from yalu.cli.own_trade import DEFAULT_SEED, Seed
from yalu.cli.report import On, Since, State, Until

__all__ = ["app", "cite", "crosswalk", "data", "figure", "law"]

app = typer.Typer(
    no_args_is_help=True,
    help=(
        "Write the law, figures, data and references as files that other programs "
        "read. A file is written whole or not at all; an older one is replaced."
    ),
)

_File = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Where it goes; its ending tells the form.",
    ),
]


@app.command("law")
def law(
    output: Folder = Path("yalu-law"),
    regime: Annotated[
        str,
        typer.Option(
            "--regime",
            help="A regime of the library, all of them, or a folder of your own.",
        ),
    ] = "dprk",
    *,
    as_json: AsJson = False,
) -> None:
    """Write encoded law as JSON, with its schema; it is JSON-LD as well."""
    from yalu.cli.answers import exported  # noqa: PLC0415 - help must not wait for it

    exported.law(output, regime=regime, as_json=as_json)


@app.command("crosswalk")
def crosswalk(
    output: Folder = Path("yalu-crosswalk"), *, as_json: AsJson = False
) -> None:
    """Write which programmes and measures of OpenSanctions stand for which of ours."""
    from yalu.cli.answers import exported  # noqa: PLC0415

    exported.crosswalk(output, as_json=as_json)


@app.command("figure")
def figure(
    name: Annotated[
        str | None,
        typer.Argument(metavar="ID", help="A figure or table of the report."),
    ] = None,
    output: _File = None,
    regime: RegimeName = "dprk",
    as_of: AsOf = None,
    *,
    on: On = None,
    since: Since = None,
    until: Until = None,
    state: State = None,
    seed: Seed = DEFAULT_SEED,
    as_json: AsJson = False,
) -> None:
    """Write a figure or table of the report: picture, numbers, or how to cite it.

    The ending of the file tells the form: svg or png for a picture; csv, parquet, xlsx
    or json for the numbers; txt or bib for a reference. Without a name, list them all.
    It is worked out anew: some seconds, or a minute where models are asked.
    """
    from yalu.cli.answers import exported_figure  # noqa: PLC0415

    exported_figure.figure(
        name,
        output,
        exported_figure.Wish(
            regime=regime,
            as_of=as_of,
            on=on,
            since=since,
            until=until,
            state=state,
            seed=seed,
        ),
        as_json=as_json,
    )


@app.command("data")
def data(
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="An embedded dataset.")
    ] = None,
    output: _File = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Write an embedded dataset, with a card that tells its origin and terms.

    The ending of the file tells the form: csv, parquet, xlsx or json. Without a name,
    list them all.
    """
    from yalu.cli.answers import exported  # noqa: PLC0415

    exported.data(name, output, as_json=as_json)


@app.command("cite")
def cite(
    form: Annotated[
        str, typer.Option("--form", help="txt, bib (BibTeX) or json (CSL).")
    ] = "txt",
    output: _File = None,
) -> None:
    """Print how to cite this version of Yalu, with the hashes of its law and data."""
    from yalu.cli.answers import exported  # noqa: PLC0415

    exported.cite(form, output)
