"""What looking for more than one equilibrium promises."""

import numpy as np
from numpy.testing import assert_allclose

from tests.strategy.games.small import PLAIN, drawn, normal_form
from yalu.strategy.games import TOLERANCE, equilibria, solve

MEET = normal_form([np.eye(2), np.eye(2)])
"""Two who want to meet in one of two places."""


def test_two_who_want_to_meet_have_three_equilibria() -> None:
    """Here, there, or a toss: by hand p = logistic(precision (2 p - 1))."""
    found = equilibria(MEET, {}, precision=4.0, rng=np.random.default_rng(2))
    chances = sorted(float(one.chances("action_0")[0]) for one in found)

    assert len(found) == 3
    for p in chances:
        assert_allclose(p, 1 / (1 + np.exp(-4 * (2 * p - 1))), atol=1e-8)
    assert_allclose(chances[1], 0.5, atol=1e-8)
    assert_allclose(chances[0] + chances[2], 1.0, atol=1e-8)


def test_below_the_fork_there_is_one() -> None:
    """Up to precision 2 noise is too great to agree on a place."""
    found = equilibria(MEET, {}, precision=1.5, rng=np.random.default_rng(2))

    assert len(found) == 1


def test_the_first_is_the_one_that_solving_finds() -> None:
    """Play at random leads to it; the others are told beside it."""
    parameters = drawn(np.random.default_rng(3), 0.5)
    found = equilibria(
        PLAIN, parameters, precision=2.0, rng=np.random.default_rng(4), starts=4
    )
    known = solve(PLAIN, parameters, precision=2.0)

    assert_allclose(found[0].chances("first"), known.chances("first"), atol=1e-9)


def test_each_is_an_equilibrium_and_differs_from_the_others() -> None:
    """One found twice is counted once, and what is none is not counted."""
    rng = np.random.default_rng(5)
    found = equilibria(PLAIN, drawn(rng, 0.9), precision=4.0, rng=rng)
    moves = [one.chances("first") for one in found]

    assert all(one.residual <= TOLERANCE for one in found)
    assert all(
        np.abs(a - b).max() > 1e-9 for n, a in enumerate(moves) for b in moves[:n]
    )


def test_the_same_chance_finds_the_same() -> None:
    """Chance comes from the generator alone."""
    once, again = (
        equilibria(MEET, {}, precision=4.0, rng=np.random.default_rng(9), starts=3)
        for _ in range(2)
    )

    assert [one.chances("action_0")[0] for one in once] == [
        one.chances("action_0")[0] for one in again
    ]
