"""What an equilibrium promises, whatever the world."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.impact.worlds import costs, cut_off, drawn, effect, seeds
from yalu.errors import ModelError, SchemaError
from yalu.impact import Deficits, Economy, Shock, solve

RULES = st.sampled_from(tuple(Deficits))
TIGHT = 1e-10
FEW = settings(max_examples=20, deadline=None)


@FEW
@given(seeds, RULES)
def test_nothing_changes_without_a_shock(seed: int, rule: Deficits) -> None:
    """Exact hats are one at the start by construction."""
    found = solve(drawn(seed), Shock.none(), deficits=rule)

    assert np.abs(found.welfare - 1.0).max() < TIGHT
    assert np.abs(found.wages - 1.0).max() < TIGHT


@FEW
@given(seeds, RULES)
def test_what_is_sold_is_what_is_made_and_spent(seed: int, rule: Deficits) -> None:
    """Accounting must hold to the last digits, or nothing does."""
    world = drawn(seed)

    found = solve(world, Shock(name="x", costs=costs(seed, world)), deficits=rule)

    before = found.baseline.flows
    income = found.wages * before.sum(axis=(1, 2))
    spent = found.spending * before.sum(axis=(0, 2))
    np.testing.assert_allclose(found.flows.sum(axis=(1, 2)), income, rtol=TIGHT)
    np.testing.assert_allclose(found.flows.sum(axis=(0, 2)), spent, rtol=TIGHT)
    assert found.flows.sum() == pytest.approx(before.sum(), rel=TIGHT)


@FEW
@given(seeds)
def test_fixed_imbalances_stay(seed: int) -> None:
    """The amount is kept as a share of world income."""
    world = drawn(seed)
    world_income = world.flows.sum()
    harm = Shock(name="x", costs=costs(seed, world, spread=0.1))

    found = solve(world, harm, deficits=Deficits.FIXED)

    after = found.flows.sum(axis=(0, 2)) - found.flows.sum(axis=(1, 2))
    np.testing.assert_allclose(after, world.imbalances, atol=TIGHT * world_income)


@FEW
@given(seeds)
def test_closed_imbalances_are_gone_before_and_after(seed: int) -> None:
    """Otherwise the cost of an embargo holds the loss of a gift."""
    world = drawn(seed)

    found = solve(world, Shock(name="x", costs=costs(seed, world)))

    for flows in (found.baseline.flows, found.flows):
        gap = flows.sum(axis=(0, 2)) - flows.sum(axis=(1, 2))
        assert np.abs(gap / flows.sum(axis=(0, 2))).max() < TIGHT


@FEW
@given(seeds)
def test_scaled_imports_stay_in_proportion_to_exports(seed: int) -> None:
    """Up to one factor for all, by which the world balances."""
    world = drawn(seed)

    found = solve(
        world,
        Shock(name="x", costs=costs(seed, world)),
        deficits=Deficits.SCALED,
    )

    ratios = []
    for flows in (world.flows, found.flows):
        values = flows.sum(axis=2)
        home = values.diagonal()
        ratios.append((values.sum(axis=0) - home) / (values.sum(axis=1) - home))
    factor = ratios[1] / ratios[0]
    np.testing.assert_allclose(factor, factor[0], rtol=TIGHT)


@FEW
@given(seeds)
def test_autarky_has_its_closed_form(seed: int) -> None:
    """Arkolakis, Costinot and Rodríguez-Clare (2012)."""
    world = drawn(seed)

    found = solve(world, Shock.embargo(world, "A"))

    base = found.baseline
    share = base.shares[0, 0]
    weight = base.spending[0] / base.spending[0].sum()
    alone = np.prod(share ** (weight / base.elasticities))
    assert found.welfare[0] == pytest.approx(alone, rel=TIGHT)


@FEW
@given(seeds, RULES)
def test_a_shock_and_its_reverse_return_to_the_start(seed: int, rule: Deficits) -> None:
    """Otherwise the answer would depend on the way."""
    world = drawn(seed)
    change = costs(seed, world, spread=0.2)
    there = solve(world, Shock(name="there", costs=change), deficits=rule)
    moved = Economy(
        economies=world.economies,
        sectors=world.sectors,
        flows=there.flows,
        elasticities=world.elasticities,
        year=world.year,
    )

    back = solve(moved, Shock(name="back", costs=1.0 / change), deficits=rule)

    np.testing.assert_allclose(back.flows, there.baseline.flows, rtol=TIGHT)
    np.testing.assert_allclose(back.welfare * there.welfare, 1.0, rtol=TIGHT)


@pytest.mark.parametrize("rule", [Deficits.CLOSED, Deficits.SCALED])
def test_an_ever_harder_embargo_ends_in_autarky(rule: Deficits) -> None:
    """Also where hardly anything is left to tie wages to each other."""
    world = drawn(3)
    real = []
    for log in (-10.0, -30.0, -np.inf):
        harm = Shock(
            name="x",
            costs=np.exp(-cut_off(world, 0, log)[:, :, None] / world.elasticities),
        )
        found = solve(world, harm, deficits=rule)
        real.append(found.wages[0] / found.price_index[0])

    assert real[0] > real[1] >= real[2] - TIGHT
    assert real[1] == pytest.approx(real[2], rel=TIGHT)


def test_fixed_deficits_have_no_equilibrium_under_an_embargo() -> None:
    """Who is cut off cannot go on owing."""
    world = drawn(1)

    with pytest.raises(ModelError, match="cut off from the others"):
        solve(world, Shock.embargo(world, "A"), deficits=Deficits.FIXED)


def test_a_buyer_without_any_supplier_is_named() -> None:
    """A fixed share of income cannot be spent on nothing."""
    world = drawn(1)
    stop = np.ones(world.flows.shape)
    stop[:, 1, 2] = np.inf

    with pytest.raises(ModelError, match="B is left without any supplier of 3"):
        solve(world, Shock(name="x", costs=stop))


def test_who_may_buy_but_not_sell_is_named() -> None:
    """Balanced trade needs both ways."""
    world = drawn(1)
    stop = np.ones(world.flows.shape)
    stop[0, 1:] = np.inf

    with pytest.raises(ModelError, match="can buy but not sell"):
        solve(world, Shock(name="x", costs=stop))


def test_a_shock_of_another_world_is_refused() -> None:
    """Its shape tells."""
    with pytest.raises(SchemaError, match="costs: shape"):
        solve(drawn(1), effect("x", np.zeros((3, 3))))
