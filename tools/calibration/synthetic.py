"""How often the second opinion holds what would have moved.

Every line follows three shared factors that wander, a season and noise of its own; the
measure does nothing, so that the true compliance is nought. *Coverage* is how often the
range over leaving out one donor at a time holds it. The range is none of chance, so
that nothing is promised of it; the table says what it is worth. *Bias* is the mean of
the compliance, in points of percent.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from tools.calibration.figures import mean_of, share_of
from tools.calibration.trade_worlds import history_of, month_at
from yalu.compliance.counterfactual import Regressor, SecondOpinion
from yalu.compliance.counterfactual.question import Question
from yalu.compliance.counterfactual.synthetic import second_opinion

__all__ = ["measure"]

Array = NDArray[np.float64]

_BEFORE, _AFTER, _DONORS, _FACTORS = 60, 18, 8, 3
_MONTHS = _BEFORE + _AFTER
_STEP, _SEASON, _NOISE = 0.06, 0.2, 0.1
_WORLDS = {
    "a mixture of the donors": (0.0, 0.0),
    "shares the factors of the donors, and is no mixture of them": (0.5, 0.0),
    "moves as no donor does": (0.0, 1.0),
}


def measure(rng: np.random.Generator, runs: int) -> list[dict[str, Any]]:
    """Return coverage and bias, world by world."""
    rows = []
    for words, (beyond, alone) in _WORLDS.items():
        found = [_asked(rng, beyond, alone) for _ in range(runs)]
        held = [one.compliance.low <= 0 <= one.compliance.high for one in found]
        told = [one.compliance.value or 0.0 for one in found]
        near = [abs(value) <= 10 for value in told]  # noqa: PLR2004 - points of percent
        rows += [
            share_of(held, world=words, figure="coverage: range without one donor"),
            share_of(near, world=words, figure="within 10 points of the truth"),
            mean_of(told, world=words, figure="bias: points of percent"),
        ]
    return rows


def _asked(rng: np.random.Generator, beyond: float, alone: float) -> SecondOpinion:
    own, donors = _drawn(rng, beyond, alone)
    every = tuple(month_at(place) for place in range(_MONTHS))
    question = Question(
        history=history_of(own),
        before=every[_BEFORE].start,
        starts=every[_BEFORE].start,
        until=month_at(_MONTHS).start,
    )
    opinion, why = second_opinion(
        question,
        [
            Regressor(name=f"donor {k + 1}", months=every, values=tuple(line.tolist()))
            for k, line in enumerate(donors)
        ],
    )
    if opinion is None:
        raise RuntimeError(why)
    return opinion


def _drawn(
    rng: np.random.Generator, beyond: float, alone: float
) -> tuple[Array, list[Array]]:
    """Return the amounts of one line and of its donors.

    Donors load on each factor between 0 and 1. The line mixes the loads of three of
    them; `beyond` pushes them out of their reach, `alone` is the part of a factor that
    no donor has.
    """
    walks = np.cumsum(_STEP * rng.standard_normal((_MONTHS, _FACTORS + 1)), axis=0)
    months = np.arange(_MONTHS)
    season = _SEASON * np.cos(2 * np.pi * months / 12 + rng.uniform(0, 2 * np.pi))
    loads = rng.uniform(0, 1, (_DONORS, _FACTORS))
    mixture = rng.dirichlet(np.ones(3)) @ loads[:3]
    own = np.append(mixture + beyond * np.sign(mixture - loads.mean(axis=0)), alone)
    every = np.vstack([own, np.hstack([loads, np.zeros((_DONORS, 1))])])
    noise = _NOISE * rng.standard_normal((_DONORS + 1, _MONTHS))
    lines = np.exp(5 + every @ walks.T + season + noise)
    return lines[0], list(lines[1:])
