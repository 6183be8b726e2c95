"""Revisions of the Harmonized System: which list of codes a record speaks.

The list is amended about every five years. A code is only meaningful together
with its revision: some codes vanish, and a few come back with another meaning.
"""

from datetime import date
from enum import StrEnum

from yalu.errors import SchemaError
from yalu.periods import Interval

__all__ = ["Revision", "parse_revision", "revision_on"]


class Revision(StrEnum):
    """An edition of the Harmonized System that is held here, oldest first."""

    HS2012 = "HS2012"
    HS2017 = "HS2017"
    HS2022 = "HS2022"

    @property
    def in_force(self) -> Interval:
        """The days on which this edition is the current one."""
        years = [int(revision.removeprefix("HS")) for revision in Revision]
        begun = int(self.removeprefix("HS"))
        later = [date(year, 1, 1) for year in years if year > begun]
        return Interval(date(begun, 1, 1), min(later, default=None))


_STARTS = tuple((revision.in_force.start, revision) for revision in Revision)


def revision_on(day: date) -> Revision:
    """Return the edition in force on a day.

    Before 2012 that is the oldest edition held, HS2012: earlier ones are not here.

    Examples
    --------
    >>> revision_on(date(2016, 12, 31)), revision_on(date(2017, 1, 1))
    (<Revision.HS2012: 'HS2012'>, <Revision.HS2017: 'HS2017'>)

    """
    current = Revision.HS2012
    for start, revision in _STARTS:
        if start <= day:
            current = revision
    return current


def parse_revision(text: str, *, place: str = "revision") -> Revision:
    """Return the edition a user wrote: ``HS2017``, ``2017`` or ``H5``.

    Raises
    ------
    SchemaError
        If no edition held here is spelt like that.

    Examples
    --------
    >>> parse_revision("H6")
    <Revision.HS2022: 'HS2022'>

    """
    plain = text.strip().upper()
    for number, revision in enumerate(Revision, start=4):
        if plain in {revision, revision.removeprefix("HS"), f"H{number}"}:
            return revision
    held = ", ".join(Revision)
    msg = f"{place}: found {text!r}; expected one of {held}. Use one of these."
    raise SchemaError(msg)
