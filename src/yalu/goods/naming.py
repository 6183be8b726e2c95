"""The codes of goods that somebody names in words.

What customs call each code is not held here; what is held are our own few words for
each chapter, and whatever words a caller has for codes of his own.
"""

import re
from collections.abc import Iterable, Sequence

from yalu.goods.chapters import chapter_titles
from yalu.goods.nomenclature import homes

__all__ = ["codes_named"]

_MOST = 5
_MOST_OF_ONE = 4  # so that what is called otherwise is offered as well
_LETTERS = 3
_ENDS = re.compile(r"[:;(]")
_SEVERAL = re.compile(r", | or ")
_ALL_OF_IT = " among them"


def codes_named(
    words: str, further: Iterable[tuple[str, Sequence[str]]] = ()
) -> tuple[tuple[str, str], ...]:
    """Return the codes of goods whose name contains some words, the likeliest first.

    Parameters
    ----------
    words : str
        What a user calls the goods.
    further : iterable of (str, sequence of str)
        Names of goods, each with its codes, beside those of the chapters.

    Returns
    -------
    tuple of (str, str)
        Code and name, five at most; empty where nothing is called so.

    Examples
    --------
    >>> codes_named("coal", [("coal", ["2701", "2702"])])
    (('2701', 'coal'), ('2702', 'coal'), ('27', 'coal, oil, gas and electricity'))
    >>> codes_named("atlas")
    ()

    """
    stem = words.strip().casefold()
    stem = stem[:-1] if stem.endswith("s") and len(stem) > _LETTERS else stem
    if len(stem) < _LETTERS or any(map(str.isdigit, stem)):
        return ()
    begins = re.compile(rf"\b{re.escape(stem)}")
    chapters = ((title, (code,)) for code, title in chapter_titles().items())
    heads = ((_ENDS.split(name)[0].strip(), codes) for name, codes in further)
    found = [
        (place.start(), len(name), name, tuple(codes))
        for name, codes in (*heads, *chapters)
        if (place := begins.search(name.casefold())) is not None
        if len(codes) == 1 or not _is_list(name)
    ]
    offered: dict[str, str] = {}
    for _, _, name, codes in sorted(found):
        fresh = [one for one in codes if homes(one) and one not in offered]
        offered |= dict.fromkeys(fresh[:_MOST_OF_ONE], name)
    return tuple(offered.items())[:_MOST]


def _is_list(name: str) -> bool:
    """Return whether a name is of several goods, so that a code may be of any."""
    return bool(_SEVERAL.search(name)) and not name.endswith(_ALL_OF_IT)
