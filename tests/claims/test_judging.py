"""What judging promises: rules in order, and two things above the rules."""

from dataclasses import replace

import pytest

from yalu.claims import Answer, Claim, Condition, Rule, Verdict
from yalu.claims.claim import Operator
from yalu.claims.judging import judge
from yalu.errors import SchemaError
from yalu.provenance import Evidence


def rule(verdict: Verdict, at_least: float, note: str = "") -> Rule:
    """Return a rule on the number of days."""
    return Rule(
        verdict=verdict,
        when=(Condition("days", Operator.AT_LEAST, at_least),),
        note=note,
    )


CLAIM = Claim(
    id="X1",
    article=2016,
    paragraph="1",
    statement="It took long.",
    query="days_between",
    parameters={},
    figure="{days} days",
    rules=(
        rule(Verdict.HOLDS, 60, "{days} days are long"),
        rule(Verdict.HOLDS_WITH_CAVEAT, 30),
    ),
    otherwise="short",
)


@pytest.mark.parametrize(
    ("days", "verdict"),
    [
        (61, Verdict.HOLDS),
        (60, Verdict.HOLDS),
        (59, Verdict.HOLDS_WITH_CAVEAT),
        (30, Verdict.HOLDS_WITH_CAVEAT),
        (29, Verdict.DOES_NOT_HOLD),
    ],
)
def test_the_first_rule_that_fits_decides(days: int, verdict: Verdict) -> None:
    """Just above, at and just below each threshold."""
    assert judge(CLAIM, Answer(values={"days": days}))[0] is verdict


def test_a_note_tells_the_values() -> None:
    """A figure in a note is the computed one."""
    assert judge(CLAIM, Answer(values={"days": 75}))[1] == "75 days are long"


def test_a_query_that_found_nothing_cannot_be_judged() -> None:
    """Missing data are no refutation."""
    verdict, note = judge(CLAIM, Answer(missing="no such event"))

    assert (verdict, note) == (Verdict.CANNOT_BE_CHECKED, "no such event")


def test_an_accusation_alone_supports_nothing() -> None:
    """Whatever the rules say, an allegation is not a finding."""
    answer = Answer(values={"days": 75}, evidence=Evidence.ALLEGED)

    assert judge(CLAIM, answer)[0] is Verdict.CANNOT_BE_CHECKED


def test_an_accusation_may_still_be_refuted() -> None:
    """Other evidence can speak against what is merely alleged."""
    answer = Answer(values={"days": 3}, evidence=Evidence.ALLEGED)

    assert judge(CLAIM, answer)[0] is Verdict.DOES_NOT_HOLD


def test_a_rule_on_a_value_that_nobody_gives_is_a_mistake() -> None:
    """A misspelt value would otherwise quietly refute the claim."""
    with pytest.raises(SchemaError, match="found the value 'days'"):
        judge(CLAIM, Answer(values={"months": 2}))


def test_a_note_on_a_value_that_nobody_gives_is_a_mistake() -> None:
    """A reader must not see a name in braces."""
    claim = replace(CLAIM, otherwise="{weeks} weeks")

    with pytest.raises(SchemaError, match="found the value 'weeks'"):
        judge(claim, Answer(values={"days": 3}))
