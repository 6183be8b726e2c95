"""What statements promise, one promise per test."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from tests.scenario.runs import made_up, outcome_of
from yalu.scenario.decisions import Draws, year_mean
from yalu.scenario.series import SERIES
from yalu.scenario.statement import QUESTIONS, SpanKind, Statement, held


def draws_of(months: int, **series: Sequence[float]) -> Draws:
    """Return one draw of the series given, all others zero."""
    nothing = {name.value: np.zeros((1, months), np.float32) for name in SERIES}
    given_ = {name: np.array([row], np.float32) for name, row in series.items()}
    return nothing | given_


def at_end(question: str, months: int, **series: Sequence[float]) -> bool:
    """Return whether a statement holds by the last month of one draw."""
    return bool(held(question, draws_of(months, **series))[0, -1])


def only(outcome_statements: tuple[Statement, ...], name: str) -> Statement:
    """Return the statement of that identifier."""
    (found,) = [one for one in outcome_statements if one.id == name]
    return found


def test_a_test_in_the_last_month_of_a_year_is_within_it() -> None:
    """The boundary: month 12 is within 12 months, month 13 is not."""
    for month, chance in ((11, 1.0), (12, 0.0)):
        row = [0.0] * 24
        row[month] = 1.0
        found = only(outcome_of({"tests": [row]}).statements(), "test-12")

        assert found.chance == chance


def test_what_has_happened_stays_so() -> None:
    """A statement until a month never becomes less likely with more months."""
    for one in made_up().statements():
        question = next(each for each in QUESTIONS if each.id == one.id)
        if question.span is SpanKind.UNTIL and one.id != "quiet-12":
            assert (np.diff(np.array(one.by_month, float)) >= 0).all()


def test_a_quiet_year_has_neither_tests_nor_launches_nor_a_collapse() -> None:
    """Each of the three ends it."""
    happens = [0.0] * 11 + [1.0]

    assert at_end("quiet-12", 12)
    for name in ("tests", "launches", "collapse"):
        assert not at_end("quiet-12", 12, **{name: happens})


@pytest.mark.parametrize(("lost", "holds"), [(0.0999, False), (0.1001, True)])
def test_a_tenth_of_income_is_lost_above_a_tenth(*, lost: float, holds: bool) -> None:
    """Just below and just above the bound, in one month of many."""
    assert at_end("income-tenth", 3, income_lost=[0.0, lost, 0.0]) is holds


def test_what_a_collapse_leaves_behind_is_not_counted() -> None:
    """Levels after it are of a state that is no more."""
    assert not at_end("income-tenth", 2, income_lost=[0, 0.5], collapse=[0, 1])
    assert at_end("income-tenth", 2, income_lost=[0.5, 0], collapse=[0, 1])


@pytest.mark.parametrize(("growth", "holds"), [(-1.99, False), (-2.01, True)])
def test_an_economy_shrinks_below_two_percent(*, growth: float, holds: bool) -> None:
    """The bound is that of the class of severe hardship."""
    assert at_end("shrunk", 2, growth=[growth, 1.0]) is holds


def test_enforcement_is_judged_by_its_mean_over_the_last_year() -> None:
    """Months before that do not count, and single months do not decide."""
    recent = [0.0] * 12 + [0.6, 0.75] * 6

    assert at_end("enforced", 24, enforcement=recent)
    assert not at_end("enforced", 24, enforcement=recent[::-1])
    assert not at_end("enforced", 24, enforcement=recent, collapse=[0] * 23 + [1])


def test_a_year_is_not_asked_before_it_is_over() -> None:
    """The first eleven months have no year behind them; missing is not zero."""
    found = only(made_up().statements(), "enforced")

    assert found.by_month[:11] == (None,) * 11
    assert all(chance is not None for chance in found.by_month[11:])


def test_a_run_that_is_too_short_is_not_asked() -> None:
    """Within 24 months means nothing to a run of six."""
    short = outcome_of({"tests": [[0.0] * 6]}).statements()

    assert {one.id for one in short} == {"collapse", "income-tenth", "shrunk"}


def test_chances_are_shares_of_draws() -> None:
    """Three of four draws, counted by hand; by month as well."""
    rows = [[0] * 12, [1] + [0] * 11, [0] * 11 + [1], [0, 1] + [0] * 10]
    found = only(outcome_of({"talks": rows}).statements(), "talks-12")

    assert found.chance == 0.75
    assert found.by_month[:2] == (0.25, 0.5)
    assert found.by_month[-1] == 0.75


def test_the_chance_told_is_that_of_its_month() -> None:
    """The figure and the curve beside it cannot differ."""
    for one in made_up().statements():
        assert one.by_month[one.months - 1] == one.chance


def test_a_statement_tells_chance_and_fit_apart() -> None:
    """The reader learns what more draws would mend and what they would not."""
    run = outcome_of({"talks": [[1.0] * 12] * 20 + [[0.0] * 12] * 40}, chunk=20)
    found = only(run.statements(), "talks-12")

    assert "33% of the draws" in str(found)
    assert "for the number of draws; 0% to 90% between fitted games" in str(found)
    assert str(found).startswith(f"{found.words}: ")


def test_games_that_do_not_differ_are_said_not_to() -> None:
    """A range from a figure to the same figure tells nothing."""
    run = outcome_of({"talks": [[1.0] * 12, [0.0] * 12] * 30}, chunk=20)
    found = only(run.statements(), "talks-12")

    assert str(found).endswith("; fitted games do not differ beyond chance).")


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**6), st.integers(12, 40))
def test_a_mean_over_a_year_is_the_mean_of_twelve_months(
    seed: int, months: int
) -> None:
    """Held against sums made month by month."""
    values = np.random.default_rng(seed).random((3, months)).astype(np.float32)
    found = year_mean(values)

    expected = [values[:, t - 11 : t + 1].mean(axis=1) for t in range(11, months)]
    np.testing.assert_allclose(found[:, 11:].T, expected, rtol=1e-5)
    assert np.isnan(found[:, :11]).all()


def test_every_question_answers_each_draw_and_month() -> None:
    """No decision loses a draw."""
    run = made_up()
    for one in QUESTIONS:
        decided = one.decide(run.series)

        assert (decided.shape, decided.dtype) == ((300, 24), np.dtype(bool))


def test_questions_have_names_of_their_own() -> None:
    """A name that two share would tell one for the other."""
    names = [one.id for one in QUESTIONS]

    assert_array_equal(sorted(names), sorted(set(names)))
