"""A fit: the posterior of a game's parameters given a record, with its diagnostics."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from yalu.errors import ModelError
from yalu.strategy.estimation.arrangement import arrange
from yalu.strategy.estimation.evidence import Evidence
from yalu.strategy.estimation.identification import Learnt, identification
from yalu.strategy.estimation.laplace import Approximation, Draws, draw, laplace
from yalu.strategy.estimation.mode import Mode, find_mode
from yalu.strategy.estimation.model import Model
from yalu.strategy.estimation.objective import TOLERANCE, Evaluation, Objective
from yalu.strategy.estimation.predictive import Check, checked, replicated
from yalu.strategy.games import Equilibrium

__all__ = ["Diagnostics", "Fit", "Fitting", "fit", "objective_of"]

Array = NDArray[np.float64]
Tell = Callable[[str], None]

_TRUSTED = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostics:
    """How well a fit went.

    Attributes
    ----------
    evaluations, sweeps : int
        Densities with gradients, and sweeps of the game, on the way to the mode.
    slope : float
        Greatest derivative left at the mode.
    is_found : bool
        Whether it is small enough.
    log_posterior, log_likelihood : float
        At the mode.
    repaired : int
        Directions in which the normal approximation had to be bent.
    drawn, lost : int
        Draws, and those among them without an equilibrium.
    k_hat, effective : float
        Shape of the tail of their weights, and how many alike draws they are worth.

    """

    evaluations: int
    sweeps: int
    slope: float
    is_found: bool
    log_posterior: float
    log_likelihood: float
    repaired: int
    drawn: int
    lost: int
    k_hat: float
    effective: float

    @property
    def is_trusted(self) -> bool:
        """Whether the mode was reached and weights can be trusted."""
        return self.is_found and self.k_hat <= _TRUSTED

    def __str__(self) -> str:
        told = "" if self.is_trusted else " NOT to be trusted:"
        return (
            f"Fit:{told} mode at log likelihood {self.log_likelihood:.1f} after "
            f"{self.evaluations} evaluations (slope {self.slope:.2g}); {self.drawn} "
            f"draws ({self.lost} lost) worth {self.effective:.0f}, k-hat "
            f"{self.k_hat:.2f}; {self.repaired} directions repaired."
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Fit:
    """The posterior of a model.

    Attributes
    ----------
    names : tuple of str
        Estimated parameters, P of them.
    precision : float
        How sharply players choose.
    mode : mapping of str to float
        All parameters at the mode.
    draws : tuple of mapping of str to float
        All parameters of each draw.
    weights : ndarray of float64, shape (D,)
        What each draw counts; they sum to one.
    free : ndarray of float64, shape (D, P)
        The draws in free coordinates.
    centre, covariance : ndarray of float64
        Mode and normal approximation in free coordinates.
    diagnostics : Diagnostics
        How well it went.
    learnt : tuple of Learnt
        Prior against posterior of each estimated parameter.
    checks : tuple of Check
        Posterior predictive checks.

    """

    names: tuple[str, ...]
    precision: float
    mode: dict[str, float]
    draws: tuple[dict[str, float], ...]
    weights: Array
    free: Array
    centre: Array
    covariance: Array
    diagnostics: Diagnostics
    learnt: tuple[Learnt, ...]
    checks: tuple[Check, ...]

    def __str__(self) -> str:
        lines = [str(self.diagnostics), *map(str, self.learnt), *map(str, self.checks)]
        return "\n".join(lines)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Fitting:
    """What a fit leaves for further work in the same session.

    Attributes
    ----------
    objective : Objective
        The posterior density.
    mode : Mode
        Its mode.
    approximation : Approximation
        The normal approximation there.
    fit : Fit
        The result.

    """

    objective: Objective
    mode: Mode
    approximation: Approximation
    fit: Fit


def objective_of(
    model: Model, seen: Evidence, *, least: int = 1, tolerance: float = TOLERANCE
) -> Objective:
    """Return the posterior density of a model given a record; see `arrange`."""
    return Objective(
        model=model,
        arrangement=arrange(seen, model.game, least=least),
        counted=np.ones(len(seen.periods)),
        tolerance=tolerance,
    )


def fit(
    model: Model,
    seen: Evidence,
    *,
    rng: np.random.Generator,
    count: int = 200,
    tell: Tell = lambda _: None,
    visit: Callable[[int, Equilibrium], None] | None = None,
) -> Fitting:
    """Return the posterior of a model given a record.

    Parameters
    ----------
    model : Model
        What is estimated.
    seen : Evidence
        The record on the axes of its game.
    rng : numpy.random.Generator
        Where chance comes from.
    count : int
        How many draws.
    tell : callable
        Is told now and then how far it is.
    visit : callable, optional
        Is given number and equilibrium of each draw, for what is to be asked of it.

    Raises
    ------
    ModelError
        If there is no equilibrium to begin from, or at no draw.

    """
    objective = objective_of(model, seen)
    mode = find_mode(objective, objective.begin(np.array(model.centre)))
    tell(str(mode))
    approximation = laplace(objective, mode.at)
    tell(f"approximation: bends {approximation.bends.round(2).tolist()}")
    paths: dict[int, Array] = {}

    def asked(number: int, found: Evaluation) -> None:
        played = objective.played(found)
        paths[number] = replicated(played, seen, rng=rng)
        if visit is not None:
            visit(number, played)
        if number % 25 == 0:
            tell(f"draw {number} of {count}")

    draws = draw(objective, mode.at, approximation, count=count, rng=rng, visit=asked)
    if not paths:
        msg = (
            f"None of {count} draws has an equilibrium. Lower the precision of the "
            "model, or ask for more draws."
        )
        raise ModelError(msg)
    weights = draws.weights[list(paths)]
    return Fitting(
        objective=objective,
        mode=mode,
        approximation=approximation,
        fit=Fit(
            names=model.names,
            precision=model.precision,
            mode=model.parameters(mode.at.free),
            draws=tuple(model.parameters(free) for free in draws.free),
            weights=draws.weights,
            free=draws.free,
            centre=mode.at.free,
            covariance=approximation.covariance,
            diagnostics=_diagnosed(mode, approximation, draws),
            learnt=identification(model, draws, rng=rng),
            checks=checked(model.game, seen, list(paths.values()), weights),
        ),
    )


def _diagnosed(mode: Mode, approximation: Approximation, draws: Draws) -> Diagnostics:
    numbers: dict[str, Any] = {
        "evaluations": mode.evaluations,
        "sweeps": mode.sweeps,
        "slope": mode.slope,
        "is_found": mode.is_found,
        "log_posterior": mode.at.log_posterior,
        "log_likelihood": mode.at.log_likelihood,
    }
    return Diagnostics(
        **numbers,
        repaired=approximation.repaired,
        drawn=len(draws.weights),
        lost=draws.lost,
        k_hat=draws.k_hat,
        effective=draws.effective,
    )
