"""What `yalu scenario` promises, on made-up runs: no chain is run here."""

import csv
import json
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.cli.conftest import Yalu, fits
from tests.report import suppositions
from tests.report.suppositions import BASELINE, DRAWS, EMBARGO, IDLE, MONTHS, SCENARIOS
from yalu.cli.answers import (
    scenario,
    scenario_asked,
    scenario_running,
    scenario_why,
)
from yalu.errors import ModelError
from yalu.report.supposing import Supposing, supposing_of
from yalu.scenario.scenario import Scenario
from yalu.scenario.sensitivity import sensitivity
from yalu.scenario.shipped import shipped

CASE = SimpleNamespace(
    as_of=date(2026, 12, 31), start=suppositions.START, digest="made up"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where the made-up runs are stored."""
    place = tmp_path_factory.mktemp("outcomes")
    suppositions.stored_in(place)
    return place


@pytest.fixture
def held(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Supposing:
    """Have the command find made-up runs in store, of made-up scenarios."""
    made = suppositions.supposing(folder)
    monkeypatch.setattr(scenario, "supposing_of", lambda: made)
    monkeypatch.setattr(scenario, "shipped", lambda: SCENARIOS)
    known = {one.id: one for one in SCENARIOS}
    for place in (scenario_asked, scenario_running, scenario_why):
        monkeypatch.setattr(place, "supposing_of", lambda: made)
    monkeypatch.setattr(scenario_asked, "shipped_scenario", known.__getitem__)
    for place in (scenario, scenario_running):
        monkeypatch.setattr(place, "reserved", lambda: ("k-hat is 0.9",))
    return made


@pytest.fixture
def drawn(held: Supposing, monkeypatch: pytest.MonkeyPatch) -> Supposing:
    """Have runs be made up instead of drawn; nothing is solved."""

    def outcome(ready: Scenario, **_: int) -> object:
        return suppositions.outcome(ready)

    for place in (scenario_running, scenario_why):
        monkeypatch.setattr(place, "outcome_of", outcome)
        monkeypatch.setattr(place, "held", lambda _: None)
    monkeypatch.setattr(scenario_running, "dprk_case", lambda **_: CASE)
    monkeypatch.setattr(scenario_running, "prepare", lambda _, one, **__: one)
    return held


@pytest.mark.usefixtures("held")
def test_the_list_has_every_question_and_what_each_changes(yalu: Yalu) -> None:
    """Beside the baseline, and with how it was tried, on eighty columns."""
    answer = yalu("scenario")
    flat = " ".join(answer.out.split())

    assert answer.code == 0
    assert fits(answer.out)
    assert all(one.question in flat for one in SCENARIOS)
    assert "baseline *" in answer.out
    assert "Validated on baselines run from" in flat


@pytest.mark.usefixtures("held")
def test_json_of_the_list_has_levers_and_changes_with_ranges(yalu: Yalu) -> None:
    """For programs."""
    found = yalu("scenario", "--json").json
    embargo = found["scenarios"][1]

    assert embargo["levers"][0].startswith("China carries out 90")
    assert embargo["changes"]["oil"]["low"] < embargo["changes"]["oil"]["middle"] < 0
    assert found["stale"] == []


def test_with_nothing_stored_the_list_says_so_and_what_helps(
    yalu: Yalu, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The questions can still be read, and a run can be made."""
    nothing = supposing_of(tmp_path, SCENARIOS)
    monkeypatch.setattr(scenario, "supposing_of", lambda: nothing)
    answer = yalu("scenario")

    assert answer.code == 0
    assert "No outcome of any scenario is stored" in answer.out
    assert "yalu scenario run oil-embargo" in " ".join(answer.out.split())


@pytest.mark.usefixtures("drawn")
def test_a_run_is_told_beside_the_baseline(yalu: Yalu) -> None:
    """Levers, chances and series of both, grounds and trial, on eighty columns."""
    answer = yalu("scenario", "run", EMBARGO.id)
    flat = " ".join(answer.out.split())

    assert answer.code == 0
    assert fits(answer.out)
    assert EMBARGO.question in flat
    assert "What it sets" in flat
    assert "baseline" in answer.out
    assert "Evidence: estimated by a model." in flat
    assert f"{DRAWS} draws of 2 fitted games" in flat
    assert "The fitted game is NOT to be built upon" in flat
    assert "K-hat is 0.9." in flat
    assert "Validated on baselines run from" in flat


@pytest.mark.usefixtures("drawn")
def test_the_baseline_alone_has_no_change(yalu: Yalu) -> None:
    """It is compared with itself, and nothing differs."""
    found = yalu("scenario", "run", BASELINE.id, "--json").json

    assert {row["change"] for row in found["statements"] if row["baseline"]} == {0.0}
    assert yalu("scenario", "run", BASELINE.id).code == 0


@pytest.mark.usefixtures("drawn")
def test_json_of_a_run_has_every_number_and_what_it_rests_on(yalu: Yalu) -> None:
    """Ranges for the number of draws, ranges between games, hash and seed."""
    found = yalu("scenario", "run", EMBARGO.id, "--json").json
    row = found["statements"][0]

    assert row["low"] <= row["chance"] <= row["high"]
    assert row["games_low"] <= row["games_high"]
    assert {one["months"] for one in found["series"]} == {12, MONTHS}
    assert len(found["digest"]) == 64
    assert found["evidence"] == "estimated"


@pytest.mark.usefixtures("drawn")
def test_a_run_is_stored_with_its_baseline_and_written_by_month(
    yalu: Yalu, tmp_path: Path
) -> None:
    """Both runs, so that none is ever read alone."""
    store, file = tmp_path / "kept", tmp_path / "months.csv"
    answer = yalu(
        "scenario", "run", EMBARGO.id, "--store", str(store), "--csv", str(file)
    )
    manifest = json.loads((store / EMBARGO.id / "manifest.json").read_text("utf-8"))
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))

    assert answer.code == 0
    assert (store / "baseline" / "manifest.json").exists()
    assert manifest["baseline"] == BASELINE.id
    assert {row["run"] for row in rows} == {"baseline", "scenario"}
    assert {row["month"] for row in rows} == {
        f"{year}-{month:02}" for year in (2027, 2028, 2029) for month in range(1, 13)
    }


@pytest.mark.usefixtures("drawn")
def test_two_scenarios_are_told_beside_one_baseline(yalu: Yalu) -> None:
    """And what differs between them, draw by draw."""
    answer = yalu("scenario", "compare", IDLE.id, EMBARGO.id)
    found = yalu("scenario", "compare", IDLE.id, EMBARGO.id, "--json").json
    oil = next(row for row in found["second_less_first"] if "Oil" in row["series"])

    assert answer.code == 0
    assert fits(answer.out)
    assert "second less first" in " ".join(answer.out.split())
    assert oil["change"] < 0


@pytest.mark.usefixtures("drawn")
def test_what_decides_is_told_with_errors(
    yalu: Yalu, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Shares of the spread first, then what is not known, the greatest on top."""
    found = sensitivity(
        lambda points, _: 2 * points[:, 0] + points[:, 1],
        ["crude", "smuggled"],
        outcomes=["oil"],
        base=64,
        seed=1,
    )
    monkeypatch.setattr(scenario_why, "decided", lambda *_, **__: found)
    answer = yalu("scenario", "decide", EMBARGO.id)
    told = yalu("scenario", "decide", EMBARGO.id, "--json").json

    assert answer.code == 0
    assert fits(answer.out)
    assert answer.out.index("crude") < answer.out.index("smuggled")
    assert "±" in answer.out
    assert told["attributions"][0]["indices"][0]["name"] == "crude"
    assert told["less_the_baseline"]


@pytest.mark.usefixtures("drawn")
def test_when_it_comes_is_told_from_draws_held_out(yalu: Yalu) -> None:
    """With the players by name; nothing is said to be a cause."""
    asked = ("scenario", "discover", EMBARGO.id, "--question", "talks-24")
    answer = yalu(*asked)
    found = yalu(*asked, "--json").json

    assert answer.code == 0
    assert fits(answer.out)
    assert "Talks between Pyongyang and Washington" in " ".join(answer.out.split())
    assert "A condition is no cause." in " ".join(answer.out.split())
    assert found["held"] == DRAWS // 2


@pytest.mark.usefixtures("held")
def test_how_past_runs_fared_is_told_whatever_it_says(yalu: Yalu) -> None:
    """All starts together and each alone."""
    answer = yalu("scenario", "hindcast")
    found = yalu("scenario", "hindcast", "--json").json

    assert answer.code == 0
    assert fits(answer.out)
    assert "All starts together" in answer.out
    assert "From 2016-01-01" in answer.out
    assert len(found["rows"]) == len(suppositions.TRIAL.rows)


@pytest.mark.parametrize("one", shipped(), ids=lambda one: one.id)
def test_what_is_shown_is_the_file_and_can_be_read_again(
    yalu: Yalu, tmp_path: Path, one: Scenario
) -> None:
    """To copy it, change it and run it."""
    shown = yalu("scenario", "show", one.id)
    copy = tmp_path / "copy.toml"
    copy.write_text(shown.out, encoding="utf-8")
    checked = yalu("scenario", "check", str(copy), "--json").json

    assert shown.code == 0
    assert checked["digest"] == one.digest


def test_a_file_with_mistakes_gets_key_finding_and_remedy(
    yalu: Yalu, tmp_path: Path
) -> None:
    """All at once, and no traceback."""
    file = tmp_path / "wrong.toml"
    file.write_text('id = "wrong"\ntitel = "W"\nmonths = -3\n', encoding="utf-8")
    answer = yalu("scenario", "check", str(file))

    assert answer.code == 2
    assert not answer.out
    assert "titel" in answer.err
    assert "months" in answer.err
    assert "Traceback" not in answer.err


@pytest.mark.parametrize("command", ["run", "decide", "discover"])
def test_a_name_that_is_none_is_told_before_anything_slow(
    yalu: Yalu, command: str
) -> None:
    """With what was meant."""
    answer = yalu("scenario", command, "oil-embargoo")

    assert answer.code == 2
    assert "did you mean oil-embargo?" in answer.err


@pytest.mark.usefixtures("drawn")
def test_runs_of_other_lengths_cannot_be_compared(
    yalu: Yalu, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Draws are compared month by month."""
    longer = Scenario(id="longer", title="L", question="W?", months=48)
    known = {one.id: one for one in (*SCENARIOS, longer)}
    monkeypatch.setattr(scenario_asked, "shipped_scenario", known.__getitem__)
    answer = yalu("scenario", "compare", EMBARGO.id, "longer")

    assert answer.code == 2
    assert "Give --months" in answer.err


@pytest.fixture
def idle(held: Supposing, monkeypatch: pytest.MonkeyPatch) -> Supposing:
    """Have no case be put together: whatever is told must come from the store."""

    def refuse(**_: object) -> None:
        msg = "put together"
        raise ModelError(msg)

    monkeypatch.setattr(scenario_running, "dprk_case", refuse)
    return held


@pytest.mark.usefixtures("idle")
@pytest.mark.parametrize("name", [BASELINE.id, EMBARGO.id])
def test_what_is_stored_is_told_without_running_anything(yalu: Yalu, name: str) -> None:
    """In a second instead of half a minute, and it says where it comes from."""
    answer = yalu("scenario", "run", name)

    assert answer.code == 0
    assert fits(answer.out)
    assert "Stored with Yalu, seed" in " ".join(answer.out.split())


@pytest.mark.usefixtures("idle")
def test_what_is_stored_is_what_the_run_told(yalu: Yalu, held: Supposing) -> None:
    """The same hash, the same rows."""
    found = yalu("scenario", "run", EMBARGO.id, "--json").json

    assert found["digest"] == held.scenarios[0].outcome.manifest.digest
    assert found["statements"][0]["baseline"] is not None
    assert {one["months"] for one in found["series"]} == {12, MONTHS}


@pytest.mark.usefixtures("idle")
@pytest.mark.parametrize("option", ["--seed", "--draws", "--months"])
def test_whatever_else_is_asked_for_is_run(yalu: Yalu, option: str) -> None:
    """Nothing stored is passed off as what was asked for."""
    assert "put together" in yalu("scenario", "run", EMBARGO.id, option, "6").err
