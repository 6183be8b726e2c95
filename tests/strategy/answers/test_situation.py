"""What a distribution over states promises, one promise per test."""

from dataclasses import replace

import numpy as np
import pytest

from tests.strategy.answers.conftest import World


def test_what_is_given_is_given_within_each_state(world: World) -> None:
    """Two eras, alike within each, must not look different when they are put together.

    In the first both are rare and in the second both are common: a ratio of means would
    tell nine tenths, which is true of the second era alone.
    """
    weights = np.zeros_like(world.asked.situation.weights)
    flat = weights.reshape(len(weights), -1)
    flat[0, :2] = 0.5
    where = replace(world.asked.situation, weights=weights)
    whole, part = np.zeros_like(flat), np.zeros_like(flat)
    whole[0, :2] = (0.01, 0.99)
    part[0, :2] = (0.01 * 0.1, 0.99 * 0.9)

    found = where.given(part.reshape(weights.shape), whole.reshape(weights.shape))

    assert found == pytest.approx(0.5)


def test_types_of_one_state_weigh_by_what_each_does(world: World) -> None:
    """Who sees a level of enforcement learns of the type, by Bayes' rule."""
    weights = np.zeros_like(world.asked.situation.weights)
    flat = weights.reshape(len(weights), -1)
    flat[:, 0] = 0.5
    where = replace(world.asked.situation, weights=weights)
    whole, part = np.zeros_like(flat), np.zeros_like(flat)
    whole[:, 0], part[:, 0] = (0.2, 0.6), (0.2 * 1.0, 0.6 * 0.5)

    found = where.given(part.reshape(weights.shape), whole.reshape(weights.shape))

    assert found == pytest.approx((0.2 + 0.3) / 0.8)


def test_what_never_happens_gives_no_number(world: World) -> None:
    """Missing is not zero."""
    nothing = np.zeros_like(world.asked.situation.weights)

    assert np.isnan(world.asked.situation.given(nothing, nothing))
