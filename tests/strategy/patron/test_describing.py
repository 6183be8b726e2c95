"""What the tables of the game promise."""

from pathlib import Path

import pytest

from yalu.strategy.patron import CHANGES, PARAMETERS, TERMS, describe_game

PAGE = Path(__file__).resolve().parents[3] / "docs" / "methods" / "patron-game.md"


@pytest.mark.parametrize("name", describe_game())
def test_the_page_shows_the_rules_that_are_played(name: str) -> None:
    """A reader must be able to trust the page without reading the code.

    If this fails, put what `describe_game` gives in place of the table on the page.
    """
    assert describe_game()[name] in PAGE.read_text(encoding="utf-8")


def test_every_rule_and_every_parameter_is_in_a_table() -> None:
    """Nothing is weighed that is not shown."""
    told = "\n".join(describe_game().values())

    assert all(term.formula in told for term in TERMS)
    assert all(change.formula in told for change in CHANGES)
    assert all(f"| `{one.name}` |" in told for one in PARAMETERS)


def test_a_table_has_as_many_cells_in_every_row() -> None:
    """A stray bar in a text would shift a row."""
    for table in describe_game().values():
        assert len({line.count(" | ") for line in table.splitlines()}) == 1
