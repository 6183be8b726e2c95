"""Promises about the question put to every measure of a regime."""

from datetime import date
from functools import cache

import numpy as np
import pytest

from tests.compliance.counterfactual.lines import noisy
from tests.compliance.worlds import flow, table, world
from yalu import sources
from yalu.compliance.counterfactual import Counterfactual, Method, counterfactuals
from yalu.flows import FlowTable
from yalu.library import load
from yalu.regime import Direction

SPAN = "2009-01..2016-12"


@cache
def coal() -> FlowTable:
    """Return eight years of coal that is halved from March 2015 on."""
    amounts = {m: a / 2 if m >= "2015-03" else a for m, a in noisy(SPAN).items()}
    return table(flow(m, value=round(a, 2)) for m, a in amounts.items())


def answers(**more: object) -> dict[str, Counterfactual]:
    """Return the answers on the tiny regime by measure."""
    choices: dict[str, object] = {"rng": np.random.default_rng(3), "checks": False}
    found = counterfactuals(world(), coal(), **(choices | more))  # type: ignore[arg-type]
    return {one.history.measure: one for one in found}


def test_a_ban_is_judged_after_its_days_of_grace() -> None:
    """Learning ends on the day of the ban, judging begins when nothing may move."""
    answer = answers()["COAL"]

    assert answer.before == date(2015, 3, 16)
    assert answer.starts == date(2015, 5, 16)
    assert answer.until == date(2017, 1, 1)
    assert [str(answer.months[0].period.start)] == ["2015-06-01"]
    assert answer.compliance is not None
    assert answer.compliance.low < 50 < answer.compliance.high


def test_what_bound_before_is_not_learnt_from() -> None:
    """The second list was made under the first, and the answer says so."""
    together = answers()["CN-COAL"]
    alone = answers(untouched=False)["CN-COAL"]

    assert together.before == date(2015, 3, 16)
    assert alone.before == date(2015, 4, 1)
    assert any("together" in reason for reason in together.reasons)
    assert any("what this measure adds" in reason for reason in alone.reasons)


@pytest.mark.parametrize(
    ("horizon", "last", "told"),
    [
        ("2016-06-30", "2016-05-01", True),
        ("2016-07-01", "2016-06-01", True),
        ("2017-01-01", "2016-12-01", False),
    ],
)
def test_another_cause_ends_the_judgement(
    horizon: str,
    last: str,
    told: bool,  # noqa: FBT001 - parametrized
) -> None:
    """A closed border is no enforcement, so nothing from then on is judged."""
    answer = answers(horizon=date.fromisoformat(horizon))["COAL"]

    assert str(answer.months[-1].period.start) == last
    assert any("another cause" in reason for reason in answer.reasons) is told


def test_a_measure_that_begins_after_the_record_is_not_asked() -> None:
    """Nothing can be held against it yet."""
    assert "CN-COAL" not in answers(until=date(2015, 4, 1))
    assert "CN-COAL" in answers(until=date(2015, 4, 2))


def test_all_goods_start_with_the_first_ban_that_binds_all() -> None:
    """A list of one state comes later; the caller may name another day."""
    rows = [
        flow(m, value=round(a, 2), code="TOTAL", hs_revision="")
        for m, a in noisy(SPAN).items()
    ]
    rng = np.random.default_rng(3)
    (rule,) = counterfactuals(world(), table(rows), rng=rng, checks=False)
    day = date(2014, 1, 1)
    (own,) = counterfactuals(world(), table(rows), rng=rng, checks=False, starts=day)

    assert (rule.history.measure, rule.starts) == ("", date(2015, 3, 16))
    assert own.starts == day


def test_lines_without_an_estimate_are_answered_too() -> None:
    """Whoever counts the answers must see where there is none."""
    few = table([flow("2015-01"), flow("2016-01")])
    found = counterfactuals(world(), few, rng=np.random.default_rng(1))

    assert {one.method for one in found} == {Method.NONE}
    assert all(one.reasons for one in found)


def test_china_bought_less_than_it_would_have_until_the_border_closed() -> None:
    """All goods from 2016 to 2019: the interval lies above nothing and below all."""
    found = counterfactuals(
        load("dprk"),
        sources.load("trade"),
        states=["CHN"],
        horizon=date(2020, 1, 1),
        checks=False,
        rng=np.random.default_rng(1),
    )
    (answer,) = [
        one
        for one in found
        if (one.history.measure, one.history.compiler, one.history.direction)
        == ("", "GACC", Direction.FROM_TARGET)
    ]

    assert answer.method is Method.STRUCTURAL
    assert answer.starts == date(2016, 3, 2)
    assert answer.compliance is not None
    assert answer.compliance.low > 0
    assert answer.compliance.high < 95
