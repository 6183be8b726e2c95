"""Sections of the SITC, in which matrices of world trade are published.

The Standard International Trade Classification sorts goods by how far they are worked,
the Harmonized System by what they are made of; a heading of the one may therefore fall
in several sections of the other. All of them are given: over the chain of revisions
behind the table (HS2012 to HS1992, HS1992 to SITC Revision 3) the candidates of the
candidates are taken, so the answer can only be too wide, never too narrow.

The table holds prefixes; the longest prefix of a subheading of HS2012 decides.

References
----------
United Nations Statistics Division, correlation tables HS2012-HS2007, HS2007-HS2002,
HS2002-HS1996, HS1996-HS1992 and HS1992-SITC Revision 3.

"""

from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

from yalu.goods.concordance import convert
from yalu.goods.revision import Revision

__all__ = ["SECTIONS", "sections"]

SECTIONS: dict[str, str] = {
    "0": "food and live animals",
    "1": "drinks and tobacco",
    "2": "raw materials, ores, fibres, wood",
    "3": "coal, oil, gas and electricity",
    "4": "oils, fats and waxes",
    "5": "chemicals",
    "6": "metals, textiles, paper and other materials worked up",
    "7": "machines and vehicles",
    "8": "clothing, shoes, instruments and other finished goods",
    "9": "gold, coin and goods not sorted elsewhere",
}
"""Every section and what it holds, in a few plain words."""


@lru_cache(maxsize=2**13)
def sections(code: str, revision: Revision = Revision.HS2017) -> tuple[str, ...]:
    """Return the sections of the SITC that a goods code may fall in.

    Parameters
    ----------
    code : str
        A chapter, heading or subheading.
    revision : Revision
        The edition of the Harmonized System that the code belongs to.

    Returns
    -------
    tuple of str
        One digit each, ascending, never empty. Several mean that the goods under
        the code are spread, or that only the goods themselves could tell.

    Raises
    ------
    UnknownCodeError
        If `revision` has no such code.

    Examples
    --------
    >>> sections("2701"), sections("63")
    (('3',), ('2', '6', '7'))
    >>> [SECTIONS[section] for section in sections("2601")]
    ['raw materials, ores, fibres, wood']

    """
    found = {
        section
        for subheading in convert(code, revision, Revision.HS2012)
        for section in _of(subheading)
    }
    return tuple(sorted(found))


def _of(subheading: str) -> tuple[str, ...]:
    table = _table()
    prefixes = (subheading, subheading[:4], subheading[:2])
    return next(table[prefix] for prefix in prefixes if prefix in table)


@cache
def _table() -> Mapping[str, tuple[str, ...]]:
    name = "sitc_sections.csv"
    text = files("yalu.goods").joinpath("data", name).read_text("utf-8")
    lines = (line.partition(",") for line in text.splitlines()[1:])
    return {prefix: tuple(found.split()) for prefix, _, found in lines}
