"""What payoffs promise."""

from dataclasses import replace

import numpy as np
import pytest

from tests.strategy.crisis.crises import THREEFOLD, drawn
from yalu.errors import SchemaError


def test_every_array_at_fault_is_named_at_once() -> None:
    """One run is enough to mend all of them."""
    with pytest.raises(SchemaError) as caught:
        replace(THREEFOLD, gain=np.array([np.nan]), retreat=np.array([1.0, 2.0]))

    assert "gain: game 0 has nan" in str(caught.value)
    assert "retreat: shape (2,)" in str(caught.value)


def test_some_games_are_taken_in_the_order_asked_for() -> None:
    """Equilibria of one game are as many copies of it."""
    games = drawn(5, 1)
    some = games.take(np.array([3, 0, 3]))

    assert some.gain.tolist() == [games.gain[3], games.gain[0], games.gain[3]]
    assert some.games == 3
