"""What prices of packages promise, in every single draw."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from tests.impact.small_case import banned, case
from yalu.errors import SchemaError
from yalu.goods import Revision
from yalu.impact import (
    PAID,
    Economy,
    EssentialInput,
    Exposures,
    GeneralEquilibrium,
    Mechanical,
    Package,
    PackageKind,
    Shock,
    models_of,
    shock,
    simulate,
    solve,
    solve_many,
)
from yalu.impact.economy import Floats
from yalu.impact.ensemble import (
    ALTERNATIVE,
    READING,
    Ensemble,
    ensemble,
    of_draws,
    stopped,
)
from yalu.impact.pricing import Losses, accepted, price
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
    """It replaces what is lost, or is refused, in every draw and by every model."""
    alone, helped = costs(model, what), costs(model, what, helped=True)

    assert np.isfinite(alone).all()
    assert np.isfinite(helped).all()
    assert (helped <= alone + 1e-9).all()


@NAMED
@pytest.mark.parametrize("what", [GOODS, GOODS_AND_OIL, ALL], ids=["a", "b", "all"])
def test_help_that_cannot_be_refused_mostly_helps(
    model: Model, what: Exposures
) -> None:
    """Refusal is for few draws, and for none but in equilibrium: it hides no fault."""
    alone = costs(model, what)[1:]
    taken = price(worlds(), what, model=model, levels=LEVELS[1:], helped=True).values

    assert np.isnan(taken).mean() < 0.05
    worse = (taken > alone + 1e-9).mean()
    assert worse <= (0.05 if isinstance(model, GeneralEquilibrium) else 0.0)
    assert (np.nanmedian(taken, axis=1) < np.median(alone, axis=1)).all()


def test_help_without_an_equilibrium_is_refused() -> None:
    """What has no answer with help has the answer without it, and no reason left."""
    alone = Losses(values=np.array([[0.2, np.nan]]), reasons=(("", "no supplier"),))
    helped = Losses(values=np.full((1, 2), np.nan), reasons=(("too much", "too much"),))

    found = accepted(helped, alone)

    np.testing.assert_array_equal(found.values, [[0.2, np.nan]])
    assert found.reasons == (("", "too much"),)


@pytest.mark.parametrize("what", [GOODS, GOODS_AND_OIL, ALL], ids=["a", "b", "all"])
@pytest.mark.parametrize("level", LEVELS[1:])
def test_the_alternative_patron_trades_no_more_than_it_can(
    what: Exposures, level: float
) -> None:
    """In equilibrium, however far the wage of the target falls.

    Of what is touched no more moves between the two than before, or than the capacity
    where that is more.
    """
    drawn, at, helper = worlds(), worlds().target, 2
    shares = drawn.banned(what)
    package = stopped(drawn, drawn.balanced, shares, enforcement=level, helped=True)
    passing, capacity = package.paid().cells(at)
    found = solve_many(
        drawn.economy,
        Shock.none(),
        flows=drawn.balanced,
        elasticities=drawn.elasticities,
        passing=passing,
        capacity=capacity,
        keep_flows=True,
    )
    assert found.flows is not None
    assert found.solved.all()
    moved = found.flows / found.wages[:, :, None, None]
    for way, cell in enumerate(((at, helper), (helper, at))):
        before = drawn.balanced[:, *cell]
        most = np.fmax(capacity[:, *cell], before)
        touched = shares[:, way] > 0
        assert (moved[:, *cell] <= most * (1 + 1e-9))[touched].all()


@pytest.mark.parametrize("helped", [False, True])
@pytest.mark.parametrize("level", LEVELS)
def test_a_level_asked_alone_costs_what_it_costs_among_others(
    level: float, *, helped: bool
) -> None:
    """Draws and levels are solved together, and must not see each other."""
    model = GeneralEquilibrium()
    many = price(worlds(), ALL, model=model, levels=LEVELS, helped=helped)

    one = price(worlds(), ALL, model=model, levels=(level,), helped=helped)

    assert one.reasons[0] == many.reasons[LEVELS.index(level)]
    together = many.values[LEVELS.index(level)]
    np.testing.assert_allclose(one.values[0], together, rtol=0, atol=1e-12)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.name)
def test_a_package_as_a_shock_is_the_package_of_the_middle_draw(model: Model) -> None:
    """One patron, whether asked for one shock or for an ensemble."""
    middle = of_draws(case(), Draws.central((*case().ranges, READING, PAID)))
    closed = isinstance(model, GeneralEquilibrium)
    flows = middle.balanced if closed else middle.recorded
    world = replace(middle.economy, flows=flows[0])
    several = float(middle.draws[ALTERNATIVE][0])
    for helped in (False, True):
        one = shock(
            case(),
            Package(
                id="x",
                title="x",
                kind=PackageKind.THOUGHT,
                revision=Revision.HS2012,
                bans=(),
            ),
            ALL,
            enforcement=0.75,
            alternative=several if helped else None,
            paid=closed,
            economy=world,
        )
        whole = stopped(
            middle, flows, middle.banned(ALL), enforcement=0.75, helped=helped
        )
        passing, capacity = (whole.paid() if closed else whole).cells(0)

        np.testing.assert_array_equal(one.passing, passing[0])
        if one.capacity is not None:
            np.testing.assert_allclose(one.capacity, capacity[0], rtol=1e-12)


def test_help_in_purchases_is_paid_for() -> None:
    """Where trade balances, purchases lost are at least sales lost."""
    drawn = worlds()
    package = stopped(
        drawn, drawn.balanced, drawn.banned(ALL), enforcement=1.0, helped=True
    )
    lost = (package.flows - package.paid().left()).sum(axis=(2, 3))
    more = (package.flows - package.left()).sum(axis=(2, 3))

    np.testing.assert_allclose(lost[:, 1], np.maximum(more[:, 1], more[:, 0]))


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
    asked = package.paid() if closed else package
    passing, capacity = asked.cells(drawn.target)

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
