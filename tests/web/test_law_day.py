"""Promises about a day of the law."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yalu import library
from yalu.errors import SchemaError
from yalu.periods import parse_day
from yalu.web.law_day import LawDay, LawWish, law_day

LAWS = {name: library.load(name) for name in library.available()}
DPRK = LAWS["dprk"]
TODAY = date(2026, 11, 22)
DAYS = st.dates(date(2006, 1, 1), date(2027, 1, 1))


def asked(**wish: str) -> LawDay:
    """Return the day of the law that is asked for."""
    return law_day(LawWish(**wish), LAWS, regime="dprk", today=TODAY)


@settings(max_examples=40)
@given(DAYS)
def test_what_is_in_force_is_what_the_law_says(day: date) -> None:
    """The page adds nothing to the ruling and leaves nothing out."""
    assert asked(on=day.isoformat()).measures == DPRK.in_force(on=day)


@settings(max_examples=40)
@given(DAYS, DAYS)
def test_what_was_published_later_is_not_known(day: date, known: date) -> None:
    """A judgement of then must not rest on a text of now."""
    found = asked(on=day.isoformat(), as_of=known.isoformat())

    assert found.measures == DPRK.in_force(on=day, as_of=known)


@settings(max_examples=40)
@given(DAYS)
def test_the_last_change_is_followed_by_no_other_until_the_day(day: date) -> None:
    """From one change to the next the law stands still."""
    found = asked(on=day.isoformat())
    last = found.last_change
    if last is None:
        return

    assert found.measures == DPRK.in_force(on=last.day)
    assert last.day == day or found.change_before == last


@pytest.mark.parametrize("as_of", ["", "2017-08-10"])
def test_every_change_changes_something(as_of: str) -> None:
    """A step through the law that shows nothing would puzzle its reader."""
    known = parse_day(as_of) if as_of else None
    for change in asked(as_of=as_of).changes:
        eve = change.day - timedelta(days=1)
        before = {m.id for m in DPRK.in_force(on=eve, as_of=known)}
        after = {m.id for m in DPRK.in_force(on=change.day, as_of=known)}

        assert {m.id for m in change.began} == after - before
        assert {m.id for m in change.ended} == before - after
        assert after != before


def test_the_course_ends_where_the_law_stands_today() -> None:
    """The surface under the slider is the count that the sentence tells."""
    found = asked()

    assert found.course[-1][1] == len(DPRK.in_force(on=TODAY))


def test_one_maker_of_law_alone_can_be_asked_for() -> None:
    """Who is bound by China alone need not read the rest."""
    found = asked(on="2017-03-01", state="CHN")

    assert found.measures
    assert {DPRK.instrument_of(m).body for m in found.measures} == {"CHN"}


def test_two_days_can_be_compared() -> None:
    """What began and what ended between them."""
    found = asked(on="2018-01-01", since="2016-01-01").compared

    assert found is not None
    assert "UN-2371-8-coal" in {m.id for m in found.began}


def test_every_problem_of_a_question_is_told_at_once() -> None:
    """Who mends one mistake at a time asks as often as there are mistakes."""
    with pytest.raises(SchemaError) as caught:
        asked(on="soon", as_of="2017-02-30", state="XX", regime="dprg", since="never")

    message = str(caught.value)
    assert all(f"- {place}: found" in message for place in ("on", "as_of", "since"))
    assert "perhaps 'dprk'" in message


def test_a_maker_that_a_regime_has_not_is_told_with_those_it_has() -> None:
    """A reader cannot guess how makers are called."""
    with pytest.raises(SchemaError, match="state: found 'XX'; expected one of UN, CHN"):
        asked(state="XX")
