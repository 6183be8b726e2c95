"""The fit that comes with Yalu, as commands read it; None where there is none."""

from collections.abc import Mapping

from yalu.strategy.estimation.fit import Fit
from yalu.strategy.estimation.retrodiction import Retrodiction

__all__ = ["fitted", "fitted_mode", "retrodicted"]


def fitted() -> Fit | None:
    """Return the stored fit."""
    return None


def fitted_mode() -> Mapping[str, float] | None:
    """Return all parameters at the mode of the stored fit."""
    found = fitted()
    return None if found is None else found.mode


def retrodicted() -> tuple[Retrodiction, ...]:
    """Return how left-out cases were foretold; empty where nothing is stored."""
    return ()
