"""What would have moved without a measure, with its doubt, held against what did."""

from yalu.compliance.counterfactual.checks import LeftOut, Placebo
from yalu.compliance.counterfactual.counterfactual import Counterfactual
from yalu.compliance.counterfactual.estimating import expect
from yalu.compliance.counterfactual.expectation import Expectation
from yalu.compliance.counterfactual.fit import Fit
from yalu.compliance.counterfactual.measures import counterfactuals
from yalu.compliance.counterfactual.method import Method, Scale
from yalu.compliance.counterfactual.regressor import (
    Outside,
    Regressor,
    purchases_from_others,
    sales_by_others,
)
from yalu.compliance.counterfactual.synthetic import SecondOpinion

__all__ = [
    "Counterfactual",
    "Expectation",
    "Fit",
    "LeftOut",
    "Method",
    "Outside",
    "Placebo",
    "Regressor",
    "Scale",
    "SecondOpinion",
    "counterfactuals",
    "expect",
    "purchases_from_others",
    "sales_by_others",
]
