"""A fit: the posterior of a game's parameters given a record, with its diagnostics."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from yalu.errors import ModelError
from yalu.strategy.estimation.arrangement import arrange
from yalu.strategy.estimation.evidence import Evidence
from yalu.strategy.estimation.identification import Learnt, identification
from yalu.strategy.estimation.laplace import Approximation, Draws, Hill, draw, laplace
from yalu.strategy.estimation.mode import Mode, find_mode
from yalu.strategy.estimation.model import Model
from yalu.strategy.estimation.objective import TOLERANCE, Evaluation, Objective
from yalu.strategy.estimation.predictive import Check, checked, replicated
from yalu.strategy.games import Equilibrium, equilibria

__all__ = ["Diagnostics", "Fit", "Fitting", "find_modes", "fit", "objective_of"]

Array = NDArray[np.float64]
Tell = Callable[[str], None]

_TRUSTED = 0.7
_STARTS = 4
_SAME = 0.1  # modes nearer to each other in every free coordinate are one
_NEGLIGIBLE = 5.0  # a mode so much lower in logarithm holds less than a hundredth


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
    hills, below : int, float
        Modes found, and by how much the log posterior of the lowest is lower.
    equilibria, starts : int
        Distinct equilibria of the game found at the mode, from how many starts.
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
    hills: int
    below: float
    equilibria: int
    starts: int
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
            f"{self.evaluations} evaluations (slope {self.slope:.2g}), modes found: "
            f"{self.hills}, equilibria there: {self.equilibria} from {self.starts} "
            f"starts; {self.drawn} draws ({self.lost} lost) worth "
            f"{self.effective:.0f}, k-hat {self.k_hat:.2f}; {self.repaired} directions "
            "repaired."
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
    model: Model,
    seen: Evidence,
    *,
    without: NDArray[np.bool_] | None = None,
    least: int = 1,
    tolerance: float = TOLERANCE,
) -> Objective:
    """Return the posterior density of a model given a record; see `arrange`.

    Periods in `without` are passed through and count for nothing.
    """
    held = np.zeros(len(seen.periods), dtype=bool) if without is None else without
    return Objective(
        model=model,
        arrangement=arrange(seen, model.game, least=least),
        counted=np.where(held, 0.0, 1.0),
        tolerance=tolerance,
    )


def fit(
    model: Model,
    seen: Evidence,
    *,
    rng: np.random.Generator,
    without: NDArray[np.bool_] | None = None,
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
    without : ndarray of bool, shape (T,), optional
        Periods that are not fitted.
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
    objective = objective_of(model, seen, without=without)
    modes = find_modes(objective, tell=tell)
    mode = modes[0]
    hills = [Hill(at=one.at, approximation=laplace(objective, one.at)) for one in modes]
    for hill in hills:
        bends = hill.approximation.bends.round(2).tolist()
        tell(f"approximation: log mass {hill.log_mass():.2f}, bends {bends}")
    approximation = hills[0].approximation
    several = _equilibria(model, mode, rng)
    tell(f"equilibria at the mode: {several} found from {_STARTS} starts")
    paths: dict[int, Array] = {}

    def asked(number: int, found: Evaluation) -> None:
        played = objective.played(found)
        paths[number] = replicated(played, seen, rng=rng)
        if visit is not None:
            visit(number, played)
        if number % 25 == 0:
            tell(f"draw {number} of {count}")

    draws = draw(objective, hills, count=count, rng=rng, visit=asked)
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
            diagnostics=_diagnosed(modes, several, approximation, draws),
            learnt=identification(model, draws, rng=rng),
            checks=checked(model.game, seen, list(paths.values()), weights),
        ),
    )


def find_modes(objective: Objective, *, tell: Tell) -> tuple[Mode, ...]:
    """Return the distinct modes found, the highest first.

    Where hidden types may exchange their names, the middle between them is a saddle or
    a hollow that a search from the centre does not leave. Further searches begin on all
    sides of where the first ended.
    """
    model = objective.model
    modes = [find_mode(objective, objective.begin(np.array(model.centre)))]
    tell(str(modes[0]))
    places = [model.names.index(name) for name in model.mirrored]
    for sides in product((1.0, -1.0), repeat=len(places)) if places else ():
        free = modes[0].at.free.copy()
        free[places] = sides
        found = find_mode(objective, objective.near(free, modes[0].at.supposed, None))
        tell(f"from {sides}: {found}")
        if np.isfinite(found.at.log_posterior) and all(
            np.abs(found.at.free - one.at.free).max() > _SAME for one in modes
        ):
            modes.append(found)
    best = max(one.at.log_posterior for one in modes)
    kept = [one for one in modes if one.at.log_posterior > best - _NEGLIGIBLE]
    return tuple(sorted(kept, key=lambda one: -one.at.log_posterior))


def _equilibria(model: Model, mode: Mode, rng: np.random.Generator) -> int:
    """Return how many distinct equilibria of the game are found at a mode."""
    found = equilibria(
        model.game,
        model.parameters(mode.at.free),
        precision=model.precision,
        rng=rng,
        starts=_STARTS,
    )
    return len(found)


def _diagnosed(
    modes: Sequence[Mode], several: int, approximation: Approximation, draws: Draws
) -> Diagnostics:
    mode = modes[0]
    return Diagnostics(
        evaluations=sum(one.evaluations for one in modes),
        sweeps=sum(one.sweeps for one in modes),
        slope=max(one.slope for one in modes),
        is_found=all(one.is_found for one in modes),
        log_posterior=mode.at.log_posterior,
        log_likelihood=mode.at.log_likelihood,
        hills=len(modes),
        below=mode.at.log_posterior - modes[-1].at.log_posterior,
        equilibria=several,
        starts=_STARTS,
        repaired=approximation.repaired,
        drawn=len(draws.weights),
        lost=draws.lost,
        k_hat=draws.k_hat,
        effective=draws.effective,
    )
