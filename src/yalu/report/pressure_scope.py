"""How much is asked of pressure: which packages, at which levels, by which models."""

from dataclasses import dataclass
from datetime import date

from yalu.report.stakes import STOP

__all__ = ["CLAIMED", "DRAWS", "FULL", "REPORTED", "Scope"]

FULL = 1.0
"""Everything that a package bans is stopped."""

DRAWS = 100
"""How often what is not known is drawn unless told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """How much is asked.

    Attributes
    ----------
    packages : tuple of str
        Identifiers of packages; empty for all that differ.
    level : float
        Enforcement at which every package is priced, 0 to 1.
    curves : tuple of str
        Identifiers of the packages that are priced at other levels too.
    levels : tuple of float
        These levels, ascending.
    model : str
        Part of the names of the models; empty for all.
    patrons : tuple of str
        ISO3 codes of alternative patrons; an empty one is nobody.
    on : date or None
        Day whose law is priced instead of packages; None for the packages.
    borne : tuple of str
        Identifiers of the packages of which it is asked who else bears them.
    covered, priced, observed : bool
        Whether it is asked what trade packages ban, what they cost, and what came.

    """

    packages: tuple[str, ...] = ()
    level: float = FULL
    curves: tuple[str, ...] = ()
    levels: tuple[float, ...] = ()
    model: str = ""
    patrons: tuple[str, ...] = ("", "RUS")
    on: date | None = None
    covered: bool = True
    priced: bool = True
    borne: tuple[str, ...] = ()
    observed: bool = False


CLAIMED = Scope(packages=("2270", "to-2397", STOP), covered=False)
"""What the claims ask."""

REPORTED = Scope(
    curves=("2270", "to-2397", "oil", STOP),
    levels=(0.0, 0.25, 0.5, 0.75),
    borne=("to-2397",),
    observed=True,
)
"""What the report shows."""
