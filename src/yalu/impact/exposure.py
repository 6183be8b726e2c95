"""Exposure: what share of a sector's trade with the target a package bans.

The law names goods codes, the trade matrix has sections. Where all codes of a section
are banned the share is 1, where none is it is 0. In between it is the weight of the
banned codes in the value of the section: known for lines on record, and for the rest
of the section a range.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from yalu.errors import UnknownCodeError
from yalu.impact.economy import Floats
from yalu.impact.ranges import Draws, Range
from yalu.provenance import Confidence, Evidence
from yalu.regime import Direction

__all__ = ["Exposure", "Exposures"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """Share of one section's trade in one direction that a package bans.

    Attributes
    ----------
    section : str
        Sector of the case.
    direction : Direction
        ``from_target`` or ``to_target``.
    low, central, high : float
        Share of the value of the base year, 0 to 1.
    recorded : float
        Share of the section's value that lies on lines on record, 0 to 1.
    basis : str
        How it was worked out.
    sources : tuple of str
        Identifiers of the sources of the lines on record.

    """

    section: str
    direction: Direction
    low: float
    central: float
    high: float
    recorded: float
    basis: str
    sources: tuple[str, ...] = ()

    @property
    def range(self) -> Range:
        """The share as a range, under a name of its own."""
        return Range(
            name=f"banned share, section {self.section}, {self.direction}",
            low=self.low,
            value=self.central,
            high=self.high,
            unit="share",
            evidence=Evidence.ESTIMATED,
            confidence=Confidence.MEDIUM if self.recorded else Confidence.LOW,
            sources=self.sources,
            note=self.basis,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposures:
    """All exposures of a package.

    Attributes
    ----------
    package : str
        Identifier of the package.
    sectors : tuple of str
        Sectors of the case.
    rows : tuple of Exposure
        Both directions of each traded sector.

    """

    package: str
    sectors: tuple[str, ...]
    rows: tuple[Exposure, ...]

    @property
    def low(self) -> Floats:
        """(2, K): lowest share from the target (first row) and to it (second)."""
        return self._array("low")

    @property
    def central(self) -> Floats:
        """(2, K): most likely share from the target and to it."""
        return self._array("central")

    @property
    def high(self) -> Floats:
        """(2, K): highest share from the target and to it."""
        return self._array("high")

    def of(self, section: str, direction: Direction) -> Exposure:
        """Return one exposure.

        Raises
        ------
        UnknownCodeError
            If the section is not traded.

        """
        for row in self.rows:
            if row.section == section and row.direction is direction:
                return row
        known = ", ".join(dict.fromkeys(row.section for row in self.rows))
        msg = f"section: found {section!r}; expected one of {known}. Name one."
        raise UnknownCodeError(msg)

    @property
    def ranges(self) -> tuple[Range, ...]:
        """The shares that are not known for sure, to be drawn with the other ranges."""
        return tuple(row.range for row in self.rows if row.low < row.high)

    def at(self, draws: Draws) -> Floats:
        """Return (D, 2, K): shares banned in each draw.

        Parameters
        ----------
        draws : Draws
            With `ranges` among what was drawn; the central share where one is not.

        """
        found = np.tile(self.central, (draws.count, 1, 1))
        for way, sector, row in self._placed():
            if row.range.name in draws:
                found[:, way, sector] = draws[row.range.name]
        return found

    def _array(self, name: str) -> Floats:
        found = np.zeros((2, len(self.sectors)))
        for way, sector, row in self._placed():
            found[way, sector] = getattr(row, name)
        return found

    def _placed(self) -> Iterator[tuple[int, int, Exposure]]:
        for row in self.rows:
            way = int(row.direction is Direction.TO_TARGET)
            yield way, self.sectors.index(row.section), row
