"""The page of the chain says what the tables say."""

from pathlib import Path

import pytest

from yalu.scenario.line import line_names
from yalu.scenario.uncertainty import Uncertainty, uncertainties

PAGE = Path(__file__).parents[2] / "docs" / "methods" / "scenario-chain.md"
TEXT = PAGE.read_text(encoding="utf-8")
CHOICE = "toll_model"


@pytest.mark.parametrize("one", uncertainties(), ids=lambda one: one.name)
def test_every_range_stands_on_the_page_as_it_is(one: Uncertainty) -> None:
    """A judgement that changes changes there, too."""
    rows = [line for line in TEXT.splitlines() if line.startswith(f"| {one.name} |")]
    [row] = [line for line in rows if line.endswith(f"| {one.shape} |")]

    assert one.name == CHOICE or f"{one.low:g} to {one.high:g}" in row


def test_every_line_stands_on_the_page() -> None:
    """Files name lines."""
    for name in line_names():
        assert name in TEXT
