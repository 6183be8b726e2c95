"""What is piped to a target and left out of the records of customs.

Two readings of its value stand side by side. One is tonnes as estimated times the world
price. The other is what a compiler who counts crude puts into its total of all fuels:
that total, times the share that comes from the patron, less what is recorded of it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa

from yalu.errors import SchemaError
from yalu.impact.case import RecordedLine
from yalu.impact.ranges import Range
from yalu.provenance import Confidence, Evidence
from yalu.quantities import barrel_factors
from yalu.regime import Direction

__all__ = ["CRUDE", "ImpliedValue", "crude_oil", "implied_value", "without_totals"]

CRUDE = "2709"
"""Crude oil in the Harmonized System."""

_FUELS = ("27",)
_SHARE = "mineral fuels bought from China, share"
_PERCENT, _MILLION = 100.0, 1e6


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpliedValue:
    """What a total of fuels with crude leaves for crude.

    Attributes
    ----------
    low, high : float
        USD a year.
    total_usd, recorded_usd : float
        What the patron sold of fuels by that total, and what is recorded of it.
    sources : tuple of str
        Identifiers of the sources.

    """

    low: float
    high: float
    total_usd: float
    recorded_usd: float
    sources: tuple[str, ...]


def implied_value(
    lines: Sequence[RecordedLine],
    estimates: pa.Table,
    *,
    year: int,
    recorded_usd: float,
) -> ImpliedValue | None:
    """Return what a total of all fuels implies for crude from the patron.

    Parameters
    ----------
    lines : sequence of RecordedLine
        With the total of several states together, if anybody printed it.
    estimates : pyarrow.Table
        The data set of this name, with the patron's share of that total.
    year : int
        Base year.
    recorded_usd : float
        What is recorded of the patron's sales of fuels, without crude.

    Returns
    -------
    ImpliedValue or None
        None where the total, the share or both were not printed for the year.

    """
    totals = [
        line
        for line in lines
        if (line.codes, line.direction, line.reporter)
        == (_FUELS, Direction.TO_TARGET, "WLD")
        and line.years == (year,)
    ]
    shares = [
        row
        for row in estimates.to_pylist()
        if row["item"] == _SHARE and row["period_start"].year == year
    ]
    if not totals or not shares:
        return None
    parts = [
        float(str(row[end])) / _PERCENT for row in shares for end in ("low", "high")
    ]
    amounts = [amount for line in totals for amount in (line.low, line.high)]
    bounds = (min(amounts) * min(parts), max(amounts) * max(parts))
    named = {name for line in totals for name in line.sources}
    return ImpliedValue(
        low=max(bounds[0] - recorded_usd, 0.0),
        high=max(bounds[1] - recorded_usd, 0.0),
        total_usd=sum(bounds) / 2.0,
        recorded_usd=recorded_usd,
        sources=tuple(sorted({*named, *_sources(shares)})),
    )


def without_totals(
    lines: Iterable[RecordedLine],
) -> tuple[RecordedLine, ...]:
    """Return lines without crude, and without totals that hold it.

    Customs print a nil for crude, and a compiler who adds it to a total of all fuels
    values it otherwise than the line that takes its place: the difference would pass
    for goods that are no oil.
    """
    return tuple(
        line
        for line in lines
        if line.direction is not Direction.TO_TARGET
        or not any(CRUDE.startswith(code) for code in line.codes)
    )


def crude_oil(
    estimates: pa.Table,
    prices: pa.Table,
    year: int,
    *,
    implied: ImpliedValue | None = None,
) -> tuple[Range, RecordedLine]:
    """Return what is piped and not recorded: its value, and it as a line.

    Parameters
    ----------
    estimates, prices : pyarrow.Table
        The data sets of these names.
    year : int
        Base year.
    implied : ImpliedValue or None
        Another reading of the value; the range holds both.

    Raises
    ------
    SchemaError
        If there is no amount or no price of the year.

    """
    rows = [
        row
        for row in estimates.to_pylist()
        if row["item"] == "crude oil by pipeline"
        and row["period_start"].year <= year < row["period_end"].year
    ]
    paid = [
        float(str(row["price"]))
        for row in prices.to_pylist()
        if str(row["item"]).startswith("crude_") and row["period_start"].year == year
    ]
    if not rows or not paid:
        msg = (
            f"estimates, prices: found {len(rows)} amounts of crude by pipeline and "
            f"{len(paid)} prices in {year}; expected both. Pass the whole data sets."
        )
        raise SchemaError(msg)
    tonnes = (
        min(float(str(row["low"])) for row in rows),
        max(float(str(row["high"])) for row in rows),
    )
    factors = _factors()
    price = float(np.mean(paid))
    worth = _with(
        Range(
            name="crude oil",
            low=tonnes[0] * min(factors) * price,
            high=tonnes[1] * max(factors) * price,
            unit="USD",
            evidence=Evidence.ESTIMATED,
            confidence=Confidence.MEDIUM,
            sources=(*_sources(rows), *_sources(prices.slice(0, 1).to_pylist())),
            note=(
                "piped from the patron and left out of its customs record: tonnes as "
                "estimated, barrels to a tonne by all who state a factor, "
                f"{price:.2f} USD a barrel as on the world market in {year}; the "
                "price paid is not known"
            ),
        ),
        implied,
    )
    line = RecordedLine(
        codes=(CRUDE,),
        direction=Direction.TO_TARGET,
        reporter="CHN",
        low=worth.low,
        high=worth.high,
        quantities=(("t", *tonnes),),
        name="crude oil by pipeline",
        years=(year,),
        sources=worth.sources,
    )
    return worth, line


def _factors() -> list[float]:
    """Return barrels of crude to a tonne, by all who state a factor."""
    known = barrel_factors().values()
    return [float(one.barrels_per_tonne) for one in known if one.cap == "crude"]


def _with(worth: Range, implied: ImpliedValue | None) -> Range:
    """Return a value with the other reading of it in its range."""
    if implied is None:
        return worth
    return replace(
        worth,
        low=min(worth.low, implied.low),
        high=max(worth.high, implied.high),
        sources=tuple(sorted({*worth.sources, *implied.sources})),
        note=(
            f"{worth.note}; it makes {_range(worth.low, worth.high)} million USD. A "
            f"total of all fuels implies {_range(implied.low, implied.high)}: "
            f"{implied.total_usd / _MILLION:,.0f} from the patron less "
            f"{implied.recorded_usd / _MILLION:,.0f} recorded"
        ),
    )


def _range(low: float, high: float) -> str:
    return f"{low / _MILLION:,.0f} to {high / _MILLION:,.0f}"


def _sources(rows: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    found = {name for row in rows for name in str(row["source"]).split(";") if name}
    return tuple(sorted(found))
