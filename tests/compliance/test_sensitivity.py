"""What sensitivity promises: one choice made otherwise, and what it does."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from tests.compliance.worlds import NATIONAL, RESOLUTION, flow, table, world
from yalu import sources
from yalu.compliance import Thresholds, Verdict, scorecard
from yalu.compliance.alternatives import GRID, Choice
from yalu.compliance.sensitivity import Effect, Sensitivity, Shift, sensitivity
from yalu.library import load
from yalu.quantities import barrel_factors

END = date(2017, 1, 1)
BEFORE = [flow(f"2014-{month:02}", value=100) for month in range(3, 13)] + [
    flow(f"2015-{month:02}", value=100) for month in (1, 2)
]


def under(value: object) -> list[dict[str, Any]]:
    """Return a year of trade under the ban on coal."""
    return [flow(f"2016-{month:02}", value=value) for month in range(1, 13)]


def tried(rows: Sequence[dict[str, Any]], law: str = RESOLUTION) -> Sensitivity:
    """Return the sensitivity of China's scores in the tiny world."""
    return sensitivity(world(law, NATIONAL), table(rows), states=["CHN"], until=END)


def shift(found: Sensitivity, alternative: str, measure: str = "COAL") -> Shift:
    """Return one score of China under one alternative."""
    return next(
        s
        for s in found.shifts
        if (s.state, s.measure, s.alternative) == ("CHN", measure, alternative)
    )


@cache
def embedded() -> Sensitivity:
    """Return the sensitivity of the embedded record."""
    return sensitivity(
        load("dprk"), sources.load("trade"), absences=sources.load("absences")
    )


def test_a_share_near_a_threshold_depends_on_it() -> None:
    """Fifteen in a hundred are partly kept, or mostly if twenty may be."""
    found = tried([*BEFORE, *under(15)])

    looser = shift(found, "mostly 0.20")
    assert (looser.verdict, looser.then) == (Verdict.PARTLY, Verdict.MOSTLY)
    assert looser.effect is Effect.FLIPPED
    assert shift(found, "partly 0.25").effect is Effect.SAME


def test_a_share_far_from_every_threshold_is_robust() -> None:
    """Nothing recorded stays nothing, whatever is allowed."""
    found = tried([*BEFORE, *under(0)])

    thresholds = [
        s for s in found.shifts if (s.measure, s.choice) == ("COAL", Choice.THRESHOLD)
    ]
    assert {s.effect for s in thresholds} == {Effect.SAME}


def test_a_change_within_what_is_kept_is_no_flip() -> None:
    """From mostly to enforced the measure is kept all along."""
    found = shift(tried([*BEFORE, *under(4)]), "enforced 0.05")

    assert (found.verdict, found.then) == (Verdict.MOSTLY, Verdict.ENFORCED)
    assert found.effect is Effect.CHANGED


def test_a_longer_time_before_changes_what_is_expected() -> None:
    """Ten times as much three years before, and the usual is what it was then too."""
    earlier = [flow(f"2012-{month:02}", value=1000) for month in range(3, 13)]
    only = [flow("2015-01", value=100), flow("2015-02", value=100)]

    found = tried([*earlier, *only, *under(60)])

    # Two months at 100 before; with 24 months, ten at 1000 as well: 720 of 10200.
    assert shift(found, "baseline months 24").low == Decimal("7.058824")
    assert shift(found, "baseline months 24").verdict is Verdict.NOT_ENFORCED
    assert shift(found, "baseline months 24").then is Verdict.MOSTLY


def test_months_asked_for_may_take_a_verdict_away_or_give_one() -> None:
    """Two months are too few for three, and enough for two."""
    found = tried([*BEFORE, *under(0)[:2]])

    assert shift(found, "fewest months 2").effect is Effect.GAINED
    assert shift(found, "fewest months 6").effect is Effect.SAME


def test_each_compiler_alone_may_say_something_else() -> None:
    """Two who differ are a range together and two verdicts apart."""
    mine = [*BEFORE, *under(40)]
    other = [{**row, "source": "S2"} for row in [*BEFORE, *under(60)]]

    found = tried([*mine, *other])

    apart = {s.alternative: s.then for s in found.shifts if s.choice == "compiler"}
    assert apart == {"S1": Verdict.PARTLY, "S2": Verdict.NOT_ENFORCED}


def test_one_compiler_has_no_other() -> None:
    """Where nobody else records a line there is nothing to choose."""
    found = tried([*BEFORE, *under(0)])

    assert not [s for s in found.shifts if s.choice is Choice.COMPILER]


def test_a_barrel_factor_decides_tonnes_near_a_cap() -> None:
    """125 t are 903.75 barrels of diesel and 1,041.7 of what China counts."""
    law = RESOLUTION.replace("alerts: [75, 90, 95]", "alerts: [90]")
    oil = [
        flow(f"2016-{month:02}", "2710", None, quantity, "t", direction="export")
        for month, quantity in [(1, 125), *[(m, 0) for m in range(2, 13)]]
    ]

    found = tried([{**row, "series": "notified"} for row in oil], law)

    assert shift(found, "unsd-gas-diesel", "OIL").then is Verdict.ENFORCED
    assert shift(found, "china-refined", "OIL").then is Verdict.MOSTLY
    assert shift(found, "china-refined", "OIL").high == pytest.approx(
        Decimal("104.1667"), abs=Decimal("0.001")
    )


def test_only_caps_in_barrels_are_tried_with_barrel_factors() -> None:
    """Coal has no barrels."""
    found = {s.measure for s in embedded().shifts if s.choice is Choice.BARREL_FACTOR}

    assert "UN-2397-5" in found
    assert "UN-2321-26b-2017" not in found


def test_every_factor_in_use_is_tried() -> None:
    """Each of the table that is for a cap, none for single products."""
    tried_factors = {
        s.alternative for s in embedded().shifts if s.choice is Choice.BARREL_FACTOR
    }

    assert tried_factors == {f.id for f in barrel_factors().values() if f.cap}


def test_disputed_codes_may_be_counted_in() -> None:
    """A heading that some readers add brings its trade along."""
    law = RESOLUTION.replace(
        'goods: {words: coal, codes: ["2701"], basis: text}',
        'goods: {words: coal, codes: ["2701"], basis: text, '
        'disputed: [{codes: ["2704"], why: coke is made of coal}]}',
        1,
    )
    coke = [{**row, "hs_code": "2704"} for row in [*BEFORE, *under(100)]]

    found = tried([*BEFORE, *under(0), *coke], law)

    wide = shift(found, "codes on which readers differ count as meant")
    assert (wide.verdict, wide.then) == (Verdict.ENFORCED, Verdict.PARTLY)
    assert wide.low == 50
    narrow = shift(found, "only codes that are surely and wholly meant count")
    assert narrow.effect is Effect.SAME


def test_a_claim_that_nobody_believes_no_longer_excuses() -> None:
    """Coal of 2016 went on as before, which a claim of livelihood may have excused."""
    coal = next(
        s
        for s in embedded().shifts
        if s.measure == "UN-2270-29-coal"
        and s.state == "CHN"
        and s.alternative == "no claim of livelihood is believed"
    )

    assert coal.verdict is Verdict.UNVERIFIABLE
    assert coal.then is Verdict.NOT_ENFORCED
    assert coal.effect is Effect.GAINED


def test_a_doubtful_clause_may_be_left_out() -> None:
    """It has no verdict then, and the pattern is one of the others."""
    law = RESOLUTION.replace(
        'paragraph: "1"', 'paragraph: "1"\n    doubts: [{words: what coal is}]', 1
    )
    found = tried([*BEFORE, *under(0)], law)

    gone = shift(found, "clauses with a doubt are left out")
    assert gone.then is None
    assert gone.effect is Effect.LEFT_OUT
    assert not gone.changed


def test_the_robust_share_counts_what_stands() -> None:
    """Alternatives that leave a clause out say nothing of it."""
    found = embedded()
    for one in found.scores:
        mine = [
            s
            for s in found.shifts
            if (s.state, s.measure) == (one.state, one.measure)
            and s.effect is not Effect.LEFT_OUT
        ]

        assert one.alternatives == len(mine)
        assert one.same == sum(not s.changed for s in mine)
        assert found.robust(one.state, one.measure) == one.share


def test_the_coal_ban_s_worst_year_hangs_on_threshold_baseline_and_compiler() -> None:
    """A range from 6.9 to 12.0 percent is told differently by other choices."""
    touched = {
        s.choice: s.effect
        for s in embedded().shifts
        if (s.state, s.measure) == ("CHN", "UN-2371-8-coal") and s.changed
    }

    assert set(touched) >= {Choice.THRESHOLD, Choice.BASELINE, Choice.COMPILER}


def test_months_already_closed_may_be_counted_in() -> None:
    """The three nils of China's own suspension make a third of what was usual move."""
    words = "months already closed by earlier measures count as usual"
    counted = next(
        s
        for s in embedded().shifts
        if (s.state, s.measure, s.alternative) == ("CHN", "UN-2371-8-coal", words)
    )

    assert counted.choice is Choice.BASELINE
    assert counted.high is not None
    assert counted.high > 13


def test_months_under_earlier_caps_may_be_left_out() -> None:
    """Caps and claims of livelihood left trade lawful; some would not count it."""
    words = "months under earlier caps and excusable bans do not count as usual"

    assert words in {s.alternative for s in embedded().shifts}


def test_no_threshold_clears_a_state_by_opening_its_worst_year() -> None:
    """Where 2017 hangs on a threshold, it is mostly kept and never wholly."""
    thens = {
        s.alternative: s.then
        for s in embedded().shifts
        if (s.state, s.measure) == ("CHN", "UN-2371-8-coal")
        and s.choice is Choice.THRESHOLD
    }

    assert thens.pop("mostly 0.20") is Verdict.MOSTLY
    assert thens.pop("fewest months 6") is Verdict.UNVERIFIABLE
    assert set(thens.values()) == {Verdict.PARTLY}


def test_the_grid_lies_around_every_default() -> None:
    """Each threshold of a verdict is tried below and above, or only up from its end."""
    default = Thresholds()
    for name, values in GRID.items():
        here = getattr(default, name)

        assert here not in values
        assert any(value > here for value in values)
        assert any(value < here for value in values)


def test_an_alternative_starts_from_the_thresholds_that_were_given() -> None:
    """What breaks the order of somebody's own thresholds is not tried."""
    own = Thresholds(enforced=Decimal("0.10"), mostly=Decimal("0.15"))
    found = sensitivity(
        world(RESOLUTION, NATIONAL),
        table([*BEFORE, *under(5)]),
        states=["CHN"],
        until=END,
        thresholds=own,
    )

    assert "mostly 0.05" not in {s.alternative for s in found.shifts}
    assert shift(found, "mostly 0.20").verdict is Verdict.ENFORCED


def test_an_alternative_is_what_a_full_recount_gives() -> None:
    """Nothing that a threshold touches is left as it was."""
    rows = table([*BEFORE, *under(15)])
    found = sensitivity(world(RESOLUTION), rows, states=["CHN"], until=END)
    default = Thresholds()
    for name in ("enforced", "mostly", "partly", "baseline_months"):
        for value in GRID[name]:
            limits = replace(default, **{name: value})  # type: ignore[arg-type]
            anew = scorecard(
                world(RESOLUTION), rows, states=["CHN"], until=END, thresholds=limits
            )
            words = f"{name.replace('_', ' ')} {value}"

            for score in anew:
                if score.measure in {"COAL", "JET", "METAL"}:
                    then = shift(found, words, score.measure)
                    assert (then.then, then.low) == (score.verdict, score.low)


def test_the_table_has_a_row_for_each_shift() -> None:
    """Plain words and numbers, ready for any tool."""
    found = tried([*BEFORE, *under(15)])

    assert found.table.num_rows == len(found.shifts)
    row = next(r for r in found.table.to_pylist() if r["alternative"] == "mostly 0.20")
    assert (row["verdict"], row["then"], row["effect"]) == (
        "partly",
        "mostly",
        "flipped",
    )
    assert len(found.to_dict()["shifts"]) == len(found.shifts)


def test_patterns_are_told_under_every_alternative() -> None:
    """A state's year of partial enforcement may hang on one measure."""
    china = [p for p in embedded().patterns if p.state == "CHN"]

    assert len(china) == len({(p.choice, p.alternative) for p in embedded().patterns})
    assert any(p.changed for p in china)
