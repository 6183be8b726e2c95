r"""What a record would say of another path, read as well and as badly as it was itself.

In a study with known truth, paths are simulated, and what the game is shown of them has
to be as uncertain as the real record. So every cell of the record is used again. Its
weights are kept and only moved along the axis: with weights :math:`w_i` that sum to
one, a position :math:`j` is drawn by them, and they are shifted cyclically so that
position :math:`j` comes to lie on the true one, :math:`k`. Then what is read is the
shift :math:`s = k - j`, whose chance is :math:`w_{k - s}`, and that is what the shifted
weights say of position :math:`k`: they are the likelihood of what was read, exactly.
A cell that is sure stays sure, and one that says nothing says nothing.
"""

from collections.abc import Mapping
from types import MappingProxyType, SimpleNamespace

import numpy as np
from numpy.typing import NDArray

from yalu.strategy.estimation.evidence import Evidence
from yalu.strategy.games import Equilibrium
from yalu.strategy.games.paths import Paths

__all__ = ["beginning_of", "reread"]

Array = NDArray[np.float64]
Codes = NDArray[np.int64]


def beginning_of(
    equilibrium: Equilibrium, like: Evidence, rng: np.random.Generator
) -> dict[str, int]:
    """Return where a path begins that is to be like a record.

    Every component is drawn by what the record says of its first period; the type by
    its prior, and the belief is that prior, drawn from the two points of the grid
    around it so that its mean is kept: as the likelihood has it.

    Parameters
    ----------
    equilibrium : Equilibrium
        How the path will be played.
    like : Evidence
        The record.
    rng : numpy.random.Generator
        Where chance comes from.

    Returns
    -------
    dict of str to int
        Positions of components, belief and type, as `simulate` wants them.

    """
    game = equilibrium.game
    start = {
        axis.name: int(rng.choice(axis.size, p=like.shares(axis.name)[0]))
        for axis in game.components
    }
    belief = game.belief
    if belief is None:
        return start
    prior = float(belief.prior(SimpleNamespace(**equilibrium.parameters)))
    levels = np.asarray(belief.levels)
    high = int(np.clip(np.searchsorted(levels, prior), 1, len(levels) - 1))
    along = (prior - levels[high - 1]) / (levels[high] - levels[high - 1])
    start[belief.name] = high if rng.random() < along else high - 1
    start["type"] = int(rng.random() < prior)
    return start


def reread(
    paths: Paths, run: int, like: Evidence, rng: np.random.Generator
) -> Evidence:
    """Return what a record would say of a simulated path.

    In each period every component and action is read as the record reads it in that
    period. An action that is not always asked for may be asked in other periods of the
    path than of the record; in each it is read as in one of those in which the record
    asks, taken by lot. Components of the first period are not moved: the path is taken
    to begin where the record does (`beginning_of`).

    Parameters
    ----------
    paths : Paths
        Simulated paths, as long as the record.
    run : int
        Which of them.
    like : Evidence
        The record.
    rng : numpy.random.Generator
        Where chance comes from.

    """
    game, weights = paths.game, {}
    for axis in (*game.components, *game.actions):
        rows = like.shares(axis.name)
        if axis.name in like.unasked:
            rows = _asked(rows, like.unasked[axis.name], rng)
        moved = _moved(rows, paths.positions[axis.name][run], rng)
        if axis in game.components:
            moved[0] = rows[0]
        weights[axis.name] = moved
    read: Mapping[str, Array] = MappingProxyType(weights)
    return Evidence(periods=like.periods, weights=read)


def _asked(rows: Array, silent: NDArray[np.bool_], rng: np.random.Generator) -> Array:
    """Return for each period one of the rows in which the record asks."""
    asked = rows[~silent]
    if not len(asked):
        return rows
    return np.asarray(asked[rng.integers(len(asked), size=len(rows))])


def _moved(rows: Array, codes: Codes, rng: np.random.Generator) -> Array:
    """Return rows shifted so that a position drawn by each lies on its code."""
    size = rows.shape[1]
    below = np.cumsum(rows, axis=1)[:, :-1]
    drawn = np.sum(rng.random(len(rows))[:, None] >= below, axis=1)
    shift = (codes - drawn) % size
    places = (np.arange(size) - shift[:, None]) % size
    return np.asarray(np.take_along_axis(rows, places, axis=1))
