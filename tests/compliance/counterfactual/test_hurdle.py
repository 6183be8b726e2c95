"""Promises about how often a month to come is nil."""

import numpy as np
import pytest
from numpy.typing import NDArray

from yalu.compliance.counterfactual.hurdle import moving

DRAWS = 40_000


def share_nil(amounts: list[float], ahead: int) -> NDArray[np.float64]:
    """Return how often each month to come is nil."""
    found = moving(np.array(amounts), ahead, draws=DRAWS, rng=np.random.default_rng(5))
    assert found.shape == (DRAWS, ahead)
    return np.asarray(1 - found.mean(axis=0))


def test_the_next_month_follows_the_last_by_hand() -> None:
    """After a nil 1 of 2 was nil: (1 + 1/2) / (2 + 1); after another 2 of 5."""
    after_nil = [1.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0, 0.0]

    assert share_nil(after_nil, 1)[0] == pytest.approx(1.5 / 3, abs=0.01)
    assert share_nil([*after_nil, 1.0], 1)[0] == pytest.approx(2.5 / 6, abs=0.01)


def test_far_ahead_the_share_is_that_of_the_months_before() -> None:
    """One month in five, none after another."""
    amounts = [1.0, 1.0, 0.0, 1.0, 1.0] * 40

    assert share_nil(amounts, 30)[-1] == pytest.approx(0.2, abs=0.02)


def test_a_gap_before_the_first_month_is_passed_through() -> None:
    """What was known of the last month is forgotten in ten that nobody recorded."""
    amounts = [1.0] * 30 + [0.0] * 30
    near = share_nil(amounts, 1)[0]
    far = share_nil([*amounts, *[np.nan] * 10], 1)[0]

    assert near > 0.95
    assert far == pytest.approx(share_nil(amounts, 11)[-1], abs=0.01)
