"""The table of states and areas.

It holds every entry of ISO 3166-1 with its numeric code, which is the UN M49
code, one entry under a code that ISO leaves to users (Kosovo), and two entries
that are no single place: all states together, and the remainder of Asia that
trade statistics keep apart. Being in the table says nothing about recognition.
"""

import csv
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

__all__ = ["Standing", "Territory", "by_iso3", "rows", "territories"]


class Standing(StrEnum):
    """By what right an entry has its code."""

    ISO = "iso"
    USER_ASSIGNED = "user_assigned"
    AGGREGATE = "aggregate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Territory:
    """A state or area, or several taken together.

    Attributes
    ----------
    iso3 : str
        Three-letter code, the one used everywhere in Yalu.
    iso2 : str
        Two-letter code; empty for an aggregate.
    m49 : str
        Three-digit UN code, also the ISO numeric code; empty where there is none.
    name : str
        Short English name.
    standing : Standing
        Whether the codes are ISO's, user-assigned, or those of an aggregate.

    """

    iso3: str
    iso2: str
    m49: str
    name: str
    standing: Standing = Standing.ISO

    def __str__(self) -> str:
        return self.name


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of one embedded table of this package."""
    text = files("yalu.territories").joinpath("data", f"{name}.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def by_iso3() -> dict[str, Territory]:
    """Return every entry by its three-letter code, aggregates last."""
    entries = (
        Territory(
            iso3=row["iso3"],
            iso2=row["iso2"],
            m49=row["m49"],
            name=row["name"],
            standing=Standing(row["standing"]),
        )
        for row in rows("territories")
    )
    return {entry.iso3: entry for entry in entries}


def territories() -> tuple[Territory, ...]:
    """Return all states and areas in the order of their codes, without aggregates.

    Examples
    --------
    >>> places = territories()
    >>> len(places), places[0].name
    (250, 'Aruba')

    """
    return tuple(
        entry
        for entry in by_iso3().values()
        if entry.standing is not Standing.AGGREGATE
    )
