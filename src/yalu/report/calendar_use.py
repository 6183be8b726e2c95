"""Whole years held against a cap whose windows no record fits.

A cap may run from one December to the next while the only figures are for calendar
years, or stop being verifiable because customs no longer print the good. What is
printed for whole years is then shown as a share of the yearly limit in its own unit,
years before the cap included: an indication, never a ledger.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pyarrow as pa

from yalu.flows import Series
from yalu.periods import Interval
from yalu.provenance import Evidence
from yalu.quantities import Quantity, Unit
from yalu.regime import Limit, Measure, Regime
from yalu.report.capping import LIMIT_WORDS, CapRow, who
from yalu.report.recorded import split

__all__ = ["calendar_rows"]

_FULL = 100
_MASS = (Unit.TONNE, Unit.KILOGRAM)


def calendar_rows(regime: Regime, measure: Measure, trade: pa.Table) -> list[CapRow]:
    """Return what is printed for whole years of a good that a cap lets through.

    Parameters
    ----------
    regime : Regime
        The encoded law.
    measure : Measure
        A cap on what may be sold to the target.
    trade : pyarrow.Table
        Recorded trade; customs and estimated rows of single states are used.

    """
    found = [
        _row(regime, measure, row, limit, ends)
        for row in trade.to_pylist()
        if _is_about(regime, measure, row)
        for limit, ends in _shares(measure, row)
    ]
    return sorted(found, key=lambda row: (row.start, row.series, row.compiler))


def _is_about(regime: Regime, measure: Measure, row: dict[str, Any]) -> bool:
    return (
        (row["partner"], row["direction"]) == (regime.target, "export")
        and row["series"] in (Series.CUSTOMS.value, Series.ESTIMATED.value)
        and row["quantity"] is not None
        and any(row["hs_code"].startswith(code) for code in measure.goods.prefixes)
        and Interval(row["period_start"], row["period_end"]).is_year
    )


def _shares(
    measure: Measure, row: dict[str, Any]
) -> Iterator[tuple[Limit, tuple[Decimal, Decimal]]]:
    """Yield each limit with the share used, in percent, over the range of the row."""
    unit = Unit(row["unit"])
    ends = [row["quantity_low"], row["quantity_high"]]
    for limit in () if measure.cap is None else measure.cap.limits:
        same = limit.unit is unit or (limit.unit in _MASS and unit in _MASS)
        if same and limit.amount:
            low, high = (
                Quantity(row["quantity"] if end is None else end, unit)
                .to(limit.unit)
                .amount
                for end in ends
            )
            yield limit, (low * _FULL / limit.amount, high * _FULL / limit.amount)


def _row(
    regime: Regime,
    measure: Measure,
    row: dict[str, Any],
    limit: Limit,
    ends: tuple[Decimal, Decimal],
) -> CapRow:
    return CapRow(
        measure=measure.id,
        instrument=regime.instrument_of(measure).symbol,
        body=regime.instrument_of(measure).body,
        window=f"{row['period_start']:%Y}",
        start=row["period_start"],
        end=row["period_end"],
        series=Series(row["series"]),
        compiler=row["compiler"],
        states=who(row["reporter"]),
        limit=str(limit),
        limit_words=LIMIT_WORDS.get(limit.unit, "limit"),
        unit=row["unit"],
        low=ends[0],
        high=ends[1],
        factors=(),
        months=12,
        missing=0,
        exceeded=None,
        evidence=Evidence(row["evidence"]),
        sources=split(row["source"]),
        notes=(row["note"],) if row["note"] else (),
    )
