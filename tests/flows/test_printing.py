"""What is read out of partner totals for the repair."""

from datetime import date

import pyarrow as pa
import pytest

from yalu.errors import SchemaError
from yalu.flows import FlowDirection, printed_trade


def row(**changes: object) -> dict[str, object]:
    """Return a row of partner totals."""
    return {
        "period_start": date(2015, 1, 1),
        "period_end": date(2016, 1, 1),
        "partner": "RUS",
        "flow": "exports",
        "value_usd": 5.0,
        "value_low": None,
        "value_high": None,
        "source": "S1;S2",
        **changes,
    }


def table(*rows: dict[str, object]) -> pa.Table:
    """Return a table of some rows."""
    return pa.Table.from_pylist(list(rows))


def test_an_amount_of_one_partner_in_a_year_is_read() -> None:
    """With its direction, its range and all its sources."""
    (one,) = printed_trade(table(row(value_low=4.0, value_high=6.0)))

    assert (one.year, one.partner, one.direction) == (2015, "RUS", FlowDirection.EXPORT)
    assert (one.low, one.high, one.middle) == (4, 6, 5)
    assert one.sources == ("S1", "S2")


@pytest.mark.parametrize(
    "changes",
    [
        {"partner": "WLD"},
        {"value_usd": None},
        {"period_end": date(2015, 9, 1)},
        {"period_start": date(2014, 1, 1)},
    ],
)
def test_what_says_nothing_of_a_pair_in_a_year_is_left_aside(
    changes: dict[str, object],
) -> None:
    """Totals, bare shares, parts of years, several years."""
    assert printed_trade(table(row(), row(**changes)))[1:] == ()


def test_an_unknown_flow_is_refused() -> None:
    """A misspelt direction must not count as both."""
    with pytest.raises(SchemaError, match="'exprots'; expected one of exports"):
        printed_trade(table(row(flow="exprots")))


def test_missing_columns_are_named() -> None:
    """All at once."""
    with pytest.raises(SchemaError, match=r"expected also period_end, .*source"):
        printed_trade(pa.table({"period_start": [date(2015, 1, 1)]}))
