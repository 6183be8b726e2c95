"""What a table of flows promises."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest

from yalu.errors import SchemaError
from yalu.flows import EXTENDED_SCHEMA, SCHEMA, FlowTable

Flows = Callable[..., FlowTable]


def test_the_extended_columns_follow_the_canonical_ones() -> None:
    """Whoever reads only the canonical columns may take the first thirteen."""
    assert EXTENDED_SCHEMA.names[: len(SCHEMA)] == SCHEMA.names


def test_a_table_says_its_size_and_span(flows: Flows) -> None:
    """A reader sees at once what is in hand."""
    assert str(flows({})) == "1 flows from 2017-02-01 to before 2017-03-01"


def test_amounts_are_kept_to_the_cent_and_the_kilogram(flows: Flows) -> None:
    """Sums must be exact, so amounts are decimals of a fixed scale."""
    table = flows({}).table

    assert table["value_usd"].type == pa.decimal128(18, 2)
    assert table["quantity"].type == pa.decimal128(18, 3)


def test_a_missing_amount_is_allowed_and_stays_missing(flows: Flows) -> None:
    """Missing is not zero."""
    table = flows({"value_usd": None, "quantity": None, "unit": None}).table

    assert table["value_usd"].to_pylist() == [None]


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        ({"reporter": None}, "column reporter, 1 row from row 0: missing"),
        ({"direction": "in"}, "not one of import, export"),
        ({"series": "heard"}, "not one of customs, notified, alleged, estimated"),
        ({"evidence": "sure"}, "not one of official, reported"),
        ({"unit": "tons"}, "not one of t, kg, bbl"),
        ({"hs_code": "27011"}, "not 2, 4 or 6 digits, or TOTAL"),
        ({"hs_revision": "2017"}, "not e.g. HS2017"),
        ({"partner": "North Korea"}, "not an ISO3 code"),
        ({"value_usd": Decimal("-0.01")}, "column value_usd, 1 row from row 0: negat"),
        ({"quantity": Decimal(-1)}, "column quantity, 1 row from row 0: negative"),
        ({"period_end": date(2017, 2, 1)}, "not after period_start"),
        ({"unit": None}, "missing beside a quantity"),
        ({"confidence": "sure"}, "not one of high, medium, low"),
        ({"value_low": Decimal(-1)}, "column value_low"),
    ],
)
def test_an_invalid_table_cannot_exist(
    flows: Flows, change: dict[str, Any], finding: str
) -> None:
    """Code that receives a table need not check it again."""
    with pytest.raises(SchemaError, match=re.escape(finding)):
        flows(change)


def test_every_problem_is_listed_at_once(flows: Flows) -> None:
    """One run is enough to mend a table."""
    with pytest.raises(SchemaError) as caught:
        flows({"direction": "in", "unit": "tons"})

    assert str(caught.value).count("\n  - ") == 2


def test_a_missing_unknown_or_mistyped_column_is_named(flows: Flows) -> None:
    """The shape is checked before the values."""
    table = flows({}).table.drop_columns(["series"])
    table = table.append_column("price", pa.array([1.0]))
    table = table.set_column(7, "value_usd", pa.array([float("nan")]))

    with pytest.raises(SchemaError) as caught:
        FlowTable(table)
    message = str(caught.value)
    assert "column series: missing" in message
    assert "columns price: not columns" in message
    assert "column value_usd: type double" in message


def test_columns_in_another_order_are_refused(flows: Flows) -> None:
    """A stable order gives a stable hash."""
    table = flows({}).table

    with pytest.raises(SchemaError, match="found in the order evidence"):
        FlowTable(table.select(list(reversed(table.column_names))))


def test_rows_with_an_unknown_column_are_refused(flows: Flows) -> None:
    """A misspelt column must not vanish."""
    with pytest.raises(SchemaError, match="columns valeu_usd"):
        flows({"valeu_usd": Decimal(1)})


def test_rows_with_a_wrong_type_are_refused(flows: Flows) -> None:
    """A float is no amount, and text no date."""
    with pytest.raises(SchemaError, match="Give dates as date"):
        flows({"period_start": "2017-02-01"})


def test_an_empty_table_is_valid() -> None:
    """No flows is an answer too."""
    assert len(FlowTable.from_rows([])) == 0
