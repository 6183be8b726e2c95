"""What the record of the embedded case promises."""

from itertools import pairwise

import pytest

from yalu import sources
from yalu.compliance import Assessment, assess
from yalu.events import EventLog, read
from yalu.impact import PressureCase
from yalu.library import load
from yalu.provenance import Evidence
from yalu.report.played import Readings, dprk_record, readings
from yalu.report.stakes import embedded_case
from yalu.strategy.patron import parameter
from yalu.strategy.record import (
    CLASSES,
    Column,
    Quarter,
    Status,
    StrategicRecord,
    quarterly,
)

LOG = read()
WORDS = {2: "two", 3: "three", 4: "four", 6: "six", 10: "ten"}


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


def test_a_figure_of_a_year_is_told_to_be_shared(taken: Readings) -> None:
    """A year is printed once, however many of its quarters are read from it."""
    shared = {str(one.quarter): one.shared for one in taken.enforcement}

    assert {name: shared[name] for name in ("2018Q1", "2018Q4", "2024Q2")} == {
        "2018Q1": 4,
        "2018Q4": 4,
        "2024Q2": 4,
    }
    assert (shared["2017Q3"], shared["2023Q4"]) == (2, 1)


def test_each_source_is_named_by_itself(taken: Readings) -> None:
    """A cell of the data may name several; a reading names each once."""
    named = [
        *(one.sources for one in taken.enforcement),
        *(one.sources for one in taken.coverage),
        *(one.sources for one in taken.growth),
        *(one.sources for one in taken.substitution),
    ]
    for names in named:
        assert not any(";" in name for name in names)
        assert len(names) == len({*names})


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


def places(record: StrategicRecord, column: Column) -> list[int]:
    """Return the class of each quarter in which one alone is known."""
    return [one.code for one in record.of(column) if one.code >= 0]


def steps(record: StrategicRecord, column: Column, way: int) -> int:
    """Return how often the class went up, or down, from one known to the next."""
    found = places(record, column)
    return sum((after - before) * way > 0 for before, after in pairwise(found))


def number(record: StrategicRecord, column: Column, label: str) -> int:
    """Return how many quarters are known to be of a class."""
    return places(record, column).count(CLASSES[column].index(label))


def before_the_highest(record: StrategicRecord, label: str) -> int:
    """Return in how many quarters before the highest rung a move was made."""
    highest = len(CLASSES[Column.CAPABILITY]) - 1
    both = zip(record.of(Column.CAPABILITY), record.of(Column.MOVE), strict=True)
    return sum(rung.code < highest and act.value == label for rung, act in both)


def test_the_counts_that_held_numbers_rest_on_are_those_of_the_record(
    record: StrategicRecord,
) -> None:
    """A number is held at what the record shows, and the record may change."""
    broken = number(record, Column.CHANNEL, "broken")
    mends = WORDS[steps(record, Column.CHANNEL, 1)]
    above = len(places(record, Column.SUPPORT)) - number(record, Column.SUPPORT, "weak")
    texts = {
        event
        for each in record.of(Column.RESPONSE)
        for event in each.events
        if event.startswith("res-") and each.quarter > Quarter(2006, 3)
    }
    told = {
        "capability_test": (
            f"the {WORDS[before_the_highest(record, 'test')]} quarters with a test",
        ),
        "capability_missile": (
            f"the {before_the_highest(record, 'missile')} quarters with launches",
        ),
        "stringency_adopted": (
            f"{WORDS[steps(record, Column.STRINGENCY, 1)]} classes",
            f"{WORDS[len(texts)]} texts",
        ),
        "posture_relief": (
            f"{number(record, Column.POSTURE, 'eased')} quarters eased",
            f"{number(record, Column.RESPONSE, 'engage')} with engagement",
        ),
        "support_rise": (
            f"{WORDS[steps(record, Column.SUPPORT, 1)]} rises",
            f"{len(record.quarters)} quarters",
        ),
        "support_fall": (
            f"{WORDS[steps(record, Column.SUPPORT, -1)]} falls",
            f"the {above} quarters above",
        ),
        "channel_mend": (f"{mends} mends", f"{broken} quarters broken"),
        "channel_overture": (f"{mends} mends", f"{broken} quarters broken"),
        "channel_break": (
            f"{WORDS[steps(record, Column.CHANNEL, -1)]} breaks",
            f"{number(record, Column.CHANNEL, 'working')} quarters working",
        ),
    }
    for name, phrases in told.items():
        for phrase in phrases:
            assert phrase in parameter(name).source


def test_growth_moved_as_the_held_numbers_say(record: StrategicRecord) -> None:
    """Each year is read in the first quarter of the next."""
    read = {
        each.quarter.year - 1: each.value
        for each in record.of(Column.HARDSHIP)
        if each.holds
    }

    assert (read[2016], read[2017]) == ("growing", "severe")
    assert (read[1997], read[1999]) == ("severe", "growing")
    assert (read[2020], read[2023]) == ("severe", "growing")
