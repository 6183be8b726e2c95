"""What the description of a dataset promises."""

from typing import Any

import pyarrow as pa
import pytest

from yalu.errors import SchemaError
from yalu.sources import Column, Descriptor

GIVEN: dict[str, Any] = {
    "name": "demo",
    "title": "A demonstration",
    "publisher": "nobody",
    "licence": {"name": "CC BY 4.0", "redistribute": True},
    "retrieved": "2026-11-22",
    "sha256": "0" * 64,
    "rows": 1,
    "notes": [],
    "columns": [
        {"name": "day", "kind": "day", "meaning": "a day", "required": True},
        {"name": "paid", "kind": "money", "meaning": "dollars", "required": False},
    ],
    "expect": {"rows": [1, 1], "unique": ["day"]},
}


def test_a_description_becomes_a_schema() -> None:
    """The words of the description are the types of the table."""
    assert Descriptor.from_mapping(GIVEN).schema.equals(
        pa.schema(
            [
                pa.field("day", pa.date32(), nullable=False),
                pa.field("paid", pa.decimal128(18, 2)),
            ]
        )
    )


@pytest.mark.parametrize("entry", ["title", "licence", "sha256", "columns", "expect"])
def test_a_missing_entry_is_named(entry: str) -> None:
    """A dataset without a licence or a hash is not described."""
    given = {key: value for key, value in GIVEN.items() if key != entry}

    with pytest.raises(SchemaError, match=f"Descriptor of demo: '{entry}' is missing"):
        Descriptor.from_mapping(given)


def test_a_kind_that_does_not_exist_is_answered_with_those_that_do() -> None:
    """Floating-point numbers are left out on purpose."""
    with pytest.raises(SchemaError, match="found the kind 'float'; expected one of te"):
        Column(name="value", kind="float", meaning="a number", required=True)


def test_a_dataset_is_held_as_text_unless_it_says_otherwise() -> None:
    """A table of figures can be read without a program, a matrix is too large."""
    matrix = Descriptor.from_mapping({**GIVEN, "format": "parquet", "sources": ["A"]})

    assert Descriptor.from_mapping(GIVEN).file == "demo.csv"
    assert (matrix.file, matrix.sources) == ("demo.parquet", ("A",))


def test_a_format_that_does_not_exist_is_answered_with_those_that_do() -> None:
    """Nothing else is read."""
    with pytest.raises(SchemaError, match="found the format 'xlsx'; expected one of c"):
        Descriptor.from_mapping({**GIVEN, "format": "xlsx"})
