"""Promises about what is written for the reader."""

import doctest
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

import yalu
from yalu.cli.app import app
from yalu.flows import Series
from yalu.provenance import Evidence
from yalu.regime import Status

ROOT = Path(__file__).resolve().parent.parent
PAGES = [
    *sorted(ROOT.glob("*.md")),
    *(
        path
        for path in sorted((ROOT / "docs").rglob("*.md"))
        if not {"generated", "_build"} & {*path.relative_to(ROOT).parts}
    ),
]
FENCE = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")
COMMANDS: dict[str, Any] = typer.main.get_command(app).commands  # type: ignore[attr-defined]
NEEDS_NO_FILE = {"check", "law"}


def blocks(page: Path, kind: str) -> list[str]:
    """Return the contents of the fenced blocks of one kind."""
    found = FENCE.findall(page.read_text(encoding="utf-8"))
    return [text for label, text in found if label == kind]


def name_of(page: Path) -> str:
    """Return how a page is called in test names."""
    return page.relative_to(ROOT).as_posix()


def commands_shown() -> list[str]:
    """Return every `yalu` command that a page tells the reader to type."""
    lines = [
        line.removeprefix("$ ").partition("  #")[0].strip()
        for page in PAGES
        for block in blocks(page, "console")
        for line in block.splitlines()
    ]
    return sorted({line for line in lines if line.startswith("yalu ")})


@pytest.mark.parametrize(
    "page", [page for page in PAGES if blocks(page, "pycon")], ids=name_of
)
def test_an_example_gives_what_the_page_shows(page: Path) -> None:
    """A reader types the examples first; the blocks of a page are one session."""
    session = "\n".join(blocks(page, "pycon"))
    test = doctest.DocTestParser().get_doctest(session, {}, name_of(page), None, 0)
    report: list[str] = []
    result = doctest.DocTestRunner(verbose=False).run(test, out=report.append)

    assert not result.failed, "".join(report)


@pytest.mark.parametrize("command", commands_shown())
def test_a_command_shown_to_the_reader_is_understood(command: str) -> None:
    """Options are renamed more easily than pages are read again."""
    _, name, *rest = shlex.split(command)
    found = COMMANDS[name]
    while hasattr(found, "commands") and rest and not rest[0].startswith("-"):
        name, *rest = rest
        found = found.commands[name]
    options = {option for param in found.params for option in param.opts}

    assert {word for word in rest if word.startswith("-")} <= options


@pytest.mark.parametrize(
    "command",
    [
        command
        for command in commands_shown()
        if command.split()[1] in NEEDS_NO_FILE and "my-regime" not in command
    ],
)
def test_a_command_that_needs_no_file_answers(command: str) -> None:
    """What the pages promise to work works."""
    result = CliRunner().invoke(app, shlex.split(command)[1:])

    assert result.exit_code == 0, result.output


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_a_link_leads_somewhere(page: Path) -> None:
    """A link to a file of the checkout finds it, unless the build writes it."""
    targets = LINK.findall(page.read_text(encoding="utf-8"))
    broken = [
        target
        for target in targets
        if "generated/" not in target and not (page.parent / target).exists()
    ]

    assert not broken


def test_who_reads_the_source_is_told_what_the_build_writes() -> None:
    """Before `make docs` links to generated pages lead nowhere, and tables lack."""
    texts = {name_of(page): page.read_text(encoding="utf-8") for page in PAGES}
    silent = [
        name
        for name, text in texts.items()
        if re.search(r"[(/ ]generated/", text) and "make docs" not in text
    ]

    assert not silent


def test_what_does_a_trial_anew_is_called_by_its_name() -> None:
    """Who doubts a figure types the line beside it."""
    script = (ROOT / "tools" / "refit.py").read_text(encoding="utf-8")
    names = {*re.findall(r'^    "(\w+)": refit_', script, re.MULTILINE)}
    told = {
        name
        for path in (*PAGES, *(ROOT / "docs").glob("*.py"))
        for name in re.findall(r"tools/refit\.py ([\w-]+)`", path.read_text("utf-8"))
    }

    assert told
    assert told <= names


@pytest.mark.parametrize("vocabulary", [Status, Evidence, Series], ids=str)
def test_the_words_of_an_answer_are_in_the_glossary(vocabulary: Any) -> None:  # noqa: ANN401
    """A verdict that is not explained is a verdict that is misread."""
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    terms = {line for line in text.splitlines() if line[:1].isalpha()}

    assert {member.value for member in vocabulary} <= terms


def test_the_glossary_is_in_order() -> None:
    """A word is looked up by its letters."""
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    terms = [
        line.lower()
        for line in text.partition("{glossary}")[2].splitlines()
        if line[:1].isalpha()
    ]

    assert terms == sorted(terms)


def test_the_changelog_tells_of_the_version_in_use() -> None:
    """Who upgrades looks here first."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    assert f"\n## {yalu.__version__}" in text


def test_the_guide_for_contributors_fits_on_one_screen() -> None:
    """A longer one is not read."""
    lines = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").splitlines()

    assert len(lines) <= 45


@pytest.mark.parametrize("page", ["README.md", "docs/command_page.py"])
def test_every_exit_code_is_explained(page: str) -> None:
    """Programs read the code and nothing else."""
    text = (ROOT / page).read_text(encoding="utf-8")
    told = {int(code) for code in re.findall(r"^\| (\d) \|", text, re.MULTILINE)}

    assert told == {0, 2, 3, 4}


def test_every_target_of_the_makefile_is_listed_by_help() -> None:
    """A target that nobody can find is not one."""
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.findall(r"^\.PHONY: (.*)$", text, re.MULTILINE)[0].split()
    listed = re.findall(r"^([a-z]+):.*## ", text, re.MULTILINE)

    assert sorted(phony) == sorted(listed)
