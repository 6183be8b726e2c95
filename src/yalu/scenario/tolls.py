r"""Tolls: what the law of each month costs the target at each level of enforcement.

The cost of a law is a curve of `yalu.impact`: by model, with and without the
alternative patron, at some levels of enforcement, over draws of what those models do
not know. All laws are priced at the same draws. For each law, model and level the
draws are then sorted, so that a place on the last axis is a quantile of the cost; a
draw of the chain reads all laws at one place (the uncertainty ``toll_quantile``).

General equilibrium has no answer where a target may buy and has nothing left to sell.
Where a model has none at any draw its cost goes on in a straight line from the two
levels below.

A law that covers the share :math:`s` of all trade evenly costs at enforcement
:math:`e` what a closed border costs at :math:`se`: both stop the same share of
everything.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from yalu.errors import ModelError
from yalu.impact import Curve, Package, curves, models_of
from yalu.impact.ban import Ban
from yalu.impact.simulate import Model
from yalu.scenario.case import Case
from yalu.scenario.law import LawPath, closure

__all__ = ["BY_FUEL", "DRAWS", "LEVELS", "Tolls", "tolls_of"]

BY_FUEL = "essential input"
"""Name of the model in which income hangs on oil alone."""

LEVELS = (0.0, 0.25, 0.5, 0.75, 1.0)
"""Levels of enforcement at which laws are priced; straight in between."""

DRAWS = 40
"""Draws of what the models of cost do not know."""

Prices = Mapping[frozenset[Ban], tuple[NDArray[np.float64], float]]

_PATRONS = 2
_LAST = "all imports"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tolls:
    """What laws cost the target, as shares of a year's income.

    Attributes
    ----------
    levels : tuple of float
        E levels of enforcement, rising from 0 to 1.
    models : tuple of str
        Names of M models, in the order of the uncertainty ``toll_model``.
    laws : tuple of str
        Names of the Z laws that are priced.
    cost : ndarray of float32
        (Z, M, 2, E, D): share of a year's income lost under each of Z laws, by each
        model, without and with the alternative patron, at each level, and *sorted* over
        draws from the least to the most, so that a place on the last axis is a
        quantile. 0 at no enforcement; no NaN. A model may have a law bring a gain: then
        it is below 0.
    spell : ndarray of int64
        (T,): which of the Z laws is in force in each month.
    rungs : ndarray of int64
        (C,): which of the Z laws stands for each class of stringency.
    shut : int
        Which of the Z laws is that of a closed border: the last one.
    failed : float
        Share of cells to which a model gave no answer; they hold what the other draws
        of the same cell say, or what the levels below lead to.
    prices : mapping of frozenset of Ban to (ndarray, float)
        What each set of bans costs where all of it is meant, (M, 2, E, D), and the
        share of its cells that failed: what need not be priced again.

    """

    levels: tuple[float, ...]
    models: tuple[str, ...]
    laws: tuple[str, ...]
    cost: NDArray[np.float32]
    spell: NDArray[np.int64]
    rungs: NDArray[np.int64]
    shut: int
    failed: float
    prices: Prices = field(repr=False)


def tolls_of(
    case: Case,
    path: LawPath,
    *,
    rng: np.random.Generator,
    known: Prices = MappingProxyType({}),
) -> Tolls:
    """Return what the laws of a scenario cost, each priced once.

    Parameters
    ----------
    case : Case
        Gives the case of pressure.
    path : LawPath
        The laws of the months and those that stand for the classes of stringency.
    rng : numpy.random.Generator
        Source of randomness. The same state gives the same draws whatever the laws,
        so that scenarios are compared at the same draws.
    known : mapping
        `Tolls.prices` of the same case and state of `rng`, taken over.

    Raises
    ------
    ModelError
        If a model gives no answer to a law at any draw of the lowest level.

    """
    wanted = [*path.laws, *(rung.package for rung in path.rungs), closure()]
    places, packages = _distinct(wanted)
    models = _models(case)
    new = [one for one in packages if frozenset(one.bans) not in known]
    priced = curves(
        case.pressure,
        new,
        levels=LEVELS[1:],
        models=models,
        draws=DRAWS,
        rng=rng,
    )
    prices = dict(known)
    for package, one in zip(new, priced, strict=True):
        prices[frozenset(package.bans)] = _sorted(one)
    found = [prices[frozenset(one.bans)] for one in packages]
    # Each law with the share of it that is meant: only even ones have less than all.
    spell = [(places[at], 1.0) for at in path.spell]
    rungs = [
        (place, rung.depth)
        for place, rung in zip(places[len(path.laws) : -1], path.rungs, strict=True)
    ]
    shut = (places[-1], 1.0)
    laws = [*(law for law in dict.fromkeys([*spell, *rungs]) if law != shut), shut]
    return Tolls(
        levels=LEVELS,
        models=tuple(model.name for model in models),
        laws=tuple(_named(packages[place], depth) for place, depth in laws),
        cost=np.stack(
            [_thinned(found[place][0], depth) for place, depth in laws]
        ).astype(np.float32),
        spell=np.array([laws.index(law) for law in spell], dtype=np.int64),
        rungs=np.array([laws.index(law) for law in rungs], dtype=np.int64),
        shut=len(laws) - 1,
        failed=float(np.mean([missing for _, missing in found])),
        prices=MappingProxyType(prices),
    )


def _named(package: Package, depth: float) -> str:
    return package.id if depth == 1.0 else f"{package.id} by {depth:.0%}"


def _models(case: Case) -> tuple[Model, ...]:
    """Return the models of cost, the darkest of them last.

    So the first three numbers of ``toll_model`` are those that are held plausible.
    """
    known = models_of(case.pressure)
    dark = [model for model in known if _LAST in model.name]
    return (*(model for model in known if model not in dark), *dark)


def _distinct(
    wanted: Sequence[Package],
) -> tuple[list[int], tuple[Package, ...]]:
    """Return where each package stands among the different ones, and these."""
    seen: dict[frozenset[object], int] = {}
    places = []
    found: list[Package] = []
    for package in wanted:
        what = frozenset(package.bans)
        if what not in seen:
            seen[what] = len(found)
            found.append(package)
        places.append(seen[what])
    return places, tuple(found)


def _sorted(priced: Curve) -> tuple[NDArray[np.float64], float]:
    """Return (M, 2, E, D) sorted costs with no enforcement first, and what failed."""
    costs = priced.costs
    count = costs.shape[-1]
    empty = np.asarray(np.isnan(costs).all(axis=-1))
    if empty[:, :, 0].any():
        model = priced.models[int(np.argwhere(empty[:, :, 0])[0][0])]
        msg = (
            f"Tolls of {priced.title}: the model {model} gave no answer at any of "
            f"{count} draws; expected some. Leave the law or the model out."
        )
        raise ModelError(msg)
    found = np.zeros((*costs.shape[:2], len(LEVELS), count))
    places = (np.arange(count) + 0.5) / count
    for m, p in np.ndindex(*costs.shape[:2]):
        for level, draws in enumerate(costs[m, p], start=1):
            answers = draws[~np.isnan(draws)]
            if not answers.size:
                # It goes on as it came: both levels below are as far apart.
                ahead = 2 * found[m, p, level - 1] - found[m, p, level - 2]
                found[m, p, level] = np.sort(ahead)
            elif answers.size < count:
                # What failed is taken to be like the rest of its cell.
                found[m, p, level] = np.quantile(answers, places)
            else:
                found[m, p, level] = np.sort(answers)
    return found, float(np.isnan(costs).mean())


def _thinned(cost: NDArray[np.float64], depth: float) -> NDArray[np.float64]:
    """Return the cost of the same law where it covers but a share of what it names."""
    levels = np.array(LEVELS)
    at = np.searchsorted(levels, levels * depth, side="right") - 1
    below = np.clip(at, 0, len(levels) - 2)
    part = (levels * depth - levels[below]) / (levels[below + 1] - levels[below])
    share = part[:, None]
    thin: NDArray[np.float64] = (1.0 - share) * cost[:, :, below] + share * cost[
        :, :, below + 1
    ]
    return thin
