"""Worlds for diversion: goods that drift with and without a sibling that jumps.

China buys coal until a ban meets it; 40 goods that no measure touches, two siblings of
coal and the same goods from three other states drift: half-years follow a random walk
in logarithms, whose size differs from good to good. A diversion multiplies one line.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import numpy as np

from tools.calibration.figures import share_of
from yalu.compliance.diversion.jump import rank_of
from yalu.compliance.diversion.met_trade import met_trades
from yalu.compliance.diversion.record import record_of
from yalu.compliance.diversion.sign import SignKind
from yalu.compliance.diversion.telling import sign_of
from yalu.compliance.diversion.trials import Trial, trials_of
from yalu.compliance.legal_window import LegalWindow, legal_window, month_number
from yalu.compliance.reach import Reach, reaches
from yalu.compliance.sign_choices import SignChoices
from yalu.compliance.statement import statements
from yalu.flows import FlowTable
from yalu.library import load

__all__ = ["measure"]

_MEASURE = "UN-2371-8-coal"
_COAL, _SIBLINGS, _SUBSTITUTE = "2701", ("2704", "2713"), "6704"
_THIRD = ("MNG", "RUS", "VNM")
_GOODS = tuple(f"{chapter:02d}{heading:02d}" for chapter in range(28, 38)
               for heading in range(1, 5))  # fmt: skip
_HALVES = tuple(date(year, month, 1) for year in range(2012, 2020) for month in (2, 8))
_BAN = _HALVES.index(date(2017, 8, 1))
_LEVEL = 1e6
_FACTOR = 8.0
_FAINT = 0.002
_NO_JUMP = "no diversion"


def measure(rng: np.random.Generator, runs: int) -> list[dict[str, Any]]:
    """Return how often a line is told that only drifts, and one missed that jumps."""
    nominal = SignChoices().false_alarms
    rows = []
    told, rare = defaultdict(list), defaultdict(list)
    for _ in range(runs):
        for trial, is_told in _asked(_world(rng, None)):
            told[trial.kind].append(is_told)
            share = rank_of(trial.jump.score, trial.scores).share
            rare[trial.kind].append(share is not None and share <= nominal)
    for kind in SignKind:
        figure = f"false_alarms: {kind.replace('_', ' ')}"
        for asked, way in ((told, "told"), (rare, "by rank alone")):
            name = f"{figure}, {way}"
            rows.append(
                share_of(asked[kind], world=_NO_JUMP, figure=name, nominal=nominal)
            )
    for kind in SignKind:
        name = kind.replace("_", " ")
        found = []
        for _ in range(runs // 2):
            place = _place(kind)
            trials = _asked(_world(rng, kind))
            found.append(any(yes and _is_at(t, place) for t, yes in trials))
        factor = f"{_FACTOR:g}-fold" if kind is not SignKind.THIRD_COUNTRY else "new"
        world = f"{name}, {factor}"
        rows.append(share_of(found, world=world, figure="detections"))
    return rows


def _place(kind: SignKind) -> tuple[str, str]:
    """Return partner and code of the line that jumps."""
    if kind is SignKind.THIRD_COUNTRY:
        return _THIRD[0], _COAL
    return "PRK", _SIBLINGS[0] if kind is SignKind.SIBLING else _SUBSTITUTE


def _is_at(trial: Trial, place: tuple[str, str]) -> bool:
    return (trial.line.partner, trial.line.code) == place


@cache
def _law() -> tuple[tuple[Reach, ...], dict[str, LegalWindow]]:
    regime = load("dprk")
    chosen = tuple(r for r in reaches(regime) if r.measure.id == _MEASURE)
    return chosen, {r.measure.id: legal_window(regime, r) for r in chosen}


def _asked(flows: FlowTable) -> Iterator[tuple[Trial, bool]]:
    """Yield every line that is looked at, and whether it is told."""
    reached, windows = _law()
    choices = SignChoices()
    said = statements(flows, target="PRK")
    record = record_of(flows, said, reached, target="PRK", states=["CHN"])
    end = month_number(date(2020, 2, 1))
    for met in met_trades(said, reached, windows, end=end, choices=choices):
        for trial in trials_of(record, met, choices):
            yield trial, sign_of(trial, choices) is not None


def _world(rng: np.random.Generator, kind: SignKind | None) -> FlowTable:
    """Return what China recorded, with one line that jumps after the ban or none."""
    pairs = [("PRK", code) for code in (_COAL, *_SIBLINGS, _SUBSTITUTE, *_GOODS)]
    pairs += [(third, code) for third in _THIRD for code in (_COAL, *_GOODS)]
    rows: list[dict[str, object]] = []
    for partner, code in pairs:
        drift = rng.normal(size=len(_HALVES)) * rng.uniform(0.1, 0.5)
        amounts = _LEVEL * np.exp(rng.normal() * 1.5 + drift.cumsum())
        if (partner, code) == ("PRK", _COAL):
            amounts = np.where(np.arange(len(_HALVES)) < _BAN, _LEVEL * 10, 0)
        if kind is not None and (partner, code) == _place(kind):
            before, after = (_LEVEL, _LEVEL * _FACTOR)
            if kind is SignKind.THIRD_COUNTRY:
                before, after = _LEVEL * _FAINT, _LEVEL * 5
            level = np.where(np.arange(len(_HALVES)) < _BAN, before, after)
            amounts = level * np.exp(rng.normal(size=len(_HALVES)) * 0.3)
        rows += _rows(partner, code, amounts.tolist())
    return FlowTable.from_rows(rows)


def _rows(
    partner: str, code: str, amounts: Sequence[float]
) -> Iterator[dict[str, object]]:
    for start, amount in zip(_HALVES, amounts, strict=True):
        later = month_number(start) + 6
        yield {
            "reporter": "CHN",
            "partner": partner,
            "direction": "import",
            "period_start": start,
            "period_end": date(later // 12, later % 12 + 1, 1),
            "hs_code": code,
            "hs_revision": "HS2012",
            "value_usd": Decimal(round(amount)),
            "quantity": None,
            "unit": None,
            "series": "customs",
            "source": "simulated",
            "evidence": "estimated",
        }
