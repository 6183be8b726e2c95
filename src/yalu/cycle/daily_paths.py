"""Futures of a daily process, drawn day by day for many paths at once.

On each day a stream has an event with probability one minus exp of minus its rate, and
the events of all streams act on the days after. A day holds one event of a stream at
most, so that a path cannot run away beyond one event a day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from yalu.cycle.daily import ByDay, DailyProcess, Link, Parameters, arrange, features
from yalu.cycle.occurrences import Occurrences
from yalu.errors import SchemaError
from yalu.periods import Interval

__all__ = ["Paths", "draw_paths"]

Array = NDArray[np.float64]

_LARGEST = 500.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Paths:
    """Drawn futures.

    Attributes
    ----------
    names : tuple of str
        The streams; d of them.
    happened : ndarray of bool, shape (days, paths, d)
        Whether a stream has an event on a day.
    draw : ndarray of int64, shape (paths,)
        Which of the parameters each path was drawn with.
    unwatched : int
        Days before the first one that were drawn too, because a stream was not
        watched on them; they are not in `happened`.

    """

    names: tuple[str, ...]
    happened: NDArray[np.bool_]
    draw: NDArray[np.int64]
    unwatched: int


def draw_paths(
    process: DailyProcess,
    fitted: ByDay,
    draws: Sequence[Parameters],
    occurrences: Occurrences,
    *,
    between: Interval,
    paths: int,
    rng: np.random.Generator,
) -> Paths:
    """Return futures of a daily process, given what happened before.

    Parameters
    ----------
    process : DailyProcess
        The process.
    fitted : ByDay
        What it was fitted to; gives the mean rates and the columns.
    draws : sequence of Parameters
        Used in turn; each path keeps to one.
    occurrences : Occurrences
        What is known on the first day, of the same streams.
    between : Interval
        The days to draw, with an end; only events before them count. Days before
        them on which some stream was not watched are drawn as well, with what is known
        of the other streams as it was.
    paths : int
        How many; rounded up so that each draw serves as many.
    rng : numpy.random.Generator
        The source of chance.

    Raises
    ------
    SchemaError
        If time has no calendar, or a stream was not watched before.

    """
    known = arrange(process, _before(occurrences, between.start))
    start = _start(known)
    drawn = np.arange(known.days[0] + start, np.datetime64(between.end, "D"))
    baseline = known.baseline if known.end >= fitted.end else fitted.baseline
    design = baseline.design(drawn).only(fitted.design.names).values
    each = -(-paths // len(draws))
    coefficients = np.stack([draw.baseline for draw in draws])
    weights = np.stack([draw.weights.reshape(len(fitted.names), -1) for draw in draws])
    # Axes: day, draw, stream.
    given = np.einsum("tp,kip->tki", design, coefficients)
    happened = np.zeros((len(drawn), len(draws), each, len(fitted.names)), np.bool_)
    fade = np.tile(np.exp(-process.decays), len(fitted.names))
    count = len(process.half_lives)
    state = np.broadcast_to(
        _state(known, process), (len(draws), each, len(fade))
    ).copy()
    acting = weights.transpose(0, 2, 1)
    for day in range(len(drawn)):
        sums = given[day][:, None, :] + state @ acting
        rates = fitted.scales * _rates(sums, process.link)
        new = rng.standard_exponential(rates.shape) < rates
        row = start + day
        if row < len(known.days):
            new = np.where(known.watched[row], known.happened[row] > 0, new)
        happened[day] = new
        state *= fade
        state += np.repeat(new, count, axis=2)
    unwatched = int(np.searchsorted(drawn, np.datetime64(between.start, "D")))
    return Paths(
        names=fitted.names,
        happened=happened.reshape(len(drawn), -1, len(fitted.names))[unwatched:],
        draw=np.repeat(np.arange(len(draws)), each),
        unwatched=unwatched,
    )


def _before(occurrences: Occurrences, day: date) -> Occurrences:
    """Return what is known before a day."""
    if occurrences.origin is None:
        msg = "Occurrences without an origin have no calendar. Pass origin=."
        raise SchemaError(msg)
    return occurrences.before(float((day - occurrences.origin).days))


def _start(known: ByDay) -> int:
    """Return the first row that some stream was not watched on; may be one past."""
    stops: list[int] = [known.span(i).stop for i in range(len(known.names))]
    return min(stops)


def _state(known: ByDay, process: DailyProcess) -> Array:
    """Return what is left of past events on the first drawn day, shape (d * m,)."""
    past = known.happened[: _start(known)]
    beyond = np.zeros((1, past.shape[1]))
    left = features(np.concatenate([past, beyond]), process.decays)
    return np.asarray(left[-1].ravel())


def _rates(sums: Array, link: Link) -> Array:
    """Return sums as rates over the mean rate; quicker than `linked`, as exact."""
    raised = np.exp(np.minimum(sums, _LARGEST))
    return np.log1p(raised) if link is Link.SOFTPLUS else raised
