"""What condensing promises: sums of cells, and nils only where a file implies them."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from yalu.errors import SchemaError
from yalu.flows import FlowTable, condense
from yalu.periods import Interval

BASE: dict[str, Any] = {
    "reporter": "ARE",
    "partner": "SOM",
    "direction": "import",
    "hs_code": "440290",
    "hs_revision": "HS2012",
    "value_usd": Decimal(100),
    "quantity": Decimal(10),
    "unit": "kg",
    "series": "customs",
    "source": "file",
    "evidence": "official",
}


def record(period: Interval, **other: object) -> dict[str, Any]:
    """Return one record of a period."""
    days = {"period_start": period.start, "period_end": period.end}
    return {**BASE, **days, **other}


def month(number: int, **other: object) -> dict[str, Any]:
    """Return one record of a month of 2013."""
    return record(Interval.month(2013, number), **other)


def condensed(
    *records: Mapping[str, Any], complete: bool = False, also: tuple[str, ...] = ()
) -> list[dict[str, Any]]:
    """Return the rows that some records condense to."""
    table = FlowTable.from_rows(records)
    found = condense(table, target="SOM", complete=complete, also=also)
    return list(found.table.to_pylist())


def nils(*records: Mapping[str, Any]) -> list[tuple[date, str]]:
    """Return the first day and code of each nil of a complete file."""
    rows = condensed(*records, complete=True)
    return [(r["period_start"], r["hs_code"]) for r in rows if r["derived"] == "nil"]


def test_records_of_one_cell_are_summed() -> None:
    """Never the first of several: both count."""
    (row,) = condensed(month(1), month(1, value_usd=Decimal(50)))

    assert (row["value_usd"], row["quantity"]) == (Decimal(150), Decimal(20))
    assert row["derived"] == "sum of 2 records"


def test_a_sum_with_a_missing_amount_is_only_a_lower_end() -> None:
    """The silent record may hold anything; that it is silent is said."""
    (row,) = condensed(month(1), month(1, value_usd=None))

    assert row["value_usd"] is None
    assert row["value_low"] == Decimal(100)
    assert row["note"] == "1 of 2 records state no value"
    assert row["quantity"] == Decimal(20)


def test_an_amount_that_no_record_states_stays_missing() -> None:
    """Missing is never zero."""
    (row,) = condensed(month(1, value_usd=None), month(1, value_usd=None))

    assert (row["value_usd"], row["value_low"]) == (None, None)


def test_tonnes_and_kilograms_are_one_quantity() -> None:
    """Both are mass: 2 tonnes and 10 kilograms are 2,010 kilograms."""
    tonnes = month(1, quantity=Decimal(2), unit="t")
    (row,) = condensed(month(1), tonnes)

    assert (row["quantity"], row["unit"]) == (Decimal(2010), "kg")


def test_a_value_is_not_counted_once_for_each_unit() -> None:
    """Pieces and kilograms of one cell: one value, two quantities, both lower ends."""
    rows = condensed(month(1), month(1, unit="item", quantity=Decimal(3)))

    assert sorted((r["unit"], r["quantity_low"]) for r in rows) == [
        ("item", Decimal(3)),
        ("kg", Decimal(10)),
    ]
    assert [r["value_usd"] for r in rows if r["value_usd"]] == [Decimal(200)]


def test_a_sum_has_the_grade_of_its_weakest_record() -> None:
    """An estimate among official figures makes the sum an estimate."""
    (row,) = condensed(month(1), month(1, evidence="estimated"))

    assert row["evidence"] == "estimated"


def test_series_and_sources_are_never_summed() -> None:
    """What customs recorded and what others allege are two rows."""
    rows = condensed(month(1), month(1, series="alleged"), month(1, source="other"))

    assert len(rows) == 3


def test_only_what_is_about_the_target_is_kept() -> None:
    """Other trade stays out, unless its goods are asked for."""
    kenya = month(1, partner="KEN")
    coal = month(1, partner="KEN", hs_code="270112")

    assert [r["partner"] for r in condensed(month(1), kenya, coal)] == ["SOM"]
    also = condensed(month(1), kenya, coal, also=("4402",))
    assert sorted(r["partner"] for r in also) == ["KEN", "SOM"]


def test_without_a_target_every_row_is_kept() -> None:
    """What was fetched is about whomever was asked for; its nils are nobody's."""
    rows = [month(1, partner="PRK"), month(1, partner="RUS")]

    assert len(condense(FlowTable.from_rows(rows), target=None)) == 2
    with pytest.raises(SchemaError, match="found none beside complete"):
        condense(FlowTable.from_rows(rows), target=None, complete=True)


def test_a_line_that_stops_in_a_complete_file_is_nil_while_its_reporter_goes_on() -> (
    None
):
    """The Emirates recorded other trade in February, so that no charcoal is a nil."""
    other = month(2, partner="KEN", hs_code="270112")

    assert nils(month(1), other) == [(date(2013, 2, 1), "440290")]
    (nil,) = [
        r for r in condensed(month(1), other, complete=True) if not r["value_usd"]
    ]
    assert (nil["value_usd"], nil["quantity"], nil["unit"]) == (0, 0, "kg")
    assert nil["note"].startswith("nil: the file is said to be complete")


def test_a_file_that_is_not_said_to_be_complete_implies_no_nil() -> None:
    """Missing is never zero."""
    other = month(2, partner="KEN", hs_code="270112")

    assert len(condensed(month(1), other)) == 1


@pytest.mark.parametrize(
    ("reason", "other"),
    [
        ("another reporter", {"reporter": "OMN"}),
        ("the other direction", {"direction": "export"}),
        ("another source", {"source": "other"}),
        ("no customs record", {"series": "alleged"}),
        ("less detail", {"hs_code": "27"}),
        ("a total", {"hs_code": "TOTAL", "hs_revision": ""}),
    ],
)
def test_a_record_that_says_nothing_of_the_line_makes_no_nil(
    reason: str, other: dict[str, str]
) -> None:
    """Only the same reporter, in the same terms and detail, can leave a line out."""
    del reason
    second = month(2, **{"partner": "KEN", "hs_code": "270112", **other})

    assert nils(month(1), second) == []


def test_a_year_is_nil_only_where_the_reporter_gives_years() -> None:
    """In a file of years the nil is the year's; in a file of months the month's."""
    first = record(Interval.calendar_year(2013))
    second = record(Interval.calendar_year(2014), partner="KEN", hs_code="270112")

    assert nils(first, second) == [(date(2014, 1, 1), "440290")]


def test_a_year_in_which_a_month_is_recorded_is_not_nil() -> None:
    """The year is given for other goods; of this line a month speaks against nil."""
    year = record(Interval.calendar_year(2013), partner="KEN", hs_code="270112")

    assert nils(month(1), year) == []


def test_a_month_of_a_year_that_is_recorded_is_not_nil() -> None:
    """What the year's total leaves may have moved in that month."""
    year = record(Interval.calendar_year(2013))
    other = month(2, partner="KEN", hs_code="270112")

    assert nils(year, other) == []


def test_a_heading_is_not_nil_where_a_part_of_it_is_recorded() -> None:
    """Nor a part where only the whole is recorded."""
    heading = month(1, hs_code="4402")
    part = month(2)

    assert nils(heading, part) == []


def test_a_code_is_not_nil_before_its_edition_has_it() -> None:
    """Shell charcoal has had a code of its own since 2022; before, it had another."""
    new = record(Interval.month(2022, 1), hs_code="440220", hs_revision="HS2022")
    before = month(1, partner="KEN", hs_code="270112")
    after = record(
        Interval.month(2022, 2), partner="KEN", hs_code="270112", hs_revision="HS2022"
    )

    assert nils(new, before, after) == [(date(2022, 2, 1), "440220")]


def test_all_goods_are_nil_only_where_nothing_is_recorded() -> None:
    """A month with charcoal is no month without trade."""
    total = month(1, hs_code="TOTAL", hs_revision="")
    other = month(3, partner="KEN", hs_code="270112")

    assert nils(total, month(2), other) == [
        (date(2013, 3, 1), "440290"),
        (date(2013, 3, 1), "TOTAL"),
    ]


def test_a_parquet_file_gives_what_its_table_gives(tmp_path: Path) -> None:
    """Streamed or held, the sums are the same."""
    table = FlowTable.from_rows([month(1), month(1), month(2)])
    parquet.write_table(table.table, tmp_path / "flows.parquet")

    streamed = condense(tmp_path / "*.parquet", target="SOM", complete=True)
    assert streamed == condense(table, target="SOM", complete=True)


def test_a_curated_table_is_refused() -> None:
    """Its rows may be about the same trade, so that a sum would count it twice."""
    table = FlowTable.from_rows([month(1, compiler="a"), month(1, compiler="b")])

    with pytest.raises(SchemaError, match="column compiler: one of a table"):
        condense(table, target="SOM")


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    """Where, what and what to do."""
    with pytest.raises(SchemaError, match="Give a Parquet file"):
        condense(tmp_path / "none.parquet", target="SOM")


amounts = st.decimals(0, 10**9, places=2, allow_nan=False)


@settings(deadline=None)  # a query has a cost that does not hang on its rows
@given(
    st.lists(
        st.tuples(st.integers(1, 12), st.one_of(st.none(), amounts), st.booleans()),
        min_size=1,
        max_size=30,
    )
)
def test_no_known_amount_is_lost_or_made(
    drawn: list[tuple[int, Decimal | None, bool]],
) -> None:
    """The sum of sums is the sum of records, whatever is missing and however split."""
    records = [
        month(number, value_usd=value, reporter="ARE" if here else "OMN")
        for number, value, here in drawn
    ]
    rows = condensed(*records, complete=True)
    known = sum((v for _, v, _ in drawn if v is not None), Decimal(0))
    held = [r["value_usd"] or r["value_low"] or Decimal(0) for r in rows]

    assert sum(held, Decimal(0)) == known
    assert {r["period_start"] for r in rows} == {r["period_start"] for r in records}


def test_the_order_of_records_does_not_matter() -> None:
    """The same rows come out, in the same order."""
    records = [month(n % 5 + 1, value_usd=Decimal(n)) for n in range(12)]

    assert condensed(*records) == condensed(*reversed(records))


def test_the_columns_are_those_of_a_table_of_flows() -> None:
    """Canonical columns first, then what a sum must say of itself."""
    rows = FlowTable.from_rows([month(1)])
    table = condense(rows, target="SOM").table

    assert table.column_names[-4:] == ["derived", "quantity_low", "value_low", "note"]
    assert pc.all(pc.is_valid(table["evidence"])).as_py()
    assert isinstance(table, pa.Table)
