r"""The full likelihood: equilibrium in every game, whatever the coefficients.

Each evaluation finds what the sides expect of each other in equilibrium; derivatives
take along how expectations follow (see :mod:`yalu.strategy.crisis.accuracy`), and the
climb begins with the information matrix in place of second derivatives and corrects it
by how the gradient changes.

Where a game has several equilibria, the one that was held is followed as long as there
is one, since jumping to another makes the likelihood break off. At the end all
equilibria of all games are looked for, and if another one makes the outcomes of its
game likelier, the climb goes on from there.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import xlogy

from yalu.strategy.crisis.accuracy import crossed, scores
from yalu.strategy.crisis.ascent import Ascent, climb
from yalu.strategy.crisis.choices import best_response, choice_probabilities
from yalu.strategy.crisis.design import CrisisDesign
from yalu.strategy.crisis.equilibrium import CrisisEquilibria, equilibria
from yalu.strategy.crisis.payoffs import CrisisPayoffs

__all__ = ["Full", "followed", "full"]

Array = NDArray[np.float64]

_STEPS = 50
_CLIMBS = 5
_CLOSE = 2e-13
_BETTER = 1e-6  # gain in log-likelihood for which another equilibrium is taken


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Full:
    """Where the climb ended.

    Attributes
    ----------
    coefficients : ndarray of float64, shape (k,)
        Of the payoffs.
    resist, firm : ndarray of float64, shape (n,)
        What the sides do and expect.
    log_likelihood : float
        Of the outcomes.
    climbs : int
        How many climbs, each after equilibria were looked for anew.
    several : int
        How many games have several equilibria at the end.
    converged : bool
        Whether nothing more was to be gained.

    """

    coefficients: Array
    resist: Array
    firm: Array
    log_likelihood: float
    climbs: int
    several: int
    converged: bool


def full(design: CrisisDesign, firm: Array, start: Array, *, most: int) -> Full:
    """Return the coefficients under which the outcomes are likeliest.

    Parameters
    ----------
    design : CrisisDesign
        Outcomes and terms.
    firm : ndarray of float64, shape (n,)
        Chances to stand firm to begin with: those of nested pseudo-likelihood.
    start : ndarray of float64, shape (k,)
        Coefficients to begin with: the same.
    most : int
        How many climbs at most; never more than five.

    """
    found = Ascent(place=start, value=-np.inf, converged=False)
    held, several, climbs = firm, 0, 0
    settled = False
    while climbs < min(most, _CLIMBS) and not settled:
        climbs += 1
        found = climb(_terrain(design, held), found.place, learn=True)
        payoffs = design.payoffs(found.place)
        held = followed(payoffs, held)
        known = equilibria(payoffs)
        several = int((known.numbers > 1).sum())
        better = _likelier(design, known, held)
        settled = better is None
        held = held if better is None else better
    answer = best_response(design.payoffs(found.place), held)
    return Full(
        coefficients=found.place,
        resist=answer.resist,
        firm=held,
        log_likelihood=found.value,
        climbs=climbs,
        several=several,
        converged=found.converged and settled,
    )


def followed(payoffs: CrisisPayoffs, firm: Array) -> Array:
    """Return the equilibrium next to a chance to stand firm, for each game.

    Newton's method; where it fails, the nearest of all equilibria. Where a game has
    none but in the limit, the chance is missing.
    """
    place = firm
    for _ in range(_STEPS):
        answer = best_response(payoffs, place)
        gap = answer.firm - place
        if (np.abs(gap) <= _CLOSE).all():
            return place
        bend = 1 - answer.slope
        step = gap / np.where(np.abs(bend) < _CLOSE, 1.0, bend)
        # Never past half the way to 0 or 1.
        place = np.clip(place + step, place / 2, (1 + place) / 2)
    answer = best_response(payoffs, place)
    lost = np.flatnonzero(~(np.abs(answer.firm - place) <= _CLOSE * 10))
    if not lost.size:
        return place
    known = equilibria(payoffs.take(lost))
    nearest = np.full(lost.size, np.nan)
    for game in range(lost.size):
        choices = known.firm[known.game == game]
        if choices.size:
            nearest[game] = choices[np.abs(choices - firm[lost[game]]).argmin()]
    place = place.copy()
    place[lost] = nearest
    return place


def _terrain(
    design: CrisisDesign, firm: Array
) -> Callable[[Array], tuple[float, Array, Array]]:
    """Return the likelihood over the coefficients, by the equilibria next to `firm`."""

    def terrain(place: Array) -> tuple[float, Array, Array]:
        payoffs = design.payoffs(place)
        held = followed(payoffs, firm)
        if not np.isfinite(held).all():
            return -np.inf, np.zeros(place.size), -np.eye(place.size)
        found = scores(design, place, best_response(payoffs, held).resist, held)
        counts = design.counts
        value = float(_told(counts, found.chances.T).sum())
        gradient = np.einsum("no,onk->k", counts, found.whole)
        weights = found.chances * counts.sum(axis=1)
        return value, gradient, -crossed(weights, found.whole, found.whole)

    return terrain


def _likelier(
    design: CrisisDesign, known: CrisisEquilibria, held: Array
) -> Array | None:
    """Return what to hold instead, if another equilibrium makes outcomes likelier."""
    counts = design.counts
    resist = best_response(known.payoffs, held).resist
    now = _told(counts, choice_probabilities(known.payoffs, resist=resist, firm=held))
    then = _told(counts[known.game], known.probabilities)
    changed = held.copy()
    best = now + _BETTER
    for at, game in enumerate(known.game):
        if then[at] > best[game]:
            best[game], changed[game] = then[at], known.firm[at]
    return None if (changed == held).all() else changed


def _told(counts: Array, chances: Array) -> Array:
    return np.asarray(xlogy(counts, chances).sum(axis=1))
