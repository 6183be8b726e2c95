"""What a segmentation promises, one promise per test."""

import re
from itertools import combinations

import numpy as np
import pytest
import ruptures
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from numpy.typing import NDArray
from statsmodels.datasets import nile

from yalu.compliance import SignChoices, level_change, segment, segmentation
from yalu.errors import SchemaError

SHORTEST = 3
AMOUNTS = st.lists(st.integers(0, 50), min_size=12, max_size=24)


def squares(z: NDArray[np.float64], edges: tuple[int, ...]) -> float:
    """Return the sum of squares around the means between breaks."""
    return sum(float(((p - p.mean()) ** 2).sum()) for p in np.split(z, edges))


def by_trying_all(z: NDArray[np.float64], count: int) -> float:
    """Return the least sum of squares of any such number of breaks."""
    fits = [
        squares(z, edges)
        for edges in combinations(range(SHORTEST, len(z) - SHORTEST + 1), count)
        if min(np.diff((0, *edges, len(z)))) >= SHORTEST
    ]
    return min(fits)


def test_the_nile_breaks_after_1898() -> None:
    """The dam at Aswan; Cobb (1978) dates the change at 1898."""
    flow = nile.load().data
    found = segment(flow["volume"].to_numpy(dtype=float))
    years = flow["year"].to_numpy()

    (place,) = found.breaks
    ((low, high),) = found.possible
    assert years[place - 1] == 1898
    assert years[low] <= 1899 <= years[high]
    assert found.false_alarm <= 0.01


@given(AMOUNTS)
@settings(max_examples=25, deadline=None)
def test_the_places_are_the_best_of_all(amounts: list[int]) -> None:
    """The search is exact: trying everything finds nothing better."""
    z = segmentation.normal_scores(np.array(amounts, dtype=float))
    for edges in segmentation.best_breaks(z, SHORTEST, 2):
        assert_allclose(squares(z, edges), by_trying_all(z, len(edges)), atol=1e-9)


@pytest.mark.parametrize("count", [1, 2, 3])
def test_dynamic_programming_finds_the_same_places(count: int) -> None:
    """Another program, another algorithm, equal to the last place."""
    rng = np.random.default_rng(count)
    for _ in range(10):
        z = segmentation.normal_scores(rng.gamma(1.0, size=40))
        other = ruptures.Dynp(model="l2", min_size=SHORTEST, jump=1).fit(z[:, None])

        best = segmentation.best_breaks(z, SHORTEST, 3)
        assert (*best[count - 1], 40) == tuple(other.predict(n_bkps=count))


def test_a_clean_fall_is_told_by_hand() -> None:
    """Nine and one, six months each: the ranks tie, and all variance is explained."""
    found = segment(np.array([9.0] * 6 + [1.0] * 6))

    assert found.breaks == (6,)
    assert found.possible == ((6, 6),)
    assert found.strength == pytest.approx(1.0)
    assert found.memory == 0.0


def test_equal_months_have_no_break() -> None:
    """Where nothing differs nothing changes."""
    found = segment(np.full(12, 7.0))

    assert (found.breaks, found.strength, found.false_alarm) == ((), 0.0, 1.0)


@given(AMOUNTS)
@settings(max_examples=25, deadline=None)
def test_the_unit_does_not_matter(amounts: list[int]) -> None:
    """Only the order of the months counts."""
    drawn = np.array(amounts, dtype=float)

    assert segment(drawn) == segment(drawn * 1000)


@given(AMOUNTS)
@settings(max_examples=25, deadline=None)
def test_time_may_run_backwards(amounts: list[int]) -> None:
    """A level has no direction."""
    drawn = np.array(amounts, dtype=float)

    assert segment(drawn).strength == pytest.approx(segment(drawn[::-1]).strength)


def test_the_penalty_grows_as_fewer_false_alarms_are_wanted() -> None:
    """Whoever wants to be surer is told less."""
    drawn = np.random.default_rng(1).normal(size=48)
    strict, loose = (
        segment(drawn, choices=SignChoices(false_alarms=share)) for share in (0.01, 0.2)
    )

    assert strict.penalty > loose.penalty
    assert strict.strength == loose.strength


def test_strength_is_tabulated_falling_with_the_share() -> None:
    """A rarer strength is a larger one."""
    table = segmentation.levels(40, 0.2)

    assert [share for share, _ in table] == sorted((s for s, _ in table), reverse=True)
    assert [level for _, level in table] == sorted(level for _, level in table)


@pytest.mark.parametrize("amounts", [[1.0] * 5, [1.0] * 11 + [float("nan")]])
def test_what_cannot_be_segmented_is_refused(amounts: list[float]) -> None:
    """Missing months are left out before, not passed over."""
    with pytest.raises(SchemaError, match=re.escape("Series to segment: found")):
        segment(np.array(amounts))


def test_all_choices_at_fault_are_named() -> None:
    """One run is enough to mend them."""
    with pytest.raises(SchemaError, match="false_alarms") as caught:
        SignChoices(false_alarms=2, jump=0.5, floor=0, fewest_months=1)

    text = str(caught.value)
    assert all(name in text for name in ("jump", "floor", "fewest_months"))


def test_the_range_of_a_ratio_is_fieller_s_by_hand() -> None:
    """Means 10 and 2, variances of means 1/3, t = 2.132 with four degrees."""
    change = level_change.level_change(
        np.array([9.0, 10, 11]), np.array([1.0, 2, 3]), memory=0
    )
    square = 2.1318468**2 / 3
    root = np.sqrt(400 - (100 - square) * (4 - square))

    assert change.ratio == pytest.approx(0.2)
    assert change.low == pytest.approx((20 - root) / (100 - square))
    assert change.high == pytest.approx((20 + root) / (100 - square))


def test_a_ratio_to_an_uncertain_level_has_no_upper_end() -> None:
    """Whoever sold next to nothing may have sold nothing."""
    change = level_change.level_change(
        np.array([0.0, 0, 5]), np.array([1.0, 2, 3]), memory=0
    )

    assert change.high is None


def test_a_ratio_to_nothing_is_no_ratio() -> None:
    """Nothing cannot be divided by."""
    change = level_change.level_change(np.zeros(3), np.ones(3), memory=0)

    assert (change.ratio, change.low, change.high) == (None, None, None)
