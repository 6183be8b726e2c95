"""What a sweep promises: that its fixed points are equilibria by the definition."""

from collections.abc import Mapping
from dataclasses import replace

import jax
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy.special import expit

from tests.strategy.games.definition import off
from tests.strategy.games.small import PLAIN, SIGNALLING, WEIGHTS, drawn
from yalu.strategy.games import (
    Action,
    Belief,
    Component,
    Equilibrium,
    Game,
    Payoff,
    Stage,
    Transition,
    ladder,
    solve,
)
from yalu.strategy.games.board import tables_of
from yalu.strategy.games.sweep import sweep, uniform

EXACT = 2e-9
"""Between a residual of 1e-10 and the definition: values carry it on, discounted."""


def shaken(seed: int) -> dict[str, float]:
    """Return parameters around `WEIGHTS`, chances kept within bounds."""
    rng = np.random.default_rng(seed)
    found = {name: one * rng.uniform(0.5, 1.5) for name, one in WEIGHTS.items()}
    return found | {"patience": rng.uniform(0, 0.9), "rise": rng.uniform(0, 0.8)}


@pytest.mark.parametrize("precision", [0.0, 4.0])
def test_a_fixed_point_is_an_equilibrium_by_the_definition(precision: float) -> None:
    """Values, choices and beliefs agree with going through every place by hand."""
    assert off(solve(SIGNALLING, WEIGHTS, precision=precision)) < EXACT


@settings(max_examples=3)
@given(st.integers(0, 2**32 - 1), st.floats(0, 3))
def test_so_it_is_whatever_the_parameters(seed: int, precision: float) -> None:
    """Crossed components, joint and closed choices, and types, at any weights."""
    assert off(solve(SIGNALLING, shaken(seed), precision=precision)) < EXACT


@settings(max_examples=15)
@given(st.integers(0, 2**32 - 1), st.floats(0, 1), st.floats(0, 0.95))
def test_so_it_is_where_all_is_seen(
    seed: int, precision: float, patience: float
) -> None:
    """Two players who act at once in two states, with any payoffs and chances."""
    parameters = drawn(np.random.default_rng(seed), patience)

    assert off(solve(PLAIN, parameters, precision=precision)) < EXACT


def crossing(on: str, levels: tuple[float, ...] = (0.2, 0.8)) -> Game:
    """Return a game whose second component depends on something, the first on it."""
    act = Action(name="act", player="patron", levels=(0, 1))

    def moves(at: object, up: object) -> object:
        rank = at.rank  # type: ignore[attr-defined]
        return ladder(rank.law, rank.next, up=up, down=0.125, top=2)

    return Game(
        name="crossing",
        players=("patron",),
        components=(
            Component(name="arms", levels=(0, 1)),
            Component(name="law", levels=(0, 0.5, 1)),
        ),
        belief=Belief(
            name="resolve",
            about="patron",
            types=("soft", "hard"),
            levels=levels,
            signals=("act",),
        ),
        stages=(Stage(actions=(act,)),),
        payoffs=(
            Payoff(
                player="patron",
                name="all",
                value=lambda at, _: (
                    at.act * (at.type - 0.5) + (1 + at.law) * at.arms * (1 + at.resolve)
                ),
            ),
        ),
        transitions=(
            Transition(
                component="arms",
                given=("arms", "law", "act"),
                chances=lambda at, _: (
                    ladder(at.rank.arms, at.rank.next, up=at.law * 0.8, down=0.5, top=1)
                    + 0 * at.act
                ),
            ),
            Transition(
                component="law",
                given=("law", on),
                chances=lambda at, _: moves(at, 0.2 + 0.5 * getattr(at, on)),
            ),
        ),
        discount=lambda _: 0.8,
    )


@pytest.mark.parametrize("on", ["act", "arms", "resolve"])
def test_what_comes_next_may_depend_on_any_of_what_is_now(on: str) -> None:
    """Now and next are kept apart, in whatever order components are summed over."""
    assert off(solve(crossing(on), {}, precision=2.0)) < EXACT


def test_a_belief_may_reach_certainty() -> None:
    """At 0 and 1 nothing is left to learn, and nothing breaks."""
    found = solve(crossing("arms", (0.0, 0.5, 1.0)), {}, precision=2.0)

    assert off(found) < EXACT


def test_what_only_one_type_can_do_gives_it_away() -> None:
    """Where one type cannot enforce, to enforce is to be the other."""
    game = one_signal(0.5)
    (stage,) = game.stages
    rule = ("patron", lambda at, _: (at.enforce == 0) | (at.type == 1))
    found = solve(
        replace(game, stages=(replace(stage, open_to=(rule,)),)),
        {"worth": 1.0},
        precision=1.0,
    )
    soft, hard = found.chances("enforce", weather=0, resolve="0.5")
    after = expit(np.asarray(found.supposed.odds[0])[0, 0, 1])

    assert soft.tolist() == [1.0, 0.0]
    assert_allclose(after, [hard[0] / (1 + hard[0]), 1.0], atol=1e-12)
    assert off(found) < EXACT


def both_ways(found: Equilibrium) -> Mapping[str, np.ndarray]:
    """Return the chances of every action, by name."""
    return {one.name: found.chances(one.name) for one in found.game.actions}


@pytest.mark.parametrize("precision", [0.0, 3.0])
def test_every_choice_is_a_chance_and_all_sum_to_one(precision: float) -> None:
    """Whatever is chosen, something is."""
    for chances in both_ways(solve(SIGNALLING, WEIGHTS, precision=precision)).values():
        assert (chances >= 0).all()
        assert_allclose(chances.sum(axis=-1), 1.0, atol=1e-12)


def test_what_is_closed_is_never_chosen() -> None:
    """The patron cannot refuse where there is no law."""
    found = solve(SIGNALLING, WEIGHTS, precision=1.0)
    veto = found.chances("veto")[..., 1]

    assert (veto[:, :, 0] == 0).all()
    assert (veto[:, :, 1:] > 0).all()


def one_signal(after: float) -> Game:
    """Return a game of one choice by an informed player, that moves nothing else."""
    enforce = Action(name="enforce", player="patron", levels=(0, 1))
    return Game(
        name="one signal",
        players=("patron", "target"),
        components=(Component(name="weather", levels=(0, 1)),),
        belief=Belief(
            name="resolve",
            about="patron",
            types=("soft", "hard"),
            levels=(0.25, 0.5, 0.75),
            signals=("enforce",),
        ),
        stages=(Stage(actions=(enforce,)),),
        payoffs=(
            Payoff(
                player="patron",
                name="enforcing",
                value=lambda at, by: by.worth * at.enforce * (at.type == 1),
            ),
        ),
        transitions=(
            Transition(
                component="weather",
                given=("weather",),
                chances=lambda at, _: 0.5 + 0 * at.weather + 0 * at.next,
            ),
        ),
        discount=lambda _: after,
    )


def test_what_is_learnt_is_bayes_rule_by_hand() -> None:
    """The soft type enforces at even odds, the hard one at e to 1; odds multiply."""
    found = solve(one_signal(0.0), {"worth": 1.0}, precision=1.0)
    hard = np.exp(1) / (1 + np.exp(1))
    (told,) = found.supposed.odds

    assert_allclose(found.chances("enforce", weather=0, resolve=1)[0], [0.5, 0.5])
    assert_allclose(found.chances("enforce", weather=0, resolve=1)[1], [1 - hard, hard])
    assert_allclose(
        np.asarray(told)[0, 0, 1],
        [np.log((1 - hard) / 0.5), np.log(hard / 0.5)],
        rtol=1e-12,
    )


@pytest.mark.parametrize("precision", [0.5, 3.0])
def test_nobody_expects_to_change_their_mind(precision: float) -> None:
    """The mean of beliefs after what is seen is the belief before: a martingale."""
    found = solve(SIGNALLING, WEIGHTS, precision=precision)
    stage = np.asarray(found.choices[1][1])  # types, arms, law, resolve, move, 1, …
    chance = np.array([0.1, 0.5, 0.9]).reshape(1, 1, 3, *[1] * 5)
    soft, hard = stage.sum(axis=-2, keepdims=True)  # what is vetoed tells nothing
    odds = np.exp(np.asarray(found.supposed.odds[0])[0])
    after = chance * odds / (1 - chance + chance * odds)
    seen = (1 - chance) * soft + chance * hard
    expected = (seen * after).sum(axis=-3, keepdims=True)

    assert_allclose(expected, np.broadcast_to(chance, expected.shape), atol=1e-9)


def test_nothing_is_learnt_where_types_want_the_same() -> None:
    """A choice that both types make alike says nothing of the type."""
    found = solve(SIGNALLING, WEIGHTS | {"fear": 0.0, "redraw": 0.0}, precision=2.0)

    for told in found.supposed.odds:
        assert_allclose(np.asarray(told), 0.0, atol=1e-8)


def test_a_sweep_of_what_was_found_changes_nothing() -> None:
    """An equilibrium is a fixed point, to the residual that it tells."""
    found = solve(SIGNALLING, WEIGHTS, precision=2.0)
    with jax.enable_x64(True):  # noqa: FBT003 - the signature is theirs
        tables = tables_of(SIGNALLING, WEIGHTS)
        then, _ = sweep(SIGNALLING, tables, 2.0, found.supposed)
    gaps = jax.tree.map(
        lambda a, b: float(np.abs(np.asarray(a) - np.asarray(b)).max()),
        then,
        found.supposed,
    )

    assert max(jax.tree.leaves(gaps)) <= found.residual * (1 + 1e-6) + 1e-14


def test_at_first_every_open_choice_is_supposed_alike() -> None:
    """Play begins at random among what is open."""
    with jax.enable_x64(True):  # noqa: FBT003 - the signature is theirs
        supposed = uniform(SIGNALLING, tables_of(SIGNALLING, WEIGHTS))
    _, patron = supposed.mixed[0]
    table = np.asarray(patron)

    assert_allclose(table[:, :, 0, :, :, :, :, 0], 1 / 3)  # no law: no veto
    assert_allclose(table[:, :, 1:], 1 / 6)
