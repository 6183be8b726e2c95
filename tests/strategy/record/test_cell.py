"""What a cell promises."""

import pytest

from yalu.errors import SchemaError
from yalu.strategy.record import CLASSES, Cell, Column, Quarter, Status

QUARTER = Quarter(2017, 3)


def made(status: Status, *chances: float) -> Cell:
    """Return a cell of the vote."""
    return Cell(
        quarter=QUARTER, column=Column.VOTE, status=status, chances=chances, rule="why"
    )


def test_a_known_cell_has_value_and_code() -> None:
    """Both name the same class."""
    cell = made(Status.KNOWN, 0.0, 1.0)

    assert (cell.value, cell.code) == ("refuse", 1)
    assert str(cell) == "2017Q3 vote: refuse (why)"


def test_an_uncertain_cell_has_chances_and_neither_value_nor_code() -> None:
    """The likeliest class is not the class."""
    cell = made(Status.UNCERTAIN, 0.75, 0.25)

    assert (cell.value, cell.code, cell.chance("refuse")) == (None, -1, 0.25)
    assert str(cell) == "2017Q3 vote: accept 75%, refuse 25% (why)"


@pytest.mark.parametrize("status", [Status.MISSING, Status.NOT_ASKED])
def test_a_cell_without_knowledge_has_nothing_to_weigh(status: Status) -> None:
    """Missing is never a class."""
    cell = made(status)

    assert (cell.value, cell.code, cell.chances) == (None, -1, ())
    assert cell.chance("accept") is None


@pytest.mark.parametrize(
    ("status", "chances"),
    [
        (Status.KNOWN, ()),
        (Status.KNOWN, (0.5, 0.5)),
        (Status.UNCERTAIN, (1.0, 0.0)),
        (Status.UNCERTAIN, (0.5, 0.4)),
        (Status.UNCERTAIN, (0.5, 0.25, 0.25)),
        (Status.UNCERTAIN, (1.5, -0.5)),
        (Status.MISSING, (0.5, 0.5)),
    ],
)
def test_chances_that_are_none_are_refused(
    status: Status, chances: tuple[float, ...]
) -> None:
    """A wrong rule must not pass for evidence."""
    with pytest.raises(SchemaError, match="2017Q3, vote: found"):
        made(status, *chances)


def test_an_unknown_class_is_told_with_the_known_ones() -> None:
    """A misspelt class would else have no chance, silently."""
    with pytest.raises(SchemaError, match="expected one of accept, refuse"):
        made(Status.MISSING).chance("veto")


def test_the_classes_of_actions_are_those_of_the_game() -> None:
    """The game and the record speak of the same acts by the same words."""
    assert CLASSES[Column.MOVE] == ("hold", "missile", "test", "overture")
    assert CLASSES[Column.RESPONSE] == ("nothing", "table", "deploy", "engage")
    assert CLASSES[Column.VOTE] == ("accept", "refuse")
    assert CLASSES[Column.ENFORCEMENT] == ("0", "1/3", "2/3", "1")
    assert CLASSES[Column.OVERTURE] == ("no", "yes")
