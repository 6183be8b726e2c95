"""What a play promises of its tables."""

from dataclasses import replace

import numpy as np
import pytest

from tests.scenario.small_play import even_play
from yalu.errors import SchemaError


def test_states_are_counted_over_components_and_belief() -> None:
    """The chain looks tables up by one number, so all must count alike."""
    play = even_play()

    assert play.shape == (2, 2, 2, 2, 2, 2, 5)
    assert play.states == 320


def test_every_table_at_fault_is_told_at_once() -> None:
    """Who makes a play by hand should not mend it one error at a time."""
    play = even_play()
    with pytest.raises(SchemaError) as caught:
        replace(play, move=2 * play.move, response=play.response[:, 1:])

    told = str(caught.value)

    assert "move: found a chance below 0, or chances that do not sum to 1" in told
    assert "response: found shape (1, 319, 4, 4); expected (1, 320, 4, 4)" in told


def test_a_beginning_must_be_a_distribution_for_each_draw() -> None:
    """States are drawn from it: what sums to less would draw the last too often."""
    play = even_play()

    with pytest.raises(SchemaError, match="beginning"):
        replace(play, beginning=np.float32(0.5) * play.beginning)


def test_a_play_tells_how_many_draws_it_has() -> None:
    """A reader must see on how much of the fit a run rests."""
    assert str(even_play()).startswith(
        "Play of 320 states from 2020Q1 at 1 draws of the fit (1 different, 0 without"
    )
