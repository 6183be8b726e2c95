"""Flows that are held back, and suppliers that step in."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.impact.worlds import drawn, seeds
from yalu.errors import ModelError
from yalu.impact import Deficits, Equilibrium, Shock, solve

FEW = settings(max_examples=20, deadline=None)
LEVELS = st.floats(0.05, 0.95)


def quantities(found: Equilibrium) -> np.ndarray:
    """Return flows at former prices of sellers."""
    return np.asarray(found.flows / found.wages[:, None, None])


@FEW
@given(seeds, LEVELS, st.sampled_from((Deficits.CLOSED, Deficits.SCALED)))
def test_no_more_passes_than_is_let(seed: int, level: float, rule: Deficits) -> None:
    """A limit is on quantities and holds in the equilibrium, not before it."""
    world = drawn(seed)
    shock = Shock.embargo(world, "A", enforcement=level)
    assert shock.passing is not None

    found = solve(world, shock, deficits=rule)

    held = ~np.isnan(shock.passing)
    most = (shock.passing * found.baseline.flows)[held]
    assert (quantities(found)[held] <= most * (1 + 1e-9)).all()


@FEW
@given(seeds, LEVELS)
def test_a_limit_equals_the_cost_it_amounts_to(seed: int, level: float) -> None:
    """The same equilibrium comes out if the cost is given instead."""
    world = drawn(seed)
    held = solve(world, Shock.embargo(world, "A", enforcement=level))
    assert np.isfinite(held.costs).all()

    dear = solve(held.baseline, Shock(name="the same", costs=held.costs))

    np.testing.assert_allclose(dear.flows, held.flows, rtol=1e-7)
    np.testing.assert_allclose(dear.welfare, held.welfare, rtol=1e-8)


@FEW
@given(seeds)
def test_a_limit_dearer_than_one_costs_more(seed: int) -> None:
    """Who is held back pays; the implied cost cannot be below that of the shock."""
    world = drawn(seed)

    found = solve(world, Shock.embargo(world, "A", enforcement=0.5))

    assert (found.costs >= 1.0 - 1e-12).all()


def test_a_limit_above_what_flows_is_idle() -> None:
    """It must not force trade."""
    world = drawn(4)
    dear = np.ones(world.flows.shape)
    dear[1:, 0] = 3.0
    limit = np.full(world.flows.shape, np.nan)
    limit[1:, 0] = 1.0

    free = solve(world, Shock(name="x", costs=dear))
    held = solve(world, Shock(name="x", costs=dear, passing=limit))

    np.testing.assert_allclose(held.flows, free.flows, rtol=1e-9)


@FEW
@given(seeds, st.floats(0.1, 0.9))
def test_a_supplier_steps_in_up_to_its_capacity(seed: int, part: float) -> None:
    """Also where it sold nothing before."""
    whole = drawn(seed)
    flows = whole.flows.copy()
    flows[2, 0, 1] = 0.0
    world = replace(whole, flows=flows)
    limit = Shock.embargo(world, "A", enforcement=0.7).passing
    assert limit is not None
    limit[2, 0] = limit[0, 2] = np.nan
    capacity = np.full(flows.shape, np.nan)
    capacity[2, 0, 1] = part * flows[:, 0, 1].sum() / 2

    found = solve(world, Shock(name="x", passing=limit, capacity=capacity))

    assert quantities(found)[2, 0, 1] == pytest.approx(capacity[2, 0, 1], rel=1e-9)
    assert np.isnan(found.costs[2, 0, 1])


@FEW
@given(seeds, st.floats(0.1, 3.0))
def test_a_capacity_is_used_exactly(seed: int, part: float) -> None:
    """Neither a floor nor a ceiling, at whatever wages.

    The sales of who is under embargo would otherwise grow as his wage falls.
    """
    world = drawn(seed)
    limit = Shock.embargo(world, "A", enforcement=0.7).passing
    assert limit is not None
    limit[0, 2] = limit[:, 0] = np.nan
    capacity = np.full(world.flows.shape, np.nan)
    capacity[0, 2] = part * world.flows[0, 2]

    found = solve(world, Shock(name="x", passing=limit, capacity=capacity))

    fixed = ~np.isnan(capacity)
    np.testing.assert_allclose(quantities(found)[fixed], capacity[fixed], rtol=1e-9)


def test_a_capacity_of_nothing_is_a_stop() -> None:
    """Nothing moves, and the cost says so."""
    world = drawn(3)
    none, stop = (np.full(world.flows.shape, np.nan) for _ in range(2))
    none[1, 0] = stop[1, 0] = 0.0

    found = solve(world, Shock(name="x", capacity=none))
    other = solve(world, Shock(name="x", passing=stop))

    np.testing.assert_allclose(found.welfare, other.welfare, rtol=1e-12)
    assert np.isinf(found.costs[1, 0]).all()


def test_more_capacity_than_spending_is_refused() -> None:
    """Nothing would be left to any other supplier, and no price would clear it."""
    world = drawn(2)
    capacity = np.full(world.flows.shape, np.nan)
    capacity[1, 0, 0] = 100 * world.flows[:, 0, 0].sum()

    with pytest.raises(ModelError, match="capacities are more than it spends"):
        solve(world, Shock(name="x", capacity=capacity))


def test_costs_fall_with_what_passes() -> None:
    """A curve of cost against enforcement must not turn back."""
    world = drawn(7)
    losses = [
        solve(world, Shock.embargo(world, "A", enforcement=level)).loss("A")
        for level in (0.0, 0.25, 0.5, 0.75, 0.95, 1.0)
    ]

    assert abs(losses[0]) < 1e-12
    assert losses == sorted(losses)
