"""`yalu check`: one shipment, its verdict, its basis, the steps and the doubts."""

from decimal import Decimal, InvalidOperation
from typing import Annotated

import typer

from yalu.cli.options import AsJson, AsOf, RegimeName, day, load_regime
from yalu.cli.output import console, print_json
from yalu.errors import SchemaError
from yalu.goods import parse_revision
from yalu.periods import parse_day
from yalu.quantities import Quantity, parse_unit
from yalu.regime import Ruling, Status, rule

__all__ = ["check"]

_COLOURS = {
    Status.PROHIBITED: "bold red",
    Status.UNDECIDABLE: "bold magenta",
    Status.NEEDS_APPROVAL: "bold yellow",
    Status.CAPPED: "bold yellow",
    Status.CONDITIONAL: "bold yellow",
    Status.NOT_ENCODED: "bold blue",
    Status.PERMITTED: "bold green",
}


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
    ruling = rule(
        load_regime(regime),
        goods=goods,
        exporter=exporter,
        importer=importer,
        origin=origin,
        on=parse_day(on, place="--on"),
        contract=day(contract, "--contract"),
        arrived=day(arrived, "--arrived"),
        quantity=_quantity(quantity, unit),
        value_usd=None if value is None else _number(value, "--value"),
        claims=claim or (),
        as_of=day(as_of, "--as-of"),
        revision=None if revision is None else parse_revision(revision),
    )
    if as_json:
        print_json(ruling.to_dict())
    else:
        _print(ruling)


def _quantity(amount: str | None, unit: str | None) -> Quantity | None:
    if amount is None and unit is None:
        return None
    if amount is None or unit is None:
        msg = (
            "--quantity and --unit: found one without the other; expected both. Write "
            "for example --quantity 10000 --unit t."
        )
        raise SchemaError(msg)
    return Quantity(_number(amount, "--quantity"), parse_unit(unit, place="--unit"))


def _number(text: str, option: str) -> Decimal:
    try:
        return Decimal(text.replace(",", ""))
    except InvalidOperation as error:
        msg = f"{option}: found {text!r}; expected a number. Write for example 10000."
        raise SchemaError(msg) from error


def _print(ruling: Ruling) -> None:
    screen = console()
    asked = ruling.receipt.asked
    colour = _COLOURS[ruling.status]
    verdict = ruling.status.value.upper().replace("_", " ")
    parties = f"{asked['exporter'] or 'any'} to {asked['importer'] or 'any'}"
    head = f"{asked['goods']} ({asked['revision']}), {parties}, {asked['on']}"
    screen.print(f"[{colour}]{verdict}[/]  {head}")
    for body in ruling.bodies:
        word = body.status.replace("_", " ")
        screen.print(f"\n{body.name}: [{_COLOURS[body.status]}]{word}[/]")
        for basis in body.basis:
            screen.print(f"  {basis}", markup=False)
    sections = [
        ("Steps", [_step(ruling, n) for n in range(len(ruling.steps))]),
        ("Would free it", list(ruling.frees)),
        ("Doubts", list(ruling.doubts)),
    ]
    for title, lines in sections:
        if lines:
            screen.print(f"\n[bold]{title}[/]")
        for line in lines:
            screen.print(f"  - {line}", markup=False)
    receipt = ruling.receipt
    screen.print(
        f"\n[dim]Law {receipt.regime} {receipt.law_sha256[:12]}, checked "
        f"{receipt.last_checked_on}; yalu {receipt.engine}. An aid, not legal "
        "advice.[/]"
    )


def _step(ruling: Ruling, number: int) -> str:
    step = ruling.steps[number]
    where = f"{step.instrument} {step.paragraph}".strip()
    return f"{where}: {step.question} {step.answer}"
