"""Made lines of trade, small enough to reason about."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

import numpy as np

from yalu.compliance import Amount, History, Point
from yalu.compliance.counterfactual import Regressor
from yalu.flows import Series
from yalu.periods import Interval, months, parse_period
from yalu.provenance import Evidence
from yalu.quantities import Unit
from yalu.regime import Direction

SPAN = "2010-01..2016-12"


def history(
    amounts: Mapping[str, float], *, state: str = "RUS", totals: Iterable[Point] = ()
) -> History:
    """Return a history of the periods named."""
    points = [
        Point(period=parse_period(period), amount=exactly(amount))
        for period, amount in amounts.items()
        if not np.isnan(amount)
    ]
    return History(
        state=state,
        direction=Direction.FROM_TARGET,
        measure="BAN",
        codes=("2701",),
        goods="coal",
        unit=Unit.TONNE,
        compiler="made",
        series=Series.CUSTOMS,
        points=tuple(sorted(points, key=lambda point: point.period)),
        totals=tuple(totals),
        evidence=Evidence.OFFICIAL,
        sources=("S1",),
    )


def exactly(amount: float) -> Amount:
    """Return an amount without doubt."""
    return Amount(Decimal(repr(float(amount))), Decimal(repr(float(amount))))


def named(span: str) -> list[str]:
    """Return the months of a span as they are written."""
    return [f"{month.start:%Y-%m}" for month in months(parse_period(span))]


def noisy(span: str = SPAN, *, seed: int = 1, spread: float = 0.1) -> dict[str, float]:
    """Return amounts around 100 with a season, month by month."""
    rng = np.random.default_rng(seed)
    return {
        month: float(
            100 * np.exp(0.2 * np.sin(place * np.pi / 6) + spread * rng.normal())
        )
        for place, month in enumerate(named(span))
    }


def outside(span: str, *, name: str = "price", seed: int = 2) -> Regressor:
    """Return an outside series that wanders."""
    rng = np.random.default_rng(seed)
    every = tuple(months(parse_period(span)))
    walk = np.exp(np.cumsum(0.1 * rng.standard_normal(len(every))))
    return Regressor(name=name, months=every, values=tuple(walk.tolist()))


def day(text: str) -> date:
    """Return a day."""
    return date.fromisoformat(text)


def month(text: str) -> Interval:
    """Return a period."""
    return parse_period(text)
