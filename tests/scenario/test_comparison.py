"""What a comparison promises, one promise per test."""

import re
from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from tests.scenario.runs import made_up, outcome_of
from yalu.errors import SchemaError
from yalu.scenario.comparison import Contrast, Difference, compare, paired_range
from yalu.scenario.scenario import Scenario

EMBARGO = Scenario(id="embargo", title="Embargo", question="What if?", months=24)


def contrast(found: Difference, name: str) -> Contrast:
    """Return one statement in both runs."""
    (one,) = [one for one in found.contrasts if one.other.id == name]
    return one


def test_a_run_does_not_differ_from_itself() -> None:
    """The empty scenario is the baseline, without a range of doubt."""
    found = compare(made_up(), made_up())

    assert found.is_none
    for one in found.series.values():
        assert not one.values.any()
        assert not one.error.any()
        assert not one.above.any()
        assert not one.below.any()
    assert all(one.low == one.high == one.change == 0 for one in found.contrasts)
    assert all(one.chance == 0 for one in found.statements)


def test_differences_are_of_draws_and_not_of_quantiles() -> None:
    """Two runs may have the same quantiles and yet differ in every draw."""
    base = outcome_of({"oil": [[1.0] * 12, [3.0] * 12]})
    other = outcome_of({"oil": [[3.0] * 12, [1.0] * 12]})

    found = compare(base, other).series["oil"]

    assert_array_equal(base.quantiles("oil"), other.quantiles("oil"))
    assert_allclose(found.values[[0, -1], 0], [-1.8, 1.8])
    assert (found.above[0], found.below[0]) == (0.5, 0.5)


def test_the_other_way_round_changes_every_sign() -> None:
    """Who is compared with whom decides nothing else."""
    base, other = made_up(), made_up(scale=0.5, scenario=EMBARGO)
    one, two = compare(base, other), compare(other, base)

    for name, found in one.series.items():
        back = two.series[name]
        assert_allclose(back.mean, -found.mean, atol=1e-6)
        assert_allclose(back.values[::-1], -found.values, atol=1e-4)
        assert_array_equal(back.above, found.below)
    for ours, theirs in zip(one.contrasts, two.contrasts, strict=True):
        assert theirs.change == -ours.change
        assert_allclose((theirs.low, theirs.high), (-ours.high, -ours.low))


def test_counts_are_compared_as_they_add_up() -> None:
    """One test later than in the baseline is no test fewer."""
    base = outcome_of({"tests": [[1.0, 0.0, 0.0]]})
    other = outcome_of({"tests": [[0.0, 0.0, 1.0]]})

    assert_array_equal(compare(base, other).series["tests"].mean, [-1, -1, 0])


def test_a_change_of_chance_is_gains_less_losses() -> None:
    """Counted by hand: two draws gain talks, one loses them, five keep or lack them."""
    with_talks = [1.0] + [0.0] * 11
    none = [0.0] * 12
    base = outcome_of({"talks": [none] * 4 + [with_talks] * 4})
    other = outcome_of({"talks": [with_talks] * 2 + [none] * 3 + [with_talks] * 3})

    found = contrast(compare(base, other), "talks-12")

    assert found.change == 1 / 8
    assert (found.low, found.high) == paired_range(np.arange(8) < 2, np.arange(8) == 7)


def test_the_same_chance_makes_changes_surer_than_either_run() -> None:
    """That is what common random numbers are for."""
    rng = np.random.default_rng(5)
    talks = (rng.random((4000, 1)) < 0.5).astype(np.float32) * np.ones((1, 12))
    other = talks.copy()
    other[:40] = 1.0

    found = contrast(
        compare(outcome_of({"talks": talks}), outcome_of({"talks": other})), "talks-12"
    )

    assert found.is_sure
    assert found.high - found.low < 0.3 * (found.other.high - found.other.low)


def test_gains_and_losses_of_talks_make_up_the_change() -> None:
    """Three figures of one thing must add up."""
    found = compare(made_up(), made_up(scale=2.0, scenario=EMBARGO))
    both = {one.id: one.chance for one in found.statements}

    base, other = (
        np.logical_or.accumulate(run.series["talks"] > 0, axis=1)[:, -1].mean()
        for run in (made_up(), made_up(scale=2.0))
    )
    assert_allclose(both["talks-gained"] - both["talks-missed"], other - base)


@pytest.mark.parametrize(("oil", "chance"), [(5.1, 0.0), (4.9, 1.0)])
def test_oil_below_half_is_judged_over_a_year(oil: float, chance: float) -> None:
    """Just above and just below half of what the same draw of the baseline has."""
    base = outcome_of({"oil": [[10.0] * 12]})
    found = compare(base, outcome_of({"oil": [[oil] * 12]}))

    assert (
        next(one for one in found.statements if one.id == "oil-half").chance == chance
    )


def test_a_state_that_is_gone_is_not_compared() -> None:
    """Half of what nobody has is nothing to tell."""
    base = outcome_of({"oil": [[10.0] * 12]})
    gone = outcome_of({"oil": [[1.0] * 12], "collapse": [[0.0] * 11 + [1.0]]})
    found = {one.id: one.chance for one in compare(base, gone).statements}

    assert found["oil-half"] == 0.0
    assert found["collapse-added"] == 1.0


def test_runs_that_do_not_belong_together_are_refused_with_all_reasons() -> None:
    """Draw n of another seed has other chance."""
    base = made_up()
    other = replace(made_up(draws=200), seed=8, case_digest="1" * 64)

    with pytest.raises(SchemaError) as told:
        compare(base, other)

    for field, found, wanted in (
        ("case", "1" * 12, "0" * 12),
        ("seed", "8", "7"),
        ("draws", "200", "300"),
    ):
        said = rf"{field} of baseline: found {found}; expected {wanted}"
        assert re.search(said, str(told.value))


def test_a_comparison_reads_as_sentences() -> None:
    """It names both chances, the change and its range."""
    text = str(compare(made_up(), made_up(scale=2.0, scenario=EMBARGO)))

    assert text.startswith("Embargo against the baseline, 2027-01 to 2028-12")
    assert re.search(r"Talks .*: \d+% of the draws, \d+% in the baseline; [+-]", text)


def test_the_table_has_a_row_for_each_series_and_month() -> None:
    """Nothing is left out on the way to a file."""
    table = compare(made_up(), made_up(scale=2.0, scenario=EMBARGO)).table

    assert table.num_rows == 14 * 24
    assert {"above", "below", "p5", "p50", "p95"} <= set(table.column_names)
