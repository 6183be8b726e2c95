"""The law as the rows that screening joins, and what its sums are kept apart by."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Any

import pyarrow as pa

from yalu.regime import Coverage, Direction

__all__ = ["LAW_KEYS", "Per", "compiled_law"]

LAW_KEYS = ("hs_code", "hs_revision", "target_buys")
"""Columns that trade and law have in common: code, HS edition, direction."""

_NEVER = date(9999, 12, 31)
_ROWS = pa.schema(
    [
        ("hs_code", pa.string()),
        ("hs_revision", pa.string()),
        ("target_buys", pa.bool_()),
        ("law", pa.int32()),
        ("from_day", pa.date32()),
        ("until_day", pa.date32()),
        ("sure_from", pa.date32()),
        ("bound", pa.string()),
    ]
)


class Per(StrEnum):
    """What amounts are summed for, so that none is counted twice.

    Several measures may cover the same goods, so that sums per measure must not be
    added up. Sums per body of law, and for the regime as a whole, count each record
    once for its bans and once for its caps.
    """

    MEASURE = "measure"
    BODY = "body"
    REGIME = "regime"

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns that say what law a row is about."""
        match self:
            case Per.MEASURE:
                return ("measure", "body", "instrument", "paragraph", "effect")
            case Per.BODY:
                return ("body", "effect")
            case Per.REGIME:
                return ("effect",)


def compiled_law(
    coverage: Coverage | Iterable[Coverage], per: Per
) -> tuple[pa.Table, pa.Table]:
    """Return the rows of law to join, and the laws they belong to.

    Parameters
    ----------
    coverage : Coverage or several
        Compiled law, one for each HS edition.
    per : Per
        What counts as one law.

    Returns
    -------
    rows : pyarrow.Table
        `LAW_KEYS`, law (int32), from_day, until_day and sure_from (date32; a period
        that begins on or after the last is sure; 9999-12-31 for never) and bound.
    laws : pyarrow.Table
        Columns of `per`, direction, and law, the number used in the rows.

    """
    several = (coverage,) if isinstance(coverage, Coverage) else tuple(coverage)
    numbers: dict[tuple[str, ...], int] = {}
    rows = []
    for one in several:
        for row in one.table.to_pylist():
            law = (*(row[name] for name in per.columns), row["direction"])
            starts = (row["from_day"], row["wind_down_day"] or row["from_day"])
            rows.append(
                {
                    "hs_code": row["hs_code"],
                    "hs_revision": one.revision.value,
                    "target_buys": row["direction"] == Direction.TO_TARGET,
                    "law": numbers.setdefault(law, len(numbers)),
                    "from_day": row["from_day"],
                    "until_day": row["until_day"],
                    "sure_from": max(starts) if _is_sure(row) else _NEVER,
                    "bound": row["bound"],
                }
            )
    schema = pa.schema([(name, pa.string()) for name in (*per.columns, "direction")])
    laws = [dict(zip(schema.names, law, strict=True)) for law in numbers]
    index = pa.array(range(len(laws)), pa.int32())
    named = pa.Table.from_pylist(laws, schema=schema).append_column("law", index)
    return pa.Table.from_pylist(rows, schema=_ROWS), named


def _is_sure(row: dict[str, Any]) -> bool:
    return row["certainty"] == "sure" and not row["excusable"]
