"""What an equilibrium of a tree can be asked."""

from itertools import product
from math import exp, log

import pytest

from tests.strategy.trees.small_trees import long_path, odd_tree
from yalu.errors import SchemaError
from yalu.strategy.trees import TreeEquilibrium, patron_tree, solve_tree


@pytest.fixture(scope="module")
def patron() -> TreeEquilibrium:
    return solve_tree(patron_tree(2), precision=2.0)


def test_beliefs_are_those_of_bayes_rule(patron: TreeEquilibrium) -> None:
    """Prior times what each type does, over all types; the target's moves tell none."""
    after = ["talk", "cover"]
    weights = {
        kind: prior * patron.chances(["talk"], type=kind)["cover"]
        for kind, prior in (("resolute", 0.4), ("soft", 0.6))
    }

    told = patron.belief(after)

    for kind, weight in weights.items():
        assert told[kind] == pytest.approx(weight / sum(weights.values()))
        assert patron.belief([*after, "provoke"])[kind] == pytest.approx(told[kind])


def test_the_chance_of_a_path_is_the_product_of_its_choices(
    patron: TreeEquilibrium,
) -> None:
    """Given the type, and as the mean over types."""
    path = ["talk", "cover", "provoke"]
    chance = (
        patron.chances()["talk"]
        * patron.chances(["talk"], type="soft")["cover"]
        * patron.chances(["talk", "cover"])["provoke"]
    )

    assert patron.log_chance(path, type="soft") == pytest.approx(log(chance))
    both = 0.4 * exp(patron.log_chance(path, type="resolute")) + 0.6 * chance
    assert patron.log_chance(path) == pytest.approx(log(both))


def test_chances_of_all_ends_add_to_one() -> None:
    """Something happens."""
    found = solve_tree(odd_tree(), precision=1.5)
    ends = product(*(move.choices for move in found.tree.stages))

    assert sum(exp(found.log_chance(end)) for end in ends) == pytest.approx(1.0)


def test_what_the_game_is_worth_is_the_mean_over_its_ends() -> None:
    """By type, for each player."""
    found = solve_tree(patron_tree(1), precision=1.0)
    worth = {
        ("provoke", "enforce"): -0.6 - 1.2,
        ("provoke", "cover"): -0.6 - 0.8,
        ("talk", "enforce"): -1.2,
        ("talk", "cover"): 0.0,
    }
    mean = sum(exp(found.log_chance(k, type="soft")) * v for k, v in worth.items())

    assert found.payoffs["patron"]["soft"] == pytest.approx(mean)


def test_every_information_set_is_told_once(patron: TreeEquilibrium) -> None:
    """25 in two rounds; chances of reaching those of one stage add to 1."""
    told = list(patron.information_sets())

    assert len({(place.type, place.history) for place in told}) == len(told) == 25
    for length in range(4):
        stage = [place for place in told if len(place.history) == length]
        assert sum(exp(place.log_reach) for place in stage) == pytest.approx(1.0)
    last = told[-1]
    assert (last.player, last.move, last.round) == ("patron", "answer", 2)
    assert last.chances == patron.chances(last.history, type=last.type)


def test_the_type_must_be_told_where_it_matters(patron: TreeEquilibrium) -> None:
    """And only there."""
    with pytest.raises(SchemaError, match="found type None of patron; expected one of"):
        patron.chances(["talk"])
    with pytest.raises(SchemaError, match="found type 'mild' of patron"):
        patron.log_chance(["talk"], type="mild")
    with pytest.raises(SchemaError, match="target moves here and does not know"):
        patron.chances(type="soft")


def test_nobody_moves_at_an_end(patron: TreeEquilibrium) -> None:
    """Beliefs and chances of ends are still told."""
    end = long_path(patron.tree)

    with pytest.raises(SchemaError, match="after 4 choices nobody moves"):
        patron.chances(end)
    assert sum(patron.belief(end).values()) == pytest.approx(1.0)


def test_it_reads_as_a_short_report(patron: TreeEquilibrium) -> None:
    """Who does what at the first move, and how well it is solved."""
    lines = str(patron).splitlines()

    assert lines[0] == str(patron.tree)
    assert "precision 2, residual below 1e-10; 1 equilibrium found" in lines[1]
    assert lines[2].startswith("  target, move: provoke ")
    assert lines[4].startswith("  patron (soft), answer after provoke: enforce ")
