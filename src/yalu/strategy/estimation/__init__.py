"""Fits of a game to a record: likelihood, posterior, checks, retrodiction, recovery."""

from yalu.strategy.estimation.arrangement import Arrangement, arrange
from yalu.strategy.estimation.baselines import Baseline, baseline_chances
from yalu.strategy.estimation.describing import described_fit
from yalu.strategy.estimation.evidence import Evidence, evidence, evidence_of_path
from yalu.strategy.estimation.filtering import ASTRAY, Filtered, filtered
from yalu.strategy.estimation.fit import Diagnostics, Fit, Fitting, fit, objective_of
from yalu.strategy.estimation.foretelling import Foretold, foretold
from yalu.strategy.estimation.identification import Learnt
from yalu.strategy.estimation.laplace import Approximation, Draws, draw, laplace
from yalu.strategy.estimation.mode import Mode, find_mode
from yalu.strategy.estimation.model import Model
from yalu.strategy.estimation.objective import Evaluation, Objective
from yalu.strategy.estimation.origins import fit_sha256
from yalu.strategy.estimation.patron_model import patron_model
from yalu.strategy.estimation.predictive import Check
from yalu.strategy.estimation.readings import reread
from yalu.strategy.estimation.recovery import Recovered, recover
from yalu.strategy.estimation.refitting import refit, refit_recovery
from yalu.strategy.estimation.retrodiction import Retrodiction, Score, retrodict
from yalu.strategy.estimation.storing import BOARDS, StoredFit, stored

__all__ = [
    "ASTRAY",
    "BOARDS",
    "Approximation",
    "Arrangement",
    "Baseline",
    "Check",
    "Diagnostics",
    "Draws",
    "Evaluation",
    "Evidence",
    "Filtered",
    "Fit",
    "Fitting",
    "Foretold",
    "Learnt",
    "Mode",
    "Model",
    "Objective",
    "Recovered",
    "Retrodiction",
    "Score",
    "StoredFit",
    "arrange",
    "baseline_chances",
    "described_fit",
    "draw",
    "evidence",
    "evidence_of_path",
    "filtered",
    "find_mode",
    "fit",
    "fit_sha256",
    "foretold",
    "laplace",
    "objective_of",
    "patron_model",
    "recover",
    "refit",
    "refit_recovery",
    "reread",
    "retrodict",
    "stored",
]
