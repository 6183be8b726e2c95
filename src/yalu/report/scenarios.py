"""The case that scenarios start from: the law, trade, players and events, on one day.

What only a report may put together: the encoded law, the case of pressure, the record
of the players with the fitted game, and the log of events.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import numpy as np
import pyarrow as pa

from yalu import sources
from yalu.events import EventLog, read
from yalu.impact import PressureCase
from yalu.library import load
from yalu.provenance import Confidence, Evidence
from yalu.report.cycle_models import stored_model
from yalu.report.played import dprk_record
from yalu.report.stakes import embedded_case
from yalu.scenario.amending import known_by
from yalu.scenario.bases import lines_of
from yalu.scenario.case import Case, PrintedGrowth
from yalu.scenario.equilibria import kept
from yalu.scenario.hindcast.known import known
from yalu.scenario.playing import played
from yalu.scenario.rhythm import rhythm
from yalu.scenario.uncertainty import uncertainties
from yalu.strategy.estimation import BOARDS, StoredFit, evidence, patron_model, stored
from yalu.strategy.record import Column, Quarter, StrategicRecord

__all__ = ["CHANCE", "dprk_case", "last_enforcement", "printed_growth"]

Tell = Callable[[str], None]

CHANCE = 20_260_101
"""Where chance begins in which draws of the fitted game are taken, unless told."""

_PRINTED_MONTH, _PRINTED_DAY = 7, 31


def dprk_case(
    *,
    as_of: date | None = None,
    start: date | None = None,
    draws: int = 12,
    fit: StoredFit | None = None,
    pressure: PressureCase | None = None,
    record: StrategicRecord | None = None,
    seed: int = CHANCE,
    tell: Tell = lambda _: None,
) -> Case:
    """Return the case that comes with Yalu, as known on a day.

    Parameters
    ----------
    as_of : date, optional
        The day by which things were known; by default the day after the last on which
        the log of events looked. Law, events, growth and the level of trade are then
        those known on it. Three things are not, and hindcasts say so: the composition
        of trade is of 2015 whatever the day, the cost of the law is worked out on the
        trade of 2015, and the ranges of what is not known were set in hindsight.
    start : date, optional
        First day of the first month, the first of a quarter; by default that of the
        first quarter of which nothing is recorded.
    draws : int
        How many draws of the fitted game are played.
    fit : StoredFit, optional
        The game as fitted by `as_of`; by default the one that comes with Yalu, which
        knows all of the record.
    pressure, record : optional
        What pressure is priced in, and the record of the players, if they are at hand.
    seed : int
        Where chance begins in which draws of the fit are taken.
    tell : callable
        Is told what is being done, as it takes seconds.

    Raises
    ------
    SchemaError
        If `start` is not the first day of a quarter, or nothing is recorded before it.
    ModelError
        If no fit is stored, or no draw of it has an equilibrium.
    IntegrityError
        If an embedded dataset is not the one that was built and checked.

    """
    log = read()
    day = _known_on(log) if as_of is None else as_of
    priced = embedded_case() if pressure is None else pressure
    if day.year <= priced.year + 1:
        priced = replace(priced, lines=priced.earlier)
    tell("Reading what the players did")
    whole = dprk_record(log=log, case=priced) if record is None else record
    found = stored(whole) if fit is None else fit
    model = patron_model(BOARDS[found.board])
    past = whole if as_of is None else known(whole, as_of)
    rng = np.random.default_rng(seed)
    tell(f"Compiling the game, and taking up {draws} draws of its fit")
    play = played(
        found.fit,
        evidence(past, model.game),
        draws=draws,
        rng=rng,
        setting=BOARDS[found.board],
        start=start,
        known=kept(found.fit_sha256),
    )
    # The cycle that comes with Yalu knows all of the log; the past had none of it.
    cycle = stored_model(log) if as_of is None else None
    futures = None if cycle is None else cycle.posterior
    ranges = uncertainties()
    year = min(priced.year, day.year - 1)
    lines = lines_of(priced, sources.load("trade"), ranges, year=year)
    enforcement, quarter = last_enforcement(past)
    return Case(
        as_of=day,
        start=Quarter.parse(play.quarter).start,
        regime=known_by(load("dprk"), day),
        pressure=priced,
        lines=lines,
        uncertainties=ranges,
        growth=tuple(printed_growth(sources.load("output"), day)),
        enforcement=enforcement,
        enforcement_of=quarter,
        play=play,
        rhythm=rhythm(log, as_of=day, rng=rng, posterior=futures),
        sources=tuple(sorted({name for line in lines for name in line.sources})),
    )


def last_enforcement(record: StrategicRecord) -> tuple[float | None, str]:
    """Return what the patron last was read to carry out, and in which quarter.

    Parameters
    ----------
    record : StrategicRecord
        The record of the players.

    Returns
    -------
    enforcement : float or None
        Mean of the classes of the last quarter that was read, by their chances, 0 to 1;
        None where none was.
    quarter : str
        That quarter; empty where there is none.

    """
    chances = record.arrays().chances[Column.ENFORCEMENT]
    read_at = np.flatnonzero(np.isfinite(chances).all(axis=1))
    if not read_at.size:
        return None, ""
    levels = np.linspace(0.0, 1.0, chances.shape[1])
    last = int(read_at[-1])
    return float(chances[last] @ levels), str(record.quarters[last])


def printed_growth(output: pa.Table, day: date) -> Iterator[PrintedGrowth]:
    """Yield the last year of growth that was printed by a day, by each compiler.

    Growth of a year is taken to be printed on the last day of July of the next.

    Parameters
    ----------
    output : pyarrow.Table
        The dataset of that name.
    day : date
        The day.

    """
    by_day = [
        row
        for row in output.to_pylist()
        if row["item"] == "real_growth"
        and date(row["period_start"].year + 1, _PRINTED_MONTH, _PRINTED_DAY) <= day
    ]
    last = max((row["period_start"].year for row in by_day), default=None)
    for row in by_day:
        if row["period_start"].year == last:
            value = float(row["value"])
            yield PrintedGrowth(
                year=last,
                low=value if row["low"] is None else float(row["low"]),
                value=value,
                high=value if row["high"] is None else float(row["high"]),
                compiler=row["compiler"],
                evidence=Evidence(row["evidence"]),
                confidence=Confidence(row["confidence"]),
                sources=tuple(row["source"].split(";")),
            )


def _known_on(log: EventLog) -> date:
    """Return the day after the last on which the log looked."""
    return (log.span and log.span.end) or date.max
