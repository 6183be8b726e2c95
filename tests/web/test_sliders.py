"""Promises about sliders: what they may be set to, and what that stands for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yalu.errors import SchemaError
from yalu.scenario.reading import scenario_of as read_text
from yalu.scenario.shipped import shipped_scenario
from yalu.scenario.writing import toml_of
from yalu.web.sliders import (
    CAPS,
    LIFTED,
    SLIDERS,
    TODAY,
    Settings,
    Support,
    law_of,
    scenario_of,
)


def _stands(name: str) -> st.SearchStrategy[int]:
    slider = SLIDERS[name]
    return st.sampled_from(range(slider.least, slider.most + 1, slider.step))


SETTINGS = st.builds(
    Settings,
    china=st.none() | _stands("china"),
    russia=_stands("russia"),
    support=st.sampled_from(Support),
    oil=st.sampled_from((*CAPS, LIFTED)),
    closed=_stands("closed"),
    closed_from=st.sampled_from((0, 3, 9)),
    months=_stands("months"),
)


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("baseline", Settings()),
        ("full-enforcement", Settings(china=100, russia=0)),
        ("caps-lifted", Settings(oil=LIFTED)),
        ("border-closure", Settings(closed=36, closed_from=3)),
    ],
)
def test_sliders_can_stand_for_shipped_scenarios(name: str, settings: Settings) -> None:
    """What a page calls the same scenario has the same hash, so gives the same run."""
    assert scenario_of(settings).digest == shipped_scenario(name).digest


@given(settings=SETTINGS)
def test_every_position_is_a_file_that_the_terminal_understands(
    settings: Settings,
) -> None:
    """What was set on the page can be taken along and run again."""
    scenario = scenario_of(settings)

    assert read_text(toml_of(scenario), "own.toml").digest == scenario.digest


@given(settings=SETTINGS)
def test_only_sliders_that_were_moved_set_anything(settings: Settings) -> None:
    """A slider at rest leaves the baseline as it is."""
    scenario = scenario_of(settings)

    assert bool(scenario.law) is (settings.oil != TODAY)
    assert bool(scenario.closures) is bool(settings.closed)
    assert bool(scenario.support) is (settings.support is not Support.LEFT)
    states = {path.state for path in scenario.enforcement}
    assert ("CHN" in states) is (settings.china is not None)
    assert ("RUS" in states) is (settings.russia != 100)


def test_a_border_that_closes_after_the_end_is_refused_with_a_remedy() -> None:
    """A closure that no month of the run sees would be set in vain."""
    with pytest.raises(SchemaError, match="closed_from: found 24, when the run of 12"):
        Settings(closed=12, closed_from=24, months=12)


def test_all_sliders_that_stand_wrong_are_told_at_once() -> None:
    """Nobody mends one only to learn of the next."""
    with pytest.raises(SchemaError) as caught:
        Settings(china=101, russia=5, oil=60, months=7)

    told = str(caught.value)
    assert all(name in told for name in ("china", "russia", "oil", "months"))


def test_half_of_the_caps_is_half_of_what_the_law_allows() -> None:
    """The slider counts in the caps as they are encoded, not in figures of its own."""
    crude, products = law_of(50)

    assert (crude.measure, str(crude.quantity)) == ("UN-2397-4", "262500")
    assert (products.measure, str(products.quantity)) == ("UN-2397-5", "250000")
