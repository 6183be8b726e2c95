"""The record, built quarter by quarter from a log of events and from readings."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from types import MappingProxyType

from yalu.errors import Problem, SchemaError, describe
from yalu.events import EventLog
from yalu.periods import Interval
from yalu.strategy.record.cell import Cell
from yalu.strategy.record.column import Column
from yalu.strategy.record.grounds import Grounds
from yalu.strategy.record.moves import move
from yalu.strategy.record.parties import KOREA, Parties
from yalu.strategy.record.patronage import enforcement as carried_out
from yalu.strategy.record.patronage import overture
from yalu.strategy.record.posture import posture
from yalu.strategy.record.quarter import Quarter, quarters
from yalu.strategy.record.reading import (
    CoverageReading,
    EnforcementReading,
    GrowthReading,
    SubstitutionReading,
)
from yalu.strategy.record.responses import response, vote
from yalu.strategy.record.standing import capability, hardship, stringency
from yalu.strategy.record.strategic_record import StrategicRecord
from yalu.strategy.record.ties import channel, support

__all__ = ["FIRST", "quarterly"]

FIRST = Quarter(1992, 1)
"""Where the record begins: both Koreas are in the United Nations, Moscow has left."""

_BEFORE = 12  # quarters that rules look back
_RULES: Mapping[Column, Callable[[Grounds, Quarter], Cell]] = MappingProxyType(
    {
        Column.CAPABILITY: capability,
        Column.STRINGENCY: stringency,
        Column.HARDSHIP: hardship,
        Column.POSTURE: posture,
        Column.SUPPORT: support,
        Column.CHANNEL: channel,
        Column.MOVE: move,
        Column.RESPONSE: response,
        Column.VOTE: vote,
        Column.ENFORCEMENT: carried_out,
        Column.OVERTURE: overture,
    }
)


def quarterly(
    log: EventLog,
    *,
    enforcement: Iterable[EnforcementReading] = (),
    coverage: Iterable[CoverageReading] = (),
    growth: Iterable[GrowthReading] = (),
    substitution: Iterable[SubstitutionReading] = (),
    until: date | None = None,
    since: Quarter = FIRST,
    parties: Parties = KOREA,
) -> StrategicRecord:
    """Return the record of each quarter, every cell with its evidence.

    Parameters
    ----------
    log : EventLog
        What happened, and how far anybody looked.
    enforcement : iterable of EnforcementReading
        One for each quarter that was measured.
    coverage : iterable of CoverageReading
        Share of trade that the law covers, from each day it changed.
    growth : iterable of GrowthReading
        Growth by calendar year and compiler.
    substitution : iterable of SubstitutionReading
        Trade of the alternative patron over the patron's, by calendar year.
    until : date, optional
        A day of the last quarter; by default the last day that the log looked at or has
        an event on. What is not over yet counts as not looked at.
    since : Quarter
        The first quarter.
    parties : Parties
        Who plays which part.

    Raises
    ------
    SchemaError
        If a quarter or a year is read twice, or the record would end before it begins.

    Examples
    --------
    >>> from yalu.events import read
    >>> record = quarterly(read(), until=date(2017, 12, 31))
    >>> print(record.cell("2017Q3", "move").value)
    test
    >>> record.arrays().codes[Column.MOVE].shape
    (104,)

    """
    measured, replaced = tuple(enforcement), tuple(substitution)
    last = Quarter.of(until or _last_day(log, since))
    problems = [
        *_repeated("enforcement", [str(one.quarter) for one in measured]),
        *_repeated("substitution", [str(one.year) for one in replaced]),
    ]
    if last < since:
        finding = f"the record would end in {last}; expected {since} or later"
        problems.append(Problem("until", finding, "give a later day or log"))
    if problems:
        raise SchemaError(describe("The record cannot be built", problems))
    span = Interval(since.shifted(-_BEFORE).start, last.shifted(1).start)
    grounds = Grounds.of(
        log,
        span,
        parties,
        enforcement=measured,
        coverage=coverage,
        growth=growth,
        substitution=replaced,
    )
    asked = tuple(quarters(since, last))
    cells = (_RULES[column](grounds, each) for each in asked for column in Column)
    return StrategicRecord(quarters=asked, cells=tuple(cells))


def _last_day(log: EventLog, since: Quarter) -> date:
    """Return the last day that the log looked at or has an event on."""
    days = [one.until for one in log.coverage]
    days += [one.when.last for one in log if one.when.last is not None]
    return max(days, default=since.start)


def _repeated(name: str, given: list[str]) -> list[Problem]:
    twice = sorted({each for each in given if given.count(each) > 1})
    return [
        Problem(name, f"{each} is read more than once", "give it once")
        for each in twice
    ]
