"""The codes of each revision: chapters, headings and subheadings.

A *subheading* has six digits, its *heading* is the first four, its *chapter* the
first two. A chapter or heading exists in a revision exactly if one of its
subheadings does.
"""

from bisect import bisect_left
from functools import cache
from importlib.resources import files

from yalu.errors import UnknownCodeError
from yalu.goods.revision import Revision

__all__ = ["ALL", "codes", "expand", "homes", "known", "require"]

ALL = "*"  # the prefix of every code

_LEVELS = (2, 4, 6)


@cache
def _table() -> tuple[str, ...]:
    text = files("yalu.goods").joinpath("data", "nomenclature.csv").read_text("utf-8")
    return tuple(text.splitlines())


@cache
def codes(revision: Revision) -> tuple[str, ...]:
    """Return the six-digit codes of a revision, ascending.

    Examples
    --------
    >>> [(str(revision), len(codes(revision))) for revision in Revision]
    [('HS2012', 5205), ('HS2017', 5387), ('HS2022', 5612)]

    """
    header, *lines = _table()
    column = header.split(",").index(revision)
    return tuple(line[:6] for line in lines if line.split(",")[column] == "1")


@cache
def _valid(revision: Revision) -> frozenset[str]:
    return frozenset(code[:level] for code in codes(revision) for level in _LEVELS)


def known(code: str, revision: Revision) -> bool:
    """Return whether a revision has a chapter, heading or subheading.

    Examples
    --------
    >>> known("8549", Revision.HS2022), known("8549", Revision.HS2017)
    (True, False)

    """
    return code in _valid(revision)


def homes(code: str) -> tuple[Revision, ...]:
    """Return the revisions that have a code, oldest first."""
    return tuple(revision for revision in Revision if known(code, revision))


def expand(prefix: str, revision: Revision) -> tuple[str, ...]:
    """Return the six-digit codes under a chapter, heading or subheading.

    Parameters
    ----------
    prefix : str
        Two, four or six digits, or ``"*"`` for every code.
    revision : Revision
        The edition both the prefix and the result belong to.

    Raises
    ------
    UnknownCodeError
        If the revision has no such prefix.

    Examples
    --------
    >>> expand("2701", Revision.HS2017)
    ('270111', '270112', '270119', '270120')

    """
    every = codes(revision)
    if prefix == ALL:
        return every
    require(prefix, revision)
    return every[bisect_left(every, prefix) : bisect_left(every, f"{prefix}:")]


def require(code: str, revision: Revision, *, place: str = "goods code") -> None:
    """Do nothing if a revision has a code.

    Raises
    ------
    UnknownCodeError
        If it has not; the message names the revisions that do.

    """
    if known(code, revision):
        return
    having = " and ".join(homes(code))
    finding = f"{having} has it, {revision} has not" if having else "no revision has it"
    msg = (
        f"{place}: found {code!r}; expected a code of {revision} with 2, 4 or 6 "
        f"digits, but {finding}. Name the revision the code was written in, or "
        "correct the code."
    )
    raise UnknownCodeError(msg)
