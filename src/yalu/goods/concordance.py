"""Which code of one revision may be which code of another.

The tables relate six-digit codes of neighbouring revisions. Where a code was
split or merged they give several candidates, and all are kept: nothing in a
record says which one it was. Over two steps (2012 to 2022 and back) the
candidates of the candidates are taken, so the answer can only be too wide,
never too narrow.

Only codes that are not simply themselves are stored: a newer code that the
table does not list has the same older code as its one partner.

References
----------
United Nations Statistics Division, correlation tables HS2022-HS2017 and
HS2017-HS2012; the pairs added to them are in ``data/transcribed/goods``.

"""

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files

from yalu.goods.nomenclature import expand, known, require
from yalu.goods.revision import Revision

__all__ = ["convert"]

_Partners = Mapping[str, tuple[str, ...]]

_ORDER = tuple(Revision)


@lru_cache(maxsize=2**15)
def convert(code: str, source: Revision, target: Revision) -> tuple[str, ...]:
    """Return every six-digit code of `target` that a code may have become.

    Parameters
    ----------
    code : str
        A subheading of `source`; a chapter or heading gives the candidates of all
        its subheadings together.
    source, target : Revision
        Where the code comes from and where it goes, in either direction.

    Returns
    -------
    tuple of str
        The candidates, ascending, never empty. More than one means that only the
        goods themselves could tell.

    Raises
    ------
    UnknownCodeError
        If `source` has no such code.

    Examples
    --------
    Works of art were divided by age in 2022:

    >>> convert("970300", Revision.HS2017, Revision.HS2022)
    ('970310', '970390')
    >>> convert("970310", Revision.HS2022, Revision.HS2012)
    ('970300',)

    """
    require(code, source)
    found: Iterable[str] = expand(code, source)
    here, there = _ORDER.index(source), _ORDER.index(target)
    while here != there:
        step = 1 if there > here else -1
        partners = _partners(_ORDER[here], _ORDER[here + step])
        found = {other for one in found for other in partners.get(one, (one,))}
        here += step
    return tuple(sorted(found))


@cache
def _partners(source: Revision, target: Revision) -> _Partners:
    """Return the partners of codes that are not simply themselves, one step apart."""
    if source > target:
        return _older(source, target)
    older = _older(target, source)
    newer: dict[str, list[str]] = {}
    for new, olds in older.items():
        for old in olds:
            newer.setdefault(old, []).append(new)
    for old, news in newer.items():
        # An unlisted newer code is its own partner, which its older twin must see.
        if old not in older and known(old, target):
            news.append(old)
    return {old: tuple(news) for old, news in newer.items()}


@cache
def _older(newer: Revision, older: Revision) -> _Partners:
    name = f"{newer}_{older}.csv".lower()
    text = files("yalu.goods").joinpath("data", name).read_text("utf-8")
    partners: dict[str, tuple[str, ...]] = {}
    for line in text.splitlines()[1:]:
        new, _, old = line.partition(",")
        candidates = tuple(old.split())
        partners.update((code, candidates) for code in new.split())
    return partners
