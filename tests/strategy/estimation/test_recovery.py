"""What recovery promises: the truth is drawn, hidden, and looked for."""

import numpy as np
from numpy.testing import assert_allclose

from tests.strategy.estimation.toys import toy, toy_model
from yalu.strategy.estimation.evidence import Evidence
from yalu.strategy.estimation.recovery import recover


def test_truths_are_inside_ranges_about_as_often_as_they_say() -> None:
    """Of a quick study on the toy: few worlds, so a wide margin."""
    sizes = {axis.name: axis.size for axis in (*toy().components, *toy().actions)}
    like = Evidence(
        periods=tuple(str(number) for number in range(60)),
        weights={name: np.eye(size)[[0] * 60] for name, size in sizes.items()},
    )
    worlds = [recover(toy_model(), like, np.random.default_rng(n)) for n in range(12)]
    inside = np.mean([one.inside for one in worlds])

    assert all(one.is_found for one in worlds)
    assert 0.72 <= inside <= 1.0
    # A record of sixty quarters teaches something, or the study says nothing.
    assert np.mean([one.widths for one in worlds]) < 0.9


def test_a_world_begins_where_its_seed_does() -> None:
    """A study can be repeated."""
    sizes = {axis.name: axis.size for axis in (*toy().components, *toy().actions)}
    like = Evidence(
        periods=tuple(str(number) for number in range(60)),
        weights={name: np.eye(size)[[0] * 60] for name, size in sizes.items()},
    )
    first, second = (
        recover(toy_model(), like, np.random.default_rng(3)) for _ in range(2)
    )

    assert_allclose(first.truth, second.truth)
    assert_allclose(first.found, second.found)
