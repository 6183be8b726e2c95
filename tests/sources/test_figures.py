"""What the embedded figures promise, as far as data alone can tell."""

from collections import Counter
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from yalu.flows import EXTENDED_SCHEMA, FlowTable
from yalu.periods import Interval, parse_period
from yalu.provenance import Evidence
from yalu.sources import load, source

BANNED_LINES = ("2701", "2601", "03", "61", "62")
SERIES = {"customs": 1046, "notified": 152, "alleged": 5, "estimated": 4}
YEARS = (2016, 2017, 2018)
GRADED = [
    "elasticities", "estimates", "output", "partner_totals", "prices", "trade",
    "trade_groups",
]  # fmt: skip


@cache
def rows(name: str) -> tuple[dict[str, Any], ...]:
    """Return a dataset as rows."""
    return tuple(load(name).to_pylist())


def trade(period: str, **wanted: str) -> list[dict[str, Any]]:
    """Return the rows of trade in exactly one period that have these values."""
    span = parse_period(period)
    return [
        row
        for row in rows("trade")
        if (row["period_start"], row["period_end"]) == (span.start, span.end)
        and all(row[name] == value for name, value in wanted.items())
    ]


def comtrade(year: int, code: str) -> Decimal:
    """Return China's recorded imports of one line; nothing where no record is."""
    found = trade(str(year), compiler="UN Comtrade", hs_code=code, direction="import")
    return sum((row["value_usd"] for row in found), Decimal(0))


def banned_share(year: int) -> float:
    """Return the part of China's recorded imports that five lines make up."""
    lines = sum(comtrade(year, code) for code in BANNED_LINES)
    return float(100 * lines / comtrade(year, "TOTAL"))


def test_the_trade_rows_are_a_valid_table_of_flows() -> None:
    """Whatever reads flows can read the embedded figures."""
    table = load("trade")

    assert table.schema.names == EXTENDED_SCHEMA.names
    assert len(FlowTable(table)) == table.num_rows


def test_five_banned_lines_made_most_of_the_imports_of_2016_and_none_in_2018() -> None:
    """The ban shows in the records: 79 percent before, a hundredth of one after."""
    assert banned_share(2016) == pytest.approx(79, abs=1)
    assert banned_share(2018) == pytest.approx(0.01, abs=0.005)


def test_the_total_of_2018_is_the_same_in_customs_and_comtrade() -> None:
    """Two publications of one figure agree to the digits printed."""
    (printed,) = trade("2018", source="R1812", direction="import", hs_code="TOTAL")

    assert printed["value_usd"] == Decimal("213150000.00")
    assert round(comtrade(2018, "TOTAL"), -4) == printed["value_usd"]


def test_coal_of_2016_stands_with_the_right_tonnes_and_with_the_wrong_ones() -> None:
    """The wrong quantity is kept as printed, so that a check can catch it."""
    found = trade("2016", hs_code="2701", series="customs", reporter="CHN")
    tonnes = {row["source"]: (row["quantity"], row["unit"]) for row in found}

    assert tonnes["NIK2016"] == (Decimal(22_490_000), "t")
    assert tonnes["CTCN"] == (Decimal("7752904424.572"), "kg")
    assert all(row["conflict"] for row in found if row["quantity"])


def test_the_wrong_tonnes_of_2016_show_in_the_unit_value() -> None:
    """The same dollars over a third of the coal cost three times as much a tonne."""
    value = comtrade(2016, "2701")

    assert value == Decimal("1186694713.00")
    assert value / 22_490_000 == pytest.approx(Decimal("52.8"), abs=Decimal("0.1"))
    assert value / Decimal("7752904.424572") > 150


def test_the_refined_products_china_notified_for_2021_add_up() -> None:
    """Ten months and the total of the year are one statement."""
    months = {
        row["period_start"]: row["quantity"]
        for month in range(1, 13)
        for row in trade(f"2021-{month:02}", series="notified", reporter="CHN")
        if row["unit"] == "bbl" and row["source"].startswith("YNACN2021")
    }
    (year,) = trade("2021", series="notified", reporter="CHN")

    assert len(months) == 10
    assert sum(months.values()) == year["quantity"] == 91_909


@pytest.mark.parametrize("direction", ["import", "export"])
@pytest.mark.parametrize("year", YEARS)
def test_no_month_of_the_years_around_the_bans_is_missing(
    year: int, direction: str
) -> None:
    """Breaks at a legal date can only be seen in a gapless series."""
    missing = [
        month
        for month in range(1, 13)
        if not trade(
            f"{year}-{month:02}",
            hs_code="TOTAL",
            direction=direction,
            series="customs",
            reporter="CHN",
        )
    ]

    assert not missing


def test_a_line_without_a_record_is_absent_and_not_zero() -> None:
    """No record is no statement; it is listed apart."""
    empty = {(row["hs_code"], row["period_start"].year) for row in rows("absences")}
    held = {
        (row["hs_code"], row["period_start"].year)
        for row in rows("trade")
        if row["source"].startswith("CTCN")
    }

    assert ("2701", 2018) in empty
    assert not empty & held
    assert len(empty) + len(held) == 72


def test_a_published_nil_is_a_row_with_zero() -> None:
    """Somebody said that nothing came: that is a figure."""
    (coal,) = trade("2018", hs_code="2701", series="customs")

    assert (coal["value_usd"], coal["quantity"], coal["compiler"]) == (0, 0, "KDI")


def test_coal_of_december_2016_was_notified_far_above_its_limits() -> None:
    """About twice the tonnes and more than three times the money."""
    (december,) = trade("2016-12", series="notified", hs_code="2701")

    assert december["quantity"] / 1_000_866 == pytest.approx(2, abs=0.1)
    assert december["value_usd"] / Decimal(53_495_894) > 3


def test_coal_to_april_2017_used_more_of_the_money_than_of_the_tonnes() -> None:
    """The value limit was the one that bound."""
    (sum_,) = trade("2017-01..2017-04", series="notified", hs_code="2701")

    assert sum_["quantity"] == 2_676_342
    assert float(100 * sum_["quantity"] / 7_500_000) == pytest.approx(35.7, abs=0.05)
    assert float(100 * sum_["value_usd"] / 400_870_018) == pytest.approx(56.5, abs=0.05)


def test_the_share_of_2019_depends_on_the_barrel() -> None:
    """The lightest and the heaviest factor leave twelve points between them."""
    (year,) = trade(
        "2019", series="notified", unit="t", source="KH2019", reporter="WLD"
    )

    assert float(year["quantity"] * Decimal("7.23") / 5000) == pytest.approx(
        76.5, 0.001
    )
    assert float(year["quantity"] * 500 / 60 / 5000) == pytest.approx(88.2, 0.001)


def test_what_was_alleged_for_2020_is_fifteen_times_what_was_notified() -> None:
    """The two series stand beside each other and are never added."""
    (notified,) = trade("2020-01..2020-05", series="notified", reporter="WLD")
    (alleged,) = trade("2020-01-01..2020-05-30", series="alleged")

    assert round(notified["quantity"]) == 106_094
    assert alleged["quantity_low"] == 1_600_000
    assert alleged["quantity"] is None


def test_customs_show_no_petrol_in_months_for_which_it_was_notified() -> None:
    """Silence of one record is contradicted by another."""
    months = [f"2017-{m}" for m in (10, 11, 12)] + [f"2018-0{m}" for m in (1, 2, 3)]
    recorded = [
        row["quantity"]
        for month in months
        for name in ("gasoline", "diesel")
        for row in trade(month, commodity=name, series="customs")
    ]
    (notified,) = trade("2018-01..2018-04", series="notified", reporter="CHN")

    assert recorded == [0] * 12
    assert notified["quantity"] == 4_470


def test_an_accusation_states_a_lower_bound_only() -> None:
    """Nobody measured what is alleged."""
    alleged = [row for row in rows("trade") if row["series"] == "alleged"]

    assert {row["evidence"] for row in alleged} == {"alleged"}
    assert all(row["quantity_low"] and row["quantity"] is None for row in alleged)


def test_a_limit_of_the_law_is_not_a_flow() -> None:
    """Caps live with the law."""
    limits = {1_000_866, 7_500_000, 500_000}
    stated = {row["quantity"] for row in rows("trade") if row["series"] == "notified"}

    assert not limits & stated


def test_the_series_hold_what_was_transcribed() -> None:
    """A row lost or doubled changes a count."""
    assert Counter(row["series"] for row in rows("trade")) == SERIES


@pytest.mark.parametrize("name", [*GRADED, "trade_totals"])
def test_every_figure_has_a_source_a_grade_and_a_confidence(name: str) -> None:
    """A number that nobody answers for is no data."""
    for row in rows(name):
        assert all(source(part).publisher for part in row["source"].split(";"))
        assert row["evidence"]
        assert row["confidence"]


@pytest.mark.parametrize("name", GRADED)
def test_only_an_authority_s_own_page_is_official(name: str) -> None:
    """A newspaper that quotes customs is a newspaper."""
    kinds = {row["id"]: row["kind"] for row in rows("sources")}
    official = [row for row in rows(name) if row["evidence"] == Evidence.OFFICIAL]

    for row in official:
        parts = row["source"].split(";")
        assert kinds[parts[0]] == "authority", row


def test_a_figure_that_no_page_prints_is_an_estimate_with_its_formula() -> None:
    """Worked-out figures never pass for printed ones."""
    for row in rows("trade"):
        if row["series"] in {"customs", "notified"}:
            assert bool(row["derived"]) == (row["evidence"] == Evidence.ESTIMATED)


def test_contradicting_statements_are_both_kept_and_marked() -> None:
    """January 2018 differs by a quarter between customs and its compiler."""
    found = trade("2018-01", hs_code="TOTAL", direction="import")

    assert {row["compiler"] for row in found} == {"GACC", "KITA"}
    assert all(row["conflict"] for row in found)


def test_the_crude_estimates_agree_between_datasets() -> None:
    """One figure is transcribed for two uses and must stay one, with its range."""
    values = {
        row["period_start"].year: [
            row[column] * 1_000_000 for column in ("low", "printed", "high")
        ]
        for row in rows("estimates")
        if row["item"] == "crude oil by pipeline, value"
    }

    assert set(values) == {2018, 2019}
    for year, amounts in values.items():
        (flow,) = trade(str(year), series="estimated", hs_code="2709")
        ends = ("value_low", "value_usd", "value_high")
        assert [flow[column] for column in ends] == amounts


@pytest.mark.parametrize(
    ("name", "low", "figure", "high"),
    [
        ("trade", "value_low", "value_usd", "value_high"),
        ("trade", "quantity_low", "quantity", "quantity_high"),
        ("trade_groups", "value_low", "value_usd", "value_high"),
        ("trade_totals", "total_low", "total_usd", "total_high"),
        ("partner_totals", "value_low", "value_usd", "value_high"),
        ("estimates", "low", "printed", "high"),
    ],
)
def test_an_estimate_carries_its_range(
    name: str, low: str, figure: str, high: str
) -> None:
    """A worked-out figure without a range claims more than was printed."""
    estimated = [
        row
        for row in rows(name)
        if row["evidence"] == Evidence.ESTIMATED and row[figure] is not None
    ]

    assert estimated
    for row in estimated:
        assert row[low] <= row[figure] <= row[high]
        assert row[low] < row[high]


def test_a_printed_figure_gets_no_range_of_our_own() -> None:
    """Bounds of a reported or official figure are those that its page states."""
    found = [
        row
        for row in rows("trade")
        if row["evidence"] in {"reported", "official"}
        for figure, low in (("value_usd", "value_low"), ("quantity", "quantity_low"))
        if row[figure] is not None and row[low] is not None
    ]

    assert found == []


def test_a_quantity_that_is_not_usable_is_told_in_the_note_alone() -> None:
    """Nobody divides by a number that its own note warns of."""
    found = [
        row
        for row in trade("2016", compiler="UN Comtrade", direction="import")
        if row["note"].startswith("quantity not usable")
    ]

    assert {row["hs_code"] for row in found} == {"6704", "2601", "2716"}
    assert {(row["quantity"], row["unit"]) for row in found} == {(None, None)}
    assert any("printed as 54907.736 kg" in row["note"] for row in found)


def test_prices_reach_back_before_the_first_resolution_and_have_one_value_each() -> (
    None
):
    """World prices cover the years that any comparison needs."""
    coal = {
        row["period_start"]: row["price"]
        for row in rows("prices")
        if row["item"] == "coal_australia"
    }

    assert round(coal[date(2017, 6, 1)], 1) == Decimal("81.1")
    assert Interval(min(coal), max(coal)).covers(parse_period("2006-01..2024-10"))
