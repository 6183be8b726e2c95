"""What packages promise, one promise per test."""

from datetime import date

import pytest

from tests.impact.dprk_world import laws
from yalu.impact import PackageKind, law_of_year, package_on
from yalu.library import load
from yalu.regime import Direction


def codes(name: str, direction: Direction, *, capped: bool = False) -> set[str]:
    return {
        ban.code
        for ban in laws()[name].bans
        if ban.direction is direction and (ban.cap is not None) is capped
    }


def test_every_resolution_is_priced_alone_and_with_those_before() -> None:
    """Both are asked for: what one adds, and where the regime then stood."""
    alone = [p.id for p in laws().values() if p.kind is PackageKind.ALONE]
    together = [p.id for p in laws().values() if p.kind is PackageKind.CUMULATIVE]
    assert alone[-1] == "2397"
    assert together == [f"to-{name}" for name in alone]
    assert len(alone) == 10


def test_a_resolution_without_goods_bans_none() -> None:
    """Designations and lists of names stop no goods code."""
    assert laws()["2356"].bans == ()
    assert laws()["2087"].note == "says nothing about goods"


def test_the_exception_for_livelihood_travels_with_the_ban() -> None:
    """Coal could pass under 2270 on a claim that no record shows, not after 2371."""
    first = [b for b in laws()["2270"].bans if b.code == "270111"]
    later = [b for b in laws()["2371"].bans if b.code == "270111"]
    assert [b.excusable for b in first] == [True]
    assert [b.excusable for b in later] == [False]


def test_a_cap_replaced_later_still_belongs_to_its_resolution() -> None:
    """Alone means what the text itself did, with the last of its own windows."""
    caps = {b.cap for b in laws()["2321"].bans if b.cap is not None}
    (cap,) = caps
    assert set(cap.limits) == {(7_500_000.0, "t"), (400_870_018.0, "USD")}
    assert cap.any_stops


def test_a_cap_replaced_is_no_longer_in_the_law_that_followed() -> None:
    """Cumulative is the law of a day: the ban of 2371 took the place of the cap."""
    assert "270111" in codes("to-2371", Direction.FROM_TARGET)
    assert codes("to-2371", Direction.FROM_TARGET, capped=True) == set()


def test_a_cap_on_a_part_of_a_year_is_brought_to_a_year() -> None:
    """Half a million barrels in the last quarter are nearly two million a year."""
    limits = {
        limit
        for ban in laws()["2375"].bans
        if ban.cap is not None
        for limit in ban.cap.limits
    }
    ((amount, unit),) = limits
    assert unit == "bbl"
    assert amount == pytest.approx(500_000 * 365 / 92)


def test_law_is_taken_after_its_last_grace() -> None:
    """Textiles could still come in for ninety days after 2375."""
    assert laws()["to-2375"].on == date(2017, 12, 11)
    assert laws()["to-2397"].on == date(2018, 1, 22)


def test_a_state_s_own_measures_are_in_no_package() -> None:
    """What China adds is its answer to a package, not the package."""
    measures = {ban.measure for law in laws().values() for ban in law.bans}
    assert all(name.startswith("UN-") for name in measures if name)


def test_full_closure_is_every_code_both_ways() -> None:
    """The widest of all packages is the yardstick of the others."""
    closure = laws()["closure"].bans
    assert len(closure) == 2 * len({ban.code for ban in closure})


def test_the_oil_embargo_stops_crude_and_products_to_the_target_only() -> None:
    """It is the package that the first article says was not adopted."""
    assert codes("oil", Direction.FROM_TARGET) == set()
    chapters = {code[:4] for code in codes("oil", Direction.TO_TARGET)}
    assert chapters == {"2709", "2710", "2711"}


def test_the_law_of_a_day_is_the_law_of_that_day() -> None:
    """A package on a day and the cumulative one of that day ban the same."""
    found = package_on(load("dprk"), date(2018, 1, 22))
    assert set(found.bans) == set(laws()["to-2397"].bans)


def test_the_spells_of_a_year_fill_it() -> None:
    """Each spell counts for as long as it lasted, and nothing is left out."""
    spells = law_of_year(load("dprk"), 2017)
    assert sum(share for _, share in spells) == pytest.approx(1.0)
    assert [len(law.bans) for law, _ in spells] == [621, 451, 849, 877, 1673, 3199]
