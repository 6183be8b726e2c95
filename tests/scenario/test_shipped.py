"""The scenarios that come with Yalu."""

import re

import pytest

from yalu.errors import UnknownCodeError
from yalu.library import load
from yalu.scenario.scenario import LawChangeKind
from yalu.scenario.shipped import shipped, shipped_file, shipped_scenario
from yalu.scenario.starting import started
from yalu.scenario.timing import NOMINAL

NAMES = [
    "baseline",
    "border-closure",
    "caps-lifted",
    "full-enforcement",
    "oil-embargo",
    "russia-steps-in",
    "snap-back",
    "thaad-added",
    "thaad-withdrawn",
]


def test_the_scenarios_of_the_design_are_there_and_the_baseline_comes_first() -> None:
    """Nothing is shown without the baseline."""
    assert [one.id for one in shipped()] == NAMES
    assert [one.is_baseline for one in shipped()] == [True] + [False] * 8


@pytest.mark.parametrize("name", NAMES)
def test_each_tells_what_it_asks_and_what_it_rests_on(name: str) -> None:
    """A scenario without its grounds would be a claim."""
    one = shipped_scenario(name)

    assert one.question.endswith("?")
    assert len(one.note.split()) > 30
    assert one.sources or one.is_baseline


def test_each_runs_as_long_as_the_baseline_and_from_the_same_day() -> None:
    """Draws are compared one by one, month by month."""
    assert {(one.start, one.months) for one in shipped()} == {(None, 60)}


def test_each_can_begin_with_any_quarter() -> None:
    """None of them is bound to a year, so that none grows old."""
    for one in shipped():
        assert started(one, NOMINAL).start == NOMINAL


def test_no_two_of_them_are_the_same_run() -> None:
    """Each sets something else."""
    assert len({one.digest for one in shipped()}) == len(NAMES)


def test_going_back_to_2016_ends_every_later_text_that_binds_all() -> None:
    """What resolution 2270 was followed by is found in the law, not in a list of ours.

    Exemptions for aid, resolution 2664, are no trade law and stay.
    """
    law = load("dprk")
    later = {
        text.id
        for text in law.instruments
        if text.is_law and text.body == "UN" and text.adopted_on.year in {2016, 2017}
    } - {"unsc-2270"}
    changes = shipped_scenario("snap-back").law
    ended = {one.instrument for one in changes if one.kind is LawChangeKind.REPEAL}
    back = {one.measure for one in changes if one.kind is LawChangeKind.SET_DATE}

    assert ended == later
    replaced = {
        measure.id
        for measure in law.known()
        if measure.id.startswith("UN-2270")
        and measure.in_force is not None
        and measure.in_force.end is not None
    }
    assert back == replaced


def test_a_name_that_is_not_shipped_is_answered_with_those_that_are() -> None:
    """A slip costs one reading."""
    told = re.escape("did you mean oil-embargo? Name one of these")

    with pytest.raises(UnknownCodeError, match=told):
        shipped_scenario("oil-embarg")


@pytest.mark.parametrize("name", ["../shipped/baseline", "", "baseline.toml"])
def test_only_a_name_leads_to_a_file(name: str) -> None:
    """Paths are for files of one's own."""
    with pytest.raises(UnknownCodeError, match="expected one of baseline"):
        shipped_file(name)
