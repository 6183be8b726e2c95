"""What payoffs may look at."""

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from yalu.errors import SchemaError
from yalu.strategy.trees import At

MOVES = {"move": ("provoke", "talk"), "answer": ("enforce", "cover", "wait")}


def third() -> At:
    return At(round=3, rounds=4, types=("hard", "soft"), moves=MOVES)


def test_a_choice_of_this_round_has_the_axis_of_this_round() -> None:
    """Six choices were made, two a round; the type comes first."""
    marked = third().chosen("answer", "cover")

    assert marked.shape == (1, 1, 1, 1, 1, 1, 3)
    assert_array_equal(marked.ravel(), [0.0, 1.0, 0.0])


def test_a_choice_of_an_earlier_round_has_the_axis_of_that_round() -> None:
    """Two rounds before the third is the first."""
    marked = third().before("move", "talk", rounds=2)

    assert marked.shape == (1, 2, 1, 1, 1, 1, 1)
    assert_array_equal(marked.ravel(), [0.0, 1.0])


def test_before_the_first_round_nothing_was_chosen() -> None:
    """Neither one nor the other."""
    at = third()

    assert at.before("move", "talk", rounds=3).max() == 0.0
    assert at.before("move", "provoke", rounds=7).max() == 0.0


def test_earlier_rounds_are_counted_without_this_one() -> None:
    """Of two earlier rounds, none, one or both."""
    counted = third().times("move", "talk")

    assert counted.shape == (1, 2, 1, 2, 1, 1, 1)
    assert_array_equal(counted.reshape(2, 2), [[0.0, 1.0], [1.0, 2.0]])


def test_a_type_is_marked_on_the_first_axis() -> None:
    """It is drawn before anybody moves."""
    assert_array_equal(third().type("soft").ravel(), [0.0, 1.0])


def test_products_spread_over_all_that_they_mention() -> None:
    """Payoffs are written as if all were numbers."""
    at = third()
    both = at.type("hard") * at.chosen("move", "talk") * at.chosen("answer", "wait")

    assert both.shape == (2, 1, 1, 1, 1, 2, 3)
    assert np.argwhere(both).tolist() == [[0, 0, 0, 0, 0, 1, 2]]


@pytest.mark.parametrize("rounds", [0, 1, 9])
def test_a_misspelt_choice_is_never_zero_everywhere(rounds: int) -> None:
    """It would take a term out of the game without a word, whatever the round."""
    with pytest.raises(SchemaError, match="'cove' of answer; expected one of enforce"):
        third().before("answer", "cove", rounds=rounds)


def test_a_misspelt_move_or_type_is_named() -> None:
    """With what there is instead."""
    with pytest.raises(SchemaError, match="the move 'vote'; expected one of move, ans"):
        third().chosen("vote", "cover")
    with pytest.raises(SchemaError, match="'harsh' of the types; expected one of hard"):
        third().type("harsh")
