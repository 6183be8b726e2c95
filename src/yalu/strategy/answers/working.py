"""Work the answers out: solve the game at every draw, and ask.

Draws are solved one after the other, each from the equilibrium of the mode, from which
few sweeps lead to a neighbour. A draw at which no equilibrium is found is left out and
counted, never replaced.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version

import numpy as np
from numpy.typing import NDArray

from yalu.errors import ModelError
from yalu.strategy.answers.answer import Answers, Basis
from yalu.strategy.answers.asking import Seen, asked_of, path_of, summed
from yalu.strategy.answers.storing import answers_sha256
from yalu.strategy.estimation.arrangement import arrange
from yalu.strategy.estimation.evidence import evidence
from yalu.strategy.estimation.fit import Fit
from yalu.strategy.estimation.model import Model
from yalu.strategy.games import Equilibrium, Game, solve
from yalu.strategy.record import StrategicRecord

__all__ = ["Draws", "draws_of", "seen_by", "worked_out"]

Array = NDArray[np.float64]
Tell = Callable[[str], None]

_LIBRARIES = ("jax", "numpy", "scipy")
_OFTEN = 20
_NOTHING = 1e-6  # of the greatest weight


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Draws:
    """Draws of all parameters of a game.

    Attributes
    ----------
    mode : mapping of str to float
        The likeliest parameters, by name.
    fitted : sequence of mapping of str to float
        Draws that the record has weighed.
    weights : ndarray of float64, shape (draws,)
        What each of them counts.
    prior : sequence of mapping of str to float
        Draws of the prior.
    precision : float
        How sharply players choose.
    fit_sha256 : str
        Hash of the fit that they are from.

    """

    mode: Mapping[str, float]
    fitted: Sequence[Mapping[str, float]]
    weights: Array
    prior: Sequence[Mapping[str, float]]
    precision: float
    fit_sha256: str


def draws_of(
    fit: Fit,
    model: Model,
    *,
    rng: np.random.Generator,
    prior: int = 100,
    fit_sha256: str = "",
) -> Draws:
    """Return the draws of a fit, and draws of its prior beside them.

    Parameters
    ----------
    fit : Fit
        The fit; draws that count for nothing are left out.
    model : Model
        The model that was fitted.
    rng : numpy.random.Generator
        Where draws of the prior come from.
    prior : int
        How many of them.
    fit_sha256 : str
        Hash of the fit as it is stored.

    """
    kept = np.flatnonzero(fit.weights > _NOTHING * fit.weights.max())
    return Draws(
        mode=fit.mode,
        fitted=[fit.draws[each] for each in kept],
        weights=fit.weights[kept],
        prior=[model.parameters(model.draw(rng)) for _ in range(prior)],
        precision=fit.precision,
        fit_sha256=fit_sha256,
    )


def seen_by(game: Game, record: StrategicRecord) -> Seen:
    """Return a record as a game sees it.

    Raises
    ------
    SchemaError
        If the game has an axis that the record has no column for.
    ModelError
        If a quarter is too uncertain to be summed over.

    """
    found = evidence(record, game)
    return Seen(evidence=found, arrangement=arrange(found, game))


def worked_out(
    game: Game,
    seen: Seen,
    draws: Draws,
    *,
    seed: int,
    tell: Tell = lambda _: None,
) -> Answers:
    """Return the answers of a fit.

    Parameters
    ----------
    game : Game
        The patron-target-sender game, on the board of the fit or a finer one.
    seen : Seen
        The record on the same board: `seen_by`.
    draws : Draws
        Parameters.
    seed : int
        Where chance began when they were drawn; told, and not used.
    tell : callable
        Called now and then with how far it is.

    Raises
    ------
    ModelError
        If there is no equilibrium at the mode, or at no draw of the fit.

    """
    mode = solve(game, draws.mode, precision=draws.precision)
    fitted = [
        asked_of(found, seen, weight=float(weight))
        for found, weight in zip(
            _solved(mode, draws.fitted, "fit", tell), draws.weights, strict=True
        )
        if found is not None
    ]
    prior = [
        asked_of(found, seen)
        for found in _solved(mode, draws.prior, "prior", tell)
        if found is not None
    ]
    tried = len(draws.fitted) + len(draws.prior)
    basis = Basis(
        quarter=seen.evidence.periods[-1],
        quarters=len(seen.evidence.periods),
        states=game.states,
        precision=draws.precision,
        draws=len(fitted),
        prior_draws=len(prior),
        effective=0.0,
        unsolved=tried - len(fitted) - len(prior),
        residual=mode.residual,
        seed=seed,
        record_sha256=seen.evidence.digest,
        fit_sha256=draws.fit_sha256,
        code_sha256=answers_sha256(),
        libraries={name: version(name) for name in _LIBRARIES},
    )
    return summed(fitted, prior, path=path_of(mode, seen), basis=basis)


def _solved(
    mode: Equilibrium,
    draws: Sequence[Mapping[str, float]],
    name: str,
    tell: Tell,
) -> Iterator[Equilibrium | None]:
    """Yield the equilibrium at each draw, None where none was found."""
    for number, parameters in enumerate(draws, start=1):
        if number % _OFTEN == 0:
            tell(f"answers: {number} of {len(draws)} draws of the {name}")
        yield _near(mode, parameters)


def _near(mode: Equilibrium, parameters: Mapping[str, float]) -> Equilibrium | None:
    for start in (mode.supposed, None):
        try:
            return solve(
                mode.game, dict(parameters), precision=mode.precision, start=start
            )
        except ModelError:
            continue
    return None
