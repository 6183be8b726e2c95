"""What axes promise."""

import re

import pytest

from yalu.errors import SchemaError
from yalu.strategy.games import Action, Axis, Belief, Component


def belief(**changes: object) -> Belief:
    """Return a belief, with some of it changed."""
    given: dict[str, object] = {
        "name": "resolve",
        "about": "patron",
        "types": ("soft", "hard"),
        "levels": (0.0, 0.5, 1.0),
        "signals": ("enforce",),
    }
    return Belief(**(given | changes))  # type: ignore[arg-type]


def test_labels_are_the_levels_where_none_are_given() -> None:
    """A number is its own name."""
    assert Component(name="law", levels=(0, 0.5, 2)).labels == ("0", "0.5", "2")


def test_a_label_leads_to_its_position_and_back() -> None:
    """Labels are how a reader names a place on the board."""
    move = Action(name="move", levels=(3, 7), labels=("hold", "test"), player="target")

    assert [move.index(label) for label in move.labels] == [0, 1]
    assert move.size == 2
    assert str(move) == "move: hold, test"


def test_an_unknown_label_is_told_with_those_that_are_known() -> None:
    """A slip of the pen is mended from the message alone."""
    move = Action(name="move", levels=(0, 1), labels=("hold", "test"), player="target")

    with pytest.raises(SchemaError, match="'move': found 'tset'; expected one of hold"):
        move.index("tset")


@pytest.mark.parametrize(
    ("name", "levels", "labels", "told"),
    [
        ("two words", (0.0,), (), "found two words; expected a Python name"),
        ("law", (), (), "found no level; expected at least one"),
        ("law", (0.0, 1.0), ("one",), "found 1 different labels; expected 2, one for"),
        (
            "law",
            (0.0, 1.0),
            ("a", "a"),
            "found 1 different labels; expected 2, one for",
        ),
        ("law", (1.0, 1.0), (), "found 1 different labels; expected 2, one for"),
    ],
)
def test_an_axis_that_cannot_be_read_is_refused(
    name: str, levels: tuple[float, ...], labels: tuple[str, ...], told: str
) -> None:
    """A rule refers to axes by name and to places by label, so both must be plain."""
    with pytest.raises(SchemaError, match=re.escape(told)):
        Axis(name=name, levels=levels, labels=labels)


def test_all_faults_of_an_axis_are_told_at_once() -> None:
    """One run is enough to mend a declaration."""
    with pytest.raises(SchemaError) as caught:
        Axis(name="two words", levels=(), labels=("one",))

    assert str(caught.value).count("found") == 3


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"types": ("a", "b", "c")}, "found 3 types; expected two"),
        ({"levels": (0.5,)}, "found levels 0.5; expected two or more that rise"),
        ({"levels": (0.5, 0.2)}, "found levels 0.5, 0.2; expected two or more"),
        ({"levels": (0.0, 1.5)}, "found levels 0, 1.5; expected two or more"),
        ({"levels": (-0.1, 0.5)}, "expected two or more that rise within 0 and 1"),
        ({"signals": ()}, "found no signal; expected an action that others learn from"),
    ],
)
def test_a_belief_that_is_none_is_refused(
    changes: dict[str, object], told: str
) -> None:
    """A belief is a chance of one of two types, and something moves it."""
    with pytest.raises(SchemaError, match=re.escape(told)):
        belief(**changes)


def test_a_type_is_never_drawn_anew_unless_said() -> None:
    """Evidence counts for ever by default."""
    assert belief().redraw(None) == 0.0
    assert belief().prior(None) == 0.5
