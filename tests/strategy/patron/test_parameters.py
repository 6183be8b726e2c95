"""What the table of parameters promises."""

import re

import pytest

from yalu.errors import SchemaError
from yalu.strategy.patron import (
    CHANGES,
    ESTIMATED,
    PARAMETERS,
    TERMS,
    Family,
    Parameter,
    completed,
    default_parameters,
    parameter,
)

MOST = 26
ASKED = {name for term in TERMS for name in term.parameters} | {
    name for change in CHANGES for name in change.parameters
}
OF_AXES = {"discount", "redraw", "prior_resolute"}


def test_names_are_unique() -> None:
    """A name asked for by a rule must mean one thing."""
    assert len({one.name for one in PARAMETERS}) == len(PARAMETERS)


def test_every_parameter_is_asked_for_and_every_one_asked_for_is_there() -> None:
    """A parameter that no rule asks for would be learnt from nothing."""
    assert {one.name for one in PARAMETERS} == ASKED | OF_AXES


def test_no_more_are_estimated_than_the_record_can_bear() -> None:
    """The record has some 140 quarters."""
    assert len(ESTIMATED) <= MOST


@pytest.mark.parametrize(
    "one", [one for one in PARAMETERS if one.claim], ids=lambda one: one.name
)
def test_what_a_claim_hangs_on_has_a_prior_alike_on_both_sides(one: Parameter) -> None:
    """The sign is to be learnt, so nothing may be said of it beforehand."""
    assert one.family is Family.NORMAL
    assert one.centre == 0
    assert one.estimated


@pytest.mark.parametrize("one", PARAMETERS, ids=lambda one: one.name)
def test_every_parameter_says_what_it_is_and_where_its_prior_is_from(
    one: Parameter,
) -> None:
    """A bare number is no prior."""
    assert one.meaning
    assert one.unit
    assert len(one.source) > len("stated judgement: ")
    assert one.spread > 0
    assert re.fullmatch(r"|C\d\d", one.claim)


@pytest.mark.parametrize("one", PARAMETERS, ids=lambda one: one.name)
def test_a_centre_lies_where_its_family_allows(one: Parameter) -> None:
    """A chance above one or a negative weight would stop every solution."""
    allowed = {
        Family.NORMAL: True,
        Family.LOG_NORMAL: one.centre > 0,
        Family.HALF_NORMAL: one.centre > 0,
        Family.BETA: 0 < one.centre < 1
        and one.spread**2 < one.centre * (1 - one.centre),
    }

    assert allowed[one.family]


def test_a_parameter_prints_with_its_prior() -> None:
    """What is held says so."""
    assert str(parameter("patron_joint")) == (
        "patron_joint: normal(0, 0.5); payoff a quarter"
    )
    assert ", held;" in str(parameter("discount"))


def test_what_is_not_given_is_at_its_centre() -> None:
    """So that a question may change one number alone."""
    found = completed({"patron_joint": 0.3})

    assert found["patron_joint"] == 0.3
    assert {**found, "patron_joint": 0.0} == default_parameters()


def test_all_unknown_names_are_told_at_once() -> None:
    """A slip in a name must not pass for a change of nothing."""
    with pytest.raises(SchemaError) as told:
        completed({"patron_joints": 1.0, "targets": 2.0})

    assert "patron_joints: found a name that no rule asks for" in str(told.value)
    assert "targets: found a name that no rule asks for" in str(told.value)
