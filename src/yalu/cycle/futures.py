"""Drawn futures of any fitted process, in one form: which stream on which day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import assert_never

import numpy as np
from numpy.typing import NDArray

from yalu.cycle.daily import Parameters
from yalu.cycle.daily_fit import FittedDaily
from yalu.cycle.daily_paths import draw_paths
from yalu.cycle.hawkes.fitted import FittedHawkes
from yalu.cycle.occurrences import Occurrences
from yalu.cycle.poisson import FittedPoisson
from yalu.cycle.renewal import FittedRenewal, Waits, waits_of
from yalu.errors import SchemaError
from yalu.periods import Interval

__all__ = ["Fitted", "Futures", "futures", "names_of"]

Array = NDArray[np.float64]

Fitted = FittedDaily | FittedPoisson | FittedRenewal | FittedHawkes
"""A process with parameters, of any class."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Futures:
    """What may happen on some days.

    Attributes
    ----------
    names : tuple of str
        The streams; d of them.
    happened : ndarray of bool, shape (days, paths, d)
        Whether a stream has an event on a day.
    draw : ndarray of int64, shape (paths,)
        Which draw of the parameters each path has, in order.
    unwatched : int
        Days before the first one on which some stream was not watched.
    quiet : ndarray of float64, shape (groups, days, n), or None
        Logarithm of the probability that no event of a group of streams happens up to
        and on a day. Of a daily or Poisson process along each of n paths on which they
        are held back (`yalu.cycle.daily_paths`), as many for each draw; of a renewal
        process in closed form, n being one. None where neither can be had.

    """

    names: tuple[str, ...]
    happened: NDArray[np.bool_]
    draw: NDArray[np.int64]
    unwatched: int
    quiet: Array | None


def names_of(fitted: Fitted) -> tuple[str, ...]:
    """Return the streams of a fitted process."""
    match fitted:
        case FittedDaily():
            return fitted.by_day.names
        case FittedPoisson():
            return fitted.daily.by_day.names
        case FittedRenewal():
            return fitted.names
        case FittedHawkes():
            return fitted.intensity.names
    assert_never(fitted)


def futures(
    fitted: Fitted,
    occurrences: Occurrences,
    between: Interval,
    *,
    paths: int,
    rng: np.random.Generator,
    draws: Sequence[Parameters] | None = None,
    groups: Sequence[Sequence[str]] = (),
) -> Futures:
    """Return drawn futures of a fitted process over some days.

    Parameters
    ----------
    fitted : FittedDaily, FittedPoisson, FittedRenewal or FittedHawkes
        The process.
    occurrences : Occurrences
        The events; those in and after the days are not looked at.
    between : Interval
        The days; they end.
    paths : int
        How many, rounded up to as many for each draw.
    rng : numpy.random.Generator
        The source of chance.
    draws : sequence of Parameters, optional
        Of a daily or Poisson process; by default the fitted parameters.
    groups : sequence of sequence of str
        Streams of which is asked how likely they stay quiet together.

    Raises
    ------
    SchemaError
        If the days have no end, the streams differ, or one was not watched before.
    ModelError
        If a Hawkes process explodes.

    """
    _require(fitted, occurrences, between)
    places = [[occurrences.names.index(name) for name in group] for group in groups]
    match fitted:
        case FittedDaily() | FittedPoisson():
            daily = fitted.daily if isinstance(fitted, FittedPoisson) else fitted
            drawn = draw_paths(
                daily.process,
                daily.by_day,
                draws or [daily.parameters],
                occurrences,
                between=between,
                paths=paths,
                rng=rng,
                groups=places,
            )
            return Futures(
                names=drawn.names,
                happened=drawn.happened,
                draw=drawn.draw,
                unwatched=drawn.unwatched,
                quiet=drawn.quiet,
            )
        case FittedRenewal():
            return _of_renewal(
                fitted, occurrences, between, places, paths=paths, rng=rng
            )
        case FittedHawkes():
            return _of_hawkes(fitted, occurrences, between, paths, rng)
    assert_never(fitted)


def _require(fitted: Fitted, occurrences: Occurrences, between: Interval) -> None:
    names = names_of(fitted)
    if occurrences.names != names or between.end is None:
        msg = (
            f"Futures of {', '.join(occurrences.names)} over {between}: expected an "
            f"end and the streams {', '.join(names)}. Pass those fitted."
        )
        raise SchemaError(msg)
    time = _time(occurrences, between.start)
    late = occurrences.windows[:, 0] >= time
    if late.any():
        msg = (
            f"Futures from {between.start}: {names[int(np.argmax(late))]} was not "
            "watched before that day. Choose a later day."
        )
        raise SchemaError(msg)


def _time(occurrences: Occurrences, day: date) -> float:
    if occurrences.origin is None:
        msg = "Occurrences without an origin have no calendar. Pass origin=."
        raise SchemaError(msg)
    return float(day.toordinal() - occurrences.origin.toordinal())


def _length(between: Interval) -> int:
    end = between.end or between.start
    return (end - between.start).days


def _of_renewal(
    fitted: FittedRenewal,
    occurrences: Occurrences,
    between: Interval,
    groups: Sequence[Sequence[int]],
    *,
    paths: int,
    rng: np.random.Generator,
) -> Futures:
    days, start = _length(between), _time(occurrences, between.start)
    known = occurrences.before(start)
    happened = np.zeros((days, paths, len(fitted.names)), dtype=np.bool_)
    quiet = np.zeros((days, len(fitted.names)))
    for i, (name, waits) in enumerate(zip(fitted.names, fitted.waits, strict=True)):
        _, age = waits_of(known, name)
        ahead = start - known.windows[i, 1]
        happened[:, :, i] = _renewed(
            waits, age=age, ahead=ahead, days=days, paths=paths, rng=rng
        )
        longer = waits.log_survival(age + np.arange(1.0, days + 1))
        quiet[:, i] = longer - waits.log_survival(age)
    unwatched = int(start - known.windows[:, 1].min())
    by_group = np.zeros((len(groups), days, 1))
    for place, group in enumerate(groups):
        by_group[place, :, 0] = quiet[:, list(group)].sum(axis=1)
    return Futures(
        names=fitted.names,
        happened=happened,
        draw=np.zeros(paths, dtype=np.int64),
        unwatched=unwatched,
        quiet=None if unwatched else by_group,
    )


def _renewed(
    waits: Waits,
    *,
    age: float,
    ahead: float,
    days: int,
    paths: int,
    rng: np.random.Generator,
) -> NDArray[np.bool_]:
    """Return drawn events of one stream, at most one a day, shape (days, paths).

    `ahead` is how many days before the first one the record ends.
    """
    happened = np.zeros((days, paths), dtype=np.bool_)
    times = waits.draw(paths, rng, age=age) - age - ahead
    left = np.arange(paths)
    while left.size:
        left = left[times[left] < days]
        seen = left[times[left] >= 0]
        happened[times[seen].astype(np.int64), seen] = True
        # Waits between days with events are a day long or more.
        times[left] += np.maximum(waits.draw(left.size, rng), 1.0)
    return happened


def _of_hawkes(
    fitted: FittedHawkes,
    occurrences: Occurrences,
    between: Interval,
    paths: int,
    rng: np.random.Generator,
) -> Futures:
    # Loads a compiler, which no other process needs.
    from yalu.cycle.hawkes.simulation import simulate_hawkes  # noqa: PLC0415 - as above

    days, start = _length(between), _time(occurrences, between.start)
    known = occurrences.before(start)
    happened = np.zeros((days, paths, len(fitted.intensity.names)), dtype=np.bool_)
    for path in range(paths):
        drawn = simulate_hawkes(fitted.intensity, start + days, rng, history=known)
        rows = np.floor(drawn.times - start).astype(np.int64)
        inside = rows >= 0
        happened[rows[inside], path, drawn.streams[inside]] = True
    return Futures(
        names=fitted.intensity.names,
        happened=happened,
        draw=np.zeros(paths, dtype=np.int64),
        # A history is over when its last window ends.
        unwatched=int(start - known.windows[:, 1].max()),
        quiet=None,
    )
