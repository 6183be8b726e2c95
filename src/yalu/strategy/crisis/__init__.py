"""The crisis-signalling game: solved, estimated, and drawn from."""

from yalu.strategy.crisis.choices import Response, best_response, choice_probabilities
from yalu.strategy.crisis.equilibrium import CrisisEquilibria, equilibria
from yalu.strategy.crisis.estimated import (
    CrisisCoefficient,
    CrisisEstimate,
    CrisisMethod,
    CrisisStatus,
)
from yalu.strategy.crisis.estimation import estimate
from yalu.strategy.crisis.payoffs import CrisisOutcome, CrisisPayoffs
from yalu.strategy.crisis.simulation import draw_outcomes
from yalu.strategy.crisis.specification import CrisisSpecification

__all__ = [
    "CrisisCoefficient",
    "CrisisEquilibria",
    "CrisisEstimate",
    "CrisisMethod",
    "CrisisOutcome",
    "CrisisPayoffs",
    "CrisisSpecification",
    "CrisisStatus",
    "Response",
    "best_response",
    "choice_probabilities",
    "draw_outcomes",
    "equilibria",
    "estimate",
]
