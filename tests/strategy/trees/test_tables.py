"""A tree as tables."""

from itertools import product

import numpy as np
import pytest

from tests.strategy.trees.small_trees import odd_tree, odd_worth
from yalu.errors import SchemaError
from yalu.strategy.trees import Move, Payoff, SignallingTree, Types
from yalu.strategy.trees.tables import tables_of


def with_payoff(*terms: Payoff, rounds: int = 2) -> SignallingTree:
    return SignallingTree(
        name="little",
        types=Types(player="one", names=("a", "b"), prior=(0.5, 0.5)),
        moves=(Move(player="one", name="act", choices=("in", "out")),),
        payoffs=terms,
        rounds=rounds,
    )


def test_every_end_is_worth_what_its_payoffs_say_in_words() -> None:
    """Discounted, with what was chosen in earlier rounds."""
    tree = odd_tree()
    tables = tables_of(tree)

    for kind, path in product(
        range(3), product(*(move.choices for move in tree.stages))
    ):
        total = np.zeros(3)
        for stage, worth in tables.worth.items():
            _, position = tree.place(path[: stage + 1])
            total += worth[:, kind, position]
        told = odd_worth(tree.types.names[kind], path)
        assert total == pytest.approx([told[who] for who in tree.players])


def test_only_what_others_act_upon_has_to_be_found() -> None:
    """After the last move of the informed player one more player acts in odd trees."""
    tables = tables_of(odd_tree())

    assert tables.learning == (1, 4)
    assert tables.sizes == (6, 72)


def test_a_payoff_that_asks_for_what_is_not_there_is_named() -> None:
    """All of them are, with their round, once."""
    with pytest.raises(SchemaError) as caught:
        tables_of(
            with_payoff(
                Payoff(player="one", name="x", value=lambda at: at.chosen("act", "on")),
                Payoff(player="one", name="y", value=lambda _: np.zeros(7)),
                Payoff(player="one", name="z", value=lambda at: at.type("a") / 0.0),
            )
        )

    told = str(caught.value)
    assert "payoff 'x' of one, round 1: A payoff asks for 'on' of act" in told
    assert "payoff 'y' of one, round 1: its shape is not one that spreads over" in told
    assert "payoff 'z' of one, round 1: it is not a finite number everywhere" in told
    assert "round 2" not in told


def test_terms_of_a_player_are_added() -> None:
    """A number counts everywhere."""
    tables = tables_of(
        with_payoff(
            Payoff(player="one", name="fee", value=lambda _: -1.0),
            Payoff(
                player="one", name="in", value=lambda at: 3 * at.chosen("act", "in")
            ),
            rounds=1,
        )
    )

    assert tables.worth[0].tolist() == [[[2.0, -1.0], [2.0, -1.0]]]
    assert tables.spread == pytest.approx(3.0)
