"""What a single event promises."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yalu.errors import SchemaError
from yalu.events import (
    UNCHECKED,
    Ballot,
    Calendar,
    Dating,
    Event,
    EventKind,
    Site,
    Variant,
    Vote,
)
from yalu.periods import Interval, Place, parse_period
from yalu.provenance import Confidence, Evidence

LAUNCH = Event(
    id="launch",
    kind=EventKind.LONG_RANGE_LAUNCH,
    actor="PRK",
    when=Interval.day(date(2016, 2, 7)),
    calendar=Calendar.KOREA,
    moment=datetime(2016, 2, 7, 0, 29, tzinfo=UTC),
    what="A rocket",
    evidence=Evidence.REPORTED,
    confidence=Confidence.HIGH,
    sources=("CNS",),
)


def test_the_same_moment_is_the_day_before_in_new_york() -> None:
    """Counting days to a vote needs both ends in one calendar."""
    assert LAUNCH.day_in(Place.NEW_YORK) == date(2016, 2, 6)


def test_without_a_moment_no_other_day_is_invented() -> None:
    """A missing hour is missing, not midnight."""
    assert replace(LAUNCH, moment=None).day_in(Place.BEIJING) is None


def test_a_moment_off_its_own_day_is_refused() -> None:
    """The commonest slip is to keep the UTC day beside a Korean label."""
    with pytest.raises(SchemaError, match="not on 2016-02-06 to 2016-02-06"):
        replace(LAUNCH, when=Interval.day(date(2016, 2, 6)))


def test_a_moment_without_zone_is_refused() -> None:
    """The same clock time is two different days."""
    with pytest.raises(SchemaError, match="has no zone"):
        replace(LAUNCH, moment=datetime(2016, 2, 7, 0, 29))  # noqa: DTZ001


def test_a_moment_may_stand_beside_a_local_date() -> None:
    """Where the zone of the calendar is unknown nothing can be compared."""
    assert replace(LAUNCH, calendar=Calendar.LOCAL).moment == LAUNCH.moment


def test_an_event_without_source_is_refused() -> None:
    """Nothing enters the log on nobody's word."""
    with pytest.raises(SchemaError, match="no source"):
        replace(LAUNCH, sources=())


def test_an_event_without_end_is_refused() -> None:
    """An imprecise date still has a last possible day."""
    with pytest.raises(SchemaError, match="no end"):
        replace(LAUNCH, when=Interval(date(2016, 2, 7)), moment=None)


def test_half_a_position_is_refused() -> None:
    """One coordinate is no place."""
    with pytest.raises(SchemaError, match="one coordinate"):
        replace(LAUNCH, latitude=39.7)


def test_swapped_coordinates_are_noticed_where_they_leave_the_globe() -> None:
    """A latitude of 124 degrees is a longitude."""
    with pytest.raises(SchemaError, match="Check their order"):
        replace(LAUNCH, latitude=124.7, longitude=39.7)


def test_a_site_off_the_globe_is_refused() -> None:
    """Distances are measured from sites."""
    with pytest.raises(SchemaError, match="Site here"):
        Site(
            id="here",
            name="Here",
            state="PRK",
            latitude=91,
            longitude=0,
            source="X",
            confidence=Confidence.LOW,
        )


def test_joint_actors_are_told_apart() -> None:
    """A joint decision belongs to each of its makers."""
    assert replace(LAUNCH, actor="USA+KOR").actors == ("USA", "KOR")


def test_a_ballot_that_is_not_recorded_is_unknown() -> None:
    """Not recorded is not an abstention."""
    event = replace(LAUNCH, ballots=(("CHN", Ballot.NO),))

    assert (event.ballot("CHN"), event.ballot("FRA")) == (Ballot.NO, None)


def test_a_variant_makes_an_event_disputed_and_says_who() -> None:
    """Disagreement is shown with its owner."""
    variant = Variant("when", "2016-02-06", "OTHER")

    assert replace(LAUNCH, variants=(variant,)).disputed
    assert str(variant) == "OTHER has when 2016-02-06"


def test_an_event_of_several_days_is_not_precise() -> None:
    """A month is not a day."""
    month = replace(LAUNCH, when=Interval.month(2016, 2))

    assert LAUNCH.precise
    assert not month.precise
    assert str(month).startswith("2016-02-01 to 2016-02-29: A rocket")


@given(st.integers(-2, 16), st.integers(-2, 16), st.integers(-2, 16))
def test_a_vote_is_lawful_exactly_when_fifteen_members_can_cast_it(
    yes: int, no: int, abstain: int
) -> None:
    """Fifteen members, none voting twice; some may be absent."""
    lawful = min(yes, no, abstain) >= 0 and yes + no + abstain <= 15

    if lawful:
        assert Vote(yes, no, abstain).unanimous == (yes == 15)
    else:
        with pytest.raises(SchemaError, match="15 at most"):
            Vote(yes, no, abstain)


def test_calendars_of_capitals_have_a_zone_and_the_local_one_has_none() -> None:
    """Only a named capital fixes the hour at which the day turns."""
    assert [calendar.zone is None for calendar in Calendar] == [
        False,
        False,
        False,
        True,
    ]


@pytest.mark.parametrize(
    ("when", "dating"),
    [
        ("2016-02-07", Dating.DAY),
        ("2016-02-02..2016-02-07", Dating.DAYS),
        ("2016-02", Dating.MONTH),
        ("2016-02-01..2016-02-29", Dating.MONTH),
        ("2016-01..2016-03", Dating.LONGER),
        ("2016", Dating.LONGER),
    ],
)
def test_what_the_days_of_an_event_mean_follows_from_them(
    when: str, dating: Dating
) -> None:
    """Models treat a month otherwise than a stay of some days."""
    event = replace(LAUNCH, when=parse_period(when))

    assert event.dating is dating
    assert event.precise == (dating is Dating.DAY)


def test_general_knowledge_marks_an_event_for_checking() -> None:
    """Even beside a page, since part of it rests on nobody's word."""
    assert not LAUNCH.to_check
    assert replace(LAUNCH, sources=("CNS", UNCHECKED)).to_check


def test_a_mark_of_several_parts_is_told_apart() -> None:
    """A salvo of several classes has them all."""
    assert replace(LAUNCH, mark="SLV+SRBM").marks == ("SLV", "SRBM")
    assert LAUNCH.marks == ()
