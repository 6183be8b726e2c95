"""What uncertainties promise, one promise per test."""

from collections.abc import Mapping
from statistics import mean, stdev

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy.stats import loguniform, triang

from yalu.errors import SchemaError
from yalu.provenance import Confidence, Evidence
from yalu.scenario.uncertainty import (
    NAMES,
    Shape,
    Uncertainty,
    narrowed,
    uncertainties,
)
from yalu.sources import load

U = np.linspace(0.0, 0.999, 64)


def one(name: str) -> Uncertainty:
    """Return an uncertainty that comes with Yalu."""
    return uncertainties()[NAMES.index(name)]


def shaped(shape: Shape, low: float, centre: float, high: float) -> Uncertainty:
    """Return an uncertainty of some shape."""
    return Uncertainty(
        name="adjustment",
        meaning="",
        unit="",
        shape=shape,
        low=low,
        centre=centre,
        high=high,
        evidence=Evidence.ESTIMATED,
        confidence=Confidence.LOW,
        sources=(),
        note="",
    )


def test_uncertainties_stand_in_the_order_in_which_they_are_drawn() -> None:
    """A point is a row of numbers without names."""
    assert tuple(found.name for found in uncertainties()) == NAMES


@pytest.mark.parametrize("found", uncertainties(), ids=str)
def test_every_uncertainty_says_what_it_rests_on(found: Uncertainty) -> None:
    """A number that we assume has a reason beside it."""
    assert found.meaning
    assert found.unit
    assert len(found.note) > len("our judgement")
    assert found.sources or found.note.startswith(("Our judgement", "Each draw"))


def test_every_source_of_an_uncertainty_is_known() -> None:
    """Whoever doubts a range can look it up."""
    known = set(load("sources")["id"].to_pylist())

    assert {name for found in uncertainties() for name in found.sources} <= known


def test_a_triangle_is_that_of_another_program() -> None:
    """SciPy has it with the place of the mode between 0 and 1."""
    found = shaped(Shape.TRIANGULAR, 1.0, 2.0, 5.0).at(U)

    assert_allclose(found, triang(c=0.25, loc=1.0, scale=4.0).ppf(U))


def test_an_even_ratio_is_that_of_another_program() -> None:
    """SciPy calls it reciprocal."""
    found = shaped(Shape.LOG_UNIFORM, 2.0, 4.0, 8.0).at(U)

    assert_allclose(found, loguniform(2.0, 8.0).ppf(U))


def test_all_of_a_choice_are_as_likely() -> None:
    """Both ends are as likely as what lies between."""
    found = shaped(Shape.CHOICE, 0.0, 1.0, 2.0).at(np.arange(300) / 300)

    assert np.unique(found, return_counts=True)[1].tolist() == [100, 100, 100]


@given(
    shape=st.sampled_from([*Shape]),
    ends=st.lists(st.integers(1, 50), min_size=3, max_size=3).map(sorted),
)
def test_values_rise_with_the_quantile_and_stay_within_the_range(
    shape: Shape, ends: list[int]
) -> None:
    """It is the inverse of a distribution function."""
    low, centre, high = map(float, ends)
    found = shaped(shape, low, centre, high).at(U)

    assert (np.diff(found) >= 0).all()
    assert found.min() >= low - 1e-12
    assert found.max() <= high + 1e-12


def test_a_narrower_range_keeps_the_likeliest_figure_where_it_can() -> None:
    """A scenario that trusts its crude more does not say that another is likelier."""
    kept, moved = (
        narrowed(uncertainties(), {"crude": ends})[NAMES.index("crude")].centre
        for ends in ((480.0, 520.0), (400.0, 450.0))
    )

    assert (kept, moved) == (500.0, 425.0)


def test_other_uncertainties_stay_as_they_are() -> None:
    """What a scenario does not name stays as in the baseline."""
    found = narrowed(uncertainties(), {"trend": (0.0, 1.0)})

    assert [a.name for a, b in zip(found, uncertainties(), strict=True) if a != b] == [
        "trend"
    ]


@pytest.mark.parametrize(
    ("ranges", "told"),
    [
        ({"trends": (0.0, 1.0)}, "trends: found it; expected one of exports_scale"),
        ({"recovery": (0.5, 1.5)}, "recovery: numbers: low, centre, high = 0.5, 1, 1"),
        ({"trend": (2.0, 1.0)}, "expected in order"),
        ({"adjustment": (0.0, 2.0)}, "expected above 0"),
        ({"toll_model": (0.5, 2.0)}, "expected whole ends"),
        ({"trend": (0.0, float("nan"))}, "Give finite ones"),
    ],
)
def test_a_range_that_makes_no_sense_is_told_with_its_name(
    ranges: Mapping[str, tuple[float, float]], told: str
) -> None:
    """The message names it, what was found, and what to do."""
    with pytest.raises(SchemaError) as error:
        narrowed(uncertainties(), ranges)

    assert told in str(error.value)


def test_all_ranges_that_cannot_be_are_told_at_once() -> None:
    """One run is enough to mend them."""
    with pytest.raises(SchemaError) as error:
        narrowed(uncertainties(), {"trend": (2.0, 1.0), "nothing": (0.0, 1.0)})

    assert str(error.value).count("\n  - ") == 2


def test_the_range_of_a_closed_border_holds_the_years_on_record() -> None:
    """The first and the second year of the closed border against 2019."""
    totals = yearly_trade()
    closed = one("closure")

    assert closed.low < 1 - totals[2020] / totals[2019] < closed.high
    assert closed.low < 1 - totals[2021] / totals[2019] < closed.high


def test_the_trend_and_its_noise_are_those_of_the_record() -> None:
    """What the notes say of the Bank of Korea's growth is so."""
    growth = {
        row["period_start"].year: float(row["value"])
        for row in load("output").to_pylist()
        if row["item"] == "real_growth" and row["compiler"] == "Bank of Korea"
    }
    before = [value for year, value in growth.items() if 1999 <= year <= 2016]
    decades = [mean(growth[y] for y in range(a, a + 10)) for a in range(1999, 2017)]

    assert_allclose(mean(v for y, v in growth.items() if y >= 1999), 1.0, atol=0.2)
    assert one("trend").low < min(decades)
    assert max(decades) < one("trend").high
    assert one("shock_growth").low < stdev(before) / 2 < one("shock_growth").high


def yearly_trade() -> dict[int, float]:
    """Return the patron's total trade by calendar year, USD."""
    return {
        row["period_start"].year: float(row["total_usd"])
        for row in load("trade_totals").to_pylist()
        if row["reporter"] == "CHN"
        and (row["period_end"] - row["period_start"]).days > 360
        and row["total_usd"] is not None
    }
