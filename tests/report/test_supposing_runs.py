"""What storing the scenarios promises: the baseline first, few bytes, plain numbers."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.report import suppositions
from tests.report.suppositions import BASELINE, EMBARGO, SCENARIOS
from yalu.report import supposing_runs
from yalu.report.supposing import BESIDE, supposing_of
from yalu.report.supposing_runs import store_scenarios
from yalu.scenario.grounds import facts_sha256, outcome_sha256
from yalu.scenario.scenario import Scenario
from yalu.scenario.sensitivity import Sensitivity, sensitivity

CASE: Any = SimpleNamespace(sources=("S2", "S1"))
LARGEST = 150_000


def attributed(*_: object, **__: object) -> Sensitivity:
    """Return what decides a made-up function."""
    return sensitivity(
        lambda points, _: 2 * points[:, 0] + points[:, 1],
        ["crude", "smuggled"],
        outcomes=["oil"],
        base=32,
        seed=1,
    )


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Return a folder in which made-up scenarios were stored; nothing is drawn."""

    def ready(_: object, one: Scenario, **__: int) -> object:
        return SimpleNamespace(scenario=one)

    def outcome(one: Any, **_: int) -> object:  # noqa: ANN401 - a stand-in
        return suppositions.outcome(one.scenario)

    monkeypatch.setattr(supposing_runs, "prepare", ready)
    monkeypatch.setattr(supposing_runs, "outcome_of", outcome)
    monkeypatch.setattr(supposing_runs, "decide", attributed)
    store_scenarios(
        CASE,
        SCENARIOS,
        seed=1,
        folder=tmp_path,
        draws=suppositions.DRAWS,
        grounds=(outcome_sha256(), facts_sha256()),
    )
    return tmp_path


def test_what_was_stored_is_read_back_beside_its_baseline(made: Path) -> None:
    """And nothing of it is stale."""
    found = supposing_of(made, SCENARIOS)

    assert found.baseline is not None
    assert found.baseline.scenario == BASELINE
    assert [one.scenario.id for one in found.scenarios] == [
        one.id for one in SCENARIOS[1:]
    ]
    assert found.stale == ()
    assert found.sources == ("S1", "S2")
    decided = found.scenarios[0].decided
    assert decided is not None
    assert decided["attributions"][0]["indices"][0]["name"] == "crude"


def test_a_scenario_takes_few_bytes(made: Path) -> None:
    """Nine of them travel with every copy of Yalu."""
    size = sum(path.stat().st_size for path in (made / EMBARGO.id).iterdir())

    assert size < LARGEST


def test_numbers_beside_the_outcomes_have_five_digits(made: Path) -> None:
    """More would be noise of the last place, and change with every library."""
    told = json.loads((made / BESIDE).read_text(encoding="utf-8"))
    numbers = [
        value
        for one in told["decided"][EMBARGO.id]["attributions"]
        for value in one.values()
        if isinstance(value, float)
    ]

    assert numbers
    assert all(float(f"{value:.5g}") == value for value in numbers)


def test_talks_are_not_asked_of_a_run_that_is_too_short(made: Path) -> None:
    """Thirty-six months cannot tell of forty-eight."""
    told = json.loads((made / BESIDE).read_text(encoding="utf-8"))

    assert told["found"][EMBARGO.id] is None
