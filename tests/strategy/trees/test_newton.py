"""Newton's method at a precision."""

import numpy as np

from tests.strategy.trees.small_trees import odd_tree
from yalu.strategy.trees.newton import at_precision
from yalu.strategy.trees.sweep import prior_odds
from yalu.strategy.trees.tables import tables_of


def test_where_there_is_one_equilibrium_every_start_leads_to_it() -> None:
    """At low precision the sweep is a contraction."""
    tables, rng = tables_of(odd_tree()), np.random.default_rng(5)
    prior = prior_odds(tables)

    found = [
        at_precision(tables, prior + rng.normal(size=prior.size), 0.5, goal=1e-12)
        for _ in range(5)
    ]

    assert all(point.off <= 1e-12 for point in found)
    assert max(np.abs(one.odds - found[0].odds).max() for one in found) < 1e-10


def test_a_point_says_how_far_off_it_is() -> None:
    """Where too few steps are allowed, what is returned does not pass for one."""
    tables = tables_of(odd_tree())

    point = at_precision(tables, prior_odds(tables), 3.0, goal=1e-12, most=1)

    assert point.off > 1e-6
