"""What the weighing of sightings and silence promises."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategy.record.logbook import event
from yalu.events import EventKind
from yalu.provenance import Confidence, Evidence
from yalu.strategy.record import Cell, Column, Quarter, Status
from yalu.strategy.record.grounds import Sighting
from yalu.strategy.record.weighing import known, mixed, weighed

QUARTER = Quarter(2017, 1)
SHARE = st.floats(0, 1)
FACT = event(EventKind.TALKS, "2017-02-01")


def judged(
    acts: dict[str, list[Sighting]], table: float, deploy: float, engage: float
) -> Cell:
    """Return a response from what was seen and what silence weighs."""
    found = {label: acts.get(label, []) for label in ("table", "engage", "deploy")}
    unseen = {"table": table, "engage": engage, "deploy": deploy}
    return weighed(QUARTER, Column.RESPONSE, found, unseen, rule="rule")


@given(SHARE, SHARE, SHARE, SHARE)
def test_whatever_is_seen_chances_sum_to_one(
    chance: float, table: float, deploy: float, engage: float
) -> None:
    """A likelihood is weighed by them."""
    seen = {"engage": [Sighting(event=FACT, chance=chance)]} if chance else {}
    cell = judged(seen, table, deploy, engage)

    assert not cell.chances or sum(cell.chances) == pytest.approx(1)


def test_a_recorded_act_stands_whatever_else_was_not_looked_for() -> None:
    """That a text may have been missed does not undo the talks that were held."""
    cell = judged({"engage": [Sighting(event=FACT, chance=1.0)]}, 1.0, 1.0, 0.0)

    assert (cell.value, cell.events) == ("engage", (FACT.id,))


def test_the_first_class_with_a_sure_act_counts() -> None:
    """The order is the rule's."""
    sure = [Sighting(event=FACT, chance=1.0)]

    assert judged({"engage": sure, "deploy": sure}, 0.0, 0.0, 0.0).value == "engage"


def test_silence_where_all_was_looked_for_is_quiet() -> None:
    """Only then is nothing nothing."""
    assert judged({}, 0.0, 0.0, 0.0).value == "nothing"


def test_silence_where_little_was_looked_for_keeps_its_chances() -> None:
    """By hand: weights 1, 1/2, 1, 0 sum to 2.5."""
    cell = judged({}, 0.5, 1.0, 0.0)

    assert cell.chances == pytest.approx((0.4, 0.2, 0.4, 0.0))


def test_silence_where_nobody_looked_is_missing() -> None:
    """Missing is never quiet."""
    assert judged({}, 1.0, 1.0, 1.0).status is Status.MISSING


def test_a_hint_takes_its_chance_first() -> None:
    """By hand: half to the hint, and half of the rest to quiet and to deployments."""
    cell = judged({"engage": [Sighting(event=FACT, chance=0.5)]}, 0.0, 1.0, 0.0)

    assert cell.chances == pytest.approx((0.25, 0.0, 0.25, 0.5))


def test_an_act_is_graded_by_its_best_proof() -> None:
    """One official record is enough, however many rumours stand beside it."""
    rumour = event(
        EventKind.TALKS,
        "2017-03-01",
        evidence=Evidence.REPORTED,
        confidence=Confidence.LOW,
    )
    seen = [Sighting(event=rumour, chance=1.0), Sighting(event=FACT, chance=1.0)]
    cell = known(QUARTER, Column.RESPONSE, "engage", "rule", seen=seen)

    assert (cell.evidence, cell.confidence) == (Evidence.OFFICIAL, Confidence.HIGH)
    assert cell.events == (rumour.id, FACT.id)


def test_chances_are_graded_by_the_weakest_they_rest_on() -> None:
    """A mixture is no better than its worst part."""
    rumour = event(EventKind.TALKS, "2017-03-01", evidence=Evidence.ALLEGED)
    cell = mixed(
        QUARTER,
        Column.VOTE,
        {"accept": 1.0, "refuse": 3.0},
        "rule",
        seen=[Sighting(event=rumour, chance=0.5)],
    )

    assert (cell.chances, cell.evidence) == ((0.25, 0.75), Evidence.ALLEGED)
