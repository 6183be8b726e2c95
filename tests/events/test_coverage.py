"""What a log says of how far it reaches."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yalu.errors import SchemaError
from yalu.events import Completeness, EventKind, EventLog, LogCoverage, read
from yalu.events.coverage import gaps_between, latest_stretch
from yalu.periods import Interval

LOG = read()
FIRST = date(2000, 1, 1)
WHOLE = Interval(FIRST, date(2001, 1, 1))


def looked(start: int, days: int, degree: str = "complete") -> LogCoverage:
    """Return a statement about some days of the year 2000."""
    since = FIRST + timedelta(days=start)
    return LogCoverage(
        kind=EventKind.TALKS,
        since=since,
        until=since + timedelta(days=days - 1),
        completeness=Completeness(degree),
        source="X",
    )


LOOKS = st.lists(st.builds(looked, st.integers(0, 360), st.integers(1, 90)), max_size=5)


@given(LOOKS)
def test_each_day_is_covered_or_in_a_gap(statements: list[LogCoverage]) -> None:
    """Nothing falls between the two."""
    gaps = gaps_between(statements, WHOLE)

    for number in range(366):
        day = FIRST + timedelta(days=number)
        covered = any(day in statement.span for statement in statements)
        assert covered != any(day in gap for gap in gaps)


@given(LOOKS)
def test_the_latest_stretch_has_no_hole(statements: list[LogCoverage]) -> None:
    """Between its ends somebody looked at each day, and not on the day before."""
    stretch = latest_stretch(statements)

    if stretch is None:
        assert statements == []
        return
    assert gaps_between(statements, stretch) == []
    assert not any(stretch.start - timedelta(days=1) in s.span for s in statements)
    assert stretch.last == max(statement.until for statement in statements)


def test_a_stricter_reader_gets_fewer_days() -> None:
    """Exercises are nearly complete since 2002 only."""
    every = LOG.covered(EventKind.EXERCISE)
    strict = LOG.covered(EventKind.EXERCISE, at_least=Completeness.NEAR_COMPLETE)

    assert every is not None
    assert strict is not None
    assert every.start < strict.start == date(2002, 1, 1)
    assert every.last == strict.last == date(2026, 3, 22)


def test_what_nobody_looked_at_so_well_is_no_stretch() -> None:
    """No record of statements comes near completeness."""
    assert LOG.covered(EventKind.STATEMENT, at_least=Completeness.COMPLETE) is None


@pytest.mark.parametrize("kind", EventKind)
def test_each_kind_of_the_embedded_log_has_its_coverage(kind: EventKind) -> None:
    """Silence about silence would be read as quiet."""
    assert LOG.covered(kind) is not None


def test_no_statement_reaches_past_what_was_read() -> None:
    """The list of launches ends on 20 August 2026, the rest in March."""
    assert max(each.until for each in LOG.coverage) == date(2026, 8, 20)
    assert {each.kind for each in LOG.coverage if each.until > date(2026, 3, 31)} == {
        EventKind.NUCLEAR_TEST,
        EventKind.LONG_RANGE_LAUNCH,
        EventKind.MISSILE_LAUNCH,
        EventKind.OTHER_PROVOCATION,
    }


def test_the_gaps_are_named_kind_by_kind() -> None:
    """A reader need not work them out."""
    told = "\n".join(LOG.gaps)

    assert "council meeting: not looked at from 2022-07-01" in told
    assert "mandate renewal: not looked at from 2024-05-01" in told
    assert "patron visit: thin from 1983-01-01 to 1999-12-31" in told
    assert "announcement by CHN" not in told
    assert "announcement: not looked at from 2018-01-06" in told


def test_gaps_begin_where_the_log_says_that_it_begins() -> None:
    """Six exercises of 1976 are single finds; they make no gaps of seven years."""
    assert LOG.span is not None
    assert LOG.span.start < date(1983, 1, 1)
    assert LOG.gaps[0].startswith("Before 1983-01-01 nothing was looked at")
    assert not any("1976-01-01" in gap for gap in LOG.gaps)


def test_a_log_that_was_looked_at_after_its_last_event_has_gaps() -> None:
    """A stretch must have a day in it."""
    events = LOG.of(kind=EventKind.EXERCISE)[:1]
    gaps = EventLog(
        events=events, sources=LOG.sources, sites={}, coverage=LOG.coverage
    ).gaps

    assert "dilution: not looked at from 1983-01-01 to 1983-01-01" in gaps


def test_a_log_without_a_word_on_it_is_covered_from_first_to_last() -> None:
    """Its own kinds, that is; and it says so."""
    events = LOG.of(kind=EventKind.VETO)
    log = EventLog(events=events, sources=LOG.sources, sites={})

    assert log.covered(EventKind.VETO) == log.span
    assert log.covered(EventKind.EXERCISE) is None
    assert "does not say what was looked at" in log.gaps[0]


def test_an_empty_log_covers_nothing() -> None:
    """There is no first event to begin with."""
    log = EventLog(events=(), sources={}, sites={})

    assert log.span is None
    assert log.covered(EventKind.VETO) is None
    assert log.gaps == ("The log is empty.",)
    assert log.csv == "\n"


def test_an_unknown_source_of_coverage_is_refused() -> None:
    """Somebody must vouch for it."""
    stray = replace(LOG.coverage[0], source="NOBODY")

    with pytest.raises(SchemaError, match="coverage of nuclear_test: source 'NOBODY'"):
        replace(LOG, coverage=(stray,))


def test_a_last_day_before_the_first_is_refused() -> None:
    """The commonest slip is to swap them."""
    with pytest.raises(SchemaError, match="Swap them"):
        replace(LOG.coverage[0], until=date(1900, 1, 1))
