"""Methods: how the expected amount is found, and what each of them asks for.

The best method is taken whose demands a record meets, in this order.

1. *Structural*, from 24 months before the measure in which something moved, ten more
   than it has coefficients, of the longest time up to the measure of which half of the
   months are recorded (`yalu.compliance.counterfactual.structural`, and where some are
   nil `yalu.compliance.counterfactual.hurdle`).
2. *Same month*, from 6 pairs of months one year apart, all above zero
   (`yalu.compliance.counterfactual.same_month`).
3. *Random walk*, from 4 recorded years, all above zero
   (`yalu.compliance.counterfactual.random_walk`).
4. *None*: too little is on record, it never changed, or most months are nil:
   there is no estimate.
"""

from enum import StrEnum

__all__ = [
    "DENSE",
    "DRIFT",
    "FEWEST_MONTHS",
    "FEWEST_PAIRS",
    "FEWEST_YEARS",
    "LEVEL",
    "MOST_NIL",
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
"""Months before a measure, recorded and not nil, that a structural model asks for."""

DENSE = 0.5
"""Share of months on record in the time that a structural model learns from."""

MOST_NIL = 0.5
"""Share of nil months, of those on record, up to which anything is estimated."""

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
    HURDLE = "how often a month is nil, and logarithms of the others"
