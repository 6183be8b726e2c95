"""What a run tells month by month, and in which units.

Each is an array of draws by months. *Levels* are what stands in a month, *counts* what
happened in it, *totals* what has come together since the start, and a *state* is 1 from
the month in which it begins.
"""

from enum import StrEnum
from typing import assert_never

__all__ = ["SERIES", "Series", "SeriesKind"]


class SeriesKind(StrEnum):
    """How the months of a series belong together."""

    LEVEL = "level"
    COUNT = "count"
    TOTAL = "total"
    STATE = "state"


class Series(StrEnum):
    """One thing that is told of every month of every draw.

    Examples
    --------
    >>> Series("oil").unit
    'thousand tonnes a month'
    >>> print(Series.TESTS.meaning, Series.TESTS.kind)
    Nuclear tests and long-range launches count

    """

    EXPORTS = "exports"
    IMPORTS = "imports"
    OIL = "oil"
    REVENUE_LOST = "revenue_lost"
    INCOME_LOST = "income_lost"
    GROWTH = "growth"
    ENFORCEMENT = "enforcement"
    COVERED = "covered"
    TESTS = "tests"
    LAUNCHES = "launches"
    TALKS = "talks"
    OVERTURES = "overtures"
    TEXTS = "texts"
    COLLAPSE = "collapse"

    @property
    def kind(self) -> SeriesKind:
        """How its months belong together."""
        match self:
            case Series.REVENUE_LOST:
                return SeriesKind.TOTAL
            case Series.COLLAPSE:
                return SeriesKind.STATE
            case (
                Series.TESTS
                | Series.LAUNCHES
                | Series.TALKS
                | Series.OVERTURES
                | Series.TEXTS
            ):
                return SeriesKind.COUNT
            case (
                Series.EXPORTS
                | Series.IMPORTS
                | Series.OIL
                | Series.INCOME_LOST
                | Series.GROWTH
                | Series.ENFORCEMENT
                | Series.COVERED
            ):
                return SeriesKind.LEVEL
            case _:
                assert_never(self)

    @property
    def meaning(self) -> str:
        """What it is, in plain words."""
        return _TOLD[self][0]

    @property
    def unit(self) -> str:
        """What its numbers are counted in."""
        return _TOLD[self][1]


SERIES: tuple[Series, ...] = tuple(Series)
"""All series, in the order in which they are hashed and told."""

_TOLD = {
    Series.EXPORTS: (
        "Exports of the target to the patron, as customs would record them",
        "million USD a month",
    ),
    Series.IMPORTS: (
        "Imports of the target from the patron, as customs would record them",
        "million USD a month",
    ),
    Series.OIL: ("Oil that reaches the target", "thousand tonnes a month"),
    Series.REVENUE_LOST: (
        "Revenue from exports lost since the start",
        "million USD",
    ),
    Series.INCOME_LOST: ("Income lost to the sanctions", "share of a year's income"),
    Series.GROWTH: ("Growth over the last four quarters", "percent a year"),
    Series.ENFORCEMENT: ("Enforcement by the patron", "share of the law, 0 to 1"),
    Series.COVERED: ("Trade with the patron that the law covers", "share of trade"),
    Series.TESTS: ("Nuclear tests and long-range launches", "events"),
    Series.LAUNCHES: ("Launches of shorter missiles", "launches"),
    Series.TALKS: ("Months with talks between target and sender", "months"),
    Series.OVERTURES: ("Overtures by the patron", "overtures"),
    Series.TEXTS: ("Texts adopted by the Council", "texts"),
    Series.COLLAPSE: ("A collapse has happened", "share of draws"),
}
