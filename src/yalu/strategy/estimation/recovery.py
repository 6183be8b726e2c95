"""Recovery: whether parameters are found again that made a record themselves.

Parameters are drawn from the prior, the game is solved at them, a record as long as the
real one is simulated from where that begins, and each cell of it is read as well and as
badly as the real record reads it (`readings`): what is missing there is missing, and
what is uncertain there is as uncertain. Then the mode and the normal approximation
there are found as for the real record, and it is asked whether the truth lies inside
the range of 90 percent of each free coordinate. Since the truth is drawn from the
prior, an exact posterior would hold it in 90 of 100 worlds.

It is done on a small board, on which thousands of games can be solved. What is tested
is the normal approximation: the draws that are weighed afterwards are closer to the
posterior than that.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any

import numpy as np
from numpy.typing import NDArray

from yalu.calibration import Calibration, wilson
from yalu.errors import ModelError
from yalu.strategy.estimation.evidence import Evidence
from yalu.strategy.estimation.fit import objective_of
from yalu.strategy.estimation.laplace import laplace
from yalu.strategy.estimation.mode import find_mode
from yalu.strategy.estimation.model import Model
from yalu.strategy.estimation.patron_model import patron_model
from yalu.strategy.estimation.readings import beginning_of, reread
from yalu.strategy.games import solve
from yalu.strategy.games.paths import simulate
from yalu.strategy.patron import SMALL

__all__ = ["COVERAGE", "Recovered", "coverage", "recover", "recover_many"]

Array = NDArray[np.float64]
Tell = Callable[[str], None]

COVERAGE = 0.9
"""Chance that a range should hold the truth."""

_REACH = 1.6448536269514722
_LOOSE = 1e-5


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Recovered:
    """One simulated world and what was made of it.

    Attributes
    ----------
    truth, found, widths : ndarray of float64, shape (P,)
        Free coordinates that made the record, the mode, and its standard deviations.
    is_found : bool
        Whether the mode was reached.

    """

    truth: Array
    found: Array
    widths: Array
    is_found: bool

    @property
    def inside(self) -> NDArray[np.bool_]:
        """Whether each truth is within its range."""
        return np.asarray(np.abs(self.truth - self.found) <= _REACH * self.widths)


def recover(model: Model, like: Evidence, rng: np.random.Generator) -> Recovered:
    """Return what is found of parameters drawn from the prior.

    Parameters
    ----------
    model : Model
        The model, on a small board.
    like : Evidence
        A record on that board, whose length, beginning and cells are taken over.
    rng : numpy.random.Generator
        Where chance comes from.

    Raises
    ------
    ModelError
        If the game has no equilibrium at the parameters drawn.

    """
    truth = model.draw(rng)
    played = solve(
        model.game,
        model.parameters(truth),
        precision=model.precision,
        tolerance=_LOOSE,
    )
    start = beginning_of(played, like, rng)
    paths = simulate(played, start, periods=len(like.periods), rng=rng)
    seen = reread(paths, 0, like, rng)
    objective = objective_of(model, seen, least=8, tolerance=_LOOSE)
    mode = find_mode(objective, objective.begin(np.array(model.centre)))
    approximation = laplace(objective_of(model, seen, least=8), mode.at)
    return Recovered(
        truth=truth,
        found=mode.at.free,
        widths=approximation.widths,
        is_found=mode.is_found,
    )


def recover_many(
    like: Evidence,
    *,
    seeds: Iterable[Sequence[int]],
    workers: int = 2,
    tell: Tell = lambda _: None,
) -> tuple[Recovered, ...]:
    """Return what is found in many worlds of the patron's game on the small board.

    Parameters
    ----------
    like : Evidence
        The record on the small board.
    seeds : iterable of sequence of int
        Where chance begins in each world.
    workers : int
        How many processes.
    tell : callable
        Is told how far it is.

    Returns
    -------
    tuple of Recovered
        One for each world; those at whose parameters the game has no equilibrium, or
        none on the way, are left out and told of.

    """
    plain = dict(like.weights)  # a proxy cannot go to another process
    silent = dict(like.unasked)
    asked = [(like.periods, plain, silent, list(seed)) for seed in seeds]
    found: list[Recovered] = []
    # A process that is forked would share the threads of what is compiled.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        for number, one in enumerate(pool.map(_one, asked), 1):
            if isinstance(one, Recovered):
                found.append(one)
                tell(f"world {number} of {len(asked)}: {one.inside.mean():.0%} inside")
            else:
                tell(f"world {number} of {len(asked)}: left out, {one}")
    return tuple(found)


def _one(
    asked: tuple[tuple[str, ...], Mapping[str, Any], Mapping[str, Any], list[int]],
) -> Recovered | str:
    periods, weights, unasked, seed = asked
    like = Evidence(periods=periods, weights=weights, unasked=unasked)
    try:
        return recover(patron_model(SMALL), like, np.random.default_rng(seed))
    except ModelError as error:
        return str(error)


def coverage(
    worlds: Sequence[Recovered], names: Sequence[str], *, seed: int, code: str
) -> tuple[Calibration, ...]:
    """Return how often truths were inside, of each parameter and of all.

    The range of the figure about all is two standard errors wide on either side, with
    worlds as the unit, since coordinates of one world are not independent; that of one
    parameter is Wilson's.

    Parameters
    ----------
    worlds : sequence of Recovered
        The worlds.
    names : sequence of str
        Names of the parameters.
    seed : int
        Where chance began.
    code : str
        Hash of the code.

    """
    inside = np.array([one.inside for one in worlds], dtype=float)
    each = inside.mean(axis=1)
    reach = 1.96 * float(each.std(ddof=1)) / np.sqrt(len(each))
    whole = float(each.mean())
    rows = [("coverage", whole, whole - reach, min(whole + reach, 1.0))]
    for place, name in enumerate(names):
        hits = int(inside[:, place].sum())
        low, high = wilson(hits, len(inside))
        rows.append((f"coverage:{name}", hits / len(inside), low, high))
    return tuple(
        Calibration(
            estimator="recovery",
            world="the game on a small board at parameters drawn from the prior",
            figure=figure,
            nominal=COVERAGE,
            value=value,
            low=low,
            high=high,
            runs=len(worlds),
            seed=seed,
            code_sha256=code,
        )
        for figure, value, low, high in rows
    )
