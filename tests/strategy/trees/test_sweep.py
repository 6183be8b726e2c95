"""One sweep and its derivative."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.strategy.trees.small_trees import odd_tree
from yalu.strategy.trees import SignallingTree, patron_tree
from yalu.strategy.trees.sweep import prior_odds, sweep, tangent
from yalu.strategy.trees.tables import tables_of

TREES = (patron_tree(3), odd_tree(), odd_tree(3))


@pytest.mark.parametrize("tree", TREES, ids=str)
@given(seed=st.integers(0, 10_000), precision=st.floats(0.0, 5.0))
@settings(max_examples=10, deadline=None)
def test_the_tangent_is_what_finite_differences_approach(
    tree: SignallingTree, seed: int, precision: float
) -> None:
    """In every direction of odds and precision together, at precision 0 too."""
    tables, rng = tables_of(tree), np.random.default_rng(seed)
    odds = prior_odds(tables)
    odds = odds + rng.normal(size=odds.size)
    way, rise, step = rng.normal(size=odds.size), rng.normal(), 1e-5

    found = tangent(sweep(tables, precision, odds), way, rise)

    ahead, behind = (
        sweep(tables, precision + one * rise, odds + one * way).image
        for one in (step, -step)
    )
    assert found == pytest.approx((ahead - behind) / (2 * step), abs=2e-6)


def test_at_random_nothing_is_learnt() -> None:
    """The image of anything at precision 0 is the prior."""
    tables = tables_of(odd_tree())
    prior = prior_odds(tables)

    assert sweep(tables, 0.0, prior + 5.0).image == pytest.approx(prior, abs=1e-12)


def test_beliefs_follow_bayes_rule_by_hand() -> None:
    """After one round: prior odds times the ratio of the two chances."""
    tree = patron_tree(2)
    tables = tables_of(tree)

    swept = sweep(tables, 1.0, prior_odds(tables))

    _, place = tree.place(["provoke", "enforce"])
    stage, before = tree.place(["provoke"])
    hard, soft = np.exp(swept.logs[stage][:, 0, before])
    assert np.exp(swept.image[place]) == pytest.approx(0.6 / 0.4 * soft / hard)
