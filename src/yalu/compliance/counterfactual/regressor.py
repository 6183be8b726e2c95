"""Regressors: outside series that move with trade and that the measure does not move.

The world price of a good is one, the importer's purchases of the same good from others
another. What a measure itself changes must not be one: a ban on coal may well raise
what the importer buys elsewhere, and then the estimate is biased towards more
enforcement.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from yalu.errors import SchemaError
from yalu.flows import WORLD, FlowDirection, Series
from yalu.periods import Interval

__all__ = ["Outside", "Regressor", "purchases_from_others", "sales_by_others"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Regressor:
    """A named monthly series.

    Attributes
    ----------
    name : str
        What it is, as a reader should see it.
    months : tuple of Interval
        Calendar months, in order.
    values : tuple of float
        One for each month, in any unit that stays the same.

    Raises
    ------
    SchemaError
        If the lengths differ, a period is no month, is there twice or out of order, or
        a value is not finite.

    """

    name: str
    months: tuple[Interval, ...]
    values: tuple[float, ...]

    def __post_init__(self) -> None:
        faults = [
            fault
            for fault, found in (
                ("as many values as months", len(self.months) != len(self.values)),
                ("calendar months", not all(month.is_month for month in self.months)),
                ("each month once, in order", [*self.months] != sorted({*self.months})),
                ("finite values", not np.isfinite(self.values).all()),
            )
            if found
        ]
        if faults:
            msg = (
                f"Regressor {self.name!r}: expected {', '.join(faults)}; found "
                f"{len(self.months)} months and {len(self.values)} values. Leave out "
                "what is missing, and sort by month."
            )
            raise SchemaError(msg)

    def on(self, months: Sequence[Interval]) -> NDArray[np.float64]:
        """Return the values of some months, shape (len(months),); NaN where missing."""
        known = dict(zip(self.months, self.values, strict=True))
        return np.array([known.get(m, np.nan) for m in months], dtype=np.float64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """What is known beside one line of trade.

    Attributes
    ----------
    regressors : tuple of Regressor
        Series that move with it and that the measure does not move.
    donors : tuple of Regressor
        Lines of others, for a synthetic control.

    """

    regressors: tuple[Regressor, ...] = ()
    donors: tuple[Regressor, ...] = ()


def purchases_from_others(
    flows: Any,  # noqa: ANN401 - any frame that Narwhals reads
    *,
    importer: str,
    codes: Collection[str],
    without: str,
    amount: str = "value_usd",
) -> Regressor:
    """Return what a state bought of some goods from everybody but the target.

    Parameters
    ----------
    flows : frame
        Recorded trade in the columns of `yalu.flows.SCHEMA`: a pyarrow table, a
        DuckDB relation, or any other frame that Narwhals reads.
    importer : str
        ISO code of the state that recorded the imports.
    codes : collection of str
        Codes of the goods as they are in the table, of one level of detail: each row
        with one of them is added.
    without : str
        ISO code of the target.
    amount : str, optional
        The column to add up; ``"quantity"`` asks for one unit throughout.

    Returns
    -------
    Regressor
        The sum over partners, month by month. A month with no row of a single partner
        is what all states together sold, less the target; without that, it is absent.

    Raises
    ------
    SchemaError
        If quantities of several units would be added.

    """
    rows = _imports(flows, importer=importer, codes=codes, amount=amount)
    others = _summed(rows, {row[0] for row in rows} - {without, WORLD})
    world, target = _summed(rows, {WORLD}), _summed(rows, {without})
    rest = {month: world[month] - target.get(month, 0.0) for month in world}
    goods = ", ".join(sorted(codes))
    name = f"{importer}'s imports of {goods} from others"
    return _regressor(name, rest | others)


def sales_by_others(
    flows: Any,  # noqa: ANN401 - any frame that Narwhals reads
    *,
    importer: str,
    codes: Collection[str],
    without: str,
    amount: str = "value_usd",
) -> tuple[Regressor, ...]:
    """Return what each other state sold to the importer: donors of a synthetic control.

    The parameters and errors are those of `purchases_from_others`.

    Returns
    -------
    tuple of Regressor
        One for each partner by its ISO code, in order of the alphabet.

    """
    rows = _imports(flows, importer=importer, codes=codes, amount=amount)
    partners = sorted({row[0] for row in rows} - {without, WORLD})
    return tuple(_regressor(name, _summed(rows, {name})) for name in partners)


def _imports(
    flows: Any,  # noqa: ANN401 - any frame that Narwhals reads
    *,
    importer: str,
    codes: Collection[str],
    amount: str,
) -> list[tuple[str, Interval, float]]:
    """Return partner, month and sum of amounts of what customs recorded."""
    frame = nw.from_native(flows).lazy()
    keep = (
        (nw.col("reporter") == importer)
        & (nw.col("direction") == FlowDirection.IMPORT.value)
        & (nw.col("series") == Series.CUSTOMS.value)
        & nw.col("hs_code").is_in(sorted(codes))
        & ~nw.col(amount).is_null()
    )
    keys = ["partner", "period_start", "period_end"]
    unit = "unit" if amount == "quantity" else "series"
    summed = (
        frame.filter(keep)
        .group_by(*keys, unit)
        .agg(nw.col(amount).sum().alias("amount"))
        .collect()
        .rows(named=True)
    )
    units = sorted({str(row[unit]) for row in summed})
    if len(units) > 1:
        msg = (
            f"Imports of {importer}: found the units {', '.join(units)}; expected one. "
            "Choose codes that are counted alike, or add up values."
        )
        raise SchemaError(msg)
    rows = []
    for row in summed:
        start, end = (_day(row[name]) for name in keys[1:])
        if Interval(start, end).is_month:
            rows.append((row["partner"], Interval(start, end), float(row["amount"])))
    return rows


def _day(moment: Any) -> date:  # noqa: ANN401 - engines have dates of their own
    return date(moment.year, moment.month, moment.day)


def _summed(
    rows: Sequence[tuple[str, Interval, float]], wanted: Collection[str]
) -> dict[Interval, float]:
    sums: dict[Interval, float] = {}
    for partner, month, amount in sorted(rows):
        if partner in wanted:
            sums[month] = sums.get(month, 0.0) + amount
    return sums


def _regressor(name: str, values: dict[Interval, float]) -> Regressor:
    months = tuple(sorted(values))
    return Regressor(
        name=name, months=months, values=tuple(values[month] for month in months)
    )
