"""A regime of one's own, end to end, on trade whose truth is known."""

import importlib.util
import json
import re
import shlex
import sys
from collections.abc import Iterator, Mapping
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from shutil import copy, copytree
from types import ModuleType
from typing import Any

import pytest

from tests.cli.conftest import Answer, Yalu
from yalu.cli import main

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs" / "howto" / "encode-a-regime.md"
EXAMPLES = ROOT / "examples"
CHARCOAL = EXAMPLES / "somalia-charcoal.generated.csv"
FENCE = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)

Found = Mapping[str, Any]


def run(command: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Answer:
    """Run one command in a folder, as a reader of the guide would."""
    monkeypatch.setattr(sys, "argv", shlex.split(command))
    monkeypatch.setenv("COLUMNS", "80")
    out, err, code = StringIO(), StringIO(), 0
    with chdir(folder), redirect_stdout(out), redirect_stderr(err):
        try:
            main()
        except SystemExit as leaving:
            code = leaving.code if isinstance(leaving.code, int) else 0
    return Answer(code, out.getvalue(), err.getvalue())


@pytest.fixture(scope="module")
def patch() -> Iterator[pytest.MonkeyPatch]:
    """Return a patch that lasts as long as the module."""
    with pytest.MonkeyPatch.context() as held:
        yield held


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an empty folder in which the files of the guide were written."""
    folder = tmp_path_factory.mktemp("a desk")
    for kind, text in FENCE.findall(GUIDE.read_text(encoding="utf-8")):
        if kind == "yaml":
            path = folder / text.splitlines()[0].removeprefix("# ")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    copy(EXAMPLES / "bouvet-island.generated.csv", folder)
    return folder


@pytest.fixture(scope="module")
def walk(desk: Path, patch: pytest.MonkeyPatch) -> dict[str, Answer]:
    """Return what each command of the guide answered, in its order."""
    lines = [
        line.removeprefix("$ ")
        for kind, text in FENCE.findall(GUIDE.read_text(encoding="utf-8"))
        if kind == "console"
        for line in text.splitlines()
    ]
    return {line: run(line, desk, patch) for line in lines}


@pytest.fixture(scope="module")
def bouvet(desk: Path, patch: pytest.MonkeyPatch) -> Found:
    """Return the assessment of the regime of the guide."""
    file = "bouvet-island.generated.csv"
    command = f"yalu compliance --regime my-regime --flows {file} --complete --json"
    found: Found = json.loads(run(command, desk, patch).out)
    return found


@pytest.fixture(scope="module")
def somalia(patch: pytest.MonkeyPatch) -> Found:
    """Return everything that can be asked of the charcoal example."""
    asked = "--complete --estimate --signs --sensitivity --json"
    command = f"yalu compliance --regime somalia --flows '{CHARCOAL}' {asked}"
    found: Found = json.loads(run(command, ROOT, patch).out)
    return found


def score(found: Found, state: str, measure: str) -> Found:
    """Return the score of one state on one measure."""
    (one,) = (
        s for s in found["scorecard"] if (s["state"], s["measure"]) == (state, measure)
    )
    return one  # type: ignore[no-any-return]


def estimate(found: Found, state: str) -> Found:
    """Return the estimate of one state's tonnes."""
    (one,) = (e for e in found["estimates"] if (e["state"], e["unit"]) == (state, "t"))
    return one["whole"]["compliance"]  # type: ignore[no-any-return]


def test_every_command_of_the_guide_answers(walk: dict[str, Answer]) -> None:
    """A newcomer who types what is printed never meets an error."""
    failed = {line: answer.err for line, answer in walk.items() if answer.code}

    assert len(walk) == 10
    assert not failed


def test_every_answer_of_the_guide_fits_eighty_columns(
    walk: dict[str, Answer],
) -> None:
    """A terminal that is not maximised shows it unbroken."""
    wide = [
        line
        for command, answer in walk.items()
        if " report " not in command  # a path is as long as it is
        for line in answer.out.splitlines()
        if len(line.rstrip()) > 80
    ]

    assert not wide


def test_the_rulings_of_the_guide_are_those_it_names(walk: dict[str, Answer]) -> None:
    """Permitted the day before, prohibited on the day and after it."""
    told = [
        re.findall(r"made up for this guide: (\w+)", answer.out)
        for line, answer in walk.items()
        if " check " in line
    ]

    assert told == [["permitted"], ["prohibited"], ["prohibited"]]


def test_the_cases_of_the_guide_hold(walk: dict[str, Answer]) -> None:
    """What the reader is told to expect is what the law he wrote says."""
    answer = walk["yalu law --regime my-regime --cases"]

    assert answer.out.splitlines()[0] == "6 cases, a day each: 6 hold, 0 do not."


def test_a_case_of_the_guide_that_is_changed_fails_with_both_verdicts(
    desk: Path, tmp_path: Path, patch: pytest.MonkeyPatch
) -> None:
    """A reader who mistakes a day is shown which, what he expects and what is said."""
    copytree(desk / "my-regime", tmp_path / "my-regime")
    path = tmp_path / "my-regime/cases/days.yaml"
    path.write_text(path.read_text("utf-8").replace("06-30: {IA", "06-29: {IA", 1))
    path.write_text(path.read_text("utf-8").replace("07-01: {IA", "06-30: {IA", 1))
    answer = run("yalu law --regime my-regime --cases", tmp_path, patch)
    told = " ".join(answer.out.split())

    assert answer.code == 4
    assert "expected prohibited by BVT-1-guano; found permitted" in told
    assert "found 1 of 6 cases that do not hold" in answer.err


def test_the_leak_and_the_cap_of_the_example_come_out(bouvet: Found) -> None:
    """One keeps the ban, one leaks 40 %, and 1,430 tonnes stand against 1,000."""
    leak = score(bouvet, "HMD", "BVT-1-guano")
    cap = score(bouvet, "WLD", "BVT-2-diesel")

    assert score(bouvet, "ATF", "BVT-1-guano")["verdict"] == "enforced"
    assert leak["verdict"] == "partly"
    assert 36 < leak["low"] <= leak["high"] < 44
    assert [step["verdict"] for step in cap["path"]] == ["enforced", "partly", "partly"]
    assert 140 < cap["high"] < 150


def test_what_was_put_aside_is_told_and_nothing_is_lost(somalia: Found) -> None:
    """Read is kept and put aside; nils are counted apart from cells."""
    record = somalia["record"]

    assert record["read"] == record["kept"] + record["quarantined"]
    assert record["quarantined"] == 1
    assert record["nils"] == 68  # two states, March 2012 to December 2014
    assert record["cells"] < record["kept"]


@pytest.mark.parametrize(
    ("state", "verdict"),
    [
        ("BVT", "enforced"),
        ("HMD", "partly"),
        ("ATF", "enforced"),
        ("ATA", "not_enforced"),
    ],
)
def test_the_verdicts_are_those_of_the_known_truth(
    somalia: Found, state: str, verdict: str
) -> None:
    """What went into the file comes out of it."""
    assert score(somalia, state, "SOM-2036-22")["verdict"] == verdict


@pytest.mark.parametrize(("state", "truth"), [("HMD", 65), ("ATA", 40)])
def test_the_interval_of_an_estimate_holds_the_known_truth(
    somalia: Found, state: str, truth: float
) -> None:
    """35 % leaked is 65 % kept; 60 % leaked is 40 % kept."""
    found = estimate(somalia, state)

    assert found["low"] < truth < found["high"]
    assert found["high"] - found["low"] < 25


def test_nothing_recorded_is_full_compliance_only_in_a_complete_file(
    somalia: Found, patch: pytest.MonkeyPatch
) -> None:
    """Missing is never zero: without --complete the same state is unverifiable."""
    command = f"yalu compliance --regime somalia --flows '{CHARCOAL}' --json"
    silent = json.loads(run(command, ROOT, patch).out)

    assert estimate(somalia, "BVT")["value"] == 100
    assert score(silent, "BVT", "SOM-2036-22")["verdict"] == "unverifiable"
    assert silent["record"]["nils"] == 0


def test_the_way_round_the_ban_is_found_and_no_other(somalia: Found) -> None:
    """The third country that sold none before is the only sign of diversion."""
    found = [
        (sign["kind"], sign["state"], sign["third"], sign["code"])
        for sign in somalia["signs"]["diversions"]
    ]

    assert found == [("third_country", "ATF", "SGS", "440290")]


def test_the_state_that_falls_silent_is_unverifiable_from_then_on(
    somalia: Found,
) -> None:
    """Nothing of it counts as kept once it publishes nothing at all."""
    path = score(somalia, "ATA", "SOM-2036-22")["path"]
    kinds = {s["state"]: s["kind"] for s in somalia["signs"]["silences"]}

    assert [step["verdict"] for step in path][1:] == ["unverifiable"] * 2
    assert kinds == {"ATA": "stopped"}


def test_each_break_lies_near_the_day_of_law(somalia: Found) -> None:
    """The ban of 22 February 2012 is seen in March, or within two months of it."""
    months = {b["month"]["start"] for b in somalia["signs"]["breaks"]}

    assert months <= {"2012-02-01", "2012-03-01", "2012-04-01", "2012-05-01"}


def test_the_verdict_that_hangs_on_a_threshold_is_named(somalia: Found) -> None:
    """36 % is partly kept up to a half, and not kept if that end were a quarter."""
    shifts = [
        (s["state"], s["alternative"], s["then"])
        for s in somalia["sensitivity"]["shifts"]
        if s["effect"] not in ("same", "left_out")
    ]

    assert ("HMD", "partly 0.25", "not_enforced") in shifts


def test_the_same_seed_gives_the_same_estimates(yalu: Yalu, somalia: Found) -> None:
    """Chance enters through one number, which is stated."""
    asked = ("compliance", "--regime", "somalia", "--flows", str(CHARCOAL))
    command = (*asked, "--complete", "--state", "HMD", "--estimate", "--json")
    first, again = (yalu(*command, "--seed", "7").json for _ in range(2))
    other = yalu(*command, "--seed", "8").json

    assert first["estimates"] == again["estimates"]
    assert first["estimates"] != other["estimates"]
    assert (first["seed"], somalia["seed"]) == (7, 1718)


def test_screening_finds_the_same_file_in_breach(yalu: Yalu) -> None:
    """The bulk command and the verdicts read the same records."""
    found = yalu("screen", str(CHARCOAL), "--regime", "somalia", "--json").json
    states = {row["state"] for row in found["breaches_by_measure"]}

    assert found["quarantined"] == 1
    assert {"ATA", "HMD"} <= states


def test_a_report_is_written_on_the_file(yalu: Yalu, tmp_path: Path) -> None:
    """Fans, signs and the file with its hash are in it; embedded data is not."""
    asked = ("report", "--regime", "somalia", "--flows", str(CHARCOAL), "--complete")
    older = tmp_path / "data/patron-share.csv"
    older.parent.mkdir()
    older.touch()
    answer = yalu(*asked, "-o", str(tmp_path), "--json")
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    data = {Path(path).stem for path in answer.json["data"]}

    assert answer.code == 0
    assert {"expected", "signs", "scorecard-section"} <= {*answer.json["sections"]}
    assert {"expected-HMD-SOM-2036-22", "breaks", "diversion", "patterns"} <= data
    assert "Heard Island" in page
    assert "Own file, somalia-charcoal.generated.csv, SHA-256" in page
    assert not data & {"patron-share", "claims-open"}
    assert answer.json["not_of_this_report"] == [str(older)]


def test_a_regime_without_a_record_is_told_with_the_remedy(yalu: Yalu) -> None:
    """An empty scorecard would look like an answer."""
    answer = yalu("compliance", "--regime", "somalia")

    assert answer.code == 2
    assert answer.out == ""
    assert "found no record of SOM" in answer.err
    assert "--flows FILE" in answer.err


def test_a_file_about_somebody_else_is_told_as_such(yalu: Yalu) -> None:
    """Nothing about the target is not the same as nothing wrong."""
    answer = yalu("compliance", "--regime", "libya", "--flows", str(CHARCOAL))

    assert answer.code == 2
    assert "no record about LBY" in answer.err


def test_options_for_a_file_without_a_file_are_told(yalu: Yalu) -> None:
    """They would be passed over in silence."""
    answer = yalu("compliance", "--complete", "--source", "x")

    assert answer.code == 2
    assert "--source, --complete: found without --flows" in answer.err


def _tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "make_example", ROOT / "tools" / "make_example.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_the_example_files_are_those_that_the_tool_makes(tmp_path: Path) -> None:
    """Byte for byte, so that nobody edits a truth by hand."""
    tool = _tool()
    made = tool.write(tmp_path, tool.SEED)

    assert {path.name for path in made} == {
        path.name for path in EXAMPLES.glob("*.csv")
    }
    for path in made:
        assert path.read_bytes() == (EXAMPLES / path.name).read_bytes()


def test_another_seed_makes_other_trade(tmp_path: Path) -> None:
    """The seed is what the files hang on, and nothing else."""
    tool = _tool()
    made = tool.write(tmp_path, tool.SEED + 1)

    for path in made:
        assert path.read_bytes() != (EXAMPLES / path.name).read_bytes()


def test_every_generated_row_says_so() -> None:
    """No line can be taken for a fact, wherever it is copied to."""
    for path in EXAMPLES.glob("*.csv"):
        header, *rows = path.read_text(encoding="utf-8").splitlines()

        assert header.endswith("source,evidence")
        assert all(row.endswith(",generated example,estimated") for row in rows)
        assert "generated" in path.name
