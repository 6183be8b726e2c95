"""The backtest of the cycle of North Korea: what is judged, from when, against whom.

What is judged is the process that comes with Yalu (`yalu.cycle.storing.dprk_setting`),
with the same streams, terms and first day, so that what is said of its past forecasts
is about the forecasts of today. Forecasts begin with 2008, when there are ten years to
learn from and tests, long-range launches and resolutions have all been seen at least
once.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

import numpy as np

from yalu.cycle.backtest.backtest import Backtest
from yalu.cycle.backtest.issuing import Learner
from yalu.cycle.backtest.judging import MeanScore
from yalu.cycle.backtest.modelled import Modelled
from yalu.cycle.backtest.running import backtest, watched
from yalu.cycle.baseline import Baseline
from yalu.cycle.daily import DailyProcess
from yalu.cycle.dprk import dprk_baseline
from yalu.cycle.hawkes.process import Hawkes
from yalu.cycle.poisson import Poisson
from yalu.cycle.renewal import Renewal, Waiting
from yalu.cycle.spells import Drift
from yalu.cycle.storing import Setting, dprk_setting
from yalu.cycle.stream import DPRK_STREAMS
from yalu.events import EventLog
from yalu.periods import Interval

__all__ = ["FIRST", "dprk_backtest", "dprk_processes", "dprk_variants", "dprk_watched"]

FIRST = date(2008, 1, 1)
"""The first day of issue."""

# From the first year in which the log looked for tests and launches.
_EARLIER = Interval(date(1983, 1, 1), date(2027, 1, 1))


def dprk_backtest(
    log: EventLog,
    *,
    rng: np.random.Generator,
    processes: Mapping[str, Learner] | None = None,
    since: date | None = None,
) -> Backtest:
    """Return the backtest of the cycle of North Korea.

    Parameters
    ----------
    log : EventLog
        The events.
    rng : numpy.random.Generator
        Where chance begins.
    processes : mapping of str to Learner, optional
        By default those of `dprk_processes`.
    since : date, optional
        The first day that is learnt from; by default that of the process.

    Raises
    ------
    ModelError
        If the log holds too little for the process that is judged.

    """
    happened = dprk_watched(log)
    last = happened.occurrences.windows[:, 1].max()
    return backtest(
        log,
        DPRK_STREAMS,
        processes or dprk_processes(log),
        between=Interval(FIRST, happened.occurrences.day_of(float(last))),
        since=since or happened.between.start,
        rng=rng,
    )


def dprk_watched(log: EventLog) -> Setting:
    """Return the process that is judged, and all that it is tried on.

    Raises
    ------
    ModelError
        If the log holds too little for it.

    """
    setting = dprk_setting(log)
    happened = watched(log, DPRK_STREAMS, since=setting.between.start)
    return replace(setting, occurrences=happened)


def dprk_processes(log: EventLog) -> Mapping[str, Modelled]:
    """Return the processes of the table, by name; the first is judged.

    Raises
    ------
    ModelError
        If the log holds too little for it.

    """
    judged = dprk_setting(log).process
    return MappingProxyType(
        {
            "daily": Modelled(process=judged, label="daily process"),
            "poisson": Modelled(
                process=Poisson(baseline=judged.baseline),
                label="seasonal Poisson process",
            ),
            "hawkes": Modelled(process=Hawkes(), label="Hawkes process"),
            "weibull": Modelled(
                process=Renewal(waiting=Waiting.WEIBULL),
                label="renewal process with Weibull waits",
            ),
            "log_normal": Modelled(
                process=Renewal(waiting=Waiting.LOG_NORMAL),
                label="renewal process with log-normal waits",
            ),
        }
    )


def dprk_variants(
    log: EventLog, *, rng: np.random.Generator
) -> tuple[Mapping[str, str], tuple[MeanScore, ...]]:
    """Return how other forms of the process that is judged fared.

    Parameters
    ----------
    log : EventLog
        The events.
    rng : numpy.random.Generator
        Where chance begins.

    Returns
    -------
    mapping of str to str
        What readers are shown of each form.
    tuple of MeanScore
        Mean scores of each form. Skill is against climatology that learnt from the
        same days.

    Raises
    ------
    ModelError
        If the log holds too little for it.

    """
    judged = dprk_setting(log).process
    forms = _forms(judged)
    longer = Modelled(
        process=replace(judged, baseline=dprk_baseline(log, _EARLIER)),
        label=f"history since {_EARLIER.start.year}",
    )
    found = dprk_backtest(log, rng=rng, processes=forms)
    also = dprk_backtest(
        log, rng=rng, processes={"longer": longer}, since=_EARLIER.start
    )
    labels = {name: one.label for name, one in (*forms.items(), ("longer", longer))}
    rows = (*found.scores, *also.scores)
    return labels, tuple(row for row in rows if row.process in labels)


def _forms(judged: DailyProcess) -> Mapping[str, Modelled]:
    """Return other forms of a process that learn from the same days."""
    short, level = judged.half_lives[:-1], _without_drift(judged)
    return {
        "as_judged": Modelled(process=judged, label="as judged"),
        "no_long_kernel": Modelled(
            process=replace(judged, half_lives=short),
            label="without the kernel of a year",
        ),
        "no_drift": Modelled(process=level, label="without drift"),
        "neither": Modelled(
            process=replace(level, half_lives=short),
            label="without drift and kernel of a year",
        ),
        "mode_alone": Modelled(
            process=judged, label="mode of the posterior alone", mode_alone=True
        ),
    }


def _without_drift(process: DailyProcess) -> DailyProcess:
    terms = process.baseline.terms
    kept = tuple(term for term in terms if not isinstance(term, Drift))
    return replace(process, baseline=Baseline(terms=kept))
