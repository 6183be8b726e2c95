"""What the mechanical cost promises, one promise per test."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.impact.hand_made import (
    GOODS,
    HELPER,
    OIL,
    PATRON,
    REST,
    TARGET,
    economy,
    shock,
)
from yalu.errors import SchemaError, UnknownCodeError
from yalu.impact import Shock, simulate
from yalu.impact.mechanical import Mechanical


def cost(what: Shock) -> float:
    found = simulate(economy(), what, model=Mechanical(), subject="PRK").value
    assert found is not None
    return found


def test_the_cost_is_what_is_stopped_over_income() -> None:
    """By hand: 90 of 100 of sales, halved, over 910 of income at home and abroad."""
    assert cost(shock({(TARGET, PATRON, GOODS): 0.5})) == pytest.approx(45 / 910)


def test_full_closure_costs_the_larger_side_of_trade() -> None:
    """Sales and purchases are 100 each, and one dollar is not counted twice."""
    assert cost(Shock.embargo(economy(), "PRK")) == pytest.approx(100 / 910)


def test_the_larger_side_counts() -> None:
    """Stopped sales of 90 outweigh stopped purchases of 15, and 15 outweigh 9."""
    oil = (PATRON, TARGET, OIL)
    goods = (TARGET, PATRON, GOODS)

    assert cost(shock({goods: 0.0, oil: 0.0})) == pytest.approx(90 / 910)
    assert cost(shock({goods: 0.9, oil: 0.0})) == pytest.approx(15 / 910)


@given(st.floats(0, 1))
def test_the_cost_is_in_proportion_to_enforcement(enforcement: float) -> None:
    """Nothing but what is stopped is counted; none stopped costs exactly nothing."""
    full = cost(Shock.embargo(economy(), "PRK"))
    part = cost(Shock.embargo(economy(), "PRK", enforcement=enforcement))

    assert part == pytest.approx(enforcement * full, abs=1e-15)
    assert cost(Shock.embargo(economy(), "PRK", enforcement=0.0)) == 0


@given(st.lists(st.floats(0, 1), min_size=5, max_size=5), st.integers(0, 4))
def test_a_wider_embargo_never_costs_less(shares: list[float], more: int) -> None:
    """More that is stopped is more that is lost, whatever else passes."""
    cells = [
        (TARGET, PATRON, GOODS),
        (TARGET, REST, GOODS),
        (PATRON, TARGET, OIL),
        (PATRON, TARGET, GOODS),
        (REST, TARGET, GOODS),
    ]
    narrow = dict(zip(cells, shares, strict=True))
    wide = {**narrow, cells[more]: 0.0}

    assert cost(shock(wide)) >= cost(shock(narrow))


def test_a_helper_replaces_what_is_lost_up_to_its_capacity() -> None:
    """It sold 1 and can sell 6: of 19 lost, 5 are replaced, so 14 are missing."""
    limits = {(PATRON, TARGET, OIL): 0.0, (REST, TARGET, OIL): 0.0}
    helped = shock(limits, {(HELPER, TARGET, OIL): 6.0})

    assert cost(helped) == pytest.approx(14 / 910)


def test_a_helper_replaces_no_more_than_is_lost() -> None:
    """A capacity beyond what is missing is of no use."""
    limits = {(PATRON, TARGET, OIL): 0.0}

    assert cost(shock(limits, {(HELPER, TARGET, OIL): 500.0})) == 0


def test_a_capacity_below_what_flows_is_idle() -> None:
    """Who steps in takes nothing away."""
    limits = {(PATRON, TARGET, OIL): 0.0}

    assert cost(shock(limits, {(HELPER, TARGET, OIL): 0.2})) == cost(shock(limits))


def test_an_infinite_cost_stops_a_flow() -> None:
    """Both ways to say an embargo are the same here."""
    costs = np.ones((4, 4, 3))
    costs[TARGET, PATRON, GOODS] = np.inf

    assert cost(Shock(name="stopped", costs=costs)) == pytest.approx(90 / 910)


def test_costs_that_stop_nothing_are_refused() -> None:
    """Without behaviour nobody can tell what a tenth more cost does to a flow."""
    with pytest.raises(SchemaError, match="Ask a general equilibrium"):
        cost(Shock(name="dearer", costs=np.full((4, 4, 3), 1.1)))


def test_a_shock_of_another_shape_is_refused() -> None:
    """It was built for another economy."""
    with pytest.raises(SchemaError, match=r"found shape \(2, 2, 1\)"):
        cost(Shock(name="small", passing=np.ones((2, 2, 1))))


def test_an_unknown_subject_is_refused() -> None:
    """The message names those that are known."""
    with pytest.raises(UnknownCodeError, match="PRK, CHN, RUS, ROW"):
        simulate(economy(), Shock.none(), model=Mechanical(), subject="KOR")


def test_with_inputs_income_is_the_value_added() -> None:
    """Half of each sale is bought from others, so income is half of the sales."""
    inputs = replace(
        economy(), value_added=np.full((4, 3), 0.5), uses=np.full((4, 3, 3), 1 / 3)
    )
    embargo = Shock.embargo(inputs, "PRK")

    found = simulate(inputs, embargo, model=Mechanical(), subject="PRK").value

    assert found == pytest.approx(100 / 455)


def test_who_loses_which_trade_is_told() -> None:
    """The target first, then its partners; what it sells is what they buy."""
    lost = shock({(TARGET, PATRON, GOODS): 0.5, (PATRON, TARGET, OIL): 0.0})

    found = simulate(economy(), lost, model=Mechanical(), subject="PRK").bearers

    assert [
        (one.economy, one.sector, one.sales_usd, one.purchases_usd) for one in found
    ] == [
        ("PRK", "3", 0.0, -15.0),
        ("PRK", "6", -45.0, 0.0),
        ("CHN", "3", -15.0, 0.0),
        ("CHN", "6", 0.0, -45.0),
    ]
    assert found[2].share_of_sales == pytest.approx(-15 / 4_015)
