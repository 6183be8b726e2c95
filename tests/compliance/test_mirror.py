"""What mirror gaps promise, one promise per test."""

from decimal import Decimal
from typing import Any

import pytest

from tests.compliance.worlds import flow, table
from yalu.compliance import MirrorGap, mirror_gaps

SOLD = {"reporter": "PRK", "partner": "CHN", "direction": "export", "source": "S2"}


def gaps(*rows: dict[str, Any]) -> tuple[MirrorGap, ...]:
    """Return the mirror gaps of some flows."""
    return mirror_gaps(table(rows), target="PRK")


@pytest.mark.parametrize(
    ("imported", "explained"), [(99, False), (100, True), (120, True), (121, False)]
)
def test_freight_and_insurance_explain_up_to_a_fifth(
    imported: int, *, explained: bool
) -> None:
    """An importer counts what the journey cost."""
    (gap,) = gaps(flow("2016-01", value=imported), flow("2016-01", value=100, **SOLD))

    assert gap.explained is explained
    assert gap.gap == imported - 100
    assert gap.allowance == "CIF over FOB from 1.00 to 1.20"
    assert gap.sources == ("S1", "S2")


def test_quantities_need_no_freight() -> None:
    """A tonne weighs the same on both sides."""
    (gap,) = gaps(
        flow("2016-01", value=None, quantity=120, unit="t"),
        flow("2016-01", value=None, quantity=100_000, unit="kg", **SOLD),
    )

    assert gap.ratio == Decimal("1.2")
    assert gap.explained is False


def test_who_imports_depends_on_the_direction() -> None:
    """What the target buys, the target imports."""
    (gap,) = gaps(
        flow("2016-01", value=100, direction="export"),
        flow("2016-01", value=110, **(SOLD | {"direction": "import"})),
    )

    assert gap.importer == "S2"
    assert gap.imported == 110


def test_other_days_or_codes_are_not_compared() -> None:
    """Two different things have no gap."""
    assert not gaps(
        flow("2016-01"),
        flow("2016-02", **SOLD),
        flow("2016-01", "270112", **SOLD),
    )


def test_nothing_exported_explains_only_nothing_imported() -> None:
    """A ratio to zero says nothing, the gap does."""
    (gap,) = gaps(flow("2016-01", value=5), flow("2016-01", value=0, **SOLD))

    assert (gap.ratio, gap.explained) == (None, False)
