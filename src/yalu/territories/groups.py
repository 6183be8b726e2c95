"""Groups of states, whose membership depends on the day.

A measure that binds "the Union" in 2019 binds other states than in 2021. Each
membership runs from its first day up to but not including its last.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache

from yalu.errors import SchemaError, UnknownCodeError
from yalu.periods import Interval
from yalu.territories.table import rows

__all__ = ["Group", "groups", "members"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group of states and who belonged to it when.

    Attributes
    ----------
    id : str
        Identifier, e.g. ``"EU"``.
    name : str
        What it is called.
    held_from : date
        First day for which the whole membership is known here.
    memberships : tuple of (str, Interval)
        Three-letter code of each member and its days inside.

    """

    id: str
    name: str
    held_from: date
    memberships: tuple[tuple[str, Interval], ...]


@cache
def groups() -> dict[str, Group]:
    """Return the groups by identifier.

    Examples
    --------
    >>> list(groups())
    ['EU', 'G7', 'UNSC_P5']

    """
    spans: dict[str, list[tuple[str, Interval]]] = {}
    for row in rows("membership"):
        until = date.fromisoformat(row["until_day"]) if row["until_day"] else None
        span = Interval(date.fromisoformat(row["from_day"]), until)
        spans.setdefault(row["group"], []).append((row["iso3"], span))
    return {
        row["group"]: Group(
            id=row["group"],
            name=row["name"],
            held_from=date.fromisoformat(row["held_from"]),
            memberships=tuple(spans[row["group"]]),
        )
        for row in rows("groups")
    }


def members(group: str, *, on: date) -> frozenset[str]:
    """Return the three-letter codes of the states in a group on a day.

    Raises
    ------
    UnknownCodeError
        If there is no such group.
    SchemaError
        If `on` lies before the membership is known here.

    Examples
    --------
    >>> "GBR" in members("EU", on=date(2020, 1, 31))
    True
    >>> "GBR" in members("EU", on=date(2020, 2, 1))
    False

    """
    found = groups().get(group)
    if found is None:
        msg = (
            f"group: found {group!r}; expected one of {', '.join(groups())}. Use one "
            "of these."
        )
        raise UnknownCodeError(msg)
    if on < found.held_from:
        msg = (
            f"on: found {on} for {group}; expected {found.held_from} or later, from "
            "when its membership is held. Choose a later day."
        )
        raise SchemaError(msg)
    return frozenset(iso3 for iso3, span in found.memberships if on in span)
