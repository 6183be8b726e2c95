"""Enforcement that is set of measures: promises, one per test."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any, cast

import jax.numpy as jnp
import numpy as np
import pytest
from numpy.testing import assert_allclose

from tests.scenario.chain import worlds
from tests.scenario.dprk_law import case
from yalu.scenario.chain import economy
from yalu.scenario.chain.enforcement import Enforcement
from yalu.scenario.chain.quarter import Turn
from yalu.scenario.law import law_path
from yalu.scenario.scenario import (
    EnforcementPath,
    LawChange,
    LawChangeKind,
    Scenario,
)

COAL, PRODUCTS = "UN-2371-8-coal", "UN-2397-5"
MONTHS = 6


def entry(**given: object) -> EnforcementPath:
    """Return an entry for the patron, nothing carried out unless said."""
    made: dict[str, object] = {"state": "CHN", "low": 0.0, "high": 0.0}
    return EnforcementPath(**(made | given))  # type: ignore[arg-type]


def enforcement(*entries: EnforcementPath) -> Enforcement:
    """Return what entries set over half a year."""
    scenario = replace(Scenario.baseline(months=MONTHS), enforcement=entries)
    path = law_path(case(), scenario)
    return Enforcement.of(case(), scenario, path, start=case().start, months=MONTHS)


def at(line: str) -> int:
    """Return the place of a line."""
    return [one.id for one in case().lines].index(line)


def test_a_measure_is_set_on_what_it_alone_covers() -> None:
    """All of coal is under the ban on coal; nothing is set of textiles."""
    found = enforcement(entry(measures=(COAL,), low=0.2, high=0.6))

    assert_allclose(found.alone[:, at("coal")], 1.0)
    assert_allclose(found.alone_least[:, at("coal")], 0.2)
    assert_allclose(found.alone_most[:, at("coal")], 0.6)
    assert not found.alone[:, at("textiles")].any()
    assert np.isnan(found.least).all()


def test_the_rest_of_a_line_is_left_to_what_is_set_of_the_line() -> None:
    """The cap covers half of the products on record; lines are set beside it."""
    found = enforcement(entry(low=1.0, high=1.0), entry(measures=(PRODUCTS,)))

    assert (found.least == 1.0).all()
    assert 0.4 < found.alone[0, at("products")] < 0.7
    assert not found.alone_most.any()


def test_lines_narrow_what_is_set_of_a_measure() -> None:
    """The cap on products bears on what is smuggled, too."""
    both = enforcement(entry(measures=(PRODUCTS,)))
    one = enforcement(entry(measures=(PRODUCTS,), lines=("products",)))

    assert both.alone[0, at("smuggled")] == 1.0
    assert one.alone[0, at("smuggled")] == 0.0
    assert one.alone[0, at("products")] == both.alone[0, at("products")]


def test_what_is_set_holds_on_its_days_only() -> None:
    """The month before the first, the first, the last and the month after."""
    found = enforcement(entry(measures=(COAL,), since=2, until=4))

    assert found.alone[:, at("coal")].tolist() == [0, 0, 1, 1, 0, 0]


@pytest.mark.parametrize(
    ("measure", "told"),
    [
        ("UN-2270-31", "other measures cover too"),
        ("UN-1874-18", "bans no goods in these months"),
    ],
)
def test_a_measure_on_which_nothing_hangs_is_told(measure: str, told: str) -> None:
    """Else a reader would take its having no effect for a finding."""
    found = enforcement(entry(measures=(measure,)))

    assert [told in one.finding for one in found.problems] == [True]


def test_a_measure_that_binds_only_later_is_told_to_ban_nothing_before() -> None:
    """The reason must be the right one, or the remedy leads astray."""
    come = LawChange(kind=LawChangeKind.SET_DATE, measure=COAL, since=date(2027, 2, 1))
    scenario = replace(
        Scenario.baseline(months=MONTHS),
        law=(come,),
        enforcement=(entry(measures=(COAL,), until=3),),
    )
    path = law_path(case(), scenario)
    found = Enforcement.of(case(), scenario, path, start=case().start, months=MONTHS)

    assert ["bans no goods" in one.finding for one in found.problems] == [True]


def test_the_parts_of_a_line_are_put_together_by_their_shares() -> None:
    """By hand: 0.8 is covered, 0.5 of it by a measure of which a fifth is done."""
    alone = np.zeros((3, worlds.LINES))
    alone[:, 0] = 0.5
    parts: dict[str, Any] = {
        "alone": alone,
        "alone_least": 0.2 * alone,
        "alone_most": 0.2 * alone,
    }
    held = replace(worlds.levers(3, covered=0.8), **parts)
    terms = worlds.terms(np.random.default_rng(1), months=3, levers=held)
    turn = SimpleNamespace(
        enforcement=jnp.ones(1), stringency=jnp.full(1, terms.levers.stringency[0])
    )
    found = economy._enforced(
        terms, {"enforced": jnp.zeros(1)}, cast("Turn", turn), jnp.array(0)
    )

    assert_allclose(found[0], [(0.5 * 0.2 + 0.3 * 1) / 0.8, 1, 1, 1], rtol=1e-6)
