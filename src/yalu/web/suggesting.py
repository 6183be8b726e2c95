"""Suggesting: the name that somebody who mistyped one probably meant."""

from collections.abc import Iterable
from difflib import get_close_matches

__all__ = ["nearest"]


def nearest(name: str, known: Iterable[str]) -> str:
    """Return a clause that suggests the nearest known name; empty where none is near.

    Examples
    --------
    >>> nearest("timelin", ["timeline", "lag"])
    ", perhaps 'timeline'"
    >>> nearest("x", ["timeline", "lag"])
    ''

    """
    found = get_close_matches(name, list(known), n=1)
    return f", perhaps {found[0]!r}" if found else ""
