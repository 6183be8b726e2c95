"""Work the answers out: ask every draw of a fit, and draws of its prior beside them.

A fit solves the game at each of its draws anyway: give it a `visitor`, and the
questions are put on the way. What was not visited is solved here, from the equilibrium
of the mode, from which few sweeps lead to a neighbour. A draw at which no equilibrium
is found is left out and counted, never replaced.
"""

import zlib
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from importlib.metadata import version
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from yalu.strategy.answers.answer import Answers, Basis
from yalu.strategy.answers.asking import Drawn, Seen, asked_of, path_of, summed
from yalu.strategy.answers.storing import answers_sha256, fit_sha256, store
from yalu.strategy.estimation.arrangement import arrange
from yalu.strategy.estimation.evidence import evidence
from yalu.strategy.estimation.fit import Fitting
from yalu.strategy.games import Equilibrium, Game
from yalu.strategy.record import StrategicRecord

__all__ = ["refit_answers", "seen_by", "visitor", "worked_out"]

Array = NDArray[np.float64]
Tell = Callable[[str], None]

_LIBRARIES = ("jax", "numpy", "scipy")
_OFTEN = 20
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
    prior: int = 60,
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
        {},
        rng=np.random.default_rng([seed, zlib.crc32(b"answers")]),
        seed=seed,
        prior=prior,
        fitted=fit_sha256(),
        tell=tell,
    )
    if folder is None:
        store(found)
    else:
        store(found, folder=folder)
    return found


def visitor(
    seen: Seen, into: MutableMapping[int, Drawn]
) -> Callable[[int, Equilibrium], None]:
    """Return what `yalu.strategy.estimation.fit.fit` takes as ``visit``.

    Parameters
    ----------
    seen : Seen
        The record on the board of the fit.
    into : mapping of int to Drawn
        Where the answer of each draw is put, by its number.

    """

    def visit(number: int, equilibrium: Equilibrium) -> None:
        into[number] = asked_of(equilibrium, seen)

    return visit


def worked_out(
    fitting: Fitting,
    seen: Seen,
    visited: Mapping[int, Drawn],
    *,
    rng: np.random.Generator,
    seed: int,
    prior: int = 60,
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
    visited : mapping of int to Drawn
        What a `visitor` has gathered; draws that are not there are solved now.
    rng : numpy.random.Generator
        Where draws of the prior come from.
    seed : int
        Where chance began, to be told.
    prior : int
        How many draws of the prior are asked.
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
    counted = np.flatnonzero(fit.weights > _NOTHING * fit.weights.max())
    after = []
    for done, number in enumerate(map(int, counted), start=1):
        found = visited.get(number) or _asked(fitting, seen, fit.free[number])
        if found is not None:
            after.append((found, float(fit.weights[number])))
        if done % _OFTEN == 0:
            tell(f"answers: draw {done} of {len(counted)} of the fit")
    before = list(_prior(fitting, seen, prior, rng, tell))
    mode = fitting.objective.played(fitting.mode.at)
    kept = [one for one in before if one is not None]
    return summed(
        after,
        kept,
        path=path_of(mode, seen),
        basis=Basis(
            quarter=seen.evidence.periods[-1],
            quarters=len(seen.evidence.periods),
            states=model.game.states,
            precision=fit.precision,
            draws=len(after),
            prior_draws=len(kept),
            effective=0.0,
            unsolved=fit.diagnostics.lost + len(before) - len(kept),
            residual=mode.residual,
            seed=seed,
            record_sha256=seen.evidence.digest,
            fit_sha256=fitted,
            code_sha256=answers_sha256(),
            libraries={name: version(name) for name in _LIBRARIES},
        ),
    )


def _prior(
    fitting: Fitting, seen: Seen, count: int, rng: np.random.Generator, tell: Tell
) -> Iterator[Drawn | None]:
    for number in range(1, count + 1):
        if number % _OFTEN == 0:
            tell(f"answers: draw {number} of {count} of the prior")
        yield _asked(fitting, seen, fitting.objective.model.draw(rng))


def _asked(fitting: Fitting, seen: Seen, free: Array) -> Drawn | None:
    """Return what a draw answers, None where no equilibrium is found."""
    objective = fitting.objective
    found = objective.near(free, fitting.mode.at.supposed, None, slope=False)
    if not np.isfinite(found.log_posterior):
        return None
    return asked_of(objective.played(found), seen)
