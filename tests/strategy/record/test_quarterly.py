"""What the record of the embedded log promises of history."""

from datetime import date

import pytest

from tests.strategy.record.logbook import of
from yalu.errors import SchemaError
from yalu.events import EventKind, read
from yalu.provenance import Evidence
from yalu.strategy.record import (
    Column,
    EnforcementReading,
    GrowthReading,
    Quarter,
    Status,
    SubstitutionReading,
    quarterly,
)

LOG = read()
RECORD = quarterly(LOG)


def quarters_of(column: Column, value: str) -> set[str]:
    """Return the quarters in which a class is known."""
    return {str(cell.quarter) for cell in RECORD.of(column) if cell.value == value}


def test_every_nuclear_test_makes_its_quarter_one_of_tests() -> None:
    """All six, and no quarter without a test or a launch of long range."""
    events = [
        *LOG.of(kind=EventKind.NUCLEAR_TEST),
        *LOG.of(kind=EventKind.LONG_RANGE_LAUNCH),
    ]
    days = {str(Quarter.of(each.when.start)) for each in events}

    assert quarters_of(Column.MOVE, "test") == days


def test_texts_were_tabled_when_the_council_voted() -> None:
    """1993, 2006, 2009, 2013, 2016, 2017, and the veto of 2022."""
    assert quarters_of(Column.RESPONSE, "table") == {
        "1993Q2", "2006Q3", "2006Q4", "2009Q2", "2013Q1", "2016Q1", "2016Q4",
        "2017Q2", "2017Q3", "2017Q4", "2022Q2",
    }  # fmt: skip


def test_the_patron_refused_in_2022_alone() -> None:
    """The veto of 2024 was Russia's, against a renewal, and China abstained."""
    assert quarters_of(Column.VOTE, "refuse") == {"2022Q2"}
    assert RECORD.cell("2024Q1", Column.VOTE).status is Status.NOT_ASKED


def test_the_patron_weakened_texts_it_let_pass() -> None:
    """Resolutions 825, 1695, 2270 and 2375, and thrice kept a text away."""
    uncertain = {
        str(cell.quarter)
        for cell in RECORD.of(Column.VOTE)
        if cell.status is Status.UNCERTAIN
    }

    assert uncertain == {
        "1993Q2", "1994Q1", "2003Q1", "2006Q3", "2010Q4", "2016Q1", "2017Q3",
    }  # fmt: skip


def test_the_channel_was_broken_twice() -> None:
    """From Seoul's recognition to 1999, and from the purge to the visit of 2018."""
    broken = sorted(quarters_of(Column.CHANNEL, "broken"))

    assert (broken[0], broken[-1]) == ("1992Q4", "2018Q1")
    assert "1999Q2" in broken
    assert not {"1999Q3", "2013Q4", "2018Q2"} & {*broken}
    assert {"2014Q1", "2016Q1", "2017Q4"} <= {*broken}


def test_capability_rises_after_tests_and_never_falls() -> None:
    """The bomb in 2006, intermediate range in 2016, intercontinental in 2017."""
    codes = RECORD.arrays().codes[Column.CAPABILITY].tolist()

    assert codes == sorted(codes)
    assert RECORD.cell("2007Q1", "capability").value == "nuclear"
    assert RECORD.cell("2016Q3", "capability").value == "regional"
    assert RECORD.cell("2017Q4", "capability").value == "intercontinental"


@pytest.mark.parametrize(
    ("quarter", "column", "value"),
    [
        ("1994Q4", "response", "engage"),
        ("2000Q2", "move", "overture"),
        ("2003Q3", "response", "engage"),
        ("2010Q1", "move", "missile"),
        ("2010Q3", "response", "deploy"),
        ("2017Q1", "posture", "raised"),
        ("2018Q2", "move", "overture"),
        ("2018Q2", "response", "engage"),
        ("2018Q3", "posture", "eased"),
        ("2019Q2", "overture", "yes"),
        ("2023Q3", "response", "deploy"),
        ("2025Q1", "support", "strong"),
    ],
)
def test_what_everybody_remembers_is_there(
    quarter: str, column: str, value: str
) -> None:
    """A rule that misreads these misreads history."""
    assert RECORD.cell(quarter, column).value == value


def test_years_that_were_hardly_read_say_so() -> None:
    """Closed borders: few reports of visits in 2020."""
    assert RECORD.cell("2020Q2", Column.OVERTURE).status is Status.MISSING
    assert RECORD.cell("2017Q4", Column.ENFORCEMENT).status is Status.MISSING


def test_every_cell_that_says_something_says_why_and_how_surely() -> None:
    """Evidence, confidence and a rule; events or sources but for what is half known."""
    for cell in RECORD.cells:
        assert cell.rule
        assert (cell.evidence is not None) is cell.holds
        assert (cell.confidence is not None) is cell.holds
        if cell.status is Status.KNOWN:
            assert cell.events or cell.sources


def test_every_event_cited_is_in_the_log() -> None:
    """So that a reader can look it up."""
    known = {each.id for each in LOG}

    assert {name for cell in RECORD.cells for name in cell.events} <= known


def test_a_later_day_changes_no_earlier_quarter() -> None:
    """Ending the record early leaves out quarters and recodes none."""
    short = quarterly(LOG, until=date(2016, 12, 31))
    state = [cell for cell in RECORD.cells if cell.quarter <= short.quarters[-1]]

    assert list(short.cells) == state


def test_the_record_ends_with_what_was_looked_at() -> None:
    """The quarter that is not over is in it, as far as it is known."""
    assert str(RECORD.quarters[-1]) == "2026Q3"
    assert RECORD.cell("2026Q3", Column.RESPONSE).status is Status.MISSING


def test_what_is_read_twice_is_told_at_once() -> None:
    """All of it, so that one run is enough."""
    one = EnforcementReading(
        quarter=Quarter(2017, 1), low=0.0, high=0.5, evidence=Evidence.ESTIMATED
    )
    ratio = SubstitutionReading(year=2017, low=0.1, high=0.2)
    with pytest.raises(SchemaError) as raised:
        quarterly(of(), enforcement=[one, one], substitution=[ratio, ratio])

    assert "enforcement: 2017Q1 is read more than once" in str(raised.value)
    assert "substitution: 2017 is read more than once" in str(raised.value)


def test_two_compilers_of_one_year_are_no_repetition() -> None:
    """Growth is printed by several."""
    read = [GrowthReading(year=2016, low=3.0, high=3.0, compiler=name) for name in "AB"]

    assert quarterly(
        of(), growth=read, since=Quarter(2017, 1), until=date(2017, 1, 1)
    ).quarters


def test_a_record_that_would_end_before_it_begins_is_refused() -> None:
    """With what to do."""
    with pytest.raises(SchemaError, match="expected 1992Q1 or later"):
        quarterly(LOG, until=date(1990, 1, 1))
