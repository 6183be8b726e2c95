"""Promises about outside series."""

from typing import Any

import duckdb
import polars as pl
import pytest

from tests.compliance.worlds import flow, table
from yalu.compliance.counterfactual import (
    Regressor,
    purchases_from_others,
    sales_by_others,
)
from yalu.errors import SchemaError
from yalu.periods import Interval

JANUARY, FEBRUARY = Interval.month(2015, 1), Interval.month(2015, 2)
ASKED: dict[str, Any] = {"importer": "CHN", "codes": ["2701"], "without": "PRK"}


def test_several_records_of_one_month_are_added() -> None:
    """The first of them is not the month."""
    rows = [
        flow("2015-01", partner="AUS", value=10),
        flow("2015-01", partner="AUS", value=7),
        flow("2015-01", partner="MNG", value=5),
    ]

    found = purchases_from_others(table(rows).table, **ASKED)

    assert (found.months, found.values) == ((JANUARY,), (22.0,))


def test_the_target_other_goods_and_other_series_do_not_count() -> None:
    """Only what others sold of the same good, as customs recorded it."""
    rows = [
        flow("2015-01", partner="AUS", value=10),
        flow("2015-01", partner="PRK", value=1000),
        flow("2015-01", "2601", partner="AUS", value=1000),
        flow("2015-01", partner="AUS", value=1000, series="alleged"),
        flow("2015-01", partner="AUS", value=1000, direction="export"),
        flow("2015-01", partner="CHN", value=1000, reporter="AUS"),
        flow("2015", partner="AUS", value=1000),
        flow("2015-02", partner="AUS", value=None),
    ]

    found = purchases_from_others(table(rows).table, **ASKED)

    assert (found.months, found.values) == ((JANUARY,), (10.0,))


def test_all_states_together_less_the_target_stand_in() -> None:
    """Where no single partner is on record in a month."""
    rows = [
        flow("2015-01", partner="WLD", value=100),
        flow("2015-01", partner="PRK", value=30),
        flow("2015-02", partner="WLD", value=100),
        flow("2015-02", partner="AUS", value=60),
    ]

    found = purchases_from_others(table(rows).table, **ASKED)

    assert found.values == (70.0, 60.0)


def test_any_frame_will_do() -> None:
    """A DuckDB relation and a polars frame give what the table gives."""
    rows = [flow("2015-02", partner="AUS", value=3), flow("2015-01", partner="AUS")]
    held = table(rows).table
    relation = duckdb.connect().from_arrow(held)

    one = purchases_from_others(held, **ASKED)

    assert one.values == (100.0, 3.0)
    assert purchases_from_others(relation, **ASKED) == one
    assert purchases_from_others(pl.from_arrow(held), **ASKED) == one


def test_quantities_of_several_units_are_not_added() -> None:
    """Tonnes and kilograms are not apples and apples."""
    rows = [
        flow("2015-01", partner="AUS", quantity=1, unit="t"),
        flow("2015-02", partner="AUS", quantity=1, unit="kg"),
    ]

    with pytest.raises(SchemaError, match="the units kg, t"):
        purchases_from_others(table(rows).table, **ASKED, amount="quantity")


def test_each_other_seller_is_a_donor() -> None:
    """One line for each partner but the target and all together."""
    rows = [
        flow("2015-01", partner=partner, value=value)
        for partner, value in (("MNG", 1), ("AUS", 2), ("PRK", 3), ("WLD", 6))
    ]

    donors = sales_by_others(table(rows).table, **ASKED)

    assert [(d.name, d.values) for d in donors] == [("AUS", (2.0,)), ("MNG", (1.0,))]


@pytest.mark.parametrize(
    ("months", "values", "fault"),
    [
        ((JANUARY,), (1.0, 2.0), "as many values"),
        ((FEBRUARY, JANUARY), (1.0, 2.0), "in order"),
        ((JANUARY, JANUARY), (1.0, 2.0), "once"),
        ((Interval.calendar_year(2015),), (1.0,), "calendar months"),
        ((JANUARY,), (float("nan"),), "finite"),
    ],
)
def test_a_series_that_is_not_one_is_an_error(
    months: tuple[Interval, ...], values: tuple[float, ...], fault: str
) -> None:
    """Said with what was found and what to do."""
    with pytest.raises(SchemaError, match=fault):
        Regressor(name="price", months=months, values=values)
