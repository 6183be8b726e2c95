"""The quarterly record of the case that comes with Yalu, from what the rest measures.

Readings are taken and not made up: how much of trade the law covers is what
`yalu.impact` works out, what of it was stopped is `yalu.report.stopped`, and growth and
trade are the printed figures.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from yalu import sources
from yalu.compliance import Assessment, History, assess, histories
from yalu.events import EventLog, read
from yalu.flows import TOTAL
from yalu.impact import PressureCase
from yalu.library import load
from yalu.periods import Interval
from yalu.provenance import Evidence, weakest
from yalu.quantities import Unit
from yalu.regime import Direction, Regime
from yalu.report.stakes import embedded_case
from yalu.report.stopped import WAYS, Banned, banned, stopped
from yalu.strategy.record import (
    CoverageReading,
    EnforcementReading,
    GrowthReading,
    StrategicRecord,
    SubstitutionReading,
    quarterly,
)

__all__ = ["Readings", "dprk_record", "readings"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """What the record takes in, as `yalu.strategy.record.quarterly` wants it.

    Attributes
    ----------
    enforcement : tuple of EnforcementReading
        By quarter, of the patron.
    coverage : tuple of CoverageReading
        From each quarter that found the law changed.
    growth : tuple of GrowthReading
        By year and compiler.
    substitution : tuple of SubstitutionReading
        By year.

    """

    enforcement: tuple[EnforcementReading, ...]
    coverage: tuple[CoverageReading, ...]
    growth: tuple[GrowthReading, ...]
    substitution: tuple[SubstitutionReading, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Printed:
    """USD of one year with one partner, as somebody printed it."""

    value: float
    evidence: Evidence
    source: str


def dprk_record(
    *,
    log: EventLog | None = None,
    assessment: Assessment | None = None,
    case: PressureCase | None = None,
    until: date | None = None,
) -> StrategicRecord:
    """Return the quarterly record of the case that comes with Yalu.

    Parameters
    ----------
    log : EventLog, optional
        The events; by default those that come with Yalu.
    assessment : Assessment, optional
        The patron's compliance, if it is at hand: found if left out.
    case : PressureCase, optional
        The case of pressure, if it is at hand: built if left out.
    until : date, optional
        A day of the last quarter; by default as far as the log looked.

    Raises
    ------
    IntegrityError
        If an embedded dataset is not the one that was built and checked.

    """
    events = read() if log is None else log
    found = readings(load("dprk"), events, assessment=assessment, case=case)
    return quarterly(
        events,
        enforcement=found.enforcement,
        coverage=found.coverage,
        growth=found.growth,
        substitution=found.substitution,
        until=until,
    )


def readings(
    regime: Regime,
    log: EventLog,
    *,
    assessment: Assessment | None = None,
    case: PressureCase | None = None,
) -> Readings:
    """Return the readings of the case that comes with Yalu.

    Parameters
    ----------
    regime : Regime
        The encoded law.
    log : EventLog
        Tells when the target itself had shut its border.
    assessment, case
        As for `dprk_record`.

    """
    pressed = embedded_case() if case is None else case
    trade, patron = sources.load("trade"), pressed.patron
    judged = (
        assess(regime, trade, states=[patron]) if assessment is None else assessment
    )
    totals = trade.filter(pc.equal(trade["hs_code"], TOTAL))
    lines = tuple(
        one for one in histories(regime, totals, states=[patron]) if not one.measure
    )
    law = banned(regime, pressed)
    return Readings(
        enforcement=tuple(
            stopped(
                regime,
                judged,
                law=law,
                log=log,
                lines=lines,
                estimates=sources.load("estimates"),
                patron=patron,
            )
        ),
        coverage=tuple(_coverage(law, pressed)),
        growth=tuple(_growth(sources.load("output"))),
        substitution=tuple(
            _substitution(sources.load("partner_totals"), lines, pressed)
        ),
    )


def _coverage(law: Iterable[Banned], case: PressureCase) -> Iterator[CoverageReading]:
    for one in law:
        yield CoverageReading(
            day=one.quarter.start,
            low=one.low,
            high=one.high,
            sources=case.sources,
            note=f"share of the trade of {case.year}, both ways",
        )


def _growth(output: pa.Table) -> Iterator[GrowthReading]:
    for row in output.to_pylist():
        if row["item"] == "real_growth":
            ends = [
                float(row["value"] if row[end] is None else row[end])
                for end in ("low", "high")
            ]
            yield GrowthReading(
                year=row["period_start"].year,
                low=ends[0],
                high=ends[1],
                compiler=row["compiler"],
                evidence=Evidence(row["evidence"]),
                sources=_names([row["source"]]),
            )


def _substitution(
    printed: pa.Table, lines: Sequence[History], case: PressureCase
) -> Iterator[SubstitutionReading]:
    """Yield the alternative's trade over the patron's, of years that both are known."""
    rows = [
        row
        for row in printed.to_pylist()
        if Interval(row["period_start"], row["period_end"]).is_year
    ]
    other, own = (
        {year: list(_printed(rows, state, year)) for year in _years(rows)}
        for state in (case.alternative, case.patron)
    )
    for year in sorted(other):
        ways = [_of_year(lines, way, year) for way in WAYS]
        patron = [(each.value, each.value) for each in own[year]]
        if all(ways):
            least = sum(min(low for low, _ in way) for way in ways)
            patron.append((least, sum(max(high for _, high in way) for way in ways)))
        if not other[year] or not patron:
            yield from _by_shares(rows, case, year)
            continue
        used = (*other[year], *own[year])
        yield SubstitutionReading(
            year=year,
            low=min(each.value for each in other[year]) / max(top for _, top in patron),
            high=max(each.value for each in other[year])
            / min(low for low, _ in patron),
            evidence=weakest(each.evidence for each in used) or Evidence.REPORTED,
            sources=_names(each.source for each in used),
        )


def _by_shares(
    rows: Iterable[Mapping[str, Any]], case: PressureCase, year: int
) -> Iterator[SubstitutionReading]:
    """Yield the ratio of two shares that one compiler prints of a year, if it does."""
    shares: dict[str, dict[str, Mapping[str, Any]]] = {}
    for row in rows:
        of_year = row["period_start"].year == year and row["flow"] == "total"
        if of_year and row["share_pct"]:
            shares.setdefault(row["compiler"], {})[row["partner"]] = row
    pairs = [
        (found[case.alternative], found[case.patron])
        for found in shares.values()
        if {case.alternative, case.patron} <= found.keys()
    ]
    if pairs:
        ratios = [float(one["share_pct"] / own["share_pct"]) for one, own in pairs]
        both = [row for pair in pairs for row in pair]
        grades = [Evidence(row["evidence"]) for row in both]
        yield SubstitutionReading(
            year=year,
            low=min(ratios),
            high=max(ratios),
            evidence=weakest(grades) or Evidence.REPORTED,
            sources=_names(row["source"] for row in both),
        )


def _names(cells: Iterable[str]) -> tuple[str, ...]:
    """Return the identifiers of sources in cells that may name several, each once."""
    return tuple(sorted({name for cell in cells for name in cell.split(";")}))


def _years(rows: Iterable[Mapping[str, Any]]) -> tuple[int, ...]:
    return tuple(sorted({row["period_start"].year for row in rows}))


def _printed(
    rows: Iterable[Mapping[str, Any]], state: str, year: int
) -> Iterator[_Printed]:
    """Yield the totals of trade with one state, or what two ways sum to."""
    parts: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for row in rows:
        if row["partner"] != state or row["period_start"].year != year:
            continue
        if row["value_usd"] is None:
            continue
        if row["flow"] == "total":
            yield _Printed(
                value=float(row["value_usd"]),
                evidence=Evidence(row["evidence"]),
                source=row["source"],
            )
        else:
            parts.setdefault((row["compiler"], row["source"]), []).append(row)
    for (_, source), both in parts.items():
        if {row["flow"] for row in both} == {"exports", "imports"}:
            yield _Printed(
                value=sum(float(row["value_usd"]) for row in both),
                evidence=Evidence.ESTIMATED,
                source=source,
            )


def _of_year(
    lines: Iterable[History], way: Direction, year: int
) -> list[tuple[float, float]]:
    """Return what compilers have of all goods of a year, USD, least and most."""
    return [
        (float(point.amount.low), float(point.amount.high))
        for line in lines
        if line.direction is way and line.unit is Unit.USD
        for point in line.years
        if point.period.start.year == year and point.amount.high is not None
    ]
