"""Run the command line inside the test, as a user's shell would."""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from yalu.cli import main


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
