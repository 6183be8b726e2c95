"""Work the answers out: ask every draw of a fit, and draws of its prior beside them.

Every draw is solved from the equilibrium of the mode, from which few sweeps lead to a
neighbour, to the solver's own tolerance, which is much finer than that at which a fit
weighs its draws. A draw at which no equilibrium is found is left out and counted, never
replaced.
"""

import zlib
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import numpy as np

from yalu.strategy.answers.answer import Answers, Basis
from yalu.strategy.answers.asking import Seen, path_of, summed
from yalu.strategy.answers.drawing import Ground, asked_all
from yalu.strategy.answers.storing import answers_sha256, fit_sha256, store
from yalu.strategy.estimation.arrangement import arrange
from yalu.strategy.estimation.evidence import evidence
from yalu.strategy.estimation.fit import Fitting
from yalu.strategy.games import Game
from yalu.strategy.record import StrategicRecord

__all__ = ["PRIOR", "refit_answers", "seen_by", "worked_out"]

PRIOR = 100
"""How many draws of the prior are asked."""

Tell = Callable[[str], None]

_LIBRARIES = ("jax", "numpy", "scipy")
_NOTHING = 1e-6  # of the greatest weight


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


def refit_answers(
    fitting: Fitting,
    record: StrategicRecord,
    *,
    seed: int,
    prior: int = PRIOR,
    workers: int = 2,
    tell: Tell = lambda _: None,
    folder: Path | None = None,
) -> Answers:
    """Work the answers of a fit out, store them, and return them.

    Parameters
    ----------
    fitting : Fitting
        What `yalu.strategy.estimation.refitting.refit` returned, its files written.
    record : StrategicRecord
        The record that was fitted.
    seed : int
        Where chance begins.
    prior : int
        How many draws of the prior are asked.
    workers : int
        How many processes. With more than one, a script that calls this must do so
        where it is run and not where it is imported (``if __name__ == "__main__"``).
    tell : callable
        Is told how far it is.
    folder : Path, optional
        Where they are stored; by default in the package.

    Raises
    ------
    ModelError
        If no draw of the fit has an equilibrium.

    """
    found = worked_out(
        fitting,
        seen_by(fitting.objective.model.game, record),
        rng=np.random.default_rng([seed, zlib.crc32(b"answers")]),
        seed=seed,
        prior=prior,
        workers=workers,
        fitted=fit_sha256(),
        tell=tell,
    )
    if folder is None:
        store(found)
    else:
        store(found, folder=folder)
    return found


def worked_out(
    fitting: Fitting,
    seen: Seen,
    *,
    rng: np.random.Generator,
    seed: int,
    prior: int = PRIOR,
    workers: int = 1,
    fitted: str = "",
    tell: Tell = lambda _: None,
) -> Answers:
    """Return the answers of a fit.

    Parameters
    ----------
    fitting : Fitting
        The fit, with its mode and density.
    seen : Seen
        The record on the board of the fit.
    rng : numpy.random.Generator
        Where draws of the prior come from.
    seed : int
        Where chance began, to be told.
    prior : int
        How many draws of the prior are asked.
    workers : int
        How many processes; the answers do not depend on it.
    fitted : str
        Hash of the fit as it is stored.
    tell : callable
        Called now and then with how far it is.

    Raises
    ------
    ModelError
        If no draw of the fit has an equilibrium.

    """
    fit, model = fitting.fit, fitting.objective.model
    ground = Ground(
        game=model.game,
        precision=model.precision,
        start=fitting.mode.at.supposed,
        seen=seen,
    )
    counted = np.flatnonzero(fit.weights > _NOTHING * fit.weights.max())
    free = [*fit.free[counted], *(model.draw(rng) for _ in range(prior))]
    draws = [model.parameters(one) for one in free]
    found = asked_all(ground, draws, workers=workers, tell=tell)
    after = [
        (one, float(weight))
        for one, weight in zip(found, fit.weights[counted], strict=False)
        if one is not None
    ]
    before = [one for one in found[len(counted) :] if one is not None]
    mode = ground.solved(model.parameters(fitting.mode.at.free))
    return summed(
        after,
        before,
        path=path_of(mode, seen),
        basis=Basis(
            quarter=seen.evidence.periods[-1],
            quarters=len(seen.evidence.periods),
            under_law=_under_law(model.game, seen),
            states=model.game.states,
            precision=model.precision,
            draws=len(after),
            prior_draws=len(before),
            effective=0.0,
            unsolved=fit.diagnostics.lost + sum(one is None for one in found),
            residual=mode.residual,
            seed=seed,
            record_sha256=seen.evidence.digest,
            fit_sha256=fitted,
            code_sha256=answers_sha256(),
            libraries={name: version(name) for name in _LIBRARIES},
        ),
    )


def _under_law(game: Game, seen: Seen) -> float:
    """Return in how many of the recorded quarters the law covers anything."""
    covers = np.asarray(game.axis("stringency").levels) > 0
    return float(np.sum(seen.evidence.shares("stringency")[:, covers]))
