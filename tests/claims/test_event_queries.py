"""What queries on events promise: change an event, and the verdict follows."""

from dataclasses import replace
from datetime import date, timedelta
from math import asin, cos, radians, sin, sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.claims.conftest import World
from yalu.claims import Ledger, Verdict
from yalu.claims import read as read_claims
from yalu.claims.queries.witnesses import gap_in_days
from yalu.events import Ballot, EventKind, Vote, read
from yalu.periods import Interval, parse_period
from yalu.provenance import Evidence

CONTESTED = {
    "C46": "raw-materials-2017",
    "C51": "terror-halt-1988",
    "C57": "pivot-1992",
}


def on(text: str) -> Interval:
    """Return the days of a date as written."""
    return parse_period(text)


def test_an_adoption_months_later_is_not_nearly_two(world: World) -> None:
    """C02 turns on the days between test and adoption."""
    later = world.with_event("res-2270", when=on("2016-07-01"))

    assert world.find("C02").values["days_low"] == 56
    assert later.find("C02").verdict is Verdict.DOES_NOT_HOLD


def test_one_abstention_is_not_unanimity(world: World) -> None:
    """C02 turns on the vote as well."""
    split = world.with_event("res-2270", vote=Vote(14, 0, 1))

    assert split.find("C02").verdict is Verdict.DOES_NOT_HOLD


def test_days_are_counted_by_one_calendar_too(world: World) -> None:
    """The test was on the evening before in New York."""
    assert world.find("C02").values["new_york_days"] == 57


def test_a_ballot_against_breaks_the_run(world: World) -> None:
    """C03 says that China voted for each."""
    ballots = (("CHN", Ballot.ABSTAIN), ("RUS", Ballot.YES))
    changed = world.with_event("res-1874", ballots=ballots)

    assert changed.find("C03").verdict is Verdict.DOES_NOT_HOLD


def test_a_ballot_that_nobody_recorded_is_not_a_yes(world: World) -> None:
    """Missing is not in favour."""
    changed = world.with_event("res-1874", ballots=())
    finding = changed.find("C03")

    assert finding.verdict is Verdict.DOES_NOT_HOLD
    assert finding.values["unrecorded"] == 1


def test_the_demand_of_2006_is_told_and_not_counted(world: World) -> None:
    """Whether 1695 is a sanctions resolution is a matter of definition."""
    assert "S/RES/1695 (2006)" in world.find("C03").note


def test_an_assurance_dated_and_attested_would_hold(world: World) -> None:
    """C07 has a caveat because only the article gives a month."""
    dated = world.with_event(
        "assurance-2015-10", when=on("2015-10-31"), sources=("A2016", "USGS")
    )

    assert dated.find("C07").verdict is Verdict.HOLDS


def test_an_assurance_after_the_test_refutes_the_order(world: World) -> None:
    """C07 is about what came first."""
    late = world.with_event("assurance-2015-10", when=on("2016-02"))

    assert late.find("C07").verdict is Verdict.DOES_NOT_HOLD


def test_an_unchanged_window_would_take_the_caveat_away(world: World) -> None:
    """C08 has a caveat because the window had been moved forward."""
    same = on("2016-02-08..2016-02-25")
    kept = world.with_event("notice-2016-02-06", window=same)

    assert kept.find("C08").verdict is Verdict.HOLDS


def test_a_launch_a_day_later_falls_on_the_holiday(world: World) -> None:
    """C08 is about the eve."""
    later = world.with_event("launch-2016-02-07", when=on("2016-02-08"), moment=None)

    assert later.find("C08").verdict is Verdict.DOES_NOT_HOLD


def test_without_an_event_a_claim_cannot_be_checked(world: World) -> None:
    """What is not in the log is not refuted."""
    finding = world.without_event("assurance-2015-10").find("C07")

    assert finding.verdict is Verdict.CANNOT_BE_CHECKED
    assert "assurance-2015-10" in finding.note
    assert not finding.figure


def test_the_test_site_is_as_far_as_a_sphere_says(world: World) -> None:
    """The ellipsoid and a sphere differ by less than half a per cent here."""
    site = world.events.sites["punggye-ri-2016-01"]
    edge = world.events.sites["border-nearest"]
    kilometres = world.find("C09").values["kilometres"]

    assert kilometres == pytest.approx(
        on_a_sphere(site.latitude, site.longitude, edge.latitude, edge.longitude),
        rel=0.005,
    )


def on_a_sphere(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the kilometres between two points by the haversine formula."""
    p1, p2 = radians(lat1), radians(lat2)
    half = sin((p2 - p1) / 2) ** 2
    half += cos(p1) * cos(p2) * sin(radians(lon2 - lon1) / 2) ** 2
    return 2 * 6371.0088 * asin(sqrt(half))


def test_a_site_farther_east_is_not_about_fifty_miles(world: World) -> None:
    """C09 turns on the positions."""
    moved = world.with_event("test-2016-01-06", longitude=129.9)

    assert world.find("C09").values["range"] == "42.3 to 45.4"
    assert moved.find("C09").verdict is Verdict.DOES_NOT_HOLD


def test_an_independent_report_of_suspended_ties_changes_the_verdict(
    world: World,
) -> None:
    """C19 fails because nobody else tells of it and others tell otherwise."""
    told = world.with_event("ties-1983", sources=("A2018", "CIA85"), rivals=())
    told = told.with_event(
        "ties-1983", evidence=world.events.get("wu-1984-03").evidence
    )

    assert told.find("C19").verdict is Verdict.HOLDS


def test_silence_alone_does_not_refute(world: World) -> None:
    """C19 without a rival account cannot be checked."""
    silent = world.with_event("ties-1983", rivals=())

    assert silent.find("C19").verdict is Verdict.CANNOT_BE_CHECKED


def test_a_visit_weeks_later_is_another_date(world: World) -> None:
    """C20 is forgiven one day, not a fortnight."""
    later = world.with_event("song-2017-11-17", when=on("2017-12-01..2017-12-04"))

    assert later.find("C20").verdict is Verdict.DOES_NOT_HOLD


def test_an_earlier_visit_in_office_refutes(world: World) -> None:
    """C30 says that Seoul came first."""
    earlier = world.with_event("xi-2008-06", when=on("2014-05-01"))

    assert earlier.find("C30").verdict is Verdict.DOES_NOT_HOLD


def test_no_earlier_visit_at_all_takes_the_caveat_away(world: World) -> None:
    """C30 has a caveat because of the vice-president's visit."""
    assert world.without_event("xi-2008-06").find("C30").verdict is Verdict.HOLDS


def test_a_criticism_in_another_month_is_not_in_may(world: World) -> None:
    """C44 turns on the date."""
    later = world.with_event("kcna-2017-05-03", when=on("2017-06-03"))

    assert later.find("C44").verdict is Verdict.DOES_NOT_HOLD


def test_an_undisputed_report_would_hold(world: World) -> None:
    """C45 has a caveat because the press words it otherwise."""
    assert world.with_event("ally-2017-02", variants=()).find("C45").verdict is (
        Verdict.HOLDS
    )


def test_a_wait_of_weeks_is_what_makes_the_caveat(world: World) -> None:
    """C34 says years or months, and once it was three weeks."""
    moved = world.with_event("res-2087", when=on("2012-12-20"))

    assert world.find("C34").values["days_min"] == 21
    assert moved.find("C34").verdict is Verdict.HOLDS


def test_without_what_followed_a_round_stays_open(world: World) -> None:
    """C35 counts what followed."""
    quiet = world
    for event in world.events:
        late = event.when.start > date(2017, 12, 22)
        if late and event.kind is EventKind.LONG_RANGE_LAUNCH:
            quiet = quiet.without_event(event.id)

    assert world.find("C35").verdict is Verdict.HOLDS
    assert quiet.find("C35").verdict is Verdict.HOLDS_WITH_CAVEAT
    assert quiet.find("C35").values["open"] == 1


def test_tests_that_never_came_back_are_what_makes_the_caveat(world: World) -> None:
    """C06 speaks of tests, and the last one is years back."""
    again = world.with_event("missile-2022-03-24", kind=EventKind.NUCLEAR_TEST)

    assert world.find("C06").verdict is Verdict.HOLDS_WITH_CAVEAT
    assert again.find("C06").verdict is Verdict.HOLDS


def test_a_model_of_another_log_says_nothing_of_this_one(world: World) -> None:
    """C06 tells what the stored model says, where it is of this log."""
    other = world.with_event("test-2013-02-12", when=on("2013-02-20"), moment=None)

    assert other.find("C06").note.count("model that comes with Yalu") == 1


def test_a_warning_that_nothing_followed_was_heeded(world: World) -> None:
    """C33 counts acts within the days that the claim names."""
    late = world.with_event("launch-2012-04-13", when=on("2012-08-13"), moment=None)

    assert late.find("C33").values["disregarded"] == 2


def test_an_uncondemned_test_is_counted(world: World) -> None:
    """C53 says every test."""
    finding = world.without_event("warn-2017-09-03").find("C53")

    assert (finding.values["condemned"], finding.values["acts"]) == (5, 6)
    assert finding.verdict is Verdict.DOES_NOT_HOLD


def test_a_fifth_test_in_between_makes_it_another_one(world: World) -> None:
    """C24 counts by the log."""
    moved = world.with_event("test-2016-09-09", when=on("2016-02-20"), moment=None)

    assert moved.find("C24").verdict is Verdict.DOES_NOT_HOLD


def test_a_test_a_week_later_is_not_on_the_sixth(world: World) -> None:
    """C26 is about the day of the year."""
    later = world.with_event("test-2016-01-06", when=on("2016-01-13"), moment=None)

    assert later.find("C26").verdict is Verdict.DOES_NOT_HOLD


def test_without_posture_there_is_nothing_to_discuss(world: World) -> None:
    """C31 counts steps before the article."""
    bare = world
    for event in world.events:
        if event.id.startswith("thaad"):
            bare = bare.without_event(event.id)

    assert bare.find("C31").verdict is Verdict.CANNOT_BE_CHECKED


def test_steps_after_the_article_alone_are_not_yet_discussion(world: World) -> None:
    """C31 is refuted by a log that begins too late."""
    late = world
    for event in world.events:
        if event.id.startswith("thaad") and event.when.start < date(2016, 3, 7):
            late = late.without_event(event.id)
    finding = late.find("C31")

    assert finding.verdict is Verdict.DOES_NOT_HOLD
    assert "2016-07-08" in finding.note


@pytest.mark.parametrize("claim", ["C46", "C51", "C57"])
def test_other_accounts_refute_what_nobody_else_tells(world: World, claim: str) -> None:
    """C46, C51 and C57 are open for want of any account, not by definition."""
    name = CONTESTED[claim]
    denied = world.with_event(name, rivals=("wu-1984-03",))
    told = world.with_event(
        name, sources=("A2018", "CIA85"), evidence=Evidence.REPORTED
    )

    assert world.find(claim).verdict is Verdict.CANNOT_BE_CHECKED
    assert denied.find(claim).verdict is Verdict.DOES_NOT_HOLD
    assert told.find(claim).verdict in (Verdict.HOLDS, Verdict.HOLDS_WITH_CAVEAT)


def test_a_vote_against_is_told(world: World) -> None:
    """C54 counts every resolution."""
    changed = world.with_event("res-2397", ballots=(("CHN", Ballot.NO),))

    assert changed.find("C54").verdict is Verdict.DOES_NOT_HOLD


@settings(max_examples=20, deadline=None)
@given(shift=st.integers(-3000, 3000))
def test_moving_both_events_alike_leaves_the_days_between(shift: int) -> None:
    """Days between two days do not depend on the year they are in."""
    log = read()
    first, last = log.get("assurance-2015-10"), log.get("test-2016-01-06")
    by = timedelta(days=shift)
    moved = [
        replace(
            event,
            moment=None,
            when=Interval(event.when.start + by, (event.when.end or date.max) + by),
        )
        for event in (first, last)
    ]

    assert gap_in_days(*moved) == gap_in_days(first, last)


def test_what_only_newspapers_tell_is_reported(ledger: Ledger) -> None:
    """An official act is official evidence only where an authority tells of it."""
    assert ledger.get("C44").evidence is Evidence.REPORTED
    assert ledger.get("C47").evidence is Evidence.REPORTED
    assert ledger.get("C24").evidence is Evidence.OFFICIAL


def test_every_authority_is_a_source_of_the_log(world: World) -> None:
    """A misspelt authority would lower a grade without a word."""
    book = read_claims()

    assert book.authorities <= world.events.sources.keys()
    assert not book.authorities & book.no_witness
