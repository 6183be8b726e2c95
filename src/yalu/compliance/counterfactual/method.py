"""Methods: how the expected amount is found, and what each of them asks for.

The best method is taken whose demands a record meets, in this order.

1. *Structural*, from 24 recorded months before the measure, ten more than it has
   coefficients (`yalu.compliance.counterfactual.structural`).
2. *Same month*, from 6 pairs of months one year apart, all above zero
   (`yalu.compliance.counterfactual.same_month`).
3. *Random walk*, from 4 recorded years, all above zero
   (`yalu.compliance.counterfactual.random_walk`).
4. *None*: too little is on record, and there is no estimate.
"""

from enum import StrEnum

__all__ = [
    "DRIFT",
    "FEWEST_MONTHS",
    "FEWEST_PAIRS",
    "FEWEST_YEARS",
    "LEVEL",
    "SPARE_MONTHS",
    "Method",
    "Scale",
]

LEVEL = 0.90
"""The share of simulated worlds that an interval holds."""

DRIFT = 0.01
"""How much a level is thought to drift in a month before anything is known: the
standard deviation, as a part of the amount; about twelve percent a year."""

FEWEST_MONTHS = 24
"""Recorded months before a measure that a structural model asks for."""

SPARE_MONTHS = 10
"""How many more months than coefficients a structural model asks for."""

FEWEST_PAIRS = 6
"""Pairs of the same month in two years that the same-month method asks for."""

FEWEST_YEARS = 4
"""Recorded years that the random walk asks for."""


class Method(StrEnum):
    """How the expected amount was found."""

    STRUCTURAL = "structural time series of months"
    SAME_MONTH = "same month of the last year before"
    RANDOM_WALK = "random walk of years"
    NONE = "none"


class Scale(StrEnum):
    """What a model is fitted to."""

    LOG = "logarithms"
    LEVEL = "amounts, not below zero"
