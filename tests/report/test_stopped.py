"""What the reading of enforcement promises."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yalu import sources
from yalu.compliance import Amount, History, Point, Step, Verdict, Yardstick
from yalu.events import read
from yalu.flows import Series
from yalu.periods import Interval, parse_period
from yalu.provenance import Evidence
from yalu.quantities import Unit
from yalu.regime import Direction
from yalu.report import stopped
from yalu.strategy.record import Quarter

QUARTER = Quarter(2018, 1)
SHARE = st.floats(0, 1)


def part(worth: float, low: float, high: float) -> stopped._Part:
    """Return a part of the banned trade."""
    return stopped._Part(worth=worth, low=low, high=high)


def amount(usd: float) -> Amount:
    """Return so many dollars exactly."""
    return Amount(Decimal(str(usd)), Decimal(str(usd)))


def scored(
    period: str,
    *,
    cap: bool = False,
    low: float = 10,
    high: float = 30,
    price: float = 2.0,
    verdict: Verdict = Verdict.NOT_ENFORCED,
) -> stopped._Scored:
    """Return a stretch of twelve months: 1,200 expected and 600 observed, in tonnes."""
    step = Step(
        period=parse_period(period),
        verdict=verdict,
        low=Decimal(str(low)),
        high=Decimal(str(high)),
        observed=amount(600),
        expected=amount(1200),
        unit=Unit.TONNE,
        months=12,
        reason="why",
        evidence=Evidence.REPORTED,
        sources=("S",),
    )
    yardstick = Yardstick.CAP if cap else Yardstick.MONTHS_BEFORE
    return stopped._Scored(
        direction=Direction.FROM_TARGET, yardstick=yardstick, step=step, price=price
    )


def line(periods: dict[str, float]) -> History:
    """Return all goods by period, USD."""
    return History(
        state="CHN",
        direction=Direction.FROM_TARGET,
        measure="",
        codes=(),
        goods="all goods",
        unit=Unit.USD,
        compiler="C",
        series=Series.CUSTOMS,
        points=tuple(
            Point(period=parse_period(name), amount=amount(usd))
            for name, usd in periods.items()
        ),
        sources=("L",),
    )


def test_the_mean_is_weighed_by_worth() -> None:
    """By hand: 300 at 0.9 to 1, 100 at 0 to 1; 40 at sea are a tenth off the least."""
    parts = [part(300, 0.9, 1.0), part(100, 0.0, 1.0)]

    assert stopped._mean(parts, 0.0) == pytest.approx((0.675, 1.0))
    assert stopped._mean(parts, 40.0) == pytest.approx((0.575, 1.0))


def test_nothing_banned_tells_nothing() -> None:
    """There is no share of nothing."""
    assert stopped._mean([], 0.0) == (0.0, 1.0)


@given(
    st.lists(st.tuples(st.floats(0.1, 1e9), SHARE, SHARE), min_size=1, max_size=9),
    st.floats(0, 1e9),
)
def test_a_reading_is_a_range_within_nothing_and_all(
    given_parts: list[tuple[float, float, float]], at_sea: float
) -> None:
    """Whatever is alleged at sea."""
    parts = [part(worth, *sorted(ends)) for worth, *ends in given_parts]
    low, high = stopped._mean(parts, at_sea)

    assert 0.0 <= low <= high + 1e-12 <= 1.0 + 1e-12


def test_a_ban_counts_by_what_was_expected_and_what_is_still_recorded() -> None:
    """By hand: 1,200 t a year at 2 USD are 24/12 a month times 90 days; 10 to 30 %."""
    (found,) = stopped._part(scored("2018"), QUARTER)

    assert found.worth == pytest.approx(200 * 90 * 12 / 365.2425)
    assert (found.low, found.high) == pytest.approx((0.7, 0.9))


def test_more_than_expected_is_nothing_stopped() -> None:
    """A rise is no negative enforcement."""
    (found,) = stopped._part(scored("2018", low=0, high=250), QUARTER)

    assert (found.low, found.high) == (0.0, 1.0)


def test_a_stretch_beside_the_quarter_says_nothing_of_it() -> None:
    """Even if it ends the day before."""
    assert not list(stopped._part(scored("2017"), QUARTER))


def test_a_cap_tells_only_where_it_was_exceeded() -> None:
    """By hand: at four times the cap, at most a quarter was within it."""
    (over,) = stopped._part(scored("2018", cap=True, low=400, high=400), QUARTER)

    assert (over.low, over.high) == (0.0, 0.25)
    assert not list(
        stopped._part(scored("2018", cap=True, verdict=Verdict.ENFORCED), QUARTER)
    )


def test_what_has_no_yardstick_is_bounded_by_all_goods() -> None:
    """By hand: of 100 banned at most 3 x 10 were recorded, so 70 % were stopped."""
    months = line({f"2018-0{month}": 10.0 for month in (1, 2, 3)})
    (found,) = stopped._rest(100.0, [months], QUARTER)

    assert (found.worth, found.low, found.high) == (100.0, 0.7, 1.0)
    assert found.sources == ("L",)


def test_a_quarter_of_the_year_stands_for_months_that_lack() -> None:
    """By hand: 80 a year are 20 a quarter."""
    year = line({"2018": 80.0})
    (found,) = stopped._rest(100.0, [year], QUARTER)

    assert found.low == pytest.approx(0.8)


def test_of_two_compilers_the_one_with_more_bounds_it() -> None:
    """The least stopped is the least by any of them."""
    lines = [line({"2018": 80.0}), line({"2018": 120.0})]
    (found,) = stopped._rest(100.0, lines, QUARTER)

    assert found.low == pytest.approx(0.7)


@pytest.mark.parametrize(
    ("periods", "days"),
    [
        ({f"2018-0{month}": 10.0 for month in (1, 2, 3)}, "2018-01..2018-03"),
        ({"2018": 80.0}, "2018"),
    ],
)
def test_a_part_knows_the_days_of_the_figure_that_tells_it(
    periods: dict[str, float], days: str
) -> None:
    """Three months are the quarter's own; a year is that of four quarters."""
    (found,) = stopped._rest(100.0, [line(periods)], QUARTER)

    assert found.span == parse_period(days)


def test_the_figure_of_most_worth_tells_a_quarter() -> None:
    """A part of which nothing is known tells nothing, whatever it is worth."""
    year, own = parse_period("2018"), QUARTER.span
    parts = [
        replace(part(10, 0.9, 1.0), span=own),
        replace(part(20, 0.9, 1.0), span=year),
        replace(part(90, 0.0, 1.0), span=own),
    ]

    assert stopped._told_by(parts, QUARTER) == year
    assert stopped._told_by([part(90, 0.0, 1.0)], QUARTER) == own


def test_without_a_record_of_all_goods_nothing_is_known() -> None:
    """Silence of customs is no enforcement."""
    (found,) = stopped._rest(100.0, [], QUARTER)

    assert (found.low, found.high) == (0.0, 1.0)
    assert not list(stopped._rest(0.0, [], QUARTER))


@pytest.mark.parametrize(
    ("quarter", "shut"),
    [
        ("2019Q4", False),
        ("2020Q1", True),
        ("2022Q2", True),
        ("2023Q3", True),
        ("2023Q4", False),
    ],
)
def test_quarters_of_a_shut_border_have_no_reading(quarter: str, *, shut: bool) -> None:
    """What did not move then was stopped by the target itself."""
    assert stopped._is_shut(read(), Quarter.parse(quarter), "PRK") is shut


def test_what_is_alleged_at_sea_is_spread_over_its_days() -> None:
    """By hand: 90 of 365 days of at most 375 million."""
    estimates: pa.Table = sources.load("estimates")

    assert stopped._at_sea(estimates, Quarter(2019, 1)) == pytest.approx(
        375e6 * 90 / 365
    )
    assert stopped._at_sea(estimates, QUARTER) == 0


def test_days_are_counted_as_days() -> None:
    """By hand: the first of January is one day of the quarter."""
    assert stopped._days_in(Interval.day(date(2018, 1, 1)), QUARTER) == 1
    assert stopped._days_in(parse_period("2018-03-31..2018-04-30"), QUARTER) == 1
    assert stopped._days_in(Interval(date(2017, 1, 1)), QUARTER) == 90
