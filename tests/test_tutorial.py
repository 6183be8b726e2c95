"""Promises of the tutorial: who types what it says sees what it shows."""

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from yalu.cli.app import app

PAGE = Path(__file__).resolve().parent.parent / "docs" / "tutorial.md"
FENCE = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
BUILDS = {"make report", ". .venv/bin/activate"}  # made and run as a wheel by CI
MINUTES = 15


def steps() -> list[tuple[str, list[str]]]:
    """Return each command of the page with the lines that are shown under it."""
    found: list[tuple[str, list[str]]] = []
    for kind, text in FENCE.findall(PAGE.read_text(encoding="utf-8")):
        lines = [line for line in text.splitlines() if line.strip()]
        if kind == "console":
            found += [(line.removeprefix("$ "), []) for line in lines]
        elif kind == "text":
            found[-1][1].extend(lines)
    return [step for step in found if step[0] not in BUILDS]


def flat(text: str) -> str:
    """Return a text whose lines may be folded anywhere."""
    return " ".join(text.split())


@pytest.mark.parametrize(("command", "shown"), steps(), ids=lambda x: str(x)[:40])
def test_a_command_of_the_tutorial_shows_what_the_page_says(
    command: str, shown: list[str]
) -> None:
    """A beginner takes the smallest difference for a mistake of their own."""
    result = CliRunner().invoke(app, shlex.split(command)[1:])

    assert result.exit_code == 0, result.output
    for line in shown:
        assert flat(line) in flat(result.output)


def test_the_tutorial_makes_a_ruling_a_figure_and_a_scenario() -> None:
    """The first quarter of an hour has met each part once."""
    commands = " ".join(command for command, _ in steps())

    assert "yalu check" in commands
    assert "yalu scenario run" in commands
    assert "source" in PAGE.read_text(encoding="utf-8")


def test_the_parts_of_the_tutorial_take_no_longer_than_it_says() -> None:
    """The title promises a quarter of an hour; so do the headings together."""
    words = {"three": 3, "four": 4, "five": 5}
    told = re.findall(
        r"^## .*\((\w+) minutes\)$", PAGE.read_text("utf-8"), re.MULTILINE
    )

    assert sum(words[one] for one in told) == MINUTES
