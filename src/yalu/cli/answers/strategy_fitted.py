"""The fit that comes with Yalu, as commands read it; why not, where there is none."""

from dataclasses import dataclass

from yalu.errors import ModelError, SchemaError
from yalu.strategy.estimation.doubting import reservations
from yalu.strategy.estimation.storing import StoredFit, stored

__all__ = ["Held", "fitted", "reserved"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A stored fit, or why there is none.

    Attributes
    ----------
    fit : StoredFit or None
        The fit.
    missing : str
        Why there is none and what helps, in sentences; empty if there is one.

    """

    fit: StoredFit | None
    missing: str = ""


def fitted() -> Held:
    """Return the stored fit, or what is wrong with what is stored."""
    try:
        return Held(fit=stored())
    except (ModelError, SchemaError) as error:
        return Held(fit=None, missing=str(error))


def reserved() -> tuple[str, ...]:
    """Return why no sign may be built on what is stored; empty where it may."""
    held = fitted()
    if held.fit is None:
        return ("no fit can be read with which to check the draws",)
    stale = (f"the fit is stale: {words}" for words in held.fit.stale)
    return (*stale, *reservations(held.fit))
