"""What a range promises, and draws of several."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import qmc

from yalu.errors import SchemaError, UnknownCodeError
from yalu.impact.ranges import Draws, Range, Scale, draw
from yalu.provenance import Confidence, Evidence


def a_range(
    name: str = "a",
    low: float = 1.0,
    high: float = 100.0,
    *,
    value: float | None = None,
    scale: Scale = Scale.LINEAR,
    unit: str = "",
) -> Range:
    return Range(
        name=name,
        low=low,
        high=high,
        value=value,
        scale=scale,
        unit=unit,
        evidence=Evidence.ESTIMATED,
        confidence=Confidence.LOW,
    )


def test_a_range_without_a_middle_is_even() -> None:
    """Nothing is known but the ends, so no part of it is likelier."""
    quarters = np.array([0.0, 0.25, 0.5, 0.75, 1.0])

    assert a_range(low=0, high=8).at(quarters).tolist() == [0, 2, 4, 6, 8]


def test_the_figure_in_between_is_the_median() -> None:
    """It is as likely too high as too low, however far it is from the ends."""
    lopsided = a_range(low=0, value=1, high=100)

    assert lopsided.central == 1
    assert lopsided.at(np.array([0.25, 0.75])).tolist() == [0.5, 50.5]


def test_equal_ratios_are_equally_likely_on_a_scale_of_ratios() -> None:
    """Between 1 and 100 lies 10 in the middle, and not 50.5."""
    wide = a_range(scale=Scale.RATIO)

    assert wide.central == pytest.approx(10)


@given(
    st.tuples(*[st.floats(0.01, 1e6)] * 3).map(sorted),
    st.sampled_from(Scale),
    st.floats(0, 1),
)
def test_no_draw_leaves_the_range(
    numbers: list[float], scale: Scale, quantile: float
) -> None:
    """The ends are bounds: what is outside was said to be impossible."""
    low, value, high = numbers
    drawn = a_range(low=low, value=value, high=high, scale=scale).at(
        np.array([quantile])
    )[0]

    assert low * (1 - 1e-12) <= drawn <= high * (1 + 1e-12)


@pytest.mark.parametrize(
    ("numbers", "message"),
    [
        ({"low": 2.0, "high": 1.0}, "expected in order"),
        ({"low": 0.0, "high": 1.0, "value": 2.0}, "expected in order"),
        ({"low": float("nan"), "high": 1.0}, "Give finite ones"),
        ({"low": 0.0, "high": 1.0, "scale": Scale.RATIO}, "Or use a linear scale"),
    ],
)
def test_an_impossible_range_is_refused(
    numbers: dict[str, float], message: str
) -> None:
    """The message names the range, and what to mend."""
    with pytest.raises(SchemaError, match=re.escape(message)):
        a_range(**numbers)  # type: ignore[arg-type]


def test_a_range_is_told_with_its_grade() -> None:
    """A reader sees at once how far to trust it."""
    told = str(a_range("output", 1e10, 3e10, value=1.6e10, unit="USD"))

    assert told == (
        "output: 1e+10 to 3e+10, about 1.6e+10 USD (estimated, confidence low)"
    )


@given(st.integers(1, 40), st.integers(0, 2**31))
def test_each_part_of_each_range_is_met_once(count: int, seed: int) -> None:
    """So that few draws show the middle and the ends of everything."""
    names = ["a", "b", "c"]
    drawn = draw(
        [a_range(name, 0, 1) for name in names], count, np.random.default_rng(seed)
    )

    parts = np.floor(drawn.quantiles * count).astype(int)

    assert (np.sort(parts, axis=0) == np.arange(count)[:, None]).all()


def test_draws_cover_as_evenly_as_those_of_another_program() -> None:
    """SciPy's Latin hypercube has the same discrepancy, plain draws have more."""
    count, ranges = 64, [a_range(name, 0, 1) for name in "abc"]
    rng = np.random.default_rng(1)

    ours = np.mean(
        [qmc.discrepancy(draw(ranges, count, rng).quantiles) for _ in range(30)]
    )
    theirs = np.mean(
        [
            qmc.discrepancy(qmc.LatinHypercube(3, rng=rng).random(count))
            for _ in range(30)
        ]
    )
    plain = np.mean([qmc.discrepancy(rng.random((count, 3))) for _ in range(30)])

    assert ours == pytest.approx(theirs, rel=0.1)
    assert ours < plain / 2


def test_ranges_are_drawn_independently_of_each_other() -> None:
    """One thing that is not known tells nothing about another."""
    drawn = draw([a_range("a"), a_range("b")], 2_000, np.random.default_rng(2))

    assert abs(np.corrcoef(drawn["a"], drawn["b"])[0, 1]) < 0.06


def test_the_same_source_of_randomness_gives_the_same_draws() -> None:
    """No randomness comes from anywhere else."""
    first, second = (
        draw([a_range()], 5, np.random.default_rng(3))["a"] for _ in range(2)
    )

    assert first.tolist() == second.tolist()


def test_the_central_draw_has_everything_in_the_middle() -> None:
    """One answer without draws is the one at the middles."""
    central = Draws.central([a_range("a", 0, 2), a_range("b", 1, 100, value=7)])

    assert central.count == 1
    assert [float(central[name][0]) for name in central.names] == [1.0, 7.0]


def test_an_unknown_name_is_refused_with_those_known() -> None:
    """A typing error must not become a silent default."""
    with pytest.raises(UnknownCodeError, match="expected one of a"):
        draw([a_range()], 2, np.random.default_rng(0))["b"]


def test_two_ranges_of_one_name_and_no_draws_are_refused_together() -> None:
    """All faults of one call are told at once."""
    with pytest.raises(SchemaError, match=r"'a' stands twice(.|\n)*found 0"):
        draw([a_range(), a_range()], 0, np.random.default_rng(0))
