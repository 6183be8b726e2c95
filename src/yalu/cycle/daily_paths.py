r"""Futures of a daily process, drawn day by day for many paths at once.

On each day a stream has an event with probability one minus exp of minus its rate, and
the events of all streams act on the days after. A day holds one event of a stream at
most, so that a path cannot run away beyond one event a day.

How likely it is that a group of streams stays quiet is not counted over such paths. On
paths on which the events of the group are held back and all other streams have theirs,
the probability of no event of the group :math:`G` within :math:`h` days is

.. math::

    E \Bigl[ \exp \Bigl( - \sum_{t < h} \sum_{i \in G} \lambda_i(t) \Bigr) \Bigr].

By the chain rule a path without an event of the group has as its probability the
product, over days, of that of what the other streams did and of
:math:`e^{-\lambda_i(t)}` for each stream of the group, all given the same path before.
Paths are drawn here by the first factors, so the mean of the second ones is the
probability itself. It varies far less from path to path than whether an event was drawn
(Rao and Blackwell).

References
----------
Casella, G. and Robert, C. P. (1996). Rao-Blackwellisation of sampling schemes.
*Biometrika* 83, 81–94.

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
    quiet : ndarray of float64, shape (groups, days, n)
        Logarithm of the probability that no event of a group happens up to and on a
        day, along each of n paths on which they are held back from the first day on;
        as many for each draw, in order.

    """

    names: tuple[str, ...]
    happened: NDArray[np.bool_]
    draw: NDArray[np.int64]
    unwatched: int
    quiet: Array


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Course:
    """What makes the rates of each day that is drawn.

    Attributes
    ----------
    given : ndarray of float64, shape (days, draws, d)
        What the baseline adds to the sums.
    acting : ndarray of float64, shape (draws, d * m, d)
        Weights, from sources to targets.
    scales : ndarray of float64, shape (d,)
        Mean rates.
    fade : ndarray of float64, shape (d * m,)
        What is left of the past after a day.
    link : Link
        How sums become rates.

    """

    given: Array
    acting: Array
    scales: Array
    fade: Array
    link: Link

    def rates(self, day: int, state: Array) -> Array:
        """Return the rates of a day, shape (draws, paths, d)."""
        sums = self.given[day][:, None, :] + state @ self.acting
        return self.scales * _rates(sums, self.link)

    def pass_day(self, state: Array, new: NDArray[np.bool_]) -> None:
        """Let the past fade by a day and the events of the day count as past."""
        state *= self.fade
        state += np.repeat(new, len(self.fade) // len(self.scales), axis=2)


def draw_paths(
    process: DailyProcess,
    fitted: ByDay,
    draws: Sequence[Parameters],
    occurrences: Occurrences,
    *,
    between: Interval,
    paths: int,
    rng: np.random.Generator,
    groups: Sequence[Sequence[int]] = (),
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
    groups : sequence of sequence of int
        Streams that may stay quiet together; for each group half as many paths more
        are drawn. Days before the first one are those of the paths themselves.

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
    course = _Course(
        given=np.einsum("tp,kip->tki", design, coefficients),
        acting=weights.transpose(0, 2, 1),
        scales=fitted.scales,
        fade=np.tile(np.exp(-process.decays), len(fitted.names)),
        link=process.link,
    )
    happened = np.zeros((len(drawn), len(draws), each, len(fitted.names)), np.bool_)
    shape = (len(draws), each, len(course.fade))
    state = np.broadcast_to(_state(known, process), shape).copy()
    unwatched = int(np.searchsorted(drawn, np.datetime64(between.start, "D")))
    first = state
    for day in range(len(drawn)):
        if day == unwatched:
            first = state.copy()
        rates = course.rates(day, state)
        new = rng.standard_exponential(rates.shape) < rates
        row = start + day
        if row < len(known.days):
            new = np.where(known.watched[row], known.happened[row] > 0, new)
        happened[day] = new
        course.pass_day(state, new)
    days = range(unwatched, len(drawn))
    # Two are as good as all where events have no effect, and half of them elsewhere.
    first = first[:, : -(-each // 2) if len(course.fade) else 2]
    quiet = np.empty((len(groups), len(days), first.shape[0] * first.shape[1]))
    for place, group in enumerate(groups):
        quiet[place] = _quiet(course, first.copy(), days, group, rng)
    return Paths(
        names=fitted.names,
        happened=happened.reshape(len(drawn), -1, len(fitted.names))[unwatched:],
        draw=np.repeat(np.arange(len(draws)), each),
        unwatched=unwatched,
        quiet=quiet,
    )


def _quiet(
    course: _Course,
    state: Array,
    days: range,
    group: Sequence[int],
    rng: np.random.Generator,
) -> Array:
    """Return the logarithm of the probability of a quiet group, shape (days, paths)."""
    held = list(group)
    hazards = np.empty((len(days), *state.shape[:2]))
    for row, day in enumerate(days):
        rates = course.rates(day, state)
        hazards[row] = rates[:, :, held].sum(axis=2)
        new = rng.standard_exponential(rates.shape) < rates
        new[:, :, held] = False
        course.pass_day(state, new)
    return -np.cumsum(hazards.reshape(len(days), -1), axis=0)


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
