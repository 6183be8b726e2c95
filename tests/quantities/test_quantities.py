"""What units, factors and estimates promise, one promise per test."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yalu.errors import SchemaError, UnitMismatchError
from yalu.quantities import (
    BarrelFactor,
    Estimate,
    Quantity,
    Unit,
    barrel_factors,
    parse_unit,
)

AMOUNTS = st.decimals(0, 10**12, places=3)
FACTORS = list(barrel_factors().values())


@given(amount=AMOUNTS)
def test_tonnes_and_kilograms_convert_exactly_there_and_back(amount: Decimal) -> None:
    """Within one dimension nothing is lost."""
    there = Quantity(amount, Unit.TONNE).to(Unit.KILOGRAM)

    assert there.amount == amount * 1000
    assert there.to(Unit.TONNE).amount == amount


def test_tonnes_do_not_become_barrels_by_themselves() -> None:
    """The message points to the factors."""
    with pytest.raises(UnitMismatchError, match="choose a barrel factor"):
        Quantity(Decimal(1), Unit.TONNE).to(Unit.BARREL)


@pytest.mark.parametrize("amount", ["-1", "NaN", "Infinity"])
def test_an_impossible_amount_is_refused(amount: str) -> None:
    """Unknown is left out, never written as a strange number."""
    with pytest.raises(SchemaError, match="Leave the quantity out"):
        Quantity(Decimal(amount), Unit.TONNE)


@pytest.mark.parametrize(
    ("text", "unit"),
    [("t", Unit.TONNE), ("Tonnes", Unit.TONNE), ("BBL", Unit.BARREL), ("u", Unit.ITEM)],
)
def test_units_are_read_as_people_spell_them(text: str, unit: Unit) -> None:
    """Case and number do not matter."""
    assert parse_unit(text) is unit


def test_an_unknown_unit_is_told_with_the_known_ones() -> None:
    """The message lists what may be written."""
    with pytest.raises(SchemaError, match="found 'stone'; expected one of t, kg"):
        parse_unit("stone")


@pytest.mark.parametrize(
    ("factor", "expected"),
    [
        ("resolution-2397-crude", "7.619"),
        ("china-refined", "8.333"),
        ("draft-2022-refined", "8.000"),
        ("committee-2019-total", "7.900"),
        ("unsd-gas-diesel", "7.230"),
    ],
)
def test_factors_are_computed_from_the_pair_of_printed_amounts(
    factor: str, expected: str
) -> None:
    """4,000,000 barrels beside 525,000 tonnes give 7.619 barrels a tonne."""
    computed = barrel_factors()[factor].barrels_per_tonne

    assert round(computed, 3) == Decimal(expected)


def test_the_share_of_2019_runs_from_the_diesel_factor_to_the_chinese_one() -> None:
    """52,910 tonnes are 76.5 to 88.2 percent of 500,000 barrels."""
    factors = [f.barrels_per_tonne for f in FACTORS if f.cap == "refined"]
    shares = [Decimal(52_910) * factor / 5_000 for factor in factors]

    assert (round(min(shares), 1), round(max(shares), 1)) == (
        Decimal("76.5"),
        Decimal("88.2"),
    )


@given(factor=st.sampled_from(FACTORS), amount=AMOUNTS)
def test_barrels_stay_barrels_and_tonnes_scale(
    factor: BarrelFactor, amount: Decimal
) -> None:
    """Converting is linear, and leaves barrels alone."""
    barrels = Quantity(amount, Unit.BARREL)

    assert factor.to_barrels(barrels) is barrels
    converted = factor.to_barrels(Quantity(amount, Unit.TONNE)).amount
    assert abs(converted * factor.tonnes - amount * factor.barrels) <= Decimal("1e-6")


def test_every_factor_names_owner_source_and_grade() -> None:
    """A factor without an owner is nobody's."""
    assert all(f.owner and f.source and f.evidence and f.confidence for f in FACTORS)


def test_an_estimate_holds_its_value_between_its_bounds() -> None:
    """A value outside its own range is a mistake."""
    with pytest.raises(SchemaError, match="expected them in this order"):
        Estimate(value=3, low=1, high=2, unit="%", method="a slip")


def test_an_estimate_prints_with_its_range_and_method() -> None:
    """Never a bare number."""
    full = Estimate(value=80, low=76.5, high=88.2, unit="%", method="factors")

    assert str(full) == "80 [76.5 to 88.2] % (factors)"
