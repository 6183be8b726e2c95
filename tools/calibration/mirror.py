"""Worlds for mirror outliers: honest offices with habits, and one pair that differs.

Eight states trade five goods with one another for four years. The logarithm of imported
over exported is 0.08 for freight, plus a habit of either office, plus what is peculiar
to the movement; with fat tails (Student's t with three degrees of freedom) or without.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import numpy as np

from tools.calibration.figures import share_of
from yalu.compliance.mirror_outlier import MirrorOutlier, MirrorPair, scores_of
from yalu.compliance.sign_choices import SignChoices
from yalu.periods import Interval
from yalu.provenance import Evidence
from yalu.quantities import Unit

__all__ = ["measure"]

_STATES = tuple("ABCDEFGH")
_GOODS = ("1001", "2701", "3102", "7208", "8517")
_YEARS = tuple(Interval.calendar_year(year) for year in range(2012, 2016))
_FREIGHT, _HABIT, _NOISE = 0.08, 0.15, 0.25
_FREEDOM = 3
_EACH = 8  # every world has a thousand movements, so that few worlds are enough
_ODD = ("A", "B", "2701")


def measure(rng: np.random.Generator, runs: int) -> list[dict[str, Any]]:
    """Return how often honest movements are told, and undervalued ones missed."""
    worlds = max(runs // _EACH, 2)
    nominal = SignChoices().false_alarms
    rows = []
    for tails, fat in (("normal", False), ("fat tails", True)):
        told, rare = [], []
        for _ in range(worlds):
            found = list(scores_of(_world(rng, 1.0, fat=fat), choices=SignChoices()))
            told += [_is_told(one) for one in found]
            rare += [one.placebo_share <= nominal for one in found]
        world = f"honest offices, {tails}"
        rows += [
            share_of(told, world=world, figure="false_alarms: told", nominal=nominal),
            share_of(
                rare, world=world, figure="false_alarms: by rank alone", nominal=nominal
            ),
        ]
        for factor in (3.0, 10.0):
            hits = [
                _is_told(one)
                for _ in range(worlds)
                for one in scores_of(
                    _world(rng, factor, fat=fat), choices=SignChoices()
                )
                if (one.pair.importer, one.pair.exporter, one.pair.code) == _ODD
            ]
            world = f"imported {factor:g} times too much, {tails}"
            rows.append(share_of(hits, world=world, figure="detections"))
    return rows


def _is_told(one: MirrorOutlier) -> bool:
    limits = SignChoices()
    far = one.score is None or abs(one.score) >= limits.outlier
    return far and one.placebo_share <= limits.false_alarms


def _world(
    rng: np.random.Generator, factor: float, *, fat: bool
) -> Sequence[MirrorPair]:
    """Return every movement of one world; one pair and good differs by a factor."""
    buys = dict(zip(_STATES, rng.normal(size=len(_STATES)) * _HABIT, strict=True))
    sells = dict(zip(_STATES, rng.normal(size=len(_STATES)) * _HABIT, strict=True))
    found = []
    for buyer in _STATES:
        for seller in _STATES:
            for code in _GOODS if buyer != seller else ():
                for year in _YEARS:
                    noise = rng.standard_t(_FREEDOM) if fat else rng.normal()
                    ratio = np.exp(
                        _FREIGHT + buys[buyer] - sells[seller] + _NOISE * noise
                    )
                    odd = (buyer, seller, code) == _ODD
                    found.append(
                        _pair(buyer, seller, code, year, ratio * (factor if odd else 1))
                    )
    return found


def _pair(
    buyer: str, seller: str, code: str, year: Interval, ratio: float
) -> MirrorPair:
    exported = Decimal(1_000_000)
    return MirrorPair(
        importer=buyer,
        exporter=seller,
        code=code,
        revision="HS2012",
        period=year,
        unit=Unit.USD,
        imported=Decimal(round(float(ratio) * 1_000_000)),
        exported=exported,
        evidence=Evidence.ESTIMATED,
        sources=("simulated",),
    )
