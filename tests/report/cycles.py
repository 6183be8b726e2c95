"""Small rounds, effects and forecasts, with a model whose parameters are made up."""

from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np

from yalu.cycle import (
    DPRK_STREAMS,
    Baseline,
    DailyProcess,
    Intercept,
    Occurrences,
    Posterior,
    occurrences,
)
from yalu.cycle.backtest.backtest import Backtest, judge
from yalu.cycle.backtest.issued import Issued
from yalu.cycle.backtest.outlook import Group
from yalu.cycle.daily import arrange
from yalu.events import read
from yalu.periods import Interval
from yalu.provenance import Evidence
from yalu.report.chronicle import Lane, Mark, Turn
from yalu.report.cycle_models import Model
from yalu.report.cycling import Cycle, ask, seen
from yalu.report.foreseeing import Chance, EffectRow, HeldBin, Pull, Quantile
from yalu.report.rounding import RoundRow

WINDOW = Interval(date(2014, 1, 1), date(2018, 1, 1))
TURNS = (Turn(day=date(2015, 6, 1), label="succession 2015-06"),)
STREAMS = tuple(
    stream
    for stream in DPRK_STREAMS
    if stream.name in ("tests", "long_range", "missiles", "resolutions")
)
GROUPS = ("tests", "launches", "resolutions")
LABELS = {
    "daily": "daily process",
    "climatology": "rate of all history",
    "renewal": "renewal process",
}


def mark(day: date, last: date | None = None, *, number: int = 0) -> Mark:
    """Return an event on a day, or some time until another."""
    return Mark(
        lane="nuclear tests",
        event=f"test-{day}-{number}",
        first_day=day,
        last_day=last or day,
        dating="month" if last else "day",
        kind="nuclear test",
        what="A test",
        evidence=Evidence.OFFICIAL,
        to_check=False,
        sources=("USGS",),
    )


def lanes() -> tuple[Lane, ...]:
    """Return a lane with few events and a gap, and one with many."""
    few = Lane(
        name="tests",
        label="nuclear tests",
        marks=(mark(date(2016, 1, 6)), mark(date(2016, 9, 1), date(2016, 9, 30))),
        unseen=(Interval(date(2014, 1, 1), date(2015, 1, 1)),),
        in_part=(Interval(date(2014, 1, 1), date(2015, 6, 1)),),
    )
    many = tuple(
        mark(date(2016, 1 + number % 12, 3), number=number) for number in range(12)
    )
    return few, replace(
        few, name="missiles", label="missile days", marks=many, unseen=(), in_part=()
    )


def round_row(**given: object) -> RoundRow:
    """Return a round that a resolution answered, but for what is given."""
    values: dict[str, object] = {
        "opened": date(2016, 1, 6),
        "opening": "test-2016-01-06",
        "what": "A test",
        "provocations": 1,
        "condemned_after": 0,
        "answer": "res-2270",
        "answer_kind": "resolution",
        "answered_after": 56,
        "quiet_after": 56,
        "quiet_low": 191,
        "quiet_high": 191,
        "missile_after": 57,
        "ends_after": 247,
        "over": True,
        "resumption": "test-2016-09-09",
        "evidence": Evidence.OFFICIAL,
        "sources": ("USGS",),
    }
    return RoundRow(**{**values, **given})  # type: ignore[arg-type]


PULLS = (
    Pull(cause="tests", target="tests", short="tests", horizon=90, added=-0.2,
         low=-0.3, high=-0.1),
    Pull(cause="tests", target="votes", short="tests", horizon=90, added=0.4,
         low=0.1, high=0.7),
    Pull(cause="votes", target="tests", short="votes", horizon=90, added=0.0,
         low=-0.1, high=0.1),
)  # fmt: skip
EFFECTS = (
    EffectRow(cause="votes", of="tests", horizon=30, against="the model", ratio=1.2,
              low=0.5, high=2.5, told="two of ten"),
    EffectRow(cause="votes", of="tests", horizon=30, against="the record", ratio=None,
              low=0.3, high=None, told="two beside none"),
)  # fmt: skip


def chance(probability: float = 0.2, *, horizon: int = 30) -> Chance:
    """Return a chance of tests."""
    return Chance(
        group="tests",
        label="nuclear tests",
        horizon=horizon,
        on=date(2026, 8, 21),
        until=date(2026, 9, 19),
        probability=probability,
        low=probability / 2,
        high=min(1.0, 1.5 * probability),
        mean=0.3,
        count_low=0,
        count_high=2,
        usual=0.1,
        caution="",
    )


BINS = (
    HeldBin(group="tests", horizon=30, foreseen=0.1, happened=0.2, low=0.05, high=0.4,
            forecasts=20, apart=20),
    HeldBin(group="tests", horizon=90, foreseen=0.6, happened=0.5, low=0.3, high=0.7,
            forecasts=20, apart=7),
)  # fmt: skip
QUANTILES = tuple(
    Quantile(stream=name, expected=value, observed=value * 1.1, poor=name == "votes")
    for name in ("tests", "votes")
    for value in (0.2, 0.7, 1.9)
)


@cache
def record() -> Occurrences:
    """Return the embedded log of four streams as numbers."""
    days = Interval(date(2006, 1, 1), date(2024, 1, 1))
    return occurrences(read(), STREAMS, between=days)


@cache
def model() -> Model:
    """Return a model that was never fitted: an event brings a little of all others."""
    process = DailyProcess(baseline=Baseline(terms=(Intercept(),)), half_lives=(30.0,))
    by_day = arrange(process, record())
    rng = np.random.default_rng(7)
    size = len(STREAMS)
    baseline = rng.normal(process.link.centre, 0.05, size=(20, size, 1))
    weights = rng.normal(0.05, 0.01, size=(20, size, size, 1))
    return Model(
        posterior=Posterior(
            process=process,
            by_day=by_day,
            baseline=baseline,
            weights=weights,
            strengths=np.ones((20, size, 1)),
            diagnostics=(),
            chains=0,
        ),
        record=record(),
        told="The model is made up.",
        stale=("the events have changed",),
    )


def backtest(*, better: bool) -> Backtest:
    """Return forecasts of twenty years by one who knows, or does not know, better."""
    rng = np.random.default_rng(11)
    issued = []
    for group in GROUPS:
        for year in range(2000, 2020):
            for month in range(1, 13):
                count = int(rng.random() < 0.5)
                sure = (0.9 if count else 0.1) if better else 0.5
                for process in LABELS:
                    said = sure if process == "daily" else 0.5
                    issued.append(
                        Issued(
                            process=process,
                            group=group,
                            on=date(year, month, 1),
                            horizon=30,
                            probability=said,
                            mean=said,
                            low=0.0,
                            high=1.0,
                            count=count,
                            crps=abs(said - count) / 2,
                        )
                    )
    return judge(
        issued,
        labels=LABELS,
        groups=[Group(name=name, streams=(name,)) for name in GROUPS],
        judged="daily",
        references=["climatology", "renewal"],
        rng=rng,
    )


@cache
def asked() -> Cycle:
    """Return the cycle of four streams with what the made-up model says of it."""
    cycle = seen(read(), STREAMS)
    found = ask(cycle, model(), rng=np.random.default_rng(3))
    return replace(found, backtest=backtest(better=False))
