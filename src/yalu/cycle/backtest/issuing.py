"""Issuing forecasts day after day, each from what was known on its day.

The window of what is known expands. Every 1 January each forecaster learns from all
that was before that day; on the first day of each month it forecasts with what it has
learnt, from the events up to the day before. Nothing of the day itself or later enters:
events are cut (`yalu.cycle.Occurrences.before`), and so are the terms of a baseline,
which know no exercise to come and no end of a spell that lasts.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Protocol

import numpy as np

from yalu.cycle.backtest.backtest import LeftOut, Unfitted
from yalu.cycle.backtest.issued import Issued
from yalu.cycle.backtest.outlook import Group, Outlook, Task
from yalu.cycle.backtest.schedule import refit_day
from yalu.cycle.backtest.scores import crps
from yalu.cycle.occurrences import Occurrences
from yalu.errors import ModelError, SchemaError

__all__ = ["Forecaster", "Learner", "Record", "issue"]

_LOW, _HIGH = 0.05, 0.95


class Forecaster(Protocol):
    """Whoever can be asked what is to come."""

    def outlooks(self, task: Task, rng: np.random.Generator) -> Sequence[Outlook]:
        """Return the outlook of each group and horizon, horizons innermost.

        Raises
        ------
        ModelError
            If it cannot say.

        """


class Learner(Protocol):
    """Whoever becomes a forecaster by learning from history."""

    @property
    def label(self) -> str:
        """What readers are shown."""

    def learnt(self, history: Occurrences, rng: np.random.Generator) -> Forecaster:
        """Return the forecaster that history makes of it.

        Raises
        ------
        ModelError
            If history does not teach enough.

        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What was issued, and what could not be.

    Attributes
    ----------
    issued : tuple of Issued
        Every forecast, with what came of it.
    left_out : tuple of LeftOut
        Windows that reach past the last day watched.
    unfitted : tuple of Unfitted
        Where a forecaster could say nothing.

    """

    issued: tuple[Issued, ...]
    left_out: tuple[LeftOut, ...]
    unfitted: tuple[Unfitted, ...]


def issue(
    occurrences: Occurrences,
    learners: Mapping[str, Learner],
    *,
    days: Sequence[date],
    groups: Sequence[Group],
    horizons: Sequence[int],
    draws: int,
    rng: np.random.Generator,
) -> Record:
    """Return the forecasts that learners would have issued on some days.

    Parameters
    ----------
    occurrences : Occurrences
        All that happened, also afterwards.
    learners : mapping of str to Learner
        By name. The random numbers of one do not depend on the others before it.
    days : sequence of date
        When to forecast, in order.
    groups, horizons : sequence
        What to foresee, and how far in days.
    draws : int
        How many draws of each count.
    rng : numpy.random.Generator
        Where chance begins.

    Raises
    ------
    SchemaError
        If a stream was not yet watched at the first refit, or is not there.

    """
    issued: list[Issued] = []
    unfitted: list[Unfitted] = []
    tasks = [
        Task(
            history=_known(occurrences, on),
            on=on,
            groups=tuple(groups),
            horizons=tuple(horizons),
            draws=draws,
        )
        for on in days
    ]
    chances = rng.spawn(len(learners))
    for (name, learner), own in zip(learners.items(), chances, strict=True):
        for task, said in _said(learner, tasks, occurrences, own):
            if isinstance(said, ModelError):
                failed = Unfitted(process=name, on=task.on, reason=str(said))
                unfitted.append(failed)
            else:
                issued += _confronted(name, task, said, occurrences)
    return Record(
        issued=tuple(issued),
        left_out=tuple(_left_out(tasks, occurrences)),
        unfitted=tuple(unfitted),
    )


def _said(
    learner: Learner,
    tasks: Sequence[Task],
    occurrences: Occurrences,
    rng: np.random.Generator,
) -> Iterator[tuple[Task, Sequence[Outlook] | ModelError]]:
    """Yield what a learner says to each task, or why it cannot."""
    for year, some in groupby(tasks, key=lambda task: refit_day(task.on)):
        try:
            forecaster = learner.learnt(_known(occurrences, year), rng)
        except ModelError as error:
            yield from ((task, error) for task in some)
            continue
        for task in some:
            try:
                said: Sequence[Outlook] | ModelError = forecaster.outlooks(task, rng)
            except ModelError as error:
                said = error
            yield task, said


def _known(occurrences: Occurrences, on: date) -> Occurrences:
    """Return what was known just before a day."""
    if occurrences.origin is None:
        msg = "Occurrences without an origin have no calendar. Pass origin=."
        raise SchemaError(msg)
    return occurrences.before(float((on - occurrences.origin).days))


def _confronted(
    name: str, task: Task, said: Sequence[Outlook], occurrences: Occurrences
) -> list[Issued]:
    """Return outlooks with what happened, where that is known."""
    asked = [(group, horizon) for group in task.groups for horizon in task.horizons]
    known = [
        (group, horizon, outlook)
        for (group, horizon), outlook in zip(asked, said, strict=True)
        if _is_watched(group, occurrences, task.now, horizon)
    ]
    if not known:
        return []
    counts = [
        _count(group, occurrences, task.now, horizon) for group, horizon, _ in known
    ]
    draws = np.stack([outlook.counts for *_, outlook in known])
    lows, highs = np.quantile(draws, [_LOW, _HIGH], axis=1, method="inverted_cdf")
    return [
        Issued(
            process=name,
            group=group.name,
            on=task.on,
            horizon=horizon,
            probability=outlook.probability,
            mean=float(outlook.counts.mean()),
            low=float(low),
            high=float(high),
            count=count,
            crps=float(score),
        )
        for (group, horizon, outlook), low, high, count, score in zip(
            known, lows, highs, counts, crps(draws, counts), strict=True
        )
    ]


def _is_watched(
    group: Group, occurrences: Occurrences, now: float, horizon: int
) -> bool:
    """Return whether all of a window was watched, so that silence means none."""
    _, end = group.window(occurrences)
    return now + horizon <= end


def _count(group: Group, occurrences: Occurrences, now: float, horizon: int) -> int:
    times = group.times(occurrences)
    return int(((times >= now) & (times < now + horizon)).sum())


def _left_out(tasks: Sequence[Task], occurrences: Occurrences) -> Iterator[LeftOut]:
    """Yield how many windows of each kind reach past what was watched."""
    for group in tasks[0].groups if tasks else ():
        for horizon in tasks[0].horizons:
            beyond = [
                task
                for task in tasks
                if not _is_watched(group, occurrences, task.now, horizon)
            ]
            yield LeftOut(group=group.name, horizon=horizon, windows=len(beyond))
