"""The case of the DPRK as far as its law and trade go, without players."""

from dataclasses import replace
from datetime import date
from functools import cache
from types import SimpleNamespace
from typing import cast

from tests.impact.dprk_world import small_case, tables
from yalu.library import load
from yalu.scenario.bases import lines_of
from yalu.scenario.case import Case
from yalu.scenario.law import LawPath, law_path
from yalu.scenario.play import Play
from yalu.scenario.rhythm import Rhythm
from yalu.scenario.scenario import LawChange, Scenario
from yalu.scenario.uncertainty import uncertainties

START = date(2026, 10, 1)


@cache
def case() -> Case:
    """Return the case with players of whom only the classes of law are known."""
    play = SimpleNamespace(
        levels={"stringency": (0.0, 0.05, 0.3, 0.9)},
        covered=(1e-9, 0.1, 0.4),
        digest="play",
    )
    pressure = small_case()
    return Case(
        as_of=date(2026, 8, 21),
        start=START,
        regime=load("dprk"),
        pressure=pressure,
        lines=lines_of(pressure, tables()["trade"], uncertainties(), year=2015),
        uncertainties=uncertainties(),
        growth=(),
        play=cast("Play", play),
        rhythm=cast("Rhythm", SimpleNamespace(digest="rhythm")),
    )


@cache
def baseline() -> LawPath:
    """Return what the law covers if nobody changes it, for two years."""
    return law_path(case(), Scenario.baseline(months=24))


def supposed(*changes: LawChange, months: int = 24) -> Scenario:
    """Return a scenario that changes nothing but the law."""
    return replace(Scenario.baseline(months=months), id="supposed", law=changes)


def path(*changes: LawChange) -> LawPath:
    """Return what the law covers after some changes."""
    return law_path(case(), supposed(*changes))
