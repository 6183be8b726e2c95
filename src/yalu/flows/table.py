"""The one table that recorded trade is kept in, whoever recorded it.

Each row is one statement: `reporter` says that goods moved between it and
`partner` in a period. The *direction* is the reporter's own (``import`` or
``export``), the period is half-open, money is in US dollars and a quantity
always carries its unit. *Series* keeps apart what must not be added: what
customs recorded, what a state notified, what others allege and what somebody
estimated. A goods code may be a chapter, heading or subheading, or TOTAL: these
levels hold one another and are never added. A missing amount is null and never
zero; a published nil is 0.

Amounts are decimals, so that sums are exact, agree on every engine and have
a stable hash; a number that is not finite cannot enter.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

import pyarrow as pa
import pyarrow.compute as pc

from yalu.errors import Problem, SchemaError, describe
from yalu.provenance import Confidence, Evidence
from yalu.quantities import Unit

__all__ = [
    "EXTENDED_SCHEMA",
    "MONEY",
    "QUANTITY",
    "SCHEMA",
    "TOTAL",
    "WORLD",
    "FlowDirection",
    "FlowTable",
    "Series",
]

MONEY = pa.decimal128(18, 2)
QUANTITY = pa.decimal128(18, 3)

TOTAL = "TOTAL"
"""The goods code of a row that sums all goods; its revision is empty."""

WORLD = "WLD"
"""The territory code of all states together."""


class FlowDirection(StrEnum):
    """Which way the goods moved, as the reporter sees it."""

    IMPORT = "import"
    EXPORT = "export"


class Series(StrEnum):
    """What kind of statement a row is; different kinds are never added."""

    CUSTOMS = "customs"
    NOTIFIED = "notified"
    ALLEGED = "alleged"
    ESTIMATED = "estimated"


def _field(name: str, kind: pa.DataType, *, required: bool = True) -> pa.Field:
    return pa.field(name, kind, nullable=not required)


SCHEMA = pa.schema(
    [
        _field("reporter", pa.string()),
        _field("partner", pa.string()),
        _field("direction", pa.string()),
        _field("period_start", pa.date32()),
        _field("period_end", pa.date32()),
        _field("hs_code", pa.string()),
        _field("hs_revision", pa.string()),
        _field("value_usd", MONEY, required=False),
        _field("quantity", QUANTITY, required=False),
        _field("unit", pa.string(), required=False),
        _field("series", pa.string()),
        _field("source", pa.string()),
        _field("evidence", pa.string()),
    ]
)
"""The canonical columns, in order."""

EXTENDED_SCHEMA = pa.schema(
    [
        *SCHEMA,
        _field("commodity", pa.string(), required=False),
        _field("compiler", pa.string(), required=False),
        _field("release", pa.string(), required=False),
        _field("derived", pa.string(), required=False),
        _field("conflict", pa.bool_(), required=False),
        _field("quantity_low", QUANTITY, required=False),
        _field("quantity_high", QUANTITY, required=False),
        _field("value_low", MONEY, required=False),
        _field("value_high", MONEY, required=False),
        _field("confidence", pa.string(), required=False),
        _field("note", pa.string(), required=False),
    ]
)
"""The canonical columns and those that a curated table may add."""

_WORDS: dict[str, tuple[str, ...]] = {
    "direction": tuple(FlowDirection),
    "series": tuple(Series),
    "evidence": tuple(Evidence),
    "unit": tuple(Unit),
    "confidence": tuple(Confidence),
}
_FORMS: dict[str, tuple[str, str]] = {
    "reporter": (r"^[A-Z][A-Z0-9]{2}$", "an ISO3 code, or WLD for all states"),
    "partner": (r"^[A-Z][A-Z0-9]{2}$", "an ISO3 code, or WLD for all states"),
    "hs_code": (r"^(\d\d|\d{4}|\d{6}|TOTAL)$", "2, 4 or 6 digits, or TOTAL"),
    "hs_revision": (r"^(HS\d{4})?$", "e.g. HS2017, or nothing for TOTAL"),
}
_AMOUNTS = (
    "value_usd",
    "quantity",
    "value_low",
    "value_high",
    "quantity_low",
    "quantity_high",
)


@dataclass(frozen=True, slots=True)
class FlowTable:
    """Recorded trade in the canonical columns; one that exists is valid.

    Attributes
    ----------
    table : pyarrow.Table
        The columns of `SCHEMA` in their order, then any of the further columns
        of `EXTENDED_SCHEMA` in theirs. `value_usd` is in US dollars, `quantity`
        in `unit`.

    Raises
    ------
    SchemaError
        If a column is missing, unknown or of another type, if a required value
        is missing, an amount negative, a period empty, a word unknown, or a
        quantity without its unit. Every problem is listed.

    Examples
    --------
    >>> print(FlowTable.from_rows([]))
    0 flows

    """

    table: pa.Table

    def __post_init__(self) -> None:
        problems = _shape_problems(self.table) or _value_problems(self.table)
        if problems:
            raise SchemaError(describe("Table of flows cannot be used", problems))
        # One schema for all tables, whatever wrote this one and remarked on it.
        fields = [EXTENDED_SCHEMA.field(name) for name in self.table.column_names]
        plain = pa.Table.from_arrays(self.table.columns, schema=pa.schema(fields))
        object.__setattr__(self, "table", plain)

    @classmethod
    def from_rows(cls, rows: Iterable[Mapping[str, Any]]) -> Self:
        """Return a table from one mapping per row.

        Parameters
        ----------
        rows : iterable of mapping
            Values by column. Columns of `SCHEMA` may be left out where they may be
            null; further columns appear if any row has them.

        Raises
        ------
        SchemaError
            If a value has another type than its column, or the table is not valid.

        """
        held = list(rows)
        named = {name for row in held for name in row}
        known = [field for field in EXTENDED_SCHEMA if field.name in named]
        schema = pa.schema([*SCHEMA, *(f for f in known if f.name not in SCHEMA.names)])
        unknown = sorted(named - set(EXTENDED_SCHEMA.names))
        if unknown:
            raise SchemaError(
                describe("Rows of flows cannot be used", [_unknown_columns(unknown)])
            )
        loose = pa.schema([field.with_nullable(True) for field in schema])  # noqa: FBT003
        try:
            table = pa.Table.from_pylist(held, schema=loose)
        except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
            msg = (
                f"Rows of flows: {error}. Give dates as date, amounts as Decimal and "
                "the rest as text."
            )
            raise SchemaError(msg) from error
        return cls(table)

    def __len__(self) -> int:
        return int(self.table.num_rows)

    def __str__(self) -> str:
        if len(self) == 0:
            return "0 flows"
        first = pc.min(self.table["period_start"]).as_py()
        end = pc.max(self.table["period_end"]).as_py()
        return f"{len(self):,} flows from {first} to before {end}"


def _unknown_columns(names: list[str]) -> Problem:
    return Problem(
        f"columns {', '.join(names)}",
        "not columns of a table of flows",
        f"use only {', '.join(EXTENDED_SCHEMA.names)}",
    )


def _shape_problems(table: pa.Table) -> list[Problem]:
    """Return what is wrong with the columns themselves."""
    names = table.column_names
    problems = [
        Problem(f"column {name}", "missing", f"add it as {SCHEMA.field(name).type}")
        for name in SCHEMA.names
        if name not in names
    ]
    unknown = [name for name in names if name not in EXTENDED_SCHEMA.names]
    if unknown:
        problems.append(_unknown_columns(unknown))
    for name in names:
        if name in EXTENDED_SCHEMA.names:
            found = table.schema.field(name).type
            expected = EXTENDED_SCHEMA.field(name).type
            if found != expected:
                finding = f"type {found}; expected {expected}"
                problems.append(Problem(f"column {name}", finding, "cast the column"))
    ordered = [name for name in EXTENDED_SCHEMA.names if name in names]
    if not problems and ordered != names:
        finding = f"found in the order {', '.join(names)}"
        remedy = f"put them in the order {', '.join(ordered)}"
        problems.append(Problem("columns", finding, remedy))
    return problems


def _value_problems(table: pa.Table) -> list[Problem]:
    """Return what is wrong with the values, one problem per column and rule."""
    names = table.column_names
    problems: list[Problem | None] = [
        _count(pc.is_null(table[field.name]), field.name, "missing", "fill it in")
        for field in SCHEMA
        if not field.nullable
    ]
    for name, words in _WORDS.items():
        if name in names:
            known = pc.is_in(table[name], value_set=pa.array(words, pa.string()))
            stray = pc.and_(pc.is_valid(table[name]), pc.invert(known))
            finding = f"not one of {', '.join(words)}"
            problems.append(_count(stray, name, finding, "use one of these words"))
    for name, (form, meaning) in _FORMS.items():
        stray = pc.invert(pc.match_substring_regex(table[name], form))
        finding = f"not {meaning}"
        problems.append(_count(stray, name, finding, "write it in this form"))
    for name in _AMOUNTS:
        if name in names:
            below = pc.less(table[name], pa.scalar(0, EXTENDED_SCHEMA.field(name).type))
            remedy = "leave an unknown amount empty"
            problems.append(_count(below, name, "negative", remedy))
    empty = pc.less_equal(table["period_end"], table["period_start"])
    remedy = "period_end is the first day outside the period"
    problems.append(_count(empty, "period_end", "not after period_start", remedy))
    bare = pc.and_(pc.is_valid(table["quantity"]), pc.is_null(table["unit"]))
    remedy = "name the unit of each quantity"
    problems.append(_count(bare, "unit", "missing beside a quantity", remedy))
    return [problem for problem in problems if problem is not None]


def _count(mask: Any, name: str, finding: str, remedy: str) -> Problem | None:  # noqa: ANN401
    count = pc.sum(pc.fill_null(mask, False)).as_py() or 0  # noqa: FBT003
    if not count:
        return None
    first = pc.index(pc.fill_null(mask, False), value=True).as_py()  # noqa: FBT003
    place = f"column {name}, {count:,} row{'s' if count > 1 else ''} from row {first}"
    return Problem(place, finding, remedy)
