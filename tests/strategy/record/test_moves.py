"""What the target's move promises."""

import pytest

from tests.strategy.record.logbook import cell, event, looked, of
from yalu.events import Completeness, Event, EventKind
from yalu.strategy.record import Column

WHEN = "2017-02-01"
MISSILE = event(EventKind.MISSILE_LAUNCH, WHEN)
TALKS = event(EventKind.TALKS, WHEN)


def move(*events: Event) -> str | None:
    """Return the move of 2017Q1."""
    return cell(of(*events), "2017Q1", Column.MOVE).value


def test_the_gravest_act_counts() -> None:
    """A test hides a missile, and a missile talks."""
    test = event(EventKind.LONG_RANGE_LAUNCH, WHEN)

    assert move() == "hold"
    assert move(TALKS) == "overture"
    assert move(TALKS, MISSILE) == "missile"
    assert move(TALKS, MISSILE, test) == "test"


@pytest.mark.parametrize(
    ("mark", "value"),
    [("sinking", "missile"), ("artillery", "missile"), ("balloons", "hold")],
)
def test_an_armed_attack_counts_as_a_missile(mark: str, value: str) -> None:
    """A sunk ship is no quiet quarter; balloons are."""
    assert move(event(EventKind.OTHER_PROVOCATION, WHEN, mark=mark)) == value


@pytest.mark.parametrize(
    ("kind", "actor", "target", "value"),
    [
        (EventKind.TALKS, "KEDO+PRK", "", "hold"),
        (EventKind.TALKS, "IAEA+PRK", "", "hold"),
        (EventKind.TALKS, "PRK+RUS", "", "hold"),
        (EventKind.TALKS, "CHN+USA", "PRK", "hold"),
        (EventKind.TALKS, "CHN+PRK+USA+KOR+JPN+RUS", "", "overture"),
        (EventKind.AGREEMENT, "PRK", "", "overture"),
        (EventKind.SUMMIT, "PRK", "CHN", "overture"),
        (EventKind.SUMMIT, "CHN", "KOR", "hold"),
        (EventKind.SUMMIT, "RUS", "PRK", "hold"),
        (EventKind.ASSURANCE, "PRK", "CHN", "overture"),
        (EventKind.ASSURANCE, "CHN", "PRK", "hold"),
    ],
)
def test_an_overture_is_made_by_the_target_to_sender_or_patron(
    kind: EventKind, actor: str, target: str, value: str
) -> None:
    """Talks about it, with agencies, or with the other patron are none."""
    assert move(event(kind, WHEN, actor=actor, target=target)) == value


@pytest.mark.parametrize(
    ("mark", "value"), [("leader", "overture"), ("minister", "hold")]
)
def test_a_journey_of_the_leader_to_the_patron_is_one(mark: str, value: str) -> None:
    """Ministers travel every year."""
    assert move(event(EventKind.TARGET_VISIT, WHEN, mark=mark)) == value


def test_silence_is_no_hold_where_missiles_were_looked_for_in_part() -> None:
    """By hand: 1 for hold and a half for a missile."""
    log = of(coverage=(looked(EventKind.MISSILE_LAUNCH, Completeness.PARTIAL),))
    found = cell(log, "2017Q1", Column.MOVE)

    assert found.chances == pytest.approx((2 / 3, 1 / 3, 0.0, 0.0))
