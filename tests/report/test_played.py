"""What the record of the embedded case promises."""

import pytest

from yalu import sources
from yalu.compliance import Assessment, assess
from yalu.events import EventLog, read
from yalu.impact import PressureCase
from yalu.library import load
from yalu.provenance import Evidence
from yalu.report.played import Readings, dprk_record, readings
from yalu.report.stakes import embedded_case
from yalu.strategy.record import Column, Quarter, Status, StrategicRecord, quarterly

LOG = read()


@pytest.fixture(scope="module")
def case() -> PressureCase:
    """Return the case of pressure, built once."""
    return embedded_case()


@pytest.fixture(scope="module")
def assessment() -> Assessment:
    """Return the patron's compliance, judged once."""
    return assess(load("dprk"), sources.load("trade"), states=["CHN"])


@pytest.fixture(scope="module")
def taken(case: PressureCase, assessment: Assessment) -> Readings:
    """Return the readings, taken once."""
    return readings(load("dprk"), LOG, assessment=assessment, case=case)


@pytest.fixture(scope="module")
def record(taken: Readings) -> StrategicRecord:
    """Return the record that they make."""
    return quarterly(
        LOG,
        enforcement=taken.enforcement,
        coverage=taken.coverage,
        growth=taken.growth,
        substitution=taken.substitution,
    )


def test_the_law_covers_more_with_each_of_its_steps(taken: Readings) -> None:
    """From nothing in 1992 to about half of all trade since 2018."""
    lows = [one.low for one in taken.coverage]

    assert (taken.coverage[0].low, taken.coverage[0].high) == (0.0, 0.0)
    assert lows == sorted(lows)
    assert taken.coverage[-1].low > 0.4


def test_stringency_has_a_class_or_chances_in_every_quarter(
    record: StrategicRecord,
) -> None:
    """The law is known from the first day on."""
    cells = record.of(Column.STRINGENCY)

    assert all(cell.holds for cell in cells)
    assert record.cell("2006Q4", "stringency").value == "none"
    assert record.cell("2007Q1", "stringency").value == "narrow"
    assert record.cell("2017Q4", "stringency").value == "broad"
    assert record.cell("2018Q1", "stringency").value == "sweeping"


def test_enforcement_is_read_only_where_customs_tell(taken: Readings) -> None:
    """Never before there was much to enforce, and not while the border was shut."""
    read_of = {one.quarter for one in taken.enforcement}

    assert min(read_of) >= Quarter(2016, 1)
    assert not {one for one in read_of if Quarter(2020, 1) <= one <= Quarter(2023, 3)}
    assert {Quarter(2017, 4), Quarter(2018, 4), Quarter(2024, 1)} <= read_of


def test_what_rests_on_an_allegation_says_so(taken: Readings) -> None:
    """Coal at sea in 2019 is alleged, and so is what is read with it."""
    grades = {
        one.quarter: one.evidence
        for one in taken.enforcement
        if one.quarter.year in {2018, 2019}
    }

    assert {quarter.year: grade for quarter, grade in grades.items()} == {
        2018: Evidence.ESTIMATED,
        2019: Evidence.ALLEGED,
    }


def test_no_reading_is_sure_of_much(taken: Readings) -> None:
    """Customs see what passes customs: every reading is a range of low confidence."""
    assert all(one.low < one.high for one in taken.enforcement)
    assert {one.confidence.value for one in taken.enforcement} == {"low"}


def test_growth_is_that_of_every_year_printed(taken: Readings) -> None:
    """By all who print it."""
    years = {one.year for one in taken.growth}

    assert years >= set(range(1990, 2025))
    assert all(one.evidence is Evidence.ESTIMATED for one in taken.growth)


def test_the_other_patron_trades_little(taken: Readings) -> None:
    """In each year since 2012 for which both totals are printed: below a tenth."""
    late = [one for one in taken.substitution if one.year >= 2012]

    assert len(late) >= 10
    assert all(0 < one.low <= one.high < 0.1 for one in late)


def test_shares_by_one_compiler_stand_in_for_totals(taken: Readings) -> None:
    """By hand: of 2007 KOTRA prints 7.0 and 67.1 percent and no total of Russia."""
    (one,) = (each for each in taken.substitution if each.year == 2007)

    assert (one.low, one.high) == pytest.approx((7.0 / 67.1, 7.0 / 67.1))


def test_each_reading_of_a_quarter_names_its_sources(record: StrategicRecord) -> None:
    """So that it can be looked up."""
    for column in (Column.ENFORCEMENT, Column.HARDSHIP):
        for cell in record.of(column):
            assert bool(cell.sources) is cell.holds


def test_a_log_of_ones_own_takes_the_place_of_the_embedded_one(
    taken: Readings,
) -> None:
    """Without events the actions are missing and the law is not."""
    empty = EventLog(events=(), sources={}, sites={})
    record = quarterly(empty, coverage=taken.coverage)

    assert record.cell("1992Q1", "move").status is Status.MISSING
    assert record.cell("1992Q1", "stringency").value == "none"


def test_the_whole_is_what_its_parts_make(
    record: StrategicRecord, case: PressureCase, assessment: Assessment
) -> None:
    """One call gathers the log, the law and the readings."""
    assert dprk_record(assessment=assessment, case=case).digest == record.digest
