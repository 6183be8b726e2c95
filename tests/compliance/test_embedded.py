"""The figures that the embedded record must reproduce, one promise per test."""

from datetime import date
from decimal import Decimal
from functools import cache

import pytest

from yalu import sources
from yalu.compliance import (
    Assessment,
    CapLedger,
    Score,
    SilenceKind,
    Verdict,
    assess,
    settle,
    statements,
    unit_values,
)
from yalu.flows import Series
from yalu.library import load
from yalu.periods import Interval, parse_period
from yalu.quantities import Unit
from yalu.regime import Direction

MAIN_LINES = ("2701", "2601", "61", "62", "03")


@cache
def found() -> Assessment:
    """Return the assessment of the embedded record."""
    return assess(
        load("dprk"), sources.load("trade"), absences=sources.load("absences")
    )


def ledger(
    measure: str, year: int, states: str, series: Series = Series.NOTIFIED
) -> CapLedger:
    """Return one ledger of the embedded record."""
    return next(
        x
        for x in found().ledgers
        if (x.measure, x.window.start.year, x.states, x.series)
        == (measure, year, states, series)
    )


def used(
    ledger: CapLedger, limit: Unit, measured: Unit | None = None
) -> tuple[Decimal, Decimal]:
    """Return the share of one limit, measured in one unit, to a tenth of a percent."""
    use = ledger.use_in(measured or limit)
    assert use is not None
    share = next(share for share in use.shares if share.limit.unit is limit)
    assert share.high is not None
    return round(share.low, 1), round(share.high, 1)


def score(measure: str, state: str = "CHN") -> Score:
    """Return one score of the embedded record."""
    return next(
        s for s in found().scorecard if (s.measure, s.state) == (measure, state)
    )


def imports_of(year: int, code: str) -> Decimal:
    """Return China's imports of one line as UN Comtrade has them, in US dollars."""
    said = [
        s
        for s in statements(sources.load("trade"), target="PRK")
        if (s.compiler, s.code, s.direction, s.state)
        == ("UN Comtrade", code, Direction.FROM_TARGET, "CHN")
    ]
    return settle(said, Unit.USD).total(Interval.calendar_year(year)).low


def test_the_five_main_lines_are_four_fifths_of_what_china_bought_in_2016() -> None:
    """The sector bans of 2016 and 2017 meet the bulk of the trade."""
    lines = sum(imports_of(2016, code) for code in MAIN_LINES)

    assert float(100 * lines / imports_of(2016, "TOTAL")) == pytest.approx(79, abs=1)


def test_in_2018_two_of_the_five_lines_are_on_record_and_next_to_nothing() -> None:
    """Of the other three no record was returned: absent, and not counted as zero."""
    codes = {
        row["hs_code"]
        for row in sources.load("trade").to_pylist()
        if (row["compiler"], row["direction"]) == ("UN Comtrade", "import")
        and row["period_start"].year == 2018
    }
    recorded = [code for code in MAIN_LINES if code in codes]
    lines = sum(imports_of(2018, code) for code in recorded)
    share = float(100 * lines / imports_of(2018, "TOTAL"))

    assert recorded == ["61", "62"]
    assert share == pytest.approx(0.0089, abs=0.0001)


def test_china_s_imports_of_2018_are_the_printed_total() -> None:
    """Customs, Reuters and UN Comtrade agree to the dollar."""
    assert imports_of(2018, "TOTAL") == 213_151_847


def test_the_coal_quantity_of_one_extract_is_set_aside() -> None:
    """A third of the tonnage at the full price is three times the price."""
    judged = unit_values(sources.load("trade"), target="PRK")

    coal = [row for row in judged.quarantined if row.code == "2701"]
    assert [(r.compiler, r.period.start.year, r.doubted) for r in coal] == [
        ("UN Comtrade", 2016, Unit.TONNE)
    ]
    assert "GACC has 22,490,000 t for the same days" in coal[0].reason
    assert round(coal[0].quantity / 10**6, 2) == Decimal("7.75")


def test_coal_of_december_2016_exceeds_the_cap_twice_and_thrice() -> None:
    """Twice the tonnes and more than three times the dollars."""
    first = ledger("UN-2321-26b-2016", 2016, "CHN")

    assert used(first, Unit.TONNE) == (Decimal("199.8"), Decimal("199.8"))
    assert used(first, Unit.USD)[0] > 300
    assert first.exceeded is True
    assert score("UN-2321-26b-2016").verdict is Verdict.NOT_ENFORCED


def test_at_the_end_of_april_2017_the_value_limit_binds() -> None:
    """56.5 percent of the value limit against 35.7 of the tonnage limit."""
    year = ledger("UN-2321-26b-2017", 2017, "CHN")

    assert used(year, Unit.USD)[0] == Decimal("56.5")
    assert used(year, Unit.TONNE)[0] == Decimal("35.7")
    assert year.binding is not None
    assert year.binding.limit.unit is Unit.USD


def test_china_notified_ten_months_of_2021_that_add_up() -> None:
    """91,909 barrels, although one month is printed in two ways."""
    use = ledger("UN-2397-5", 2021, "CHN").use_in(Unit.BARREL)

    assert use is not None
    assert use.total is not None
    assert [use.total.low, use.total.high] == [91_909, 91_909]
    assert len(use.with_status("stated")) == 10


def test_the_share_of_2019_depends_on_the_barrel_factor() -> None:
    """76.5 to 88.2 percent of the refined cap."""
    both = ledger("UN-2397-5", 2019, "sum of CHN, RUS")

    shares = used(both, Unit.BARREL, measured=Unit.TONNE)
    assert shares == (Decimal("76.5"), Decimal("88.2"))


def test_early_2020_has_a_tenth_notified_of_what_is_alleged() -> None:
    """106,094 barrels against more than 1.6 million."""
    gap = next(
        g for g in found().gaps if g.claimant == "43 states" and g.notified_by == "WLD"
    )

    assert gap.alleged_low == 320
    assert gap.alleged_high is None
    assert gap.notified_low is not None
    assert round(gap.notified_low, 2) == Decimal("21.22")


def test_customs_nil_and_notified_tonnes_stand_side_by_side() -> None:
    """Customs show no petrol or diesel while 4,470 tonnes were notified."""
    said = [
        s
        for s in statements(sources.load("trade"), target="PRK")
        if s.series is Series.CUSTOMS and s.commodity in {"gasoline", "diesel"}
    ]
    customs = settle(said, Unit.TONNE).total(parse_period("2017-10..2018-03"))
    notified = ledger("UN-2397-5", 2018, "CHN").use_in(Unit.TONNE)
    recorded = ledger("UN-2397-5", 2018, "CHN", Series.CUSTOMS)

    assert customs.is_nil
    assert notified is not None
    assert notified.months[3].running.low == 4470
    assert recorded.binding is not None
    assert recorded.binding.low < Decimal("0.1")
    assert any(
        s.kind is SilenceKind.CONTRADICTED and "notified" in s.words
        for s in found().silences
        if s.measure == "UN-2397-5"
    )


def test_crude_oil_is_unverifiable_and_never_compliant() -> None:
    """Customs stopped recording the pipeline in January 2014."""
    crude = score("UN-2397-4")
    kinds = {s.kind for s in found().silences if s.measure == "UN-2397-4"}

    assert crude.verdict is Verdict.UNVERIFIABLE
    assert {SilenceKind.NEVER, SilenceKind.CONTRADICTED} <= kinds


def test_the_coal_ban_was_partly_and_then_wholly_kept() -> None:
    """Cargo landed before the ban was cleared after it; then nothing, then silence."""
    coal = score("UN-2371-8-coal")

    years = {step.period.start.year: step.verdict for step in coal.path}
    assert years[2017] is Verdict.PARTLY
    assert years[2018] is Verdict.ENFORCED
    assert years[2019] is Verdict.UNVERIFIABLE
    assert coal.silent > coal.months


def test_the_coal_of_autumn_2017_is_a_range_over_value_and_weight() -> None:
    """44 of 367 million dollars, or 511,619 of 7.4 million tonnes: never one number."""
    coal = score("UN-2371-8-coal")
    first = coal.path[0]

    assert first.low is not None
    assert first.high is not None
    assert round(first.low, 1) == Decimal("6.9")
    assert round(first.high, 1) == Decimal("12.0")
    assert coal.verdict is Verdict.PARTLY
    assert (coal.low, coal.high) == (first.low, first.high)


def test_months_that_china_had_closed_are_not_usual_for_the_ban_after() -> None:
    """Four months of 2016 cost some 370 to 490 million dollars, whoever counts."""
    expected = score("UN-2371-8-coal").path[0].expected
    assert expected is not None

    assert 350_000_000 < expected.low < 500_000_000
    assert any("CN-2017-12 had closed" in x for x in score("UN-2371-8-coal").reasons)


def test_the_reasons_of_a_verdict_follow_the_years() -> None:
    """Textiles from 2018 to 2023, one year after the other; the worst is told first."""
    textiles = score("UN-2375-16")
    told = [step.reason for step in textiles.path if step.low is not None]

    assert list(textiles.reasons[: len(told)]) == told
    assert (
        textiles.why
        == max(
            (s for s in textiles.path if s.low is not None), key=lambda s: s.low or 0
        ).reason
    )


def test_a_cap_is_headlined_by_a_window_that_carries_its_verdict() -> None:
    """China's refined products: 51.4 percent in 2023, and 2024 has a silent month."""
    refined = score("CN-2018-04-ref")

    assert refined.verdict is Verdict.ENFORCED
    assert refined.low == Decimal("51.3722")


def test_the_refined_cap_is_contested() -> None:
    """Notifications stay below it, allegations do not."""
    refined = score("UN-2397-5", "WLD")

    assert refined.contested
    assert refined.verdict is Verdict.UNVERIFIABLE


def test_no_state_is_cleared_by_silence() -> None:
    """A verdict on a ban rests on months on record."""
    for row in found().scorecard:
        if row.verdict is not Verdict.UNVERIFIABLE:
            assert row.months > 0
            assert row.sources


def test_the_record_is_asked_up_to_its_end() -> None:
    """The last period on record ends the question."""
    assert found().until >= date(2025, 12, 1)
