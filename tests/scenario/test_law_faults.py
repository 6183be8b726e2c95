"""Changes of the law beside the law."""

import re

import pytest

from tests.scenario.files import HEAD
from yalu.errors import SchemaError
from yalu.library import load
from yalu.scenario.law_faults import law_faults
from yalu.scenario.reading import scenario_of
from yalu.scenario.scenario import LawChange, LawChangeKind

NEW = "change = 'add'\nname = 'new'\ncodes = ['2709']\ndirection = 'to_target'\n"


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("change = 'repeal'", "law 1: expected a measure or an instrument"),
        (
            "change = 'repeal'\nmeasures = ['UN-2397-04']",
            "line 5: law 1, measures: found 'UN-2397-04'; expected UN-2397-4",
        ),
        (
            "change = 'repeal'\ninstruments = ['unsc-239']",
            "law 1, instruments: found 'unsc-239'; expected unsc-2397",
        ),
        (
            "change = 'repeal'\nmeasures = ['UN-2022-431-crude']",
            "UN-2022-431-crude was never law",
        ),
        (
            "change = 'set_date'\ninstruments = ['unsc-draft-2022-431']",
            "unsc-draft-2022-431 was never law (vetoed)",
        ),
        ("change = 'add'\ninstruments = ['unsc-2397']", "unsc-2397 is law already"),
        ("change = 'add'\nmeasures = ['UN-2397-4']", "UN-2397-4 is law already"),
        (
            "change = 'add'\nmeasures = ['UN-2397-44']",
            "UN-2397-44 is no measure of the law, and no codes are given",
        ),
        (
            "change = 'set_cap'\nmeasures = ['UN-2397-5']\nquantity = 3\nunit = 't'",
            "law 1, unit: found t; UN-2397-5 counts in bbl",
        ),
        (
            "change = 'set_cap'\nmeasures = ['UN-2371-9']\nquantity = 3\nunit = 't'",
            "UN-2371-9 lets no quantity through; expected UN-2397-4 or UN-2397-5",
        ),
        (
            "change = 'set_cap'\nmeasures = ['UN-2397-5']\nquantity = -3\nunit = 'bbl'",
            "law 1, quantity: found -3; expected 0 or more a year",
        ),
        (
            "change = 'set_cap'\nmeasures = ['UN-2397-5']\nquantity = 3\nunit = 'cups'",
            "law 1, unit: found 'cups'; expected one of t, kg, bbl",
        ),
        (NEW.replace("2709", "99"), "law 1, codes: found '99'; expected 2, 4 or 6"),
        (NEW.replace("to_target", "out"), "'out'; expected one of from_target"),
        (NEW.replace("direction", "#"), "law 1, direction: the key is missing"),
        (NEW + "quantity = 3", "quantity and unit belong together"),
        (NEW + "quantity = 3\nunit = 'item'", "found item; expected one of t, kg"),
        (NEW + "body = 'CHN'", "found CHN, which does not bind all states"),
        (NEW + "body = 'U.N.'", "law 1, body: found 'U.N.'; expected"),
        (f"{NEW}\n[[law]]\n{NEW}", "law 1, name: found the name 'new' twice"),
    ],
)
def test_a_change_that_cannot_be_made_is_told(entry: str, told: str) -> None:
    """The law is looked up before anything is run."""
    with pytest.raises(SchemaError, match=re.escape(told)):
        scenario_of(f"{HEAD}[[law]]\n{entry}\n", "bad.toml")


def test_a_text_that_never_came_into_force_may_become_law() -> None:
    """The yearly cap of resolution 2375 was adopted and never ran."""
    law = load("dprk")
    revived = LawChange(kind=LawChangeKind.ADD, measure="UN-2375-14-year")
    draft = LawChange(kind=LawChangeKind.ADD, instrument="unsc-draft-2022-431")

    assert [*law_faults([revived, draft], law)] == []


def test_every_measure_of_the_law_may_be_repealed() -> None:
    """Whatever binds can end."""
    law = load("dprk")
    ends = [
        LawChange(kind=LawChangeKind.REPEAL, measure=measure.id)
        for measure in law.known()
        if measure.in_force is not None
    ]

    assert [*law_faults(ends, law)] == []
