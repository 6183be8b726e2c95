"""Promises about the descent to the least value within bounds."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from numpy.typing import NDArray
from scipy.optimize import minimize

from yalu.cycle.hawkes.descent import descend

Vector = NDArray[np.float64]


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 8))
def test_a_bowl_within_bounds_ends_where_another_program_ends(
    seed: int, size: int
) -> None:
    """Whichever bounds hold the lowest point."""
    chance = np.random.default_rng(seed)
    root = chance.normal(size=(size, size))
    bowl = root @ root.T + np.eye(size)
    middle = chance.normal(size=size)
    low, high = -chance.uniform(0, 1, size), chance.uniform(0, 1, size)

    def loss(x: Vector) -> tuple[float, Vector]:
        away = x - middle
        return float(away @ bowl @ away) / 2, bowl @ away

    found, value = descend(loss, np.zeros(size), low, high, flat=1e-9)

    known = minimize(
        loss,
        np.zeros(size),
        jac=True,
        method="L-BFGS-B",
        bounds=list(zip(low, high, strict=True)),
        options={"ftol": 1e-15, "gtol": 1e-9},
    )
    assert_allclose(found, known.x, atol=1e-6)
    assert value <= known.fun + 1e-12


def test_a_bent_valley_is_followed_to_its_end() -> None:
    """Rosenbrock's, from where it is usually begun."""

    def loss(x: Vector) -> tuple[float, Vector]:
        bend = x[1] - x[0] ** 2
        slope = [-400 * x[0] * bend - 2 * (1 - x[0]), 200 * bend]
        return float(100 * bend**2 + (1 - x[0]) ** 2), np.array(slope)

    ends = np.full(2, 5.0)
    found, _ = descend(loss, np.array([-1.2, 1.0]), -ends, ends, flat=1e-8)

    assert_allclose(found, [1.0, 1.0], rtol=1e-6)


@pytest.mark.parametrize("held", [-0.5, 0.25])
def test_a_parameter_between_equal_bounds_stays(held: float) -> None:
    """A profile holds one and moves the others."""

    def loss(x: Vector) -> tuple[float, Vector]:
        total = x.sum()
        return float(total**2 + x @ x) / 2, total + x

    low, high = np.array([held, -9.0]), np.array([held, 9.0])
    found, _ = descend(loss, np.zeros(2), low, high, flat=1e-9)

    assert_allclose(found, [held, -held / 2], atol=1e-8)
