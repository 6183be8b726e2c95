"""When two tellings are shown to somebody who decides whether they are one."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yalu.events import Event, EventKind, read
from yalu.events.kindred import is_kindred, may_be_one, settles, within
from yalu.periods import Interval, parse_period

LOG = read()
EVENTS = st.sampled_from(LOG.events)
VISIT = replace(LOG.get("xi-2019-06"), variants=(), rivals=())


def told(when: str, **changes: object) -> Event:
    """Return the visit of June 2019 told otherwise."""
    return replace(VISIT, id="other", when=parse_period(when), **changes)  # type: ignore[arg-type]


@given(EVENTS, EVENTS)
def test_suspicion_goes_both_ways(one: Event, other: Event) -> None:
    """Which table is read first decides the words, not whether to look."""
    assert may_be_one(one, other) == may_be_one(other, one)


@given(EVENTS)
def test_an_event_may_be_itself_unless_it_is_vaguer_than_a_month(event: Event) -> None:
    """Years meet everything in them and are never compared."""
    longest = (event.when.end or date.max) - event.when.start

    assert may_be_one(event, event) or longest.days > 31


@given(st.sampled_from(EventKind))
def test_a_kind_is_kindred_to_itself(kind: EventKind) -> None:
    """Even one of no family."""
    assert is_kindred({kind})


@pytest.mark.parametrize(
    ("when", "suspect"),
    [
        ("2019-06-20..2019-06-21", True),
        ("2019-06-21", True),
        ("2019-06-22", True),
        ("2019-06-25", False),
        ("2019-06", True),
        ("2019-07", False),
        ("2019", False),
    ],
)
def test_days_must_meet_or_nearly_do(when: str, *, suspect: bool) -> None:
    """Two days apart is the most that another calendar or a late report makes."""
    assert may_be_one(VISIT, told(when)) == suspect


def test_launches_of_neighbouring_days_are_two() -> None:
    """They follow each other as fast as calendars differ."""
    one, other = LOG.get("missile-2013-05-18"), LOG.get("missile-2013-05-19")

    assert not may_be_one(one, other)


def test_a_month_is_compared_only_where_the_parties_are_the_same() -> None:
    """Else every round of talks of a month would meet every other."""
    month = told("2019-06")

    assert not may_be_one(VISIT, replace(month, target="PRK+KOR"))


def test_a_day_settles_a_month_and_not_the_other_way_round() -> None:
    """The finer date is kept."""
    month, day = told("2019-06"), told("2019-06-20")

    assert settles(day, month)
    assert not settles(month, day)


def test_a_day_lies_within_a_stay_but_not_within_a_purge() -> None:
    """Only what lasts has days inside."""
    day = told("2019-06-20")

    assert within(day, VISIT)
    assert not within(day, replace(VISIT, kind=EventKind.PURGE))


def test_any_one_happening_of_the_log_has_one_row() -> None:
    """Launches of one day are never two, whatever the sources call them."""
    flown = [
        event
        for kind in (EventKind.LONG_RANGE_LAUNCH, EventKind.MISSILE_LAUNCH)
        for event in LOG.of(kind=kind)
        if event.when == Interval.day(event.when.start)
    ]

    assert len({event.when for event in flown}) == len(flown)
