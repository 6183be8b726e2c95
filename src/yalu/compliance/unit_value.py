"""Unit values: whether the price that value and quantity imply makes sense.

The unit value of a statement is its value over its quantity. It is held against the
*median* of other unit values of the same good in the same direction and unit: those
whose periods share a day with it or, where they are too few, whose middles lie within
a year. Customs figures of two compilers about the very same days count as one figure,
the value of the one over the quantity of the other; nothing a statement itself says is
among its peers. Further than a factor of two from the median, either way, the
statement is implausible and quarantined: its value may still be used, its quantity
not, unless others contradict the value and not the quantity.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from statistics import median

import pyarrow as pa

from yalu.compliance.statement import Statement, statements
from yalu.compliance.thresholds import Thresholds
from yalu.flows import FlowTable, Series
from yalu.periods import Interval
from yalu.quantities import Unit
from yalu.regime import Direction

__all__ = ["UnitValue", "UnitValues", "set_aside", "unit_values", "unit_values_of"]

_DAYS_A_MONTH = 30.436875


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitValue:
    """The price one statement implies, beside its peers.

    Attributes
    ----------
    state, direction, code, commodity, period, compiler
        Which statement it is.
    value_usd, quantity : Decimal
        Its amounts, in US dollars and in `unit`.
    unit : Unit
        Unit of the quantity.
    unit_value : Decimal
        US dollars a unit.
    peers : int
        How many other unit values it was held against.
    median, low, high : Decimal or None
        Their median and the range held plausible; None with too few peers.
    plausible : bool or None
        The verdict; None with too few peers.
    doubted : Unit or None
        What is at fault where it is implausible: the quantity's unit, or US dollars.
    reason : str
        The verdict in words.
    sources : tuple of str
        Sources of the statement.

    """

    state: str
    direction: Direction
    code: str
    commodity: str
    period: Interval
    compiler: str
    value_usd: Decimal
    quantity: Decimal
    unit: Unit
    unit_value: Decimal
    peers: int
    median: Decimal | None
    low: Decimal | None
    high: Decimal | None
    plausible: bool | None
    doubted: Unit | None
    reason: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitValues:
    """Every unit value of a record, and the statements to set aside.

    Attributes
    ----------
    rows : tuple of UnitValue
        In order of goods and time.
    method : str
        How plausibility was judged.

    """

    rows: tuple[UnitValue, ...]
    method: str

    @property
    def quarantined(self) -> tuple[UnitValue, ...]:
        """The implausible ones."""
        return tuple(row for row in self.rows if row.plausible is False)


def set_aside(said: Iterable[Statement], values: UnitValues) -> tuple[Statement, ...]:
    """Return statements without the amounts that their unit values make implausible."""
    doubted = {
        (row.state, row.direction, row.code, row.commodity, row.period, row.compiler): (
            row.doubted,
            row.sources,
        )
        for row in values.quarantined
    }
    kept = []
    for statement in said:
        key = (
            statement.state,
            statement.direction,
            statement.code,
            statement.commodity,
            statement.period,
            statement.compiler,
        )
        unit, sources = doubted.get(key, (None, ()))
        if unit is not None and sources == statement.sources:
            amounts = {u: a for u, a in statement.amounts.items() if u is not unit}
            kept.append(replace(statement, amounts=amounts))
        else:
            kept.append(statement)
    return tuple(kept)


def unit_values(
    flows: FlowTable | pa.Table, *, target: str, thresholds: Thresholds | None = None
) -> UnitValues:
    """Return the unit values of a record, each with its plausibility.

    Parameters
    ----------
    flows : FlowTable or pyarrow.Table
        Recorded trade.
    target : str
        ISO code of the territory the regime is about.
    thresholds : Thresholds, optional
        The factor, the distance in months and the fewest peers.

    """
    return unit_values_of(statements(flows, target=target), thresholds=thresholds)


def unit_values_of(
    said: Sequence[Statement], *, thresholds: Thresholds | None = None
) -> UnitValues:
    """Return the unit values of statements."""
    limits = thresholds or Thresholds()
    goods: dict[tuple[str, Direction, str, str], list[Statement]] = {}
    for statement in said:
        key = (
            statement.state,
            statement.direction,
            statement.code,
            statement.commodity,
        )
        goods.setdefault(key, []).append(statement)
    rows = []
    for key in sorted(goods):
        group = sorted(goods[key], key=lambda s: (s.period, s.compiler))
        priced = [p for one in group for p in _priced(one, one)]
        crossed = [
            p
            for one in group
            for other in group
            if one is not other and _are_one(one, other)
            for p in _priced(one, other)
        ]
        rows += [_judged(p, [*priced, *crossed], group, limits) for p in priced]
    method = (
        f"value over quantity against the median of other figures within "
        f"{limits.unit_value_months} months; implausible beyond a factor of "
        f"{limits.unit_value_factor}"
    )
    return UnitValues(rows=tuple(rows), method=method)


@dataclass(frozen=True, slots=True)
class _Priced:
    """A value over a quantity, of one statement or of two about the same days."""

    of_value: Statement
    of_quantity: Statement
    value: Decimal
    quantity: Decimal
    unit: Unit

    @property
    def unit_value(self) -> Decimal:
        return self.value / self.quantity

    @property
    def period(self) -> Interval:
        return self.of_value.period

    def is_free_of(self, statement: Statement) -> bool:
        return self.of_value is not statement and self.of_quantity is not statement


def _are_one(one: Statement, other: Statement) -> bool:
    """Return whether two compilers print the customs record of the same days."""
    customs = one.series is Series.CUSTOMS and other.series is Series.CUSTOMS
    return customs and one.period == other.period


def _priced(of_value: Statement, of_quantity: Statement) -> list[_Priced]:
    value = of_value.amounts.get(Unit.USD)
    if value is None or value.low != value.high or not value.low:
        return []
    return [
        _Priced(of_value, of_quantity, value.low, amount.low, unit)
        for unit, amount in of_quantity.amounts.items()
        if unit is not Unit.USD and amount.low and amount.low == amount.high
    ]


def _judged(
    priced: _Priced,
    group: Sequence[_Priced],
    said: Sequence[Statement],
    limits: Thresholds,
) -> UnitValue:
    statement = priced.of_value
    others = [p for p in group if p.unit is priced.unit and p.is_free_of(statement)]
    near = [p.unit_value for p in others if p.period.overlaps(priced.period)]
    if len(near) < limits.unit_value_peers:
        reach = limits.unit_value_months
        near = [p.unit_value for p in others if _apart(p, priced) <= reach]
    middle = low = high = plausible = doubted = None
    factor = limits.unit_value_factor
    price = f"{priced.unit_value:,.2f} USD a {priced.unit}"
    reason = f"{price}: too few figures within reach to judge it by"
    if len(near) >= limits.unit_value_peers:
        middle = median(near)
        low, high = middle / factor, middle * factor
        plausible = low <= priced.unit_value <= high
        against = f"{len(near)} other figures have a median of {middle:,.2f}"
        reason = f"{price}: {against}"
        if not plausible:
            doubted, why = _doubted(priced, said, factor)
            reason = f"{reason}, more than a factor of {factor} away; {why}"
    return UnitValue(
        state=priced.of_value.state,
        direction=priced.of_value.direction,
        code=priced.of_value.code,
        commodity=priced.of_value.commodity,
        period=priced.of_value.period,
        compiler=priced.of_value.compiler,
        value_usd=priced.value,
        quantity=priced.quantity,
        unit=priced.unit,
        unit_value=priced.unit_value,
        peers=len(near),
        median=middle,
        low=low,
        high=high,
        plausible=plausible,
        doubted=doubted,
        reason=reason,
        sources=priced.of_value.sources,
    )


def _apart(one: _Priced, other: _Priced) -> float:
    """Return the distance of two periods' middles in months; none if they overlap."""
    if one.of_value.period.overlaps(other.of_value.period):
        return 0
    days = abs(_middle(one.of_value.period) - _middle(other.of_value.period))
    return days / _DAYS_A_MONTH


def _middle(period: Interval) -> float:
    end = period.end or date.max
    return (period.start.toordinal() + end.toordinal()) / 2


def _doubted(
    priced: _Priced, said: Sequence[Statement], factor: Decimal
) -> tuple[Unit, str]:
    """Return which amount others contradict for the same days, and the words."""
    for unit, own in ((priced.unit, priced.quantity), (Unit.USD, priced.value)):
        for other in said:
            alike = (other.state, other.direction, other.code, other.period) == (
                priced.of_value.state,
                priced.of_value.direction,
                priced.of_value.code,
                priced.of_value.period,
            )
            amount = other.amounts.get(unit)
            if (
                other is priced.of_value
                or not alike
                or amount is None
                or not amount.low
            ):
                continue
            if max(own / amount.low, amount.low / own) > factor:
                return unit, (
                    f"{other.compiler} has {amount} {unit} for the same days, so that "
                    f"{own:,f} {unit} is set aside"
                )
    return (
        priced.unit,
        f"the quantity, {priced.quantity:,f} {priced.unit}, is set aside",
    )
