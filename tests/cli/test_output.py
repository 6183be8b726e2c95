"""What every table and list on the terminal promises, one promise per test."""

import pytest

from tests.cli.conftest import fits
from yalu.cli.output import NO_BREAK, percent, print_list, print_table

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a screen of eighty columns."""
    monkeypatch.setenv("COLUMNS", "80")


def test_no_word_is_broken_where_the_longest_of_every_column_fit(
    capsys: Capture,
) -> None:
    """A column is narrowed down to its longest word, and the others give the rest."""
    words = "intercontinental sweeping shrinking hardship"
    print_table("Six", ("a", "b", "c", "d"), [(words,) * 4])
    told = capsys.readouterr().out

    assert fits(told)
    assert all(told.count(word) == 4 for word in words.split())


@pytest.mark.parametrize("width", range(20, 40))
def test_a_percent_sign_stays_with_its_number(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    """In cells and in lists, wherever the line ends; it is printed as a plain space."""
    monkeypatch.setenv("COLUMNS", str(width))
    text = "a move is likely with 41 % and then again with 52 %"
    print_table("One", ("move",), [(text,)])
    print_list("Two", (text,))
    told = capsys.readouterr().out

    assert told.count("41 %") == told.count("52 %") == 2
    assert NO_BREAK not in told


def test_a_share_is_told_in_percent_with_a_space() -> None:
    """One style in every table."""
    assert percent(0.414) == f"41{NO_BREAK}%"
    assert percent(1) == f"100{NO_BREAK}%"
