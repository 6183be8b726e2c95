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

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

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
)
"""The uncertainties of the chain, in the order in which they are drawn."""


class Shape(StrEnum):
    """How likely the values between low and high are."""

    UNIFORM = "uniform"
    LOG_UNIFORM = "log-uniform"
    TRIANGULAR = "triangular"
    CHOICE = "choice"


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
        Its range, and the likeliest figure or the middle.
    evidence, confidence, sources, note
        What the range rests on.

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

    def at(self, quantiles: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the value at quantiles.

        Parameters
        ----------
        quantiles : ndarray
            From 0 up to, not including, 1; any shape.

        Returns
        -------
        ndarray
            In `unit`, of the same shape.

        """
        raise NotImplementedError


def uncertainties() -> tuple[Uncertainty, ...]:
    """Return the uncertainties as they come with Yalu, in the order of `NAMES`."""
    raise NotImplementedError


def narrowed(
    known: tuple[Uncertainty, ...], ranges: Mapping[str, tuple[float, float]]
) -> tuple[Uncertainty, ...]:
    """Return uncertainties with other ranges for some of them."""
    raise NotImplementedError
