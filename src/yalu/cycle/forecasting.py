"""Forecasts: how likely an event is within some days, and how many to expect.

A forecast from a day knows what happened before it and nothing of the day itself. It
draws futures in which every event acts on what comes after, and counts. Probabilities
are not counted: those of a daily process are means over paths on which the events asked
about are held back (`yalu.cycle.daily_paths`), those of Poisson and renewal processes
are in closed form. Shares of futures they are only for a Hawkes process, and for a
renewal process whose record ends before the day.

Days between the end of the record and the day of the forecast are drawn as well: that
nothing is on record then is not taken for quiet.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import assert_never

import numpy as np
from numpy.typing import NDArray

from yalu.cycle.daily import Link, Parameters
from yalu.cycle.daily_fit import FittedDaily
from yalu.cycle.foreseen import Forecast, Foreseen
from yalu.cycle.futures import Fitted, Futures, futures, names_of
from yalu.cycle.hawkes.fitted import FittedHawkes
from yalu.cycle.occurrences import Occurrences
from yalu.cycle.poisson import FittedPoisson
from yalu.cycle.renewal import FittedRenewal
from yalu.cycle.spells import Season, Spell
from yalu.errors import Problem, SchemaError, describe
from yalu.periods import Interval

__all__ = ["DPRK_GROUPS", "HORIZONS", "forecast"]

Array = NDArray[np.float64]

HORIZONS = (7, 30, 90, 365)
"""Days ahead."""

DPRK_GROUPS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "tests": ("tests",),
        "launches": ("long_range", "missiles"),
        "resolutions": ("resolutions",),
    }
)
"""What is foreseen of the cycle of North Korea, as groups of streams."""

_MOST_DRAWS = 200
_MIDDLE = (0.05, 0.95)
_RUNAWAY = 2
_TELLING = 0.01
_USABLE = frozenset({"converged", "few events", "converged on the boundary"})


def forecast(
    fitted: Fitted,
    occurrences: Occurrences,
    *,
    on: date,
    rng: np.random.Generator,
    horizons: Sequence[int] = HORIZONS,
    groups: Mapping[str, Sequence[str]] = DPRK_GROUPS,
    paths: int = 4000,
    draws: Sequence[Parameters] | None = None,
) -> Forecast:
    """Return what a fitted process foresees from the start of a day.

    Parameters
    ----------
    fitted : FittedDaily, FittedPoisson, FittedRenewal or FittedHawkes
        The process.
    occurrences : Occurrences
        The events, of the streams that were fitted; those on and after `on` are
        not looked at.
    on : date
        The day at whose start the forecast is made; it is the first one foreseen.
    rng : numpy.random.Generator
        The source of chance.
    horizons : sequence of int
        Days ahead.
    groups : mapping of str to sequence of str
        Streams that are foreseen together, by the name of the group.
    paths : int
        How many futures are drawn, rounded up to as many for each draw; of a daily
        process half as many again for each group.
    draws : sequence of Parameters, optional
        Draws of the parameters of a daily or Poisson process, such as those of its
        posterior; at most 200, evenly spread, are used. By default 200 draws of
        `FittedDaily.draws` for a daily process with a softplus link, whose mode alone
        foresees too few events: weights that are drawn towards zero are not made up for
        by the level. Else the parameters that were fitted.

    Raises
    ------
    SchemaError
        If a stream, horizon or number cannot be used, a stream was not watched before
        the day, or draws are given for another process.
    ModelError
        If a Hawkes process explodes.

    """
    _require(fitted, horizons, groups, paths, draws)
    used = _likely(fitted, rng) if draws is None else _thinned(draws)
    between = Interval(on, on + timedelta(days=max(horizons)))
    drawn = futures(
        fitted,
        occurrences,
        between,
        paths=paths,
        rng=rng,
        draws=used,
        groups=list(groups.values()),
    )
    foreseen, waits = [], []
    for number, (group, streams) in enumerate(groups.items()):
        places = [drawn.names.index(stream) for stream in streams]
        for days in horizons:
            counts = drawn.happened[:days][:, :, places].sum((0, 2), dtype=np.int64)
            chance = _chance(drawn, number, days, counts)
            foreseen.append(
                Foreseen(
                    group=group,
                    horizon=days,
                    until=on + timedelta(days=days - 1),
                    probability=chance.probability,
                    error=chance.error,
                    spread=chance.spread,
                    counts=counts,
                )
            )
        waits.append((group, _median_wait(drawn.happened[:, :, places])))
    return Forecast(
        on=on,
        method=_method(fitted),
        foreseen=tuple(foreseen),
        waits=tuple(waits),
        notes=tuple(_notes(fitted, occurrences, drawn, on)),
    )


def _require(
    fitted: Fitted,
    horizons: Sequence[int],
    groups: Mapping[str, Sequence[str]],
    paths: int,
    draws: Sequence[Parameters] | None,
) -> None:
    names = names_of(fitted)
    problems = [
        Problem(
            f"group {group}",
            f"found {', '.join(streams) or 'no stream'}; expected some of "
            f"{', '.join(names)}",
            "pass groups= of streams that were fitted",
        )
        for group, streams in groups.items()
        if not streams or not set(streams) <= set(names)
    ]
    if not horizons or min(horizons) < 1:
        found = f"found {tuple(horizons)}; expected days from one on"
        problems.append(Problem("horizons", found, "mend them"))
    if paths < 1:
        problems.append(Problem("paths", f"found {paths}", "draw at least one"))
    if draws is not None and not draws:
        problems.append(Problem("draws", "found none", "pass some, or leave them out"))
    if draws is not None and isinstance(fitted, FittedRenewal | FittedHawkes):
        found = f"a {_method(fitted)} takes none"
        problems.append(Problem("draws", found, "leave them out"))
    if problems:
        raise SchemaError(describe("This cannot be foreseen", problems))


def _likely(fitted: Fitted, rng: np.random.Generator) -> Sequence[Parameters] | None:
    """Return the draws that serve by default; None for the fitted parameters."""
    if isinstance(fitted, FittedDaily) and fitted.process.link is Link.SOFTPLUS:
        return fitted.draws(_MOST_DRAWS, rng)
    return None


def _thinned(draws: Sequence[Parameters]) -> list[Parameters]:
    places = np.linspace(0, len(draws) - 1, min(len(draws), _MOST_DRAWS))
    return [draws[int(place)] for place in places.round()]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chance:
    """A probability, its error from drawing, and its range over draws."""

    probability: float
    error: float
    spread: tuple[float, float] | None


def _chance(
    drawn: Futures, group: int, days: int, counts: NDArray[np.int64]
) -> _Chance:
    """Return the probability of an event; where it is not known, the share of paths.

    It is never certain: half a path is added to either side of a share, since that none
    of 4,000 paths has an event does not make it impossible. So it is where a
    probability is rounded to zero or one.
    """
    n = len(counts)
    share = (float((counts > 0).sum()) + 0.5) / (n + 1)
    by_share = _Chance(
        probability=share, error=float(np.sqrt(share * (1 - share) / n)), spread=None
    )
    if drawn.quiet is None:
        return by_share
    number = int(drawn.draw[-1]) + 1
    by_path = -np.expm1(drawn.quiet[group, days - 1].reshape(number, -1))
    by_draw = by_path.mean(axis=1)
    spread = None
    if number > 1:
        low, high = np.quantile(by_draw, _MIDDLE)
        spread = (float(low), float(high))
    probability = float(by_draw.mean())
    if not 0 < probability < 1:
        return replace(by_share, spread=spread)
    return _Chance(probability=probability, error=_error(by_path), spread=spread)


def _error(by_path: Array) -> float:
    """Return the standard error of a mean over paths, (draws, paths of each).

    The draws are given, so what they differ by is no error of drawing paths; with one
    path each the two cannot be told apart, and both are counted.
    """
    draws, each = by_path.shape
    if each > 1:
        return float(np.sqrt(by_path.var(axis=1, ddof=1).mean() / by_path.size))
    return float(by_path.std(ddof=1) / np.sqrt(draws)) if draws > 1 else 0.0


def _median_wait(happened: NDArray[np.bool_]) -> float | None:
    """Return within how many days half of the paths have an event of any stream."""
    by_day = happened.max(axis=2)
    waits = np.where(by_day.max(axis=0), by_day.argmax(axis=0) + 1.0, np.inf)
    middle = float(np.quantile(waits, 0.5, method="inverted_cdf"))
    return middle if np.isfinite(middle) else None


def _method(fitted: Fitted) -> str:
    match fitted:
        case FittedDaily():
            return "daily process"
        case FittedPoisson():
            return "Poisson process"
        case FittedRenewal():
            return f"renewal process with {fitted.process.waiting} waits"
        case FittedHawkes():
            return "Hawkes process"
    assert_never(fitted)


def _notes(
    fitted: Fitted, occurrences: Occurrences, drawn: Futures, on: date
) -> list[str]:
    told = []
    if str(fitted.status) not in _USABLE:
        told.append(f"The fit is {fitted.status}: do not rely on this forecast.")
    daily = fitted.daily if isinstance(fitted, FittedPoisson) else fitted
    if isinstance(daily, FittedDaily):
        told += _notes_on_baseline(daily, on)
    if drawn.unwatched:
        told.append(
            f"Of the {drawn.unwatched} days before, not every stream is on record: "
            "they were drawn as well."
        )
    runaway = _runaway(occurrences, drawn, on)
    if runaway > _TELLING:
        told.append(
            f"In {100 * runaway:.0f} % of the paths some stream has more than "
            f"{_RUNAWAY} times the events it ever had in as many days."
        )
    return told


def _notes_on_baseline(fitted: FittedDaily, on: date) -> list[str]:
    told = []
    if on < fitted.by_day.end:
        told.append("It was fitted to days it foresees, and knows too much of them.")
    for term in fitted.process.baseline.before(on).terms:
        if isinstance(term, Season):
            told.append(f"{term.name.capitalize()}: that of the year before is taken.")
        if isinstance(term, Spell) and term.interval and term.interval.end is None:
            told.append(f"{term.name.capitalize()}: it is taken to last.")
    return told


def _runaway(occurrences: Occurrences, drawn: Futures, on: date) -> float:
    """Return the share of paths with far more events of a stream than ever seen."""
    days = len(drawn.happened)
    counts = drawn.happened.sum(axis=0)
    origin = occurrences.origin or on
    time = on.toordinal() - origin.toordinal()
    most = []
    for name in drawn.names:
        times = occurrences.of(name)
        times = times[times < time]
        ends = np.searchsorted(times, times + days)
        most.append(int((ends - np.arange(len(times))).max(initial=1)))
    return float((counts > _RUNAWAY * np.array(most)).any(axis=1).mean())
