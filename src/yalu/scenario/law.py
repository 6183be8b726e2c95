r"""What the law covers, month by month, line by line, after a scenario has changed it.

Changes of the law make a new regime, and the new regime is read as any other: its
measures through `yalu.regime.coverage`, month by month, as a package that binds all
states; and what share of a line the package covers through the shares of
`yalu.impact`, in which a cap covers what is above it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yalu.impact import Package
from yalu.regime import Regime

__all__ = ["LawPath"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LawPath:
    """What the law covers in each month of a scenario.

    T counts months, L lines, W different laws, C classes of stringency.

    Attributes
    ----------
    months : tuple of str
        T months, such as ``2026-01``.
    lines : tuple of str
        Identifiers of the L lines.
    share : ndarray of float64
        (T, L): share of the line's trade in the base year that the law covers, 0 to 1;
        of a cap, what is above it.
    total : ndarray of float64
        (T,): the same of all lines that customs record, weighed by their central base.
    spell : ndarray of int64
        (T,): which of `laws` is in force.
    laws : tuple of Package
        The W different laws, oldest first.
    ladder : ndarray of float64
        (C, L): share covered by the law that stands for each class of stringency: what
        a text adopted in the chain lifts `share` to.
    ladder_total : ndarray of float64
        (C,): the same of all lines.
    rungs : tuple of Package
        The C laws that stand for the classes.
    regime : Regime
        The law as the scenario leaves it.
    measures : tuple of str
        Identifiers of the measures that cover goods in any month.

    """

    months: tuple[str, ...]
    lines: tuple[str, ...]
    share: NDArray[np.float64]
    total: NDArray[np.float64]
    spell: NDArray[np.int64]
    laws: tuple[Package, ...]
    ladder: NDArray[np.float64]
    ladder_total: NDArray[np.float64]
    rungs: tuple[Package, ...]
    regime: Regime
    measures: tuple[str, ...]
