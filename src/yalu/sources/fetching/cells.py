"""Several records of one cell: which are the whole, which its parts.

A *cell* is what one reporter says of one partner, direction, period and good. UN
Comtrade may give it once, or split by second partner, customs procedure and mode of
transport, with the whole beside the parts: ``partner2Code`` 0, ``customsCode`` C00 and
``motCode`` 0 mark the whole. Reading keeps the whole where there is one and else the
parts; what is kept is summed (`yalu.flows.condense`), never the first taken.

Modes of transport hold one another: 2000, by water, holds 2100, by sea, since the code
of a part begins with the digits of its whole up to the zeros.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

__all__ = ["Conflict", "conflicts"]

_CELL = (
    "reporterCode",
    "partnerCode",
    "flowCode",
    "period",
    "classificationCode",
    "cmdCode",
)
_SPLITS = {
    "partner2Code": ("0", "second partner"),
    "customsCode": ("C00", "customs procedure"),
    "motCode": ("0", "mode of transport"),
}
_NEAR = Decimal(1)  # US dollars: each printed part may be rounded


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A cell whose parts do not make up its whole.

    Attributes
    ----------
    cell : str
        The cell in words.
    split : str
        What it is split by.
    whole, parts : Decimal
        Value of the whole and sum of the parts, in US dollars. The whole is kept.

    """

    cell: str
    split: str
    whole: Decimal
    parts: Decimal

    def __str__(self) -> str:
        return (
            f"{self.cell}: the whole is {self.whole:,} USD, its parts by {self.split} "
            f"make {self.parts:,} USD; the whole is kept"
        )


def conflicts(records: Iterable[Mapping[str, Any]]) -> tuple[Conflict, ...]:
    """Return the cells whose parts differ from their whole by more than a dollar.

    Parameters
    ----------
    records : iterable of mapping
        Records as UN Comtrade gives them.

    """
    cells: dict[tuple[str, ...], list[Mapping[str, Any]]] = defaultdict(list)
    for record in records:
        cells[tuple(str(record[name]) for name in _CELL)].append(record)
    found = []
    for cell, held in cells.items():
        wholes = [each for each in held if _split(each) == ()]
        if len(held) == len(wholes) or not wholes:
            continue
        whole = _value(wholes)
        for name, (_, words) in _SPLITS.items():
            parts = _outermost([each for each in held if _split(each) == (name,)], name)
            total = _value(parts)
            if parts and None not in {whole, total} and _apart(whole, total, parts):
                told = ", ".join(
                    f"{column.removesuffix('Code')} {value}"
                    for column, value in zip(_CELL, cell, strict=True)
                )
                found.append(
                    Conflict(
                        cell=told,
                        split=words,
                        whole=whole or Decimal(0),
                        parts=total or Decimal(0),
                    )
                )
    return tuple(found)


def _split(record: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the columns that a record is split by."""
    return tuple(
        name for name, (total, _) in _SPLITS.items() if str(record[name]) != total
    )


def _outermost(parts: list[Mapping[str, Any]], name: str) -> list[Mapping[str, Any]]:
    """Return parts without those that another of them holds."""
    if name != "motCode":
        return parts
    modes = {str(each[name]) for each in parts}
    return [
        each
        for each in parts
        if not any(
            str(each[name]) != mode and str(each[name]).startswith(mode.rstrip("0"))
            for mode in modes
        )
    ]


def _value(records: list[Mapping[str, Any]]) -> Decimal | None:
    values = [each["primaryValue"] for each in records]
    if None in values:
        return None
    return sum((Decimal(str(value)) for value in values), Decimal(0))


def _apart(
    whole: Decimal | None, total: Decimal | None, parts: list[Mapping[str, Any]]
) -> bool:
    return abs((whole or Decimal(0)) - (total or Decimal(0))) > _NEAR * len(parts)
