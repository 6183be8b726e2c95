"""What other yardsticks promise: a ban held against an estimate."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from tests.compliance.worlds import NATIONAL, RESOLUTION, flow, table, world
from yalu.compliance import Amount, History, Verdict
from yalu.compliance.alternatives import Choice
from yalu.compliance.counterfactual import counterfactuals
from yalu.compliance.sensitivity import Effect, Shift, sensitivity
from yalu.flows import Series
from yalu.periods import Interval
from yalu.quantities import Estimate, Unit
from yalu.regime import Direction

END = date(2017, 1, 1)
BEFORE = [flow(f"2014-{month:02}", value=100) for month in range(3, 13)] + [
    flow(f"2015-{month:02}", value=100) for month in (1, 2)
]


def under(value: object) -> list[dict[str, Any]]:
    """Return a year of trade under the ban on coal."""
    return [flow(f"2016-{month:02}", value=value) for month in range(1, 13)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """One year of an estimate, made by hand."""

    period: Interval
    compliance: Estimate | None
    observed: Amount | None = None
    months: int = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """An estimate of what would have moved, made by hand."""

    history: History
    by_year: tuple[Year, ...]
    method: str = "a guess"


def guess(measure: str, **compliance: tuple[float, float]) -> Guess:
    """Return an estimate with the lower and upper compliance of some years."""
    history = History(
        state="CHN",
        direction=Direction.FROM_TARGET,
        measure=measure,
        codes=("2701",),
        goods="coal",
        unit=Unit.USD,
        compiler="S1",
        series=Series.CUSTOMS,
        points=(),
    )
    return Guess(
        history=history,
        by_year=tuple(
            Year(
                period=Interval.calendar_year(int(year.removeprefix("y"))),
                compliance=Estimate(low=low, high=high, unit="%", method="a guess"),
            )
            for year, (low, high) in compliance.items()
        ),
    )


def by_guess(*rows: dict[str, Any], **compliance: tuple[float, float]) -> list[Shift]:
    """Return the shifts of COAL that an estimate makes."""
    found = sensitivity(
        world(RESOLUTION, NATIONAL),
        table(rows),
        states=["CHN"],
        until=END,
        estimates=[guess("COAL", **compliance), guess("", y2016=(0, 1))],
    )
    return [s for s in found.shifts if s.choice is Choice.YARDSTICK]


def test_an_estimate_is_set_beside_the_months_before() -> None:
    """By the months before a tenth still moves; by the estimate it is nearly half."""
    (found,) = by_guess(*BEFORE, *under(10), y2016=(55, 85))

    assert (found.verdict, found.then) == (Verdict.MOSTLY, Verdict.PARTLY)
    assert [found.low, found.high] == [15, 45]
    assert found.effect is Effect.FLIPPED
    assert found.alternative == "a guess: S1, USD"


def test_a_wide_estimate_leaves_the_verdict_open() -> None:
    """From nothing to all of it, everything is possible."""
    (found,) = by_guess(*BEFORE, *under(10), y2016=(0, 100))

    assert found.then is Verdict.UNVERIFIABLE
    assert found.effect is Effect.LOST


def test_the_worst_estimated_year_decides() -> None:
    """An estimate is read year by year, as the record is."""
    (found,) = by_guess(*BEFORE, *under(10), y2015=(20, 40), y2016=(100, 100))

    assert found.then is Verdict.NOT_ENFORCED
    assert [found.low, found.high] == [60, 80]


def test_what_others_contradict_stays_open_under_an_estimate() -> None:
    """No yardstick settles whose record is true."""
    alleged = flow("2016-02", series="alleged", evidence="alleged", reporter="WLD")

    (found,) = by_guess(*BEFORE, *under(0), alleged, y2016=(100, 100))

    assert found.then is Verdict.UNVERIFIABLE


def test_a_counterfactual_is_such_an_estimate() -> None:
    """What the package estimates itself can be passed in as it comes."""
    usual = [
        flow(f"{year}-{month:02}", value=100 + 5 * month + year % 3)
        for year in (2011, 2012, 2013, 2014)
        for month in range(1, 13)
    ]
    rows = table([*usual, *under(0)])
    law = world(RESOLUTION)
    made = counterfactuals(
        law, rows, rng=np.random.default_rng(1), states=["CHN"], until=END, checks=False
    )

    found = sensitivity(law, rows, states=["CHN"], until=END, estimates=made)

    told = [s for s in found.shifts if s.choice is Choice.YARDSTICK]
    assert {s.measure for s in told} == {"COAL"}
    assert all(s.then is Verdict.ENFORCED for s in told)
