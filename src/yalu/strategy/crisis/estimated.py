"""What was found about the payoffs of crises, told in a table."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from yalu.errors import ModelError
from yalu.strategy.crisis.choices import choice_probabilities
from yalu.strategy.crisis.payoffs import CrisisPayoffs
from yalu.strategy.crisis.specification import CrisisSpecification

__all__ = ["CrisisCoefficient", "CrisisEstimate", "CrisisMethod", "CrisisStatus"]

Array = NDArray[np.float64]


class CrisisMethod(StrEnum):
    """How payoffs are estimated, from the quickest."""

    PSEUDO = "pl"
    NESTED = "npl"
    FULL = "mle"


class CrisisStatus(StrEnum):
    """How an estimate ended."""

    CONVERGED = "converged"
    NOT_CONVERGED = "not converged"


_TOLD = {
    CrisisMethod.PSEUDO: "pseudo-likelihood at the expectations given",
    CrisisMethod.NESTED: "nested pseudo-likelihood",
    CrisisMethod.FULL: "full likelihood",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CrisisCoefficient:
    """One coefficient, in standard deviations of a private shock per unit of its term.

    Attributes
    ----------
    payoff : str
        The payoff of `CrisisPayoffs` that it is a part of.
    term : str
        What it weighs.
    value : float
        The estimate.
    error : float or None
        Standard error; None where it cannot be told.
    low, high : float or None
        Range of 95 percent, from the normal distribution; None without an error.

    """

    payoff: str
    term: str
    value: float
    error: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CrisisEstimate:
    """Payoffs of crises that were estimated.

    Attributes
    ----------
    specification : CrisisSpecification
        What was asked.
    method : CrisisMethod
        How.
    status : CrisisStatus
        How it ended.
    coefficients : tuple of CrisisCoefficient
        Payoff by payoff.
    covariance : ndarray of float64, shape (k, k)
        Of the coefficients; missing where it cannot be told.
    log_likelihood : float
        Of all outcomes.
    payoffs : CrisisPayoffs
        Of each game, at the estimates.
    resist, firm : ndarray of float64, shape (n,)
        Chance that the target resists (P_R), and that a sender that threatened stands
        firm (P_F).
    residual : float
        By how much the chances of some game miss the condition of equilibrium.
    rounds : int
        How often was estimated, expectations changing between.
    change : float
        Largest change of a coefficient or a chance in the last of them.
    outcomes : int
        How many crises and years without one were counted.
    errors : str
        Of which kind the standard errors are.
    remarks : tuple of str
        What is to be said about the estimate, in whole sentences.

    """

    specification: CrisisSpecification
    method: CrisisMethod
    status: CrisisStatus
    coefficients: tuple[CrisisCoefficient, ...]
    covariance: Array
    log_likelihood: float
    payoffs: CrisisPayoffs
    resist: Array
    firm: Array
    residual: float
    rounds: int
    change: float
    outcomes: int
    errors: str
    remarks: tuple[str, ...]

    @property
    def values(self) -> Array:
        """The coefficients as numbers, shape (k,)."""
        return np.array([one.value for one in self.coefficients])

    @property
    def probabilities(self) -> Array:
        """Chance of each outcome in each game, (n, 4), ordered as `CrisisOutcome`."""
        return choice_probabilities(self.payoffs, resist=self.resist, firm=self.firm)

    @property
    def table(self) -> pa.Table:
        """Coefficients as rows: payoff, term, value, error, low, high."""
        names = ("payoff", "term", "value", "error", "low", "high")
        return pa.table(
            {name: [getattr(one, name) for one in self.coefficients] for name in names}
        )

    def coefficient(self, payoff: str, term: str) -> CrisisCoefficient:
        """Return the coefficient of a term of a payoff.

        Raises
        ------
        ModelError
            If there is none.

        """
        for one in self.coefficients:
            if (one.payoff, one.term) == (payoff, term):
                return one
        known = "; ".join(f"{one.payoff}: {one.term}" for one in self.coefficients)
        msg = f"{payoff}: {term} has no coefficient; known: {known}. Name one of them."
        raise ModelError(msg)

    def __str__(self) -> str:
        width = max(len(one.term) for one in self.coefficients)
        head = (
            f"Crisis-signalling game by {_TOLD[self.method]}: {self.payoffs.games:,} "
            f"games, {self.outcomes:,} outcomes, log-likelihood "
            f"{self.log_likelihood:,.4f}.\n{str(self.status).capitalize()} after "
            f"{self.rounds} rounds; chances miss the condition of equilibrium by "
            f"{self.residual:.0e} at most; {self.errors}."
        )
        title = f"{'payoff':<12} {'term':<{width}} {'estimate':>9} {'error':>8}"
        lines = [head, "", f"{title}  range of 95 percent"]
        lines += [_row(one, width) for one in self.coefficients]
        return "\n".join([*lines, *self.remarks])


def _row(one: CrisisCoefficient, width: int) -> str:
    payoff = one.payoff.replace("_", " ")
    start = f"{payoff:<12} {one.term:<{width}} {one.value:>9.4f}"
    if one.error is None or one.low is None or one.high is None:
        return f"{start}        ?  not known"
    return f"{start} {one.error:>8.4f}  {one.low:.4f} to {one.high:.4f}"
