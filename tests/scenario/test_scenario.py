"""What a scenario says of itself."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from yalu.scenario.scenario import (
    LEVERS,
    Closure,
    EnforcementPath,
    ForcedMove,
    Held,
    LawChange,
    LawChangeKind,
    MoveKind,
    Scenario,
)

BASELINE = Scenario.baseline()
LEVERS_SET: dict[str, Any] = {
    "law": (LawChange(kind=LawChangeKind.REPEAL, measure="UN-2397-4"),),
    "enforcement": (EnforcementPath(state="CHN", low=0.5, high=1.0),),
    "support": (Held(level="strong"),),
    "capacity": {"coal": 1.0},
    "posture": (Held(level="strong"),),
    "votes": (Held(level="refuse"),),
    "moves": (ForcedMove(kind=MoveKind.TEST, on=6),),
    "closures": (Closure(),),
    "parameters": {"discount": 0.9},
    "uncertain": {"recovery": (0.1, 0.2)},
}


def test_every_lever_is_tried_here() -> None:
    """A lever that is added must be told apart from the baseline, too."""
    assert {*LEVERS} == {*LEVERS_SET}


@pytest.mark.parametrize("lever", LEVERS)
def test_a_scenario_with_any_lever_is_no_baseline(lever: str) -> None:
    """Whatever is set, a run is no longer the one without a lever."""
    changed = replace(BASELINE, **{lever: LEVERS_SET[lever]})

    assert not changed.is_baseline
    assert changed.digest != BASELINE.digest


def test_no_two_levers_have_one_digest() -> None:
    """Support held strong is another run than posture of the same label."""
    digests = {replace(BASELINE, **{k: v}).digest for k, v in LEVERS_SET.items()}

    assert len(digests) == len(LEVERS)


def test_words_make_no_other_run_and_length_does() -> None:
    """A stored outcome is not stale because a title was reworded."""
    reworded = replace(BASELINE, id="b", title="B", question="B?", note="B")

    assert reworded.digest == BASELINE.digest
    assert replace(BASELINE, months=61).digest != BASELINE.digest
    assert replace(BASELINE, start=date(2027, 1, 1)).digest != BASELINE.digest


def test_the_order_of_names_makes_no_other_run() -> None:
    """A table of names has no order; changes of the law do."""
    one = replace(BASELINE, capacity={"coal": 1.0, "crude": 2.0})
    other = replace(BASELINE, capacity={"crude": 2.0, "coal": 1.0})

    assert one.digest == other.digest
