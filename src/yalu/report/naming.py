"""What states are called: by name, and with the article that a sentence needs."""

import re

from yalu import territories
from yalu.errors import UnknownCodeError
from yalu.flows import WORLD

__all__ = ["in_prose", "state_in_prose", "state_name"]

_READ_AS = {"RUS": "Russia"}  # where readers know a shorter name than the table's
_TAKES_THE = re.compile(
    r"^(?!Heard|Micronesia|South Georgia).*\b(Republic|Federation|Kingdom|Islands|"
    r"Emirates|States|Territor(y|ies)|Union|Coalition)\b"
    r"|^(Bahamas|Comoros|Gambia|Holy See|Maldives|Netherlands|Philippines)$"
)


def state_name(code: str) -> str:
    """Return what a state is called; all together have no name of their own.

    Examples
    --------
    >>> state_name("CHN"), state_name("WLD"), state_name("XXZ")
    ('China', 'All states together', 'XXZ')

    """
    if code == WORLD:
        return "All states together"
    try:
        return _READ_AS.get(code) or territories.territory(code).name
    except UnknownCodeError:
        return code


def state_in_prose(code: str) -> str:
    """Return what a state is called inside a sentence.

    Examples
    --------
    >>> state_in_prose("PRK"), state_in_prose("SOM")
    ("the Democratic People's Republic of Korea", 'Somalia')

    """
    return in_prose(state_name(code))


def in_prose(name: str) -> str:
    """Return a name of a state or a group with the article that it takes.

    Examples
    --------
    >>> in_prose("European Union"), in_prose("China")
    ('the European Union', 'China')
    >>> in_prose("Heard Island and McDonald Islands"), in_prose("Cook Islands")
    ('Heard Island and McDonald Islands', 'the Cook Islands')

    """
    return f"the {name}" if _TAKES_THE.search(name) else name
