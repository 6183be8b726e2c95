"""What prices of packages promise, in every single draw."""

from functools import cache

import numpy as np
import pytest

from tests.impact.small_case import banned, case
from yalu.errors import SchemaError
from yalu.impact import (
    PAID,
    Economy,
    EssentialInput,
    Exposures,
    GeneralEquilibrium,
    Mechanical,
    Shock,
    models_of,
    simulate,
    solve,
)
from yalu.impact.economy import Floats
from yalu.impact.ensemble import Ensemble, ensemble, of_draws, stopped
from yalu.impact.pricing import accepted, price
from yalu.impact.ranges import Draws
from yalu.impact.simulate import Model
from yalu.regime import Direction

SELLS, BUYS = Direction.FROM_TARGET, Direction.TO_TARGET
GOODS = banned({("6", SELLS): (0.3, 0.8)})
GOODS_AND_OIL = banned({("6", SELLS): (0.3, 0.8), ("3", BUYS): (0.5, 1.0)})
ALL = banned(
    {(section, way): (1.0, 1.0) for section in ("3", "6") for way in (SELLS, BUYS)}
)
LEVELS = (0.0, 0.25, 0.5, 0.75, 1.0)
MODELS = models_of(case())
NAMED = pytest.mark.parametrize("model", MODELS, ids=lambda model: model.name)


@cache
def worlds() -> Ensemble:
    return ensemble(case(), count=40, rng=np.random.default_rng(7), ranges=(PAID,))


def costs(model: Model, what: Exposures, *, helped: bool = False) -> Floats:
    found = price(worlds(), what, model=model, levels=LEVELS)
    assert not any(reason for row in found.reasons for reason in row)
    if helped:
        other = price(worlds(), what, model=model, levels=LEVELS, helped=True)
        found = accepted(other, found)
    return found.values


@NAMED
@pytest.mark.parametrize("helped", [False, True])
def test_no_enforcement_costs_exactly_nothing(model: Model, *, helped: bool) -> None:
    """Law that stops nothing is free, whoever would step in."""
    assert (costs(model, ALL, helped=helped)[0] == 0).all()


def test_a_search_finds_that_no_enforcement_costs_nothing() -> None:
    """What is left out of the search above is what it would find."""
    package = stopped(
        worlds(),
        worlds().balanced,
        worlds().banned(ALL),
        enforcement=0.0,
        helped=True,
    )
    passing, capacity = package.cells(worlds().target)
    first = Economy(
        economies=case().economies,
        sectors=case().sectors,
        flows=worlds().balanced[0],
        elasticities=worlds().elasticities[0],
        year=2015,
    )
    idle = Shock(name="idle", passing=passing[0], capacity=capacity[0])

    assert abs(solve(first, idle).welfare[worlds().target] - 1) < 1e-9


@NAMED
@pytest.mark.parametrize("what", [GOODS, GOODS_AND_OIL, ALL], ids=["a", "b", "all"])
def test_the_cost_never_falls_with_enforcement(model: Model, what: Exposures) -> None:
    """In each draw, and not only in the middle of them."""
    assert (np.diff(costs(model, what), axis=0) >= -1e-9).all()


@pytest.mark.parametrize("model", MODELS[:-1], ids=lambda model: model.name)
def test_a_wider_package_never_costs_less(model: Model) -> None:
    """In each draw: how far the law reaches is drawn once for all packages."""
    goods, both, everything = (costs(model, w) for w in (GOODS, GOODS_AND_OIL, ALL))

    assert (both >= goods - 1e-9).all()
    assert (everything >= both - 1e-9).all()


def test_in_equilibrium_nothing_costs_more_than_full_closure() -> None:
    """Some trade is never worse than none.

    Short of that a wider package may cost a little less: fewer purchases abroad turn
    the terms of trade to the target, as a duty does.
    """
    goods, both, everything = (
        costs(GeneralEquilibrium(), what)[-1] for what in (GOODS, GOODS_AND_OIL, ALL)
    )

    assert (everything >= np.maximum(goods, both) - 1e-9).all()
    assert (both >= goods - 1e-3).all()


@NAMED
@pytest.mark.parametrize("what", [GOODS, GOODS_AND_OIL, ALL], ids=["a", "b", "all"])
def test_the_alternative_patron_never_raises_the_cost(
    model: Model, what: Exposures
) -> None:
    """It replaces what is lost, or is refused; rarely there is no equilibrium."""
    alone, helped = costs(model, what), costs(model, what, helped=True)

    assert ((helped <= alone + 1e-9) | np.isnan(helped)).all()


@pytest.mark.parametrize(
    "model",
    [
        Mechanical(),
        EssentialInput(elasticity=0.2, sectors=("3",), paid=0.7),
        EssentialInput(elasticity=0.2, share=0.05),
        GeneralEquilibrium(),
    ],
    ids=["mechanical", "oil", "imports", "general"],
)
def test_a_draw_costs_what_a_single_simulation_costs(model: Model) -> None:
    """Many at once are the same as one by one."""
    drawn = worlds()
    what = drawn.banned(GOODS_AND_OIL)
    closed = isinstance(model, GeneralEquilibrium)
    flows = drawn.balanced if closed else drawn.recorded
    package = stopped(drawn, flows, what, enforcement=0.75, helped=True)
    passing, capacity = package.cells(drawn.target)

    found = price(worlds(), GOODS_AND_OIL, model=model, levels=LEVELS, helped=True)
    together = found.values[3]

    for row in range(0, 40, 13):
        world = Economy(
            economies=case().economies,
            sectors=case().sectors,
            flows=flows[row],
            elasticities=drawn.elasticities[row],
            year=2015,
        )
        one = Shock(name="one", passing=passing[row], capacity=capacity[row])
        single = simulate(world, one, model=model, subject="PRK").value
        assert single is not None
        assert together[row] == pytest.approx(single, abs=1e-9)


def test_full_closure_in_equilibrium_costs_what_autarky_costs() -> None:
    """Closed form of each draw, from shares of home sales after trade is balanced.

    Costinot and Rodríguez-Clare (2014), equation 1 with several sectors.
    """
    drawn = worlds()
    home = drawn.balanced[:, 0, 0]
    spent = drawn.balanced[:, :, 0].sum(axis=1)
    weights = spent / spent.sum(axis=1, keepdims=True)
    left = ((home / spent) ** (weights / drawn.elasticities)).prod(axis=1)

    assert costs(GeneralEquilibrium(), ALL)[-1] == pytest.approx(1 - left, abs=1e-9)


def test_full_closure_mechanically_costs_the_larger_side_of_trade() -> None:
    """Both sides are 100, the income is what was drawn."""
    expected = 100 / worlds().draws["output"]

    assert costs(Mechanical(), ALL)[-1] == pytest.approx(expected)


def test_the_alternative_patron_takes_over_up_to_a_multiple_of_its_record() -> None:
    """It sold 1 of oil, at most 3; with m drawn it replaces 3m - 1 of the 19 lost."""
    drawn = worlds()
    package = stopped(
        drawn, drawn.recorded, drawn.banned(ALL), enforcement=1.0, helped=True
    )
    multiple = drawn.draws["alternative patron"]

    assert package.spare[:, 1, 2, 0] == pytest.approx(3 * multiple - 1)
    assert package.spare[:, 0, 2, 1] == pytest.approx(2 * multiple)


def test_the_alternative_patron_takes_over_no_more_than_is_lost() -> None:
    """A little enforcement leaves little to replace."""
    drawn = worlds()
    package = stopped(
        drawn, drawn.recorded, drawn.banned(ALL), enforcement=0.01, helped=True
    )

    assert package.spare[:, 1, 2, 0] == pytest.approx(0.19)


def test_the_reach_of_the_law_runs_through_the_three_shares() -> None:
    """Lowest, central and highest at the ends and the middle of one range."""
    shares = worlds().banned(GOODS)[:, 0, 1]
    reach = worlds().draws["reach of the law"]

    assert shares == pytest.approx(0.3 + 0.5 * reach)


def test_the_central_draw_is_the_case_in_the_middle() -> None:
    """One answer without draws."""
    middle = of_draws(case(), Draws.central(case().ranges))

    assert np.allclose(middle.recorded[0], case().economy.flows)


def test_enforcement_beyond_one_is_refused() -> None:
    """More than everything cannot be stopped."""
    with pytest.raises(SchemaError, match=r"found 1\.5; expected 0 to 1"):
        price(worlds(), ALL, model=Mechanical(), levels=(1.5,))
