"""That a player alone decides as dynamic programming says: against QuantEcon."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from tests.strategy.games.small import PLAIN, drawn
from yalu.strategy.games import (
    Action,
    Component,
    Game,
    Payoff,
    Stage,
    Transition,
    solve,
)

STATES, CHOICES, DISCOUNT = 12, 3, 0.9


def alone(seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return rewards of states and choices, and chances of what comes next."""
    rng = np.random.default_rng(seed)
    chances = rng.exponential(size=(STATES, CHOICES, STATES)) ** 3
    return rng.normal(size=(STATES, CHOICES)), chances / chances.sum(-1, keepdims=True)


REWARDS, CHANCES = alone(7)
GAME = Game(
    name="alone",
    players=("one",),
    components=(
        Component(name="state", levels=tuple(float(n) for n in range(STATES))),
    ),
    stages=(Stage(actions=(Action(name="act", levels=(0, 1, 2), player="one"),)),),
    payoffs=(
        Payoff(
            player="one",
            name="reward",
            value=lambda at, _: REWARDS[at.rank.state, at.rank.act],
        ),
    ),
    transitions=(
        Transition(
            component="state",
            given=("state", "act"),
            chances=lambda at, _: CHANCES[at.rank.state, at.rank.act, at.rank.next],
        ),
    ),
    discount=lambda _: DISCOUNT,
)


def test_a_player_alone_who_errs_little_does_as_dynamic_programming_says() -> None:
    """At great precision, policy and values are those of QuantEcon's DiscreteDP."""
    markov = pytest.importorskip("quantecon.markov")
    best = markov.DiscreteDP(REWARDS, CHANCES, DISCOUNT).solve(
        method="policy_iteration"
    )
    found = solve(GAME, {}, precision=2000.0)

    assert found.chances("act").argmax(axis=1).tolist() == best.sigma.tolist()
    assert_allclose(found.chances("act").max(axis=1), 1.0, atol=1e-6)
    assert_allclose(found.values("one")[0], best.v, atol=1e-6)


def test_who_errs_gets_no_more_than_dynamic_programming_and_little_less() -> None:
    """Noise in choice costs at most log n over precision a period, discounted."""
    values = np.zeros(STATES)
    for _ in range(500):
        values = (REWARDS + DISCOUNT * CHANCES @ values).max(axis=1)
    for precision in (2.0, 10.0, 50.0):
        lost = values - solve(GAME, {}, precision=precision).values("one")[0]

        assert (lost >= -1e-9).all()
        assert (lost <= np.log(CHOICES) / precision / (1 - DISCOUNT)).all()


@settings(max_examples=10)
@given(st.integers(0, 2**32 - 1), st.floats(0, 3))
def test_against_who_plays_at_random_it_is_a_problem_of_one(
    seed: int, precision: float
) -> None:
    """A fixed point of logit choice and values, iterated by hand."""
    parameters = drawn(np.random.default_rng(seed), 0.8)
    parameters |= {f"v{number}": 0.0 for number in range(8)}
    reward = np.array([parameters[f"u{n}"] for n in range(8)]).reshape(2, 2, 2)
    up = np.array([parameters[f"p{n}"] for n in range(8)]).reshape(2, 2, 2)
    reward, up = reward.mean(axis=2), up.mean(axis=2)
    values = np.zeros(2)
    for _ in range(300):
        worth = reward + 0.8 * ((1 - up) * values[0] + up * values[1])
        odds = np.exp(precision * (worth - worth.max(axis=1, keepdims=True)))
        chances = odds / odds.sum(axis=1, keepdims=True)
        values = (chances * worth).sum(axis=1)
    found = solve(PLAIN, parameters, precision=precision)

    assert_allclose(found.chances("first"), chances, atol=1e-8)
    assert_allclose(found.values("one")[0], values, atol=1e-8)
