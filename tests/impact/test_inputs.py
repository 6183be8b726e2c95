"""Goods made from goods, and duties."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.impact.worlds import costs, drawn, seeds, with_inputs
from yalu.errors import ModelError, SchemaError
from yalu.impact import Deficits, Shock, solve, solve_many

TIGHT = 1e-10
FEW = settings(max_examples=8, deadline=None)
RULES = st.sampled_from(tuple(Deficits))


@FEW
@given(seeds, RULES)
def test_without_inputs_and_duties_both_solvers_agree(
    seed: int, rule: Deficits
) -> None:
    """They share no code, so that one is the test of the other."""
    plain = drawn(seed, 4)
    n, k = 4, 3
    made = replace(plain, value_added=np.ones((n, k)), uses=np.full((n, k, k), 1 / k))
    shock = Shock(name="x", costs=costs(seed, plain, 0.1))

    one = solve(plain, shock, deficits=rule)
    other = solve(made, shock, deficits=rule)

    np.testing.assert_allclose(other.welfare, one.welfare, rtol=TIGHT)
    np.testing.assert_allclose(other.flows, one.flows, rtol=TIGHT)


@FEW
@given(seeds, RULES)
def test_nothing_changes_without_a_shock(seed: int, rule: Deficits) -> None:
    """Even where a first equilibrium had to make the flows agree."""
    found = solve(with_inputs(seed), Shock.none(), deficits=rule)

    assert np.abs(found.welfare - 1.0).max() < TIGHT


@FEW
@given(seeds)
def test_autarky_with_inputs_is_worse_and_has_its_closed_form(seed: int) -> None:
    """Costinot and Rodríguez-Clare (2014): home shares work through the inverse."""
    world = replace(with_inputs(seed), tariffs=None)

    found = solve(world, Shock.embargo(world, "A"))

    base = found.baseline
    assert base.value_added is not None
    assert base.uses is not None
    chain = base.uses[0] * (1.0 - base.value_added[0])[:, None]
    fall = np.log(base.shares[0, 0]) / base.elasticities
    through = np.linalg.solve(np.eye(3) - chain, fall)  # prices to wages, by sector
    final = base.spending[0] - chain.T @ base.sales[0]
    alone = np.exp(final / final.sum() @ through)
    assert found.welfare[0] == pytest.approx(alone, rel=TIGHT)
    plain = np.exp(final / final.sum() @ fall)
    assert alone < plain


@FEW
@given(seeds)
def test_duties_are_income(seed: int) -> None:
    """What is used up is wages and duties, when deficits are closed."""
    world = with_inputs(seed)
    assert world.tariffs is not None

    found = solve(world, Shock(name="x", tariffs=world.tariffs * 2))

    base = found.baseline
    assert base.value_added is not None
    wages = (base.value_added * base.sales).sum(axis=1)
    before = wages + (world.tariffs * base.flows).sum(axis=(0, 2))
    after = wages * found.wages + (2 * world.tariffs * found.flows).sum(axis=(0, 2))
    np.testing.assert_allclose(found.spending, after / before, rtol=TIGHT)


def test_a_batch_refuses_inputs() -> None:
    """It says what to do instead of leaving them out."""
    with pytest.raises(SchemaError, match="has inputs"):
        solve_many(with_inputs(1), Shock.none())


def test_limits_with_inputs_are_refused() -> None:
    """A cost does the same."""
    world = with_inputs(1)

    with pytest.raises(SchemaError, match="Give costs instead"):
        solve(world, Shock.embargo(world, "A", enforcement=0.5))


def test_a_buyer_without_any_supplier_is_named() -> None:
    """The chain cannot do without an input."""
    world = with_inputs(1)
    stop = np.ones(world.flows.shape)
    stop[:, 1, 2] = np.inf

    with pytest.raises(ModelError, match="B is left without any supplier of 3"):
        solve(world, Shock(name="x", costs=stop))
