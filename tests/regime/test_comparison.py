"""What comparing two days promises, one promise per test."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tests.regime.worlds import one_measure, world
from yalu.regime import compare

TINY = world()
DAYS = st.dates(date(2009, 1, 1), date(2013, 1, 1))


def test_what_began_and_ended_is_named() -> None:
    """Coal left the tiny law when 2012 began, and the oil cap had come."""
    change = compare(TINY, date(2010, 7, 1), date(2012, 1, 1))

    assert [m.id for m in change.began] == ["OIL", "RELIEF"]
    assert [m.id for m in change.ended] == ["COAL"]
    assert "1 ended (COAL)" in str(change)


@given(first=DAYS, second=DAYS)
def test_looking_back_swaps_beginning_and_end(first: date, second: date) -> None:
    """A comparison read backwards says the opposite."""
    there, back = compare(TINY, first, second), compare(TINY, second, first)

    assert {m.id for m in there.began} == {m.id for m in back.ended}
    assert {m.id for m in there.stayed} == {m.id for m in back.stayed}


@given(day=DAYS)
def test_amending_and_repealing_is_a_round_trip(day: date) -> None:
    """Law in force without an added measure is the law before it was added."""
    more = one_measure(
        {
            "id": "MORE",
            "kind": "import_ban",
            "direction": "from_target",
            "goods": {"words": "more", "codes": ["10"]},
            "in_force": {"from": date(2010, 1, 1)},
        }
    )
    amended = world(*TINY.instruments, more)
    repealed = world(*(i for i in amended.instruments if i.id != more.id))

    assert repealed.in_force(on=day) == TINY.in_force(on=day)
