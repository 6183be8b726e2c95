"""Properties of the chain: what must hold whatever the world."""

from dataclasses import replace
from typing import Any

import jax.numpy as jnp
import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from tests.scenario.chain.worlds import LINES, levers, terms
from yalu.scenario.chain.ensemble import run_chunk
from yalu.scenario.chain.terms import Terms
from yalu.scenario.uncertainty import NAMES

SIZE, SEED = 200, 7

COUNTED = ("tests", "launches", "talks", "overtures", "texts")


@pytest.fixture(scope="module")
def world() -> Terms:
    """Return a small world."""
    return terms(np.random.default_rng(3))


def played(world: Terms, **changed: Any) -> dict[str, np.ndarray[Any, Any]]:  # noqa: ANN401
    """Return a chunk of a world whose levers are changed."""
    if changed:
        set_ = {
            name: jnp.asarray(table, getattr(world.levers, name).dtype)
            for name, table in changed.items()
        }
        world = replace(world, levers=replace(world.levers, **set_))
    return dict(run_chunk(world, seed=SEED, chunk=0, size=SIZE))


def enforced(world: Terms, level: float) -> dict[str, np.ndarray[Any, Any]]:
    """Return a chunk in which all of the law is enforced to one level."""
    fixed = np.full((world.months, LINES), level)
    return played(world, least=fixed, most=fixed)


def test_a_chunk_is_the_same_to_the_bit_whenever_it_is_played(world: Terms) -> None:
    """Its stream depends on seed and number alone."""
    one, two = played(world), played(world)

    for name, table in one.items():
        assert_array_equal(table, two[name])


def test_another_chunk_is_another_chance(world: Terms) -> None:
    """Else a hundred chunks would say no more than one."""
    one = run_chunk(world, seed=SEED, chunk=0, size=SIZE)
    two = run_chunk(world, seed=SEED, chunk=2, size=SIZE)  # of the same draw of the fit

    assert not np.array_equal(one["tests"], two["tests"])


def test_more_enforcement_never_means_more_trade_or_oil(world: Terms) -> None:
    """Draw by draw, since all meet the same chance."""
    weak, strong = enforced(world, 0.2), enforced(world, 0.9)

    for name in ("exports", "imports"):
        assert (strong[name] <= weak[name] + 1e-4).all()
    # Later the two may differ in who supports the target, and so in what is replaced.
    assert (strong["oil"][:, :3] <= weak["oil"][:, :3] + 1e-4).all()
    assert (strong["revenue_lost"][:, :3] >= weak["revenue_lost"][:, :3] - 1e-2).all()


def test_more_enforcement_never_costs_less_at_once(world: Terms) -> None:
    """In the first quarter nothing else has moved yet."""
    weak, strong = enforced(world, 0.2), enforced(world, 0.9)

    assert (strong["income_lost"][:, 0] >= weak["income_lost"][:, 0] - 1e-6).all()


def test_what_the_law_covers_more_is_traded_less(world: Terms) -> None:
    """With enforcement fixed, coverage works the same way."""
    fixed = np.full((world.months, LINES), 0.7)
    some, all_ = (
        played(
            world,
            least=fixed,
            most=fixed,
            covered=np.full((world.months, LINES), share),
        )
        for share in (0.1, 1.0)
    )

    assert (all_["exports"] <= some["exports"] + 1e-4).all()


def test_exports_kept_and_lost_add_up_to_the_base(world: Terms) -> None:
    """Conservation, where the alternative patron takes nothing."""
    alone = replace(
        world, gains=replace(world.gains, capacity=jnp.zeros(LINES, jnp.float32))
    )
    found = played(alone)
    months = np.arange(1, world.months + 1)
    base = float(np.sum(world.gains.base * world.gains.weight))
    kept = np.cumsum(found["exports"], axis=1, dtype=float)
    whole = base * found["exports_scale"][:, None] * months

    assert_allclose(kept + found["revenue_lost"], whole, rtol=1e-4)


def test_without_law_nothing_is_lost(world: Terms) -> None:
    """No coverage, no toll: trade stays at its base, whatever is played."""
    free = replace(
        world,
        start=replace(world.start, covered=jnp.zeros(LINES, jnp.float32)),
        gains=replace(
            world.gains,
            tolls=jnp.zeros_like(world.gains.tolls),
            ladder=jnp.zeros_like(world.gains.ladder),
        ),
    )
    found = played(free, covered=np.zeros((world.months, LINES)))
    base = float(np.sum(world.gains.base * world.gains.weight))

    expected = base * found["exports_scale"][:, None] * np.ones(world.months)
    assert_allclose(found["exports"], expected, rtol=1e-5)
    assert_allclose(found["income_lost"], 0, atol=1e-7)


def test_a_test_set_on_a_day_happens_in_its_month(world: Terms) -> None:
    """And the rest of the quarter has none."""
    quarters = world.months // 3
    move, month = np.full(quarters, -1), np.full(quarters, -1)
    move[2], month[2] = 2, 1
    number = jnp.asarray(world.number).at[0, 2].set(jnp.array([0, 1.0, 0, 0]))
    found = played(replace(world, number=number), move=move, month=month)
    alive = found["collapse"][:, 5] == 0

    assert (found["tests"][alive, 7] == 1).all()
    assert (found["tests"][:, [6, 8]] == 0).all()


def test_where_every_text_is_refused_none_is_adopted(world: Terms) -> None:
    """A lever stands over what the patron would choose."""
    quarters = world.months // 3
    found = played(world, vote=np.ones(quarters))

    assert found["texts"].sum() == 0
    assert played(world, vote=np.zeros(quarters))["texts"].sum() > 0


def test_nothing_happens_after_a_collapse(world: Terms) -> None:
    """And a collapse is never undone."""
    frail = replace(
        world,
        rules=replace(world.rules, collapse=jnp.full_like(world.rules.collapse, 0.2)),
    )
    found = played(frail)
    gone = np.roll(found["collapse"], 3, axis=1).astype(bool)
    gone[:, :3] = False

    assert gone.any()
    assert (np.diff(found["collapse"], axis=1) >= 0).all()
    for name in COUNTED:
        assert found[name][gone].sum() == 0


def test_a_closed_border_stops_its_depth_of_trade(world: Terms) -> None:
    """In the long run: half of the distance is closed in some months."""
    open_ = enforced(world, 0.0)
    months = world.months
    shut = played(
        world,
        least=np.zeros((months, LINES)),
        most=np.zeros((months, LINES)),
        closed=np.ones(months),
        depth=np.full(months, 0.8),
    )
    quick = open_["adjustment"] < 2

    ratio = shut["exports"][quick, -1] / open_["exports"][quick, -1]
    assert_allclose(ratio, 0.2, atol=0.01)


def test_what_the_alternative_patron_enforces_it_does_not_replace(
    world: Terms,
) -> None:
    """At once, before income has changed what the players do."""
    every = np.ones((world.months, LINES))
    kept = played(world, least=every, most=every)
    barred = played(
        world,
        least=every,
        most=every,
        others_least=np.ones(world.months),
        others_most=np.ones(world.months),
    )

    assert (barred["oil"][:, :3] < kept["oil"][:, :3]).all()


def test_at_points_of_their_own_draws_differ_by_the_points_alone(world: Terms) -> None:
    """Two equal points end alike, whatever else is drawn."""
    rng = np.random.default_rng(1)
    points = np.repeat(rng.random((5, len(NAMES))), 2, axis=0)
    found = run_chunk(world, seed=SEED, chunk=1, size=10, points=points)

    for name in ("exports", "growth", "tests"):
        assert_array_equal(found[name][::2], found[name][1::2])


def test_uncertainties_lie_within_their_ranges(world: Terms) -> None:
    """From one end to the other."""
    found = played(world)
    for name, low, high in zip(NAMES, world.low, world.high, strict=True):
        assert found[name].min() >= low - 1e-3
        assert found[name].max() <= high + 1e-3
        assert np.ptp(found[name]) > 0.8 * float(high - low) or high - low <= 3


def test_levers_that_set_nothing_are_the_baseline(world: Terms) -> None:
    """An empty scenario is the baseline to the bit."""
    again = replace(world, levers=terms(np.random.default_rng(3)).levers)
    assert again.levers is not world.levers
    found = run_chunk(again, seed=SEED, chunk=0, size=SIZE)

    for name, table in played(world).items():
        assert_array_equal(table, found[name])
    assert (np.asarray(levers(24).move) == -1).all()


def test_a_new_law_meets_an_economy_that_the_old_one_has_made(world: Terms) -> None:
    """What it costs more is lost by and by, and none of that is regained yet."""
    quarters = world.months // 3
    dear = played(world, law=np.full(world.months, 3), stringency=np.ones(quarters))
    usual = played(world)

    more = dear["income_lost"] - usual["income_lost"]
    assert (more[:, 0] >= -1e-6).all()
    assert (more[:, 0] < 0.3).all()
    assert more[:, 0].mean() > 0.005
    assert more[:, 6].mean() > more[:, 0].mean()
