"""Made histories of trade with known truth: what moves when there is no measure."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from yalu.compliance import Amount, History, Point
from yalu.compliance.counterfactual import Regressor
from yalu.flows import Series
from yalu.periods import Interval
from yalu.provenance import Evidence
from yalu.quantities import Unit
from yalu.regime import Direction

__all__ = ["FIRST", "NilWorld", "World", "history_of", "month_at", "year_history"]

Array = NDArray[np.float64]

FIRST = 2010
_YEAR = 12


def month_at(place: int) -> Interval:
    """Return the month that lies so many months after the first."""
    return Interval.month(FIRST + place // _YEAR, place % _YEAR + 1)


def history_of(amounts: Array, *, first: int = 0) -> History:
    """Return a history of months in tonnes; NaN is not recorded."""
    points = tuple(
        Point(period=month_at(first + place), amount=_amount(amount))
        for place, amount in enumerate(amounts)
        if not np.isnan(amount)
    )
    return _history(points)


def year_history(amounts: Array) -> History:
    """Return a history of years."""
    points = tuple(
        Point(period=Interval.calendar_year(FIRST + place), amount=_amount(amount))
        for place, amount in enumerate(amounts)
    )
    return _history(points)


def _amount(amount: float) -> Amount:
    exact = Decimal(repr(float(amount)))
    return Amount(exact, exact)


def _history(points: tuple[Point, ...]) -> History:
    return History(
        state="RUS",
        direction=Direction.FROM_TARGET,
        measure="M",
        codes=("2701",),
        goods="coal",
        unit=Unit.TONNE,
        compiler="made",
        series=Series.CUSTOMS,
        points=points,
        evidence=Evidence.OFFICIAL,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """How trade moves when nothing forbids it.

    Attributes
    ----------
    before, after : int
        Months before and under a measure that does nothing.
    angle : float or None
        Angle of the part of the level in the variance; None for one drawn evenly.
    spread : float
        Standard deviation of a month, in logarithms.
    drift : float
        Growth a month, in logarithms.
    season : float
        Size of the yearly wave, in logarithms.
    missing : float
        Share of the months before that nobody recorded.
    tails : float
        Degrees of freedom of the noise; infinite for normal.
    memory : float
        Autocorrelation of the noise.
    regressors : int
        How many outside series move it.

    """

    before: int = 84
    after: int = 24
    angle: float | None = None
    spread: float = 0.2
    drift: float = 0.0
    season: float = 0.3
    missing: float = 0.0
    tails: float = np.inf
    memory: float = 0.0
    regressors: int = 2

    @property
    def starts(self) -> date:
        """First day of the measure that does nothing."""
        return month_at(self.before).start

    @property
    def until(self) -> date:
        """First day after it all."""
        return month_at(self.before + self.after).start

    def drawn(self, rng: np.random.Generator) -> tuple[Array, tuple[Regressor, ...]]:
        """Return the amounts of all months, none missing, and the outside series."""
        n = self.before + self.after
        angle = rng.uniform(0, np.pi / 2) if self.angle is None else self.angle
        walk = self.spread * np.sin(angle) * rng.standard_normal(n)
        noise = self.spread * np.cos(angle) * self._noise(rng, n)
        phase = rng.uniform(0, 2 * np.pi)
        months = np.arange(n)
        wave = self.season * np.cos(2 * np.pi * months / _YEAR + phase)
        outside = np.cumsum(0.1 * rng.standard_normal((n, self.regressors)), axis=0)
        weight = rng.uniform(0.5, 1.5, self.regressors)
        level = 5 + np.cumsum(walk) + self.drift * months
        logs = level + wave + outside @ weight + noise
        every = tuple(month_at(place) for place in range(n))
        series = tuple(
            Regressor(
                name=f"outside {k + 1}",
                months=every,
                values=tuple(np.exp(outside[:, k]).tolist()),
            )
            for k in range(self.regressors)
        )
        return np.exp(logs), series

    def recorded(self, amounts: Array, rng: np.random.Generator) -> Array:
        """Return the amounts with the months before thinned out."""
        held = amounts.copy()
        lost = rng.random(self.before) < self.missing
        held[: self.before][lost] = np.nan
        return held

    def _noise(self, rng: np.random.Generator, n: int) -> Array:
        if np.isinf(self.tails):
            shocks = rng.standard_normal(n)
        else:
            # Scaled to variance one, so that worlds differ in shape only.
            shocks = rng.standard_t(self.tails, n) * np.sqrt(1 - 2 / self.tails)
        for place in range(1, n):
            before = self.memory * shocks[place - 1]
            shocks[place] = before + np.sqrt(1 - self.memory**2) * shocks[place]
        return np.asarray(shocks)


@dataclass(frozen=True, slots=True, kw_only=True)
class NilWorld:
    """How trade moves of which some months are nil.

    Attributes
    ----------
    before, after : int
        Months before and under a measure that does nothing.
    nil : float
        Share of nil months.
    stay : float or None
        How often a nil month is followed by another; None where months do not hang
        together.
    spread : float
        Standard deviation of a month that is not nil, in logarithms.
    drift : float
        Growth a month, in logarithms.

    """

    before: int = 72
    after: int = 18
    nil: float
    stay: float | None = None
    spread: float = 0.4
    drift: float = 0.0

    @property
    def starts(self) -> date:
        """First day of the measure that does nothing."""
        return month_at(self.before).start

    @property
    def until(self) -> date:
        """First day after it all."""
        return month_at(self.before + self.after).start

    def drawn(self, rng: np.random.Generator) -> Array:
        """Return the amounts of all months; some month before is nil."""
        n = self.before + self.after
        stay = self.nil if self.stay is None else self.stay
        fall = self.nil * (1 - stay) / (1 - self.nil)
        while True:
            nil = np.zeros(n, dtype=bool)
            nil[0] = rng.random() < self.nil
            for place in range(1, n):
                nil[place] = rng.random() < (stay if nil[place - 1] else fall)
            if nil[: self.before].any():
                break
        logs = 4 + self.drift * np.arange(n) + self.spread * rng.standard_normal(n)
        return np.where(nil, 0.0, np.exp(logs))
