"""Everything that the report, the command line and the claims say of pressure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from yalu.report.pricing import (
    Bearing,
    Influence,
    Outturn,
    PackageRow,
    Price,
    Yardstick,
)

__all__ = ["FULL", "MODELS", "Pressure", "Scope"]

FULL = 1.0
"""Everything that a package bans is stopped."""

MODELS = ("mechanical", "essential input", "general equilibrium")
"""The models, from the simplest on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """How much is asked.

    Attributes
    ----------
    packages : tuple of str
        Identifiers of packages; empty for all.
    curves : tuple of str
        Identifiers of the packages that are priced at every level and not only at the
        last.
    levels : tuple of float
        Levels of enforcement, ascending, 0 to 1.
    models : tuple of str
        Names of models.
    patrons : tuple of str
        ISO3 codes of alternative patrons; an empty one is nobody.
    on : date or None
        Day whose law is priced instead of packages; None for the packages.
    priced, bearers, observed : bool
        Whether it is asked what packages cost, who else bears it, and what came of it.

    """

    packages: tuple[str, ...] = ()
    curves: tuple[str, ...] = ()
    levels: tuple[float, ...] = (FULL,)
    models: tuple[str, ...] = MODELS
    patrons: tuple[str, ...] = ("", "RUS")
    on: date | None = None
    priced: bool = True
    bearers: bool = False
    observed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressure:
    """What packages of measures cost a target, and how far that can be trusted.

    Attributes
    ----------
    target, patron, alternative : str
        ISO3 codes: who is pressed, by whom above all, and who might step in.
    year : int
        Calendar year of the trade that everything starts from.
    packages : tuple of PackageRow
        What is priced.
    prices : tuple of Price
        What each costs, by model, level of enforcement and alternative patron.
    bearings : tuple of Bearing
        Who else bears it.
    outturns : tuple of Outturn
        Predictions beside the record of later years.
    yardsticks : tuple of Yardstick
        Recorded falls of income, the deepest single year first.
    influences : tuple of Influence
        What the spread of a cost comes from, the strongest first.
    draws : int
        How many times what is not known was drawn.
    left_out : tuple of str
        What the models leave out, in whole sentences.
    notes : tuple of str
        What to know of the data, in whole sentences.
    sources : tuple of str
        Identifiers of the sources.

    """

    target: str
    patron: str
    alternative: str
    year: int
    packages: tuple[PackageRow, ...]
    prices: tuple[Price, ...]
    bearings: tuple[Bearing, ...]
    outturns: tuple[Outturn, ...]
    yardsticks: tuple[Yardstick, ...]
    influences: tuple[Influence, ...]
    draws: int
    left_out: tuple[str, ...]
    notes: tuple[str, ...]
    sources: tuple[str, ...]

    @property
    def models(self) -> tuple[str, ...]:
        """The models, in order."""
        return tuple(dict.fromkeys(price.model for price in self.prices))

    @property
    def levels(self) -> tuple[float, ...]:
        """The levels of enforcement at which every package is priced, and others."""
        return tuple(sorted({price.enforcement for price in self.prices}))

    def at(
        self,
        *,
        package: str | None = None,
        model: str | None = None,
        patron: str | None = None,
        enforcement: float | None = None,
    ) -> tuple[Price, ...]:
        """Return the prices of one package, model, patron or level; all of None."""
        return tuple(
            price
            for price in self.prices
            if package in (None, price.package)
            and model in (None, price.model)
            and patron in (None, price.patron)
            and enforcement in (None, price.enforcement)
        )

    @property
    def crippling(self) -> Yardstick | None:
        """The deepest recorded fall in one year; None where none is recorded."""
        single = [each for each in self.yardsticks if each.first == each.last]
        return max(single, key=lambda each: each.high, default=None)

    def labels(self, packages: Sequence[str]) -> tuple[str, ...]:
        """Return what readers are shown for some packages."""
        known = {row.package: row.label for row in self.packages}
        return tuple(known.get(name, name) for name in packages)
