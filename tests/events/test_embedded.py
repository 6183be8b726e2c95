"""What the embedded log says about the dates that the two articles rely on."""

from datetime import date

import pytest

from yalu.events import Ballot, Calendar, EventKind, Vote, read
from yalu.periods import Interval, Place
from yalu.provenance import Confidence, Evidence

LOG = read()


def test_there_are_six_nuclear_tests_at_one_site() -> None:
    """Dates and relocated epicentres of all tests to date."""
    tests = LOG.of(kind=EventKind.NUCLEAR_TEST)
    site = LOG.sites["punggye-ri"]

    assert [str(test.when.start) for test in tests] == [
        "2006-10-09",
        "2009-05-25",
        "2013-02-12",
        "2016-01-06",
        "2016-09-09",
        "2017-09-03",
    ]
    assert all(
        test.latitude is not None
        and test.longitude is not None
        and abs(test.latitude - site.latitude) < 0.03
        and abs(test.longitude - site.longitude) < 0.03
        for test in tests
    )


@pytest.mark.parametrize(
    ("number", "day"),
    [
        (1695, "2006-07-15"),
        (1718, "2006-10-14"),
        (1874, "2009-06-12"),
        (2087, "2013-01-22"),
        (2094, "2013-03-07"),
        (2270, "2016-03-02"),
        (2321, "2016-11-30"),
        (2356, "2017-06-02"),
        (2371, "2017-08-05"),
        (2375, "2017-09-11"),
        (2397, "2017-12-22"),
    ],
)
def test_each_resolution_since_2006_was_unanimous_on_its_new_york_day(
    number: int, day: str
) -> None:
    """Fifteen votes for, China's among them."""
    event = LOG.get(f"res-{number}")

    assert event.when == Interval.day(date.fromisoformat(day))
    assert event.calendar is Calendar.NEW_YORK
    assert event.vote == Vote(15, 0, 0)
    assert event.ballot("CHN") is Ballot.YES


def test_the_fourth_test_and_2270_are_56_days_apart_by_either_calendar() -> None:
    """In New York the test fell on 5 January, one day earlier."""
    test, adoption = LOG.get("test-2016-01-06"), LOG.get("res-2270")
    day = test.day_in(Place.NEW_YORK)

    assert day == date(2016, 1, 5)
    assert (adoption.when.start - test.when.start).days == 56
    assert (adoption.when.start - day).days == 57


def test_the_veto_of_2022_is_13_2_0_and_the_misprint_is_kept() -> None:
    """One table prints the negative votes as abstentions."""
    veto = LOG.get("veto-2022-05-26")

    assert veto.vote == Vote(13, 2, 0)
    assert [(v.value, v.source) for v in veto.variants] == [("13-0-2", "UNMEET")]
    assert veto.ballot("CHN") is veto.ballot("RUS") is Ballot.NO


@pytest.mark.parametrize(
    "event", ["res-2627", "veto-2022-05-26", "res-2680", "veto-2024-03-28"]
)
def test_the_ballots_of_all_fifteen_members_add_up_to_the_vote(event: str) -> None:
    """Two tables tell of these votes: one of two members, one of all."""
    told = LOG.get(event)
    cast = [ballot for _, ballot in told.ballots]

    assert len(cast) == len(dict(told.ballots)) == 15
    assert told.vote == Vote(
        cast.count(Ballot.YES), cast.count(Ballot.NO), cast.count(Ballot.ABSTAIN)
    )


def test_the_panel_ended_on_a_russian_veto_with_china_abstaining() -> None:
    """The two patrons did not vote alike."""
    veto = LOG.get("veto-2024-03-28")

    assert veto.vote == Vote(13, 1, 1)
    assert veto.ballot("CHN") is Ballot.ABSTAIN
    assert veto.ballot("RUS") is Ballot.NO


def test_the_launch_of_2016_lies_before_the_first_window_and_in_the_second() -> None:
    """A day before what was first announced, on the eve of the new year."""
    day = LOG.get("launch-2016-02-07").when.start
    first = LOG.get("notice-2016-02-02").window
    second = LOG.get("notice-2016-02-06").window
    holiday = LOG.get("holiday-2016-02-08").when.start

    assert first is not None
    assert second is not None
    assert day not in first
    assert day in second
    assert (first.start - day).days == (holiday - day).days == 1


def test_each_satellite_launch_lies_in_a_window_announced_before() -> None:
    """All four of the years whose notices are collected."""
    notices = LOG.of(kind=EventKind.LAUNCH_NOTICE)
    known = LOG.covered(EventKind.LAUNCH_NOTICE)
    launches = LOG.of(kind=EventKind.LONG_RANGE_LAUNCH, mark="SLV", between=known)

    assert len(launches) == 4
    for launch in launches:
        assert any(
            notice.window is not None
            and notice.when.start < launch.when.start
            and launch.when.start in notice.window
            for notice in notices
        )


def test_the_assurance_of_2015_is_a_month_and_the_test_67_to_97_days_later() -> None:
    """An imprecise date gives a range of days, not one number."""
    days = LOG.get("assurance-2015-10").when
    test = LOG.get("test-2016-01-06").when.start

    assert days.last is not None
    assert ((test - days.last).days, (test - days.start).days) == (67, 97)


def test_both_dates_of_song_tao_are_kept_and_point_at_each_other() -> None:
    """The article and the reports disagree."""
    article, reports = LOG.get("song-2017-11-16"), LOG.get("song-2017-11-17")

    assert article.rivals == (reports.id,)
    assert reports.rivals == (article.id,)
    assert not article.when.overlaps(reports.when)


def test_the_suspension_of_1983_is_an_allegation_with_rivals() -> None:
    """Reporting of the time shows something milder."""
    claim = LOG.get("ties-1983")

    assert claim.evidence is Evidence.ALLEGED
    assert len(claim.rivals) >= 4
    assert all(
        LOG.get(rival).evidence is not Evidence.ALLEGED for rival in claim.rivals
    )


def test_rivals_always_point_at_each_other() -> None:
    """A dispute is seen from either side."""
    assert all(
        event.id in LOG.get(rival).rivals for event in LOG for rival in event.rivals
    )


@pytest.mark.parametrize(
    ("id", "source"),
    [
        ("missile-2006-07-05", "CSISPROV"),
        ("missile-2009-07-04", "CNS"),
        ("missile-2015-03-02", "CNS"),
    ],
)
def test_a_launch_day_printed_differently_is_one_event_with_a_variant(
    id: str,  # noqa: A002
    source: str,
) -> None:
    """The two databases are merged by the Korean day."""
    event = LOG.get(id)

    assert set(event.sources) == {"CNS", "CSISPROV"}
    assert [v.source for v in event.variants if v.field == "when"] == [source]


def test_no_missile_flew_in_2018() -> None:
    """The pause is real: both databases are silent."""
    year = Interval.calendar_year(2018)

    assert LOG.of(kind=EventKind.MISSILE_LAUNCH, between=year) == ()


def test_what_was_never_checked_is_neither_official_nor_sure() -> None:
    """General knowledge alone earns a middling grade at most."""
    unchecked = [event for event in LOG if "GK" in event.sources]

    assert unchecked
    assert all(event.evidence is not Evidence.OFFICIAL for event in unchecked)
    assert all(event.confidence is not Confidence.HIGH for event in unchecked)


def test_each_source_is_cited() -> None:
    """A list of sources nobody uses is a list of decorations."""
    cited = {source for event in LOG for source in event.sources}
    cited |= {variant.source for event in LOG for variant in event.variants}
    cited |= {site.source for site in LOG.sites.values()}
    cited |= {statement.source for statement in LOG.coverage}

    assert cited == set(LOG.sources)
