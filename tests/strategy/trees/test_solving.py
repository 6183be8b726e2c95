"""What a solved tree promises."""

from math import exp, log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.strategy.trees.recorded import declared
from tests.strategy.trees.small_trees import (
    farthest_from_logit,
    odd_tree,
    odd_worth,
    of_table,
)
from yalu.errors import ModelError
from yalu.strategy.trees import (
    TOLERANCE,
    Move,
    Payoff,
    SignallingTree,
    Types,
    patron_tree,
    solve_tree,
)


def logistic(x: float) -> float:
    return 1.0 / (1.0 + exp(-x))


def test_the_six_rounds_of_the_patron_are_solved_to_ten_digits() -> None:
    """The size that the design asks for: 8,192 ends, 6,825 information sets."""
    found = solve_tree(patron_tree(6), precision=4.0)

    assert found.residual <= 1e-10
    for logs in found.logs:
        assert np.isfinite(logs).all()
        assert np.abs(np.exp(logs).sum(axis=1) - 1.0).max() < 1e-12


def test_a_message_and_its_answer_as_worked_out_by_hand() -> None:
    """With one round and an answer worth the same to all types, nothing is unknown.

    The receiver gets 1 by leaving the strong alone and 1 by fighting the weak; the
    sender only has a taste for beer, so that what it says needs no foresight.
    """
    tree = of_table(
        {
            "strong": {
                "beer": {"fight": [1.0, 0.0], "leave": [1.0, 1.0]},
                "quiche": {"fight": [0.0, 0.0], "leave": [0.0, 1.0]},
            },
            "weak": {
                "beer": {"fight": [0.0, 1.0], "leave": [0.0, 0.0]},
                "quiche": {"fight": [0.5, 1.0], "leave": [0.5, 0.0]},
            },
        },
        prior=(0.7, 0.3),
        movers=("sender", "receiver"),
        informed="sender",
        rounds=1,
    )

    found = solve_tree(tree, precision=2.0)

    beer = logistic(2.0), logistic(-1.0)
    strong = 0.7 * beer[0] / (0.7 * beer[0] + 0.3 * beer[1])
    assert found.chances(type="strong")["beer"] == pytest.approx(beer[0], abs=1e-12)
    assert found.chances(type="weak")["beer"] == pytest.approx(beer[1], abs=1e-12)
    assert found.belief(["beer"])["strong"] == pytest.approx(strong, abs=1e-12)
    leave = logistic(2.0 * (2.0 * strong - 1.0))
    assert found.chances(["beer"])["leave"] == pytest.approx(leave, abs=1e-12)


def test_where_nothing_is_hidden_play_is_worked_out_from_the_end() -> None:
    """With one type the tree is one of perfect information."""
    tree = SignallingTree(
        name="open",
        types=Types(player="b", names=("only",), prior=(1.0,)),
        moves=(
            Move(player="a", name="in", choices=("stay", "go")),
            Move(player="b", name="then", choices=("fight", "share")),
        ),
        payoffs=(
            Payoff(
                player="a",
                name="share",
                value=lambda at: (
                    at.chosen("in", "go")
                    * (at.chosen("then", "share") - at.chosen("then", "fight"))
                ),
            ),
            Payoff(
                player="b",
                name="peace",
                value=lambda at: at.chosen("in", "go") * at.chosen("then", "share"),
            ),
        ),
    )

    found = solve_tree(tree, precision=3.0)

    share = logistic(3.0)
    assert found.chances(["go"], type="only")["share"] == pytest.approx(share)
    assert found.chances()["go"] == pytest.approx(logistic(3.0 * (2.0 * share - 1.0)))


@pytest.mark.parametrize("precision", [0.5, 2.0])
def test_choices_meet_the_definition_end_by_end(precision: float) -> None:
    """Three types, three players, payoffs that remember: nothing of ours is reused."""
    found = solve_tree(odd_tree(), precision=precision)

    assert farthest_from_logit(found, odd_worth) < TOLERANCE


def test_at_precision_zero_everybody_chooses_at_random() -> None:
    """And so nobody learns anything."""
    found = solve_tree(odd_tree(), precision=0.0)

    assert found.residual == pytest.approx(0.0, abs=1e-15)
    for place in found.information_sets():
        even = 1.0 / len(place.chances)
        assert all(x == pytest.approx(even) for x in place.chances.values())
        assert place.belief == pytest.approx({"a": 0.2, "b": 0.5, "c": 0.3})


def test_at_high_precision_all_have_beer_as_cho_and_kreps_say() -> None:
    """Of the two ways to pool, only beer passes their test; it is the limit here."""
    found = solve_tree(declared("breakfast"), precision=60.0)

    assert found.chances(type="strong")["beer"] > 0.999
    assert found.chances(type="weak")["beer"] > 0.999
    assert found.chances(["beer"])["leave"] > 0.999
    assert found.chances(["quiche"])["fight"] > 0.999


@given(
    unit=st.floats(0.01, 100.0),
    precision=st.floats(0.0, 4.0),
    resolute=st.floats(0.05, 0.95),
)
@settings(max_examples=20, deadline=None)
def test_precision_is_counted_in_one_over_the_unit_of_payoff(
    unit: float, precision: float, resolute: float
) -> None:
    """Payoffs in cents at a hundredth of the precision are the same game."""
    plain = solve_tree(patron_tree(2, resolute=resolute), precision=precision)
    scaled = solve_tree(
        patron_tree(
            2,
            resolute=resolute,
            gain=unit,
            aid=0.2 * unit,
            pain=0.6 * unit,
            lost_aid=0.5 * unit,
            embarrassment=0.6 * unit,
            blame=0.8 * unit,
            cost=(0.3 * unit, 1.2 * unit),
        ),
        precision=precision / unit,
    )

    for one, other in zip(plain.logs, scaled.logs, strict=True):
        assert np.abs(one - other).max() < 1e-9


def test_what_is_worth_the_same_to_all_choices_changes_nothing() -> None:
    """Embarrassment by provocation is past when the patron answers."""
    calm = solve_tree(patron_tree(1, embarrassment=0.0), precision=3.0)
    stung = solve_tree(patron_tree(1, embarrassment=5.0), precision=3.0)

    for one, other in zip(calm.logs, stung.logs, strict=True):
        assert np.abs(one - other).max() < 1e-12


def test_several_equilibria_are_found_and_told_apart() -> None:
    """Between the turns of its branch a tree has three; beyond them one."""
    tree = declared("turning")
    between = solve_tree(tree, precision=3.0, starts=30, rng=np.random.default_rng(3))
    beyond = solve_tree(tree, precision=6.0, starts=30, rng=np.random.default_rng(3))

    assert (between.distinct, between.in_vain) == (3, 0)
    assert all(other.residual <= TOLERANCE for other in between.others)
    assert (beyond.distinct, beyond.in_vain) == (1, 0)
    assert "3 equilibria found from 30 other starts" in str(between)


def test_the_same_generator_finds_the_same() -> None:
    """Chance enters by the argument alone."""
    tree = declared("turning")
    one, other = (
        solve_tree(tree, precision=3.0, starts=10, rng=np.random.default_rng(8))
        for _ in range(2)
    )

    assert one.sweeps == other.sweeps
    assert [o.chances(type="low") for o in one.others] == [
        o.chances(type="low") for o in other.others
    ]


def test_beliefs_are_defined_where_a_history_is_too_unlikely_for_a_number() -> None:
    """Its chance is below the least number that a computer holds above zero."""
    found = solve_tree(patron_tree(2), precision=500.0)
    unlikely = min(found.information_sets(), key=lambda place: place.log_reach)

    assert unlikely.log_reach < log(5e-324)
    assert sum(unlikely.belief.values()) == pytest.approx(1.0)
    assert sum(unlikely.chances.values()) == pytest.approx(1.0)


@pytest.mark.parametrize("precision", [-1.0, float("nan"), float("inf")])
def test_a_precision_that_is_none_is_refused(precision: float) -> None:
    """It would be taken for one that cannot be reached."""
    with pytest.raises(ModelError, match="expected 0 or more"):
        solve_tree(patron_tree(1), precision=precision)


def test_starts_without_a_generator_are_refused() -> None:
    """No seed is hidden inside."""
    with pytest.raises(ModelError, match="`rng` is missing"):
        solve_tree(patron_tree(1), precision=1.0, starts=3)
