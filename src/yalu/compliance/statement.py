"""Statements: what somebody says moved, one for each row of a table of flows.

A curated table holds several statements about the same trade: a month and the year
it lies in, a heading and its chapter, customs and whoever quotes them. They are kept
apart here, seen from the target, with every amount as a range.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from yalu.flows import FlowDirection, FlowTable, Series
from yalu.periods import Interval
from yalu.provenance import Evidence
from yalu.quantities import Quantity, Unit
from yalu.regime import Direction

__all__ = ["Amount", "Statement", "absences_of", "statements"]

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Amount:
    """How much, as a range.

    Attributes
    ----------
    low : Decimal
        The least it can be.
    high : Decimal or None
        The most it can be; None where only a lower bound is stated.

    """

    low: Decimal
    high: Decimal | None

    def __add__(self, other: "Amount") -> "Amount":
        high = None if None in (self.high, other.high) else _sum(self.high, other.high)
        return Amount(self.low + other.low, high)

    def less(self, part: "Amount") -> "Amount":
        """Return what remains of a total after a part of it; below zero at odds."""
        low = self.low - part.high if part.high is not None else _ZERO
        return Amount(low, None if self.high is None else self.high - part.low)

    def hull(self, other: "Amount") -> "Amount":
        """Return the smallest range that holds both."""
        open_end = self.high is None or other.high is None
        high = None if open_end else max(_sum(self.high), _sum(other.high))
        return Amount(min(self.low, other.low), high)

    def common(self, other: "Amount") -> "Amount | None":
        """Return the range in which both agree, or None."""
        low = max(self.low, other.low)
        ends = [high for high in (self.high, other.high) if high is not None]
        if ends and min(ends) < low:
            return None
        return Amount(low, min(ends) if ends else None)

    @property
    def is_nil(self) -> bool:
        """Whether it can only be nothing."""
        return self.high == 0

    def __str__(self) -> str:
        low = _written(self.low)
        if self.high is None:
            return f"at least {low}"
        return low if self.low == self.high else f"{low} to {_written(self.high)}"


def _written(number: Decimal) -> str:
    """Return a number with separators and without idle decimals."""
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _sum(*amounts: Decimal | None) -> Decimal:
    return sum((a for a in amounts if a is not None), _ZERO)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One row of a table of flows, seen from the target.

    Attributes
    ----------
    state : str
        The other side; ``"WLD"`` for several states together.
    direction : Direction
        From the target or to it.
    period : Interval
        The days it is about.
    code, revision, commodity : str
        The goods.
    series : Series
        What kind of statement it is.
    reporter, compiler, release : str
        Who recorded it, who printed it, and whether it is a first or revised figure.
    amounts : mapping of Unit to Amount
        What is said to have moved; mass in tonnes, value in US dollars. A unit
        whose amount is not known is absent.
    evidence : Evidence
        Grade of the statement.
    sources : tuple of str
        Identifiers of its sources.
    note : str
        What a reader should know.
    absent : bool
        Whether it only says that no record was returned for goods and days of which
        the reporter did publish its total: that is no figure, and no nil either.

    """

    state: str
    direction: Direction
    period: Interval
    code: str
    revision: str
    commodity: str
    series: Series
    reporter: str
    compiler: str
    release: str = ""
    amounts: Mapping[Unit, Amount] = field(default_factory=dict)
    evidence: Evidence
    sources: tuple[str, ...]
    note: str = ""
    absent: bool = False


def statements(flows: FlowTable | pa.Table, *, target: str) -> tuple[Statement, ...]:
    """Return what a table of flows says about trade with the target, in its order.

    Parameters
    ----------
    flows : FlowTable or pyarrow.Table
        Canonical columns, with any of the further ones. Without a compiler the
        source stands for it.
    target : str
        ISO code of the territory the regime is about.

    Raises
    ------
    SchemaError
        If the table is not a table of flows.

    """
    held = flows if isinstance(flows, FlowTable) else FlowTable(flows)
    table = held.table
    reports = pc.equal(table["reporter"], target)
    about = pc.xor(reports, pc.equal(table["partner"], target))
    return tuple(_statement(row, target) for row in table.filter(about).to_pylist())


def absences_of(table: pa.Table, *, target: str) -> tuple[Statement, ...]:
    """Return what a table of absent records says, as statements without amounts.

    Parameters
    ----------
    table : pyarrow.Table
        Columns reporter, partner, direction, period_start, period_end, hs_code,
        hs_revision and source, with or without compiler and commodity.
    target : str
        ISO code of the territory the regime is about.

    """
    blank = {
        "value_usd": None,
        "quantity": None,
        "unit": None,
        "series": Series.CUSTOMS,
        "evidence": Evidence.OFFICIAL,
    }
    return tuple(
        replace(_statement({**blank, **row}, target), absent=True)
        for row in table.to_pylist()
        if (row["reporter"] == target) != (row["partner"] == target)
    )


def _statement(row: Mapping[str, Any], target: str) -> Statement:
    reports = row["reporter"] == target
    imports = row["direction"] == FlowDirection.IMPORT
    amounts: dict[Unit, Amount] = {}
    value = _amount(row, "value_usd", "value")
    if value is not None:
        amounts[Unit.USD] = value
    quantity = _amount(row, "quantity", "quantity")
    if quantity is not None and row["unit"]:
        unit, quantity = _in_tonnes(Unit(row["unit"]), quantity)
        amounts[unit] = quantity
    return Statement(
        state=row["partner"] if reports else row["reporter"],
        direction=Direction.TO_TARGET if reports == imports else Direction.FROM_TARGET,
        period=Interval(row["period_start"], row["period_end"]),
        code=row["hs_code"],
        revision=row["hs_revision"],
        commodity=row.get("commodity") or "",
        series=Series(row["series"]),
        reporter=row["reporter"],
        compiler=row.get("compiler") or row["source"],
        release=row.get("release") or "",
        amounts=amounts,
        evidence=Evidence(row["evidence"]),
        sources=tuple(row["source"].split(";")),
        note=row.get("note") or "",
    )


def _amount(row: Mapping[str, Any], name: str, stem: str) -> Amount | None:
    exact, low, high = row[name], row.get(f"{stem}_low"), row.get(f"{stem}_high")
    if low is None and high is None:
        return None if exact is None else Amount(exact, exact)
    least = low if low is not None else exact
    most = high if high is not None else exact
    return Amount(_ZERO if least is None else least, most)


def _in_tonnes(unit: Unit, amount: Amount) -> tuple[Unit, Amount]:
    if unit is not Unit.KILOGRAM:
        return unit, amount
    low, high = (
        None if end is None else Quantity(end, unit).to(Unit.TONNE).amount
        for end in (amount.low, amount.high)
    )
    return Unit.TONNE, Amount(_sum(low), high)
