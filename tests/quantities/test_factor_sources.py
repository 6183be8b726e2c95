"""What the barrel factors rest on, one promise per test."""

import pytest

from yalu import library, sources
from yalu.periods import parse_period
from yalu.provenance import Confidence
from yalu.quantities import BarrelFactor, Unit, barrel_factors

FACTORS = list(barrel_factors().values())
LAW = library.load("dprk")


@pytest.mark.parametrize("factor", FACTORS, ids=lambda factor: factor.id)
def test_a_factor_names_a_source_that_can_be_opened_and_a_date(
    factor: BarrelFactor,
) -> None:
    """Sources are publications held here, or measures of the law."""
    assert parse_period(factor.dated)
    for source in factor.source.split(";"):
        known = source in LAW.measures or source == "general-knowledge"
        assert known or sources.source(source).publisher


@pytest.mark.parametrize(
    "factor", [f for f in FACTORS if f.source in LAW.measures], ids=lambda f: f.id
)
def test_a_factor_of_the_law_is_the_pair_of_limits_in_the_law(
    factor: BarrelFactor,
) -> None:
    """4,000,000 barrels or 525,000 tonnes stand in the measure itself."""
    cap = LAW.measure(factor.source).cap

    assert cap is not None
    limits = {limit.unit: limit.amount for limit in cap.limits}
    assert limits == {Unit.BARREL: factor.barrels, Unit.TONNE: factor.tonnes}


def test_a_rule_of_thumb_is_never_graded_high() -> None:
    """What nobody published is not certain."""
    assert all(
        factor.confidence is not Confidence.HIGH
        for factor in FACTORS
        if factor.source == "general-knowledge"
    )
