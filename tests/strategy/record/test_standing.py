"""What capability, stringency and hardship promise."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategy.record.logbook import cell, event, looked, of
from yalu.events import Completeness, EventKind
from yalu.strategy.record import (
    Column,
    CoverageReading,
    GrowthReading,
    Status,
)
from yalu.strategy.record.standing import COVERED, likely, spread

TEST = event(EventKind.NUCLEAR_TEST, "2006-10-09")
BOUNDS = st.lists(st.floats(-5, 5), min_size=1, max_size=4).map(sorted).map(tuple)


@given(st.floats(-5, 5), st.floats(0, 5), BOUNDS)
def test_a_spread_range_is_all_there(
    low: float, width: float, bounds: tuple[float, ...]
) -> None:
    """Shares are of the whole range, and none is negative."""
    shares = spread(low, low + width, bounds)

    assert len(shares) == len(bounds) + 1
    assert sum(shares) == pytest.approx(1)
    assert min(shares) >= 0


@given(st.sets(st.integers(-5, 5), min_size=1, max_size=4), st.floats(5.5, 9))
def test_a_reading_of_all_there_is_favours_no_class(
    bounds: set[int], end: float
) -> None:
    """It says nothing, however wide each class is."""
    apart = tuple(float(bound) for bound in sorted(bounds))
    chances = likely(-end, end, apart, (-end, end))

    assert chances == pytest.approx([1 / len(chances)] * len(chances))


def test_a_class_is_as_likely_as_the_share_of_it_that_was_read() -> None:
    """By hand: 0.1 to 1 covers half of the first class and all of the other."""
    assert likely(0.1, 1.0, (0.2,), (0.0, 1.0)) == pytest.approx((1 / 3, 2 / 3))
    assert likely(0.3, 0.3, (0.2,), (0.0, 1.0)) == (0.0, 1.0)


@pytest.mark.parametrize(
    ("quarter", "value"), [("2006Q4", "unproven"), ("2007Q1", "nuclear")]
)
def test_a_rung_counts_from_the_quarter_after_it_was_shown(
    quarter: str, value: str
) -> None:
    """The state is that of the first day, before the quarter's own acts."""
    assert cell(of(TEST), quarter, Column.CAPABILITY).value == value


@pytest.mark.parametrize(
    ("kind", "mark", "value"),
    [
        (EventKind.MISSILE_LAUNCH, "IRBM", "regional"),
        (EventKind.MISSILE_LAUNCH, "SRBM", "nuclear"),
        (EventKind.LONG_RANGE_LAUNCH, "ICBM+SRBM", "intercontinental"),
        (EventKind.LONG_RANGE_LAUNCH, "SLV", "nuclear"),
    ],
)
def test_rungs_are_read_from_marks(kind: EventKind, mark: str, value: str) -> None:
    """A launcher of satellites is no missile, and a short missile no long one."""
    log = of(TEST, event(kind, "2017-05-14", mark=mark))

    assert cell(log, "2017Q3", Column.CAPABILITY).value == value


@pytest.mark.parametrize(
    ("note", "value"),
    [
        ("Outcome per CNS: 2 failure. Korean day.", "nuclear"),
        ("Outcome per CNS: 1 failure, 1 success.", "regional"),
        ("", "regional"),
    ],
)
def test_a_missile_that_failed_shows_nothing(note: str, value: str) -> None:
    """Three of intermediate range failed in 2016 before one flew."""
    log = of(
        TEST, event(EventKind.MISSILE_LAUNCH, "2016-04-15", mark="IRBM", note=note)
    )

    assert cell(log, "2016Q3", Column.CAPABILITY).value == value


def test_capability_is_missing_where_nobody_looked_for_tests() -> None:
    """Nothing proven and nothing looked at are two things."""
    log = of(coverage=(looked(EventKind.NUCLEAR_TEST, Completeness.THIN),))

    assert cell(log, "2007Q1", Column.CAPABILITY).status is Status.MISSING


@pytest.mark.parametrize(
    ("share", "value"),
    [
        (0.0, "none"),
        (0.05, "narrow"),
        (COVERED[1] - 1e-9, "narrow"),
        (COVERED[1], "broad"),
        (COVERED[2] - 1e-9, "broad"),
        (COVERED[2], "sweeping"),
        (1.0, "sweeping"),
    ],
)
def test_stringency_changes_at_its_bounds(share: float, value: str) -> None:
    """Just before, at, and after each."""
    read = [CoverageReading(day=date(2016, 1, 1), low=share, high=share)]

    assert cell(of(), "2017Q1", Column.STRINGENCY, coverage=read).value == value


def test_the_law_of_the_first_day_counts() -> None:
    """A law of that very day is in force; one of the next day is not."""
    before = CoverageReading(day=date(2016, 1, 1), low=0.05, high=0.05)
    on = CoverageReading(day=date(2017, 1, 1), low=0.2, high=0.2)
    after = CoverageReading(day=date(2017, 1, 2), low=0.9, high=0.9)
    read = [after, before, on]

    assert cell(of(), "2017Q1", Column.STRINGENCY, coverage=read).value == "broad"


def test_a_range_of_coverage_is_weighed_by_the_share_of_each_class() -> None:
    """By hand: it covers half of 0 to 0.1 and half of 0.1 to 0.4."""
    read = [CoverageReading(day=date(2016, 1, 1), low=0.05, high=0.25)]
    found = cell(of(), "2017Q1", Column.STRINGENCY, coverage=read)

    assert found.chances == pytest.approx((0.0, 0.5, 0.5, 0.0))


@pytest.mark.parametrize(
    ("texts", "value"),
    [(0, "none"), (1, "narrow"), (4, "narrow"), (5, "broad"), (8, "sweeping")],
)
def test_without_readings_texts_since_the_first_test_are_counted(
    texts: int, value: str
) -> None:
    """A text of before says nothing of goods."""
    earlier = event(EventKind.RESOLUTION, "1993-05-11")
    days = [
        event(EventKind.RESOLUTION, f"20{10 + number}-01-01") for number in range(texts)
    ]

    assert cell(of(earlier, TEST, *days), "2020Q1", Column.STRINGENCY).value == value


def growth(year: int, percent: float, compiler: str = "B") -> GrowthReading:
    """Return growth of a year."""
    return GrowthReading(year=year, low=percent, high=percent, compiler=compiler)


@pytest.mark.parametrize(
    ("percent", "value"),
    [(3.0, "growing"), (1.0, "flat"), (-1.0, "shrinking"), (-3.0, "severe")],
)
def test_hardship_of_new_year_is_the_year_before(percent: float, value: str) -> None:
    """The first day of a year looks back on all of the last."""
    read = [growth(2016, percent), growth(2017, 9.0)]

    assert cell(of(), "2017Q1", Column.HARDSHIP, growth=read).value == value


@pytest.mark.parametrize("quarter", ["2017Q2", "2017Q3", "2017Q4"])
def test_a_year_of_growth_is_read_once_and_never_ahead(quarter: str) -> None:
    """What the rest of the year brings is not known, and the last was read already."""
    read = [growth(2016, 3.0), growth(2017, -3.0)]
    found = cell(of(), quarter, Column.HARDSHIP, growth=read)

    assert found.status is Status.MISSING


def test_growth_is_held_uncertain_by_a_point() -> None:
    """By hand: 2.5 runs from 1.5 to 3.5, a quarter of it below 2."""
    found = cell(of(), "2017Q1", Column.HARDSHIP, growth=[growth(2016, 2.5)])

    assert found.chances == pytest.approx((0.75, 0.25, 0.0, 0.0))


def test_compilers_count_alike() -> None:
    """Neither is pooled away."""
    read = [growth(2016, 3.0, "A"), growth(2016, -3.0, "B")]

    assert cell(of(), "2017Q1", Column.HARDSHIP, growth=read).chances[0] == 0.5


def test_hardship_is_missing_where_nobody_printed_the_year() -> None:
    """The year before that one says nothing of it."""
    found = cell(of(), "2018Q1", Column.HARDSHIP, growth=[growth(2016, 3.0)])

    assert found.status is Status.MISSING
