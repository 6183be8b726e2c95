"""The check of one shipment: verdict, basis, steps, doubts, and what would free it."""

from collections.abc import Mapping
from http import HTTPStatus
from itertools import islice
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from yalu import library
from yalu.errors import SchemaError, YaluError
from yalu.goods import Revision
from yalu.goods.chapters import chapter_title
from yalu.regime import (
    Claim,
    MeasureKind,
    Regime,
    Ruling,
    RulingCase,
    Status,
    read_cases,
)
from yalu.report import lawmaking
from yalu.territories import territories
from yalu.web.asking import PagesOf, ShelfOf
from yalu.web.memory import settle
from yalu.web.menu import RECORDED
from yalu.web.parts import LAW
from yalu.web.problems import Fault, faults_of
from yalu.web.routes.law import today
from yalu.web.shelf import Part, Shelf
from yalu.web.shipment import UNITS, ShipmentWish, ruling_on

__all__ = ["check", "router"]

router = APIRouter(include_in_schema=False)

_MEANING = {
    Status.PROHIBITED: "The law forbids it.",
    Status.UNDECIDABLE: "The law and the facts given do not decide it.",
    Status.NEEDS_APPROVAL: "It may pass only with an approval sought beforehand.",
    Status.CAPPED: "It may pass while the quantity that the law lets through lasts.",
    Status.CONDITIONAL: "It may pass if what was asserted can be proved.",
    Status.NOT_ENCODED: (
        "Law that may bear on it is not in this library, which is no permission."
    ),
    Status.PERMITTED: "Nothing that is encoded stands against it.",
}
_EXAMPLES = {
    "Coal bought from the DPRK, March 2017": {
        "goods": "270112",
        "exporter": "PRK",
        "importer": "CHN",
        "on": "2017-03-01",
    },
    "The same in March 2016": {
        "goods": "270112",
        "exporter": "PRK",
        "importer": "CHN",
        "on": "2016-03-20",
    },
    "Refined oil sold to it, 2019": {
        "goods": "271019",
        "exporter": "CHN",
        "importer": "PRK",
        "on": "2019-06-01",
    },
    "Workers of the DPRK in Russia, 2020": {
        "goods": "labour",
        "exporter": "PRK",
        "importer": "RUS",
        "on": "2020-02-01",
    },
}
_SHOWN = 4
_FIRST = {"goods", "exporter", "importer", "on"}
_PLACES = {
    "goods": "Goods",
    "on": "Day of crossing",
    "exporter": "From",
    "importer": "To",
    "parties": "From and to",
    "origin": "Origin",
    "contract": "Day of contract",
    "arrived": "Day of arrival",
    "quantity": "Quantity",
    "unit": "Unit",
    "value": "Value",
    "claim": "What is asserted",
    "revision": "Edition of the code",
    "as_of": "Law known by",
    "regime": "Regime",
}


@router.get("/check", response_class=HTMLResponse)
def check(
    request: Request,
    shelf: ShelfOf,
    pages: PagesOf,
    wish: Annotated[ShipmentWish, Query()],
) -> HTMLResponse:
    """Show the ruling on what is asked; without a question the form alone."""
    settle(request)
    regimes = shelf.take(LAW)
    faults: list[Fault] = []
    ruling: Ruling | None = None
    if wish.model_fields_set:
        try:
            ruling = ruling_on(wish, regimes, regime=shelf.regime)
        except SchemaError as error:
            faults = faults_of(str(error))
    law = regimes.get(wish.regime or shelf.regime, regimes[shelf.regime])
    return pages.show(
        request,
        "check.html.j2",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if faults else HTTPStatus.OK,
        wish=wish,
        faults=[f.model_copy(update={"where": _place(f.where)}) for f in faults],
        wrong={fault.where for fault in faults},
        has_more=any(value for name, value in wish if name not in _FIRST),
        ruling=ruling,
        meaning=_MEANING[ruling.status] if ruling else "",
        law=law,
        regimes=regimes,
        examples=_examples(shelf, law),
        goods=_goods(law),
        states={state.iso3: state.name for state in territories()},
        claims=list(Claim),
        units=UNITS,
        editions=list(Revision),
        today=today(),
    )


def _examples(shelf: Shelf, law: Regime) -> Mapping[str, Mapping[str, str]]:
    """Return questions about a regime; of most, those that its author worked out."""
    found = _EXAMPLES if law.id == RECORDED else shelf.take(_worked(law))
    if law.id == shelf.regime:
        return found
    return {words: {**asked, "regime": law.id} for words, asked in found.items()}


def _worked(law: Regime) -> Part[dict[str, dict[str, str]]]:
    """Return the part that holds the first cases that its author has worked out."""

    def read(shelf: Shelf) -> dict[str, dict[str, str]]:
        del shelf
        if law.id not in library.available() or library.load(law.id) is not law:
            return {}  # law of somebody's own comes without its folder
        cases = (
            one
            for one in read_cases(library.folder_of(law.id))
            if isinstance(one, RulingCase)
            and one.ask.model_fields_set == {"goods", "exporter", "importer", "on"}
        )
        return {
            one.name[:1].upper() + one.name[1:]: {
                "goods": one.ask.goods,
                "exporter": one.ask.exporter or "",
                "importer": one.ask.importer or "",
                "on": str(one.ask.on),
            }
            for one in islice(cases, _SHOWN)
        }

    return Part(name=f"cases {law.id}", words="Worked cases", make=read)


def _place(where: str) -> str:
    return _PLACES.get(where, where)


def _chapter(code: str) -> str:
    try:
        return chapter_title(code[:2])
    except YaluError:
        return "goods"


def _goods(law: Regime) -> Mapping[str, str]:
    """Return what may be asked about: activities, and the codes that the law names."""
    found = {kind.value: "an activity" for kind in MeasureKind if kind.is_activity}
    named: dict[str, set[str]] = {}
    for name, measures in lawmaking.classes(law).items():
        for measure in measures:
            for code in measure.goods.prefixes:
                # A class that names many codes says nothing of any one of them.
                own = name if len(measure.goods.prefixes) == 1 else ""
                named.setdefault(code, set()).add(own)
    for code, names in named.items():
        told = names - {""}
        found[code] = (
            told.pop() if len(told) == 1 else f"in chapter {code[:2]}: {_chapter(code)}"
        )
    return {code: found[code] for code in sorted(found) if code != "*"}
