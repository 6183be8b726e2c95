"""Hindcasts of the case that comes with Yalu: what is known on a day, run and judged.

Fitting the game as of each day takes the time; runs can be made anew without it.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

import numpy as np
from numpy.typing import NDArray

from yalu import sources
from yalu.events import read
from yalu.impact import PressureCase
from yalu.library import load
from yalu.report.played import dprk_record, readings
from yalu.report.scenarios import dprk_case
from yalu.report.stakes import embedded_case
from yalu.scenario.chain.running import run
from yalu.scenario.hindcast import (
    BOARD,
    DRAWS,
    MONTHS,
    STARTS,
    Observation,
    fitted_then,
    hindcast_sha256,
    hindcasts,
    observed,
    refit_all,
    store_hindcast,
    tallied,
)
from yalu.scenario.scenario import Scenario
from yalu.strategy.estimation import StoredFit
from yalu.strategy.estimation.origins import tables_sha256
from yalu.strategy.record import Quarter, StrategicRecord

__all__ = ["dprk_observations", "dprk_run", "refit_hindcast", "refit_hindcast_fits"]

Tell = Callable[[str], None]

_SINCE = date(2002, 1, 1)  # ten years before the first start
_COUNT = 60


def dprk_observations(*, until: date | None = None) -> tuple[Observation, ...]:
    """Return what was observed of the case since ten years before the first hindcast.

    Parameters
    ----------
    until : date, optional
        The day after the last that may count; by default the first day of the quarter
        in which the log ends.

    """
    log = read()
    last = None if log.span is None else log.span.last
    end = until or Quarter.of(last or date.max).start
    found = readings(load("dprk"), log)
    return observed(
        log,
        trade=sources.load("trade"),
        output=sources.load("output"),
        enforcement=found.enforcement,
        since=_SINCE,
        until=end,
    )


def dprk_run(
    start: date,
    fit: StoredFit,
    *,
    seed: int,
    draws: int = DRAWS,
    months: int = MONTHS,
    pressure: PressureCase | None = None,
    record: StrategicRecord | None = None,
) -> Mapping[str, NDArray[np.floating]]:
    """Return the series of the baseline from a past day, of what was known on it.

    Parameters
    ----------
    start : date
        The day, the first of a quarter.
    fit : StoredFit
        The game as of that day.
    seed : int
        Where chance begins.
    draws, months : int
        How many draws, and how long.
    pressure, record : optional
        What pressure is priced in, and the record of the players, if they are at hand.

    """
    case = dprk_case(
        as_of=start, start=start, fit=fit, pressure=pressure, record=record
    )
    baseline = Scenario.baseline(start=start, months=months)
    return run(case, baseline, draws=draws, seed=seed).series


def refit_hindcast_fits(seed: int, *, tell: Tell = lambda _: None) -> str:
    """Fit the game as of the start of each hindcast, and store the fits.

    Parameters
    ----------
    seed : int
        Where chance begins.
    tell : callable
        Is told how far it is.

    Returns
    -------
    str
        What the fits say of themselves.

    """
    found = refit_all(
        dprk_record(), STARTS, seed=seed, board=BOARD, count=_COUNT, tell=tell
    )
    return "\n".join(f"{day}: {fit.diagnostics}" for day, fit in found.items())


def refit_hindcast(seed: int, *, tell: Tell = lambda _: None) -> str:
    """Run every hindcast anew from its stored fit, judge it and store it.

    Parameters
    ----------
    seed : int
        Where chance begins.
    tell : callable
        Is told how far it is.

    Returns
    -------
    str
        How the hindcasts fared.

    Raises
    ------
    ModelError
        If a fit is not stored.

    """
    code, tables = hindcast_sha256(), tables_sha256()
    fits = {day: fitted_then(day) for day in STARTS}
    pressure = embedded_case()
    record = dprk_record(case=pressure)
    run_from = partial(dprk_run, seed=seed, pressure=pressure, record=record)
    marks = tuple(hindcasts(fits, dprk_observations(), run=run_from, tell=tell))
    store_hindcast(
        marks,
        months=MONTHS,
        draws=DRAWS,
        board=", ".join(sorted({fit.board for fit in fits.values()})),
        fits={day.isoformat(): str(fit.fit.diagnostics) for day, fit in fits.items()},
        seed=seed,
        code=code,
        tables=tables,
    )
    found = tallied(marks, rng=np.random.default_rng(seed))
    return "\n".join(map(str, found))
