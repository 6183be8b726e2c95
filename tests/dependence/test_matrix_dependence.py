"""What dependence read from a repaired matrix promises, by hand."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pyarrow as pa
import pytest

from tests.dependence.conftest import ESTIMATES, TRADE, TYPES
from tests.dependence.worlds import CELLS, repaired
from tests.flows.matrices import matrix_of
from yalu import sources
from yalu.dependence import (
    LENIENT,
    STRICT,
    DependenceProfile,
    Flow,
    OutsideOption,
    profile,
)
from yalu.dependence.counted import both_ways
from yalu.errors import SchemaError
from yalu.flows import repair
from yalu.provenance import Evidence

Row = Callable[..., dict[str, Any]]


def made(
    *figures: dict[str, Any],
    lines: tuple[dict[str, Any], ...] = (),
    output: pa.Table | None = None,
    target: str = "PRK",
) -> DependenceProfile:
    """Return the profile of some figures beside the small matrix."""
    return profile(
        pa.Table.from_pylist(list(figures), schema=TYPES),
        pa.Table.from_pylist([], schema=ESTIMATES),
        target=target,
        trade=pa.Table.from_pylist(list(lines), schema=TRADE),
        matrix=repaired(),
        output=output,
    )


def made_output(*rows: tuple[int, str, float, float]) -> pa.Table:
    """Return estimates of output: year, item, low and high in million USD."""
    return pa.Table.from_pylist(
        [
            {
                "period_start": date(year, 1, 1),
                "period_end": date(year + 1, 1, 1),
                "item": item,
                "value": None,
                "low": low,
                "high": high,
                "source": "OUT",
            }
            for year, item, low, high in rows
        ]
    )


@pytest.fixture(scope="module")
def found() -> DependenceProfile:
    """Return the profile of the small matrix alone."""
    return made()


def test_each_reading_is_a_compiler_of_its_own(found: DependenceProfile) -> None:
    """190 of 210 with Brazil in, of 201 without; the Congo is out of both."""
    lenient = found.share(2015, LENIENT, Flow.IMPORTS)
    strict = found.share(2015, STRICT, Flow.IMPORTS)

    assert lenient is not None
    assert strict is not None
    assert lenient.low == lenient.high == pytest.approx(190 / 210)
    assert strict.low == strict.high == pytest.approx(190 / 201)
    assert lenient.base == "crude out, inter-Korean out"


def test_crude_is_in_as_long_as_customs_recorded_it(found: DependenceProfile) -> None:
    """To 2013."""
    share = found.share(2005, STRICT, Flow.IMPORTS)

    assert share is not None
    assert share.base == "crude in, inter-Korean out"


def test_concentration_over_all_partners_is_exact(found: DependenceProfile) -> None:
    """Strict purchases of 2015: 190, 10 and 1 of 201."""
    (row,) = [
        row
        for row in found.concentration
        if (row.year, row.compiler, row.flow) == (2015, STRICT, Flow.IMPORTS)
    ]

    assert row.low == pytest.approx((190**2 + 10**2 + 1) / 201**2)
    assert row.high == row.low


def test_criticality_is_the_product_of_three_shares(found: DependenceProfile) -> None:
    """Fuel 2015: 90 of 100; the world exports 690 Chinese, 300 Russian, 800 American.

    If everyone steps in, 690 of 1,790 is missing; Russia alone is on record, so that
    1,490 are missing at most.
    """
    (row,) = [r for r in found.criticality if (r.year, r.section) == (2015, "3")]

    assert row.dependence == pytest.approx((0.9, 0.9))
    assert row.scarcity == pytest.approx((690 / 1790, 1490 / 1790))
    assert list(row.lack) == [0, 1]
    assert row.low == pytest.approx(0)
    assert row.high == pytest.approx(0.9 * 1490 / 1790)
    assert row.of_purchases == pytest.approx((100 / 210, 100 / 201))
    assert "piped crude is not in it" in row.basis


def test_output_bounds_the_lack_of_home_output_from_below() -> None:
    """201 bought at least, 799 made at most: a fifth is bought abroad."""
    output = made_output(
        (2015, "nominal_gni_usd", 500e-6, 700e-6),
        (2015, "nominal_gdp_usd", 400e-6, 799e-6),
        (2015, "gdp_ppp_usd", 4e9, 4e9),
    )
    (row,) = [
        r for r in made(output=output).criticality if (r.year, r.section) == (2015, "3")
    ]

    assert list(row.lack) == pytest.approx([0.201, 1])
    assert row.low == pytest.approx(0.9 * 690 / 1790 * 0.201)
    assert "OUT" in row.sources


def test_asymmetry_is_the_ratio_of_two_dependences(found: DependenceProfile) -> None:
    """All 200 sold go to China, which buys 1,000: five times as much."""
    (row,) = [
        r
        for r in found.asymmetry
        if (r.year, r.flow, r.section) == (2015, Flow.EXPORTS, "3")
    ]

    assert row.of_target == pytest.approx((1, 1))
    assert row.of_patron == pytest.approx((0.2, 0.2))
    assert row.times == pytest.approx((5, 5))


def test_total_trade_adds_both_directions(found: DependenceProfile) -> None:
    """390 of 410 or 401; China's own: 1,790 sold and 1,000 bought."""
    (row,) = [
        r
        for r in found.asymmetry
        if (r.year, r.flow, r.section) == (2015, Flow.TOTAL, "all")
    ]

    assert row.of_target == pytest.approx((390 / 410, 390 / 401))
    assert row.of_patron == pytest.approx((390 / 2790, 390 / 2790))


def test_a_year_without_rows_of_sales_has_no_total(found: DependenceProfile) -> None:
    """The matrix lists no sale of 2005: nobody's trade is its purchases alone."""
    whole = [row.year for row in found.alternatives if row.flow is Flow.TOTAL]
    bought = [row.year for row in found.alternatives if row.flow is Flow.IMPORTS]
    compared = {row.year for row in found.asymmetry if row.flow is Flow.TOTAL}

    assert whole == []
    assert bought == [2005, 2015]
    assert found.share(2005, STRICT) is None
    assert compared == {2015}


def test_what_is_listed_one_way_is_in_the_sum_and_nobodys_total(
    found: DependenceProfile,
) -> None:
    """Of 401, 11 are what Russia and Germany sold; what they bought is not listed."""
    share = found.share(2015, STRICT)
    (index,) = [
        row
        for row in found.concentration
        if (row.year, row.compiler, row.flow) == (2015, STRICT, Flow.TOTAL)
    ]

    assert share is not None
    assert list(share.world_usd or ()) == [401, 401]
    assert list(index.known) == ["CHN"]
    assert index.low == pytest.approx((390 / 401) ** 2)
    assert index.high == pytest.approx((390**2 + 11**2) / 401**2)
    assert index.known_share == pytest.approx((390 / 401, 390 / 401))


def test_a_row_that_the_repair_takes_out_is_not_a_row_that_never_was() -> None:
    """Of what is removed it is judged that nothing is the North's."""
    cut = repair(
        matrix_of(
            *CELLS, (2015, "7", "PRK", "BRA", 3.0), (2015, "7", "KOR", "BRA", 9.0)
        )
    )

    assert (2015, "7", "BRA") in both_ways(cut)
    assert (2015, "7", "DEU") not in both_ways(cut)


def option(found: DependenceProfile, good: str, series: str) -> OutsideOption:
    """Return the one outside option of a good."""
    (row,) = [
        r
        for r in found.outside_options
        if (r.good, r.series, r.flow) == (good, series, Flow.IMPORTS)
    ]
    return row


def test_the_outside_option_is_the_most_on_record(found: DependenceProfile) -> None:
    """Russia sold fuel for 40 in 2005; China for 90 in 2015."""
    row = option(found, "3", "matrix")

    assert (row.year, row.low, row.high, row.years) == (2005, 40, 40, 2)
    assert row.patron_year == 2015
    assert row.of_patron == pytest.approx((40 / 90, 40 / 90))


def test_goods_codes_come_from_whole_years_of_each_kind(line: Row) -> None:
    """Customs and accusations are not put together, nor are months and years."""
    russian = {"reporter": "RUS", "direction": "export"}
    lines = (
        line(2018, "2710", 20, **russian),
        line(2019, "2710", 30, **russian),
        line(2019, "2710", 5, month=3, **russian),
        line(2019, "2710", 99, **russian, series="alleged"),
        line(2019, "2710", 60, direction="export"),
    )
    done = made(lines=lines)
    customs, alleged = (option(done, "HS 2710", s) for s in ("customs", "alleged"))

    assert (customs.year, customs.high, customs.of_patron) == (2019, 30e6, (0.5, 0.5))
    assert alleged.of_patron is None
    assert alleged.evidence is Evidence.ALLEGED


def test_another_compiler_on_the_same_base_is_inside_or_told_how_far(
    figure: Row,
) -> None:
    """60 of 100 in the matrix of 2005; 50 and 60 of 100 by others."""
    rows = (
        figure(2005, "CHN", 50, flow="imports"),
        figure(2005, "WLD", 100, flow="imports"),
        figure(2005, "CHN", 60, flow="imports", compiler="ITC"),
        figure(2005, "WLD", 100, flow="imports", compiler="ITC"),
    )
    checks = {row.compiler: row for row in made(*rows).checks}

    assert not checks["KOTRA"].inside
    assert checks["KOTRA"].points == pytest.approx(-10)
    assert checks["ITC"].inside


def test_a_base_that_cannot_be_evened_out_is_said(figure: Row) -> None:
    """Crude of 2015 has no value here."""
    (row,) = made(figure(2015, "CHN", 95), figure(2015, "WLD", 100)).checks

    assert row.base == "crude in, inter-Korean out, while the matrix has crude out"


def test_the_table_holds_every_new_figure(found: DependenceProfile) -> None:
    """With its year, sources and grade."""
    rows = [row for row in found.table if row.compiler.startswith("UNCTAD")]

    assert {row.figure for row in rows} >= {
        "share",
        "repair",
        "criticality",
        "asymmetry",
        "outside_option",
    }
    assert all(row.sources and row.evidence for row in rows)


def test_the_paragraph_tells_the_share_before_and_after(
    found: DependenceProfile,
) -> None:
    """390 of 460 as published."""
    assert re.search(
        r"gives 84\.8% for 2015 as published, 95\.1% to 97\.3%", str(found)
    )


def test_a_matrix_repaired_for_another_state_is_refused() -> None:
    """Its rows of this state are still mixed up."""
    with pytest.raises(SchemaError, match=r"repaired for PRK\. Repair it for IRN"):
        made(target="IRN")


@pytest.fixture(scope="module")
def embedded() -> DependenceProfile:
    """Return the profile of the embedded data."""
    return profile(
        sources.load("partner_totals"),
        sources.load("estimates"),
        matrix=sources.repaired_trade(),
    )


def test_what_russia_bought_in_1995_is_unknown_and_not_nil(
    embedded: DependenceProfile,
) -> None:
    """The matrix lists its sales of 31.6 million USD and no purchase."""
    rows = [row for row in embedded.alternatives if row.year == 1995]

    assert [row.flow for row in rows] == [Flow.IMPORTS]
    assert rows[0].high == pytest.approx(31.555e6)
    assert not any("RUS" in row.beaten for row in embedded.ranks if row.year == 1995)


def test_japan_was_ahead_before_china_led(embedded: DependenceProfile) -> None:
    """KITA has Japan at 30.1 and China at 17.3 % in 2001, the matrix Japan in 1995."""
    done = embedded

    assert (done.leads.before, done.leads.since) == (2001, 2005)
    assert "CHN leads without a break from 2005 on; JPN was ahead in 2001" in str(done)
