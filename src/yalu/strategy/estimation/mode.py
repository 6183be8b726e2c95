"""The mode of a posterior, by a quasi-Newton search from a near start."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from yalu.strategy.estimation.objective import Evaluation, Objective

__all__ = ["Mode", "find_mode"]

Array = NDArray[np.float64]

_SLOPE = 0.05  # in units of logarithm a free coordinate: far below what a draw varies
_FAR = 1e4  # what a point without an equilibrium is worse than the best


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Mode:
    """The most likely parameters.

    Attributes
    ----------
    at : Evaluation
        The density there.
    evaluations : int
        How often the density and its gradient were asked for.
    sweeps : int
        Sweeps of the game in all of them.
    slope : float
        Greatest absolute derivative left.
    is_found : bool
        Whether that is small enough, at a point that has a density.

    """

    at: Evaluation
    evaluations: int
    sweeps: int
    slope: float
    is_found: bool

    def __str__(self) -> str:
        told = "found" if self.is_found else "not reached"
        return (
            f"mode {told} after {self.evaluations} evaluations and {self.sweeps:,} "
            f"sweeps: log posterior {self.at.log_posterior:.2f}, likelihood "
            f"{self.at.log_likelihood:.2f}, greatest slope {self.slope:.2g}"
        )


def find_mode(
    objective: Objective,
    start: Evaluation,
    *,
    spread: Array | None = None,
    most: int = 60,
    slope: float = _SLOPE,
) -> Mode:
    """Return the mode of a posterior.

    Parameters
    ----------
    objective : Objective
        The posterior.
    start : Evaluation
        Where to begin; may be of another objective of the same model.
    spread : ndarray of float64, shape (P, P), optional
        A covariance to begin with, such as that at the mode of a near posterior; by
        default that of the prior, about one in each free coordinate.
    most : int
        Most steps.
    slope : float
        The greatest derivative at which to stop.

    """
    size = len(start.free)
    seen = [objective.near(start.free, start.supposed, start.shadow)]
    best = seen[0]
    matrix = np.eye(size) if spread is None else spread
    root = np.linalg.cholesky(matrix)

    def asked(steps: Array) -> tuple[float, Array]:
        nonlocal best
        free = start.free + root @ steps
        if not (steps.any() or best is not seen[0]):
            found = seen[0]
        else:
            found = objective.near(free, best.supposed, best.shadow)
            seen.append(found)
        if not np.isfinite(found.log_posterior):
            return _FAR - max(best.log_posterior, -_FAR), np.zeros(size)
        if found.log_posterior > best.log_posterior:
            best = found
        return -found.log_posterior, -(root.T @ found.gradient)

    minimize(
        asked,
        np.zeros(size),
        jac=True,
        method="BFGS",
        options={"gtol": slope, "maxiter": most},
    )
    left = float(np.abs(root.T @ best.gradient).max())
    return Mode(
        at=best,
        evaluations=len(seen),
        sweeps=sum(one.rounds for one in seen),
        slope=left,
        is_found=left <= 2 * slope and bool(np.isfinite(best.log_posterior)),
    )
