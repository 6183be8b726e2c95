"""A number that is not known exactly: its value, its range, and how it was got."""

from dataclasses import dataclass

from yalu.errors import SchemaError

__all__ = ["Estimate"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A figure with its range, method and sources; never a bare number.

    Attributes
    ----------
    value : float or None
        Central value in `unit`; None where only bounds are known.
    low, high : float
        Smallest and largest value that the evidence allows, in `unit`.
    unit : str
        What is counted, e.g. ``"%"`` or ``"bbl"``.
    method : str
        One phrase that says how the range came about.
    sources : tuple of str
        Identifiers of the sources it rests on.

    Raises
    ------
    SchemaError
        If the bounds are out of order or do not hold the value.

    Examples
    --------
    >>> print(Estimate(low=76.5, high=88.2, unit="%", method="range of factors"))
    76.5 to 88.2 % (range of factors)

    """

    low: float
    high: float
    unit: str
    method: str
    value: float | None = None
    sources: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        middle = self.low if self.value is None else self.value
        if not self.low <= middle <= self.high:
            msg = (
                f"Estimate by {self.method}: found low={self.low}, value={self.value}, "
                f"high={self.high}; expected them in this order. Check the bounds."
            )
            raise SchemaError(msg)

    def __str__(self) -> str:
        bounds = f"{self.low:,.4g} to {self.high:,.4g}"
        if self.value is None:
            return f"{bounds} {self.unit} ({self.method})"
        return f"{self.value:,.4g} [{bounds}] {self.unit} ({self.method})"
