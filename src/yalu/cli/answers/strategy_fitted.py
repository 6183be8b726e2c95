"""The fit that comes with Yalu, as commands read it; None where there is none."""

from collections.abc import Mapping

from yalu.errors import ModelError
from yalu.strategy.estimation.storing import StoredFit, stored

__all__ = ["fitted", "fitted_mode"]


def fitted() -> StoredFit | None:
    """Return the stored fit."""
    try:
        return stored()
    except ModelError:
        return None


def fitted_mode() -> Mapping[str, float] | None:
    """Return all parameters at the mode of the stored fit."""
    found = fitted()
    if found is None:
        return None
    return {name: float(value) for name, value in found.fit.mode.items()}
