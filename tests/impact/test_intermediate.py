"""What inputs would change."""

import re
from pathlib import Path

import numpy as np
import pytest

from tests.impact.dprk_world import small_case
from tests.impact.worlds import drawn
from tests.impact.worlds import with_inputs as made_from_goods
from yalu.errors import SchemaError, UnknownCodeError
from yalu.impact import Economy, Shock, solve, with_inputs

PAGE = Path(__file__).parents[2] / "docs" / "methods" / "pressure.md"
ROW = re.compile(r"^\| (0\.[456]) \| ([\d.]+) % \| ([\d.]+) % \|$", re.MULTILINE)


def closed(world: Economy, name: str) -> float:
    """Return what full closure costs."""
    return solve(world, Shock.embargo(world, name)).loss(name)


@pytest.mark.parametrize("share", [0.3, 0.5, 0.8])
@pytest.mark.parametrize("seed", range(3))
def test_each_saving_is_passed_on_through_inputs(seed: int, share: float) -> None:
    """Costinot and Rodríguez-Clare (2014): the exponent is divided by value added."""
    world = with_inputs(drawn(seed), share)

    found = solve(world, Shock.embargo(world, "A"))

    base = found.baseline
    weights = base.spending[0] / base.spending[0].sum()
    left = np.prod(base.shares[0, 0] ** (weights / base.elasticities / share))
    assert found.welfare[0] == pytest.approx(left, abs=1e-10)


def test_all_value_added_is_no_inputs() -> None:
    """The other solver, which knows of no inputs, says the same."""
    world = drawn(2)

    made = with_inputs(world, 1.0, incomes=("A",))

    assert closed(made, "A") == pytest.approx(closed(world, "A"), abs=1e-10)


def test_income_stays_where_sales_are_income() -> None:
    """Trade stays too: only what is sold at home grows."""
    world = drawn(2)

    found = with_inputs(world, 0.4, incomes=("A",))

    assert 0.4 * found.sales[0].sum() == pytest.approx(world.sales[0].sum())
    np.testing.assert_array_equal(found.flows[0, 1:], world.flows[0, 1:])
    np.testing.assert_array_equal(found.flows[1:], world.flows[1:])


def test_the_page_tells_what_inputs_would_change() -> None:
    """Both readings of output at three shares, from the central economy of the case."""
    told = ROW.findall(PAGE.read_text(encoding="utf-8"))
    world = small_case().economy

    found = [
        (
            f"{share:g}",
            f"{100 * closed(with_inputs(world, share, incomes=('PRK',)), 'PRK'):.2f}",
            f"{100 * closed(with_inputs(world, share), 'PRK'):.2f}",
        )
        for share in (0.6, 0.5, 0.4)
    ]

    assert found == told
    plain = f"{100 * closed(world, 'PRK'):.2f} %"
    assert plain in PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("share", [0.0, 1.1, float("nan")])
def test_a_share_out_of_range_is_refused(share: float) -> None:
    """Nothing is made without labour, and nothing of more than all."""
    with pytest.raises(SchemaError, match="expected above 0 to 1"):
        with_inputs(drawn(1), share)


def test_inputs_are_not_added_twice() -> None:
    """What is known of inputs would be lost."""
    with pytest.raises(SchemaError, match="has inputs already"):
        with_inputs(made_from_goods(1), 0.5)


def test_an_economy_that_is_not_there_is_named() -> None:
    """A misspelt code would otherwise be passed over."""
    with pytest.raises(UnknownCodeError, match="XXX"):
        with_inputs(drawn(1), 0.5, incomes=("XXX",))
