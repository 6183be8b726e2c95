r"""What draws are proposed from: a mixture of wide-tailed hills, fitted once.

Each hill is a multivariate t distribution of :math:`\nu` degrees of freedom with centre
:math:`c` and scale :math:`S`, in P dimensions of density

.. math::

    t(z) \propto \lvert S \rvert^{-1/2}
    \Bigl(1 + \tfrac{1}{\nu} (z - c)^\top S^{-1} (z - c)\Bigr)^{-(\nu + P)/2} .

Its tails are heavier than those of a posterior, so that no draw out there can outweigh
all others. A mixture is *fitted* to weighted draws by their moments around each hill,
as in the population Monte Carlo of Cappé et al. (2008), held towards what it was before
by as many draws as there are two of for each dimension.

References
----------
Cappé, O., Douc, R., Guillin, A., Marin, J.-M. & Robert, C. (2008). Adaptive importance
sampling in general mixture classes. *Statistics and Computing* 18, 447–459.

"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy import stats

__all__ = ["FREEDOM", "Mixture"]

Array = NDArray[np.float64]

FREEDOM = 8
"""Degrees of freedom of every hill."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Mixture:
    """A mixture of multivariate t distributions.

    Attributes
    ----------
    shares : ndarray of float64, shape (K,)
        How often each hill is drawn from; they sum to one.
    centres : ndarray of float64, shape (K, P)
        Their centres.
    scales : ndarray of float64, shape (K, P, P)
        Their scales.

    """

    shares: Array
    centres: Array
    scales: Array

    def drawn(
        self, count: int, rng: np.random.Generator
    ) -> tuple[Array, NDArray[np.int64]]:
        """Return draws, shape (count, P), and the hill of each."""
        of = rng.choice(len(self.shares), size=count, p=self.shares)
        normal = rng.normal(size=(count, self.centres.shape[1]))
        wide = np.sqrt(FREEDOM / rng.chisquare(FREEDOM, size=count))
        roots = np.linalg.cholesky(self.scales)
        steps = np.einsum("dij,dj->di", roots[of], normal)
        return self.centres[of] + wide[:, None] * steps, of

    def log_density(self, free: Array) -> Array:
        """Return the logarithm of the density at points, shape (points,)."""
        return np.asarray(np.logaddexp.reduce(self._parts(free)))

    def _parts(self, free: Array) -> Array:
        """Return the logarithm of each hill's share of the density, (K, points)."""
        return np.array(
            [
                np.log(share)
                # Of a single point SciPy returns a number and no array.
                + np.atleast_1d(
                    stats.multivariate_t.logpdf(free, centre, scale, df=FREEDOM)
                )
                for share, centre, scale in zip(
                    self.shares, self.centres, self.scales, strict=True
                )
            ]
        )

    def fitted(self, free: Array, weights: Array) -> Self:
        """Return the mixture with the moments of weighted draws around each hill.

        Parameters
        ----------
        free : ndarray of float64, shape (points, P)
            Draws.
        weights : ndarray of float64, shape (points,)
            What each counts; they sum to one.

        """
        parts = self._parts(free)
        near = np.exp(parts - np.logaddexp.reduce(parts)) * weights
        worth = 1.0 / np.sum(weights**2)
        held = 2.0 * self.centres.shape[1]
        shares, centres, scales = [], [], []
        for share, centre, scale, mass in zip(
            self.shares, self.centres, self.scales, near, strict=True
        ):
            draws = worth * float(mass.sum())
            mean = mass @ free / mass.sum()
            away = free - mean
            spread = (mass[:, None] * away).T @ away / mass.sum()
            part = draws / (draws + held)
            moved = mean - centre
            shares.append((draws + held * share) / (worth + held))
            centres.append(centre + part * moved)
            scales.append(
                (1 - part) * scale
                + part * spread
                + part * (1 - part) * np.outer(moved, moved)
            )
        kind = type(self)
        return kind(
            shares=np.array(shares) / np.sum(shares),
            centres=np.array(centres),
            scales=np.array(scales),
        )
