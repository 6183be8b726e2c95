"""What a log of events promises."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yalu.errors import SchemaError, UnknownCodeError
from yalu.events import Event, EventKind, EventLog, read
from yalu.periods import Interval

LOG = read()
DAYS = st.dates(date(1983, 1, 1), date(2024, 12, 31))


def test_events_stand_in_order_of_their_first_day() -> None:
    """Waiting times are differences of neighbours."""
    shuffled = EventLog(
        events=tuple(reversed(LOG.events)), sources=LOG.sources, sites=LOG.sites
    )

    assert shuffled.events == LOG.events


def test_all_problems_of_a_log_are_told_at_once() -> None:
    """One run is enough to mend it."""
    bad = replace(LOG.events[0], sources=("NOBODY",), rivals=("nothing",))

    with pytest.raises(SchemaError) as caught:
        EventLog(events=(bad, bad), sources=LOG.sources, sites={})

    assert all(
        word in str(caught.value)
        for word in ("NOBODY", "nothing", "identifier repeats")
    )


def test_an_unknown_event_is_named_with_an_example() -> None:
    """The reader learns what an identifier looks like."""
    with pytest.raises(UnknownCodeError, match="'test-2016-01-06'"):
        LOG.get("test-2015")


def test_a_joint_act_is_found_under_each_actor() -> None:
    """Both states decided on THAAD."""
    decision = LOG.get("thaad-2016-07-08")

    assert decision in LOG.of(actor="USA")
    assert decision in LOG.of(actor="KOR")


def test_certain_leaves_out_an_event_that_may_lie_outside() -> None:
    """The assurance of October 2015 may have been given in its first half."""
    half = Interval(date(2015, 10, 15), date(2015, 11, 1))
    assurance = LOG.get("assurance-2015-10")

    assert assurance in LOG.of(between=half)
    assert assurance not in LOG.of(between=half, certain=True)


@given(DAYS, st.integers(1, 3000))
def test_what_is_certainly_inside_is_possibly_inside(start: date, days: int) -> None:
    """Being sure is the stronger statement."""
    span = Interval(start, start + timedelta(days=days))

    assert set(e.id for e in LOG.of(between=span, certain=True)) <= set(  # noqa: C401
        event.id for event in LOG.of(between=span)
    )


@given(DAYS)
def test_cutting_time_in_two_loses_no_event(cut: date) -> None:
    """Every event is in one of the two halves, at the cut perhaps in both."""
    before = LOG.of(between=Interval(date(1900, 1, 1), cut))
    after = LOG.of(between=Interval(cut))

    assert {event.id for event in before} | {event.id for event in after} == {
        event.id for event in LOG
    }


@given(st.sampled_from(EventKind))
def test_a_kind_selects_exactly_its_events(kind: EventKind) -> None:
    """Conditions narrow the log, they do not reorder it."""
    assert LOG.of(kind=kind) == tuple(e for e in LOG.events if e.kind is kind)


def test_the_table_has_a_plain_row_for_each_event() -> None:
    """Rows go to CSV and JSON without further work."""
    rows = {str(row["id"]): row for row in LOG.table}

    assert len(rows) == len(LOG)
    assert rows["veto-2022-05-26"]["vote"] == "13-2-0"
    assert str(rows["veto-2022-05-26"]["ballots"]).startswith("CHN no;RUS no;")
    assert rows["assurance-2015-10"]["last_day"] == date(2015, 10, 31)


def test_a_log_says_in_one_sentence_what_it_holds() -> None:
    """A result explains itself; an empty one too."""
    empty = EventLog(events=(), sources={}, sites={})

    assert "told differently" in str(LOG)
    assert str(empty) == "No events."


def test_a_log_can_be_walked() -> None:
    """Reading all events needs no attribute."""
    assert all(isinstance(event, Event) for event in LOG)


def test_a_mark_selects_by_any_of_its_parts() -> None:
    """Launchers of satellites are told from missiles of the same reach."""
    launches = LOG.of(kind=EventKind.LONG_RANGE_LAUNCH, mark="SLV")

    assert LOG.get("launch-2016-02-07") in launches
    assert LOG.get("missile-2017-07-04") not in launches
