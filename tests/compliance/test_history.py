"""Promises about lines of trade over time."""

from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.compliance.worlds import flow, table, world
from yalu import sources
from yalu.compliance.history import History, histories
from yalu.compliance.statement import Amount
from yalu.errors import SchemaError
from yalu.library import load
from yalu.periods import Interval, parse_period
from yalu.quantities import Unit
from yalu.regime import Direction

TOTAL = {"hs_revision": "", "code": "TOTAL"}


def found(*rows: dict[str, object], until: date | None = None) -> tuple[History, ...]:
    """Return the histories of some rows under the tiny regime."""
    return histories(world(), table(rows), until=until)


def of(measure: str, every: tuple[History, ...]) -> History:
    """Return the only history of one measure."""
    (one,) = [h for h in every if h.measure == measure]
    return one


def test_a_measure_has_one_history_a_unit_and_compiler() -> None:
    """What two compilers say of one month is never pooled."""
    every = found(
        flow("2015-01", value=10, quantity=5, unit="t"),
        flow("2015-01", value=12, compiler="other"),
    )

    mine = [h for h in every if h.measure == "COAL"]

    assert [(h.compiler, h.unit) for h in mine] == [
        ("S1", Unit.TONNE),
        ("S1", Unit.USD),
        ("other", Unit.USD),
    ]


def test_a_month_within_a_year_is_kept_and_the_rest_is_no_month() -> None:
    """Months stay months; what their year adds belongs to the year only."""
    history = of("COAL", found(flow("2015-03", value=10), flow("2015", value=100)))

    assert [str(p.period.start) for p in history.months] == ["2015-03-01"]
    assert [p.amount for p in history.years] == [Amount(Decimal(100), Decimal(100))]


def test_twelve_months_make_a_year() -> None:
    """A year that nobody printed is the sum of its months; eleven are no year."""
    rows = [flow(f"2015-{month:02}", value=month) for month in range(1, 13)]

    whole, part = of("COAL", found(*rows)), of("COAL", found(*rows[:-1]))

    assert [p.amount.low for p in whole.years] == [78]
    assert part.years == ()


def test_a_good_recorded_in_part_of_the_time_is_left_out() -> None:
    """Copper that appears half way would look like a rise of all metals."""
    rows = [flow(f"2015-{m:02}", "2603", value=7) for m in range(1, 7)]
    rows += [flow(f"2015-{m:02}", "74", value=90) for m in range(4, 7)]

    history = of("METAL", found(*rows))

    assert history.codes == ("2603",)
    assert {p.amount.low for p in history.points} == {7}


def test_goods_recorded_together_are_added() -> None:
    """A month of a measure with several goods is the sum of the goods."""
    rows = [flow(f"2015-{m:02}", c, value=7) for m in (1, 2) for c in ("2603", "74")]

    history = of("METAL", found(*rows))

    assert history.codes == ("2603", "74")
    assert [p.amount.low for p in history.points] == [14, 14]


def test_a_month_that_is_not_recorded_is_not_zero() -> None:
    """A gap is NaN, and so is a month of which only a least amount is known."""
    low_only = flow("2015-03", value=None, value_low=Decimal(5))
    history = of("COAL", found(flow("2015-01", value=10), low_only))

    months, amounts = history.monthly(parse_period("2015-01..2015-03"))

    assert [str(m.start) for m in months] == ["2015-01-01", "2015-02-01", "2015-03-01"]
    np.testing.assert_array_equal(amounts, [10, np.nan, np.nan])


def test_a_range_counts_with_its_middle() -> None:
    """A month between two figures is drawn half way."""
    row = flow("2015-01", value=None, value_low=Decimal(10), value_high=Decimal(20))

    _, amounts = of("COAL", found(row)).monthly(parse_period("2015-01"))

    np.testing.assert_array_equal(amounts, [15])


def test_months_of_an_open_stretch_cannot_be_listed() -> None:
    """Without an end there is no last month."""
    with pytest.raises(SchemaError, match="no end"):
        of("COAL", found(flow("2015-01"))).monthly(Interval(date(2015, 1, 1)))


def test_all_goods_are_what_states_the_total() -> None:
    """The codes of a compiler that states the total are not added to it."""
    every = found(flow("2015-01", value=100, **TOTAL), flow("2015-01", value=60))

    assert of("", every).points[0].amount.low == 100


@pytest.mark.parametrize(("chapters", "there"), [(9, 0), (10, 1), (11, 1)])
def test_all_goods_are_summed_from_ten_chapters_on(chapters: int, there: int) -> None:
    """A compiler who prints a few goods does not print the trade."""
    codes = [f"{chapter:02}" for chapter in range(10, 10 + chapters)]
    every = found(*(flow("2015-01", code, value=3) for code in codes))

    sums = [h.points[0].amount.low for h in every if not h.measure]

    assert sums == [3 * chapters] * there


def test_a_heading_is_not_added_to_its_chapter() -> None:
    """The sum of all goods counts each good once."""
    rows = [flow("2015-01", f"{chapter:02}", value=3) for chapter in range(10, 20)]
    rows += [flow("2015-01", "1001", value=2), flow("2015-01", "2701", value=5)]

    assert of("", found(*rows)).points[0].amount.low == 35


@pytest.mark.parametrize(("last", "points"), [("01-31", 0), ("02-01", 1)])
def test_a_period_counts_from_the_day_after_it(last: str, points: int) -> None:
    """What ends later than asked is left out."""
    rows = [flow("2015-01", value=1), flow("2014-12", value=1)]
    history = of("COAL", found(*rows, until=date.fromisoformat(f"2015-{last}")))

    assert len(history.points) == 1 + points


def test_states_are_told_apart() -> None:
    """What one state buys says nothing of another; a national list binds its own."""
    every = found(flow("2015-01"), flow("2015-01", reporter="RUS"))

    assert {(h.measure, h.state) for h in every} == {
        ("COAL", "CHN"),
        ("CN-COAL", "CHN"),
        ("COAL", "RUS"),
    }


def test_allegations_make_no_history() -> None:
    """A line of trade is what was recorded or notified."""
    assert found(flow("2015-01", series="alleged")) == ()


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 23), st.integers(0, 24)), max_size=12))
def test_points_never_overlap(spans: list[tuple[int, int]]) -> None:
    """Whatever periods are stated, no day is counted twice."""
    first = [Interval.month(2014 + m // 12, m % 12 + 1) for m in range(25)]
    rows = []
    for start, end in spans:
        if start < end:
            row = flow("2015-01", value=end)
            row["period_start"], row["period_end"] = (
                first[start].start,
                first[end].start,
            )
            rows.append(row)

    every = [h for h in found(*rows) if h.measure == "COAL"] if rows else []

    for history in every:
        for one, later in zip(history.points, history.points[1:], strict=False):
            assert not one.period.overlaps(later.period)


def test_the_embedded_record_holds_the_totals_of_china() -> None:
    """China's imports in all have years that mix months and what is left of them."""
    every = histories(load("dprk"), sources.load("trade"), states=["CHN"])
    (history,) = [
        h
        for h in every
        if (h.measure, h.compiler, h.direction)
        == ("", "UN Comtrade", Direction.FROM_TARGET)
    ]

    totals = {p.period.start.year: p.amount.low for p in history.years}

    assert round(totals[2018] / 10**6, 2) == Decimal("213.15")
