"""The game of target, sender and patron: rules, parameters, priors."""

from yalu.strategy.patron.axes import (
    FULL,
    MIDDLE,
    SMALL,
    TYPES,
    Actor,
    Move,
    Response,
    Setting,
    merging,
)
from yalu.strategy.patron.describing import describe_game
from yalu.strategy.patron.game import TERMS, patron_game
from yalu.strategy.patron.parameters import (
    ESTIMATED,
    PARAMETERS,
    PRECISION,
    Family,
    Parameter,
    completed,
    default_parameters,
    parameter,
    problems_of,
)
from yalu.strategy.patron.patron import losses, steadier
from yalu.strategy.patron.priors import (
    constrained,
    log_prior,
    log_prior_slope,
    prior_draw,
    slopes,
    unconstrained,
)
from yalu.strategy.patron.terms import Change, Term
from yalu.strategy.patron.transitions import CHANGES

__all__ = [
    "CHANGES",
    "ESTIMATED",
    "FULL",
    "MIDDLE",
    "PARAMETERS",
    "PRECISION",
    "SMALL",
    "TERMS",
    "TYPES",
    "Actor",
    "Change",
    "Family",
    "Move",
    "Parameter",
    "Response",
    "Setting",
    "Term",
    "completed",
    "constrained",
    "default_parameters",
    "describe_game",
    "log_prior",
    "log_prior_slope",
    "losses",
    "merging",
    "parameter",
    "patron_game",
    "prior_draw",
    "problems_of",
    "slopes",
    "steadier",
    "unconstrained",
]
