"""Promises about the intensity of a Hawkes process, and about what is asked of one."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose

from tests.cycle.hawkes.slow import one_stream
from yalu.cycle.hawkes.intensity import HawkesIntensity
from yalu.cycle.hawkes.process import Hawkes
from yalu.errors import ModelError, SchemaError

TWO = HawkesIntensity(
    names=("a", "b"),
    mu=np.array([0.3, 0.1]),
    weights=np.array([[[0.5], [0.25]], [[0.0], [0.5]]]),
    decays=np.array([[1.0], [2.0]]),
)


def test_long_run_rates_by_hand() -> None:
    """The second stream doubles itself; the first gets a quarter of it and doubles."""
    assert_allclose(TWO.stationary_rates, [2 * (0.3 + 0.25 * 0.2), 0.2], rtol=1e-14)


def test_the_radius_of_a_triangle_is_on_its_diagonal() -> None:
    """What flows one way only never comes back."""
    assert_allclose(TWO.spectral_radius, 0.5, rtol=1e-12)


def test_weights_of_all_kernels_branch_together() -> None:
    """How fast an event acts does not count for how many it brings about."""
    double = replace(
        TWO,
        weights=np.repeat(TWO.weights, 2, axis=2) / 2,
        decays=np.repeat(TWO.decays, 2, axis=1),
    )

    assert_allclose(double.branching, TWO.branching)


def test_an_explosive_process_has_no_long_run() -> None:
    """And is refused in words."""
    wild = one_stream(0.1, 1.2, 1.0)

    with pytest.raises(ModelError, match=r"brings about 1.2 others in the long run"):
        _ = wild.stationary_rates


def test_a_moving_baseline_has_no_long_run() -> None:
    """It has one for each course of what moves it."""
    moved = replace(
        one_stream(0.1, 0.2, 1.0), design=np.ones((9, 1)), coefficients=np.ones((1, 1))
    )

    assert_allclose(moved.baselines(np.array([0.0, 8.5])), [[0.1 * np.e] * 2])
    with pytest.raises(ModelError, match="a baseline that moves"):
        _ = moved.stationary_rates
    with pytest.raises(SchemaError, match="days 0 to 8, asked for were 9 to 9"):
        moved.baselines(np.array([9.0]))


def test_all_that_is_wrong_is_told_at_once() -> None:
    """One run is enough to mend a thing."""
    with pytest.raises(SchemaError) as told:
        replace(TWO, mu=np.array([0.0, 1.0]), decays=np.array([[np.nan], [1.0]]))

    assert "mu: 1 values" in str(told.value)
    assert "decays: 1 values" in str(told.value)


def test_shapes_must_fit_together() -> None:
    """An array of another shape means something else."""
    with pytest.raises(SchemaError, match=r"mu: shape \(3,\); expected \(2,\)"):
        replace(TWO, mu=np.ones(3))


def test_what_cannot_be_asked_is_told_at_once() -> None:
    """One run is enough here, too."""
    with pytest.raises(SchemaError) as told:
        Hawkes(half_lives=(10, 10), design=np.ones((4, 1)), terms=("always",))

    assert "different numbers above zero" in str(told.value)
    assert "depend on one another" in str(told.value)


@pytest.mark.parametrize("kernels", [0, 6])
def test_a_kernel_has_one_to_five_exponentials(kernels: int) -> None:
    """More cannot be told apart."""
    with pytest.raises(SchemaError, match="expected 1 to 5"):
        Hawkes(kernels=kernels)


def test_columns_must_have_names() -> None:
    """An estimate of column 3 tells nobody anything."""
    with pytest.raises(SchemaError, match="Name each column"):
        Hawkes(design=np.arange(4.0)[:, None])
