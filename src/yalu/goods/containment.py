"""Whether goods named by one code lie within goods named by another.

Every code stands for a set of six-digit subheadings. A record lies *within* a
prefix if each subheading it may mean does, *possibly* if some do, and *not* if
none does. A coarser code stands for a larger set, so it can only move an answer
towards the middle.
"""

from enum import StrEnum
from functools import lru_cache

from yalu.goods.concordance import convert
from yalu.goods.nomenclature import ALL, expand, known, require
from yalu.goods.revision import Revision

__all__ = ["Match", "containment"]


class Match(StrEnum):
    """An answer that admits what a code leaves open."""

    YES = "yes"
    POSSIBLE = "possible"
    NO = "no"


def containment(
    prefix: str, prefix_revision: Revision, code: str, code_revision: Revision
) -> Match:
    """Return whether a code lies within a prefix, perhaps of another revision.

    Parameters
    ----------
    prefix : str
        The goods asked about: 2, 4 or 6 digits, or ``"*"`` for all goods.
    prefix_revision : Revision
        The revision `prefix` is written in.
    code : str
        The goods at hand: 2, 4 or 6 digits.
    code_revision : Revision
        The revision `code` is written in.

    Raises
    ------
    UnknownCodeError
        If either revision has no such code.

    Examples
    --------
    >>> now, before = Revision.HS2017, Revision.HS2012
    >>> [containment("2701", now, code, now) for code in ("270112", "27", "2702")]
    [<Match.YES: 'yes'>, <Match.POSSIBLE: 'possible'>, <Match.NO: 'no'>]
    >>> containment("030743", now, "030749", before)
    <Match.POSSIBLE: 'possible'>

    """
    if (
        prefix_revision == code_revision
        and len(prefix) <= len(code)
        and known(prefix, prefix_revision)
        and known(code, code_revision)
    ):
        return Match.YES if code.startswith(prefix) else Match.NO
    return _by_subheadings(prefix, prefix_revision, code, code_revision)


@lru_cache(maxsize=2**16)
def _by_subheadings(
    prefix: str, prefix_revision: Revision, code: str, code_revision: Revision
) -> Match:
    require(code, code_revision)
    if prefix == ALL:
        return Match.YES
    require(prefix, prefix_revision, place="goods prefix")
    inside = {
        candidate.startswith(prefix)
        for subheading in expand(code, code_revision)
        for candidate in convert(subheading, code_revision, prefix_revision)
    }
    match (True in inside, False in inside):
        case (True, False):
            return Match.YES
        case (True, True):
            return Match.POSSIBLE
        case _:
            return Match.NO
