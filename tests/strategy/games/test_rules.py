"""What stages and ladders promise."""

import jax
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from yalu.errors import SchemaError
from yalu.strategy.games import Action, Stage, ladder

MOVE = Action(name="move", levels=(0, 1), player="target")
VOTE = Action(name="vote", levels=(0, 1), player="patron")
VISIT = Action(name="visit", levels=(0, 1), player="patron")


def test_players_of_a_stage_stand_in_the_order_of_their_actions() -> None:
    """Tables of a stage are found by this order."""
    stage = Stage(actions=(VOTE, MOVE, VISIT))

    assert stage.players == ("patron", "target")
    assert stage.of("patron") == (VOTE, VISIT)


def test_a_stage_in_which_nobody_moves_is_refused() -> None:
    """It would be no stage."""
    with pytest.raises(SchemaError, match=r"A stage has no action. Give it one"):
        Stage(actions=())


def test_nothing_is_closed_to_who_does_not_act() -> None:
    """A limit on a stranger is a misspelt name."""
    with pytest.raises(SchemaError, match="A stage of target limits patron, who does"):
        Stage(actions=(MOVE,), open_to=(("patron", lambda at, _: at.move == 0),))


@given(st.integers(1, 6), st.floats(0, 1), st.floats(0, 1))
def test_a_ladder_moves_by_one_rung_and_loses_no_chance(
    top: int, up: float, share: float
) -> None:
    """Chances from each rung sum to one, and what leads off the ladder stays."""
    now, then = np.arange(top + 1)[:, None], np.arange(top + 1)[None, :]
    down = (1 - up) * share
    with jax.enable_x64(True):  # noqa: FBT003 - the signature is theirs
        chances = np.asarray(ladder(now, then, up=up, down=down, top=top))

    assert_allclose(chances.sum(axis=1), 1.0, atol=1e-12)
    assert (chances >= -1e-15).all()
    assert (chances[np.abs(now - then) > 1] == 0).all()
    assert_allclose(chances[0, 0], 1 - up, atol=1e-15)
    assert_allclose(chances[top, top], 1 - down, atol=1e-15)
