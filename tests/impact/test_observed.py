"""What the comparison with later years promises, one promise per test."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from tests.impact.dprk_world import case, laws, small_case, tables
from yalu.impact import Outturn, PressureCase, dprk_case, exposures, observed
from yalu.impact.ensemble import ensemble
from yalu.impact.general import GeneralEquilibrium
from yalu.impact.mechanical import Mechanical
from yalu.impact.observed import exposures_of_year
from yalu.impact.pricing import price
from yalu.library import load


@cache
def rows() -> tuple[Outturn, ...]:
    drawn = ensemble(small_case(), count=20, rng=np.random.default_rng(7))
    return observed(
        drawn,
        load("dprk"),
        tables(),
        models=(Mechanical(), GeneralEquilibrium()),
    )


def of(quantity: str, year: int, enforcement: str = "full") -> list[Outturn]:
    return [
        row
        for row in rows()
        if (row.quantity, row.year, row.enforcement) == (quantity, year, enforcement)
    ]


def test_a_year_under_one_law_is_that_law() -> None:
    """In 2019 nothing changed."""
    found = exposures_of_year(case(), load("dprk"), (2019,))[2019]
    assert np.allclose(
        found.central, exposures(laws()["to-2397"], case()).central, atol=1e-9
    )


def test_the_collapse_of_2018_is_inside_full_enforcement() -> None:
    """China's purchases fell to a twelfth, as the law on paper said they should."""
    (row,) = of("patron_buys", 2018)
    assert row.inside
    assert row.recorded_high is not None
    assert row.high is not None
    assert row.recorded_high < 0.1 * 2.5e9
    assert row.high < 0.5 * 2.5e9


def test_the_year_of_2270_is_outside_and_said_to_be() -> None:
    """China bought more in 2016 than in 2015: the prediction fails, and shows it."""
    (row,) = of("patron_buys", 2016)
    assert row.inside is False
    assert str(row) == "CHN buys, all goods, 2016, mechanical: outside"


def test_every_compiler_is_in_the_record() -> None:
    """Two customs figures of 2016 differ by a hundred million."""
    (row,) = of("patron_sells", 2016)
    assert (row.recorded_low, row.recorded_high) == (3_077_900_000.0, 3_192_000_000.0)


def test_each_prediction_has_bounds_in_order_or_none() -> None:
    """An interval that is upside down holds nothing."""
    for row in rows():
        if row.low is None:
            assert row.inside is None
        else:
            assert row.central is not None
            assert row.high is not None
            assert row.low <= row.central <= row.high


def test_any_enforcement_reaches_from_full_to_no_law_at_all() -> None:
    """One end is that of full enforcement, the other what was before any law bound."""
    (buys,), (wide,) = of("patron_buys", 2018), of("patron_buys", 2018, "any")
    assert buys.high is not None
    assert wide.high is not None
    assert wide.high > 2.4e9 > buys.high  # what China printed of 2015
    assert wide.low == buys.low
    for full, any_growth in zip(
        of("real_growth", 2018), of("real_growth", 2018, "any"), strict=True
    ):
        assert full.high is not None
        assert full.high < 0
        assert (any_growth.low, any_growth.high) == (full.low, 0.0)
    (full,) = of("won_per_dollar_pyongyang", 2018)
    (won,) = of("won_per_dollar_pyongyang", 2018, "any")
    (first,) = of("won_per_dollar_pyongyang", 2016)
    assert full.low is not None
    assert won.low is not None
    assert first.low is not None
    assert won.low <= first.low < full.low
    assert won.high == full.high


@pytest.mark.parametrize("level", [0.25, 0.5, 0.75])
def test_growth_at_any_level_of_enforcement_is_in_the_range_of_any(
    level: float,
) -> None:
    """The ends of a range say nothing of the middle, unless the middle is looked at."""
    drawn = ensemble(small_case(), count=20, rng=np.random.default_rng(7))
    known = replace(small_case(), lines=small_case().earlier)
    law = exposures_of_year(known, load("dprk"), (2017, 2018))
    for model in (Mechanical(), GeneralEquilibrium()):
        before, after = (
            price(drawn, law[year], model=model, levels=(level,)).values[0]
            for year in (2017, 2018)
        )
        change = 100 * ((1 - after) / (1 - before) - 1)
        low, high = np.quantile(change, [0.05, 0.95])
        (wide,) = (
            row for row in of("real_growth", 2018, "any") if row.model == model.name
        )
        assert wide.low is not None
        assert wide.high is not None
        assert wide.low - 1e-6 <= low <= high <= wide.high + 1e-6


def test_growth_is_what_more_law_costs() -> None:
    """Where the law did not change nothing is predicted to fall: 2019."""
    for row in of("real_growth", 2019):
        assert row.central == pytest.approx(0.0, abs=0.2)


def test_no_line_of_a_later_year_is_used() -> None:
    """Garments of 2016 would tell the prediction of 2016 what it is held against."""
    world = small_case()
    assert any(max(line.years) > world.year for line in world.lines)
    late = tuple(replace(line, low=0.0, high=1e12) for line in world.lines)
    found = [
        observed(
            ensemble(one, count=2, rng=np.random.default_rng(7)),
            load("dprk"),
            tables(),
            years=(2016,),
            models=(),
        )
        for one in (world, replace(world, lines=late))
    ]
    assert found[0] == found[1]


def test_what_is_known_early_needs_no_row_of_a_later_year() -> None:
    """Values and tonnes: the same lines come of tables that end with the base year."""
    held = tables()
    cut = {
        name: held[name].filter(
            [day.year <= 2015 for day in held[name]["period_start"].to_pylist()]
        )
        for name in ("trade", "trade_groups")
    }
    early = dprk_case({**held, **cut})
    assert early.earlier == dprk_case(held).earlier
    assert max(max(line.years) for line in early.earlier) == 2015


def predicted(world: PressureCase, year: int) -> dict[str, tuple[float, ...]]:
    """Return low, central and high of what is predicted under full enforcement."""
    drawn = ensemble(world, count=5, rng=np.random.default_rng(7))
    found = observed(drawn, load("dprk"), tables(), years=(year,), models=())
    return {
        row.quantity: (row.low or 0.0, row.central or 0.0, row.high or 0.0)
        for row in found
        if row.enforcement == "full"
    }


def test_law_that_was_in_force_in_the_base_year_is_not_charged_again() -> None:
    """Told of the base year itself, the prediction is the base year."""
    found = predicted(small_case(), 2015)
    assert found["patron_buys"] == pytest.approx((2.4839e9,) * 3, rel=1e-3)
    assert found["won_per_dollar_pyongyang"][1] == pytest.approx(
        (found["won_per_dollar_pyongyang"][0] + found["won_per_dollar_pyongyang"][2])
        / 2.0,
        rel=1e-9,
    )


def test_crude_does_not_weigh_where_customs_leave_it_out() -> None:
    """The record holds no crude, and so no crude may dilute the other fuels."""
    world = small_case()
    dearer = replace(
        world,
        ranges=tuple(
            replace(one, low=3 * one.low, high=3 * one.high)
            if one.name == "crude oil"
            else one
            for one in world.ranges
        ),
        earlier=tuple(
            replace(line, high=3 * line.high) if line.codes == ("2709",) else line
            for line in world.earlier
        ),
    )
    sold = [predicted(one, 2018)["patron_sells"] for one in (world, dearer)]
    assert sold[0] == pytest.approx(sold[1])


def test_a_year_that_nobody_printed_cannot_be_told() -> None:
    """Missing is not outside."""
    trade = tables()["trade"]
    early = [day.year < 2016 for day in trade["period_start"].to_pylist()]
    empty = {**tables(), "trade": trade.filter(early)}
    drawn = ensemble(small_case(), count=2, rng=np.random.default_rng(7))
    found = observed(drawn, load("dprk"), empty, years=(2016,), models=())
    bought = [row for row in found if row.quantity == "patron_buys"]
    assert [row.inside for row in bought] == [None, None]
    assert bought[0].reason.startswith("nobody printed it")
