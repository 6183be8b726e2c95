"""The guide to a log of one's own, block by block as a reader would go."""

import doctest
import re
import shlex
import sys
from collections.abc import Iterator
from contextlib import chdir, redirect_stdout, suppress
from io import StringIO
from pathlib import Path

import pytest
from yaml import safe_load

from yalu.cli import main
from yalu.events import EventKind, log_mapping, read

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs" / "howto" / "own-events.md"
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
BLOCKS = FENCE.findall(GUIDE.read_text(encoding="utf-8"))
PLAIN = [text for kind, text in BLOCKS if not kind]
COMMANDS = [
    line.removeprefix("$ ")
    for kind, text in BLOCKS
    if kind == "console"
    for line in text.splitlines()
]
MAPPINGS = [text for kind, text in BLOCKS if kind == "yaml"]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return a folder with the files of the guide, and work there."""
    folder = tmp_path_factory.mktemp("a desk")
    (folder / "sightings.csv").write_text(PLAIN[0], encoding="utf-8")
    (folder / "mapping.yaml").write_text(MAPPINGS[0], encoding="utf-8")
    with chdir(folder):
        yield folder


def printed(command: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return what a command of the guide prints."""
    monkeypatch.setattr(sys, "argv", shlex.split(command))
    monkeypatch.setenv("COLUMNS", "80")
    out = StringIO()
    with redirect_stdout(out), suppress(SystemExit):
        main()
    return out.getvalue()


def test_each_block_is_of_a_sort_that_is_tried_here() -> None:
    """A block that nothing runs is a promise that nobody keeps."""
    assert {kind for kind, _ in BLOCKS} == {"", "yaml", "console", "python"}
    assert (len(PLAIN), len(MAPPINGS)) == (2, 2)


@pytest.mark.usefixtures("desk")
def test_the_command_keeps_three_rows_and_tells_of_two(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What the guide says under the command."""
    out = printed(COMMANDS[0], monkeypatch)

    assert "5 rows read: 3 kept, 2 put aside." in out
    assert "line 5, kind: found '42'" in out
    assert "line 6, kind: found '141'" in out


def test_the_folder_of_the_guide_says_what_was_looked_at(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list under its new name, and the table that the guide shows."""
    folder = desk / "my-log"
    folder.mkdir()
    (folder / "events.csv").write_text(PLAIN[0], encoding="utf-8")
    (folder / "coverage.csv").write_text(PLAIN[1], encoding="utf-8")
    out = printed(COMMANDS[1], monkeypatch)

    assert "5 rows read: 3 kept, 2 put aside." in out
    assert "2017-01-01 to 2017-12-31  partial (clippings)" in out


@pytest.mark.usefixtures("desk")
def test_the_python_of_the_guide_answers_as_printed() -> None:
    """All sessions share their names, as those of a reader do."""
    text = "\n".join(text for kind, text in BLOCKS if kind == "python")
    session = doctest.DocTestParser().get_doctest(text, {}, GUIDE.name, None, None)
    told = StringIO()
    result = doctest.DocTestRunner(verbose=False).run(session, out=told.write)

    assert result.attempted > 8
    assert result.failed == 0, told.getvalue()


def test_the_roles_of_the_guide_are_read() -> None:
    """The second mapping names another case."""
    assert log_mapping(safe_load(MAPPINGS[1])).roles.target == "IRN"


def test_the_coverage_of_the_guide_is_read(tmp_path: Path) -> None:
    """A folder like ours, with the table that the guide shows."""
    (tmp_path / "coverage.csv").write_text(PLAIN[1], encoding="utf-8")
    (tmp_path / "sources.csv").write_text(
        "id,publisher,url\nclippings,A drawer,\n", encoding="utf-8"
    )
    embedded = ROOT / "src" / "yalu" / "events" / "data" / "events.csv"
    header = embedded.read_text(encoding="utf-8").partition("\n")[0]
    (tmp_path / "events.csv").write_text(header + "\n", encoding="utf-8")
    covered = read(tmp_path).covered(EventKind.MISSILE_LAUNCH)

    assert str(covered) == "2017-01-01 to 2017-12-31"
