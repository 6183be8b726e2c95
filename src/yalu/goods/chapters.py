"""Short names of the chapters, for readers; they carry no legal weight."""

import csv
from functools import cache
from importlib.resources import files

from yalu.errors import UnknownCodeError

__all__ = ["chapter_title", "chapter_titles"]


@cache
def chapter_titles() -> dict[str, str]:
    """Return a few plain words for each chapter, by its two digits."""
    text = files("yalu.goods").joinpath("data", "chapters.csv").read_text("utf-8")
    return {row["chapter"]: row["title"] for row in csv.DictReader(text.splitlines())}


def chapter_title(chapter: str) -> str:
    """Return a few plain words for a two-digit chapter.

    Raises
    ------
    UnknownCodeError
        If `chapter` is not one of the 97 from ``01`` to ``97``.

    Examples
    --------
    >>> chapter_title("27")
    'coal, oil, gas and electricity'

    """
    title = chapter_titles().get(chapter)
    if title is None:
        msg = (
            f"chapter: found {chapter!r}; expected two digits from 01 to 97. Pass the "
            "first two digits of the goods code, with its leading zero."
        )
        raise UnknownCodeError(msg)
    return title
