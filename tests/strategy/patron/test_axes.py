"""What the axes of the game promise."""

import pytest

from yalu.errors import SchemaError
from yalu.strategy.patron import FULL, MIDDLE, SMALL, Setting, merging, patron_game
from yalu.strategy.patron.axes import Move, Response, components
from yalu.strategy.record import ACTIONS, CLASSES, STATE, Column


def test_the_full_board_has_the_classes_of_the_record() -> None:
    """A code in the record is a position on the board, without a dictionary between."""
    game = patron_game(FULL)
    axes = {axis.name: axis.labels for axis in game.axes if axis.name != "resolve"}

    assert axes == {str(column): CLASSES[column] for column in (*STATE, *ACTIONS)}
    assert list(axes) == [str(column) for column in (*STATE, *ACTIONS)]


def test_the_full_board_is_as_large_as_the_design_asks() -> None:
    """Four rungs, four laws, four hardships, and so on."""
    assert patron_game(FULL).states == FULL.states >= 5760


@pytest.mark.parametrize("setting", [FULL, MIDDLE, SMALL])
def test_levels_rise_along_every_component(setting: Setting) -> None:
    """A later class means more of it, merged or not."""
    for component in components(setting):
        assert all(
            a < b for a, b in zip(component.levels, component.levels[1:], strict=False)
        )


@pytest.mark.parametrize("column", STATE)
def test_merging_keeps_the_order_and_uses_every_level(column: Column) -> None:
    """Classes that are merged are neighbours, and no level is left without one."""
    for size in range(2, len(CLASSES[column]) + 1):
        places = merging(column, size)

        assert list(places) == sorted(places)
        assert set(places) == set(range(size))


def test_a_choice_stands_where_its_label_does() -> None:
    """Rules pick choices by position, and reports by label."""
    assert [Move(x).position for x in CLASSES[Column.MOVE]] == [0, 1, 2, 3]
    assert [Response(x).position for x in CLASSES[Column.RESPONSE]] == [0, 1, 2, 3]


def test_all_faults_of_a_setting_are_told_at_once() -> None:
    """One run should be enough to mend it."""
    with pytest.raises(SchemaError) as told:
        Setting(capability=5, channel=1, shares=(0.0, 10.0, 30.0, 90.0))

    message = str(told.value)

    assert "capability: found 5 levels; expected 2 to 4" in message
    assert "channel: found 1 levels; expected 2 to 2" in message
    assert "shares: found 10; expected shares from 0 to 1" in message
