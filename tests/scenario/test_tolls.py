"""What tolls promise, one promise per test."""

from datetime import date
from functools import cache
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from tests.scenario.dprk_law import baseline, case, path
from yalu.errors import ModelError
from yalu.impact import Mechanical, Package, PressureCase, curve, curves
from yalu.scenario import tolls as module
from yalu.scenario.law import LawPath
from yalu.scenario.scenario import LawChange, LawChangeKind
from yalu.scenario.tolls import DRAWS, LEVELS, Tolls, tolls_of


def priced(found: LawPath) -> Tolls:
    """Return the tolls of a path of the law."""
    return tolls_of(case(), found, rng=np.random.default_rng(5))


@cache
def today() -> Tolls:
    """Return the tolls of the baseline."""
    return priced(baseline())


@cache
def freed() -> Tolls:
    """Return the tolls where the ban on coal ends after a year."""
    end = LawChange(
        kind=LawChangeKind.REPEAL, measure="UN-2371-8-coal", since=date(2027, 10, 1)
    )
    return priced(path(end))


def test_every_law_is_priced_once() -> None:
    """The law of today stands for its own class of stringency as well."""
    assert len(today().laws) == len(set(today().laws))
    assert today().cost.shape == (len(today().laws), 4, 2, len(LEVELS), DRAWS)
    assert today().rungs[-1] == today().spell[0]


def test_the_closed_border_is_the_last_law() -> None:
    """Whoever wants its toll need not look for it."""
    assert today().shut == len(today().laws) - 1
    assert today().laws[-1] == "closure"


def test_nothing_is_lost_where_nothing_is_enforced() -> None:
    """Law on paper stops no goods."""
    assert_array_equal(today().cost[:, :, :, 0], 0.0)


def test_no_cell_is_without_an_answer() -> None:
    """The chain has no place for a number that is none, and failures are counted."""
    assert np.isfinite(today().cost).all()
    assert 0 <= today().failed < 0.05


def test_draws_are_sorted_so_that_a_place_is_a_quantile() -> None:
    """All laws are read at the same place."""
    assert (np.diff(today().cost, axis=-1) >= 0).all()


def test_the_models_held_plausible_come_first() -> None:
    """The darkest view is the last number of the choice."""
    assert today().models == (
        "mechanical",
        "essential input",
        "general equilibrium",
        "essential input: all imports",
    )


def test_a_toll_is_the_cost_of_the_package() -> None:
    """At the same draws, the mechanical model by itself."""
    whole = today()
    alone = curve(
        case().pressure,
        baseline().laws[0],
        levels=[0.5],
        models=[Mechanical()],
        draws=DRAWS,
        rng=np.random.default_rng(5),
    )

    assert_allclose(
        whole.cost[whole.spell[0], 0, :, LEVELS.index(0.5)],
        np.sort(alone.costs[0, :, 0]),
        rtol=1e-6,
    )


def test_laws_are_priced_at_the_same_draws_whatever_stands_beside_them() -> None:
    """Else scenarios would differ by chance before anything is changed."""
    one, two = today(), freed()

    assert_array_equal(one.cost[one.spell[0]], two.cost[two.spell[0]])


def test_a_law_without_a_ban_never_costs_more_by_what_is_stopped() -> None:
    """Mechanically: less stopped, less lost."""
    found = freed()
    before, after = found.cost[found.spell[[0, 12]], 0, 0]

    assert (after[-1] < before[-1]).all()


def test_more_enforcement_never_costs_less_by_what_is_stopped() -> None:
    """Nor does it in the models of inputs that cannot be replaced."""
    assert (np.diff(today().cost[:, [0, 1, 3], 0], axis=2) >= -1e-7).all()


def test_an_even_law_costs_what_a_closed_border_costs_at_less_enforcement() -> None:
    """Half of it at full enforcement is the whole at half."""
    cost = np.random.default_rng(0).random((2, 2, len(LEVELS), 3)).cumsum(axis=2)
    half = module._thinned(cost, 0.5)

    assert_allclose(half[:, :, -1], cost[:, :, LEVELS.index(0.5)])
    assert_allclose(module._thinned(cost, 1.0), cost)


def test_a_model_without_any_answer_is_told() -> None:
    """A toll cannot be made up from nothing."""
    found = curve(
        case().pressure,
        baseline().laws[0],
        levels=LEVELS[1:],
        models=[Mechanical()],
        draws=3,
        rng=np.random.default_rng(5),
    )
    found.costs[:] = np.nan

    with pytest.raises(ModelError, match="the model mechanical gave no answer"):
        module._sorted(found)


def test_what_one_level_leaves_open_goes_on_from_those_below() -> None:
    """General equilibrium has no answer where a target buys and sells nothing."""
    found = curve(
        case().pressure,
        baseline().laws[0],
        levels=LEVELS[1:],
        models=[Mechanical()],
        draws=3,
        rng=np.random.default_rng(5),
    )
    found.costs[:, :, -1] = np.nan
    cost, failed = module._sorted(found)

    assert_allclose(cost[:, :, -1], 2 * cost[:, :, -2] - cost[:, :, -3])
    assert failed == 0.25


def test_what_was_priced_is_not_priced_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """And comes out the same, as all laws are priced at the same draws."""
    end = LawChange(
        kind=LawChangeKind.REPEAL, measure="UN-2371-8-coal", since=date(2027, 10, 1)
    )
    new: list[int] = []

    def counted(case: PressureCase, packages: list[Package], **given: Any) -> Any:  # noqa: ANN401
        new.append(len(packages))
        return curves(case, packages, **given)

    monkeypatch.setattr(module, "curves", counted)
    again = tolls_of(
        case(), path(end), rng=np.random.default_rng(5), known=today().prices
    )

    assert new == [1]
    assert_array_equal(again.cost, freed().cost)
