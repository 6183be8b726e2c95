"""Promises about the law drawn through time."""

from datetime import date

import pytest

from yalu import library
from yalu.regime import Direction
from yalu.web.lanes import COURSE, GoodsRow, course_of, goods_of, undrawn_of
from yalu.web.law_day import LawDay, LawWish, law_day

LAWS = {name: library.load(name) for name in library.available()}
TODAY = date(2026, 11, 22)


def asked(**wish: str) -> LawDay:
    """Return the day of the law that is asked for."""
    return law_day(LawWish(**wish), LAWS, regime="dprk", today=TODAY)


def coal(**wish: str) -> GoodsRow:
    """Return the row of coal, bought from the target."""
    rows = goods_of(asked(**wish), state="CHN")[3][Direction.FROM_TARGET]
    return next(row for row in rows if row.goods == "coal")


@pytest.mark.parametrize("name", library.available())
def test_every_stroke_stays_on_its_strip(name: str) -> None:
    """What runs beyond an edge would be drawn over something else."""
    day = law_day(LawWish(regime=name), LAWS, regime="dprk", today=TODAY)
    rows = [row for part in goods_of(day, state="CHN")[3].values() for row in part]

    for stroke in (s for row in rows for lane in row.lanes for s in lane.strokes):
        assert stroke.left >= 0
        assert stroke.width > 0
        assert stroke.left + stroke.width <= COURSE + 1


def test_what_stands_on_the_day_is_told_in_words() -> None:
    """A colour alone tells nothing to some readers."""
    before, after = coal(on="2017-03-01"), coal(on="2017-09-01")

    assert {lane.maker: lane.today for lane in after.lanes} == {
        "UN": "ban",
        "China": "ban",
    }
    assert next(lane.today for lane in before.lanes if lane.maker == "UN") == "cap"


def test_goods_that_nothing_stands_against_are_called_free() -> None:
    """Before the first text nothing was in force."""
    assert coal(on="2015-01-01").is_free
    assert not coal(on="2017-09-01").is_free


def test_what_no_strip_draws_is_named() -> None:
    """Arms, luxury goods and lists of items are no classes of codes, but banned."""
    found = undrawn_of(asked(on="2018-01-01"), state="CHN")

    assert {"arms embargo", "luxury goods", "item list", "catch all"} == set(found)
    assert "UN-1718-8a1" in {measure.id for measure in found["arms embargo"]}


def test_an_end_that_was_not_known_yet_is_not_drawn() -> None:
    """In 2016 nobody knew that the cap on coal would end in August 2017."""
    then = coal(on="2017-03-01", as_of="2016-12-31")
    un = next(lane for lane in then.lanes if lane.maker == "UN")

    assert un.strokes[-1].left + un.strokes[-1].width == pytest.approx(COURSE, abs=1)
    assert un.strokes[-1].words.endswith("on")


def test_the_course_has_its_mark_on_the_day() -> None:
    """The line above the slider stands where the slider does."""
    first, last = asked().first, TODAY
    middle = first + (last - first) / 2

    found = course_of(asked(on=middle.isoformat()), until=TODAY)

    assert found.mark == pytest.approx(COURSE / 2, abs=1)
