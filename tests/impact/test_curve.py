"""What a curve, its spread and its influences promise."""

import re

import numpy as np
import pytest
from scipy.stats import spearmanr

from tests.impact.small_case import unknown
from yalu.errors import UnknownCodeError
from yalu.impact import Curve, ImpactStatus, draw
from yalu.impact.influence import influences_of
from yalu.impact.refusing import NOT_FOUND
from yalu.impact.spread import spread_of

RANGES = [unknown("income", 1.0, 2.0), unknown("nothing", 0.0, 1.0)]
DRAWN = draw(RANGES, 200, np.random.default_rng(5))


def a_curve(*, lost: int = 0) -> Curve:
    """Return a cost of enforcement over income, halved by help; some draws fail."""
    alone = np.array([0.0, 0.5, 1.0])[:, None] / (10 * DRAWN["income"])
    costs = np.stack([alone, alone / 2])[None].copy()
    costs[0, 0, 2, :lost] = np.nan
    why = ("no oil",) * lost + ("",) * (200 - lost)
    none = ("",) * 200
    return Curve(
        package="p",
        title="a package",
        target="PRK",
        models=("mechanical",),
        alternatives=("", "RUS"),
        levels=(0.0, 0.5, 1.0),
        costs=costs,
        reasons=(((none, none, why), (none, none, none)),),
        draws=DRAWN,
        sources=("a",),
    )


def test_the_interval_holds_the_middle_ninety_percent() -> None:
    """As NumPy counts quantiles."""
    values = a_curve().costs[0, 0, 2]
    found = a_curve().cost("mechanical")

    assert found.median == np.median(values)
    assert [found.low, found.high] == np.quantile(values, [0.05, 0.95]).tolist()
    assert found.failed == 0


def test_draws_without_an_answer_are_counted_and_widen_the_upper_end() -> None:
    """They are never dropped silently: no equilibrium may be the worst of all."""
    found = a_curve(lost=20).cost("mechanical")

    assert (found.failed, found.draws, found.high) == (20, 200, 1.0)
    assert "20 of 200 draws give no answer: no oil" in str(found)


def test_a_search_that_fails_is_counted_and_is_no_cost() -> None:
    """That nothing was found says nothing of what it would cost."""
    curve = a_curve(lost=20)
    known = curve.costs[0, 0, 2, 20:]

    found = spread_of(curve.costs[0, 0, 2], [f"{NOT_FOUND}: off"] * 20 + [""] * 180)

    assert (found.failed, found.draws) == (20, 200)
    assert found.high == np.quantile(known, 0.95)


def test_without_most_of_the_draws_there_is_no_answer() -> None:
    """A median of what happens to be left would mislead."""
    found = a_curve(lost=120).estimate("mechanical")

    assert found.status is ImpactStatus.NO_EQUILIBRIUM
    assert (found.value, found.reason) == (None, "no oil")


def test_an_estimate_tells_the_interval_and_what_happens() -> None:
    """The curve at one point is an estimate like any other."""
    found = a_curve().estimate("mechanical", enforcement=0.5, alternative="RUS")

    assert found.shock == "a package, enforced by 50%, RUS stepping in"
    assert found.value is not None
    assert found.low is not None
    assert found.high is not None
    assert found.low < found.value < found.high


def test_relief_is_the_share_of_the_cost_that_is_undone() -> None:
    """Half in every draw, so the interval is a point."""
    found = a_curve().relief("mechanical", alternative="RUS")

    assert (found.median, found.low, found.high) == (0.5, 0.5, 0.5)


def test_of_a_package_that_costs_nothing_nothing_can_be_undone() -> None:
    """A share of nothing has no answer."""
    found = a_curve().relief("mechanical", enforcement=0.0, alternative="RUS")

    assert found.median is None


def test_relief_tells_of_draws_in_which_there_is_nothing_to_undo() -> None:
    """A gain stays a gain in the costs, and is not dropped in silence."""
    gaining = a_curve()
    gaining.costs[0, :, 2, :50] = -0.001

    found = gaining.relief("mechanical", alternative="RUS")

    assert gaining.cost("mechanical").low == -0.001
    assert (found.median, found.draws, found.failed) == (0.5, 200, 50)
    assert found.reason == (
        "in 50 of 200 draws the package costs nothing to undo, "
        "in 50 of them it brings a gain"
    )


def test_how_many_draws_exceed_a_fall_is_bounded_by_those_without_answer() -> None:
    """They may lie on either side of it."""
    low, high = a_curve(lost=20).exceeding("mechanical", 0.0)

    assert (low, high) == (0.9, 1.0)


def test_influences_are_rank_correlations_of_another_program() -> None:
    """SciPy's Spearman, the strongest first."""
    cost = a_curve().costs[0, 0, 2] + 0.01 * DRAWN["nothing"]
    found = influences_of(DRAWN, cost)

    assert [one.range.name for one in found] == ["income", "nothing"]
    for one in found:
        expected = spearmanr(DRAWN[one.range.name], cost).statistic
        assert one.correlation == pytest.approx(expected)
    assert found[0].told


def test_what_does_not_matter_is_not_told_from_chance() -> None:
    """One in twenty would be; this one is not."""
    last = a_curve().influences("mechanical")[-1]

    assert last.range.name == "nothing"
    assert not last.told


def test_a_cost_that_is_the_same_in_all_draws_has_no_influences() -> None:
    """There is no spread to come from anywhere."""
    assert a_curve().influences("mechanical", enforcement=0.0) == ()


def test_equal_costs_share_their_ranks() -> None:
    """As in SciPy, where many draws cost nothing."""
    cost = np.maximum(DRAWN["income"] - 1.5, 0.0)
    found = {one.range.name: one.correlation for one in influences_of(DRAWN, cost)}

    assert found["income"] == pytest.approx(spearmanr(DRAWN["income"], cost).statistic)


def test_rows_have_every_point_once() -> None:
    """Model by model, alone and helped, level by level."""
    rows = a_curve().to_rows()

    assert [(row["alternative"], row["enforcement"]) for row in rows] == [
        ("", 0.0),
        ("", 0.5),
        ("", 1.0),
        ("RUS", 0.0),
        ("RUS", 0.5),
        ("RUS", 1.0),
    ]


def test_unknown_points_are_refused_together() -> None:
    """All that is wrong is told at once, with what is known."""
    message = "no model 'x', one of mechanical; no alternative 'IRN', one of , RUS"
    with pytest.raises(UnknownCodeError, match=re.escape(message)):
        a_curve().cost("x", alternative="IRN")


def test_a_spread_of_nothing_has_no_answer() -> None:
    """No draws, no number."""
    assert spread_of(np.array([])).median is None


def test_a_small_gain_is_not_told_as_nothing() -> None:
    """The sign and the first digit are kept; what is left over of a search is not."""
    assert str(spread_of(np.full(3, -6e-5))) == "-0.006% [-0.006% to -0.006%]"
    assert str(spread_of(np.full(3, -1e-14))) == "0.0% [0.0% to 0.0%]"
