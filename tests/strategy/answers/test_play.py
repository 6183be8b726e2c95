"""What laying out an equilibrium promises, one promise per test."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from tests.strategy.answers.conftest import World
from yalu.errors import SchemaError
from yalu.strategy.answers.play import believed, without_news


def test_the_worth_of_a_state_is_payoff_and_what_is_expected_after_it(
    world: World,
) -> None:
    """Bellman's equation, by another way of arithmetic than the solver's."""
    made = world.play
    for who in made.game.players:
        later = made.payoff(who) + made.discount * made.onward(made.worth(who))
        found = made.expected(later)
        wanted = world.equilibrium.values(who)
        if len(wanted) == 1:  # who does not know the type expects by what is believed
            shape = [1] * found.ndim
            shape[-1] = found.shape[-1]
            grid = np.asarray(made.game.state[-1].levels).reshape(shape)
            found = (1 - grid) * found[:1] + grid * found[1:]
        assert_allclose(found, wanted, atol=1e-8)


def test_looking_onward_is_the_transpose_of_being_carried(world: World) -> None:
    """Of any function and any measure."""
    made, rng = world.play, np.random.default_rng(1)
    table = rng.normal(size=made.worth("patron").shape)
    weights = rng.random(table.shape)
    weights /= weights.sum()

    carried = made.carried(made.joint(weights))

    assert_allclose(carried.sum(), 1.0)
    assert (carried >= 0).all()
    assert_allclose(
        np.sum(carried * table), np.sum(weights * made.expected(made.onward(table)))
    )


def test_a_fixed_action_is_chosen_surely_and_the_others_as_before(
    world: World,
) -> None:
    """Summed over the fixed one, the rest of a joint choice keeps its chances."""
    made = world.play
    fixed = made.instead(enforcement=3)

    assert_allclose(made.expected(made.only("enforcement", 3), fixed), 1.0)
    assert_allclose(
        made.expected(made.only("overture", 1), fixed),
        made.expected(made.only("overture", 1)),
    )


def test_an_unknown_action_is_named_with_those_that_there_are(world: World) -> None:
    """A typing error must not pass as an action that nobody takes."""
    with pytest.raises(SchemaError, match="found actions embargo; expected some of"):
        world.play.instead(embargo=1)


def test_without_news_nobody_changes_what_he_believes(world: World) -> None:
    """And on average nobody does with news either: Bayes' rule is a martingale."""
    made = world.play
    told = made.game.state[-1]
    shape = [1] * made.worth("patron").ndim
    shape[-1] = told.size
    levels = np.asarray(told.levels).reshape(shape) * np.ones(
        made.worth("patron").shape
    )

    with_news = believed(
        made, made.expected(made.onward(levels)).reshape(*levels.shape, *[1] * 5)
    )
    silent = believed(
        made,
        made.expected(without_news(made).onward(levels)).reshape(
            *levels.shape, *[1] * 5
        ),
    )

    assert_allclose(with_news, silent, atol=1e-9)
