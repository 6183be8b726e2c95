"""Run the command line inside the test, as a user's shell would."""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from tests.cli.invented import invented
from yalu.cli import main
from yalu.cli.answers import strategy
from yalu.strategy.answers import Answers


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401 - whatever was printed
        """The standard output, read as JSON."""
        return json.loads(self.out)


Yalu = Callable[..., Answer]


@pytest.fixture
def yalu(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Yalu:
    """Return a function that runs `yalu` with some arguments."""

    def run(*arguments: str) -> Answer:
        monkeypatch.setattr(sys, "argv", ["yalu", *arguments])
        monkeypatch.setenv("COLUMNS", "80")
        code = 0
        try:
            main()
        except SystemExit as leaving:
            code = leaving.code if isinstance(leaving.code, int) else 0
        said = capsys.readouterr()
        return Answer(code, said.out, said.err)

    return run


def fits(out: str) -> bool:
    """Return whether what was printed fits on eighty columns, with nothing cut off."""
    return max(map(len, out.splitlines())) <= 80 and "…" not in out


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Answers:
    """Have the command find invented answers of the game in store."""
    made = invented()
    monkeypatch.setattr(strategy, "stored", lambda: made)
    return made
