"""What sensitivity promises, one promise per test."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from SALib.analyze import sobol

from yalu.errors import SchemaError
from yalu.scenario.points import saltelli
from yalu.scenario.sensitivity import Sensitivity, sensitivity
from yalu.scenario.variance import Floats, components

A, B = 7.0, 0.1
NAMES = ("x", "y", "z")
BASE = 1024


def ishigami(points: Floats, _: int) -> Floats:
    """Return the function of Ishigami and Homma (1990) on the unit cube."""
    x, y, z = np.pi * (2 * points.T - 1)
    found: Floats = np.sin(x) + A * np.sin(y) ** 2 + B * z**4 * np.sin(x)
    return found


def chancy(points: Floats, repeat: int) -> Floats:
    """Return x + y/2, with noise of each row that is larger where y is larger."""
    noise = np.random.default_rng([9, repeat]).normal(size=len(points))
    found: Floats = points[:, 0] + points[:, 1] / 2 + points[:, 1] * noise
    return found


def drawn(points: Floats, repeat: int) -> Floats:
    """Return whether something happens, with a chance that x and a game decide."""
    chance = 0.1 + 0.5 * points[:, 0] + 0.3 * (repeat % 6) / 5
    lots = np.random.default_rng([8, repeat]).random(len(points))
    return (lots < chance).astype(float)


def found_of(held: Sensitivity, outcome: str = "outcome") -> dict[str, float]:
    """Return first and total indices by name."""
    return {
        f"{one.name} {end}": getattr(one, end)
        for one in held.of(outcome).indices
        for end in ("first", "total")
    }


def test_indices_of_a_known_function_lie_within_their_errors() -> None:
    """The indices of Ishigami's function are known in closed form."""
    spread = A**2 / 8 + B * np.pi**4 / 5 + B**2 * np.pi**8 / 18 + 0.5
    one = 0.5 * (1 + B * np.pi**4 / 5) ** 2 / spread
    both = 8 * B**2 * np.pi**8 / 225 / spread
    other = A**2 / 8 / spread
    known = {"x": (one, one + both), "y": (other, other), "z": (0.0, both)}

    held = sensitivity(ishigami, NAMES, base=BASE, seed=1)

    for index in held.of("outcome").indices:
        first, total = known[index.name]
        assert abs(index.first - first) < 2 * index.first_error + 1e-9
        assert abs(index.total - total) < 2 * index.total_error + 1e-9
        assert index.first_error < 0.06
    assert_allclose(held.of("outcome").deviation ** 2, spread, rtol=0.02)


def test_without_chance_indices_are_those_of_salib() -> None:
    """Another program, on the same points."""
    points = saltelli(NAMES, BASE, seed=3)
    answers = ishigami(points.transpose(1, 0, 2).reshape(-1, 3), 0)
    problem = {"num_vars": 3, "names": [*NAMES], "bounds": [[0, 1]] * 3}

    theirs = sobol.analyze(problem, answers, calc_second_order=False, seed=3)

    ours = found_of(sensitivity(ishigami, NAMES, base=BASE, seed=3))
    for place, name in enumerate(NAMES):
        assert_allclose(ours[f"{name} first"], theirs["S1"][place], atol=1e-12)
        assert_allclose(ours[f"{name} total"], theirs["ST"][place], atol=1e-12)


def test_chance_is_not_taken_for_an_uncertainty() -> None:
    """Indices are of what is expected, where y has a share of 1/5 and no partner.

    A course varies by 1/12 + 1/48 for x and y and by 1/3 for chance.
    """
    held = sensitivity(chancy, NAMES, base=BASE, repeats=4, seed=2).of("outcome")

    index = {one.name: one for one in held.indices}
    assert abs(index["x"].total - 0.8) < 3 * index["x"].total_error
    assert abs(index["y"].total - 0.2) < 3 * index["y"].total_error
    assert abs(index["y"].first - 0.2) < 3 * index["y"].first_error
    assert not index["z"].told
    assert held.chance is not None
    assert held.chance_error is not None
    assert abs(held.chance - (1 / 3) / (5 / 48 + 1 / 3)) < 3 * held.chance_error
    assert_allclose(held.deviation**2, 5 / 48 + 1 / 3, rtol=0.1)


def test_shares_of_rows_repeats_and_chance_are_those_of_the_model() -> None:
    """Variances: 0.25/12 of x, 0.09 times that of 0, 0.2, ... 1 of games, the rest.

    The event happens with a chance of 1/2, so that one course varies by 1/4.
    """
    held = sensitivity(drawn, ["x", "y"], base=2048, repeats=6, seed=4).of("outcome")

    games = 0.09 * np.var(np.arange(6) / 5, ddof=1)
    rows, whole = 0.25 / 12, 0.25 + games - 0.09 * np.var(np.arange(6) / 5)
    assert held.uncertain is not None
    assert held.uncertain_error is not None
    assert held.common is not None
    assert held.chance is not None
    assert abs(held.uncertain - rows / whole) < 3 * held.uncertain_error
    assert held.common == pytest.approx(games / whole, rel=0.2)
    assert held.uncertain + held.common + held.chance == pytest.approx(1.0)


def test_where_nothing_decides_no_index_is_told() -> None:
    """Shares of a variance that is noise are noise."""

    def noise(points: Floats, repeat: int) -> Floats:
        return np.random.default_rng([7, repeat]).normal(size=len(points))

    held = sensitivity(noise, NAMES, base=256, repeats=4, seed=1).of("outcome")

    assert held.indices == ()
    assert "no uncertainty moves" in str(held)


def test_an_outcome_that_never_varies_has_no_shares() -> None:
    """Zero of zero is not a share."""
    held = sensitivity(lambda points, _: np.zeros(len(points)), NAMES, base=64, seed=1)

    assert held.of("outcome").uncertain is None
    assert held.of("outcome").indices == ()
    assert "the same in every course" in str(held)


def test_chance_is_not_known_where_each_point_is_asked_once() -> None:
    """Missing is not zero."""
    held = sensitivity(ishigami, NAMES, base=64, seed=1).of("outcome")

    assert held.uncertain == 1.0
    assert held.chance is None
    assert held.common is None


def test_several_outcomes_are_told_as_each_by_itself() -> None:
    """Columns do not touch one another."""

    def two(points: Floats, repeat: int) -> Floats:
        return np.stack([ishigami(points, repeat), chancy(points, repeat)], axis=1)

    both = sensitivity(two, NAMES, outcomes=("a", "b"), base=64, repeats=2, seed=5)
    one = sensitivity(ishigami, NAMES, base=64, repeats=2, seed=5)

    assert_allclose([*found_of(both, "a").values()], [*found_of(one).values()])


def test_runs_are_counted_as_they_are_made() -> None:
    """What is told to have been run was run."""
    rows = []

    def counted(points: Floats, _: int) -> Floats:
        rows.append(len(points))
        return points[:, 0]

    held = sensitivity(counted, NAMES, base=32, repeats=3, seed=1)

    assert held.runs == sum(rows) == 5 * 32 * 3


def test_the_matrix_of_first_indices_has_repeats_of_its_own() -> None:
    """Chance that both matrices share would pass for an effect."""
    seen = []

    def told(points: Floats, repeat: int) -> Floats:
        seen.append(repeat)
        return points[:, 0]

    sensitivity(told, ["x"], base=32, repeats=2, seed=1)

    assert seen == [0, 1, 0, 1, 2, 3]


@given(
    st.floats(-100, 100, allow_subnormal=False),
    st.floats(0.01, 100, allow_subnormal=False),
)
@settings(max_examples=20, deadline=None)
def test_units_do_not_matter(shift: float, scale: float) -> None:
    """Indices and shares are of variance: another unit or zero changes nothing."""

    def moved(points: Floats, repeat: int) -> Floats:
        return shift + scale * chancy(points, repeat)

    here = sensitivity(chancy, NAMES, base=64, repeats=3, seed=6)
    there = sensitivity(moved, NAMES, base=64, repeats=3, seed=6)

    assert_allclose([*found_of(there).values()], [*found_of(here).values()], atol=1e-6)
    assert there.of("outcome").chance == pytest.approx(here.of("outcome").chance)


@given(st.integers(2, 5), st.integers(3, 30), st.integers(0, 1000))
@settings(max_examples=30)
def test_parts_of_variance_add_up_as_squares_do(
    repeats: int, size: int, seed: int
) -> None:
    """Rows, repeats and the rest share the sum of squares among them.

    Searle, Casella and McCulloch (1992), section 4.3: with mean squares of rows,
    repeats and the rest, (MS rows - MS rest) / m and so on.
    """
    table = np.random.default_rng(seed).normal(size=(repeats, size))
    found = components(table, table).variances(np.full((1, size), 1 / size))[:, 0]

    rows = repeats * table.mean(axis=0).var(ddof=1)
    columns = size * table.mean(axis=1).var(ddof=1)
    squares = table.size * table.var()
    rest = squares - rows * (size - 1) - columns * (repeats - 1)
    rest /= (size - 1) * (repeats - 1)
    assert_allclose(found[2], rest, rtol=1e-9)
    assert_allclose(found[1], (columns - rest) / size, atol=1e-12)
    assert_allclose(found[0], (rows * (size - 1) / size - rest) / repeats, atol=1e-12)


@pytest.mark.parametrize(
    ("names", "base", "said"),
    [
        (["x", "x"], 64, "name each uncertainty once"),
        ([], 64, "name each uncertainty once"),
        (["x"], 100, "expected a power of two"),
    ],
)
def test_points_that_cannot_be_drawn_are_refused(
    names: list[str], base: int, said: str
) -> None:
    """Other numbers of points leave gaps that nobody would see."""
    with pytest.raises(SchemaError, match=f"(?i){said}"):
        saltelli(names, base, seed=1)


def test_answers_that_are_no_numbers_are_named_by_outcome() -> None:
    """Silently left out, they would bend every index."""

    def missing(points: Floats, _: int) -> Floats:
        return np.where(points < 0.5, np.nan, points)[:, :2]

    with pytest.raises(SchemaError, match="b: no number at 32 of 64 points"):
        sensitivity(missing, NAMES, outcomes=("a", "b"), base=64, seed=1)


def test_answers_of_another_shape_are_refused() -> None:
    """One column for each outcome that is named."""
    with pytest.raises(SchemaError, match="one column for each of 2 outcomes"):
        sensitivity(ishigami, NAMES, outcomes=("a", "b"), base=64, seed=1)


def test_an_unknown_outcome_is_answered_with_those_there_are() -> None:
    """A reader mistypes."""
    with pytest.raises(SchemaError, match="there are outcome"):
        sensitivity(ishigami, NAMES, base=64, seed=1).of("output")
