"""Worlds for breaks: months without one, and with one on time, early or late.

Without a break they keep to a level, decline or grow steadily, or wander.

Amounts are lognormal around a level, with a standard deviation of 0.4 in logarithms and
the memory that the world names; 24 months before a measure and 25 from it on.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tools.calibration.break_levels import months_without_break
from tools.calibration.figures import share_of
from yalu.compliance.break_finding import Break, Change, Timing
from yalu.compliance.breaks import break_of
from yalu.compliance.history import History, Point
from yalu.compliance.legal_window import (
    LegalDate,
    LegalEvent,
    LegalWindow,
    month_at,
    month_number,
)
from yalu.compliance.sign_choices import SignChoices
from yalu.compliance.statement import Amount
from yalu.flows import Series
from yalu.provenance import Evidence
from yalu.quantities import Unit
from yalu.regime import Direction

__all__ = ["judged", "measure"]

START = date(2017, 9, 1)
_BEFORE, _AFTER = 24, 25
_MONTHS = _BEFORE + _AFTER
_SPREAD = 0.4
_MEMORY = 0.3
_FEW = 10
_TIMES = 5  # a world takes milliseconds, so that more of them can be drawn
_SHIFTS = {-3: "3 months early", 0: "on time", 3: "3 months late"}
_ANSWERS = {-3: Timing.ANTICIPATION, 0: Timing.ON_TIME, 3: Timing.LAG}
_FALLS = {0.5: "falls by half", 0.2: "falls by four fifths", 0.0: "halts"}


def measure(rng: np.random.Generator, runs: int) -> list[dict[str, Any]]:
    """Return how often breaks are found where there are none, missed and misdated."""
    nominal = SignChoices().false_alarms
    rows = []
    for world, amounts in (*_calm(rng, runs * _TIMES), *_moving(rng, runs * _TIMES)):
        found = [judged(drawn) for drawn in amounts]
        breaks = [one.change is not None for one in found]
        any_fall = [one.change is Change.FALL for one in found]
        falls = [one.timing is Timing.ON_TIME for one in found]
        drifts = [one.timing is Timing.DRIFT for one in found]
        alarm = "false_alarms"
        rows += [
            share_of(breaks, world=world, figure=alarm, nominal=nominal),
            share_of(any_fall, world=world, figure=f"{alarm}: a fall"),
            share_of(falls, world=world, figure=f"{alarm}: a fall on time"),
            share_of(drifts, world=world, figure="told as drift"),
        ]
    for left, fall in _FALLS.items():
        for shift, when in _SHIFTS.items():
            drawn = [_amounts(rng, _MEMORY, left, shift) for _ in range(runs * _TIMES)]
            rows += _dated(drawn, left, shift, f"{fall}, {when}")
    return rows


def judged(amounts: NDArray[np.float64]) -> Break:
    """Return the break of months around a measure; NaN where not on record."""
    first = month_number(START)
    points = tuple(
        Point(period=month_at(first - _BEFORE + t), amount=_exact(float(amount)))
        for t, amount in enumerate(amounts)
        if not np.isnan(amount)
    )
    line = History(
        state="CHN",
        direction=Direction.FROM_TARGET,
        measure="M",
        codes=("2701",),
        goods="coal",
        unit=Unit.TONNE,
        compiler="simulated",
        series=Series.CUSTOMS,
        points=points,
        evidence=Evidence.ESTIMATED,
        sources=("simulated",),
    )
    dates = (LegalDate(LegalEvent.STARTED, START),)
    law = LegalWindow(first=first, last=first, dates=dates)
    until = month_at(first + _AFTER).start
    return break_of(line, law, {}, until=until, choices=SignChoices())


def _calm(
    rng: np.random.Generator, runs: int
) -> Iterator[tuple[str, list[NDArray[np.float64]]]]:
    """Yield worlds without a break."""
    for memory in (0.0, 0.3, 0.6, 0.8):
        drawn = [_amounts(rng, memory) for _ in range(runs)]
        yield f"no break, memory {memory:g}", drawn
    season = np.exp(0.5 * np.sin(2 * np.pi * np.arange(_MONTHS) / 12))
    yield "no break, a season", [_amounts(rng, 0.3) * season for _ in range(runs)]
    fat = [np.exp(_SPREAD * rng.standard_t(3, size=_MONTHS)) for _ in range(runs)]
    yield "no break, fat tails", fat
    gaps = [_amounts(rng, _MEMORY) for _ in range(runs)]
    for amounts in gaps:
        amounts[rng.random(_MONTHS) < 0.3] = np.nan  # noqa: PLR2004 - a share
    yield "no break, three months in ten not on record", gaps
    few = [_amounts(rng, _MEMORY) for _ in range(runs)]
    for amounts in few:
        amounts[: _BEFORE - _FEW] = amounts[_BEFORE + _FEW :] = np.nan
    yield "no break, ten months either side", few


def _moving(
    rng: np.random.Generator, runs: int
) -> Iterator[tuple[str, list[NDArray[np.float64]]]]:
    """Yield worlds that move all the time and never step."""
    months = np.arange(_MONTHS)
    for rate in (-0.01, -0.02, -0.04, 0.01, 0.02, 0.04):
        drawn = [_amounts(rng, _MEMORY) * np.exp(rate * months) for _ in range(runs)]
        way = "decline" if rate < 0 else "growth"
        yield f"no break, {way} of {abs(rate):.0%} a month", drawn
    quiet = [
        1000 * np.exp(0.3 * rng.normal(size=_MONTHS) - 0.02 * months)
        for _ in range(runs)
    ]
    yield "no break, decline of 2% a month, scatter of 30 %, memory 0", quiet
    for step, noise in ((0.1, 0.2), (0.2, 0.1)):
        walks = [
            1000
            * np.exp(
                np.cumsum(step * rng.normal(size=_MONTHS))
                + noise * rng.normal(size=_MONTHS)
            )
            for _ in range(runs)
        ]
        yield f"no break, a random walk of {step:.0%} a month under noise", walks


def _amounts(
    rng: np.random.Generator, memory: float, left: float = 1.0, shift: int = 0
) -> NDArray[np.float64]:
    """Return amounts that fall to a share of their level, some months off the law."""
    amounts = 1000 * np.exp(_SPREAD * months_without_break(rng, _MONTHS, memory))
    amounts[_BEFORE + shift :] *= left
    return amounts


def _dated(
    drawn: list[NDArray[np.float64]], left: float, shift: int, world: str
) -> list[dict[str, Any]]:
    found = [judged(amounts) for amounts in drawn]
    falls = [one for one in found if one.change is Change.FALL]
    truth = month_at(month_number(START) + shift).start
    rows = [
        share_of([one.change is Change.FALL for one in found], world=world,
                 figure="detections"),
        share_of([one.timing is Timing.DRIFT for one in found], world=world,
                 figure="told as drift"),
        share_of([one.timing is _ANSWERS[shift] for one in found], world=world,
                 figure="detections: with the right timing"),
    ]  # fmt: skip
    if falls:
        spans = [
            one.earliest is not None
            and one.latest is not None
            and one.earliest.start <= truth <= one.latest.start
            for one in falls
        ]
        nominal = SignChoices().dating
        rows.append(
            share_of(spans, world=world, figure="coverage: month", nominal=nominal)
        )
    if falls and left:
        sizes = [
            one.size is not None
            and one.size.low is not None
            and one.size.low <= left <= (one.size.high or np.inf)
            for one in falls
        ]
        rows.append(share_of(sizes, world=world, figure="coverage: size", nominal=0.9))
    return rows


def _exact(amount: float) -> Amount:
    told = Decimal(repr(round(amount, 3)))
    return Amount(told, told)
