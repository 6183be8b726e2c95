"""The numbers under which UN Comtrade is asked about states and areas."""

from functools import cache

from yalu.errors import UnknownCodeError
from yalu.territories import territories, territory
from yalu.territories.table import rows

__all__ = ["ALL_PARTNERS", "area_number", "partner_numbers"]

ALL_PARTNERS = "all"
"""Stands for every partner, each in rows of its own, and their sum."""

_WORLD = "WLD"
_PAST = ("before", "older")


def area_number(code: str, *, place: str) -> str:
    """Return the present number of a state or area.

    Parameters
    ----------
    code : str
        ISO code of three letters, a name, or ``WLD`` for all partners together.
    place : str
        Where the code stands, for the message.

    Raises
    ------
    UnknownCodeError
        If there is no such state or area.

    Examples
    --------
    >>> [area_number(code, place="example") for code in ("CHN", "USA", "ITA", "WLD")]
    ['156', '842', '380', '0']

    """
    known = _numbers()
    iso3 = code.upper()
    if iso3 not in known:
        iso3 = territory(code).iso3
    if iso3 not in known:
        msg = (
            f"{place}: found {code!r}, which has no number in UN Comtrade; expected a "
            "reporter or partner such as CHN, PRK or WLD. Name another."
        )
        raise UnknownCodeError(msg)
    return known[iso3]


@cache
def partner_numbers() -> tuple[str, ...]:
    """Return the number of every partner there is or was, and of their sum."""
    own = {str(int(row["code"])) for row in rows("comtrade")}
    present = {str(int(each.m49)) for each in territories() if each.m49}
    return tuple(sorted(own | present, key=int))


@cache
def _numbers() -> dict[str, str]:
    present = {each.iso3: str(int(each.m49)) for each in territories() if each.m49}
    own = {
        row["iso3"]: str(int(row["code"]))
        for row in rows("comtrade")
        if row["iso3"] and not any(word in row["meaning"] for word in _PAST)
    }
    return present | own | {_WORLD: "0"}
