"""What the filter promises: the sum over all that is hidden, and nothing else."""

from functools import cache
from itertools import product
from typing import Any

import jax
import numpy as np
from numpy.testing import assert_allclose
from numpy.typing import NDArray

from tests.strategy.estimation.toys import PARAMETERS, toy, toy_evidence
from yalu.strategy.estimation.arrangement import arrange
from yalu.strategy.estimation.filtering import ASTRAY, Filtered, filtered
from yalu.strategy.games import Equilibrium, solve
from yalu.strategy.games.board import tables_of

GRID = (0.1, 0.45, 0.9)
REDRAW, PRIOR = 0.1, 0.4


@cache
def played() -> Equilibrium:
    return solve(toy(), PARAMETERS, precision=1.5)


@cache
def found() -> Filtered:
    game = toy()
    with jax.enable_x64(True):  # noqa: FBT003
        tables = tables_of(game, PARAMETERS)
        cases = arrange(toy_evidence(), game)
        made = filtered(game, cases, played().choices, tables)
        return Filtered(
            states=np.asarray(made.states),
            turns=np.asarray(made.turns),
            hidden=np.asarray(made.hidden),
        )


def split(belief: float) -> list[float]:
    """Return chances of the three points of the grid, by hand."""
    low, middle, high = GRID
    if belief <= middle:
        share = min(max((belief - low) / (middle - low), 0), 1)
        return [1 - share, share, 0.0]
    share = min((belief - middle) / (high - middle), 1)
    return [0.0, 1 - share, share]


def learnt(point: int, arms: int, hunger: int, move: int, enforce: int) -> float:
    """Return the belief after one period by Bayes' rule, by hand."""
    patron = np.asarray(played().choices[1][0])
    soft, firm = (
        patron[kind, arms, hunger, point, move, enforce].sum() for kind in (0, 1)
    )
    belief = GRID[point]
    after = belief * firm / (belief * firm + (1 - belief) * soft)
    return float((1 - REDRAW) * after + REDRAW * PRIOR)


def ladders(now: int, then: int, up: float, down: float, top: int) -> float:
    """Return the chance of a rung, by hand, with the record astray now and then."""
    up, down = up if now < top else 0.0, down if now > 0 else 0.0
    chance = {1: up, -1: down, 0: 1 - up - down}.get(then - now, 0.0)
    return (1 - ASTRAY) * chance + ASTRAY / (top + 1)


def brute() -> tuple[list[float], list[list[float]]]:
    """Return the chance of ever more of the record, by listing every path."""
    seen = dict(toy_evidence().weights)
    target, patron = (np.asarray(of[0]) for of in played().choices)
    states, turns = [], []
    ways = {
        (arms, hunger, point, kind): split(PRIOR)[point]
        * (PRIOR if kind else 1 - PRIOR)
        / 6
        for arms, hunger, point, kind in product((0, 1), (0, 1, 2), (0, 1, 2), (0, 1))
    }
    for row in range(3):
        now: dict[Any, float] = {}
        for (arms, hunger, point, kind), chance in ways.items():
            weight = seen["arms"][row, arms] * seen["hunger"][row, hunger]
            now[arms, hunger, point, kind] = chance * weight
        states.append(sum(now.values()))
        moved, done = {}, {}
        for key, chance in now.items():
            arms, hunger, point, _ = key
            for move in (0, 1):
                by = target[0, arms, hunger, point, move, 0, 0]
                moved[*key, move] = chance * by * seen["move"][row, move]
        for key, chance in moved.items():
            arms, hunger, point, kind, move = key
            for enforce, visit in product((0, 1), (0, 1)):
                by = patron[kind, arms, hunger, point, move, enforce, visit]
                weight = seen["enforce"][row, enforce] * seen["visit"][row, visit]
                done[*key, enforce, visit] = chance * by * weight
        turns.append([sum(moved.values()), sum(done.values())])
        ways = {}
        for (arms, hunger, point, kind, move, enforce, _), chance in done.items():
            after = split(learnt(point, arms, hunger, move, enforce))
            for there in product((0, 1), (0, 1, 2), (0, 1, 2), (0, 1)):
                type_now = (1 - REDRAW) * (kind == there[3]) + REDRAW * (
                    PRIOR if there[3] else 1 - PRIOR
                )
                ways[there] = ways.get(there, 0.0) + (
                    chance
                    * ladders(arms, there[0], 0.6 * move, 0.0, 1)
                    * ladders(hunger, there[1], 0.5 * enforce, 0.3, 2)
                    * after[there[2]]
                    * type_now
                )
    return states, turns


def test_the_filter_sums_over_every_path_that_the_record_leaves_open() -> None:
    """A brute list of all paths is slow and sure; the filter is its fast form."""
    states, turns = brute()
    logs: NDArray[np.float64] = np.log(
        np.column_stack([states, np.array(turns)]).ravel()
    )
    steps = np.diff(np.concatenate([[0.0], logs])).reshape(3, 3)

    assert_allclose(found().states, steps[:, 0], rtol=1e-12, atol=1e-12)
    assert_allclose(found().turns, steps[:, 1:], rtol=1e-12, atol=1e-12)
    assert_allclose(found().total(), logs[-1], rtol=1e-12, atol=1e-12)


def test_what_is_hidden_has_chances_that_sum_to_one() -> None:
    """They are what later questions are averaged over."""
    assert_allclose(
        np.asarray(found().hidden).sum(axis=(1, 2, 3)), 1.0, rtol=1e-12, atol=1e-12
    )


def test_a_period_that_is_not_counted_adds_nothing_but_is_learnt_from() -> None:
    """A case that is held out must still pass on the state that it left behind."""
    counted = np.array([1.0, 0.0, 1.0])
    each = np.asarray(found().states) + np.asarray(found().turns).sum(axis=1)

    assert_allclose(found().total(counted), each[0] + each[2], rtol=1e-12, atol=1e-12)


def test_one_period_with_everything_known_is_what_a_hand_works_out() -> None:
    """With one state and one choice of each, the chances are simply multiplied."""
    game = toy()
    known = toy_evidence().until(1)
    sure = {name: np.eye(rows.shape[1])[[1]] for name, rows in known.weights.items()}
    sure["visit"] = np.array([[1.0, 0.0]])
    one = type(known)(periods=("1",), weights=sure)
    with jax.enable_x64(True):  # noqa: FBT003
        tables = tables_of(game, PARAMETERS)
        total = filtered(game, arrange(one, game), played().choices, tables).total()
    target, patron = (np.asarray(of[0]) for of in played().choices)
    by_hand = 0.0
    for point, kind in product((0, 1, 2), (0, 1)):
        prior = split(PRIOR)[point] * (PRIOR if kind else 1 - PRIOR) / 6
        by_hand += (
            prior * target[0, 1, 1, point, 1, 0, 0] * patron[kind, 1, 1, point, 1, 1, 0]
        )

    assert_allclose(total, np.log(by_hand), rtol=1e-12, atol=1e-12)
