r"""Trade of one section as a square of sellers and buyers, fitted by gravity.

With effects :math:`A_i` of sellers and :math:`B_j` of buyers the equation expects
:math:`A_i B_j t_{ij}`, :math:`t_{ij} = e^{x_{ij}'\beta}`. Its fitted values add up to
the sales and purchases of each economy, and so the effects follow from :math:`t` and
these sums alone, by scaling rows and columns in turn (iterative proportional fitting).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from yalu.errors import ModelError
from yalu.flows import TradeMatrix
from yalu.impact.gravity.estimation import GravityEstimate, estimate

__all__ = ["COVARIATES", "Square", "placed"]

COVARIATES = ("ln_distance", "contiguous", "common_language")
"""What is known of a pair, in this order."""

_Floats = NDArray[np.float64]
_STEPS = 2000
_CLOSE = 1e-10


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Square:
    """What economies sell to each other of one section, and how far apart they are.

    Attributes
    ----------
    section : str
        Of goods.
    economies : tuple of str
        ISO3 codes of the N economies.
    target : int
        Place of the one that is not learnt from.
    values : ndarray
        (N, N), USD; seller, buyer. NaN where the compiler lists nothing.
    apart : ndarray
        (N, N, 3), the covariates.

    """

    section: str
    economies: tuple[str, ...]
    target: int
    values: _Floats
    apart: _Floats

    @classmethod
    def of(
        cls,
        matrix: TradeMatrix,
        distances: pa.Table,
        economies: Sequence[str],
        *,
        target: str,
        year: int,
        section: str,
    ) -> Self:
        """Return the square of a section and year; all distances must be known."""
        size = len(economies)
        values = np.full((size, size), np.nan)
        rows = matrix.where(year=year, section=section)
        known, sellers, buyers = _places(rows, economies)
        values[sellers, buyers] = rows["value_usd"].to_numpy()[known]
        known, sellers, buyers = _places(distances, economies)
        apart = np.full((size, size, len(COVARIATES)), np.nan)
        kilometres = distances["distance_km"].cast(pa.float64()).to_numpy()[known]
        apart[sellers, buyers, 0] = np.log(kilometres)
        for at, name in enumerate(COVARIATES[1:], start=1):
            told = distances[name].cast(pa.int8()).to_numpy()[known]
            apart[sellers, buyers, at] = told
        return cls(
            section=section,
            economies=tuple(economies),
            target=list(economies).index(target),
            values=values,
            apart=apart,
        )

    @property
    def others(self) -> NDArray[np.bool_]:
        """(N, N), whether a pair is two economies that are not the target."""
        found = ~np.eye(len(self.economies), dtype=np.bool_)
        found[self.target] = found[:, self.target] = False
        return found

    def equation(self) -> GravityEstimate:
        """Return the gravity equation of the others; what is not listed is 0.

        Raises
        ------
        ModelError
            If there is none.

        """
        sellers, buyers = np.nonzero(self.others)
        names = pa.array(self.economies)
        columns = {
            "exporter": names.take(pa.array(sellers)),
            "importer": names.take(pa.array(buyers)),
            "value_usd": np.nan_to_num(self.values[sellers, buyers]),
        }
        columns |= {
            name: self.apart[sellers, buyers, at] for at, name in enumerate(COVARIATES)
        }
        return estimate(
            pa.table(columns),
            covariates=COVARIATES,
            clusters=(("exporter",), ("importer",)),
        )

    def fitted(self, equation: GravityEstimate) -> _Floats:
        """Return (N, N), what the equation expects of the others; else 0."""
        found = np.zeros(self.values.shape)
        found[self.others] = equation.fitted
        return found

    def spread(self, equation: GravityEstimate) -> _Floats:
        """Return (N, N), how easily each pair trades, by distance and language."""
        known = {one.name: one.value for one in equation.coefficients}
        slopes = np.array([known.get(name, 0.0) for name in COVARIATES])
        found: _Floats = np.exp(self.apart @ slopes)
        return found

    def pulls(self, equation: GravityEstimate) -> tuple[_Floats, _Floats]:
        """Return (N,) each, the effects of sellers and of buyers; 0 for the target.

        Raises
        ------
        ModelError
            If scaling rows and columns in turn does not settle.

        """
        fitted = self.fitted(equation)
        ease = np.where(self.others, self.spread(equation), 0.0)
        sold, bought = fitted.sum(axis=1), fitted.sum(axis=0)
        buying = (bought > 0).astype(np.float64)
        for _ in range(_STEPS):
            selling = _over(sold, ease @ buying)
            buying = _over(bought, selling @ ease)
            off = np.abs(selling * (ease @ buying) - sold).max()
            if off <= _CLOSE * sold.max():
                return selling, buying
        msg = f"Gravity of section {self.section}: effects of sellers and buyers do not"
        raise ModelError(f"{msg} settle in {_STEPS} steps. Ask for another section.")


def placed(distances: pa.Table, economies: Sequence[str]) -> tuple[str, ...]:
    """Return economies of which all distances to each other are known.

    Those with the most unknown distances are left out one by one, until none is
    unknown.
    """
    held = list(economies)
    rows = distances.filter(pc.is_valid(distances["distance_km"]))
    _, sellers, buyers = _places(rows, held)
    unknown = ~np.eye(len(held), dtype=np.bool_)
    unknown[sellers, buyers] = False
    kept = np.ones(len(held), dtype=np.bool_)
    while unknown.any():
        worst = int(np.argmax(unknown.sum(axis=0) + unknown.sum(axis=1)))
        unknown[worst] = unknown[:, worst] = kept[worst] = False
    return tuple(code for code, stays in zip(held, kept, strict=True) if stays)


def _over(total: _Floats, reach: _Floats) -> _Floats:
    return np.divide(total, reach, out=np.zeros_like(total), where=reach > 0)


def _places(
    rows: pa.Table, economies: Sequence[str]
) -> tuple[NDArray[np.bool_], NDArray[np.int64], NDArray[np.int64]]:
    """Return which rows are of two of the economies, and the places of both."""
    names = pa.array(economies, pa.string())
    sellers, buyers = (
        pc.fill_null(pc.index_in(rows[side], value_set=names), -1)
        .to_numpy()
        .astype(np.int64)
        for side in ("exporter", "importer")
    )
    known = (sellers >= 0) & (buyers >= 0) & (sellers != buyers)
    return known, sellers[known], buyers[known]
