r"""Nested pseudo-likelihood: estimate, let both sides answer, estimate again.

Given what the sides expect of each other, coefficients are estimated as if by a probit
(pseudo-likelihood); given coefficients, both answer what was expected; and so on, until
neither changes. Then expectations are right, so every game is in equilibrium, and no
equilibrium had to be searched for on the way (Aguirregabiria and Mira 2007; Crisman-Cox
and Gibilisco 2021). The rounds lead to equilibria only from which small mistakes do not
lead away; where they do not come to rest, the result says so.

References
----------
Aguirregabiria, V. and Mira, P. (2007). Sequential estimation of dynamic discrete games.
*Econometrica* 75, 1–53.

"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from yalu.strategy.crisis.ascent import Ascent, climb
from yalu.strategy.crisis.choices import firmness, resistance_index
from yalu.strategy.crisis.design import CrisisDesign, bounded
from yalu.strategy.crisis.likelihood import pseudo_likelihood

__all__ = ["Nested", "fixed_expectations", "nested"]

Array = NDArray[np.float64]

_PATIENCE = 3  # rounds without a peak, after which no more are made


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Nested:
    """Where the rounds ended.

    Attributes
    ----------
    coefficients : ndarray of float64, shape (k,)
        Of the payoffs.
    resist, firm : ndarray of float64, shape (n,)
        What the sides expect of each other.
    log_likelihood : float
        Of the outcomes, given these.
    rounds : int
        How often was estimated.
    change : float
        Largest change of a coefficient or a chance in the last round.
    climbed : bool
        Whether the last estimate, given the expectations before it, was found.

    """

    coefficients: Array
    resist: Array
    firm: Array
    log_likelihood: float
    rounds: int
    change: float
    climbed: bool


def fixed_expectations(
    design: CrisisDesign, resist: Array, firm: Array, start: Array
) -> Ascent:
    """Return the most likely coefficients, given what the sides expect."""
    by_coefficient = design.indices(bounded(resist), bounded(firm))
    return climb(
        lambda place: pseudo_likelihood(place, by_coefficient, design.counts), start
    )


def nested(
    design: CrisisDesign,
    resist: Array,
    firm: Array,
    start: Array,
    *,
    tolerance: float,
    most: int,
) -> Nested:
    """Return coefficients and expectations that agree with each other.

    Parameters
    ----------
    design : CrisisDesign
        Outcomes and terms.
    resist, firm : ndarray of float64, shape (n,)
        Expectations to begin with.
    start : ndarray of float64, shape (k,)
        Coefficients to begin with.
    tolerance : float
        Change of coefficients and chances at which to end.
    most : int
        How many rounds at most.

    """
    found = Ascent(place=start, value=-np.inf, converged=False)
    change = np.inf
    rounds, lost = 0, 0
    while rounds < most and lost < _PATIENCE and not change <= tolerance:
        rounds += 1
        last = found.place
        found = fixed_expectations(design, resist, firm, last)
        lost += not found.converged
        payoffs = design.payoffs(found.place)
        # Both answer at once what was expected of the other.
        resists = ndtr(
            resistance_index(payoffs.target_firm, payoffs.concession, bounded(firm))
        )
        stands = firmness(payoffs, bounded(resist))
        change = max(
            float(np.abs(found.place - last).max(initial=0.0)),
            float(np.abs(resists - resist).max()),
            float(np.abs(stands - firm).max()),
        )
        resist, firm = resists, stands
    return Nested(
        coefficients=found.place,
        resist=resist,
        firm=firm,
        log_likelihood=found.value,
        rounds=rounds,
        change=change,
        climbed=found.converged,
    )
