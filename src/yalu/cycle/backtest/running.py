"""The backtest of a log: from events to a verdict in one call."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType

import numpy as np

from yalu.cycle.backtest.backtest import ERA_TURNS, Backtest, judge
from yalu.cycle.backtest.issuing import Learner, issue
from yalu.cycle.backtest.modelled import Modelled
from yalu.cycle.backtest.naive import Climatology, LastYear, PastWindows
from yalu.cycle.backtest.outlook import Group
from yalu.cycle.backtest.schedule import Every, issue_days
from yalu.cycle.fitting import Process
from yalu.cycle.forecasting import DPRK_GROUPS
from yalu.cycle.occurrences import Occurrences, occurrences
from yalu.cycle.renewal import Renewal
from yalu.cycle.stream import Stream
from yalu.errors import Problem, SchemaError, describe
from yalu.events import Event, EventLog
from yalu.periods import Interval

__all__ = [
    "HORIZONS",
    "NAIVE",
    "backtest",
    "dated_when_known",
    "replay",
    "watched",
]

HORIZONS = (30, 90, 365)
"""Lengths of windows, in days."""

NAIVE: Mapping[str, Learner] = MappingProxyType(
    {
        "climatology": Climatology(),
        "last_year": LastYear(),
        "past_windows": PastWindows(),
    }
)
"""Forecasters that are part of every backtest; climatology is the first."""

_DRAWS = 1_000


def backtest(
    log: EventLog,
    streams: Sequence[Stream],
    processes: Mapping[str, Process | Learner],
    *,
    between: Interval,
    rng: np.random.Generator,
    since: date | None = None,
    groups: Mapping[str, Sequence[str]] = DPRK_GROUPS,
    horizons: Sequence[int] = HORIZONS,
    every: Every = Every.MONTH,
    draws: int = _DRAWS,
) -> Backtest:
    """Return what processes would have foreseen, and how it fared.

    Parameters
    ----------
    log : EventLog
        The events, of all days.
    streams : sequence of Stream
        What is counted together.
    processes : mapping of str to Process or Learner
        What is judged (the first), and what stands beside it. Renewal processes among
        them are references, as are the forecasters without a model.
    between : Interval
        The days on which forecasts are issued.
    rng : numpy.random.Generator
        Where chance begins.
    since : date, optional
        The first day that is learnt from; by default the first of the log.
    groups : mapping of str to sequence of str
        Streams that are foreseen together, by the name of the group.
    horizons : sequence of int
        Lengths of windows, in days.
    every : Every
        How often forecasts are issued.
    draws : int
        How many draws of each count.

    Raises
    ------
    SchemaError
        If a stream is not covered before the first year, a group has no such stream,
        or there is nothing to do.

    """
    return replay(
        watched(log, streams, since=since),
        processes,
        days=issue_days(between, every),
        groups=groups,
        horizons=horizons,
        draws=draws,
        rng=rng,
    )


def watched(
    log: EventLog, streams: Sequence[Stream], *, since: date | None = None
) -> Occurrences:
    """Return the events of a backtest: dated when known, each as far as it is covered.

    Parameters
    ----------
    log : EventLog
        The events.
    streams : sequence of Stream
        What is counted together.
    since : date, optional
        The first day; by default the first of the log.

    Raises
    ------
    SchemaError
        If the log covers a stream on no day.

    """
    spans = [log.covered(kind) for stream in streams for kind in stream.kinds]
    ends = [span.end for span in spans if span is not None and span.end is not None]
    whole = log.span
    if whole is None or not ends:
        msg = "Backtest: found a log without events of these streams. Pass another."
        raise SchemaError(msg)
    days = Interval(since or whole.start, max(ends))
    return occurrences(dated_when_known(log), streams, between=days)


def replay(
    happened: Occurrences,
    processes: Mapping[str, Process | Learner],
    *,
    days: Sequence[date],
    rng: np.random.Generator,
    groups: Mapping[str, Sequence[str]] = DPRK_GROUPS,
    horizons: Sequence[int] = HORIZONS,
    draws: int = _DRAWS,
    turns: Sequence[int] = ERA_TURNS,
) -> Backtest:
    """Return what processes would have foreseen of occurrences, and how it fared.

    Parameters
    ----------
    happened : Occurrences
        All that happened.
    processes, groups, horizons, draws, rng
        As for `backtest`.
    days : sequence of date
        When forecasts are issued, in order.
    turns : sequence of int
        First years of eras.

    Raises
    ------
    SchemaError
        If a process has the name of a forecaster without a model, or there is none.

    """
    _require(processes, horizons, draws)
    learners = {name: _learner(name, one) for name, one in processes.items()}
    learners |= NAIVE
    asked = [Group(name=name, streams=tuple(some)) for name, some in groups.items()]
    chances, redraws = rng.spawn(2)
    record = issue(
        happened,
        learners,
        days=days,
        groups=asked,
        horizons=horizons,
        draws=draws,
        rng=chances,
    )
    renewals = [name for name, one in learners.items() if _is_renewal(one)]
    return judge(
        record.issued,
        labels={name: learner.label for name, learner in learners.items()},
        groups=asked,
        judged=next(iter(processes)),
        references=[*NAIVE, *renewals],
        rng=redraws,
        left_out=record.left_out,
        unfitted=record.unfitted,
        turns=turns,
    )


def dated_when_known(log: EventLog) -> EventLog:
    """Return a log in which an event known to the month or year is on its last day.

    In the middle of its days, where models of the whole record put it, it would be
    known before it may have happened.

    Examples
    --------
    >>> from yalu.events import read
    >>> log = read()
    >>> print(log.get("assurance-2015-10").when)
    2015-10-01 to 2015-10-31
    >>> print(dated_when_known(log).get("assurance-2015-10").when)
    2015-10-31 to 2015-10-31

    """
    return replace(log, events=tuple(map(_dated_when_known, log.events)))


def _dated_when_known(event: Event) -> Event:
    if not event.imprecise or event.when.last is None:
        return event
    return replace(event, when=Interval.day(event.when.last), moment=None)


def _learner(name: str, process: Process | Learner) -> Learner:
    """Return a process as a learner under its name, unless it is one already."""
    if isinstance(process, Process):
        return Modelled(process=process, label=name.replace("_", " "))
    return process


def _is_renewal(learner: Learner) -> bool:
    return isinstance(learner, Modelled) and isinstance(learner.process, Renewal)


def _require(
    processes: Mapping[str, object], horizons: Sequence[int], draws: int
) -> None:
    problems = [
        Problem(f"process {name}", "it is named like one of our own", "rename it")
        for name in processes
        if name in NAIVE
    ]
    if not processes:
        problems.append(Problem("processes", "found none", "pass one to be judged"))
    if not horizons or min(horizons) < 1:
        found = f"found {tuple(horizons)}; expected days above zero"
        problems.append(Problem("horizons", found, "pass one or more"))
    if draws < len(("one", "another")):
        found = f"found {draws}; expected two or more"
        problems.append(Problem("draws", found, "a thousand are usual"))
    if problems:
        raise SchemaError(describe("This backtest cannot be run", problems))
