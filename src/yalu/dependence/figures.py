"""The printed figures that dependence is computed from, checked as they come in.

A *compiler* is whoever added up the trade of a year (a customs office, a trade
agency, an institute). Compilers use different *bases*: with or without the crude
oil that customs do not record, with or without trade between the two Koreas. A
figure keeps its compiler and base, and figures of different bases are never put
into one fraction.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import product

import pyarrow as pa

from yalu.errors import Problem, SchemaError, describe
from yalu.provenance import Confidence, Evidence
from yalu.provenance import weakest as weakest_grade

__all__ = [
    "CrudeValue",
    "Figure",
    "Flow",
    "Status",
    "crude_in_trade",
    "read_crude",
    "read_figures",
    "require_columns",
    "split_sources",
    "weakest",
    "whole_year",
]

WORLD = "WLD"
KOREA = "KOR"

_COLUMNS = (
    "period_start",
    "period_end",
    "compiler",
    "partner",
    "flow",
    "value_usd",
    "value_low",
    "value_high",
    "share_pct",
    "includes_crude",
    "includes_inter_korean",
    "evidence",
    "confidence",
    "source",
)
_ESTIMATES = ["period_start", "period_end", "item", "low", "high", "unit", "source"]
_TRADE = (
    "reporter",
    "partner",
    "direction",
    "period_start",
    "period_end",
    "hs_code",
    "value_usd",
    "series",
    "source",
)
_MONEY = {"usd": 1.0, "musd": 1e6, "million usd": 1e6, "usd million": 1e6}
_PERCENT = 100


class Flow(StrEnum):
    """Which way trade goes, seen from the target."""

    TOTAL = "total"
    EXPORTS = "exports"
    IMPORTS = "imports"


class Status(StrEnum):
    """Whether a number could be had."""

    COMPUTED = "computed"
    UNVERIFIABLE = "unverifiable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One printed amount or share of one partner in one calendar year.

    Attributes
    ----------
    year : int
        Calendar year.
    compiler : str
        Who added it up.
    partner : str
        ISO3 code, ``"WLD"`` for all partners together.
    flow : Flow
        Direction, seen from the target.
    low, high : float or None
        Smallest and largest amount in USD; equal for a printed single value, None
        where only a share is printed.
    printed : float or None
        Printed share of the flow, from 0 to 1.
    crude, inter_korean : bool or None
        Whether they are included; None where the source does not say.
    evidence, confidence : Evidence, Confidence
        Grade and sureness of the figure.
    sources : tuple of str
        Identifiers of its sources.
    method : str
        How it was had: ``"printed"`` or the sum it is.

    """

    year: int
    compiler: str
    partner: str
    flow: Flow
    low: float | None
    high: float | None
    printed: float | None
    crude: bool | None
    inter_korean: bool | None
    evidence: Evidence
    confidence: Confidence
    sources: tuple[str, ...]
    method: str = "printed"

    @property
    def span(self) -> tuple[float, float] | None:
        """Smallest and largest amount in USD; None where no amount is printed."""
        if self.low is None or self.high is None:
            return None
        return self.low, self.high


@dataclass(frozen=True, slots=True, kw_only=True)
class CrudeValue:
    """What the unrecorded crude of one year may have been worth.

    Attributes
    ----------
    year : int
        Calendar year.
    low, high : float
        Smallest and largest value in USD.
    method : str
        Where the value comes from.
    sources : tuple of str
        Identifiers of its sources.

    """

    year: int
    low: float
    high: float
    method: str
    sources: tuple[str, ...]


def require_columns(table: pa.Table, columns: Iterable[str], name: str) -> None:
    """Complain unless a table has all the columns that are needed.

    Raises
    ------
    SchemaError
        If any is missing; all are named.

    """
    missing = [column for column in columns if column not in table.column_names]
    if missing:
        msg = (
            f"Table {name}: found columns {', '.join(table.column_names) or 'none'}; "
            f"expected also {', '.join(missing)}. Pass the table as sources load it."
        )
        raise SchemaError(msg)


def whole_year(start: date, end: date) -> int | None:
    """Return the calendar year that a half-open period is; None if it is none.

    Examples
    --------
    >>> whole_year(date(2016, 1, 1), date(2017, 1, 1))
    2016
    >>> whole_year(date(2016, 1, 1), date(2016, 7, 1)) is None
    True

    """
    year = start.year
    return year if (start, end) == (date(year, 1, 1), date(year + 1, 1, 1)) else None


def read_figures(partner_totals: pa.Table) -> tuple[Figure, ...]:
    """Return the figures of whole calendar years in a table of partner totals.

    Raises
    ------
    SchemaError
        If columns are missing or rows impossible; all problems are listed.

    """
    require_columns(partner_totals, _COLUMNS, "partner_totals")
    figures: list[Figure] = []
    problems: list[Problem] = []
    for number, row in enumerate(partner_totals.to_pylist(), 1):
        found = list(_problems(row, f"partner_totals, row {number}"))
        problems += found
        year = whole_year(row["period_start"], row["period_end"]) if not found else None
        if year is not None:
            figures.append(_figure(row, year))
    if problems:
        raise SchemaError(describe("Partner totals cannot be used", problems))
    return tuple(figures)


def _problems(row: dict[str, object], place: str) -> Iterable[Problem]:
    if not isinstance(row["period_start"], date) or not isinstance(
        row["period_end"], date
    ):
        yield Problem(place, "the period lacks a day", "give both ends as dates")
    for name, kinds in (
        ("flow", Flow),
        ("evidence", Evidence),
        ("confidence", Confidence),
    ):
        known = [str(kind) for kind in kinds]
        if row[name] not in known:
            finding = f"{name} is {row[name]!r}; expected one of {', '.join(known)}"
            yield Problem(place, finding, "use one of these words")
    for name in ("compiler", "partner", "source"):
        if not row[name]:
            yield Problem(place, f"{name} is empty", "fill the cell")
    low, value, high = (
        _number(row[n]) for n in ("value_low", "value_usd", "value_high")
    )
    given = [number for number in (low, value, high) if number is not None]
    if any(number < 0 for number in given) or given != sorted(given):
        finding = f"amounts low {low}, value {value}, high {high}; expected in order"
        yield Problem(place, finding, "check the amounts, none below zero")
    share = _number(row["share_pct"])
    if share is not None and not 0 <= share <= _PERCENT:
        yield Problem(place, f"share {share} %; expected 0 to 100", "check the share")


def _figure(row: dict[str, object], year: int) -> Figure:
    value = _number(row["value_usd"])
    low, high = _number(row["value_low"]), _number(row["value_high"])
    share = _number(row["share_pct"])
    crude, inter_korean = row["includes_crude"], row["includes_inter_korean"]
    return Figure(
        year=year,
        compiler=str(row["compiler"]),
        partner=str(row["partner"]),
        flow=Flow(str(row["flow"])),
        low=value if low is None else low,
        high=value if high is None else high,
        printed=None if share is None else round(share / _PERCENT, 9),
        # The target sells no crude: its exports have one base only.
        crude=None if crude is None or row["flow"] == Flow.EXPORTS else bool(crude),
        inter_korean=None if inter_korean is None else bool(inter_korean),
        evidence=Evidence(str(row["evidence"])),
        confidence=Confidence(str(row["confidence"])),
        sources=split_sources(row["source"]),
    )


def split_sources(cell: object) -> tuple[str, ...]:
    """Return the identifiers in a cell, which are joined by semicolons."""
    return tuple(part.strip() for part in str(cell).split(";") if part.strip())


def _number(cell: object) -> float | None:
    return None if cell is None else float(str(cell))


def read_crude(
    estimates: pa.Table, figures: Iterable[Figure], patron: str
) -> dict[int, CrudeValue]:
    """Return what the unrecorded crude was worth, by year.

    Estimates in money come first. Failing them, a year in which one compiler
    prints the patron's total with crude and without gives it by difference.
    Estimates in tonnes alone are left out: without a price they are no value.

    Raises
    ------
    SchemaError
        If columns are missing.

    """
    require_columns(estimates, _ESTIMATES, "estimates")
    stated = [crude for row in estimates.to_pylist() for crude in _stated(row)]
    return _joined(_differences(figures, patron)) | _joined(stated)


def _joined(values: Iterable[CrudeValue]) -> dict[int, CrudeValue]:
    """Return one value a year, wide enough for all that are given."""
    found: dict[int, CrudeValue] = {}
    for value in values:
        before = found.get(value.year, value)
        found[value.year] = CrudeValue(
            year=value.year,
            low=min(before.low, value.low),
            high=max(before.high, value.high),
            method=value.method,
            sources=tuple(sorted({*before.sources, *value.sources})),
        )
    return found


def _stated(row: dict[str, object]) -> Iterable[CrudeValue]:
    unit, yearly, _ = str(row["unit"]).lower().partition(" a year")
    scale = _MONEY.get(unit.strip())
    low, high = _number(row["low"]), _number(row["high"])
    start, end = row["period_start"], row["period_end"]
    if "crude" not in str(row["item"]).lower() or scale is None:
        return
    if low is None or high is None:
        return
    if not isinstance(start, date) or not isinstance(end, date):
        return
    if whole_year(start, end) is None and not yearly:
        return
    for year in range(start.year, end.year):
        yield CrudeValue(
            year=year,
            low=low * scale,
            high=high * scale,
            method="estimate of its value",
            sources=split_sources(row["source"]),
        )


def _differences(figures: Iterable[Figure], patron: str) -> Iterable[CrudeValue]:
    totals = [f for f in figures if f.partner == patron and f.flow is Flow.TOTAL]
    for more, less in product(totals, totals):
        if (more.year, more.compiler) != (less.year, less.compiler):
            continue
        if more.crude is not True or less.crude is not False:
            continue
        if more.span is None or less.span is None or more.span[0] < less.span[1]:
            continue
        yield CrudeValue(
            year=more.year,
            low=more.span[0] - less.span[1],
            high=more.span[1] - less.span[0],
            method=f"difference of two totals of {more.compiler}",
            sources=tuple(sorted({*more.sources, *less.sources})),
        )


def crude_in_trade(trade: pa.Table, target: str, patron: str) -> dict[int, CrudeValue]:
    """Return what estimated lines of the patron's crude sales are worth, by year.

    The columns value_low and value_high bound the value where the table has them.

    Raises
    ------
    SchemaError
        If columns are missing.

    """
    require_columns(trade, _TRADE, "trade")
    wanted = {
        "reporter": patron,
        "partner": target,
        "direction": "export",
        "series": "estimated",
        "hs_code": "2709",
    }
    found = []
    for row in trade.to_pylist():
        year = whole_year(row["period_start"], row["period_end"])
        value = row["value_usd"]
        low, high = row.get("value_low", value), row.get("value_high", value)
        low, high = value if low is None else low, value if high is None else high
        if year is None or any(row[name] != wanted[name] for name in wanted):
            continue
        if low is not None and high is not None:
            crude = CrudeValue(
                year=year,
                low=float(low),
                high=float(high),
                method="estimated line of trade",
                sources=split_sources(row["source"]),
            )
            found.append(crude)
    return _joined(found)


def weakest(figures: Iterable[Figure]) -> tuple[Evidence, Confidence]:
    """Return the weakest grade and the lowest confidence among some figures."""
    listed = list(figures)
    grade = weakest_grade(figure.evidence for figure in listed)
    sureness = weakest_grade(figure.confidence for figure in listed)
    return grade or Evidence.ALLEGED, sureness or Confidence.LOW
