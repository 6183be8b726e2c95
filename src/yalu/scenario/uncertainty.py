r"""Uncertainties: what is not known and what a scenario does not set.

Each has a range with a reason, and a shape. For :math:`u` even on :math:`[0, 1)` the
value is the inverse of its distribution: with :math:`a, c, b` the low, the central and
the high figure,

- *uniform*: :math:`a + u(b - a)`;
- *log-uniform*: :math:`a (b/a)^u`;
- *triangular*: :math:`a + \sqrt{u(b-a)(c-a)}` up to :math:`u = (c-a)/(b-a)`, and
  :math:`b - \sqrt{(1-u)(b-a)(b-c)}` beyond;
- *choice*: :math:`\lfloor a + u(b - a + 1) \rfloor`: one of the whole numbers from
  :math:`a` to :math:`b`, all equally likely.

References
----------
Devroye, L. (1986). *Non-Uniform Random Variate Generation*. Springer, chapter II.2.

"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from importlib.resources import files
from math import isfinite, sqrt
from typing import assert_never

import numpy as np
from numpy.typing import NDArray

from yalu.errors import Problem, SchemaError, describe
from yalu.provenance import Confidence, Evidence

__all__ = ["NAMES", "Shape", "Uncertainty", "narrowed", "uncertainties"]

NAMES = (
    "exports_scale",
    "imports_scale",
    "adjustment",
    "trend",
    "shock_growth",
    "toll_model",
    "toll_quantile",
    "recovery",
    "capacity_scale",
    "crude",
    "smuggled",
    "closure",
    "unread",
)
"""The uncertainties of the chain, in the order in which they are drawn."""

_SHARES = ("toll_quantile", "recovery", "closure", "unread")
_MODELS = 4


class Shape(StrEnum):
    """How likely the values between low and high are."""

    UNIFORM = "uniform"
    """Equal differences are equally likely."""
    LOG_UNIFORM = "log-uniform"
    """Equal ratios are equally likely; all are above 0."""
    TRIANGULAR = "triangular"
    """The centre is likeliest, the ends have no density."""
    CHOICE = "choice"
    """Whole numbers, both ends included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncertainty:
    """One thing that is not known.

    Attributes
    ----------
    name : str
        One of `NAMES`.
    meaning : str
        What it is, in plain words.
    unit : str
        What is counted.
    shape : Shape
        How likely the values in between are.
    low, centre, high : float
        Its range, and the likeliest figure (triangular) or the middle.
    evidence, confidence, sources, note
        What the range rests on.

    Raises
    ------
    SchemaError
        If the numbers are not finite or out of order, do not suit the shape, or make
        no sense for what is counted.

    Examples
    --------
    >>> trend = uncertainties()[NAMES.index("trend")]
    >>> trend.at(np.array([0.0, 0.5])).tolist()
    [-1.0, 1.0]

    """

    name: str
    meaning: str
    unit: str
    shape: Shape
    low: float
    centre: float
    high: float
    evidence: Evidence
    confidence: Confidence
    sources: tuple[str, ...]
    note: str

    def __post_init__(self) -> None:
        problems = list(_faults(self))
        if problems:
            headline = f"The uncertainty {self.name!r} cannot be used"
            raise SchemaError(describe(headline, problems))

    def at(self, quantiles: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the value at quantiles.

        Parameters
        ----------
        quantiles : ndarray of float64
            From 0 up to, not including, 1; any shape.

        Returns
        -------
        ndarray of float64
            In `unit`, of the same shape.

        """
        u = np.asarray(quantiles, dtype=np.float64)
        width = self.high - self.low
        found: NDArray[np.float64]
        match self.shape:
            case Shape.UNIFORM:
                found = self.low + u * width
            case Shape.LOG_UNIFORM:
                found = self.low * (self.high / self.low) ** u
            case Shape.TRIANGULAR:
                before = self.low + np.sqrt(u * width * (self.centre - self.low))
                after = self.high - np.sqrt((1 - u) * width * (self.high - self.centre))
                found = np.where(u * width < self.centre - self.low, before, after)
            case Shape.CHOICE:
                found = np.minimum(np.floor(self.low + u * (width + 1)), self.high)
            case _:
                assert_never(self.shape)
        return found

    def __str__(self) -> str:
        return (
            f"{self.name}: {self.low:g} to {self.high:g}, about {self.centre:g} "
            f"{self.unit} ({self.evidence}, confidence {self.confidence})"
        )


def uncertainties() -> tuple[Uncertainty, ...]:
    """Return the uncertainties as they come with Yalu, in the order of `NAMES`.

    Examples
    --------
    >>> print(uncertainties()[9])
    crude: 400 to 550, about 500 thousand tonnes a year (estimated, confidence medium)

    """
    table = files("yalu.scenario") / "data" / "uncertainties.csv"
    rows = csv.DictReader(table.read_text(encoding="utf-8").splitlines())
    by_name = {row["name"]: _read(row) for row in rows}
    return tuple(by_name[name] for name in NAMES)


def narrowed(
    known: tuple[Uncertainty, ...], ranges: Mapping[str, tuple[float, float]]
) -> tuple[Uncertainty, ...]:
    """Return uncertainties with other ranges for some of them.

    The shape stays. The centre stays where the new range holds it, and is the middle
    of the new range elsewhere (of its logarithms where the shape is that of ratios).

    Parameters
    ----------
    known : tuple of Uncertainty
        As they are.
    ranges : mapping of str to (float, float)
        Low and high by name; equal where the figure is set.

    Raises
    ------
    SchemaError
        If a name is not known, or a range does not suit it; all at once.

    Examples
    --------
    >>> found = narrowed(uncertainties(), {"recovery": (0.2, 0.4)})
    >>> one = found[NAMES.index("recovery")]
    >>> one.low, round(one.centre, 6), one.high
    (0.2, 0.3, 0.4)

    """
    names = {one.name for one in known}
    problems = [
        Problem(name, f"found it; expected one of {', '.join(NAMES)}", "mend the name")
        for name in ranges
        if name not in names
    ]
    found = []
    for one in known:
        low, high = ranges.get(one.name, (one.low, one.high))
        # A choice is always in the middle; other centres are kept where they can be.
        kept = low <= one.centre <= high and one.shape is Shape.TRIANGULAR
        centre = one.centre if kept else _middle(one.shape, low, high)
        if one.name not in ranges:
            found.append(one)
            continue
        try:
            found.append(replace(one, low=low, centre=centre, high=high))
        except SchemaError as error:
            told = str(error).partition("\n  - ")[2].rstrip(".")
            problems.append(Problem(one.name, told, "give another range"))
    if problems:
        raise SchemaError(describe("The ranges cannot be used", problems))
    return tuple(found)


def _middle(shape: Shape, low: float, high: float) -> float:
    if shape is Shape.LOG_UNIFORM and low > 0:
        return sqrt(low * high)
    return (low + high) / 2.0


def _read(row: Mapping[str, str]) -> Uncertainty:
    return Uncertainty(
        name=row["name"],
        meaning=row["meaning"],
        unit=row["unit"],
        shape=Shape(row["shape"]),
        low=float(row["low"]),
        centre=float(row["centre"]),
        high=float(row["high"]),
        evidence=Evidence(row["evidence"]),
        confidence=Confidence(row["confidence"]),
        sources=tuple(filter(None, row["source"].split(";"))),
        note=row["note"],
    )


def _faults(one: Uncertainty) -> Iterator[Problem]:
    numbers = (one.low, one.centre, one.high)
    found = f"low, centre, high = {one.low:g}, {one.centre:g}, {one.high:g}"
    if one.name not in NAMES:
        yield Problem("name", f"found {one.name!r}", f"one of {', '.join(NAMES)}")
    if not all(isfinite(number) for number in numbers):
        yield Problem("numbers", found, "give finite ones")
        return
    if not one.low <= one.centre <= one.high:
        yield Problem("numbers", f"{found}; expected in order", "check the bounds")
    if one.shape is Shape.LOG_UNIFORM and one.low <= 0:
        yield Problem("low", f"{found}; expected above 0", "give one above 0")
    if one.shape is Shape.CHOICE and not (
        one.low == int(one.low) and one.high == int(one.high)
    ):
        yield Problem("numbers", f"{found}; expected whole ends", "give whole numbers")
    least, most = _bounds(one.name)
    if one.low < least or one.high > most:
        wanted = f"{found}; expected from {least:g} to {most:g}"
        yield Problem("numbers", wanted, "give a range within")


def _bounds(name: str) -> tuple[float, float]:
    """Return between what an uncertainty makes sense."""
    if name in _SHARES:
        return 0.0, 1.0
    if name == "toll_model":
        return 0.0, _MODELS - 1.0
    return (-100.0, 100.0) if name == "trend" else (0.0, float("inf"))
