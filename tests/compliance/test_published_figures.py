"""Figures in print that the embedded record must give, each with its tolerance."""

from decimal import Decimal
from functools import cache

import pytest

from yalu import sources
from yalu.compliance import (
    Amount,
    CapLedger,
    RecordGap,
    Statement,
    cap_ledgers,
    record_gaps,
    settle,
    statements,
    unit_values,
)
from yalu.flows import WORLD, Series
from yalu.library import load
from yalu.periods import Interval, parse_period
from yalu.quantities import Unit
from yalu.regime import Direction

MAIN_LINES = ("2701", "2601", "61", "62", "03")


@cache
def said() -> tuple[Statement, ...]:
    """Return everything on record."""
    return statements(sources.load("trade"), target="PRK")


@cache
def ledgers() -> tuple[CapLedger, ...]:
    """Return every ledger of the embedded record."""
    return cap_ledgers(load("dprk"), sources.load("trade"))


@cache
def gap() -> RecordGap:
    """Return what 43 states alleged of early 2020 beside what was notified."""
    return next(
        g
        for g in record_gaps(ledgers())
        if g.claimant == "43 states" and g.notified_by == WORLD
    )


def ledger(measure: str, year: int, states: str) -> CapLedger:
    """Return the ledger of what was notified for one window."""
    return next(
        x
        for x in ledgers()
        if (x.measure, x.window.start.year, x.states, x.series)
        == (measure, year, states, Series.NOTIFIED)
    )


def recorded(
    compiler: str, code: str, days: Interval, unit: Unit, *commodities: str
) -> Amount:
    """Return what customs of China record of one good, as one compiler has it."""
    return settle(
        [
            s
            for s in said()
            if (s.state, s.compiler, s.code) == ("CHN", compiler, code)
            and s.series is Series.CUSTOMS
            and s.direction is Direction.FROM_TARGET
            and (not commodities or s.commodity in commodities)
        ],
        unit,
    ).total(days)


def lines_of(year: int, days: Interval) -> dict[str, Decimal]:
    """Return China's imports of the main lines that are on record, in dollars."""
    held = {
        s.code
        for s in said()
        if (s.state, s.compiler, s.direction)
        == ("CHN", "UN Comtrade", Direction.FROM_TARGET)
        and s.period.start.year == year
    }
    return {
        code: recorded("UN Comtrade", code, days, Unit.USD).low
        for code in MAIN_LINES
        if code in held
    }


@pytest.mark.parametrize(
    ("year", "percent", "points"), [(2016, 79, 1), (2018, 0.01, 0.005)]
)
def test_the_share_of_the_main_lines(year: int, percent: float, points: float) -> None:
    """Four fifths before the bans, a hundredth of a percent after them."""
    days = Interval.calendar_year(year)
    total = recorded("UN Comtrade", "TOTAL", days, Unit.USD).low
    share = 100 * sum(lines_of(year, days).values()) / total

    assert float(share) == pytest.approx(percent, abs=points)


def test_the_total_of_2018() -> None:
    """213.15 million dollars, to the cent that is printed."""
    days = Interval.calendar_year(2018)
    total = recorded("UN Comtrade", "TOTAL", days, Unit.USD)

    assert total.low == total.high
    assert round(total.low / 10**6, 2) == Decimal("213.15")


def test_coal_of_2016_by_weight_and_value() -> None:
    """22.49 million tonnes by customs, 1.187 billion dollars by UN Comtrade."""
    days = Interval.calendar_year(2016)
    tonnes = recorded("GACC", "2701", days, Unit.TONNE)
    dollars = recorded("UN Comtrade", "2701", days, Unit.USD)

    assert tonnes.low <= 22_490_000
    assert tonnes.high is not None
    assert tonnes.high >= 22_490_000
    assert float(tonnes.low) == pytest.approx(22_490_000, rel=0.01)
    assert round(dollars.low / 10**9, 3) == Decimal("1.187")


def test_the_implausible_tonnage_is_the_only_one_of_its_year_set_aside() -> None:
    """7.75 million tonnes at 153 dollars each, where others paid about 53."""
    (coal,) = (
        row
        for row in unit_values(sources.load("trade"), target="PRK").quarantined
        if row.code == "2701" and row.period.start.year == 2016
    )

    assert round(coal.quantity / 10**6, 2) == Decimal("7.75")
    assert coal.doubted is Unit.TONNE
    assert round(coal.unit_value) == 153
    assert coal.median is not None
    assert coal.unit_value > 2 * coal.median


def test_coal_of_december_2016_against_both_limits() -> None:
    """2.0 million tonnes under 1,000,866; 184 million dollars under 53,495,894."""
    first = ledger("UN-2321-26b-2016", 2016, "CHN")
    shares = {
        share.limit.unit: (share.limit.amount, share.low)
        for use in first.uses
        for share in use.shares
    }

    assert shares[Unit.TONNE][0] == 1_000_866
    assert float(shares[Unit.TONNE][1]) == pytest.approx(200, abs=5)
    assert round(shares[Unit.USD][0] / 10**6, 1) == Decimal("53.5")
    assert shares[Unit.USD][1] > 300


def test_the_end_of_april_2017_in_the_month_table() -> None:
    """The running use of April, and no later month, is 56.5 and 35.7 percent."""
    year = ledger("UN-2321-26b-2017", 2017, "CHN")
    april = {
        use.unit: next(m.low for m in use.months if m.month == parse_period("2017-04"))
        for use in year.uses
    }
    binding = year.binding

    assert round(april[Unit.USD] or 0, 1) == Decimal("56.5")
    weight = year.use_in(Unit.TONNE)
    assert weight is not None
    assert round(weight.shares[0].low, 1) == Decimal("35.7")
    assert binding is not None
    assert binding.limit.unit is Unit.USD


def test_ten_months_of_2021_month_by_month() -> None:
    """The months add up to 91,909 barrels without a remainder."""
    use = ledger("UN-2397-5", 2021, "CHN").use_in(Unit.BARREL)

    assert use is not None
    told = [m.amount for m in use.months if m.amount is not None]
    assert sum(amount.low for amount in told) <= 91_909
    assert sum(amount.high or 0 for amount in told) >= 91_909
    assert use.total == Amount(Decimal(91_909), Decimal(91_909))


def test_2019_is_a_range_over_factors_and_each_is_told() -> None:
    """76.5 percent by the factor of diesel, 88.2 by the one China states."""
    both = ledger("UN-2397-5", 2019, "sum of CHN, RUS").use_in(Unit.TONNE)

    assert both is not None
    (share,) = both.shares
    lows = {name: round(low, 1) for name, low, _ in share.by_factor}
    highs = {name: round(high or low, 1) for name, low, high in share.by_factor}
    assert lows["unsd-gas-diesel"] == min(lows.values()) == Decimal("76.5")
    assert highs["china-refined"] == max(highs.values()) == Decimal("88.2")


def test_early_2020_in_barrels() -> None:
    """106,094 notified for five months; more than 1.6 million alleged."""
    notified, alleged = gap().notified_low, gap().alleged_low

    assert notified is not None
    assert alleged is not None
    assert round(notified * 5_000) == 106_094
    assert alleged * 5_000 == 1_600_000
    assert gap().alleged_high is None
    assert str(gap().period.start) == "2020-01-01"


@pytest.mark.parametrize("month", ["2017-10", "2017-11", "2017-12", "2018-01"])
@pytest.mark.parametrize("fuel", ["gasoline", "diesel"])
def test_customs_show_no_petrol_or_diesel_in_any_month(month: str, fuel: str) -> None:
    """A published nil is a row with nothing in it, not a missing row."""
    days = parse_period(month)
    held = [
        s
        for s in said()
        if s.series is Series.CUSTOMS
        and s.commodity == fuel
        and s.period.covers(days)
        and s.state == "CHN"
    ]

    assert held
    assert settle(held, Unit.TONNE).total(days).is_nil


def test_what_was_notified_for_those_months_is_4470_tonnes() -> None:
    """January to April 2018, beside customs that show nothing."""
    use = ledger("UN-2397-5", 2018, "CHN").use_in(Unit.TONNE)

    assert use is not None
    assert str(use.months[3].month) == "2018-04-01 to 2018-04-30"
    assert use.months[3].running.low == 4_470
