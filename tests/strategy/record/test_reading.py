"""What readings promise."""

from datetime import date

import pytest

from yalu.errors import SchemaError
from yalu.provenance import Evidence
from yalu.strategy.record import (
    CoverageReading,
    EnforcementReading,
    GrowthReading,
    Quarter,
    SubstitutionReading,
)

NAN = float("nan")


@pytest.mark.parametrize(
    ("low", "high"), [(-0.1, 0.5), (0.5, 1.1), (0.6, 0.5), (NAN, 0.5), (0.5, NAN)]
)
def test_a_share_is_a_range_within_nothing_and_all(low: float, high: float) -> None:
    """A percent taken for a share would make every quarter fully enforced."""
    with pytest.raises(SchemaError, match="Divide percents by 100"):
        EnforcementReading(
            quarter=Quarter(2017, 3), low=low, high=high, evidence=Evidence.ESTIMATED
        )
    with pytest.raises(SchemaError, match=r"Coverage of 2017-07-01"):
        CoverageReading(day=date(2017, 7, 1), low=low, high=high)


def test_a_figure_is_read_by_one_quarter_at_least() -> None:
    """A root of order zero is no number."""
    with pytest.raises(SchemaError, match="Count the quarters"):
        EnforcementReading(
            quarter=Quarter(2017, 3),
            low=0.2,
            high=0.5,
            evidence=Evidence.ESTIMATED,
            shared=0,
        )


def test_growth_may_be_negative_but_not_out_of_order() -> None:
    """Falls are what hardship is read from."""
    assert GrowthReading(year=2017, low=-3.6, high=-3.4, compiler="B").low == -3.6
    with pytest.raises(SchemaError, match="in order"):
        GrowthReading(year=2017, low=-3.4, high=-3.6, compiler="B")


@pytest.mark.parametrize(("low", "high"), [(-0.1, 0.5), (0.6, 0.5), (0.5, NAN)])
def test_a_ratio_of_trade_is_not_negative(low: float, high: float) -> None:
    """It may pass 1, where the alternative trades more than the patron."""
    assert SubstitutionReading(year=2024, low=0.9, high=1.4).high == 1.4
    with pytest.raises(SchemaError, match="zero or more, in order"):
        SubstitutionReading(year=2024, low=low, high=high)
