"""What a dataset is: who published it, under what terms, and what its columns mean."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Self

import pyarrow as pa

from yalu.errors import SchemaError
from yalu.sources.expectation import Expectation

__all__ = ["FORMATS", "Column", "Descriptor", "Licence"]

FORMATS = ("csv", "parquet")
"""Kinds of files that a dataset may be held in."""

_KINDS: dict[str, pa.DataType] = {
    "text": pa.string(),
    "day": pa.date32(),
    "yes or no": pa.bool_(),
    "whole number": pa.int64(),
    "money": pa.decimal128(18, 2),
    "quantity": pa.decimal128(18, 3),
    "price": pa.decimal128(18, 4),
    "percent": pa.decimal128(5, 2),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a dataset.

    Attributes
    ----------
    name : str
        As it stands in the file.
    kind : str
        What it holds: text, day, yes or no, whole number, money, quantity, price
        or percent. Numbers with a fraction are exact decimals.
    unit : str
        What a number counts; empty where nothing is counted.
    meaning : str
        One line for the reader.
    required : bool
        Whether each row has a value. A required text may be empty.

    Raises
    ------
    SchemaError
        If `kind` is not one of these words.

    """

    name: str
    kind: str
    unit: str = ""
    meaning: str
    required: bool

    def __post_init__(self) -> None:
        if self.kind not in _KINDS:
            msg = (
                f"Column {self.name}: found the kind {self.kind!r}; expected one of "
                f"{', '.join(_KINDS)}. Use one of these words."
            )
            raise SchemaError(msg)

    @property
    def field(self) -> pa.Field:
        """The column as Arrow knows it."""
        return pa.field(self.name, _KINDS[self.kind], nullable=not self.required)


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    """The terms of a dataset.

    Attributes
    ----------
    name : str
        What the terms are called.
    redistribute : bool
        Whether the figures may be passed on.
    note : str
        What has to be kept in mind; empty where there is nothing.

    """

    name: str
    redistribute: bool
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Descriptor:
    """Everything a reader should know of a dataset before using it.

    Attributes
    ----------
    name : str
        Identifier, e.g. ``"trade"``.
    title, publisher : str
        What it is called, and whose figures they are.
    licence : Licence
        The terms.
    retrieved : date
        Day on which the figures were taken from their sources.
    sha256 : str
        Hash of the file's bytes.
    rows : int
        Number of rows.
    notes : tuple of str
        What has to be known to read it rightly.
    columns : tuple of Column
        The columns, in order.
    expectation : Expectation
        What was checked when it was built.
    format : str
        Kind of its file, one of `FORMATS`.
    sources : tuple of str
        Identifiers in the dataset sources that hold for every row, where the rows
        themselves name none.

    Raises
    ------
    SchemaError
        If `format` is not one of these words.

    """

    name: str
    title: str
    publisher: str
    licence: Licence
    retrieved: date
    sha256: str
    rows: int
    notes: tuple[str, ...]
    columns: tuple[Column, ...]
    expectation: Expectation
    format: str = "csv"
    sources: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.format not in FORMATS:
            msg = (
                f"Descriptor of {self.name}: found the format {self.format!r}; "
                f"expected one of {', '.join(FORMATS)}. Use one of these words."
            )
            raise SchemaError(msg)

    @property
    def file(self) -> str:
        """Name of the file that holds the dataset."""
        return f"{self.name}.{self.format}"

    @classmethod
    def from_mapping(cls, given: dict[str, Any]) -> Self:
        """Return the descriptor that a parsed file holds.

        Raises
        ------
        SchemaError
            If an entry is missing or not known.

        """
        try:
            return cls(
                name=given["name"],
                title=given["title"],
                publisher=given["publisher"],
                licence=Licence(**given["licence"]),
                retrieved=given["retrieved"],
                sha256=given["sha256"],
                rows=given["rows"],
                notes=tuple(given["notes"]),
                columns=tuple(Column(**column) for column in given["columns"]),
                expectation=Expectation.from_mapping(given["expect"]),
                format=given.get("format", "csv"),
                sources=tuple(given.get("sources", ())),
            )
        except (KeyError, TypeError) as error:
            msg = (
                f"Descriptor of {given.get('name', 'a dataset')}: {error} is missing "
                "or not known. Mend the description and build the data again."
            )
            raise SchemaError(msg) from error

    @property
    def schema(self) -> pa.Schema:
        """The columns as Arrow knows them."""
        return pa.schema([column.field for column in self.columns])
