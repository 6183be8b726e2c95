"""What discovery promises, one promise per test."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from numpy.typing import NDArray

from yalu.errors import SchemaError
from yalu.scenario.boxing import Cuts, leaves
from yalu.scenario.discovery import Condition, discover

DRAWS = 6000


def offered(seed: int = 0, draws: int = DRAWS) -> dict[str, NDArray[np.float64]]:
    """Return four conditions, each even between 0 and 1."""
    return dict(
        zip("abcd", np.random.default_rng(seed).random((4, draws)), strict=True)
    )


def inside(values: dict[str, NDArray[np.float64]]) -> NDArray[np.bool_]:
    """Return who lies in the box 0.3 < a <= 0.8, b > 0.6."""
    return (values["a"] > 0.3) & (values["a"] <= 0.8) & (values["b"] > 0.6)


def test_a_box_with_known_bounds_is_found() -> None:
    """All bounds, none but those, and nearly all that happens is in it."""
    values = offered()

    best, *_ = discover(values, inside(values), seed=1).raised

    bounds = {one.name: (one.low, one.high) for one in best.conditions}
    assert {*bounds} == {"a", "b"}
    assert_allclose(np.array(bounds["a"], float), [0.3, 0.8], atol=0.01)
    assert bounds["b"][0] == pytest.approx(0.6, abs=0.01)
    assert bounds["b"][1] is None
    assert best.density is not None
    assert best.coverage is not None
    assert best.density.chance > 0.97
    assert best.coverage.chance > 0.97
    assert best.support.low < 0.2 < best.support.high


def test_a_box_is_found_through_chance() -> None:
    """In it half of all courses see the event, elsewhere a tenth."""
    values = offered(1)
    happened = np.random.default_rng(2).random(DRAWS) < np.where(
        inside(values), 0.5, 0.1
    )

    best, *_ = discover(values, happened, seed=1).raised

    assert {one.name for one in best.conditions} == {"a", "b"}
    assert best.density is not None
    assert best.density.low < 0.5 < best.density.high


def test_where_conditions_tell_nothing_no_box_is_told() -> None:
    """A tree finds patterns in noise unless it is held back."""
    values = offered(3)
    happened = np.random.default_rng(4).random(DRAWS) < 0.3

    found = discover(values, happened, seed=1)

    assert found.boxes == ()
    assert "None of 4 conditions tells when" in str(found)


@pytest.mark.parametrize("always", [True, False])
def test_what_always_or_never_happens_has_no_conditions(*, always: bool) -> None:
    """There is nothing to tell apart."""
    found = discover(offered(), np.full(DRAWS, always), seed=1)

    assert found.boxes == ()
    assert found.rate.chance == float(always)


def test_a_choice_is_told_by_its_names() -> None:
    """Numbers of choices have no order, so no bound means anything."""
    rng = np.random.default_rng(5)
    model = rng.choice(["one", "three", "two"], DRAWS)

    best, *_ = discover({"model": model, **offered()}, model != "two", seed=1).raised

    assert str(best.conditions[0]) == "model is one or three"
    assert len(best.conditions) == 1


def test_shares_come_from_draws_that_taught_nothing() -> None:
    """Half teaches; the rest is counted, and nothing else."""
    values = offered()

    found = discover(values, inside(values), seed=1)

    assert (found.learnt, found.held) == (DRAWS // 2, DRAWS // 2)
    order = np.random.default_rng([1, 2]).permutation(DRAWS)[DRAWS // 2 :]
    best = found.boxes[0]
    held = best.holds({name: column[order] for name, column in values.items()})
    assert best.support.chance == pytest.approx(held.mean())


def test_games_that_differ_widen_what_is_told() -> None:
    """What evidence leaves open is told beside what more draws would settle."""
    values, games = offered(), np.arange(DRAWS) % 4
    chance = np.where(inside(values), 0.3 + games / 6, 0.0)
    happened = np.random.default_rng(2).random(DRAWS) < chance

    density = discover(values, happened, posterior=games, seed=1).boxes[0].density

    assert density is not None
    assert density.games_low is not None
    assert density.games_high is not None
    assert density.games_high - density.games_low > 3 * (density.high - density.low)


@given(st.integers(0, 200), st.integers(2, 8))
@settings(max_examples=25, deadline=None)
def test_leaves_hold_each_course_once(seed: int, most: int) -> None:
    """Boxes are a partition: nothing is counted twice or left out."""
    values = offered(seed, 400)
    columns = Cuts.of(values).columns
    happened = values["a"] + values["b"] > 1

    boxes = leaves(columns, happened, most, 0.05, seed)

    counts = sum(
        ((columns > low) & (columns <= high)).all(axis=1).astype(int)
        for low, high in boxes
    )
    assert (np.asarray(counts) == 1).all()
    assert len(boxes) <= most


@given(st.floats(0.1, 10))
@settings(max_examples=10, deadline=None)
def test_units_change_bounds_and_nothing_else(scale: float) -> None:
    """A box in tonnes is the box in kilogrammes."""
    values = offered(draws=1000)
    scaled = {name: column * scale for name, column in values.items()}

    here = discover(values, inside(values), seed=1).boxes[0]
    there = discover(scaled, inside(values), seed=1).boxes[0]

    assert here.support == there.support
    lows = [(one.low or 0) * scale for one in here.conditions]
    assert_allclose([one.low or 0 for one in there.conditions], lows, rtol=1e-4)


def test_a_condition_includes_its_upper_bound_only() -> None:
    """Boxes that touch share no course."""
    held = Condition(name="a", low=1.0, high=2.0).holds(np.array([1.0, 1.5, 2.0, 2.1]))

    assert held.tolist() == [False, True, True, False]


def test_all_that_is_wrong_with_conditions_is_told_at_once() -> None:
    """One run is enough."""
    values = offered()
    values["b"] = np.full(DRAWS, np.nan)
    values["c"] = values["c"][1:]

    with pytest.raises(SchemaError) as told:
        discover(values, np.zeros(DRAWS, bool), seed=1)

    assert "b: no number in 6000 of 6000" in str(told.value)
    assert "c: shape (5999,)" in str(told.value)


def test_too_few_courses_are_refused() -> None:
    """A box of a handful tells nothing."""
    with pytest.raises(SchemaError, match="Run more draws"):
        discover(offered(draws=50), np.zeros(50, bool), seed=1)
