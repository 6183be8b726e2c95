"""The residual is worked out beside the search."""

import numpy as np
import pytest

from tests.strategy.trees.small_trees import odd_tree
from yalu.strategy.trees import patron_tree, solve_tree
from yalu.strategy.trees.checking import fault_of
from yalu.strategy.trees.tables import tables_of


@pytest.mark.parametrize("stage", range(6))
def test_a_choice_that_is_changed_a_little_is_noticed(stage: int) -> None:
    """At any stage: the residual is at least half of what was changed."""
    tree = odd_tree()
    found = solve_tree(tree, precision=1.0)
    changed = [np.exp(logs) for logs in found.logs]
    changed[stage][0, 0, 0] -= 1e-4
    changed[stage][0, 1, 0] += 1e-4

    fault = fault_of(tables_of(tree), 1.0, tuple(np.log(one) for one in changed))

    assert found.residual < 1e-12
    assert fault > 5e-5


def test_choices_of_another_precision_are_no_equilibrium() -> None:
    """The residual is that of the precision asked for."""
    tree = patron_tree(3)
    found = solve_tree(tree, precision=1.0)

    assert fault_of(tables_of(tree), 1.1, found.logs) > 1e-3
