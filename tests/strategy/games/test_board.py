"""What the tables of a game promise."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import jax
import numpy as np
import pytest
from numpy.testing import assert_allclose

from tests.strategy.games.small import SIGNALLING, WEIGHTS
from yalu.errors import ModelError, SchemaError
from yalu.strategy.games import Game, Payoff, Transition
from yalu.strategy.games.board import Tables, check_tables, tables_of


def tables(game: Game, parameters: dict[str, float]) -> Tables:
    """Return tables as the solver makes them."""
    with jax.enable_x64(True):  # noqa: FBT003 - the signature is theirs
        return tables_of(game, parameters)


def checked(game: Game, parameters: dict[str, float]) -> None:
    """Make tables and look whether they are a game."""
    with jax.enable_x64(True):  # noqa: FBT003 - the signature is theirs
        check_tables(game, tables_of(game, parameters))


def with_payoff(value: Callable[[Any, Any], Any]) -> Game:
    """Return the game with one payoff more."""
    more = Payoff(player="target", name="more", value=value)
    return replace(SIGNALLING, payoffs=(*SIGNALLING.payoffs, more))


def with_arms(chances: Callable[[Any, Any], Any]) -> Game:
    """Return the game with other chances of arms."""
    other = Transition(component="arms", given=("arms",), chances=chances)
    return replace(SIGNALLING, transitions=(other, SIGNALLING.transitions[1]))


def test_a_table_is_no_wider_than_what_it_depends_on() -> None:
    """No table of states times actions times next states is ever made."""
    found = tables(SIGNALLING, WEIGHTS)
    arms, law = found.chances

    assert arms.shape == (1, 2, 3, 1, 2, 1, 1, 1, 1, 2)
    assert law.shape == (1, 2, 3, 1, 1, 2, 1, 2, 1, 3)
    assert [one.shape for one in found.payoffs] == [
        (1, 2, 3, 1, 2, 1, 3, 1, 2),
        (1, 1, 3, 1, 2, 2, 3, 2, 1),
        (2, 1, 3, 1, 2, 2, 3, 2, 2),
    ]


def test_terms_of_one_player_are_added() -> None:
    """A payoff is the sum of its reasons."""
    found = tables(SIGNALLING, WEIGHTS).payoffs[1]

    # No law, a test, tabled, enforced fully, refused: calm, cost and the refusal.
    assert_allclose(found[0, 0, 0, 0, 1, 1, 2, 1, 0], -0.7 - 0.4 - 1.0)
    # Full law, held, nothing tabled, half enforced, accepted: half the gap.
    assert_allclose(found[0, 0, 2, 0, 0, 0, 1, 0, 0], 0.6 * 0.5)


@pytest.mark.parametrize(
    "game",
    [
        with_payoff(lambda at, _: at.mvoe),
        with_payoff(lambda at, _: at.rank.mvoe),
        with_payoff(lambda _, by: by.mvoe),
    ],
)
def test_a_misspelt_name_in_a_rule_is_told_with_what_is_known(game: Game) -> None:
    """A rule is written by a scholar, who misspells."""
    told = "Game 'signalling': a rule asks for 'mvoe', which is neither an axis that it"

    with pytest.raises(SchemaError, match=told) as caught:
        tables(game, WEIGHTS)

    assert "arms, law, resolve, move" in str(caught.value)
    assert "calm, tests" in str(caught.value)


def test_chances_see_only_what_they_are_given() -> None:
    """What a component depends on is declared, so that sums can be kept small."""
    with pytest.raises(SchemaError, match="a rule asks for 'move'"):
        tables(with_arms(lambda at, _: 0.5 + 0 * at.move), WEIGHTS)


@pytest.mark.parametrize(
    ("game", "parameters", "told"),
    [
        (
            with_payoff(lambda at, _: np.log(at.move)),
            {},
            "payoffs of target: found a value that is no finite number. Mend the rule",
        ),
        (
            with_arms(lambda at, _: 0.4 + 0 * at.next),
            {},
            "transition of arms: found sums off by up to 0.2 and a least chance of 0.4",
        ),
        (
            with_arms(lambda at, _: np.where(at.rank.next == 1, -0.5, 1.5)),
            {},
            "found sums off by up to 0 and a least chance of -0.5; expected chances",
        ),
        (
            with_arms(lambda at, _: np.nan * at.next),
            {},
            "transition of arms: found sums off by up to nan",
        ),
        (SIGNALLING, {"patience": 1.0}, "discount: found 1; expected from 0 up to 1"),
        (SIGNALLING, {"patience": -0.1}, "discount: found -0.1; expected from 0"),
        (
            replace(
                SIGNALLING,
                stages=(
                    replace(
                        SIGNALLING.stages[0],
                        open_to=(("target", lambda at, _: at.law > 0.2),),
                    ),
                    *SIGNALLING.stages[1:],
                ),
            ),
            {},
            "choices of target: found a place where every choice is closed. Leave one",
        ),
    ],
)
@pytest.mark.filterwarnings("ignore:divide by zero")
def test_rules_that_make_no_game_are_told(
    game: Game, parameters: dict[str, float], told: str
) -> None:
    """The message names the rule at fault, and what is wrong with it."""
    with pytest.raises(ModelError, match=re.escape(told)):
        checked(game, WEIGHTS | parameters)


def test_all_faults_of_the_rules_are_told_at_once() -> None:
    """One run is enough to mend them."""
    game = with_arms(lambda at, _: 0.4 + 0 * at.next)

    with pytest.raises(ModelError) as caught:
        checked(game, WEIGHTS | {"patience": 2.0})

    assert str(caught.value).count("\n  - ") == 2


def test_rounding_is_not_taken_for_a_negative_chance() -> None:
    """One less 0.8 less 0.2 is a hair below zero, and nobody's fault."""
    short = 1 - 0.8 - 0.2
    assert short < 0
    game = with_arms(
        lambda at, _: np.where(at.rank.next == 1, short, 1 - short) + 0 * at.arms
    )

    checked(game, WEIGHTS)


@pytest.mark.parametrize("name", ["redraw", "prior"])
@pytest.mark.parametrize("value", [-0.1, 1.1])
def test_a_type_is_drawn_by_chances(name: str, value: float) -> None:
    """A redraw or a prior outside 0 to 1 is no chance."""
    with pytest.raises(
        ModelError, match=f"{name}: found {value}; expected from 0 to 1"
    ):
        checked(SIGNALLING, WEIGHTS | {name: value})
