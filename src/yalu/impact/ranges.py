r"""What is not known, and draws of it.

Of most things that the cost of an embargo hangs on only a lowest and a highest figure
can be given, with or without one in between. A range says no more than that: its
quantile function runs straight through :math:`(0, \text{low})`, :math:`(1/2,
\text{value})`, where there is one, and :math:`(1, \text{high})`, so that the figure in
between is the median. What spans an order of magnitude runs straight in logarithms.

Ranges are drawn together by a Latin hypercube: each of the `n` equal parts of each
range is met once, so that a hundred draws show the middle and the ends of every one.

References
----------
McKay, M. D., Beckman, R. J. and Conover, W. J. (1979). A comparison of three methods
for selecting values of input variables in the analysis of output from a computer code.
*Technometrics* 21, 239–245.

"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite
from typing import Self

import numpy as np

from yalu.errors import Problem, SchemaError, UnknownCodeError, describe
from yalu.impact.economy import Floats
from yalu.provenance import Confidence, Evidence

__all__ = ["Draws", "Range", "Scale", "draw"]


class Scale(StrEnum):
    """In which terms a range is even."""

    LINEAR = "linear"
    """Equal differences are equally likely."""
    RATIO = "ratio"
    """Equal ratios are equally likely; all numbers are above 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """One thing that is not known: between what it lies, and who says so.

    Attributes
    ----------
    name : str
        What it is; the name by which a model asks for it.
    low, high : float
        Between what it lies.
    value : float or None
        A figure in between that is as likely too high as too low; None if none can be
        given.
    scale : Scale
        In which terms the range is even.
    unit : str
        What is counted; empty for a pure number.
    evidence : Evidence
        What kind of statement the range is.
    confidence : Confidence
        How sure it is that the truth lies in it.
    sources : tuple of str
        Identifiers of the sources.
    note : str
        How the range came about.

    Raises
    ------
    SchemaError
        If the numbers are not finite, out of order, or not above 0 on a scale of
        ratios.

    Examples
    --------
    >>> import numpy as np
    >>> theta = Range(
    ...     name="theta", low=2.0, value=5.0, high=10.0, scale=Scale.LINEAR,
    ...     evidence=Evidence.ESTIMATED, confidence=Confidence.MEDIUM,
    ... )
    >>> theta.at(np.array([0.0, 0.25, 0.5, 1.0])).tolist()
    [2.0, 3.5, 5.0, 10.0]

    """

    name: str
    low: float
    high: float
    value: float | None = None
    scale: Scale = Scale.LINEAR
    unit: str = ""
    evidence: Evidence
    confidence: Confidence
    sources: tuple[str, ...] = ()
    note: str = ""

    def __post_init__(self) -> None:
        problems = list(_faults(self))
        if problems:
            headline = f"The range of {self.name!r} cannot be used"
            raise SchemaError(describe(headline, problems))

    @property
    def central(self) -> float:
        """The middle: half of what can be lies below it."""
        return float(self.at(np.array([0.5]))[0])

    def at(self, quantiles: Floats) -> Floats:
        """Return the range at quantiles.

        Parameters
        ----------
        quantiles : ndarray
            From 0 to 1, any shape.

        Returns
        -------
        ndarray
            In the unit of the range, of the shape of `quantiles`.

        """
        known = [(0.0, self.low), (1.0, self.high)]
        if self.value is not None:
            known.insert(1, (0.5, self.value))
        places = np.array([place for place, _ in known])
        numbers = np.array([number for _, number in known])
        if self.scale is Scale.RATIO:
            numbers = np.log(numbers)
        found: Floats = np.interp(quantiles, places, numbers)
        return np.exp(found) if self.scale is Scale.RATIO else found

    def __str__(self) -> str:
        unit = f" {self.unit}" if self.unit else ""
        middle = "" if self.value is None else f", about {self.value:,.4g}"
        grade = f"{self.evidence}, confidence {self.confidence}"
        return (
            f"{self.name}: {self.low:,.4g} to {self.high:,.4g}{middle}{unit} ({grade})"
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Draws:
    """Draws of several ranges.

    Attributes
    ----------
    ranges : tuple of Range
        What was drawn, M of them.
    quantiles : ndarray
        (D, M), 0 to 1: at which quantile of each range each draw lies.

    """

    ranges: tuple[Range, ...]
    quantiles: Floats

    @classmethod
    def central(cls, ranges: Sequence[Range]) -> Self:
        """Return one draw in which everything is in the middle of its range."""
        return cls(ranges=tuple(ranges), quantiles=np.full((1, len(ranges)), 0.5))

    @property
    def count(self) -> int:
        """How many draws there are."""
        return len(self.quantiles)

    @property
    def names(self) -> tuple[str, ...]:
        """What was drawn."""
        return tuple(one.name for one in self.ranges)

    def __contains__(self, name: object) -> bool:
        return name in self.names

    def __getitem__(self, name: str) -> Floats:
        """Return the draws of one range, (D,), in its unit.

        Raises
        ------
        UnknownCodeError
            If nothing of that name was drawn.

        """
        if name not in self.names:
            known = ", ".join(self.names) or "nothing"
            msg = f"Draws: found no {name!r}; expected one of {known}. Name one."
            raise UnknownCodeError(msg)
        column = self.names.index(name)
        return self.ranges[column].at(self.quantiles[:, column])


def draw(ranges: Sequence[Range], count: int, rng: np.random.Generator) -> Draws:
    """Draw several ranges together, independently of each other.

    Parameters
    ----------
    ranges : sequence of Range
        What is not known, each under a name of its own.
    count : int
        How many draws, 1 or more.
    rng : numpy.random.Generator
        Source of randomness.

    Raises
    ------
    SchemaError
        If `count` is below 1 or two ranges have one name.

    Examples
    --------
    >>> share = Range(name="share", low=0.0, high=1.0, evidence=Evidence.ESTIMATED,
    ...     confidence=Confidence.LOW)
    >>> drawn = draw([share], 4, np.random.default_rng(0))["share"]
    >>> sorted((drawn * 4).astype(int).tolist())
    [0, 1, 2, 3]

    """
    names = [one.name for one in ranges]
    problems = [
        Problem("ranges", f"{name!r} stands twice", "name each once")
        for name in sorted({name for name in names if names.count(name) > 1})
    ]
    if count < 1:
        found = f"found {count}; expected 1 or more"
        problems.append(Problem("count", found, "draw at least once"))
    if problems:
        raise SchemaError(describe("The ranges cannot be drawn", problems))
    order = np.tile(np.arange(count)[:, None], (1, len(names)))
    parts = rng.permuted(order, axis=0)
    quantiles = (parts + rng.random((count, len(names)))) / count
    return Draws(ranges=tuple(ranges), quantiles=quantiles)


def _faults(one: Range) -> Iterator[Problem]:
    middle = one.low if one.value is None else one.value
    numbers = (one.low, middle, one.high)
    found = f"low, value, high = {one.low:g}, {one.value}, {one.high:g}"
    if not all(isfinite(number) for number in numbers):
        yield Problem("numbers", found, "give finite ones")
    elif not one.low <= middle <= one.high:
        yield Problem("numbers", f"{found}; expected in order", "check the bounds")
    elif one.scale is Scale.RATIO and one.low <= 0:
        yield Problem("low", f"{found}; expected above 0", "or use a linear scale")
