"""What readings promise: simulated paths are read as the record is, no better."""

from types import MappingProxyType

import numpy as np
from numpy.testing import assert_allclose

from tests.strategy.estimation.toys import PARAMETERS, toy, toy_evidence
from yalu.strategy.estimation.evidence import Evidence
from yalu.strategy.estimation.readings import beginning_of, reread
from yalu.strategy.games import solve
from yalu.strategy.games.paths import Paths


def path(codes: dict[str, list[int]]) -> Paths:
    """Return one path with given positions; what is not given stays at zero."""
    long = len(next(iter(codes.values())))
    names = ("type", *(axis.name for axis in toy().axes))
    return Paths(
        game=toy(),
        positions={
            name: np.array([codes.get(name, [0] * long)], dtype=np.int64)
            for name in names
        },
    )


def with_rows(**rows: list[list[float]]) -> Evidence:
    """Return evidence with given rows; of other axes nothing is known."""
    long = len(next(iter(rows.values())))
    axes = (*toy().components, *toy().actions)
    return Evidence(
        periods=tuple(str(number) for number in range(long)),
        weights=MappingProxyType(
            {
                axis.name: np.array(rows.get(axis.name, [[1.0] * axis.size] * long))
                for axis in axes
            }
        ),
    )


def test_what_is_sure_is_read_as_it_is() -> None:
    """And what is missing in the record is missing of the path."""
    like = with_rows(move=[[1, 0], [0, 1], [1, 1]])
    seen = reread(path({"move": [1, 0, 1]}), 0, like, np.random.default_rng(1))

    assert seen.weights["move"][:2].tolist() == [[0, 1], [1, 0]]
    assert not seen.is_known("move")[2]
    assert not seen.is_known("enforce").any()


def test_every_cell_is_as_uncertain_as_in_the_record() -> None:
    """Its weights are moved, and never changed."""
    like = with_rows(hunger=[[0.5, 0.3, 0.2], [0.7, 0.2, 0.1], [0, 0.6, 0.4]])
    seen = reread(path({"hunger": [0, 2, 1]}), 0, like, np.random.default_rng(2))

    assert_allclose(
        np.sort(seen.weights["hunger"], axis=1), np.sort(like.shares("hunger"), axis=1)
    )


def test_what_is_read_is_its_own_likelihood() -> None:
    """By Bayes' rule from many readings of each truth: what the weights say of it."""
    many = 60_000
    like = with_rows(hunger=[[0.5, 0.3, 0.2]] * many)
    rng = np.random.default_rng(3)
    truth = rng.integers(3, size=many)
    seen = reread(path({"hunger": truth.tolist()}), 0, like, rng).weights["hunger"][1:]
    readings = np.unique(seen, axis=0)

    assert len(readings) == 3
    for reading in readings:
        of = truth[1:][(seen == reading).all(axis=1)]
        shares = np.bincount(of, minlength=3) / len(of)
        assert_allclose(shares, reading, atol=0.02)


def test_the_first_state_is_drawn_by_the_record_and_read_as_there() -> None:
    """So that a world does not begin where the record never was."""
    played = solve(toy(), PARAMETERS, precision=1.5)
    rng = np.random.default_rng(4)
    starts = [beginning_of(played, toy_evidence(), rng) for _ in range(3000)]
    hunger = np.bincount([one["hunger"] for one in starts]) / len(starts)
    seen = reread(path({"hunger": [2, 2, 2]}), 0, toy_evidence(), rng)

    assert_allclose(hunger, [0.5, 0.3, 0.2], atol=0.03)
    assert {one["arms"] for one in starts} == {0}
    assert seen.weights["hunger"][0].tolist() == [0.5, 0.3, 0.2]


def test_a_path_begins_with_the_belief_and_type_of_the_likelihood() -> None:
    """A prior of 0.4 lies between 0.1 and 0.45: six times of seven at the second."""
    played = solve(toy(), PARAMETERS, precision=1.5)
    rng = np.random.default_rng(5)
    starts = [beginning_of(played, toy_evidence(), rng) for _ in range(4000)]

    trust = np.bincount([one["trust"] for one in starts], minlength=3) / len(starts)
    assert_allclose(trust, [1 / 7, 6 / 7, 0.0], atol=0.025)
    assert_allclose(np.mean([one["type"] for one in starts]), 0.4, atol=0.03)


def test_what_is_asked_elsewhere_is_read_as_where_the_record_asks() -> None:
    """The record asks once and is sure of it nowhere: no reading may be surer."""
    rows = [[1.0, 0.0], [0.3, 0.7], [1.0, 0.0]]
    told = with_rows(visit=rows)
    like = Evidence(
        periods=told.periods,
        weights=told.weights,
        unasked={"visit": np.array([True, False, True])},
    )
    seen = reread(path({"visit": [0, 1, 1]}), 0, like, np.random.default_rng(6))

    assert_allclose(np.sort(seen.weights["visit"], axis=1), [[0.3, 0.7]] * 3)
