"""What a shock costs whom, with its range and how far it can be trusted."""

from dataclasses import dataclass
from enum import StrEnum

from yalu.errors import SchemaError

__all__ = ["ImpactEstimate", "ImpactStatus", "SectorCost"]


class ImpactStatus(StrEnum):
    """Whether there is an answer."""

    COMPUTED = "computed"
    NO_EQUILIBRIUM = "no equilibrium"
    UNVERIFIABLE = "unverifiable"


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorCost:
    """What one economy loses in one sector.

    Attributes
    ----------
    economy, sector : str
        Whose loss, in which sector.
    sales_usd, purchases_usd : float
        Change of what it sells to, and buys from, the other side, USD a year; a loss
        is below 0.
    share_of_sales : float or None
        The change of sales over all its sales of the sector; None if not known.

    """

    economy: str
    sector: str
    sales_usd: float
    purchases_usd: float
    share_of_sales: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpactEstimate:
    """The cost of one shock to one economy by one model.

    Attributes
    ----------
    shock : str
        What happens.
    model : str
        ``mechanical``, ``essential input`` or ``general equilibrium``.
    subject : str
        Whose cost: ISO3 code.
    value, low, high : float or None
        Share of yearly income lost, 0.05 for five percent, below 0 for a gain; None
        where there is no answer. Without a range `low` and `high` equal `value`.
    status : ImpactStatus
        Whether there is an answer.
    reason : str
        Why not; empty if there is.
    method : str
        One sentence on how it was worked out.
    bearers : tuple of SectorCost
        Who loses what, where the model tells.
    sources : tuple of str
        Identifiers of the sources.

    Raises
    ------
    SchemaError
        If the numbers are out of order, or missing from a computed estimate.

    """

    shock: str
    model: str
    subject: str
    value: float | None
    low: float | None
    high: float | None
    status: ImpactStatus = ImpactStatus.COMPUTED
    reason: str = ""
    method: str
    bearers: tuple[SectorCost, ...] = ()
    sources: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        numbers = (self.low, self.value, self.high)
        if self.status is not ImpactStatus.COMPUTED:
            if any(number is not None for number in numbers) or not self.reason:
                msg = (
                    f"Estimate of {self.shock!r}: found numbers or no reason; expected "
                    f"a reason alone, because it is {self.status}. Leave them out."
                )
                raise SchemaError(msg)
            return
        known = [number for number in numbers if number is not None]
        if len(known) < len(numbers) or known != sorted(known):
            msg = (
                f"Estimate of {self.shock!r}: found low, value, high = {numbers}; "
                "expected three numbers in this order. Check the range."
            )
            raise SchemaError(msg)

    def __str__(self) -> str:
        head = f"{self.shock}, {self.model}: {self.subject}"
        if self.value is None or self.low is None or self.high is None:
            return f"{head} has no answer ({self.status}): {self.reason}."
        span = f" [{self.low:.1%} to {self.high:.1%}]" if self.low < self.high else ""
        word = "loses" if self.value >= 0 else "gains"
        return f"{head} {word} {abs(self.value):.1%}{span} of a year's income."
