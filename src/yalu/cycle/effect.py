r"""What one stream does to another, by a model: expected events with and without it.

On a day :math:`u` the cause happened. With and without it, the sum that acts on the
target :math:`g` days later differs by
:math:`\Delta(g) = \sum_m w_{icm} e^{-\beta_m (g - 1)}`, so that of

.. math::

    N^1 = \sum_u \sum_{g=1}^h 1 - e^{-\lambda_i(u + g)}, \qquad
    N^0 = \sum_u \sum_{g=1}^h 1 - e^{-\lambda^0_i(u + g)}

events of the target are expected in the :math:`h` days after with it and without. Two
ways lead there.

Direct
    All else is as it happened; only :math:`\Delta` is taken away. No chance is needed,
    and what the cause does by way of other streams is left out.
With feedback
    The days after are drawn anew, all streams acting on each other, twice with the same
    chance: once with the cause and once without.

Both are of the model, and the model learns from a record in which resolutions follow
tests. It sees what went before the cause, so the trigger is not mistaken for the days
before; what is not in the record, it cannot tell from the cause.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from yalu.cycle.aftermath import HORIZONS
from yalu.cycle.daily import ByDay, DailyProcess, Parameters, linked
from yalu.cycle.daily_fit import FittedDaily
from yalu.cycle.daily_paths import draw_paths
from yalu.cycle.occurrences import Occurrences
from yalu.cycle.posterior import Posterior
from yalu.errors import ModelError, Problem, SchemaError, describe
from yalu.periods import Interval

__all__ = ["Effect", "Way", "effect"]

Array = NDArray[np.float64]

_QUANTILES = (0.05, 0.5, 0.95)


class Way(StrEnum):
    """How expected events are reckoned."""

    DIRECT = "direct"
    FEEDBACK = "with feedback"


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """Expected events of one stream with a cause, beside those without it.

    Attributes
    ----------
    cause, of : str
        The stream that acts, and the one that is acted on.
    horizon : int
        Days after each occasion.
    way : Way
        Whether only the direct effect is reckoned.
    occasions : int
        On how many days the cause happened, or is taken to.
    expected : float
        Median of the events expected with it, over all occasions.
    ratio, ratio_low, ratio_high : float
        Median and 90 percent interval of expected events with it over without.
    difference, difference_low, difference_high : float
        The same of events more with it, for one occasion.
    chance_above_one : float
        Posterior probability that there are more events with it than without.
    draws : int
        How many parameters were looked at.

    """

    cause: str
    of: str
    horizon: int
    way: Way
    occasions: int
    expected: float
    ratio: float
    ratio_low: float
    ratio_high: float
    difference: float
    difference_low: float
    difference_high: float
    chance_above_one: float
    draws: int

    @property
    def told(self) -> bool:
        """Whether the interval of the ratio leaves out one."""
        return not self.ratio_low <= 1 <= self.ratio_high

    @property
    def row(self) -> dict[str, object]:
        """The numbers as one plain row."""
        return {
            "cause": self.cause,
            "of": self.of,
            "horizon_days": self.horizon,
            "way": self.way.value,
            "occasions": self.occasions,
            "expected": self.expected,
            "ratio": self.ratio,
            "ratio_low": self.ratio_low,
            "ratio_high": self.ratio_high,
            "difference": self.difference,
            "difference_low": self.difference_low,
            "difference_high": self.difference_high,
            "chance_above_one": self.chance_above_one,
            "draws": self.draws,
        }

    def __str__(self) -> str:
        told = (
            f"In the {self.horizon} days after {self.occasions} {self.cause} the model "
            f"expects {self.ratio:.2f} times ({self.ratio_low:.2f} to "
            f"{self.ratio_high:.2f}) as many {self.of} as with each taken out, one at "
            f"a time ({self.way})"
        )
        if self.told:
            return f"{told}: {'more' if self.ratio > 1 else 'fewer'} with it."
        return (
            f"{told}: the interval holds 1, so the model cannot tell more from fewer "
            f"(probability of more: {self.chance_above_one:.2f})."
        )


def effect(
    model: FittedDaily | Posterior,
    occurrences: Occurrences,
    *,
    cause: str = "resolutions",
    of: str = "tests",
    on: Sequence[date] | None = None,
    horizons: Sequence[int] = HORIZONS,
    way: Way = Way.DIRECT,
    draws: int = 400,
    paths: int = 20,
    rng: np.random.Generator | None = None,
) -> tuple[Effect, ...]:
    """Return what one stream does to another, for each horizon.

    Parameters
    ----------
    model : FittedDaily or Posterior
        Gives the draws of the parameters. Those of a fit are from its normal
        approximation.
    occurrences : Occurrences
        What it was fitted to.
    cause, of : str
        The stream that acts, and the one that is acted on.
    on : sequence of date, optional
        Days on which the cause is taken to have happened, once each; by default those
        on which it did.
    horizons : sequence of int
        Days after, above zero. The direct way leaves out, for all horizons, an occasion
        that the longest of them reaches past the record from.
    way : Way
        Whether other streams are to answer too.
    draws : int
        How many parameters to look at, at most.
    paths : int
        With feedback: futures drawn for each occasion and set of parameters. They add
        noise to the interval, and draw the ratio towards one by half an event; more of
        them do so less.
    rng : numpy.random.Generator, optional
        Where chance comes from; needed with feedback, and for a fit.

    Raises
    ------
    SchemaError
        If a stream is not known, a number or day does not do, or chance is missing.
    ModelError
        If there is no occasion to look at.

    """
    by_day = model.by_day
    _require(model, (cause, of), (*horizons, draws, paths), way, rng)
    at = by_day.names.index(cause)
    days = _occasions(by_day, at, on)
    chosen = _draws(model, draws, rng)
    longest = max(horizons)
    if way is Way.DIRECT:
        known = by_day.span(by_day.names.index(of)).stop
        days = [day for day in days if _row(by_day, day) + longest < known]
    if not days:
        msg = (
            f"There are no {cause} with {longest} days of {of} known after them. Look "
            "at fewer days."
        )
        raise ModelError(msg)
    question = _Question(process=model.process, by_day=by_day, cause=cause, of=of)
    if way is Way.DIRECT or rng is None:
        pairs = sum(question.direct(day, chosen, longest) for day in days)
    else:
        seeds = rng.integers(2**31, size=len(days))
        pairs = sum(
            question.fed_back(
                occurrences, day, chosen, longest=longest, paths=paths, seed=int(seed)
            )
            for day, seed in zip(days, seeds, strict=True)
        )
    # Half an event over all futures keeps a ratio of counts from having no end.
    half = 0.5 / paths if way is Way.FEEDBACK else 0.0
    return tuple(
        _effect(question, np.asarray(pairs)[:, :horizon], way, len(days), half=half)
        for horizon in horizons
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    """Which stream acts on which, by what model."""

    process: DailyProcess
    by_day: ByDay
    cause: str
    of: str

    def direct(self, day: date, draws: Sequence[Parameters], longest: int) -> Array:
        """Return events with and without on each day after, (2, longest, draws)."""
        by_day, process = self.by_day, self.process
        i, c = by_day.names.index(self.of), by_day.names.index(self.cause)
        row = _row(by_day, day)
        rows = slice(row + 1, row + 1 + longest)
        baseline = np.stack([draw.baseline[i] for draw in draws], axis=1)
        weights = np.stack([draw.weights[i] for draw in draws], axis=-1)
        past = by_day.features[rows].reshape(longest, -1)
        sums = by_day.design.values[rows] @ baseline
        sums += past @ weights.reshape(past.shape[1], -1)
        gone = np.exp(-np.outer(np.arange(longest), process.decays)) @ weights[c]
        happened = by_day.happened[row, c] > 0
        both = np.stack([sums, sums - gone] if happened else [sums + gone, sums])
        expected: Array = -np.expm1(-by_day.scales[i] * linked(both, process.link))
        return expected

    def fed_back(
        self,
        occurrences: Occurrences,
        day: date,
        draws: Sequence[Parameters],
        *,
        longest: int,
        paths: int,
        seed: int,
    ) -> Array:
        """Return mean events with and without on each day, (2, longest, draws)."""
        i = self.by_day.names.index(self.of)
        after = Interval(day + timedelta(days=1), day + timedelta(days=1 + longest))
        found = []
        for happened in (True, False):
            drawn = draw_paths(
                self.process,
                self.by_day,
                draws,
                _with(occurrences, self.cause, day, happened=happened),
                between=after,
                paths=paths * len(draws),
                rng=np.random.default_rng(seed),
            )
            events = drawn.happened[:, :, i].reshape(longest, len(draws), -1)
            found.append(events.mean(axis=2))
        return np.stack(found)


def _require(
    model: FittedDaily | Posterior,
    names: Sequence[str],
    numbers: Sequence[int],
    way: Way,
    rng: np.random.Generator | None,
) -> None:
    known = ", ".join(model.by_day.names)
    problems = [
        Problem(f"stream {name!r}", f"not known; expected one of {known}", "name one")
        for name in names
        if name not in model.by_day.names
    ]
    problems += [
        Problem("number", f"found {number}; expected one or more", "raise it")
        for number in numbers
        if number < 1
    ]
    if rng is None and (way is Way.FEEDBACK or isinstance(model, FittedDaily)):
        remedy = "pass rng=numpy.random.default_rng(a number)"
        problems.append(Problem("rng", "none, and chance is needed", remedy))
    if problems:
        raise SchemaError(describe("The effect cannot be reckoned", problems))


def _occasions(by_day: ByDay, cause: int, on: Sequence[date] | None) -> list[date]:
    """Return the days of the cause, all of them watched."""
    if on is None:
        rows = np.flatnonzero(by_day.happened[:, cause])
        return [by_day.days[row].astype(object) for row in rows]
    rows = np.asarray([_row(by_day, day) for day in on], dtype=int)
    outside = [
        str(day)
        for day, row in zip(on, rows, strict=True)
        if not (0 <= row < len(by_day.days) and by_day.watched[row, cause])
    ]
    if outside:
        msg = (
            f"on: {', '.join(outside)} is outside the days on which "
            f"{by_day.names[cause]} was watched. Choose days from {by_day.days[0]} to "
            f"{by_day.days[-1]}."
        )
        raise SchemaError(msg)
    return list(dict.fromkeys(on))


def _row(by_day: ByDay, day: date) -> int:
    """Return the row of a day; outside the days, the one that it would have."""
    return int((np.datetime64(day, "D") - by_day.days[0]).astype(int))


def _draws(
    model: FittedDaily | Posterior, count: int, rng: np.random.Generator | None
) -> tuple[Parameters, ...]:
    if isinstance(model, Posterior):
        return model.thinned(count).parameters
    return () if rng is None else model.draws(count, rng)


def _with(
    occurrences: Occurrences, cause: str, day: date, *, happened: bool
) -> Occurrences:
    """Return occurrences in which the cause happened on a day, or did not."""
    origin = occurrences.origin
    index = occurrences.names.index(cause)
    time = 0.0 if origin is None else float((day - origin).days)
    same = (occurrences.streams == index) & (np.floor(occurrences.times) == time)
    times, streams = occurrences.times[~same], occurrences.streams[~same]
    if happened:
        place = int(np.searchsorted(times, time))
        times = np.insert(times, place, time)
        streams = np.insert(streams, place, index)
    return replace(occurrences, times=times, streams=streams)


def _effect(
    question: _Question, pairs: Array, way: Way, occasions: int, *, half: float
) -> Effect:
    """Return the effect over the days of one horizon, from (2, days, draws)."""
    having, lacking = pairs.sum(axis=1)
    ratio = (having + half) / (lacking + half)
    low, middle, high = np.quantile(ratio, _QUANTILES)
    fewer, typical, more = np.quantile((having - lacking) / occasions, _QUANTILES)
    # With few futures both counts can be equal; that is evidence for neither side.
    above = np.mean(having > lacking) + np.mean(having == lacking) / 2
    return Effect(
        cause=question.cause,
        of=question.of,
        horizon=pairs.shape[1],
        way=way,
        occasions=occasions,
        expected=float(np.median(having)),
        ratio=float(middle),
        ratio_low=float(low),
        ratio_high=float(high),
        difference=float(typical),
        difference_low=float(fewer),
        difference_high=float(more),
        chance_above_one=float(above),
        draws=len(ratio),
    )
