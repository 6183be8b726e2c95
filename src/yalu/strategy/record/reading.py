"""Measurements that the record takes in: what others worked out, with their ranges.

The record does not measure. Who enforces how much, how much of trade the law covers,
how income grows and how much the alternative patron trades come in as these plain
values, from any source.
"""

from dataclasses import dataclass
from datetime import date
from math import isfinite

from yalu.errors import SchemaError
from yalu.provenance import Confidence, Evidence
from yalu.strategy.record.quarter import Quarter

__all__ = [
    "CoverageReading",
    "EnforcementReading",
    "GrowthReading",
    "SubstitutionReading",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class EnforcementReading:
    """How much of the law the patron carried out in one quarter.

    Attributes
    ----------
    quarter : Quarter
        The quarter.
    low, high : float
        Least and most, 0 (nothing) to 1 (all).
    evidence, confidence : Evidence, Confidence
        Weakest grade of the figures, and how sure the reading is.
    sources : tuple of str
        Identifiers of the sources.
    note : str
        How it was worked out.
    shared : int
        How many quarters are read from the same figure, this one among them: 4 where a
        figure of a year stands for each of its quarters. Together they count once.

    Raises
    ------
    SchemaError
        If the range is not one within 0 and 1, or no quarter is read from the figure.

    """

    quarter: Quarter
    low: float
    high: float
    evidence: Evidence
    confidence: Confidence = Confidence.MEDIUM
    sources: tuple[str, ...] = ()
    note: str = ""
    shared: int = 1

    def __post_init__(self) -> None:
        place = f"Enforcement of {self.quarter}"
        _require_share(place, self.low, self.high)
        if self.shared < 1:
            msg = (
                f"{place}: found a figure that {self.shared} quarters share; expected "
                "1 or more. Count the quarters that are read from it."
            )
            raise SchemaError(msg)


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageReading:
    """What share of the target's trade the law of one day covers.

    Attributes
    ----------
    day : date
        From this day on, until the day of the next reading.
    low, high : float
        Least and most, as shares of the value of a base year, 0 to 1.
    sources : tuple of str
        Identifiers of the sources.
    note : str
        How it was worked out.

    Raises
    ------
    SchemaError
        If the range is not one within 0 and 1.

    """

    day: date
    low: float
    high: float
    sources: tuple[str, ...] = ()
    note: str = ""

    def __post_init__(self) -> None:
        _require_share(f"Coverage of {self.day}", self.low, self.high)


@dataclass(frozen=True, slots=True, kw_only=True)
class GrowthReading:
    """Real growth of the target's economy in one calendar year, by one compiler.

    Attributes
    ----------
    year : int
        Calendar year.
    low, high : float
        Least and most, in percent, as printed; the doubt of the method is not in it.
    compiler : str
        Who worked it out.
    evidence : Evidence
        What kind of statement it is.
    sources : tuple of str
        Identifiers of the sources.

    Raises
    ------
    SchemaError
        If the range has no order.

    """

    year: int
    low: float
    high: float
    compiler: str
    evidence: Evidence = Evidence.ESTIMATED
    sources: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        finite = isfinite(self.low) and isfinite(self.high)
        if not (finite and self.low <= self.high):
            msg = (
                f"Growth of {self.year}: found {self.low} to {self.high} percent; "
                "expected numbers in order. Swap or mend them."
            )
            raise SchemaError(msg)


@dataclass(frozen=True, slots=True, kw_only=True)
class SubstitutionReading:
    """The alternative patron's trade with the target over that of the patron.

    Attributes
    ----------
    year : int
        Calendar year.
    low, high : float
        Least and most, 0 for no trade, 1 for as much as the patron's.
    evidence : Evidence
        Weakest grade of the figures.
    sources : tuple of str
        Identifiers of the sources.

    Raises
    ------
    SchemaError
        If the range has no order or falls below zero.

    """

    year: int
    low: float
    high: float
    evidence: Evidence = Evidence.REPORTED
    sources: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not (isfinite(self.high) and 0.0 <= self.low <= self.high):
            msg = (
                f"Substitution of {self.year}: found {self.low} to {self.high}; "
                "expected ratios of zero or more, in order. Mend them."
            )
            raise SchemaError(msg)


def _require_share(place: str, low: float, high: float) -> None:
    if not 0.0 <= low <= high <= 1.0:
        msg = (
            f"{place}: found {low} to {high}; expected shares from 0 to 1, in order. "
            "Divide percents by 100."
        )
        raise SchemaError(msg)
