"""What the anatomy promises: rounds by rule, eras by the log, open quiets kept."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from tests.cycle.logbook import event, log_of
from yalu.cycle.anatomy import Anatomy, Phase, rounds
from yalu.cycle.round import Segment, Terms
from yalu.errors import ModelError, SchemaError
from yalu.events import EventKind, read

TEST = EventKind.NUCLEAR_TEST
LAUNCH = EventKind.LONG_RANGE_LAUNCH
MISSILE = EventKind.MISSILE_LAUNCH
RESOLUTION = EventKind.RESOLUTION
WORDS = EventKind.CONDEMNATION
PRESIDENTIAL = "presidential statement"


@pytest.fixture(scope="module")
def anatomy() -> Anatomy:
    """Return the anatomy of the embedded log up to the end of 2017."""
    return rounds(read(), until=date(2017, 12, 31))


def test_a_round_has_the_parts_that_its_rules_say() -> None:
    """Trigger, words, measure, quiet and resumption, counted by hand."""
    log = log_of(
        event(TEST, "2006-10-09"),
        event(WORDS, "2006-10-11"),
        event(RESOLUTION, "2006-10-19"),
        event(MISSILE, "2006-12-18"),
        event(LAUNCH, "2007-01-27"),
    )
    first, second = rounds(log).rounds

    lengths = {part: first.duration(part) for part in Segment}
    assert {part: str(length) for part, length in lengths.items()} == {
        Segment.CONDEMNATION: "2 days",
        Segment.MEASURE: "10 days",
        Segment.QUIET: "100 days",
        Segment.MISSILE: "60 days",
        Segment.ROUND: "110 days",
    }
    assert second.waiting


def test_a_provocation_before_the_answer_joins_the_round() -> None:
    """The test and the launch of early 2016 were answered by one resolution."""
    log = log_of(
        event(TEST, "2016-01-06"),
        event(LAUNCH, "2016-02-07"),
        event(RESOLUTION, "2016-03-02"),
    )
    (only,) = rounds(log).rounds

    assert len(only.provocations) == 2
    assert str(only.duration(Segment.MEASURE)) == "56 days"


def test_a_presidential_statement_is_an_answer_and_a_press_statement_none() -> None:
    """After an answer the next provocation resumes; before it, it joins."""
    words = event(WORDS, "2009-04-13", mark=PRESIDENTIAL)
    press = event(WORDS, "2009-04-13", mark="press statement")
    acts = (event(LAUNCH, "2009-04-05"), event(TEST, "2009-05-25"))

    assert len(rounds(log_of(*acts, words)).rounds) == 2
    assert len(rounds(log_of(*acts, press)).rounds) == 1


def test_a_round_that_nobody_answers_ends_when_the_days_are_over() -> None:
    """Then quiet is counted from its last provocation."""
    log = log_of(event(LAUNCH, "2022-03-24"), event(LAUNCH, "2023-02-18"))
    first, _ = rounds(log, terms=Terms(answered_within=60)).rounds

    assert first.answer is None
    assert str(first.duration(Segment.QUIET)) == "331 days"


def test_a_renewal_of_a_mandate_is_no_measure() -> None:
    """Every spring the Panel was renewed, whatever had happened."""
    renewal = event(EventKind.MANDATE_RENEWAL, "2009-06-01", actor="UNSC")
    (only,) = rounds(log_of(event(TEST, "2009-05-25"), renewal)).rounds

    assert only.measure is None


def test_what_is_about_another_state_answers_nothing() -> None:
    """A log may hold more than one regime."""
    other = event(RESOLUTION, "2009-06-01", target="IRN")
    foreign = event(TEST, "2009-07-01", actor="IND")
    (only,) = rounds(log_of(event(TEST, "2009-05-25"), other, foreign)).rounds

    assert only.measure is None
    assert len(only.provocations) == 1


def test_two_accounts_of_one_launch_are_one_provocation() -> None:
    """A rival tells the same happening differently."""
    told = event(LAUNCH, "2009-04-05", id="a", rivals=("b",))
    again = event(LAUNCH, "2009-04-06", id="b", rivals=("a",))
    (only,) = rounds(log_of(told, again)).rounds

    assert len(only.provocations) == 1


def test_a_month_gives_a_range_of_days_and_a_long_event_none() -> None:
    """A date known to the month is never made a day."""
    log = log_of(
        event(TEST, "2009-05-25"),
        event(EventKind.PATRON_WARNING, "2009-06"),
        event(RESOLUTION, "2009-06-12..2009-06-14"),
    )
    (only,) = rounds(log).rounds

    assert str(only.duration(Segment.CONDEMNATION)) == "7 to 36 days"
    assert str(only.duration(Segment.MEASURE)) == "18 days"


def test_what_comes_later_is_not_known_before() -> None:
    """The standing of a day rests on what had happened by then."""
    log = log_of(event(TEST, "2009-05-25"), event(RESOLUTION, "2009-06-12"))
    before = rounds(log, until=date(2009, 6, 11)).standing
    after = rounds(log, until=date(2009, 6, 12)).standing

    assert (before.phase, after.phase) == (Phase.PROVOCATION, Phase.QUIET)


def test_an_open_quiet_is_compared_with_those_before(anatomy: Anatomy) -> None:
    """Nine days after 2397 every earlier quiet was longer."""
    standing = anatomy.standing

    assert standing.lasted.most == 9
    assert not standing.lasted.ended
    assert standing.longer == len(standing.past) == len(anatomy.rounds) - 1


def test_a_quiet_says_of_what_and_how_many_missiles_flew_in_it() -> None:
    """A year with forty missiles is quiet of tests alone."""
    log = log_of(
        event(TEST, "2009-05-25"),
        event(RESOLUTION, "2009-06-12"),
        event(MISSILE, "2009-06-12"),
        event(MISSILE, "2009-07-02"),
        event(MISSILE, "2009-07-04"),
    )
    standing = rounds(log, until=date(2009, 7, 4)).standing

    assert standing.words == (
        "no nuclear test or long-range launch for 22 days "
        "(2 days with other missile launches in them)"
    )
    assert "earlier quiets" not in str(standing)


def test_missiles_that_a_log_does_not_tell_of_are_not_taken_for_none() -> None:
    """Silence about them is said to be one."""
    log = log_of(event(TEST, "2009-05-25"), event(RESOLUTION, "2009-06-12"))

    assert "of other missiles the log does not tell" in rounds(log).standing.words


def test_days_from_test_to_resolution_are_those_of_the_record(anatomy: Anatomy) -> None:
    """Subtracted by hand from the dates of tests and resolutions."""
    days = {
        one.opening.id: str(one.duration(Segment.MEASURE))
        for one in anatomy.rounds
        if one.opening.kind is TEST
    }

    assert days == {
        "test-2006-10-09": "5 days",
        "test-2009-05-25": "18 days",
        "test-2013-02-12": "23 days",
        "test-2016-01-06": "56 days",
        "test-2016-09-09": "82 days",
        "test-2017-09-03": "8 days",
    }


def test_eras_meet_and_leave_no_day_out(anatomy: Anatomy) -> None:
    """Each part of a round belongs to one era of each kind."""
    for eras in (anatomy.leaders, anatomy.course):
        parts = [anatomy.durations(Segment.ROUND, era=era).durations for era in eras]

        assert sum(map(len, parts)) == len(anatomy.rounds)
        assert all(a.days.end == b.days.start for a, b in pairwise(eras))


def test_eras_come_from_the_log() -> None:
    """Move the veto, and the era moves with it."""
    log = log_of(event(TEST, "2009-05-25"), event(EventKind.VETO, "2011-05-01"))

    assert [era.label for era in rounds(log).course] == [
        "before the veto of 2011-05",
        "since the veto of 2011-05",
    ]


def test_a_turn_is_the_first_of_its_kind_after_the_turn_before() -> None:
    """A border closed against an earlier epidemic parts no era."""
    border = EventKind.BORDER_CLOSURE
    log = log_of(
        event(border, "2003-05-03"),
        event(TEST, "2009-05-25"),
        event(EventKind.SUMMIT, "2018-06-12"),
        event(border, "2020-01-22"),
    )

    assert [era.days.start.year for era in rounds(log).course] == [2003, 2018, 2020]


def test_silence_of_the_council_is_not_told_where_the_log_is_silent() -> None:
    """What is known of tests may reach further than what is known of answers."""
    log = log_of(
        event(RESOLUTION, "2009-06-12"),
        event(TEST, "2010-05-25"),
        event(MISSILE, "2011"),
    )
    known = rounds(log)
    short = replace(known, answers_until=date(2010, 6, 1))

    assert "gave no answer" in str(known.standing)
    assert "known until 2010-06-01" in str(short.standing)


def test_each_row_of_the_lengths_says_how_many_are_open(anatomy: Anatomy) -> None:
    """One that goes on is told, not counted as ended."""
    (quiet,) = [
        row
        for row in anatomy.lengths
        if row["segment"] == "quiet" and row["label"] == "all years"
    ]

    assert quiet["open"] == 1
    assert quiet["ended"] == len(anatomy.rounds) - 1
    assert len(anatomy.table) == len(anatomy.rounds)


def test_an_era_without_a_round_cannot_be_compared(anatomy: Anatomy) -> None:
    """No number is made of nothing."""
    with pytest.raises(ModelError, match="Choose other eras"):
        anatomy.compare(anatomy.course[0], anatomy.course[-1])


def test_a_log_without_provocations_is_refused() -> None:
    """Silence of a log is not peace."""
    with pytest.raises(ModelError, match="covers no nuclear test"):
        rounds(log_of(event(RESOLUTION, "2009-06-12")))


def test_terms_without_days_are_refused() -> None:
    """An answer within no days is none."""
    with pytest.raises(SchemaError, match="above zero"):
        Terms(answered_within=0)
