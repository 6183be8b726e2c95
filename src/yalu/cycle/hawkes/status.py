"""How a search for the parameters of a Hawkes process ended."""

from enum import StrEnum

__all__ = ["HawkesStatus"]


class HawkesStatus(StrEnum):
    """How a search for parameters ended, from best to worst."""

    CONVERGED = "converged"
    ON_BOUNDARY = "converged on the boundary"
    EXPLOSIVE = "explosive"
    NOT_CONVERGED = "not converged"
