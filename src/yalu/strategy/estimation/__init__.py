"""Fits of a game to a record: likelihood, posterior, checks, retrodiction, recovery."""

from yalu.strategy.estimation.arrangement import Arrangement, arrange
from yalu.strategy.estimation.evidence import Evidence, evidence, evidence_of_path
from yalu.strategy.estimation.filtering import ASTRAY, Filtered, filtered
from yalu.strategy.estimation.fit import Diagnostics, Fit, Fitting, fit, objective_of
from yalu.strategy.estimation.identification import Learnt
from yalu.strategy.estimation.laplace import Approximation, Draws, draw, laplace
from yalu.strategy.estimation.mode import Mode, find_mode
from yalu.strategy.estimation.model import Model
from yalu.strategy.estimation.objective import Evaluation, Objective
from yalu.strategy.estimation.patron_model import patron_model
from yalu.strategy.estimation.predictive import Check

__all__ = [
    "ASTRAY",
    "Approximation",
    "Arrangement",
    "Check",
    "Diagnostics",
    "Draws",
    "Evaluation",
    "Evidence",
    "Filtered",
    "Fit",
    "Fitting",
    "Learnt",
    "Mode",
    "Model",
    "Objective",
    "arrange",
    "draw",
    "evidence",
    "evidence_of_path",
    "filtered",
    "find_mode",
    "fit",
    "laplace",
    "objective_of",
    "patron_model",
]
