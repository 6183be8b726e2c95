"""What the writing of a dataset promises."""

from typing import Any

import pytest
import yaml

from yalu.sources import Descriptor
from yalu.sources.building import csv_bytes, description, dump

PLAN: dict[str, Any] = {
    "retrieved": "2026-11-22",
    "columns": {"key": {"kind": "text", "required": True, "meaning": "shared"}},
    "datasets": {
        "demo": {
            "title": "A demonstration",
            "publisher": "nobody",
            "licence": {"name": "CC BY 4.0", "redistribute": True},
            "notes": ["one"],
            "columns": ["key"],
            "expect": {"rows": [1, 1], "unique": ["key"]},
        }
    },
}


def test_what_is_written_is_read_back_as_a_descriptor() -> None:
    """The builders and the store agree on one form."""
    about = description("demo", PLAN, b"key\na\n", rows=1)
    text = dump(about, header="# Built by nobody.")
    found = Descriptor.from_mapping(yaml.safe_load(text))

    assert text.startswith(b"# Built by nobody.\nname: demo\n")
    assert (found.rows, found.format, found.sources) == (1, "csv", ())
    assert found.columns[0].meaning == "shared"


def test_a_column_of_its_own_comes_before_a_shared_one() -> None:
    """A dataset may say more precisely what a column means to it."""
    own = {"key": {"kind": "text", "required": True, "meaning": "own"}}
    given = {**PLAN["datasets"]["demo"], "own_columns": own}
    about = description("demo", {**PLAN, "datasets": {"demo": given}}, b"", rows=0)

    assert about["columns"][0]["meaning"] == "own"


def test_a_format_and_sources_are_passed_on_where_they_stand() -> None:
    """A matrix has no source in its rows."""
    given = {**PLAN["datasets"]["demo"], "format": "parquet", "sources": ["A"]}
    about = description("demo", {**PLAN, "datasets": {"demo": given}}, b"", rows=0)

    assert (about["format"], about["sources"]) == ("parquet", ["A"])


def test_a_plan_that_lacks_an_entry_is_no_plan() -> None:
    """A dataset without a licence is not written."""
    given = {k: v for k, v in PLAN["datasets"]["demo"].items() if k != "licence"}

    with pytest.raises(KeyError, match="licence"):
        description("demo", {**PLAN, "datasets": {"demo": given}}, b"", rows=0)


def test_rows_are_written_in_the_order_of_the_columns() -> None:
    """What a row lacks is an empty cell, what it has beyond is left out."""
    assert csv_bytes([{"b": "x", "c": 1}], ["a", "b"]) == b"a,b\n,x\n"
