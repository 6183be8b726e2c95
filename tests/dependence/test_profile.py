"""What a profile promises as a whole, and what bad tables get."""

import json
from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pytest

from yalu.dependence import DependenceProfile, Status, profile
from yalu.errors import SchemaError

Row = Callable[..., dict[str, Any]]
Made = Callable[..., DependenceProfile]


@pytest.fixture
def found(figure: Row, line: Row, profile_of: Made) -> DependenceProfile:
    """Return a profile with something of everything."""
    return profile_of(
        figure(2006, "CHN", 1700, compiler="GACC"),
        figure(2016, "CHN", 6050, share_pct=93.5),
        figure(2016, "WLD", 6550),
        figure(2016, "RUS", 76),
        figure(2016, "KOR", 333),
        lines=(line(2016, "TOTAL", 100), line(2016, "2701", 60)),
    )


def test_all_numbers_stand_in_one_tidy_table(found: DependenceProfile) -> None:
    """One form for CSV, JSON and charts."""
    figures = {row["figure"] for row in found.to_rows()}

    assert figures == {
        "share",
        "printed_share",
        "bound",
        "concentration",
        "largest",
        "alternative",
    }
    assert json.loads(json.dumps(found.to_rows()))[0]["subject"] == "CHN"


def test_what_could_not_be_had_is_listed_with_its_reason(
    found: DependenceProfile,
) -> None:
    """Unverifiable is a result, not a gap."""
    assert [row.compiler for row in found.unverifiable] == ["GACC"]
    assert "prints no total" in found.unverifiable[0].basis


def test_a_difference_from_print_is_shown_in_its_row(found: DependenceProfile) -> None:
    """93.5 printed against 92.4 computed."""
    (row,) = [row for row in found.table if row.figure == "printed_share"]

    assert row.basis == "as printed, +1.1 points from the printed amounts"


def test_a_profile_is_a_paragraph(found: DependenceProfile) -> None:
    """A reader learns the last share, the doubts and the alternative."""
    text = str(found)

    assert "2016 KOTRA total (crude in, inter-Korean out): 92.4%" in text
    assert "1 of 1 printed shares differ" in text
    assert "RUS traded at most 76 million USD" in text


def test_order_of_rows_does_not_matter(figure: Row, profile_of: Made) -> None:
    """A table has no order."""
    rows = [
        figure(2016, "CHN", 6050),
        figure(2016, "WLD", 6550),
        figure(2015, "CHN", 5710),
        figure(2015, "WLD", 6250),
    ]

    assert profile_of(*rows) == profile_of(*reversed(rows))


def test_a_share_that_was_not_computed_is_not_found(found: DependenceProfile) -> None:
    """Asking for it gives nothing rather than a guess."""
    assert found.share(2006, "GACC") is None


def test_empty_tables_give_an_empty_profile(profile_of: Made) -> None:
    """Nothing known is said in words."""
    found = profile_of()

    assert found.table == ()
    assert str(found) == "No share of CHN in PRK's trade can be computed."


def test_missing_columns_are_all_named() -> None:
    """One message for the whole table."""
    with pytest.raises(SchemaError, match=r"expected also period_start, .*source"):
        profile(pa.table({}), pa.table({}))


def test_every_impossible_row_is_told(figure: Row, profile_of: Made) -> None:
    """Row numbers count from 1."""
    with pytest.raises(SchemaError) as caught:
        profile_of(
            figure(2016, "CHN", 6050),
            figure(2016, "CHN", -1),
            figure(2016, "CHN", 5, value_low=6, value_high=7),
            figure(2016, "CHN", 5, flow="both"),
            figure(2016, "CHN", 5, share_pct=925),
            figure(2016, "", 5, evidence="rumour"),
            figure(2016, "CHN", 5, period_start=None),
        )

    message = str(caught.value)
    assert message.count("\n  - ") == 7
    assert "row 1:" not in message
    assert all(f"partner_totals, row {n}: " in message for n in range(2, 8))


def test_an_estimate_over_years_counts_only_if_it_is_yearly(
    figure: Row, crude: Row, profile_of: Made
) -> None:
    """A sum over several years is not the value of each."""
    rows = (figure(2015, "CHN", 80), figure(2015, "WLD", 100))
    span = {**crude(2014, 10, 10), "period_end": crude(2016, 0, 0)["period_start"]}
    yearly = {**span, "unit": "million USD a year"}
    summed = profile_of(*rows, estimates=(span,)).corners
    each = profile_of(*rows, estimates=(yearly,)).corners

    assert sum(corner.status is Status.COMPUTED for corner in summed) == 1
    assert sum(corner.status is Status.COMPUTED for corner in each) == 2


def test_other_estimates_are_not_crude(
    figure: Row, crude: Row, profile_of: Made
) -> None:
    """Kaesong's production and open ends are left alone."""
    rows = (figure(2015, "CHN", 80), figure(2015, "WLD", 100))
    other = {**crude(2015, 10, 10), "item": "Kaesong production"}
    open_end = {**crude(2015, 10, 10), "low": None}
    found = profile_of(*rows, estimates=(other, open_end))

    assert sum(corner.status is Status.COMPUTED for corner in found.corners) == 1
