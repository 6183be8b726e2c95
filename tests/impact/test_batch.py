"""Many draws at once."""

import numpy as np
import pytest

from tests.impact.worlds import costs, drawn
from yalu.errors import SchemaError
from yalu.impact import Deficits, ImpactStatus, Shock, solve, solve_many

WORLD = drawn(11)


@pytest.mark.parametrize("rule", tuple(Deficits))
def test_a_batch_says_what_each_draw_says_alone(rule: Deficits) -> None:
    """Draws must not see each other."""
    rng = np.random.default_rng(1)
    elasticities = rng.uniform(2.0, 9.0, (7, 3))
    flows = WORLD.flows * rng.uniform(0.9, 1.1, (7, *WORLD.flows.shape))
    changed = np.stack([costs(seed, WORLD, 0.1) for seed in range(7)])

    many = solve_many(
        WORLD,
        Shock.none(),
        deficits=rule,
        flows=flows,
        elasticities=elasticities,
        costs=changed,
        keep_flows=True,
    )

    assert many.flows is not None
    for at in range(7):
        one = solve_many(
            WORLD,
            Shock(name="x", costs=changed[at]),
            deficits=rule,
            flows=flows[at],
            elasticities=elasticities[at],
            keep_flows=True,
        )
        assert one.flows is not None
        np.testing.assert_allclose(many.welfare[at], one.welfare[0], rtol=1e-10)
        np.testing.assert_allclose(many.flows[at], one.flows[0], rtol=1e-9)


def test_limits_may_be_drawn() -> None:
    """A level of enforcement and a capacity in each draw, some without."""
    levels = np.array([0.0, 0.4, 1.0])
    passing = np.stack(
        [np.asarray(Shock.embargo(WORLD, "A", enforcement=x).passing) for x in levels]
    )
    capacity = np.full((3, *WORLD.flows.shape), np.nan)
    passing[:, 1, 0] = passing[:, 0, 1] = np.nan
    capacity[1, 1, 0] = 2 * WORLD.flows[1, 0]

    many = solve_many(WORLD, Shock.none(), passing=passing, capacity=capacity)

    for at in range(3):
        one = solve(WORLD, Shock(name="x", passing=passing[at], capacity=capacity[at]))
        np.testing.assert_allclose(many.welfare[at], one.welfare, rtol=1e-9)


def test_a_cell_may_be_limited_in_one_draw_and_filled_in_another() -> None:
    """It is one cell: neither draw may see the other's limit."""
    passing = np.full((3, *WORLD.flows.shape), np.nan)
    capacity = passing.copy()
    passing[0, 0, 1], passing[0, 2, 1], passing[2, 1, 0] = 0.9, 0.3, 0.0
    capacity[1, 1, 0] = 2 * WORLD.flows[1, 0]
    capacity[1, 0, 1] = WORLD.flows[0, 1]

    many = solve_many(WORLD, Shock.none(), passing=passing, capacity=capacity)

    assert many.solved.all()
    for at in range(3):
        one = solve(WORLD, Shock(name="x", passing=passing[at], capacity=capacity[at]))
        np.testing.assert_allclose(many.welfare[at], one.welfare, rtol=1e-10)


def test_a_draw_without_equilibrium_says_so_and_leaves_the_others() -> None:
    """One bad draw in a thousand must not cost the thousand."""
    capacity = np.full((2, *WORLD.flows.shape), np.nan)
    capacity[1, 1, 0, 0] = 1e9

    many = solve_many(WORLD, Shock.none(), capacity=capacity)

    assert many.solved.tolist() == [True, False]
    assert many.statuses == (ImpactStatus.COMPUTED, ImpactStatus.NO_EQUILIBRIUM)
    assert np.isfinite(many.welfare[0]).all()
    assert np.isnan(many.welfare[1]).all()
    assert "capacities are more than it spends" in many.reasons[1]


def test_markets_of_every_draw_clear() -> None:
    """No answer is given that does not clear to 1e-10."""
    elasticities = np.random.default_rng(2).uniform(1.0, 12.0, (200, 3))

    many = solve_many(
        WORLD, Shock.embargo(WORLD, "A", enforcement=0.6), elasticities=elasticities
    )

    assert many.solved.all()
    assert many.residual.max() <= 1e-10


def test_unequal_numbers_of_draws_are_refused() -> None:
    """It would not be known which goes with which."""
    with pytest.raises(SchemaError, match="numbers of draws"):
        solve_many(
            WORLD,
            Shock.none(),
            elasticities=np.full((3, 3), 4.0),
            flows=np.stack([WORLD.flows] * 2),
        )


def test_all_faults_of_the_draws_are_told_at_once() -> None:
    """So that one run is enough."""
    with pytest.raises(SchemaError) as caught:
        solve_many(
            WORLD,
            Shock.none(),
            elasticities=np.full((2, 3), -1.0),
            passing=np.full((2, *WORLD.flows.shape), 2.0),
        )

    assert "theta" in str(caught.value)
    assert "passing" in str(caught.value)
