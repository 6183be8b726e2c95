"""What was recorded of single goods lines in and around a base year.

Customs of a patron print some lines of its trade with a target and not others, some
for a year and some for a few months. A line is taken from the base year where it can
be, else from the years beside it; the longest periods count, brought to a year.
Products that share a code are lines of their own: what one was worth says nothing of
how much there was of the other.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from yalu.impact.case import RecordedLine
from yalu.regime import Direction

__all__ = ["recorded_lines"]

_YEAR = 365
_LONG, _SHORT = 300, 110
_ALL = "*"
_TOTAL = "TOTAL"
_TONNES = {"t": 1.0, "kg": 0.001}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Printed:
    """One printed figure, brought to a year; None where it has no value."""

    codes: tuple[str, ...]
    direction: Direction
    reporter: str
    year: int
    days: int
    low: float | None
    high: float | None
    quantity: float | None
    unit: str
    name: str
    sources: tuple[str, ...]


def recorded_lines(
    trade: pa.Table,
    trade_groups: pa.Table,
    *,
    target: str,
    year: int,
    reporters: Iterable[str],
    series: Iterable[str] = ("customs",),
    last: int | None = None,
) -> tuple[RecordedLine, ...]:
    """Return the goods lines of a target's trade on record around a year.

    Parameters
    ----------
    trade, trade_groups : pyarrow.Table
        The datasets of these names: single codes, and several together.
    target : str
        ISO3 code.
    year : int
        Base year; the years before and after it are used where it has no figure.
    reporters : iterable of str
        Whose records count: ISO3 codes, and ``WLD`` for several states together.
    series : iterable of str
        Which series count; they are not mixed with others.
    last : int or None
        No figure of a later year is used; the year after `year` if left out.

    Returns
    -------
    tuple of RecordedLine
        Lines of the base year first. Lines may lie within one another. The years of a
        line are those of its values and of its quantities, which may differ.

    """
    end = year + 1 if last is None else last
    found: dict[tuple[tuple[str, ...], Direction, str, str], list[_Printed]] = (
        defaultdict(list)
    )
    wanted = (target, frozenset(reporters), frozenset(series))
    for row in (*trade.to_pylist(), *trade_groups.to_pylist()):
        one = _read(row, *wanted)
        if one is None or one.days < _SHORT:
            continue
        if year - 1 <= one.year <= min(year + 1, end):
            found[one.codes, one.direction, one.reporter, one.name].append(one)
    lines = [
        line
        for figures in found.values()
        for line in (_line(figures, year),)
        if line is not None
    ]
    return tuple(
        sorted(lines, key=lambda line: (year not in line.years, line.codes, line.name))
    )


def _read(
    row: Mapping[str, Any],
    target: str,
    reporters: frozenset[str],
    series: frozenset[str],
) -> _Printed | None:
    codes = tuple(sorted(str(row.get("hs_code") or row["hs_codes"]).split(";")))
    start, end = row["period_start"], row["period_end"]
    if (
        row["partner"] != target
        or row["reporter"] not in reporters
        or row["series"] not in series
        or codes in ((_ALL,), (_TOTAL,))
        or not isinstance(start, date)
    ):
        return None
    days = (end - start).days
    scale = 1.0 if days >= _YEAR else _YEAR / days
    value = _number(row["value_usd"])
    low, high = _number(row["value_low"]), _number(row["value_high"])
    unit = str(row["unit"] or "")
    quantity = _number(row["quantity"])
    spoilt = row["conflict"] and quantity is not None
    return _Printed(
        codes=codes,
        direction=Direction.FROM_TARGET
        if row["direction"] == "import"
        else Direction.TO_TARGET,
        reporter=str(row["reporter"]),
        year=start.year,
        days=days,
        low=_times(low if low is not None else value, scale),
        high=_times(high if high is not None else value, scale),
        quantity=None if spoilt else _times(quantity, scale * _TONNES.get(unit, 1.0)),
        unit="t" if unit in _TONNES else unit,
        name=str(row["commodity"] or ""),
        sources=tuple(str(row["source"]).split(";")),
    )


def _line(figures: list[_Printed], year: int) -> RecordedLine | None:
    valued = list(_best([one for one in figures if one.high is not None], year))
    counted = list(_best([one for one in figures if one.quantity is not None], year))
    if not valued and not counted:
        return None
    used = [*valued, *counted]
    return RecordedLine(
        codes=used[0].codes,
        direction=used[0].direction,
        reporter=used[0].reporter,
        low=min((one.low for one in valued if one.low is not None), default=0.0),
        high=max((one.high for one in valued if one.high is not None), default=0.0),
        quantities=tuple(_quantities(counted)),
        name=used[0].name,
        years=tuple(sorted({one.year for one in used})),
        valued=tuple(sorted({one.year for one in valued})),
        sources=tuple(sorted({source for one in used for source in one.sources})),
    )


def _quantities(figures: list[_Printed]) -> Iterator[tuple[str, float, float]]:
    """Yield unit, least and most."""
    for unit in sorted({one.unit for one in figures}):
        counted = [
            one.quantity
            for one in figures
            if one.unit == unit and one.quantity is not None
        ]
        yield unit, min(counted), max(counted)


def _best(figures: list[_Printed], year: int) -> Iterator[_Printed]:
    """Yield the long figures of the base year, else long ones beside it, else short."""
    for long, same in ((True, True), (True, False), (False, True), (False, False)):
        found = [
            one
            for one in figures
            if (one.days >= _LONG) is long and (one.year == year) is same
        ]
        if found:
            yield from found
            return


def _number(value: object) -> float | None:
    return None if value is None else float(str(value))


def _times(value: float | None, scale: float) -> float | None:
    return None if value is None else value * scale
