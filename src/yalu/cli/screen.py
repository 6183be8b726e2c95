"""`yalu screen`: the options of holding a file against the law."""

from pathlib import Path
from typing import Annotated

import typer

from yalu.cli.interruption import KEPT, stopping
from yalu.cli.options import AsJson, RegimeName

__all__ = ["screen"]

_NOT_KEPT = "stopped; nothing was kept. Of Parquet, --resume FOLDER would keep it."

_Files = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE",
        help=(
            "CSV or JSON, gzipped or not, or Parquet; of Parquet also patterns, "
            "folders and addresses such as s3://bucket/flows/."
        ),
    ),
]
_Layout = Annotated[
    str, typer.Option(help="Layout of the file; recognised by its columns.")
]
_Mapping = Annotated[
    Path | None, typer.Option(help="YAML description of a file of another shape.")
]
_Series = Annotated[
    str | None, typer.Option(help="customs, notified, alleged or estimated.")
]
_Source = Annotated[
    str | None, typer.Option(help="Identifier of the source of the figures.")
]
_Revision = Annotated[
    str | None, typer.Option(metavar="HS", help="HS edition of the codes.")
]
_Direction = Annotated[
    str | None, typer.Option(help="import or export, if the file does not say.")
]
_Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", help="Findings by month: .parquet or .csv."),
]
_Quarantine = Annotated[
    Path | None, typer.Option(help="Where to write the rows put aside, as CSV.")
]
_Records = Annotated[
    Path | None,
    typer.Option(help="Rows in breach or under a cap, one by one: .parquet or .csv."),
]
_Engine = Annotated[
    str,
    typer.Option(
        metavar="NAME",
        help="duckdb, local[2] (PySpark), spark://host:7077 or sc://host:15002.",
    ),
]
_Resume = Annotated[
    Path | None,
    typer.Option(
        metavar="FOLDER",
        help="Keep what is done there, and go on from it if cut short.",
    ),
]


def screen(
    files: _Files,
    *,
    layout: _Layout = "auto",
    mapping: _Mapping = None,
    series: _Series = None,
    source: _Source = None,
    revision: _Revision = None,
    direction: _Direction = None,
    output: _Output = None,
    records: _Records = None,
    quarantine: _Quarantine = None,
    engine: _Engine = "duckdb",
    resume: _Resume = None,
    regime: RegimeName = "dprk",
    as_json: AsJson = False,
) -> None:
    """Hold a file of trade against the law: what was read, put aside and in breach."""
    with stopping(_NOT_KEPT if resume is None else KEPT):
        from yalu.cli.answers.screened import Trade  # noqa: PLC0415 - heavy
        from yalu.cli.answers.screening import answer  # noqa: PLC0415

        answer(
            Trade(
                files=tuple(files),
                layout=layout,
                mapping=mapping,
                series=series,
                source=source,
                revision=revision,
                direction=direction,
            ),
            regime=regime,
            output=output,
            records=records,
            quarantine=quarantine,
            engine=engine,
            resume=resume,
            as_json=as_json,
        )
