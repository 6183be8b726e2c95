"""Every event that the two articles speak of is in the log."""

import pytest

from yalu.events import EventKind, read
from yalu.periods import Interval, parse_period

LOG = read()

ARTICLE_2016 = [
    # (what the article speaks of, event, kind, days)
    ("execution of the uncle", "purge-2013-12-12", "purge", "2013-12-12"),
    ("summit in Seoul", "xi-seoul-2014-07", "summit", "2014-07-03..2014-07-04"),
    ("assurances of October", "assurance-2015-10", "assurance", "2015-10"),
    ("nuclear test", "test-2016-01-06", "nuclear_test", "2016-01-06"),
    ("calls of November 2012", "warn-2012-11", "patron_warning", "2012-11"),
    ("launch after them", "launch-2012-12-12", "long_range_launch", "2012-12-12"),
    ("Wu Dawei goes", "wu-2016-02", "patron_visit", "2016-02-02..2016-02-04"),
    ("Wu Dawei urges", "warn-2016-02-04", "patron_warning", "2016-02-02..2016-02-04"),
    ("what was planned", "notice-2016-02-02", "launch_notice", "2016-02-02"),
    ("a day earlier", "notice-2016-02-06", "launch_notice", "2016-02-06"),
    ("launch on the eve", "launch-2016-02-07", "long_range_launch", "2016-02-07"),
    ("Chinese new year", "holiday-2016-02-08", "holiday", "2016-02-08"),
    ("talks on THAAD", "thaad-2016-02-07", "deployment", "2016-02-07"),
    ("first earlier resolution", "res-1718", "resolution", "2006-10-14"),
    ("second earlier resolution", "res-1874", "resolution", "2009-06-12"),
    ("third earlier resolution", "res-2087", "resolution", "2013-01-22"),
    ("fourth earlier resolution", "res-2094", "resolution", "2013-03-07"),
    ("the resolution", "res-2270", "resolution", "2016-03-02"),
    ("last of the six-party talks", "six-2008-12", "talks", "2008-12-08..2008-12-11"),
    ("their end", "six-exit-2009-04-14", "statement", "2009-04-14"),
]
ARTICLE_2018 = [
    ("announcement of January", "mofcom-4-2018", "announcement", "2018-01-05"),
    ("KCNA of May 2017", "kcna-2017-05-03", "target_criticism", "2017-05-03"),
    ("Russia the leading ally", "ally-2017-02", "statement", "2017-02-03"),
    (
        "raw materials from Russia",
        "raw-materials-2017",
        "alternative_patron_support",
        "2017",
    ),
    ("recognition of Seoul", "chn-kor-1992-08-24", "recognition", "1992-08-24"),
    (
        "turn to Russia",
        "pivot-1992",
        "alternative_patron_support",
        "1992-01-01..1994-12-31",
    ),
    ("Russia overtaken", "overtake-1997", "statement", "1997-01-01..1999-12-31"),
    ("bomb in Burma", "rangoon-1983-10-09", "other_provocation", "1983-10-09"),
    ("ties suspended", "ties-1983", "patron_punishment", "1983-10-09..1983-12-31"),
    (
        "talks not supported",
        "no-support-1983",
        "patron_punishment",
        "1983-10-09..1984-12-31",
    ),
    ("flight 858", "kal-1987-11-29", "other_provocation", "1987-11-29"),
    ("terror given up", "terror-halt-1988", "assurance", "1988-01-01..1989-12-31"),
    ("Soviet turn to Seoul", "sun-kor-1990-09-30", "recognition", "1990-09-30"),
    ("Song Tao is sent", "song-2017-11-16", "patron_visit", "2017-11-16"),
    ("nuclear tests condemned", "warn-2017-09-03", "patron_warning", "2017-09-03"),
    ("terror condemned", "wu-1984-03", "patron_warning", "1984-03-24"),
]


@pytest.mark.parametrize(("told", "id", "kind", "days"), ARTICLE_2016 + ARTICLE_2018)
def test_what_the_articles_speak_of_is_in_the_log(
    told: str,
    id: str,  # noqa: A002
    kind: str,
    days: str,
) -> None:
    """The list was made from the articles, passage by passage."""
    event = LOG.get(id)

    assert event.kind is EventKind(kind), told
    assert event.when == parse_period(days), told


def test_song_tao_has_the_date_of_the_reports_beside_that_of_the_article() -> None:
    """One tells when he was sent, the others when he was there."""
    article = LOG.get("song-2017-11-16")
    (reports,) = (LOG.get(rival) for rival in article.rivals)

    assert reports.when == parse_period("2017-11-17..2017-11-20")


def test_nothing_but_the_month_is_made_of_the_assurances() -> None:
    """A day in October 2015 would make the wait too exact."""
    assert LOG.get("assurance-2015-10").when == Interval.month(2015, 10)
