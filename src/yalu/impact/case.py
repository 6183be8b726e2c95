"""A case of pressure: a target, its patron, who else could help, and what is not known.

What is recorded of a case is a matrix of trade. What its target makes and buys at
home is not recorded for any closed country, and so an economy is built from the
matrix and one value for each thing that is not known, drawn from its range.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from yalu.errors import SchemaError, UnknownCodeError
from yalu.impact.economy import Economy, Floats
from yalu.impact.ranges import Range
from yalu.regime import Direction

__all__ = ["HOME", "PressureCase", "RecordedLine", "Yardstick"]

HOME = "home"
"""The sector that is not traded."""

_LEAST = 1e-9
_NO_PART = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedLine:
    """What was recorded of one goods line of the target's trade, a year.

    Attributes
    ----------
    codes : tuple of str
        HS codes of 2, 4 or 6 digits.
    direction : Direction
        ``from_target`` or ``to_target``.
    reporter : str
        Whose trade with the target it is: ISO3 code, or ``WLD`` for several together.
    low, high : float
        USD a year: the least and the most that a compiler printed.
    quantities : tuple of tuple of str, float, float
        Unit, least and most, where quantities were printed.
    name : str
        What it is.
    years : tuple of int
        Years it rests on, of its values and of its quantities.
    valued : tuple of int
        Years of its values alone; `years` if left out.
    sources : tuple of str
        Identifiers of the sources.

    """

    codes: tuple[str, ...]
    direction: Direction
    reporter: str
    low: float
    high: float
    quantities: tuple[tuple[str, float, float], ...] = ()
    name: str = ""
    years: tuple[int, ...] = ()
    valued: tuple[int, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def years_of_value(self) -> tuple[int, ...]:
        """Years of its values, or all its years where they are not told apart."""
        return self.valued or self.years


@dataclass(frozen=True, slots=True, kw_only=True)
class Yardstick:
    """A fall of income on record, to hold a cost against.

    Attributes
    ----------
    name : str
        What happened.
    value : float
        Share of income lost.
    first, last : int
        Calendar years of the fall.
    method : str
        How it was worked out.
    sources : tuple of str
        Identifiers of the sources.

    """

    name: str
    value: float
    first: int
    last: int
    method: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PressureCase:
    """A target under pressure, and the world it trades with.

    Attributes
    ----------
    target, patron, alternative : str
        ISO3 codes: whom it is aimed at, who carries its trade, and who else could.
    economies, sectors : tuple of str
        Codes of the N economies, and of the K sectors; the last sector is `HOME`.
    trade : ndarray
        (N, N, K), USD in the base year: what is recorded between economies; 0 on the
        diagonal.
    doubtful : ndarray or None
        (N, N, K), USD: recorded trade of the target beyond `trade` that may be that of
        somebody else; None where there is none.
    home : ndarray
        (N,), USD: what each economy sells at home, all sectors; NaN for the target.
    year : int
        Base year.
    ranges : tuple of Range
        What is not known; the names that `economy_at` takes.
    lines : tuple of RecordedLine
        Goods lines on record, for the weight of a ban within a sector.
    earlier : tuple of RecordedLine
        The same as they can be told without any figure of a year after `year`.
    supplied : ndarray
        (2, K), USD a year: the most the alternative patron is on record to have bought
        from the target (first row) and sold to it (second row).
    yardsticks : tuple of Yardstick
        Falls of income on record.
    notes : tuple of str
        What is left out, and what a reader should know.
    sources : tuple of str
        Identifiers of the sources.

    """

    target: str
    patron: str
    alternative: str
    economies: tuple[str, ...]
    sectors: tuple[str, ...]
    trade: Floats
    doubtful: Floats | None = None
    home: Floats
    year: int
    ranges: tuple[Range, ...]
    lines: tuple[RecordedLine, ...] = ()
    earlier: tuple[RecordedLine, ...] = ()
    supplied: Floats
    yardsticks: tuple[Yardstick, ...] = ()
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def economy(self) -> Economy:
        """The economy at the most likely values."""
        return self.economy_at({})

    @property
    def traded(self) -> tuple[str, ...]:
        """The sectors that cross borders."""
        return tuple(name for name in self.sectors if name != HOME)

    def range(self, name: str) -> Range:
        """Return one of the ranges.

        Raises
        ------
        UnknownCodeError
            If the case has none of that name.

        """
        for one in self.ranges:
            if one.name == name:
                return one
        names = ", ".join(one.name for one in self.ranges)
        msg = f"range: found {name!r}; expected one of {names}. Name one."
        raise UnknownCodeError(msg)

    def economy_at(self, values: Mapping[str, float]) -> Economy:
        """Return the economy at values of what is not known.

        Parameters
        ----------
        values : mapping of str to float
            By name of range; the most likely value where one is left out. Names of no
            range of the case are passed over, so that draws may hold more.

        Returns
        -------
        Economy
            Imbalances as recorded; close them before embargoes.

        Raises
        ------
        SchemaError
            If the target would make less than it sells abroad, or there is no
            elasticity of a sector that is traded.

        """
        chosen = {**{one.name: one.central for one in self.ranges}, **values}
        flows = self.trade.copy()
        if self.doubtful is not None:
            flows += chosen["doubtful trade"] * self.doubtful
        at, patron = self.economies.index(self.target), self._at(self.patron)
        if "crude oil" in chosen:
            flows[patron, at, self.sectors.index("3")] += chosen["crude oil"]
        for row in range(len(self.economies)):
            if row != at:
                flows[row, row] = self._home_of(row, chosen["goods at home, others"])
        flows[at, at] = _home_of_target(flows, at, chosen)
        return Economy(
            economies=self.economies,
            sectors=self.sectors,
            flows=flows,
            elasticities=self._elasticities(chosen),
            year=self.year,
            sources=self.sources,
        )

    def merged(self, groups: Mapping[str, Sequence[str]]) -> Self:
        """Return the same case with some economies put together.

        Parameters
        ----------
        groups : mapping of str to sequence of str
            New code and the economies it takes in; what they sell each other becomes
            home sales.

        Raises
        ------
        SchemaError
            If the target, its patron or the alternative would be put together with
            others, or an economy is in two groups.

        """
        into = {old: new for new, olds in groups.items() for old in olds}
        apart = {self.target, self.patron, self.alternative}
        if apart & into.keys() or len(into) < sum(map(len, groups.values())):
            msg = (
                f"PressureCase.merged: found {sorted(apart & into.keys())} in groups, "
                f"or an economy in two; expected {sorted(apart)} to stay apart and "
                "each other economy in one group. Mend the groups."
            )
            raise SchemaError(msg)
        names = tuple(dict.fromkeys(into.get(old, old) for old in self.economies))
        chosen = np.zeros((len(names), len(self.economies)))
        for column, old in enumerate(self.economies):
            chosen[names.index(into.get(old, old)), column] = 1.0
        trade, inner = _put_together(self.trade, chosen)
        doubtful = self.doubtful
        if doubtful is not None:
            doubtful, _ = _put_together(doubtful, chosen)
        at = self._at(self.target)
        home = chosen @ np.where(np.arange(len(self.home)) == at, 0.0, self.home)
        home += inner
        home[names.index(self.target)] = np.nan
        return replace(self, economies=names, trade=trade, doubtful=doubtful, home=home)

    def _at(self, economy: str) -> int:
        return self.economies.index(economy)

    def _elasticities(self, chosen: Mapping[str, float]) -> Floats:
        """Return (K,): how readily buyers of each sector change suppliers."""
        missing = [one for one in self.traded if f"elasticity {one}" not in chosen]
        if missing:
            msg = (
                f"Elasticities: found none of {', '.join(missing)}; expected one of "
                "each sector that is traded. Give the case a range "
                f"'elasticity {missing[0]}'."
            )
            raise SchemaError(msg)
        return np.array(
            [
                # Everybody buys all of `HOME` at home: nobody can change suppliers.
                _NO_PART if name == HOME else chosen[f"elasticity {name}"]
                for name in self.sectors
            ]
        )

    def _home_of(self, row: int, goods: float) -> Floats:
        """Share out the home sales of others: goods as they trade them, and `HOME`."""
        passing = self.trade[row].sum(axis=0) + self.trade[:, row].sum(axis=0)
        found: Floats = goods * self.home[row] * passing / passing.sum()
        found[self.sectors.index(HOME)] += (1.0 - goods) * self.home[row]
        return found

    def __str__(self) -> str:
        return (
            f"{self.target} under pressure, {self.patron} its patron: "
            f"{len(self.economies)} economies, {len(self.sectors)} sectors, {self.year}"
        )


def _put_together(flows: Floats, chosen: Floats) -> tuple[Floats, Floats]:
    """Return flows between groups, and (N,) what each group sells within itself."""
    found = np.einsum("ai,ijk,bj->abk", chosen, flows, chosen, optimize=True)
    within: Floats = np.einsum("aak->a", found).copy()
    own = np.arange(len(found))
    found[own, own] = 0.0
    return found, within


def _home_of_target(flows: Floats, at: int, chosen: Mapping[str, float]) -> Floats:
    """Return (K,) what the target sells at home, between the two corners."""
    sold = np.delete(flows[at], at, axis=0).sum(axis=0)
    bought = np.delete(flows[:, at], at, axis=0).sum(axis=0)
    home = chosen["output"] - sold.sum()
    if home <= _LEAST * chosen["output"]:
        msg = (
            f"Output of the target: found {chosen['output']:,.0f} USD; expected more "
            f"than the {sold.sum():,.0f} USD it sells abroad. Mend the range."
        )
        raise SchemaError(msg)
    like = chosen["home like imports"]
    pattern = like * bought / bought.sum() + (1.0 - like) * sold / sold.sum()
    found: Floats = (1.0 - chosen["not traded"]) * home * pattern
    found[-1] += chosen["not traded"] * home
    return found
