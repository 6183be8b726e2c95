"""How often the intervals of the counterfactual hold what would have moved.

In each world the measure does nothing, so that what is recorded under it is what would
have moved without it. *Coverage* is how often the interval of 90 percent holds it, for
the twelfth month under the measure and for the sum of all months; a *false alarm* is a
placebo date at which an effect is found; a *detection* is a measure that halves the
trade and is found to lower it. *Answered* is how often there is an estimate at all.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from tools.calibration.figures import share_of
from tools.calibration.trade_worlds import (
    FIRST,
    NilWorld,
    World,
    history_of,
    month_at,
    year_history,
)
from yalu.compliance.counterfactual import Counterfactual, Expectation, Method, expect
from yalu.periods import Interval

__all__ = ["measure"]

_NOMINAL = 0.9
_DRAWS = 1000
_TWELFTH = 11
_PLACEBO_RUNS = 4
_ENOUGH = 100

_STRUCTURAL = {
    "its own (84 months, 2 regressors)": World(),
    "a steady level (84 months)": World(angle=0.1),
    "a pure random walk (84 months)": World(angle=np.pi / 2),
    "growth of 1 % a month (84 months)": World(drift=0.01, angle=0.3),
    "a third of 84 months missing": World(missing=1 / 3),
    "a short record (30 months)": World(before=30, after=12, regressors=1),
    "heavy tails and memory in the noise (84 months)": World(
        tails=3.0, memory=0.5, angle=0.3
    ),
}

_NIL = {
    "growth of 2 % a month, 2 % nil": NilWorld(nil=0.02, drift=0.02),
    "growth of 2 % a month, 10 % nil": NilWorld(nil=0.1, drift=0.02),
    "growth of 2 % a month, 30 % nil": NilWorld(nil=0.3, drift=0.02),
    "a steady level, 10 % nil": NilWorld(nil=0.1),
    "a steady level, 30 % nil in runs": NilWorld(nil=0.3, stay=0.7),
    "lumpy amounts, 40 % nil": NilWorld(nil=0.4, spread=0.8),
    "lumpy amounts, 60 % nil": NilWorld(nil=0.6, spread=0.8),
    "lumpy amounts, 80 % nil": NilWorld(nil=0.8, spread=0.8),
}


def measure(rng: np.random.Generator, runs: int) -> list[dict[str, Any]]:
    """Return coverage, false alarms and detections, world by world."""
    rows: list[dict[str, Any]] = []
    for words, world in _STRUCTURAL.items():
        answers = [_asked(world, rng) for _ in range(runs)]
        rows += _covered(f"structural: {words}", answers)
    rows += _lumpy(rng, runs)
    rows += _nil(rng, runs)
    rows += _false_alarms(rng, max(runs // _PLACEBO_RUNS, 1))
    rows += _detections(rng, runs)
    rows += _short(rng, runs)
    rows += _yearly(rng, runs)
    return rows


def _asked(world: World, rng: np.random.Generator, **more: Any) -> Counterfactual:  # noqa: ANN401 - passed on
    amounts, outside = world.drawn(rng)
    return expect(
        history_of(world.recorded(amounts, rng)),
        starts=world.starts,
        until=world.until,
        regressors=outside,
        rng=rng,
        draws=_DRAWS,
        **({"checks": False} | more),
    )


def _covered(world: str, answers: list[Counterfactual]) -> Iterator[dict[str, Any]]:
    """Yield the coverage of the twelfth month and of the sum."""
    for figure, held in (
        ("coverage: one month", [_holds(one.months[_TWELFTH]) for one in answers]),
        ("coverage: the sum", [_holds(one.whole) for one in answers]),
    ):
        yield share_of(held, world=world, figure=figure, nominal=_NOMINAL)


def _holds(one: Expectation | None) -> bool:
    """Return whether an interval holds what was recorded."""
    if one is None or one.observed is None:
        return False
    return one.expected.low <= float(one.observed.low) <= one.expected.high


def _lumpy(rng: np.random.Generator, runs: int) -> Iterator[dict[str, Any]]:
    """Yield the coverage where some months are nil: shipments of equal size."""
    answers = []
    for _ in range(runs):
        counts = rng.poisson(1.5 + rng.uniform(0, 3), 84).astype(np.float64)
        counts[rng.integers(0, 60, 3)] = 0.0
        answers.append(
            expect(
                history_of(1000 * counts),
                starts=month_at(60).start,
                until=month_at(84).start,
                rng=rng,
                draws=_DRAWS,
                checks=False,
            )
        )
    yield from _covered("structural: shipments of equal size, some nil", answers)


def _nil(rng: np.random.Generator, runs: int) -> Iterator[dict[str, Any]]:
    """Yield the coverage where months are nil, six years before."""
    for words, world in _NIL.items():
        answers = []
        for _ in range(runs):
            answer = _of_nil(world, rng)
            if answer.method is not Method.NONE:
                answers.append(answer)
        name = f"structural: {words} (72 months)"
        told = [True] * len(answers) + [False] * (runs - len(answers))
        yield share_of(told, world=name, figure="answered")
        if len(answers) >= _ENOUGH:
            yield from _covered(name, answers)


def _of_nil(world: NilWorld, rng: np.random.Generator) -> Counterfactual:
    return expect(
        history_of(world.drawn(rng)),
        starts=world.starts,
        until=world.until,
        rng=rng,
        draws=_DRAWS,
        checks=False,
    )


def _false_alarms(rng: np.random.Generator, runs: int) -> Iterator[dict[str, Any]]:
    loud = [
        not placebo.is_quiet
        for _ in range(runs)
        for placebo in _asked(World(regressors=0), rng, checks=True).placebos
    ]
    yield share_of(
        loud,
        world="structural: placebo dates in its own world",
        figure="false_alarms",
        nominal=round(1 - _NOMINAL, 2),
    )


def _detections(rng: np.random.Generator, runs: int) -> Iterator[dict[str, Any]]:
    world = World(angle=0.2)
    found = []
    for _ in range(runs):
        amounts, outside = world.drawn(rng)
        amounts[world.before :] /= 2
        answer = expect(
            history_of(amounts),
            starts=world.starts,
            until=world.until,
            regressors=outside,
            rng=rng,
            draws=_DRAWS,
            checks=False,
        )
        found.append(answer.compliance is not None and answer.compliance.low > 0)
    yield share_of(
        found,
        world="structural: a measure that halves trade with a fairly steady level",
        figure="detections",
    )


def _short(rng: np.random.Generator, runs: int) -> Iterator[dict[str, Any]]:
    """Yield the coverage of the same-month method, twenty months before."""
    for words, angle in (("a steady level", 0.1), ("a random walk", np.pi / 2)):
        world = World(before=21, after=12, regressors=0, angle=angle)
        answers = [_asked(world, rng) for _ in range(runs)]
        if not all(one.method is Method.SAME_MONTH for one in answers):
            msg = "A record of 21 months was not answered by the same-month method."
            raise RuntimeError(msg)
        yield from _covered(f"same month: {words} (21 months)", answers)


def _yearly(rng: np.random.Generator, runs: int) -> Iterator[dict[str, Any]]:
    """Yield the coverage of the random walk, six years before and three under."""
    for words, drift in (("its own", 0.0), ("growth of 10 % a year", 0.1)):
        answers = []
        for _ in range(runs):
            logs = 5 + np.cumsum(drift + 0.3 * rng.standard_normal(9))
            whole = Interval.calendar_year(FIRST + 9)
            answers.append(
                expect(
                    year_history(np.exp(logs)),
                    starts=Interval.calendar_year(FIRST + 6).start,
                    until=whole.start,
                    rng=rng,
                    draws=_DRAWS,
                    checks=False,
                )
            )
        world = f"random walk: {words} (6 years)"
        for figure, held in (
            ("coverage: the first year", [_holds(one.by_year[0]) for one in answers]),
            ("coverage: the sum", [_holds(one.whole) for one in answers]),
        ):
            yield share_of(held, world=world, figure=figure, nominal=_NOMINAL)
