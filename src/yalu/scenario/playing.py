"""Playing: solve the fitted game at draws of its parameters, and lay it out as tables.

Draws of a fit count unequally. K that count alike are taken from them by systematic
resampling (one lot, K equal steps along the cumulated weights), which takes a draw at
least as often as its weight has whole K-ths. Each is solved from the equilibrium of the
mode. A draw at which none is found is left out, and the others are taken anew.

The type of the patron and the public state on the first day are what the record says of
them, draw by draw: a filter over what is hidden, as `yalu.strategy.answers` has it.
Where a scenario changes parameters, the past is still read with the fitted ones, so
that it begins where the baseline begins.

References
----------
Kitagawa, G. (1996). Monte Carlo filter and smoother for non-Gaussian nonlinear state
space models. *Journal of Computational and Graphical Statistics* 5, 1-25.

"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

import jax
import numpy as np
from numpy.typing import NDArray

from yalu.errors import ModelError, SchemaError, describe
from yalu.scenario.equilibria import Equilibria
from yalu.scenario.laying import Beginning, laid_out
from yalu.scenario.play import Play
from yalu.scenario.solver import Solver
from yalu.strategy.answers.play import play
from yalu.strategy.answers.recorded import situations
from yalu.strategy.estimation.arrangement import Arrangement, arrange
from yalu.strategy.estimation.evidence import Evidence
from yalu.strategy.estimation.fit import Fit
from yalu.strategy.games import Equilibrium, Supposed
from yalu.strategy.patron import MIDDLE, Setting, patron_game, problems_of
from yalu.strategy.record import Quarter

__all__ = ["equilibria_of", "played", "replayed", "resampled"]

Array = NDArray[np.float64]
Parameters = Mapping[str, float]

_NO_CHANGE: Parameters = MappingProxyType({})
_PATHS = ((1.0,), (0.5, 1.0), (0.25, 0.5, 0.75, 1.0))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Past:
    """What is recorded before play begins, and how many quarters are not."""

    seen: Evidence
    arrangement: Arrangement
    quarter: Quarter
    unrecorded: int


def resampled(weights: Array, draws: int, lot: float) -> tuple[int, ...]:
    """Return positions of weighted draws, so that each position counts alike.

    Parameters
    ----------
    weights : ndarray of float64, shape (n,)
        What each draw counts, none negative.
    draws : int
        How many positions are wanted.
    lot : float
        From 0 up to 1.

    Raises
    ------
    ModelError
        If no weight is above zero, or no position is wanted.

    Examples
    --------
    >>> resampled(np.array([0.5, 0.0, 0.3, 0.2]), 4, 0.5)
    (0, 0, 2, 3)

    """
    whole = float(np.sum(weights))
    if not (whole > 0 and draws >= 1):
        msg = (
            f"Draws of the game: found {draws} wanted of weights that sum to "
            f"{whole:g}; expected one or more, and weights above 0. Ask for more "
            "draws, or fit the game anew."
        )
        raise ModelError(msg)
    steps = (lot + np.arange(draws)) / draws
    found = np.searchsorted(np.cumsum(weights) / whole, steps, side="right")
    # The last sum may fall short of one by rounding.
    last = int(np.flatnonzero(weights)[-1])
    return tuple(int(min(place, last)) for place in found)


def played(
    fit: Fit,
    seen: Evidence,
    *,
    draws: int,
    rng: np.random.Generator,
    setting: Setting = MIDDLE,
    start: date | None = None,
    changes: Parameters = _NO_CHANGE,
    known: Equilibria | None = None,
) -> Play:
    """Return how the fitted game is played.

    Parameters
    ----------
    fit : Fit
        The fit, such as `yalu.strategy.estimation.stored` has it.
    seen : Evidence
        The record on the axes of the game (`yalu.strategy.estimation.evidence`).
    draws : int
        How many draws of the fit, K.
    rng : numpy.random.Generator
        Says which draws are taken, and in what order.
    setting : Setting
        The board that was fitted.
    start : date, optional
        First day of the first quarter that is played; by default that after the record.
        What is recorded from then on is not looked at; quarters before it that are not
        recorded are played.
    changes : mapping of str to float
        Parameters that are other than fitted; see `replayed`.
    known : Equilibria, optional
        Those of this fit that were found before, to be taken up where they hold.

    Raises
    ------
    SchemaError
        If `start` is not the first day of a quarter, or none is recorded before it, or
        `changes` cannot be made.
    ModelError
        If no draw has an equilibrium, or one has none after the changes.

    """
    solver = Solver(setting=setting, precision=fit.precision)
    past = _past(seen, start, setting)
    lot, order = float(rng.random()), rng.permutation(draws)
    search = _Search(solver=solver, fit=fit, known=known or Equilibria())
    weights = np.array(fit.weights, dtype=float)
    weights[[*search.known.lost]] = 0.0
    solved: dict[int, Equilibrium] = {}
    lost = {*search.known.lost}
    while True:
        taken = resampled(weights, draws, lot)
        for number in sorted({*taken} - solved.keys()):
            found = search.of(number)
            if found is None:
                lost.add(number)
            else:
                solved[number] = found
        if not lost & {*taken}:
            break
        weights[sorted(lost)] = 0.0
    drawn = tuple(taken[place] for place in order)
    begun = {number: _begun(solved[number], past) for number in {*drawn}}
    beginning = Beginning(
        quarter=str(past.quarter),
        drawn=drawn,
        unsolved=tuple(sorted(lost)),
        chances=np.stack([begun[number] for number in drawn]),
        made_from=past.seen.digest,
    )
    made = laid_out([solved[number] for number in drawn], setting, beginning)
    return replayed(made, changes) if changes else made


def replayed(base: Play, changes: Parameters) -> Play:
    """Return a play at the same draws with some parameters changed.

    The game is solved anew, draw by draw, from the equilibrium that it had: players
    know of the change from the first day on, and that it lasts. Where that leads
    nowhere, the change is made in two or four steps.

    Parameters
    ----------
    base : Play
        The play to be changed. The state on the first day is taken over.
    changes : mapping of str to float
        What parameters are instead, by name (`yalu.strategy.patron.PARAMETERS`).

    Raises
    ------
    SchemaError
        If a name is no parameter's, or a value is out of its bounds.
    ModelError
        If a draw has no equilibrium after the changes.

    """
    if problems := problems_of(changes):
        headline = "Parameters of the game cannot be changed so"
        raise SchemaError(describe(headline, problems))
    solver = Solver(setting=Setting(**base.setting), precision=base.precision)
    solved: dict[int, Equilibrium] = {}
    starts = base.starts or (None,) * base.draws
    for number, before, start in zip(base.drawn, base.parameters, starts, strict=True):
        if number not in solved:
            solved[number] = _changed(solver, before, changes, start)
    beginning = Beginning(
        quarter=base.quarter,
        drawn=base.drawn,
        unsolved=base.unsolved,
        chances=base.beginning,
        made_from=base.digest,
    )
    equilibria = [solved[number] for number in base.drawn]
    return laid_out(equilibria, solver.setting, beginning)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Search:
    """How the equilibrium of a draw is found: taken up, or from that of the mode."""

    solver: Solver
    fit: Fit
    known: Equilibria
    middle: list[Supposed] = field(default_factory=list)

    def of(self, number: int) -> Equilibrium | None:
        parameters = self.fit.draws[number]
        if number in self.known.points:
            found = self.solver.taken_up(parameters, self.known.points[number])
            if found is not None:
                return found
        if not self.middle:
            # To solve the mode takes long, and is needed only here.
            self.middle.append(self.solver.solved(self.fit.mode, None).supposed)
        return self.solver.tried(parameters, self.middle[0])


def equilibria_of(play: Play) -> Equilibria:
    """Return the equilibria behind a play, so that they can be kept.

    Parameters
    ----------
    play : Play
        As `played` made it.

    """
    points = {
        number: np.concatenate([np.ravel(one) for one in jax.tree.leaves(start)])
        for number, start in zip(play.drawn, play.starts, strict=True)
    }
    return Equilibria(points=points, lost=play.unsolved)


def _changed(
    solver: Solver, before: Parameters, changes: Parameters, start: Supposed | None
) -> Equilibrium:
    """Return the equilibrium after changes, reached in as few steps as will do."""
    near = solver.solved(before, None).supposed if start is None else start
    for path in _PATHS:
        found: Equilibrium | None = None
        for part in path:
            between = {
                name: before[name] + part * (value - before[name])
                for name, value in changes.items()
            }
            begun = near if found is None else found.supposed
            found = solver.tried({**before, **between}, begun)
            if found is None:
                break
        if found is not None:
            return found
    told = ", ".join(f"{name} at {value:g}" for name, value in changes.items())
    msg = (
        f"The game has no equilibrium that can be reached with {told}. Change the "
        "parameters by less."
    )
    raise ModelError(msg)


def _past(seen: Evidence, start: date | None, setting: Setting) -> _Past:
    """Return what is recorded before a day."""
    first, last = (Quarter.parse(seen.periods[end]) for end in (0, -1))
    quarter = last.shifted(1) if start is None else Quarter.of(start)
    before = quarter.since(first)
    if before < 1 or (start is not None and start != quarter.start):
        msg = (
            f"Play from {start}: expected the first day of a quarter after {first}, "
            f"with which the record begins. Begin on {max(quarter, first).shifted(1)}"
            f" ({max(quarter, first).shifted(1).start})."
        )
        raise SchemaError(msg)
    known = seen.until(before) if before < len(seen.periods) else seen
    return _Past(
        seen=known,
        arrangement=arrange(known, patron_game(setting)),
        quarter=quarter,
        unrecorded=before - len(known.periods),
    )


def _begun(equilibrium: Equilibrium, past: _Past) -> NDArray[np.float32]:
    """Return the chances of type and state where play begins, shape (types, S)."""
    game = equilibrium.game
    with jax.enable_x64(True):  # noqa: FBT003 - the signature is theirs
        made = play(equilibrium)
        today, _ = situations(made, past.seen, past.arrangement)
        weights = today.weights
        for _ in range(past.unrecorded):
            weights = made.carried(made.joint(weights))
    flat = weights.reshape(len(game.types), game.states)
    return np.asarray(flat / flat.sum(), dtype=np.float32)
