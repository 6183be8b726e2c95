"""What drawn outcomes promise."""

import numpy as np
import pytest

from tests.strategy.crisis.crises import THREEFOLD
from yalu.errors import SchemaError
from yalu.strategy.crisis import draw_outcomes, equilibria


def test_outcomes_come_as_often_as_their_chances_say() -> None:
    """In each of three equilibria of one game."""
    found = equilibria(THREEFOLD)
    games = THREEFOLD.take(found.game)
    drawn = draw_outcomes(
        games,
        resist=found.resist,
        firm=found.firm,
        times=np.full(3, 1_000_000),
        rng=np.random.default_rng(3),
    )

    assert drawn.sum(axis=1).tolist() == [1_000_000] * 3
    assert drawn / 1e6 == pytest.approx(found.probabilities, abs=0.002)


def test_a_count_below_nought_is_refused() -> None:
    """Nothing can be played less than never."""
    found = equilibria(THREEFOLD)
    with pytest.raises(SchemaError, match="expected 1 counts of 0 or more"):
        draw_outcomes(
            THREEFOLD,
            resist=found.resist[:1],
            firm=found.firm[:1],
            times=np.array([-1]),
            rng=np.random.default_rng(3),
        )
