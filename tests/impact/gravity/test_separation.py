"""Promises about flows that no gravity equation can fit."""

import csv
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.optimize import linprog

from yalu.errors import SchemaError
from yalu.impact.gravity import separation

CASES = Path(__file__).parents[1] / "reference" / "separation" / "cases.csv"
Regression = tuple[
    NDArray[np.float64], NDArray[np.float64], list[NDArray[np.int64]], list[int]
]


def published() -> dict[str, Regression]:
    """Return outcome, covariates, effects and the truth of each published case."""
    rows = defaultdict(list)
    with CASES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            rows[row["case"]].append({k: v for k, v in row.items() if v})
    return {case: regression(held) for case, held in rows.items()}


def regression(rows: list[dict[str, str]]) -> Regression:
    """Return what the rows of one case hold."""
    numbers = [name for name in rows[0] if name[0] == "x"]
    levels = [name for name in rows[0] if name.startswith("effect")]
    covariates = [[float(row[name]) for name in numbers] for row in rows]
    effects = [np.array([int(row[name]) for row in rows]) for name in levels]
    return (
        np.array([float(row["outcome"]) for row in rows]),
        np.array(covariates).reshape(len(rows), len(numbers)),
        effects,
        [at for at, row in enumerate(rows) if row["separated"] == "1"],
    )


def by_linear_programme(
    outcome: NDArray[np.float64],
    covariates: NDArray[np.float64],
    effects: list[NDArray[np.int64]],
) -> list[int]:
    """Return what is separated as a linear programme finds it.

    Of each observation without an outcome as much as possible, up to 1, is asked to be
    above 0 at once.
    """
    indicators = [np.eye(effect.max() + 1)[effect] for effect in effects]
    full = np.hstack([covariates, *(indicators or [np.ones((outcome.size, 1))])])
    zeros = np.flatnonzero(outcome == 0)
    if not zeros.size:
        return []
    positive = full[outcome > 0]
    found = linprog(
        np.r_[np.zeros(full.shape[1]), -np.ones(zeros.size)],
        A_ub=np.hstack([-full[zeros], np.eye(zeros.size)]),
        b_ub=np.zeros(zeros.size),
        A_eq=np.hstack([positive, np.zeros((len(positive), zeros.size))]),
        b_eq=np.zeros(len(positive)),
        bounds=[(None, None)] * full.shape[1] + [(0, 1)] * zeros.size,
    )
    moved = np.asarray(found.x)[full.shape[1] :] > 0.5
    return [int(row) for row in zeros[moved]]


PUBLISHED = published()


@pytest.mark.parametrize("case", PUBLISHED)
def test_exactly_the_published_observations_are_separated(case: str) -> None:
    """Their authors made the cases so that programs fail at them."""
    outcome, covariates, effects, truth = PUBLISHED[case]

    assert list(separation(outcome, covariates, effects).rows) == truth


def test_there_are_eighteen_published_cases() -> None:
    """A test over no cases would hold as well."""
    assert len(PUBLISHED) == 18


@st.composite
def small_regressions(draw: st.DrawFn) -> Regression:
    """Draw a regression of whole numbers that is likely to be separated."""
    size = draw(st.integers(2, 25))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    covariates = rng.integers(-3, 4, (size, draw(st.integers(0, 6))))
    covariates[rng.random(covariates.shape) < draw(st.floats(0, 0.9))] = 0
    outcome = (rng.random(size) < draw(st.floats(0.1, 0.6))).astype(float)
    if draw(st.booleans()):
        covariates[outcome > 0] = 0
    effects = [
        rng.integers(0, draw(st.integers(1, 8)), size)
        for _ in range(draw(st.integers(0, 3)))
    ]
    return outcome, covariates.astype(float), effects, []


@given(small_regressions())
@settings(max_examples=150, deadline=None)
def test_a_linear_programme_finds_the_same(drawn: Regression) -> None:
    """Another algorithm of another program must agree on every observation."""
    outcome, covariates, effects, _ = drawn
    found = separation(outcome, covariates, effects)

    assert list(found.rows) == by_linear_programme(outcome, covariates, effects)


@given(small_regressions(), st.floats(0.001, 1000))
@settings(max_examples=50, deadline=None)
def test_units_do_not_matter(drawn: Regression, factor: float) -> None:
    """Kilometres or miles, thousands or millions: the same flows cannot be fitted."""
    outcome, covariates, effects, _ = drawn
    found = separation(outcome, covariates, effects)
    scaled = separation(outcome / factor, covariates * factor, effects)

    assert found.rows == scaled.rows


def test_where_the_rectifier_takes_long_least_squares_decide() -> None:
    """Nearly opposite directions halve nothing for thousands of steps."""
    tilted = 1e-2
    covariates = np.array(
        [[1.0, tilted], [-1.0, tilted], [1.0, 0.3], [0.0, -tilted / 1e3], [0.0, 0.0]]
    )
    outcome = np.array([0.0, 0.0, 0.0, 0.0, 1.0])
    found = separation(outcome, covariates)

    assert list(found.rows) == by_linear_programme(outcome, covariates, [])
    assert found.least_squares > 0


def test_three_effects_are_searched_together() -> None:
    """Exporter-years, importer-years and pairs separate jointly, if at all."""
    outcome, covariates, effects, truth = PUBLISHED["3"]
    alone = [separation(outcome, covariates, [one]).rows for one in effects]

    assert len(effects) == 3
    assert not any(set(rows) & set(truth) for rows in alone)
    assert list(separation(outcome, covariates, effects).rows) == truth


def test_all_that_is_nil_is_separated() -> None:
    """Without any flow there is nothing to estimate."""
    found = separation(np.zeros(3), np.ones((3, 1)))

    assert found.rows == (0, 1, 2)
    assert found.by_level == 3


def test_what_is_separated_is_told_in_a_sentence() -> None:
    """Who reads an estimate must see what it leaves out."""
    outcome, covariates, effects, _ = PUBLISHED["4"]

    assert str(separation(outcome, covariates, effects)) == (
        "83 of 100 observations are separated, 82 of them because an effect is "
        "positive nowhere at their level."
    )
    assert str(separation(np.ones(2), np.ones((2, 1)))) == (
        "None of 2 observations is separated."
    )


def test_every_fault_is_told_at_once() -> None:
    """One run must be enough to mend an input."""
    with pytest.raises(SchemaError) as caught:
        separation(
            np.array([1.0, -1.0]), np.array([[1.0], [np.nan]]), [np.array([0, -1])]
        )

    assert all(
        words in str(caught.value) for words in ("outcome", "covariates", "effects[0]")
    )
