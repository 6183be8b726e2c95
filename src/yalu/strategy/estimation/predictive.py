"""Posterior predictive checks: whether the fitted game looks like the record.

From every draw paths are simulated as long as the record, begun where it begins, and
looked at only where the record looked. How often something happened in the record is
set against how often it happens there. Paths run freely: nothing of the record but its
beginning holds them on its track.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yalu.strategy.estimation.evidence import Evidence
from yalu.strategy.estimation.quantiles import quantiles
from yalu.strategy.games import Equilibrium, Game
from yalu.strategy.games.paths import simulate

__all__ = ["Check", "checked", "counts_of", "replicated", "statistics_of"]

Array = NDArray[np.float64]

_EXTREME = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One count, in the record and in paths of the fitted game.

    Attributes
    ----------
    name : str
        What is counted, such as ``move: test``.
    periods : int
        Quarters in which the record knows of it.
    observed : float
        How often it is recorded; an uncertain quarter counts with its chance.
    low, median, high : float
        How often it happens in simulated paths: middle, and range of 90 percent.
    p : float
        Share of paths in which it happens more often than in the record, half of those
        counted in which it happens as often.

    """

    name: str
    periods: int
    observed: float
    low: float
    median: float
    high: float
    p: float

    @property
    def is_extreme(self) -> bool:
        """Whether hardly any path has as many, or hardly any as few."""
        return not _EXTREME <= self.p <= 1 - _EXTREME

    def __str__(self) -> str:
        return (
            f"{self.name}: {self.observed:.1f} recorded in {self.periods} quarters, "
            f"{self.median:.0f} [{self.low:.0f} to {self.high:.0f}] in paths, "
            f"p = {self.p:.2f}"
        )


def statistics_of(game: Game) -> tuple[str, ...]:
    """Return the names of what is counted: each choice, and changes of the first."""
    named = [f"{axis.name}: {label}" for axis in game.actions for label in axis.labels]
    return (*named, *(f"{axis.name}: changes" for axis in game.actions[:1]))


def counts_of(seen: Evidence, game: Game) -> Array:
    """Return how often each of `statistics_of` is recorded."""
    found: list[float] = []
    for axis in game.actions:
        known, shares = seen.is_known(axis.name), seen.shares(axis.name)
        found += shares[known].sum(axis=0).tolist()
    first = game.actions[0].name
    known, shares = seen.is_known(first), seen.shares(first)
    both = known[1:] & known[:-1]
    found.append(float(np.sum(1 - np.sum(shares[1:] * shares[:-1], axis=1)[both])))
    return np.array(found)


def replicated(
    equilibrium: Equilibrium,
    seen: Evidence,
    *,
    rng: np.random.Generator,
    runs: int = 4,
) -> Array:
    """Return how often each of `statistics_of` happens in simulated paths.

    Parameters
    ----------
    equilibrium : Equilibrium
        How the game is played.
    seen : Evidence
        The record: how long it is, where it begins, and where it looked.
    rng : numpy.random.Generator
        Where chance comes from.
    runs : int
        How many paths.

    Returns
    -------
    ndarray of float64, shape (runs, statistics)

    """
    game = equilibrium.game
    paths = simulate(
        equilibrium,
        _beginning(seen, equilibrium, rng),
        periods=len(seen.periods),
        rng=rng,
        runs=runs,
    )
    columns: list[Array] = []
    for axis in game.actions:
        looked = seen.is_known(axis.name)
        codes = paths.positions[axis.name][:, looked]
        columns += [np.sum(codes == place, axis=1) for place in range(axis.size)]
    first = game.actions[0].name
    known = seen.is_known(first)
    moved = np.diff(paths.positions[first], axis=1) != 0
    columns.append(np.sum(moved & known[1:] & known[:-1], axis=1))
    return np.array(columns, dtype=np.float64).T


def _beginning(
    seen: Evidence, equilibrium: Equilibrium, rng: np.random.Generator
) -> dict[str, int]:
    """Return where a path begins: what the record leaves open is drawn."""
    game = equilibrium.game
    start = {
        axis.name: int(rng.choice(axis.size, p=seen.shares(axis.name)[0]))
        for axis in game.components
    }
    if game.belief is not None:
        middle = float(np.asarray(game.belief.levels).mean())
        prior = float(equilibrium.parameters.get("prior_resolute", middle))
        levels = np.asarray(game.belief.levels)
        start[game.belief.name] = int(np.abs(levels - prior).argmin())
    return start


def checked(
    game: Game, seen: Evidence, paths: Sequence[Array], weights: Array
) -> tuple[Check, ...]:
    """Return the checks, from what `replicated` gave for each draw.

    Parameters
    ----------
    game : Game
        The game.
    seen : Evidence
        The record.
    paths : sequence of ndarray
        Counts of each draw's paths.
    weights : ndarray of float64, shape (draws,)
        What each draw counts.

    """
    return tuple(_checked(game, seen, paths, weights))


def _checked(
    game: Game, seen: Evidence, paths: Sequence[Array], weights: Array
) -> Iterator[Check]:
    counts = np.concatenate(list(paths))
    each = np.repeat(weights, [len(part) for part in paths])
    each = each / each.sum()
    observed = counts_of(seen, game)
    for place, name in enumerate(statistics_of(game)):
        axis, _, _ = name.partition(": ")
        if axis in seen.unasked:
            continue  # paths are asked in other quarters than the record
        column = counts[:, place]
        more = np.sum(
            each * ((column > observed[place]) + 0.5 * (column == observed[place]))
        )
        low, median, high = quantiles(column, each, (0.05, 0.5, 0.95))
        yield Check(
            name=name,
            periods=int(seen.is_known(axis).sum()),
            observed=float(observed[place]),
            low=low,
            median=median,
            high=high,
            p=float(more),
        )
