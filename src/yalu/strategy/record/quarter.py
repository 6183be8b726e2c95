"""Quarters of the calendar, in which the record and the game count time."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Self

from yalu.errors import SchemaError
from yalu.periods import Interval

__all__ = ["Quarter", "quarters"]

_FOUR = 4
_MONTHS = 3
_FORM = re.compile(r"(\d{4})Q([1-4])")


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """Three months of the calendar.

    Attributes
    ----------
    year : int
        Calendar year.
    number : int
        1 for January to March, up to 4.

    Raises
    ------
    SchemaError
        If there is no such quarter.

    Examples
    --------
    >>> last = Quarter(2017, 4)
    >>> print(last, last.shifted(1), last.span)
    2017Q4 2018Q1 2017-10-01 to 2017-12-31

    """

    year: int
    number: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= _FOUR or not 1 <= self.year < date.max.year:
            msg = (
                f"Quarter: found year {self.year}, number {self.number}; expected a "
                f"calendar year and a number from 1 to {_FOUR}. Mend it."
            )
            raise SchemaError(msg)

    @classmethod
    def of(cls, day: date) -> Self:
        """Return the quarter that a day is in."""
        return cls(day.year, (day.month - 1) // _MONTHS + 1)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the quarter written as ``2017Q4``.

        Raises
        ------
        SchemaError
            If it is written otherwise.

        """
        match = _FORM.fullmatch(text.strip())
        if match is None:
            msg = f"quarter: found {text!r}; expected for example 2017Q4. Write it so."
            raise SchemaError(msg)
        return cls(int(match[1]), int(match[2]))

    @property
    def span(self) -> Interval:
        """Its days."""
        start = date(self.year, _MONTHS * (self.number - 1) + 1, 1)
        return Interval(start, self.shifted(1).start)

    @property
    def start(self) -> date:
        """Its first day."""
        return date(self.year, _MONTHS * (self.number - 1) + 1, 1)

    def shifted(self, by: int) -> "Quarter":
        """Return the quarter that is so many later, or earlier if negative."""
        count = _FOUR * self.year + self.number - 1 + by
        return Quarter(count // _FOUR, count % _FOUR + 1)

    def since(self, other: "Quarter") -> int:
        """Return how many quarters it is later than another."""
        return _FOUR * (self.year - other.year) + self.number - other.number

    def __str__(self) -> str:
        return f"{self.year}Q{self.number}"


def quarters(first: Quarter, last: Quarter) -> Iterator[Quarter]:
    """Yield all quarters from one to another, both included.

    Examples
    --------
    >>> [str(each) for each in quarters(Quarter(2016, 4), Quarter(2017, 2))]
    ['2016Q4', '2017Q1', '2017Q2']

    """
    for by in range(last.since(first) + 1):
        yield first.shifted(by)
