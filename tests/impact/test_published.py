"""Published results come out of their own data."""

import numpy as np
import pytest

from tests.impact.worlds import cut_off, effect, one_sector, published
from yalu.errors import ModelError
from yalu.impact import Deficits, Economy, Shock, solve, trade_terms
from yalu.impact.economy import Floats

SINGLE = 6e-8
"""Half a unit in the last place of the single precision of the stored results."""


def test_the_enlargement_with_fixed_imbalances_equals_ge_gravity() -> None:
    """Stata's program, 44 economies, additive imbalances."""
    held = published("enlargement")

    found = solve(
        one_sector(held), effect("x", held["effect"]), deficits=Deficits.FIXED
    )

    assert np.abs(found.welfare - held["welfare_fixed"]).max() < SINGLE
    trade = found.flows[:, :, 0]
    assert np.abs(trade / held["trade_fixed"] - 1.0).max() < 3 * SINGLE


def test_nine_flows_in_ten_equal_ge_gravity_to_its_single_precision() -> None:
    """The others are up to twice as far off; a common drift would move them all."""
    held = published("enlargement")

    found = solve(
        one_sector(held), effect("x", held["effect"]), deficits=Deficits.FIXED
    )

    off = np.abs(found.flows[:, :, 0] / held["trade_fixed"] - 1.0)
    assert np.quantile(off, 0.9) < 6.2e-8
    assert off.max() < 1.3e-7


def test_the_enlargement_in_proportion_equals_ge_gravity() -> None:
    """Its multiplicative mode, up to the balance of the world that it leaves out."""
    held = published("enlargement")

    found = solve(
        one_sector(held), effect("x", held["effect"]), deficits=Deficits.PROPORTIONAL
    )

    theirs = held["welfare_proportional"]
    unbalanced = np.median(found.welfare / theirs)
    assert unbalanced == pytest.approx(1.0, abs=2e-6)
    assert np.abs(found.welfare / unbalanced - theirs).max() < SINGLE
    trade = found.flows[:, :, 0] / held["trade_proportional"] / unbalanced
    assert np.abs(trade - 1.0).max() < 3 * SINGLE


@pytest.mark.parametrize(("log", "loss"), [(-1.0, 0.040), (-3.0, 0.120)])
def test_a_mild_embargo_of_russia_with_fixed_imbalances(
    log: float, loss: float
) -> None:
    """What the additive mode of other programs gives while it can."""
    world = one_sector(published("enlargement"))
    at = world.at("RUS")

    found = solve(world, effect("x", cut_off(world, at, log)), deficits=Deficits.FIXED)

    assert found.loss("RUS") == pytest.approx(loss, abs=5e-4)


@pytest.mark.parametrize("log", [-10.0, -30.0])
def test_a_hard_embargo_of_russia_with_fixed_imbalances_is_refused(log: float) -> None:
    """Other programs give a negative welfare, or run on without an answer."""
    world = one_sector(published("enlargement"))
    harm = effect("x", cut_off(world, world.at("RUS"), log))

    with pytest.raises(ModelError, match="close or scale"):
        solve(world, harm, deficits=Deficits.FIXED)


@pytest.mark.parametrize("log", [-10.0, -30.0])
@pytest.mark.parametrize("rule", [Deficits.CLOSED, Deficits.SCALED])
def test_a_hard_embargo_of_russia_without_fixed_imbalances_is_solved(
    log: float, rule: Deficits
) -> None:
    """The same embargo has an answer once nobody must owe what it cannot ship."""
    world = one_sector(published("enlargement"))

    found = solve(
        world, effect("x", cut_off(world, world.at("RUS"), log)), deficits=rule
    )

    assert found.residual < 1e-10


def test_autarky_of_japan() -> None:
    """2.38361 percent of real wages; gegravity and the closed form say the same."""
    world = one_sector(published("agreement"))
    at = world.at("JPN")

    found = solve(
        world,
        effect("x", cut_off(world, at, -np.inf)),
        deficits=Deficits.PROPORTIONAL,
    )

    real = found.wages[at] / found.price_index[at] - 1.0
    assert 100 * real == pytest.approx(-2.38361, abs=5e-6)


def test_the_agreement_of_canada_and_japan_is_near_gegravity_and_clears() -> None:
    """Theirs does not: what is sold misses what is made by up to 0.2 percent."""
    held = published("agreement")
    world = one_sector(held)
    logs = np.zeros((30, 30))
    canada, japan = world.at("CAN"), world.at("JPN")
    logs[canada, japan] = logs[japan, canada] = 0.4711383

    found = solve(world, effect("x", logs), deficits=Deficits.PROPORTIONAL)

    real = 100 * (found.wages / found.price_index - 1.0)
    off = np.abs(real - held["gdp_change"])
    assert real[canada] == pytest.approx(0.428, abs=5e-4)
    assert held["gdp_change"][canada] == pytest.approx(0.418, abs=5e-4)
    assert np.delete(off, [canada, japan]).max() < 0.002
    assert found.residual < 1e-10
    after = held["trade_after"].sum(axis=1) / held["trade"].sum(axis=1)
    made = found.wages * held["trade_after"].sum() / held["trade"].sum()
    assert np.abs(after / made - 1.0).max() == pytest.approx(0.002, abs=5e-4)


def nafta() -> tuple[Economy, Floats]:
    """Return the world of 1993, and duties with those of 2005 among three."""
    held = published("nafta")
    n, traded, k = 31, 20, 40
    flows, duties = np.zeros((n, n, k)), np.zeros((n, n, k))
    flows[:, :, :traded] = 1000 * held["imports"].transpose(2, 1, 0)
    duties[:, :, :traded] = held["duties"].transpose(2, 1, 0) / 100
    home = np.maximum(held["output"].T - flows.sum(axis=1), 0.0)
    flows[np.arange(n), np.arange(n)] = home
    uses = np.maximum(held["inputs"].transpose(0, 2, 1), 0.0)  # one entry is below 0
    none = uses.sum(axis=2) == 0  # sectors that are all value added
    uses[none] = 1 / k
    later = duties.copy()
    three = np.array([4, 19, 29])
    later[np.ix_(three, three, np.arange(traded))] = (
        held["duties_later"].transpose(2, 1, 0) / 100
    )
    world = Economy(
        economies=tuple(f"{at:02d}" for at in range(n)),
        sectors=tuple(f"{at:02d}" for at in range(k)),
        flows=flows,
        elasticities=np.r_[held["elasticities"], np.full(k - traded, 8.22)],
        value_added=held["value_added"].T,
        uses=uses / uses.sum(axis=2, keepdims=True),
        tariffs=duties,
        year=1993,
    )
    return world, later


def test_the_table_of_caliendo_and_parro() -> None:
    """Deficits closed first; their welfare is a first-order sum, real wages are not."""
    world, later = nafta()
    three = [4, 19, 29]

    found = solve(world, Shock(name="NAFTA", tariffs=later))

    parts = trade_terms(found)
    told = {
        "welfare": 100 * parts.welfare[three],
        "terms": 100 * parts.terms[three],
        "volume": 100 * parts.volume[three],
        "real wages": 100 * (found.wages / found.price_index - 1.0)[three],
    }
    printed = {
        "welfare": [-0.06, 1.31, 0.08],
        "terms": [-0.11, -0.41, 0.04],
        "volume": [0.04, 1.72, 0.04],
        "real wages": [0.32, 1.72, 0.11],
    }
    for name, values in printed.items():
        np.testing.assert_allclose(told[name], values, atol=0.0051, err_msg=name)
    assert found.residual < 1e-10
    # The first-order sum counts gains at duties that are gone: hardly any is left.
    assert 100 * (found.welfare[19] - 1.0) == pytest.approx(0.007, abs=5e-4)
