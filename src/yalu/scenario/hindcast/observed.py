"""What happened, as observations: events from a log, trade, growth and enforcement.

Of events, days and quarters are counted. What is merely alleged, or dated to more than
a window, makes a range: least without it, most with it. Where nobody looked, or hardly,
there is no observation; where the log holds part of what happened, what it does not
hold counts as none, so that its counts are the least there were.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

import pyarrow as pa

from yalu.events import Completeness, Event, EventKind, EventLog
from yalu.flows import TOTAL
from yalu.periods import Interval
from yalu.provenance import Evidence
from yalu.scenario.hindcast.observation import (
    GAUGES,
    Gauge,
    Observation,
    Window,
    windows,
)
from yalu.scenario.hindcast.printed import Figure, summed
from yalu.strategy.record import KOREA, EnforcementReading, Parties, Quarter, quarters

__all__ = ["event_counts", "growths", "observed", "patron_enforcement", "trade_sums"]

_MILLION = 1e6
_QUARTER = 3
_ALL = (0.0, 1.0)
_LAST = 4

_TESTS = (EventKind.NUCLEAR_TEST, EventKind.LONG_RANGE_LAUNCH)
_MEETINGS = (EventKind.TALKS, EventKind.SUMMIT, EventKind.AGREEMENT)
_VISITS = (EventKind.PATRON_VISIT, EventKind.RELIEF, EventKind.ASSURANCE)
_NO_OVERTURE = frozenset({"lax enforcement", "repatriation"})
_SERIES = MappingProxyType(
    {
        "tests": _TESTS,
        "launches": (EventKind.MISSILE_LAUNCH,),
        "texts": (EventKind.RESOLUTION,),
        "talks": _MEETINGS,
        "overtures": _VISITS,
    }
)
_LOOKED = MappingProxyType(
    {
        "tests": _TESTS,
        "launches": (EventKind.MISSILE_LAUNCH,),
        "texts": (EventKind.RESOLUTION,),
        "talks": (EventKind.TALKS,),
        "overtures": (EventKind.PATRON_VISIT,),
    }
)
_WAYS = MappingProxyType({"exports": "import", "imports": "export"})
"""The target's exports are what the patron's customs record as imports."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counted:
    """What happened in one quarter: least and most, in the unit of the gauge."""

    low: int
    high: int
    sources: tuple[str, ...]


def observed(
    log: EventLog,
    *,
    trade: pa.Table,
    output: pa.Table,
    enforcement: Iterable[EnforcementReading],
    since: date,
    until: date,
    parties: Parties = KOREA,
) -> tuple[Observation, ...]:
    """Return everything that was observed in the windows between two days.

    Parameters
    ----------
    log : EventLog
        What happened, and how far anybody looked.
    trade, output : pyarrow.Table
        The embedded tables of customs figures and of printed growth.
    enforcement : iterable of EnforcementReading
        What the patron carried out, by quarter.
    since, until : date
        First day of a quarter, and the day after the last.
    parties : Parties
        Who plays which part.

    Returns
    -------
    tuple of Observation
        By series and window, in order of time; a window that is not known is left out.

    """
    read = tuple(enforcement)
    return (
        *event_counts(log, since=since, until=until, parties=parties),
        *patron_enforcement(read, since=since, until=until),
        *trade_sums(trade, since=since, until=until, parties=parties),
        *growths(output, since=since, until=until),
    )


def event_counts(
    log: EventLog, *, since: date, until: date, parties: Parties = KOREA
) -> Iterator[Observation]:
    """Yield how many days or quarters there were with events; see `observed`."""
    for series, kinds in _SERIES.items():
        events = [
            event
            for kind in kinds
            for event in log.of(kind=kind)
            if _counts(series, event, parties)
        ]
        for window, first, end in windows(since, until):
            parts = [
                _of_quarter(log, series, events, quarter)
                for quarter in quarters(Quarter.of(first), Quarter.of(end).shifted(-1))
            ]
            known = [part for part in parts if part is not None]
            if len(known) == len(parts):
                yield Observation(
                    series=series,
                    window=window,
                    since=first,
                    until=end,
                    low=sum(part.low for part in known),
                    high=sum(part.high for part in known),
                    sources=_names(part.sources for part in known),
                )


def patron_enforcement(
    readings: Iterable[EnforcementReading], *, since: date, until: date
) -> Iterator[Observation]:
    """Yield how much of the law the patron carried out; see `observed`.

    A reading from nothing to all tells nothing. A figure that several quarters share
    is observed by years alone: as the mean of its four quarters, where all are read.
    """
    by = {
        one.quarter: one for one in readings if (one.low, one.high) != _ALL
    }  # fmt: skip
    for window, first, end in windows(since, until, (Window.QUARTER, Window.YEAR)):
        wanted = list(quarters(Quarter.of(first), Quarter.of(end).shifted(-1)))
        used = [by[each] for each in wanted if each in by]
        shared = window is Window.QUARTER and any(one.shared > 1 for one in used)
        if len(used) < len(wanted) or shared:
            continue
        yield Observation(
            series="enforcement",
            window=window,
            since=first,
            until=end,
            low=sum(one.low for one in used) / len(used),
            high=sum(one.high for one in used) / len(used),
            sources=_names(one.sources for one in used),
        )


def trade_sums(
    trade: pa.Table, *, since: date, until: date, parties: Parties = KOREA
) -> Iterator[Observation]:
    """Yield the trade of target and patron in million USD, as the patron records it.

    Sums are worked out by `yalu.scenario.hindcast.printed.summed`; see `observed`.
    """
    rows = [
        row
        for row in trade.to_pylist()
        if (row["reporter"], row["partner"]) == (parties.patron, parties.target)
        and (row["hs_code"], row["series"]) == (TOTAL, "customs")
        and row["value_usd"] is not None
    ]
    for series, way in _WAYS.items():
        figures = [
            Figure(
                since=row["period_start"],
                until=row["period_end"],
                low=float(row["value_low"] or row["value_usd"]),
                high=float(row["value_high"] or row["value_usd"]),
                compiler=row["compiler"],
                source=row["source"],
            )
            for row in rows
            if row["direction"] == way
        ]
        for window, first, end in windows(since, until):
            found = summed(figures, first, end)
            if found is not None:
                yield Observation(
                    series=series,
                    window=window,
                    since=first,
                    until=end,
                    low=found.low / _MILLION,
                    high=found.high / _MILLION,
                    sources=_names([found.sources]),
                )


def growths(output: pa.Table, *, since: date, until: date) -> Iterator[Observation]:
    """Yield real growth by calendar year, percent, over all compilers; see `observed`.

    The range is that of the printed figures: what the method may err by is not in it.
    """
    by: dict[int, list[dict[str, object]]] = {}
    for row in output.to_pylist():
        if row["item"] == "real_growth":
            by.setdefault(row["period_start"].year, []).append(row)
    for window, first, end in windows(since, until, (Window.YEAR,)):
        rows = by.get(first.year, [])
        if rows:
            yield Observation(
                series="growth",
                window=window,
                since=first,
                until=end,
                low=min(float(str(row["low"])) for row in rows),
                high=max(float(str(row["high"])) for row in rows),
                sources=_names([str(row["source"])] for row in rows),
            )


def _counts(series: str, event: Event, parties: Parties) -> bool:
    """Return whether an event counts, by the rules of the quarterly record."""
    match series:
        case "tests" | "launches":
            return parties.target in event.actors
        case "texts":
            return (event.actor, event.target) == (parties.council, parties.target)
        case "talks":
            there = {*event.actors}
            return parties.target in there and bool(parties.senders & there)
        case _:
            meant = parties.patron in event.actors and event.target == parties.target
            return meant and not _NO_OVERTURE & {*event.marks}


def _of_quarter(
    log: EventLog, series: str, events: Iterable[Event], quarter: Quarter
) -> _Counted | None:
    """Return what happened in a quarter, or nothing where nobody looked."""
    span = quarter.span
    sure: set[date] = set()
    may: set[date] = set()
    used: set[str] = set()
    for event in events:
        if not event.when.overlaps(span):
            continue
        broad = event.imprecise and not event.when.is_month
        if not broad and event.when.start not in span:
            continue
        used |= {*event.sources}
        doubted = broad or event.evidence is Evidence.ALLEGED
        (may if doubted else sure).add(max(event.when.start, span.start))
    if not sure and not may and not _was_looked_at(log, series, span):
        return None
    low, high = len(sure), len(sure | may)
    if GAUGES[series] is Gauge.QUARTERS:
        low, high = min(low, 1), min(high, 1)
    return _Counted(low=low, high=high, sources=tuple(used))


def _was_looked_at(log: EventLog, series: str, span: Interval) -> bool:
    """Return whether silence on some days means that hardly anything happened."""
    return all(
        any(
            one.kind is kind
            and not one.actor
            and one.completeness.reaches(Completeness.PARTIAL)
            and one.span.covers(span)
            for one in log.coverage
        )
        or _stretches(log, kind, span)
        for kind in _LOOKED[series]
    )


def _stretches(log: EventLog, kind: EventKind, span: Interval) -> bool:
    """Return whether several statements of one kind cover some days together."""
    whole = log.covered(kind, at_least=Completeness.PARTIAL)
    return whole is not None and whole.covers(span)


def _names(found: Iterable[Iterable[str]]) -> tuple[str, ...]:
    cells = {cell for names in found for cell in names}
    return tuple(sorted({name for cell in cells for name in cell.split(";")}))
