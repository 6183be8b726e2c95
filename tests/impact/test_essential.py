"""What the essential input promises, by hand and against a published study.

The study is Bachmann, Baqaee, Bayer, Kuhn, Löschel, Moll, Peichl, Pittel and Schularick
(2022), ECONtribute Policy Brief 28 (2024 in *Economica* 91, 1157–1200), Table 2: a
tenth less of all fossil energy (share 4 %, elasticity 0.04) and three tenths less of
gas (share 1 %, elasticity 0.1). What its program prints, to two decimals of a percent,
is carried over from a published translation of that program which says that it was run
beside the original. According to the same text the table prints 1.5 (which is not how
1.57 rounds) and 2.3 % of national expenditure; the tables themselves could not be
looked at. The losses of GDP there (1.3 and 2.2 %) rest on another definition of output
and are not reproduced.
"""

from dataclasses import replace
from math import exp, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar

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
from yalu.errors import SchemaError
from yalu.impact import EssentialInput, Range, Shock, simulate
from yalu.impact.essential import output_left
from yalu.provenance import Confidence, Evidence

OIL_LOST = {(PATRON, TARGET, OIL): 0.0}
SHARES = st.floats(0.001, 0.6)
LEFT = st.floats(0.01, 1.0)
ELASTICITIES = st.floats(0.0, 3.0)


def left(there: float, share: float, elasticity: float) -> float:
    return float(output_left(np.array(there), np.array(share), np.array(elasticity)))


def cost(what: Shock, model: EssentialInput) -> float:
    found = simulate(economy(), what, model=model, subject="PRK").value
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("elasticity", "printed"), [(0.0, 10.00), (0.04, 1.57), (0.1, 0.68), (1.0, 0.42)]
)
def test_the_published_losses_from_less_energy_are_met(
    elasticity: float, printed: float
) -> None:
    """Two decimals of the study's program; in Table 2, column 3, it is 1.5 for 0.04."""
    loss = 100 * (1 - left(0.9, 0.04, elasticity))

    assert round(loss, 2) == printed


@pytest.mark.parametrize(
    ("elasticity", "printed"), [(0.0, 29.96), (0.1, 2.33), (0.2, 0.77), (1.0, 0.36)]
)
def test_the_published_losses_from_less_gas_are_met(
    elasticity: float, printed: float
) -> None:
    """Two decimals of the study's program, whose grid has no 0.7 but 0.7004.

    Table 2, column 4, prints 2.3 for 0.1.
    """
    grid = 0.65 + 63 * (1.05 - 0.65) / 500
    loss = 100 * (1 - left(grid, 0.01, elasticity))

    assert round(loss, 2) == printed


def test_the_published_second_order_formula_is_near_for_small_losses() -> None:
    """By the study's equation A4 a tenth less energy costs 0.86 %.

    The exact loss is nearly twice that, which is why the exact one is used; for a
    hundredth less the two agree.
    """

    def second_order(there: float, share: float, elasticity: float) -> float:
        fall = there - 1
        bend = share * (1 - share) * (1 - 1 / elasticity) / 2
        return -(share * fall + bend * fall**2)

    assert round(100 * second_order(0.9, 0.04, 0.04), 2) == 0.86
    assert 1 - left(0.99, 0.04, 0.04) == pytest.approx(
        second_order(0.99, 0.04, 0.04), rel=0.12
    )


def test_leontief_output_falls_in_step_with_the_input() -> None:
    """The share of the input does not matter then."""
    assert left(0.3, 0.01, 0.0) == 0.3
    assert left(0.3, 0.5, 0.0) == 0.3


def test_cobb_douglas_output_falls_by_the_share_in_logs() -> None:
    """The power of the input is its share."""
    assert left(0.5, 0.2, 1.0) == 0.5**0.2


@pytest.mark.parametrize("elasticity", [1 - 1e-6, 1 + 1e-6])
def test_near_one_the_loss_is_that_of_cobb_douglas(elasticity: float) -> None:
    """There is no jump where the formula cannot be worked out."""
    assert left(0.5, 0.2, elasticity) == pytest.approx(0.5**0.2, rel=1e-6)


@pytest.mark.parametrize("elasticity", [1e-3, 1e-9, 1e-300])
def test_near_zero_the_loss_is_that_of_leontief(elasticity: float) -> None:
    """No number overflows on the way."""
    assert left(0.5, 0.2, elasticity) == pytest.approx(0.5, rel=5e-3)


@given(LEFT, SHARES, st.floats(0.02, 0.98))
def test_the_loss_is_that_of_the_formula(
    there: float, share: float, elasticity: float
) -> None:
    """The formula as it is printed, worked out in plain numbers."""
    power = (elasticity - 1) / elasticity
    logs = [log(share) + power * log(there), log(1 - share)]
    top = max(logs)
    total = top + log(sum(exp(one - top) for one in logs))

    assert left(there, share, elasticity) == pytest.approx(exp(total / power), rel=1e-9)


def test_the_loss_is_that_of_a_maker_who_mixes_two_inputs() -> None:
    """Another way: the price at which what is left is bought makes the same output.

    By the dual cost function, output is total spending over the unit cost at the price
    of the input that clears its market, found numerically.
    """
    there, share, elasticity = 0.6, 0.1, 0.4

    def unit_cost(price: float) -> float:
        power = 1 - elasticity
        return float((share * price**power + 1 - share) ** (1 / power))

    def output_from_input(price: float) -> float:
        return (
            float(there / (share * (price / unit_cost(price)) ** -elasticity)) * share
        )

    def output_from_rest(price: float) -> float:
        return float(unit_cost(price) ** -elasticity)

    clearing = minimize_scalar(
        lambda p: (output_from_input(exp(p)) - output_from_rest(exp(p))) ** 2,
        bounds=(0, 5),
        method="bounded",
        options={"xatol": 1e-12},
    )

    assert output_from_rest(exp(clearing.x)) == pytest.approx(
        left(there, share, elasticity), rel=1e-6
    )


@given(LEFT, LEFT, SHARES, ELASTICITIES)
def test_losing_more_never_costs_less(
    one: float, other: float, share: float, elasticity: float
) -> None:
    """More of an input never makes less."""
    low, high = sorted([one, other])

    assert left(low, share, elasticity) <= left(high, share, elasticity) + 1e-12


@given(LEFT, SHARES, ELASTICITIES, ELASTICITIES)
def test_easier_substitution_never_costs_more(
    there: float, share: float, one: float, other: float
) -> None:
    """From Leontief on, each way to do without helps."""
    low, high = sorted([one, other])

    assert left(there, share, low) <= left(there, share, high) + 1e-12


@given(SHARES, ELASTICITIES)
def test_nothing_lost_costs_exactly_nothing(share: float, elasticity: float) -> None:
    """At full supply all elasticities agree."""
    assert left(1.0, share, elasticity) == 1.0


def test_without_the_input_nothing_is_made_below_one_and_something_above() -> None:
    """Essential means just that; above one the input is a convenience."""
    assert left(0.0, 0.02, 0.5) == 0.0
    assert left(0.0, 0.02, 1.0) == 0.0
    assert left(0.0, 0.02, 2.0) == pytest.approx(0.98**2)


def test_the_input_is_what_is_bought_abroad_in_its_sectors() -> None:
    """By hand: 5 of 20 of oil are left, and oil is 20 of 910 spent."""
    model = EssentialInput(elasticity=0.5, sectors=("3",))

    assert cost(shock(OIL_LOST), model) == pytest.approx(1 - left(0.25, 20 / 910, 0.5))


def test_by_default_all_that_is_bought_abroad_is_the_input() -> None:
    """By hand: 85 of 100 are left."""
    model = EssentialInput(elasticity=0.5)

    assert cost(shock(OIL_LOST), model) == pytest.approx(1 - left(0.85, 100 / 910, 0.5))


def test_a_share_that_is_given_is_used() -> None:
    """What is known better than from the matrix may be said."""
    model = EssentialInput(elasticity=0.5, sectors=("3",), share=0.07)

    assert cost(shock(OIL_LOST), model) == pytest.approx(1 - left(0.25, 0.07, 0.5))


def test_what_is_no_longer_earned_cannot_be_bought() -> None:
    """Banned sales of 90 of 100 leave a tenth of each purchase; credit leaves all."""
    sales = shock({(TARGET, PATRON, GOODS): 0.0})
    earned = EssentialInput(elasticity=0.5, sectors=("3",))
    half = EssentialInput(elasticity=0.5, sectors=("3",), paid=0.5)
    given_away = EssentialInput(elasticity=0.5, sectors=("3",), paid=0.0)

    assert cost(sales, earned) == pytest.approx(1 - left(0.1, 20 / 910, 0.5))
    assert cost(sales, half) == pytest.approx(1 - left(0.55, 20 / 910, 0.5))
    assert cost(sales, given_away) == 0


def test_ranges_of_the_model_give_the_estimate_a_range() -> None:
    """Highest where nothing replaces the input and all must be earned."""
    sales = shock({(TARGET, PATRON, GOODS): 0.5})
    paid = Range(
        name="paid",
        low=0.0,
        high=1.0,
        evidence=Evidence.ESTIMATED,
        confidence=Confidence.LOW,
        sources=("b",),
    )
    easy = replace(paid, name="s", low=0.1, value=0.2, high=0.5)
    model = EssentialInput(elasticity=easy, paid=paid, sectors=("3",))

    found = simulate(economy(), sales, model=model, subject="PRK")

    share = 20 / 910
    assert found.low == 0
    assert found.value == pytest.approx(1 - left(0.775, share, 0.2))
    assert found.high == pytest.approx(1 - left(0.55, share, 0.1))
    assert found.sources == ("a", "b")


@given(st.lists(st.floats(0, 1), min_size=4, max_size=4), st.integers(0, 3))
def test_a_wider_embargo_never_costs_less(shares: list[float], more: int) -> None:
    """Stopping sales as well as purchases, of the input or of others."""
    cells = [
        (TARGET, PATRON, GOODS),
        (TARGET, REST, GOODS),
        (PATRON, TARGET, OIL),
        (PATRON, TARGET, GOODS),
    ]
    narrow = dict(zip(cells, shares, strict=True))
    wide = {**narrow, cells[more]: 0.0}
    for model in (
        EssentialInput(elasticity=0.1, sectors=("3",)),
        EssentialInput(elasticity=0.3),
    ):
        assert cost(shock(wide), model) >= cost(shock(narrow), model) - 1e-12


@given(st.floats(0, 40))
def test_a_helper_never_raises_the_cost(capacity: float) -> None:
    """It adds to what is left of the input, or nothing."""
    model = EssentialInput(elasticity=0.1, sectors=("3",))
    alone = cost(shock({**OIL_LOST, (REST, TARGET, OIL): 0.0}), model)
    limits = {**OIL_LOST, (REST, TARGET, OIL): 0.0}

    assert cost(shock(limits, {(HELPER, TARGET, OIL): capacity}), model) <= alone


@given(st.floats(0.02, 1), st.floats(0, 1), st.floats(0, 1))
def test_the_cost_rises_with_enforcement_from_nothing(
    elasticity: float, one: float, other: float
) -> None:
    """At zero it is exactly zero."""
    model = EssentialInput(elasticity=elasticity)
    low, high = (
        cost(Shock.embargo(economy(), "PRK", enforcement=e), model)
        for e in sorted([one, other])
    )

    assert low <= high + 1e-12
    assert cost(Shock.embargo(economy(), "PRK", enforcement=0.0), model) == 0


def test_a_target_that_does_not_buy_the_input_has_no_answer() -> None:
    """A share of nothing cannot be lost."""
    model = EssentialInput(elasticity=0.5, sectors=("home",))

    with pytest.raises(SchemaError, match="buys none abroad"):
        cost(shock(OIL_LOST), model)


def test_an_unknown_sector_is_refused() -> None:
    """The message names those that are there."""
    with pytest.raises(SchemaError, match="no sector 7; expected of 3, 6, home"):
        cost(shock(OIL_LOST), EssentialInput(elasticity=0.5, sectors=("7",)))


def test_all_faults_of_the_input_are_told_at_once() -> None:
    """One run is enough to mend them."""
    with pytest.raises(
        SchemaError, match=r"elasticity: (.|\n)*share: (.|\n)*sectors: "
    ):
        EssentialInput(elasticity=-1.0, share=1.0, sectors=())
