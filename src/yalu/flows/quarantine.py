"""What could not be used, record by record, and why.

A record that breaks a rule is not mended and not lost: it goes to *quarantine*
with its place in the file, the field, what was found there, the reason and the
remedy. Every record is counted once, on one side or the other.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import pyarrow as pa
import pyarrow.compute as pc

from yalu.errors import SchemaError
from yalu.flows.table import FlowTable

__all__ = [
    "PLACES",
    "Note",
    "Quarantine",
    "ReadResult",
    "Rule",
    "reason_of",
    "remedy_of",
]


PLACES = pa.schema(
    [("file", pa.dictionary(pa.int32(), pa.string())), ("row", pa.int64())]
)
"""Where a record stands: see `Quarantine`."""


class Rule(StrEnum):
    """A rule that a record can break."""

    BROKEN_LINE = "broken-line"
    ENCODING = "encoding"
    TERRITORY = "territory"
    DIRECTION = "direction"
    PERIOD = "period"
    PERIOD_ORDER = "period-order"
    REVISION = "revision"
    GOODS_MISSING = "goods-missing"
    GOODS_MANGLED = "goods-mangled"
    GOODS_SCIENTIFIC = "goods-scientific"
    GOODS_NATIONAL = "goods-national"
    GOODS_FORM = "goods-form"
    GOODS_REVISION = "goods-revision"
    GOODS_UNKNOWN = "goods-unknown"
    GOODS_UNSPECIFIED = "goods-unspecified"
    AMOUNT_FORM = "amount-form"
    AMOUNT_NEGATIVE = "amount-negative"
    AMOUNT_MISSING = "amount-missing"
    UNIT = "unit"
    UNIT_MISSING = "unit-missing"
    SERIES = "series"
    EVIDENCE = "evidence"
    PART_OF_TOTAL = "part-of-total"


_TEXTS: dict[Rule, tuple[str, str]] = {
    Rule.BROKEN_LINE: (
        "the record cannot be split into the columns of the file",
        "check its separators and quotes: {}",
    ),
    Rule.ENCODING: (
        "the text is not in the encoding of the file",
        "save the whole file as UTF-8, or pass its encoding",
    ),
    Rule.TERRITORY: (
        "not a state or area that is known",
        "write the ISO3 code, or WLD for all states together; {}",
    ),
    Rule.DIRECTION: (
        "not a direction of trade",
        "write import or export, as the reporter sees it",
    ),
    Rule.PERIOD: (
        "not a year, month or day",
        "write for example 2016, 201612 or 2016-12",
    ),
    Rule.PERIOD_ORDER: (
        "the period ends before it has begun",
        "period_end is the first day after the period",
    ),
    Rule.REVISION: (
        "not a revision of the Harmonized System that is held",
        "convert the codes to HS2012, HS2017 or HS2022 first",
    ),
    Rule.GOODS_MISSING: (
        "the goods code is missing",
        "give a code, or TOTAL for all goods together",
    ),
    Rule.GOODS_MANGLED: (
        "the goods code has an odd number of digits",
        "a spreadsheet may have dropped a leading zero: the code may be {}",
    ),
    Rule.GOODS_SCIENTIFIC: (
        "the goods code is in scientific notation, so digits are lost",
        "export the column again as text",
    ),
    Rule.GOODS_NATIONAL: (
        "the goods code has more than six digits",
        "cut national codes to six digits, here {}",
    ),
    Rule.GOODS_FORM: (
        "not a goods code of 2, 4 or 6 digits",
        "write digits only, as text, or TOTAL for all goods together",
    ),
    Rule.GOODS_REVISION: (
        "the goods code is not in the stated revision",
        "name the revision the code was written in: {}",
    ),
    Rule.GOODS_UNKNOWN: (
        "no revision has the goods code",
        "check it against the list of {}",
    ),
    Rule.GOODS_UNSPECIFIED: (
        "the goods code stands for goods that are not specified",
        "nothing can be said of it: leave it here",
    ),
    Rule.AMOUNT_FORM: (
        "not a number that can be held",
        "write digits with a decimal point, below 10^15; leave an unknown one empty",
    ),
    Rule.AMOUNT_NEGATIVE: (
        "the amount is negative",
        "correct it, or leave an unknown amount empty",
    ),
    Rule.AMOUNT_MISSING: (
        "neither a value nor a quantity is given",
        "give one of them; a published nil is written as 0",
    ),
    Rule.UNIT: ("the unit is not known", "use t, kg, bbl, m3, item, MWh or USD"),
    Rule.UNIT_MISSING: (
        "the quantity has no unit",
        "name the unit, for example t or kg",
    ),
    Rule.SERIES: (
        "not a kind of statement",
        "write customs, notified, alleged or estimated",
    ),
    Rule.EVIDENCE: (
        "not a grade of evidence",
        "write official, reported, estimated or alleged",
    ),
    Rule.PART_OF_TOTAL: (
        "a part of a flow that the file also gives whole, or a re-export or re-import",
        "nothing to do: the whole is kept, and the part would count twice",
    ),
}

_COLUMNS = ("file", "row", "field", "found", "rule", "reason", "remedy", "also")
_SCHEMA = pa.schema(
    [(name, pa.int64() if name == "row" else pa.string()) for name in _COLUMNS]
)


def reason_of(rule: Rule) -> str:
    """Return the words in which a broken rule is reported."""
    return _TEXTS[rule][0]


def remedy_of(rule: Rule, detail: str | None) -> str:
    """Return what to do about a broken rule, with a detail where one is known."""
    remedy = _TEXTS[rule][1]
    if detail:
        return remedy.format(detail)
    for lead in ("; {}", ": {}", ", here {}", " against the list of {}"):
        remedy = remedy.removesuffix(lead)
    return remedy.removesuffix(": the code may be {}")


@dataclass(frozen=True, slots=True)
class Note:
    """Something that was understood or decided on the way, counted.

    Attributes
    ----------
    file : str
        The file it happened in.
    count : int
        In how many records; 0 where it concerns the file as a whole.
    text : str
        What was done.

    """

    file: str
    count: int
    text: str

    def __str__(self) -> str:
        if not self.count:
            return f"{self.file}: {self.text}"
        return f"{self.file}: {self.text} ({self.count:,} of the records)"


@dataclass(frozen=True, slots=True)
class Quarantine:
    """The records put aside, one row each.

    Attributes
    ----------
    table : pyarrow.Table
        Columns ``file``; ``row``, the line of a text file (the header is line 1) or
        the number of the record in a JSON or Parquet file, from 1; ``field``;
        ``found``, null where nothing was there; ``rule``, a `Rule`; ``reason``;
        ``remedy``; and ``also``, any further faults of the same record.

    """

    table: pa.Table

    @classmethod
    def of(cls, rows: Iterable[dict[str, object]]) -> "Quarantine":
        """Return a quarantine of rows given by column."""
        return cls(pa.Table.from_pylist(list(rows), schema=_SCHEMA))

    @classmethod
    def joined(cls, parts: Iterable["Quarantine"]) -> "Quarantine":
        """Return several quarantines as one, in their order."""
        tables = [part.table for part in parts]
        return cls(pa.concat_tables(tables) if tables else _SCHEMA.empty_table())

    @property
    def reasons(self) -> dict[str, int]:
        """How many records each reason put aside, the most frequent first."""
        counted = pc.value_counts(self.table["reason"]).to_pylist()
        counted.sort(key=lambda each: (-each["counts"], each["values"]))
        return {each["values"]: each["counts"] for each in counted}

    def __len__(self) -> int:
        return int(self.table.num_rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadResult:
    """What reading one or more files gave; it always adds up.

    Attributes
    ----------
    flows : FlowTable
        The records kept.
    places : pyarrow.Table
        Where each of them stood: file and row, as in `Quarantine`.
    quarantine : Quarantine
        The records put aside.
    read, kept, quarantined : int
        Records in the files, and on either side; blank lines are no records.
    repeated : int
        Records kept that share reporter, partner, direction, period, good, series,
        source and unit with an earlier one. They are kept because several records
        per cell are usual; sum them, never take the first.
    identical : int
        How many of these agree in every column with an earlier one.
    layouts : tuple of (str, str)
        Each file with the layout it was read in.
    notes : tuple of Note
        What was decided on the way.

    Raises
    ------
    SchemaError
        If the counts do not add up.

    """

    flows: FlowTable
    places: pa.Table
    quarantine: Quarantine
    read: int
    kept: int
    quarantined: int
    repeated: int = 0
    identical: int = 0
    layouts: tuple[tuple[str, str], ...] = ()
    notes: tuple[Note, ...] = ()

    def __post_init__(self) -> None:
        counts = (len(self.flows), len(self.quarantine))
        adds_up = self.read == self.kept + self.quarantined
        placed = self.places.num_rows == self.kept
        if not (adds_up and placed) or (self.kept, self.quarantined) != counts:
            msg = (
                f"Reading: found {self.read} records read, {self.kept} kept and "
                f"{self.quarantined} put aside in tables of {counts[0]} and "
                f"{counts[1]} rows, {self.places.num_rows} of known place; expected "
                "them to add up. Report this with the file."
            )
            raise SchemaError(msg)

    def __str__(self) -> str:
        sides = f"{self.kept:,} kept, {self.quarantined:,} put aside"
        lines = [f"{self.read:,} records read: {sides}."]
        lines += [f"  {n:,}: {reason}" for reason, n in self.quarantine.reasons.items()]
        lines += [f"Note: {note}" for note in self.notes]
        return "\n".join(lines)
