"""How much of a cap some amounts use up, and in which barrels.

A cap in barrels and an amount in tonnes meet only through a factor; the factors in
use differ by a sixth. The share used is therefore a range from the lowest to the
highest factor for that cap. Where a cap itself states both units, its own pair of
limits is used and no factor is needed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from yalu.errors import UnitMismatchError
from yalu.quantities import BarrelFactor, Quantity, Unit, barrel_factors
from yalu.regime.cap import Cap, Limit
from yalu.regime.measure import Measure

__all__ = ["CapUse", "LimitUse", "cap_factors", "cap_use"]

_PERCENT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitUse:
    """The share of one limit that is used, in percent.

    Attributes
    ----------
    limit : Limit
        The limit.
    low, high : Decimal
        Share used under the lowest and the highest barrel factor, in percent.
    factors : tuple of str
        The factors behind the two ends; empty where none was needed.

    """

    limit: Limit
    low: Decimal
    high: Decimal
    factors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CapUse:
    """How much of a cap is used.

    Attributes
    ----------
    by_limit : tuple of LimitUse
        One for each limit that the amounts could be held against.
    alerts : tuple of int
        Alert levels passed even at the low end.

    """

    by_limit: tuple[LimitUse, ...]
    alerts: tuple[int, ...]

    @property
    def low(self) -> Decimal:
        """Share of the binding limit at the low end, in percent."""
        return max(use.low for use in self.by_limit)

    @property
    def high(self) -> Decimal:
        """Share of the binding limit at the high end, in percent."""
        return max(use.high for use in self.by_limit)

    @property
    def exceeded(self) -> bool | None:
        """Whether the use is above the cap; None where the factor decides."""
        if self.low > _PERCENT:
            return True
        return None if self.high > _PERCENT else False


def cap_factors(measure: Measure) -> tuple[BarrelFactor, ...]:
    """Return the barrel factors in use for what a measure caps."""
    crude = all(code.startswith("2709") for code in measure.goods.prefixes)
    cap = "crude" if crude else "refined"
    return tuple(f for f in barrel_factors().values() if f.cap == cap)


def cap_use(
    cap: Cap,
    amounts: Mapping[Unit, Decimal],
    *,
    factors: Iterable[BarrelFactor] = (),
) -> CapUse | None:
    """Return the share of a cap that some amounts use up.

    Parameters
    ----------
    cap : Cap
        The cap.
    amounts : mapping of Unit to Decimal
        What moved, each entry a different measurement of the same goods.
    factors : iterable of BarrelFactor
        Factors to try where tonnes meet barrels.

    Returns
    -------
    CapUse or None
        None where no limit can be held against the amounts.

    Examples
    --------
    >>> from yalu.regime.vocabulary import CapRule
    >>> refined = Cap.model_validate({
    ...     "limits": [{"amount": 500_000, "unit": "bbl"}], "rule": CapRule.MAX,
    ...     "period": {"from": "2018-01-01", "until": "2019-01-01"},
    ...     "repeats": "calendar_year", "alerts": [75, 90, 95]})
    >>> use = cap_use(refined, {Unit.TONNE: Decimal(52_910)},
    ...               factors=[f for f in barrel_factors().values()
    ...                        if f.cap == "refined"])
    >>> round(use.low, 1), round(use.high, 1), use.alerts
    (Decimal('76.5'), Decimal('88.2'), (75,))

    """
    uses = [
        use
        for limit in cap.limits
        if limit.per is None and not limit.item
        for use in [_limit_use(cap, limit, amounts, tuple(factors))]
        if use is not None
    ]
    if not uses:
        return None
    low = max(use.low for use in uses)
    return CapUse(by_limit=tuple(uses), alerts=tuple(a for a in cap.alerts if low >= a))


def _limit_use(
    cap: Cap,
    limit: Limit,
    amounts: Mapping[Unit, Decimal],
    factors: tuple[BarrelFactor, ...],
) -> LimitUse | None:
    for unit, amount in amounts.items():
        try:
            same = Quantity(amount, unit).to(limit.unit)
        except UnitMismatchError:
            continue
        share = same.amount * _PERCENT / limit.amount
        return LimitUse(limit=limit, low=share, high=share)
    tonnes = _tonnes(amounts)
    if limit.unit is not Unit.BARREL or tonnes is None or not factors:
        return None
    if any(other.unit in (Unit.TONNE, Unit.KILOGRAM) for other in cap.limits):
        return None  # the cap states its own tonnes: no factor is needed
    ordered = sorted(factors, key=lambda f: f.barrels_per_tonne)
    ends = (ordered[0], ordered[-1])
    low, high = (
        end.to_barrels(Quantity(tonnes, Unit.TONNE)).amount * _PERCENT / limit.amount
        for end in ends
    )
    return LimitUse(
        limit=limit, low=low, high=high, factors=tuple(end.id for end in ends)
    )


def _tonnes(amounts: Mapping[Unit, Decimal]) -> Decimal | None:
    for unit in (Unit.TONNE, Unit.KILOGRAM):
        if unit in amounts:
            return Quantity(amounts[unit], unit).to(Unit.TONNE).amount
    return None
