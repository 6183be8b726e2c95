"""Made-up runs of made-up scenarios, stored as real ones are: no figure is real."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np

from yalu.report.supposing import BESIDE, Supposing, supposing_of
from yalu.report.supposing_trial import ALL, Trial, TrialRow
from yalu.scenario.outcome import Outcome, assembled
from yalu.scenario.scenario import EnforcementPath, ForcedMove, MoveKind, Scenario
from yalu.scenario.series import SERIES, Series, SeriesKind
from yalu.scenario.storing import store

MONTHS, DRAWS, CHUNK, GAMES = 36, 400, 100, 2
START = date(2027, 1, 1)

BASELINE = Scenario.baseline(months=MONTHS)
EMBARGO = Scenario(
    id="made-up-embargo",
    title="No oil at all",
    question="What follows if no oil comes?",
    note="A made-up note.",
    months=MONTHS,
    enforcement=(EnforcementPath(state="CHN", lines=("crude",), low=0.9, high=1.0),),
)
IDLE = Scenario(
    id="made-up-idle",
    title="A lever that moves nothing",
    question="What follows of nothing?",
    months=MONTHS,
    moves=(ForcedMove(kind=MoveKind.TEST, on=6),),
)
SCENARIOS = (BASELINE, EMBARGO, IDLE)

TRIAL = Trial(
    rows=tuple(
        TrialRow(
            start=start,
            series=series,
            window="year",
            windows=14 if start == ALL else 4,
            inside50=0.4,
            inside90=0.75,
            held50=0.52,
            held90=0.91,
            distance=123.4,
            repeated=0.2,
            repeated_verdict="better",
            decade=-0.1,
            decade_verdict="not told apart",
        )
        for start in (ALL, "2016-01-01")
        for series in ("exports", "tests")
    ),
    starts=("2012-01-01", "2016-01-01"),
    months=48,
    draws=4000,
    stale=(),
)


def outcome(scenario: Scenario) -> Outcome:
    """Return made-up draws of a scenario: less oil and more loss with the embargo."""
    return assembled(
        ((chunk, _chunk(scenario, chunk)) for chunk in range(DRAWS // CHUNK)),
        scenario=scenario,
        case_digest="made up",
        start=START,
        months=MONTHS,
        seed=1,
        draws=DRAWS,
        chunk=CHUNK,
        games=GAMES,
        versions={},
    )


def _chunk(scenario: Scenario, chunk: int) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(chunk)
    cut = 0.3 if scenario is EMBARGO else 1.0
    found: dict[str, np.ndarray] = {}
    for series in SERIES:
        lots = rng.random((CHUNK, MONTHS))
        match series.kind:
            case SeriesKind.COUNT:
                values = (lots < 0.05 / cut**0.5).astype(float)
            case SeriesKind.STATE:
                values = np.maximum.accumulate(lots < 0.001 / cut, axis=1)
            case SeriesKind.TOTAL:
                values = np.cumsum(lots * (2 - cut), axis=1)
            case SeriesKind.LEVEL:
                values = _level(series, lots, cut)
        found[series.value] = np.asarray(values, np.float32)
    found["crude"] = rng.random(CHUNK)
    return found


def _level(series: Series, lots: np.ndarray, cut: float) -> np.ndarray:
    smooth = 0.5 + (lots[:, :1] - 0.5) * 0.6 + (lots - 0.5) * 0.05
    match series:
        case Series.OIL:
            return 80 * smooth * cut
        case Series.EXPORTS | Series.IMPORTS:
            return 200 * smooth
        case Series.INCOME_LOST:
            return 0.05 * smooth * (2 - cut)
        case Series.GROWTH:
            return 4 * smooth - 2
        case _:
            return smooth


def stored_in(folder: Path) -> None:
    """Store the made-up runs in a folder."""
    baseline = outcome(BASELINE)
    store(baseline, folder / BASELINE.id)
    for one in (EMBARGO, IDLE):
        store(outcome(one), folder / one.id, baseline=baseline)
    beside = {
        "sources": ["S1", "S2"],
        "decided": {EMBARGO.id: {"attributions": [ATTRIBUTION]}},
        "found": {EMBARGO.id: {"words": FOUND, "rows": []}},
    }
    (folder / BESIDE).write_text(json.dumps(beside), encoding="utf-8")


ATTRIBUTION = {
    "outcome": "oil",
    "mean": 30.0,
    "deviation": 5.0,
    "uncertain": 0.6,
    "uncertain_error": 0.05,
    "common": 0.1,
    "common_error": 0.05,
    "chance": 0.3,
    "chance_error": 0.05,
    "indices": [
        {
            "name": "crude",
            "first": 0.5,
            "first_error": 0.05,
            "total": 0.7,
            "total_error": 0.06,
        },
        {
            "name": "smuggled",
            "first": 0.2,
            "first_error": 0.05,
            "total": 0.3,
            "total_error": 0.06,
        },
    ],
}
FOUND = (
    "Talks between target and sender within 48 months: 25 % (18 to 33) of 200 courses "
    "held out.\nIt happens more often:\n  40 % (30 to 50) where crude above 0.5"
)


def supposing(folder: Path) -> Supposing:
    """Return what is stored of the made-up runs, with a made-up trial."""
    return replace(supposing_of(folder, SCENARIOS), trial=TRIAL)
