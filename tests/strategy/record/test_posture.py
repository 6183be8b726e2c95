"""What posture promises."""

import pytest

from tests.strategy.record.logbook import cell, event, looked, of
from yalu.events import Completeness, Event, EventKind
from yalu.strategy.record import Column, Status

DEPLOYMENT, OFF = EventKind.DEPLOYMENT, EventKind.EXERCISE_CANCELLED


def exercise(when: str, mark: str) -> Event:
    """Return an exercise of a name."""
    return event(EventKind.EXERCISE, when, mark=mark, id=f"{mark}-{when}")


def value(*events: Event) -> str | None:
    """Return the posture at the start of 2017Q3."""
    return cell(of(*events), "2017Q3", Column.POSTURE).value


def test_without_shows_or_let_ups_posture_is_usual() -> None:
    """If the log would have them."""
    assert value() == "usual"


@pytest.mark.parametrize(
    ("first", "second", "posture"),
    [
        ("2017-01-01", "2017-06-30", "raised"),
        ("2016-12-31", "2017-06-30", "usual"),
        ("2017-01-01", "2017-07-01", "usual"),
    ],
)
def test_two_shows_within_two_quarters_raise_it(
    first: str, second: str, posture: str
) -> None:
    """One is routine, and what is older has decayed."""
    assert value(event(DEPLOYMENT, first), event(DEPLOYMENT, second)) == posture


def test_a_yearly_exercise_is_no_show() -> None:
    """It comes whatever the target does; its name in any two near years tells."""
    yearly = [exercise(f"{year}-03-01", "Key Resolve") for year in (2015, 2017)]
    drill = [exercise(f"{year}-04-01", "carrier drill") for year in (2010, 2017)]
    other = event(DEPLOYMENT, "2017-05-01")

    assert value(*yearly, other) == "usual"
    assert value(*drill, other) == "raised"


def test_a_let_up_eases_it_until_two_shows_come_after() -> None:
    """What came last is what is seen."""
    early = [event(DEPLOYMENT, f"2017-0{month}-01") for month in (1, 2)]
    late = [event(DEPLOYMENT, f"2017-0{month}-01") for month in (4, 5)]
    off = event(OFF, "2017-03-01")

    assert value(*early, off) == "eased"
    assert value(off, late[0]) == "eased"
    assert value(off, *late) == "raised"


def test_an_exercise_that_went_on_was_not_called_off() -> None:
    """A pause of a day within a fortnight's exercise is no let-up."""
    held = exercise("2017-03-01..2017-03-14", "Ulchi")
    paused = event(OFF, "2017-03-05", mark="Ulchi")

    assert value(held, paused) == "usual"


def test_the_posture_of_others_does_not_count() -> None:
    """A third state's drill is no signal of the sender."""
    theirs = [event(DEPLOYMENT, f"2017-0{m}-01", actor="RUS") for m in (1, 2)]

    assert value(*theirs) == "usual"


def test_posture_keeps_its_chances_where_deployments_were_not_looked_for() -> None:
    """By hand: 1 for usual, half (of two kinds one) for raised, nothing for eased."""
    log = of(coverage=(looked(DEPLOYMENT, Completeness.THIN),))
    found = cell(log, "2017Q3", Column.POSTURE)

    assert found.chances == pytest.approx((0.0, 2 / 3, 1 / 3))


def test_posture_is_missing_where_nobody_looked() -> None:
    """Neither for shows nor for let-ups."""
    log = of(bare=True, coverage=(looked(EventKind.TALKS, Completeness.THIN),))

    assert cell(log, "2017Q3", Column.POSTURE).status is Status.MISSING
