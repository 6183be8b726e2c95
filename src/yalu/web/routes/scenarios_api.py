"""Scenarios for programs: the list, what is stored, and a run with sliders set."""

from fastapi import APIRouter

from yalu.web.asking import ShelfOf
from yalu.web.replies.scenarios import (
    Run,
    ScenarioList,
    SlidersAsked,
    StoredRun,
    every,
    list_of,
    run_of,
    stored_run_of,
)
from yalu.web.routes.scenarios import played_on, supposed_named
from yalu.web.scenario_parts import SUPPOSING

__all__ = ["router", "run", "scenario", "scenarios"]

router = APIRouter(prefix="/api/v1/scenarios", tags=["scenarios"])


@router.get("")
def scenarios(shelf: ShelfOf) -> ScenarioList:
    """Return the scenarios that come with Yalu, each with what it changes."""
    return list_of(shelf.get(SUPPOSING))


@router.get("/{name}")
def scenario(name: str, shelf: ShelfOf) -> StoredRun:
    """Return one of them as it was run and stored, beside the baseline."""
    found = shelf.get(SUPPOSING)
    wanted = supposed_named(found, name)
    one = next(each for each in every(found) if each.scenario.id == wanted)
    return stored_run_of(found, one)


@router.post("/run")
def run(asked: SlidersAsked, shelf: ShelfOf) -> Run:
    """Run a scenario of your own, set by sliders, beside the baseline."""
    played = played_on(shelf, asked.settings)
    return run_of(played, shelf.get(SUPPOSING))
