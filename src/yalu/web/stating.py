"""Stating: the name of a state, as readers know it."""

from yalu import territories
from yalu.errors import UnknownCodeError
from yalu.flows import WORLD

__all__ = ["state_name"]


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
        return territories.territory(code).name
    except UnknownCodeError:
        return code
