"""What the law of a scenario covers: promises, one per test."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from tests.scenario.dprk_law import baseline, case, path
from yalu.impact import exposures
from yalu.quantities import Unit
from yalu.regime import Direction
from yalu.scenario.amending import known_by
from yalu.scenario.law import LawPath, closure, law_path, month_starts
from yalu.scenario.scenario import (
    EnforcementPath,
    LawChange,
    LawChangeKind,
    Scenario,
)

REPEAL, ADD, CAP = LawChangeKind.REPEAL, LawChangeKind.ADD, LawChangeKind.SET_CAP
SANCTIONS = ("unsc-2270", "unsc-2321", "unsc-2371", "unsc-2375", "unsc-2397")


def of(found: LawPath, line: str, month: int = 0) -> float:
    """Return the share of one line that is covered in one month."""
    return float(found.share[month, found.lines.index(line)])


def capped(barrels: int) -> LawPath:
    """Return the law with another cap on refined products."""
    change = LawChange(
        kind=CAP, measure="UN-2397-5", quantity=Decimal(barrels), unit=Unit.BARREL
    )
    return path(change)


def test_months_run_over_the_end_of_a_year() -> None:
    """Twelve of them make one."""
    assert month_starts(date(2026, 12, 1), 2)[-1] == date(2027, 1, 1)


def test_the_law_in_force_stays_as_long_as_nobody_changes_it() -> None:
    """Nothing in the regime has an end date."""
    found = baseline()

    assert len(found.laws) == 1
    assert_array_equal(found.share, np.tile(found.share[:1], (24, 1)))


@pytest.mark.parametrize(
    ("line", "share"),
    [
        ("coal", 1.0),
        ("textiles", 1.0),
        ("seafood", 1.0),
        ("machinery", 1.0),
        ("steel", 1.0),
        ("food", 0.0),
        ("crude", 0.0),
        ("smuggled", 1.0),
    ],
)
def test_what_the_resolutions_name_is_covered_and_no_more(
    line: str, share: float
) -> None:
    """Resolutions 2371 to 2397 ban these lines whole; crude passes under its cap."""
    assert_allclose(of(baseline(), line), share, atol=0.005)


def test_a_cap_covers_what_is_above_it() -> None:
    """500,000 barrels of the tonnes on record, at the factors in use."""
    products = next(
        line for line in case().pressure.lines if line.codes == ("2710",)
    ).quantities[0]
    least, most = (500_000 / (products[1] * factor) for factor in (8.5, 7.0))

    assert 1 - most < of(baseline(), "products") < 1 - least


def test_a_repeal_counts_from_the_month_after_it() -> None:
    """A measure that ends within a month still binds on its first day."""
    found = path(
        LawChange(kind=REPEAL, measure="UN-2371-8-coal", since=date(2027, 4, 2))
    )
    april, may = (found.months.index(name) for name in ("2027-04", "2027-05"))

    assert (of(found, "coal", april), of(found, "coal", may)) == (1.0, 0.0)
    assert found.spell[[april, may]].tolist() == [0, 1]


def test_without_the_sanctions_little_is_covered() -> None:
    """What is left are arms, luxury goods and aircraft fuel."""
    found = path(*(LawChange(kind=REPEAL, instrument=name) for name in SANCTIONS))

    assert max(of(found, name) for name in ("coal", "textiles", "products")) < 0.001
    assert found.total.max() < 0.02
    assert of(found, "smuggled") == 0.0


def test_a_complete_oil_embargo_covers_all_oil() -> None:
    """The pipeline included, from its day on."""
    ban = LawChange(
        kind=ADD,
        measure="oil",
        codes=("2709", "2710", "2711"),
        direction=Direction.TO_TARGET,
        since=12,
    )
    found = path(ban)

    assert [of(found, name, 12) for name in ("crude", "products", "smuggled")] == [
        1.0
    ] * 3
    assert of(found, "crude", 11) == 0.0
    assert "oil" in found.measures


def test_what_is_covered_is_what_the_packages_of_pressure_cover() -> None:
    """The law of exports, weighed by section there and by line here."""
    world, found = case().pressure, baseline()
    at, patron = (world.economies.index(c) for c in (world.target, world.patron))
    sold = world.trade[at, patron]
    by_section = (exposures(found.laws[0], world).low[0] * sold).sum() / sold.sum()
    most = (exposures(found.laws[0], world).high[0] * sold).sum() / sold.sum()
    lines = [line for line in case().lines if line.direction == "exports"]
    worth = np.array([line.base[1] for line in lines])
    by_line = found.share[0, : len(lines)] @ worth / worth.sum()

    assert by_section < by_line < most


@settings(max_examples=3)
@given(st.integers(0, 3_000_000), st.integers(0, 3_000_000))
def test_a_higher_cap_never_covers_more(one: int, two: int) -> None:
    """Loosening a measure never takes goods away."""
    tight, loose = sorted((one, two))

    assert (capped(loose).share <= capped(tight).share + 1e-12).all()


@settings(max_examples=3)
@given(st.sets(st.sampled_from(["03", "10", "27", "61", "84", "87"]), min_size=1))
def test_one_more_ban_never_frees_a_good(codes: set[str]) -> None:
    """Tightening never frees."""
    ban = LawChange(
        kind=ADD, measure="more", codes=tuple(codes), direction=Direction.BOTH
    )
    found = path(ban)

    assert (found.share[0] >= baseline().share[0] - 1e-12).all()
    assert (found.total >= baseline().total - 1e-12).all()


@settings(max_examples=3)
@given(st.sampled_from(SANCTIONS), st.integers(0, 23))
def test_what_is_stopped_and_what_is_left_make_up_the_base(
    name: str, since: int
) -> None:
    """Shares lie between 0 and 1 and within their own range, whatever is repealed."""
    found = path(LawChange(kind=REPEAL, instrument=name, since=since))
    base = np.array([line.base[1] for line in case().lines])
    stopped, left = base * found.share, base * (1 - found.share)

    assert_allclose(stopped + left, np.broadcast_to(base, stopped.shape))
    assert (stopped >= 0).all()
    assert (left >= 0).all()
    assert (found.low <= found.share + 1e-9).all()
    assert (found.share <= found.high + 1e-9).all()


def test_adopting_and_repealing_is_a_round_trip() -> None:
    """The law is the same one afterwards, and priced once."""
    ban = LawChange(
        kind=ADD, measure="t", codes=("10",), direction=Direction.BOTH, since=3, until=6
    )
    found = path(ban)

    assert found.spell.tolist() == [0] * 3 + [1] * 3 + [0] * 18
    assert_array_equal(found.share[6:], baseline().share[6:])


def test_each_rung_of_the_ladder_is_a_law_of_its_class() -> None:
    """A text adopted in the chain leads to what such texts were."""
    found = baseline()
    edges = np.array(case().play.covered)

    assert [int((one >= edges).sum()) for one in found.ladder_total] == [0, 1, 2, 3]
    assert {rung.depth for rung in found.rungs} == {1.0}


def test_a_class_that_no_law_has_reached_is_stood_for_by_an_even_law() -> None:
    """In 2012 nobody could know what resolution 2397 would say."""
    then = replace(
        case(), regime=known_by(case().regime, date(2012, 1, 1)), start=date(2012, 1, 1)
    )
    found = law_path(then, Scenario.baseline(months=3))
    coal = found.lines.index("coal")

    assert [rung.depth for rung in found.rungs] == [1.0, 1.0, 0.3, 0.9]
    assert_allclose(found.ladder[2:, coal], [0.3, 0.9])
    assert_array_equal(found.ladder[:, found.lines.index("crude")], np.zeros(4))


def test_a_higher_rung_covers_no_less_of_any_line() -> None:
    """A text that is added frees nothing."""
    assert (np.diff(baseline().ladder, axis=0) >= 0).all()


def test_a_closed_border_lets_the_pipeline_run() -> None:
    """So it was from 2020 to 2022."""
    ways = {(ban.code, ban.direction) for ban in closure().bans}

    assert ("270900", Direction.TO_TARGET) not in ways
    assert ("270900", Direction.FROM_TARGET) in ways
    assert ("271012", Direction.TO_TARGET) in ways


def set_alone(*measures: str) -> dict[str, float]:
    """Return what measures cover and no other does, by line, where it is anything."""
    entry = EnforcementPath(state="CHN", measures=measures, low=0.0, high=0.0)
    scenario = replace(Scenario.baseline(months=3), enforcement=(entry,))
    found = law_path(case(), scenario)
    (alone,) = found.alone
    assert alone is not None
    shares = zip(found.lines, alone[0], strict=True)
    return {name: float(share) for name, share in shares if share > 0.01}


def test_what_one_measure_alone_covers_is_told_line_by_line() -> None:
    """Coal is banned by nothing but paragraph 8 of resolution 2371."""
    assert set_alone("UN-2371-8-coal") == {"coal": 1.0}


def test_what_other_measures_cover_too_no_measure_covers_alone() -> None:
    """Aviation fuel is banned, and oil products are capped as well."""
    assert set_alone("UN-2270-31") == {}


def test_measures_named_together_cover_what_each_does_and_what_they_share() -> None:
    """All measures together cover all that is covered."""
    found = baseline()

    alone = set_alone(*found.measures)

    assert alone == pytest.approx({n: of(found, n) for n in alone}, abs=1e-12)
    assert {n for n in found.lines if of(found, n) > 0.01} == {*alone}


def test_what_a_cap_lets_pass_is_no_less_than_nothing_alone() -> None:
    """Without the cap on crude an unsure ban would stop half: the cap covers none."""
    entry = EnforcementPath(state="CHN", measures=("UN-2397-4",), low=0.0, high=0.0)
    scenario = replace(Scenario.baseline(months=3), enforcement=(entry,))
    (alone,) = law_path(case(), scenario).alone

    assert alone is not None
    assert (alone >= 0).all()
