"""What the revisions promise."""

from datetime import date, timedelta

import pytest

from yalu.errors import SchemaError
from yalu.goods import Revision, parse_revision, revision_on


@pytest.mark.parametrize("year", [2017, 2022])
def test_a_revision_changes_with_the_year(year: int) -> None:
    """The day before, the day itself and the day after."""
    first = date(year, 1, 1)
    step = timedelta(days=1)

    before, on, after = (
        revision_on(day) for day in (first - step, first, first + step)
    )

    assert on == after == Revision(f"HS{year}")
    assert before != on


def test_days_before_the_oldest_revision_get_the_oldest() -> None:
    """Nothing older is held, and an answer that says so beats none."""
    assert revision_on(date(2006, 10, 14)) is Revision.HS2012


def test_revisions_follow_each_other_without_gap_or_overlap() -> None:
    """Each day has one current revision."""
    spans = [revision.in_force for revision in Revision]

    assert [a.end for a in spans[:-1]] == [b.start for b in spans[1:]]
    assert spans[-1].end is None


@pytest.mark.parametrize("text", ["HS2017", "hs2017", " 2017 ", "H5"])
def test_a_revision_is_read_in_its_usual_spellings(text: str) -> None:
    """Comtrade writes H5, people write a year."""
    assert parse_revision(text) is Revision.HS2017


def test_a_revision_not_held_is_refused_with_those_that_are() -> None:
    """HS2007 would silently give other goods."""
    with pytest.raises(SchemaError, match=r"found 'HS2007'.*HS2012, HS2017, HS2022"):
        parse_revision("HS2007")
