"""What the declaration of a tree promises."""

import re
from itertools import product

import pytest

from tests.strategy.trees.small_trees import long_path, odd_tree
from yalu.errors import SchemaError
from yalu.strategy.trees import (
    Move,
    Payoff,
    SignallingTree,
    Types,
    patron_tree,
    solve_tree,
)

MOVE = Move(player="one", name="act", choices=("in", "out"))


def test_all_that_is_wrong_with_a_declaration_is_told_at_once() -> None:
    """One run is enough to mend it."""
    with pytest.raises(SchemaError) as caught:
        SignallingTree(
            name="wrong",
            types=Types(player="two", names=("a", "a", "b"), prior=(0.5, 0.6)),
            moves=(MOVE, MOVE),
            payoffs=(Payoff(player="three", name="joy", value=lambda _: 1.0),),
            rounds=0,
            discount=-1.0,
        )

    told = str(caught.value)
    for found in (
        "types: 'a' stands 2 times",
        "3 names, 2 chances",
        "prior is (0.5, 0.6)",
        "'two' is informed, but never moves",
        "moves: 'act' stands 2 times",
        "payoff 'joy': is that of 'three', who never moves; the players are one",
        "rounds: found 0; expected 1 or more",
        "discount: found -1.0",
    ):
        assert found in told


def test_a_type_without_a_chance_is_refused() -> None:
    """Its log odds would be infinite, and nobody could ever believe in it."""
    with pytest.raises(SchemaError, match="drop types without one"):
        patron_tree(1, resolute=1.0)


def test_a_move_without_choices_is_refused() -> None:
    """Nothing could be chosen."""
    with pytest.raises(SchemaError, match="move 'act': there is none"):
        SignallingTree(
            name="still",
            types=Types(player="one", names=("a",), prior=(1.0,)),
            moves=(Move(player="one", name="act", choices=()),),
            payoffs=(),
        )


def test_a_tree_that_no_computer_holds_is_refused_before_it_is_built() -> None:
    """A hundred rounds would have more ends than there are atoms."""
    with pytest.raises(SchemaError, match=re.escape("at most 4194304 can be held")):
        patron_tree(100)


def test_every_history_has_a_place_of_its_own_and_back() -> None:
    """Tables are read by place, people read histories."""
    tree = odd_tree()

    for stage in range(len(tree.stages) + 1):
        paths = list(product(*(move.choices for move in tree.stages[:stage])))
        places = [tree.place(path) for path in paths]
        assert sorted(places) == [(stage, number) for number in range(len(paths))]
        assert [tree.history(*place) for place in places] == paths


def test_an_unknown_choice_is_named_with_its_stage() -> None:
    """The third choice is the target's, who cannot cover."""
    with pytest.raises(
        SchemaError,
        match="patron, choice 3, target's move: found 'cover'; expected one of provoke",
    ):
        patron_tree(2).place(["talk", "cover", "cover"])


def test_a_history_beyond_the_end_is_refused() -> None:
    """There is nothing after an end."""
    tree = patron_tree(1)

    with pytest.raises(SchemaError, match="found 3 choices; the tree has 2 stages"):
        tree.place([*long_path(tree), "talk"])


def test_the_patron_has_as_many_information_sets_as_the_design_counts() -> None:
    """Each type of the patron has its own; the target cannot tell them apart."""
    for rounds, ends, places in ((2, 32, 25), (3, 128, 105), (4, 512, 425)):
        tree = patron_tree(rounds)
        held = list(solve_tree(tree, precision=0.0).information_sets())
        assert (tree.ends, len(held)) == (ends, places)
