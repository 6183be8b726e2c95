"""The area codes of UN Comtrade, which are M49 codes except where they are not.

Comtrade counts some states with dependencies under a number of its own, keeps
the rest of Asia apart, and still lists states that are no more.
"""

from functools import cache

from yalu.errors import UnknownCodeError
from yalu.territories.table import Territory, by_iso3, rows

__all__ = ["from_comtrade"]

_DIGITS = 3


def from_comtrade(code: str | int, *, place: str = "Comtrade area") -> Territory:
    """Return the state or area behind a numeric Comtrade code.

    Parameters
    ----------
    code : str or int
        Reporter or partner code; leading zeros do not matter.
    place : str
        Name of the field, for the message.

    Raises
    ------
    UnknownCodeError
        If the code is not one of Comtrade's, or stands for a former state or for
        an area that is no single present place.

    Examples
    --------
    >>> [from_comtrade(code).iso3 for code in (156, "408", 410, 842, 490, 0)]
    ['CHN', 'PRK', 'KOR', 'USA', 'S19', 'WLD']

    """
    written = str(code).strip()
    # An empty field must not fill up to 000, which is all partners together.
    number = written.zfill(_DIGITS) if written else written
    found = _areas().get(number)
    if found is not None:
        return found
    meaning = _without_place().get(number)
    if meaning:
        msg = (
            f"{place}: found {code!r}, which stands for {meaning}; expected a single "
            "present state or area. Leave the row out, or assign it by hand."
        )
    else:
        msg = (
            f"{place}: found {code!r}; expected the number of a reporter or partner of "
            "UN Comtrade, such as 156 or 408. Check the column that was read."
        )
    raise UnknownCodeError(msg)


@cache
def _areas() -> dict[str, Territory]:
    table = by_iso3()
    areas = {entry.m49: entry for entry in table.values() if entry.m49}
    own = ((row["code"], row["iso3"]) for row in rows("comtrade") if row["iso3"])
    return areas | {code: table[iso3] for code, iso3 in own}


@cache
def _without_place() -> dict[str, str]:
    return {row["code"]: row["meaning"] for row in rows("comtrade") if not row["iso3"]}
