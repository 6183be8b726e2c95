"""What a case of pressure promises, one promise per test."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from tests.impact.dprk_world import case, laws, small_case, tables
from yalu.errors import SchemaError, UnknownCodeError
from yalu.impact import (
    HOME,
    Economy,
    GeneralEquilibrium,
    Range,
    Shock,
    curves,
    dprk_case,
    exposures,
    shock,
)
from yalu.impact.economy import Floats
from yalu.impact.equilibrium import solve
from yalu.impact.mechanical import Mechanical
from yalu.impact.recorded_trade import read_trade
from yalu.impact.unknowns import elasticities, substitution
from yalu.provenance import Confidence
from yalu.regime import Direction


def traded(economy: Economy) -> Floats:
    """Return (2, K): what the target sells and buys abroad."""
    at = economy.at("PRK")
    sold = np.delete(economy.flows[at], at, axis=0).sum(axis=0)
    bought = np.delete(economy.flows[:, at], at, axis=0).sum(axis=0)
    return np.stack([sold, bought])


def test_a_merged_world_prices_full_closure_the_same() -> None:
    """Ensembles run on few economies, and the cost to the target hardly moves."""
    wide = solve(case().economy, Shock.embargo(case().economy, "PRK")).loss("PRK")
    world = small_case().economy
    narrow = solve(world, Shock.embargo(world, "PRK")).loss("PRK")
    assert narrow == pytest.approx(wide, rel=1e-3)


def test_merging_moves_no_money() -> None:
    """What the target sells and buys in each sector is the same in both worlds."""
    assert np.allclose(traded(case().economy), traded(small_case().economy))


def test_the_target_makes_its_output() -> None:
    """What it sells abroad and at home adds up to the figure that was drawn."""
    world = case().economy_at({"output": 20e9})
    assert world.sales[world.at("PRK")].sum() == pytest.approx(20e9)


def test_the_corners_spread_home_sales_like_trade() -> None:
    """At one end like purchases abroad, at the other like sales abroad."""
    bought = case().economy_at({"home like imports": 1.0, "not traded": 0.0})
    at = bought.at("PRK")
    home = bought.flows[at, at]
    imports = np.delete(bought.flows[:, at], at, axis=0).sum(axis=0)
    assert np.allclose(home / home.sum(), imports / imports.sum())


def test_an_output_below_what_is_sold_abroad_is_refused() -> None:
    """Nobody sells more abroad than he makes."""
    with pytest.raises(SchemaError, match="Output of the target"):
        case().economy_at({"output": 1e9})


def test_crude_is_added_to_what_the_patron_sells() -> None:
    """Customs leave it out, and so does the matrix."""
    none, some = case().economy_at({"crude oil": 0.0}), case().economy
    at = (some.at("CHN"), some.at("PRK"), some.sector("3"))
    added = some.flows[at] - none.flows[at]
    assert added == pytest.approx(case().range("crude oil").central)
    assert 1.5e8 < added < 2.5e8


def test_two_readings_of_crude_stand_side_by_side() -> None:
    """At the world price 169 to 216 million; by a total of all fuels 425 less 147."""
    found = case().range("crude oil")
    none = case().economy_at({"crude oil": 0.0})
    recorded = none.flows[none.at("CHN"), none.at("PRK"), none.sector("3")]
    assert found.high == pytest.approx(500e6 * 0.855 - recorded)
    assert 500e6 * 0.85 - recorded == pytest.approx(278e6, abs=1e6)
    assert found.low == pytest.approx(169.4e6, rel=1e-3)
    assert "WOK2015" in found.sources


def test_no_total_with_crude_stands_beside_crude() -> None:
    """It values crude otherwise, and the difference would pass for other goods."""
    bought = [one for one in case().lines if one.direction is Direction.TO_TARGET]
    held = [one for one in bought if any("2709".startswith(c) for c in one.codes)]
    assert [one.name for one in held] == ["crude oil by pipeline"]


def test_what_is_not_traded_follows_from_printed_shares() -> None:
    """Services 31.3 percent; farming 21.6 and industry 32.7 percent are the goods."""
    found = case().range("not traded")
    assert (found.low, found.central, found.high) == pytest.approx(
        (0.313, 1.0 - 0.216 - 0.327, 1.0 - 0.327)
    )
    assert found.sources


def test_a_section_without_an_elasticity_is_refused() -> None:
    """A number that nobody estimated would pass for one that somebody did."""
    lacking = replace(
        case(), ranges=tuple(r for r in case().ranges if r.name != "elasticity 3")
    )
    with pytest.raises(SchemaError, match="found none of 3; expected one of each"):
        lacking.economy_at({})


def elasticity_rows() -> list[dict[str, object]]:
    """Return every figure of an elasticity."""
    rows: list[dict[str, object]] = tables()["elasticities"].to_pylist()
    return rows


def test_elasticities_run_over_the_central_figures_of_all_studies() -> None:
    """A bound within a study is of one industry, and no section is one industry."""
    found = case().range("elasticity 7")
    central = [
        float(str(row["central"]))
        for row in elasticity_rows()
        if row["quantity"] == "trade" and row["section"] in {"7", "all"}
    ]
    assert (found.low, found.high) == (min(central), max(central))
    own = [
        float(str(row["central"])) for row in elasticity_rows() if row["section"] == "7"
    ]
    assert found.value == np.median(own)


@pytest.mark.parametrize("name", ["elasticity 3", "energy substitution"])
def test_a_range_is_trusted_as_far_as_its_weakest_figure(name: str) -> None:
    """One figure from memory, and the end of the range may be from memory."""
    assert case().range(name).confidence is Confidence.LOW


def test_a_range_of_sure_figures_is_sure() -> None:
    """The grade is read and not set."""
    table = tables()["elasticities"]
    rows = [{**row, "confidence": "high", "note": ""} for row in table.to_pylist()]
    sure = pa.Table.from_pylist(rows, schema=table.schema)
    found = [*elasticities(sure, ("3",)), *substitution(sure)]
    assert {one.confidence for one in found} == {Confidence.HIGH}
    assert not any("recalled" in one.note for one in found)


def test_figures_from_memory_are_told_in_the_range_and_to_the_reader() -> None:
    """Nobody can look up what a number rests on if nobody did."""
    rows = elasticity_rows()
    used = [row for row in rows if row["quantity"] == "energy_substitution"]
    count = sum("recalled" in str(row["note"]) for row in used)
    assert count
    told = f"{count} of {len(used)} figures recalled, not looked up"
    assert told in case().range("energy substitution").note
    assert any("are recalled in whole or part" in note for note in case().notes)


def test_an_elasticity_of_what_is_not_traded_plays_no_part() -> None:
    """All of it is bought at home, whatever it costs."""
    world = small_case().economy
    other = replace(world, elasticities=np.append(world.elasticities[:-1], 9.0))
    costs = [solve(w, Shock.embargo(w, "PRK")).loss("PRK") for w in (world, other)]
    assert costs[0] == pytest.approx(costs[1])


def test_output_is_a_range_over_compilers() -> None:
    """The United Nations and the Bank of Korea differ by nearly a half."""
    found = case().range("output")
    assert found.low == pytest.approx(16.28e9, rel=1e-3)
    assert found.high > 30e9


def test_the_yardsticks_are_computed_from_the_longest_series() -> None:
    """The worst year of the Bank of Korea was 1992, the worst fall 1990 to 1998."""
    worst, fall = case().yardsticks
    assert worst.first == 1992
    assert worst.value == pytest.approx(0.071)
    growth = (-4.3, -4.4, -7.1, -4.5, -2.1, -4.4, -3.4, -6.5, -0.9)
    left = np.prod([1.0 + one / 100.0 for one in growth])
    assert (fall.first, fall.last) == (1990, 1998)
    assert fall.value == pytest.approx(1.0 - left)


def test_an_unknown_range_is_named() -> None:
    """A misspelt range would otherwise be passed over in silence."""
    with pytest.raises(UnknownCodeError, match="expected one of output"):
        case().range("outptu")


def test_the_three_of_a_case_stay_apart() -> None:
    """A patron merged with others could not be told from them."""
    with pytest.raises(SchemaError, match="stay apart"):
        case().merged({"X": ["CHN", "JPN"]})


def test_a_missing_table_is_named() -> None:
    """All that is missing is said at once."""
    with pytest.raises(SchemaError, match="found no output, prices"):
        dprk_case({k: v for k, v in tables().items() if k not in {"output", "prices"}})


def test_a_matrix_without_the_target_is_refused() -> None:
    """No cost can be told of a country that does not trade."""
    with pytest.raises(SchemaError, match="no sales or no purchases of XXX"):
        read_trade(
            tables()["bilateral_trade"],
            tables()["gross_trade"],
            target="XXX",
            year=2015,
        )


def test_the_home_sector_is_last_and_not_traded() -> None:
    """Nothing of it crosses a border, in no economy."""
    assert case().sectors[-1] == HOME
    assert case().trade[:, :, -1].sum() == 0.0


def test_a_shock_limits_the_cells_of_the_target_only() -> None:
    """Law that binds all states is about trade with the target, whoever the partner."""
    found = exposures(laws()["to-2397"], case())
    limits = shock(case(), laws()["to-2397"], found, enforcement=0.5).passing
    assert limits is not None
    at = case().economies.index("PRK")
    others = np.delete(np.delete(limits, at, axis=0), at, axis=1)
    assert np.isnan(others).all()
    coal = 1.0 - 0.5 * found.of("3", Direction.FROM_TARGET).central
    assert limits[at, case().economies.index("JPN"), 3] == pytest.approx(coal)


def test_half_enforcement_costs_half_mechanically() -> None:
    """Nothing but the share that is stopped changes."""
    found = exposures(laws()["to-2397"], case())
    full, half = (
        Mechanical().estimate(
            case().economy,
            shock(case(), laws()["to-2397"], found, enforcement=level),
            subject="PRK",
        )
        for level in (1.0, 0.5)
    )
    assert full.value is not None
    assert half.value == pytest.approx(full.value / 2.0)


def test_a_helper_replaces_no_more_than_is_lost() -> None:
    """With all the room in the world it takes over what the others lose."""
    ample = replace(case(), supplied=np.full((2, len(case().sectors)), 1e12))
    found = exposures(laws()["to-2397"], ample)
    what = shock(ample, laws()["to-2397"], found, alternative=1.0)
    left = Mechanical().estimate(ample.economy, what, subject="PRK")
    assert left.value == pytest.approx(0.0, abs=1e-12)


def test_a_helper_without_a_record_helps_nobody() -> None:
    """What was never supplied is not made up."""
    none = replace(case(), supplied=np.zeros((2, len(case().sectors))))
    found = exposures(laws()["to-2371"], none)
    alone, helped = (
        Mechanical().estimate(
            none.economy,
            shock(none, laws()["to-2371"], found, alternative=multiple),
            subject="PRK",
        )
        for multiple in (None, 5.0)
    )
    assert alone.value is not None
    assert helped.value == pytest.approx(alone.value, rel=0.01)


def test_a_level_of_enforcement_out_of_range_is_refused() -> None:
    """More than all cannot be stopped."""
    found = exposures(laws()["2371"], case())
    with pytest.raises(SchemaError, match="found enforcement"):
        shock(case(), laws()["2371"], found, enforcement=1.5)


@pytest.mark.parametrize("bounds", ["central", "within studies"])
def test_the_page_tells_what_bounds_within_studies_would_change(bounds: str) -> None:
    """The choice of the range is ours, and so its weight is shown."""
    world = small_case()
    if bounds != "central":
        world = replace(world, ranges=tuple(map(within_studies, world.ranges)))

    (found,) = curves(
        world,
        [laws()["closure"]],
        levels=(1.0,),
        models=[GeneralEquilibrium()],
        helped=(False,),
        draws=200,
        rng=np.random.default_rng(1718),
    )

    cost = found.cost("general equilibrium")
    assert cost.median is not None
    assert cost.low is not None
    assert cost.high is not None
    told = f"{cost.median:.1%} ({100 * cost.low:.1f} to {100 * cost.high:.1f})"
    page = Path(__file__).parents[2] / "docs" / "methods" / "pressure.md"
    text = " ".join(page.read_text(encoding="utf-8").split())
    assert told.replace("%", " %") in text


def within_studies(one: Range) -> Range:
    """Return a range of an elasticity from the lowest to the highest of any study."""
    if not one.name.startswith("elasticity "):
        return one
    used = [
        row
        for row in elasticity_rows()
        if row["quantity"] == "trade"
        and row["section"] in {one.name.removeprefix("elasticity "), "all"}
    ]
    low = min(float(str(row["low"])) for row in used)
    return replace(one, low=low, high=max(float(str(row["high"])) for row in used))
