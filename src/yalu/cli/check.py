"""`yalu check`: the options of one question about one shipment."""

from typing import Annotated

import typer

from yalu.cli.options import AsJson, AsOf, RegimeName

__all__ = ["check"]

_Goods = Annotated[
    str,
    typer.Argument(
        metavar="HS", help="HS code of 2, 4 or 6 digits, or an activity: labour."
    ),
]
_On = Annotated[str, typer.Option("--on", metavar="DATE", help="Day of crossing.")]
_Exporter = Annotated[
    str | None, typer.Option("--from", metavar="ISO3", help="Exporting state.")
]
_Importer = Annotated[
    str | None, typer.Option("--to", metavar="ISO3", help="Importing state.")
]
_Origin = Annotated[
    str | None, typer.Option(metavar="ISO3", help="Origin of the goods.")
]
_Contract = Annotated[
    str | None, typer.Option(metavar="DATE", help="Day of the written contract.")
]
_Arrived = Annotated[
    str | None, typer.Option(metavar="DATE", help="Day of arrival at a port.")
]
_Claim = Annotated[
    list[str] | None,
    typer.Option(metavar="NAME", help="A fact you assert; may be repeated."),
]
_Quantity = Annotated[
    str | None, typer.Option(metavar="N", help="How much, with --unit.")
]
_Unit = Annotated[str | None, typer.Option(metavar="U", help="t, kg, bbl …")]
_Value = Annotated[str | None, typer.Option(metavar="USD", help="Value in US dollars.")]
_Revision = Annotated[
    str | None, typer.Option(metavar="HS", help="HS edition of the code.")
]


def check(
    goods: _Goods,
    *,
    on: _On,
    exporter: _Exporter = None,
    importer: _Importer = None,
    origin: _Origin = None,
    contract: _Contract = None,
    arrived: _Arrived = None,
    claim: _Claim = None,
    quantity: _Quantity = None,
    unit: _Unit = None,
    value: _Value = None,
    revision: _Revision = None,
    as_of: AsOf = None,
    regime: RegimeName = "dprk",
    as_json: AsJson = False,
) -> None:
    """Rule on one shipment: verdict, basis, steps, doubts, and what would free it."""
    from yalu.cli.answers.ruling import Question, answer  # noqa: PLC0415

    answer(
        Question(
            goods=goods,
            on=on,
            exporter=exporter,
            importer=importer,
            origin=origin,
            contract=contract,
            arrived=arrived,
            claims=tuple(claim or ()),
            quantity=quantity,
            unit=unit,
            value=value,
            revision=revision,
            as_of=as_of,
            regime=regime,
        ),
        as_json=as_json,
    )
