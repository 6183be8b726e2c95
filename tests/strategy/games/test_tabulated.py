"""What games stated as arrays promise."""

import re

import numpy as np
import pytest
from numpy.testing import assert_allclose

from tests.strategy.games.definition import off
from yalu.errors import SchemaError
from yalu.strategy.games import solve, tabulated


def drawn(seed: int) -> tuple[list[np.ndarray], np.ndarray]:
    """Return a game of two states and three players with 2, 3 and 2 choices."""
    rng = np.random.default_rng(seed)
    chances = rng.exponential(size=(2, 2, 3, 2, 2))
    payoffs = [rng.normal(size=(2, 2, 3, 2)) for _ in range(3)]
    return payoffs, chances / chances.sum(axis=-1, keepdims=True)


def test_arrays_are_played_as_they_stand() -> None:
    """Each entry is read where its state and choices say."""
    payoffs, chances = drawn(3)
    found = solve(tabulated("drawn", payoffs, chances, discount=0.6), {}, precision=0.7)

    assert off(found) < 1e-9
    assert found.values("player_2").shape == (1, 2)


def test_played_once_a_payoff_counts_at_once() -> None:
    """One player with two choices, worth 0 and 1, at precision 2."""
    game = tabulated("once", [np.array([[0.0, 1.0]])], np.ones((1, 2, 1)), discount=0.0)
    found = solve(game, {}, precision=2.0)

    assert_allclose(found.chances("action_0")[1], 1 / (1 + np.exp(-2)))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            lambda _, c: ([], c),
            "payoffs: found 0 tables, the first of 0 axes; expected",
        ),
        (lambda p, c: (p[:2], c), "payoffs: found 2 tables, the first of 4 axes"),
        (
            lambda p, c: ([p[0], p[1][:1], p[2]], c),
            "payoffs 1: found shape (1, 2, 3, 2); expected (2, 2, 3, 2). Give another",
        ),
        (
            lambda p, c: (p, c[..., 0]),
            "chances: found shape (2, 2, 3, 2); expected (2, 2, 3, 2, 2). Put the next",
        ),
    ],
)
def test_shapes_that_do_not_fit_are_told(change: object, told: str) -> None:
    """The message says which table, its shape, and the shape that fits."""
    payoffs, chances = change(*drawn(3))  # type: ignore[operator]

    with pytest.raises(SchemaError, match=re.escape(told)):
        tabulated("drawn", payoffs, chances, discount=0.6)
