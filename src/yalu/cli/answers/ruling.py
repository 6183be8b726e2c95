"""The ruling on one shipment, as a terminal or a program reads it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from yalu.cli.answers.encoded import load_regime
from yalu.cli.options import day
from yalu.cli.output import console, print_folded, print_json, print_list
from yalu.errors import SchemaError
from yalu.goods import parse_revision
from yalu.periods import parse_day
from yalu.quantities import Quantity, parse_unit
from yalu.regime import Ruling, Status, rule

__all__ = ["Question", "answer"]

_COLOURS = {
    Status.PROHIBITED: "bold red",
    Status.UNDECIDABLE: "bold magenta",
    Status.NEEDS_APPROVAL: "bold yellow",
    Status.CAPPED: "bold yellow",
    Status.CONDITIONAL: "bold yellow",
    Status.NOT_ENCODED: "bold blue",
    Status.PERMITTED: "bold green",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a user asked, word for word; the attributes are the options."""

    goods: str
    on: str
    exporter: str | None
    importer: str | None
    origin: str | None
    contract: str | None
    arrived: str | None
    claims: tuple[str, ...]
    quantity: str | None
    unit: str | None
    value: str | None
    revision: str | None
    as_of: str | None
    regime: str


def answer(asked: Question, *, as_json: bool) -> None:
    """Print the ruling on one shipment."""
    ruling = rule(
        load_regime(asked.regime),
        goods=asked.goods,
        exporter=asked.exporter,
        importer=asked.importer,
        origin=asked.origin,
        on=parse_day(asked.on, place="--on"),
        contract=day(asked.contract, "--contract"),
        arrived=day(asked.arrived, "--arrived"),
        quantity=_quantity(asked.quantity, asked.unit),
        value_usd=None if asked.value is None else _number(asked.value, "--value"),
        claims=asked.claims,
        as_of=day(asked.as_of, "--as-of"),
        revision=None if asked.revision is None else parse_revision(asked.revision),
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
    by_code = _by_code(ruling.status, ruling.unsettled)
    screen.print(f"[{colour}]{verdict}{by_code}[/]  {head}")
    if by_code:
        screen.print(
            f"No code settles what {len(ruling.unsettled)} texts in force name, such "
            "as lists of items: see Doubts."
        )
    for body in ruling.bodies:
        word = body.status.replace("_", " ")
        word += _by_code(body.status, body.unsettled)
        screen.print(f"\n{body.name}: [{_COLOURS[body.status]}]{word}[/]")
        for basis in body.basis:
            print_folded(str(basis))
    print_list("Steps", (_step(ruling, n) for n in range(len(ruling.steps))))
    print_list("Would free it (one way for each measure)", _ways(ruling.frees))
    print_list("Doubts", ruling.doubts)
    receipt = ruling.receipt
    screen.print(
        f"\n[dim]Law {receipt.regime} {receipt.law_sha256[:12]}, checked "
        f"{receipt.last_checked_on}; yalu {receipt.engine}. An aid, not legal "
        "advice.[/]"
    )


def _by_code(status: Status, unsettled: tuple[str, ...]) -> str:
    """Return what to add to a permission that a code alone cannot give."""
    if status is Status.PERMITTED and unsettled:
        return " by its code"
    return ""


def _ways(frees: Iterable[str]) -> Iterator[str]:
    """Yield the ways out, each that stands beside another of its measure as such."""
    before = ""
    for way in frees:
        measure, _, words = way.partition(": ")
        yield f"or for {measure}: {words}" if measure == before else way
        before = measure


def _step(ruling: Ruling, number: int) -> str:
    step = ruling.steps[number]
    where = f"{step.instrument} {step.paragraph}".strip()
    return f"{where}: {step.question} {step.answer}"
