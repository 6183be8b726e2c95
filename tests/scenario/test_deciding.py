"""What deciding promises, one promise per test."""

from dataclasses import replace
from datetime import date
from typing import cast

import jax.numpy as jnp
import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from tests.scenario.chain.worlds import terms
from yalu.errors import SchemaError
from yalu.scenario.case import Case
from yalu.scenario.chain.compiling import Law
from yalu.scenario.chain.running import Prepared
from yalu.scenario.deciding import conditions, decide, discovered, pinned, readings
from yalu.scenario.outcome import Outcome, assembled
from yalu.scenario.scenario import Scenario
from yalu.scenario.series import Series
from yalu.scenario.uncertainty import NAMES, uncertainties

MONTHS = 24
BASE = 64
SIZE, CHUNKS = 1000, 4


@pytest.fixture(scope="module")
def ready() -> Prepared:
    """Return a small world ready to be played."""
    return Prepared(
        case=cast("Case", None),
        scenario=Scenario.baseline(months=MONTHS),
        terms=terms(np.random.default_rng(3), months=MONTHS),
        law=cast("Law", None),
        months=MONTHS,
        seed=0,
    )


def made() -> Outcome:
    """Return made draws: talks come late where enforcement is low at first."""
    rng = np.random.default_rng(4)
    parts = []
    for number in range(CHUNKS):
        first = rng.random(SIZE)
        talks = np.zeros((SIZE, MONTHS))
        talks[:, 20] = (first < 0.4) & (rng.random(SIZE) < 0.8)
        series = {str(one): np.zeros((SIZE, MONTHS), np.float32) for one in Series}
        series["enforcement"] += first[:, None].astype(np.float32)
        series["talks"] = talks.astype(np.float32)
        known = {
            "trend": rng.random(SIZE),
            "crude": np.full(SIZE, 500.0),
            "toll_model": rng.integers(0, 2, SIZE).astype(float),
        }
        parts.append((number, {**series, **known}))
    return assembled(
        parts,
        scenario=Scenario.baseline(months=MONTHS),
        case_digest="made",
        start=date(2026, 10, 1),
        months=MONTHS,
        seed=1,
        draws=SIZE * CHUNKS,
        chunk=SIZE,
        games=2,
    )


def test_what_scales_exports_decides_exports(ready: Prepared) -> None:
    """It multiplies them, and the law stops the same share of them."""
    held = decide(ready, read=["exports"], base=BASE, seed=5).of("exports")

    assert held.indices[0].name == "exports_scale"
    assert held.indices[0].total > 0.8
    assert held.uncertain is not None
    assert held.uncertain > 0.5


def test_against_itself_nothing_is_to_be_decided(ready: Prepared) -> None:
    """Both sides meet the same chance, so that the difference is zero throughout."""
    held = decide(ready, against=ready, base=BASE, repeats=2, seed=5)

    assert all(one.uncertain is None for one in held.attributions)


def test_what_a_lever_changes_is_decided_course_by_course(ready: Prepared) -> None:
    """Closing what the law leaves open stops exports in proportion to their scale."""
    covered = jnp.ones_like(ready.terms.levers.covered)
    fixed = jnp.full_like(ready.terms.levers.least, 1.0)
    levers = replace(ready.terms.levers, covered=covered, least=fixed, most=fixed)
    closed = replace(ready, terms=replace(ready.terms, levers=levers))

    held = decide(closed, against=ready, read=["exports"], base=BASE, seed=5)

    exports = held.of("exports")
    assert exports.mean < 0
    assert exports.indices[0].name in {"exports_scale", "adjustment"}


def test_draws_are_pinned_where_the_points_are(ready: Prepared) -> None:
    """Each uncertainty takes the value that its range has there."""
    points = np.random.default_rng(0).random((BASE, len(NAMES)))

    made = pinned(ready, points).chunk(0, seed=1, size=BASE)

    for place, one in enumerate(uncertainties()):
        assert_allclose(
            np.asarray(made[one.name], float), one.at(points[:, place]), rtol=1e-4
        )


def test_points_that_are_drawn_give_what_the_chain_draws(ready: Prepared) -> None:
    """The same course whether its place in the ranges is drawn or given."""
    free = ready.chunk(3, seed=1, size=BASE)
    known = {one.name: one for one in uncertainties()}
    points = np.full((BASE, len(NAMES)), 0.5)
    scale = known["exports_scale"]

    made = pinned(ready, points).chunk(3, seed=1, size=BASE)

    # Launches of the first quarter look at nothing that is not known.
    assert_array_equal(made["launches"][:, :3], free["launches"][:, :3])
    assert_allclose(
        np.asarray(made["exports_scale"], float),
        scale.at(np.array([0.5]))[0],
        rtol=1e-5,
    )


def test_chance_of_single_courses_is_not_taken_for_the_fit(ready: Prepared) -> None:
    """Whether a state collapses is chance, and each course has its own."""
    held = decide(ready, read=["collapse"], base=BASE, repeats=8, seed=5)

    chance = held.of("collapse").chance
    assert chance is not None
    assert chance > 0.8


def test_each_point_is_run_with_each_fitted_game(ready: Prepared) -> None:
    """So that indices are of what is expected over all of them."""
    held = decide(ready, read=["tests"], base=BASE, seed=5)

    assert held.repeats == ready.terms.worlds
    assert held.runs == (len(NAMES) + 2) * BASE * held.repeats


def test_readings_of_series_are_means_sums_or_the_last_month() -> None:
    """A level is averaged, a count summed, a total read at the end."""
    oil, tests, lost = readings(["oil", "tests", "revenue_lost"], months=3)
    row = np.array([[1.0, 2.0, 6.0]], np.float32)

    assert oil.read({"oil": row}).tolist() == [3.0]
    assert tests.read({"tests": row}).tolist() == [9.0]
    assert lost.read({"revenue_lost": row}).tolist() == [6.0]


def test_statements_about_more_months_than_there_are_are_not_read() -> None:
    """What was not run is not known."""
    found = readings(["talks-24", "talks-48"], months=36)

    assert [one.id for one in found] == ["talks-24"]


def test_an_unknown_reading_is_answered_with_those_there_are() -> None:
    """A reader mistypes."""
    with pytest.raises(SchemaError, match="'talk'; there are the series exports"):
        readings(["oil", "talk"], months=12)


def test_runs_of_other_lengths_are_not_taken_off_one_another(ready: Prepared) -> None:
    """A mean over ten years less one over two is nothing."""
    with pytest.raises(SchemaError, match="Give both as many months"):
        decide(ready, against=replace(ready, months=12), seed=1)


def test_the_early_course_tells_of_later_talks() -> None:
    """Draws in which enforcement is low in the first year end in talks later."""
    found = discovered(made(), "talks-24", early=12, seed=1)

    best = found.raised[0].conditions
    assert [one.name for one in best] == [
        "enforcement by the patron on average until month 12 (share of the law, 0 to 1)"
    ]
    assert best[0].high == pytest.approx(0.4, abs=0.01)
    assert "seen from month 12 on" in found.event


def test_what_does_not_vary_is_no_condition() -> None:
    """Nothing can be told from it."""
    assert "crude" not in conditions(made())


def test_a_choice_is_offered_by_its_names() -> None:
    """Numbers of models mean nothing to a reader."""
    found = conditions(made(), choices={"toll_model": ("one", "two")})

    assert set(found["toll_model"].tolist()) == {"one", "two"}


@pytest.mark.parametrize("early", [24, 30, -1])
def test_conditions_come_before_what_they_tell_of(early: int) -> None:
    """Else the event would tell of itself."""
    with pytest.raises(SchemaError, match="Run more months"):
        discovered(made(), "talks-24", early=early, seed=1)


def test_a_statement_about_single_years_is_refused() -> None:
    """It can be false again: there is no when."""
    with pytest.raises(SchemaError, match="No statement 'enforced'"):
        discovered(made(), "enforced", seed=1)
