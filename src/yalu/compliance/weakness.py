"""The weakest evidence behind a sum, on any engine that can take a maximum.

Each row carries the place of its grade, the strongest first; a sum carries the largest
of its rows, so that sums of parts may be put together in any order.
"""

import narwhals as nw

from yalu.provenance import Evidence

__all__ = ["WEAKEST", "grade", "weakness"]

WEAKEST = nw.col("weakness").max()
"""The weakest of the rows that are put together."""

_UNGRADED = len(Evidence)  # weaker than any: a sum with such a row has no grade


def weakness(is_graded: bool) -> nw.Expr:  # noqa: FBT001 - of a column, or of none
    """Return the place of each row's evidence, or of none for all rows."""
    place_of = nw.lit(_UNGRADED)
    for place, one in enumerate(Evidence if is_graded else ()):
        is_it = nw.col("evidence") == one.value
        place_of = nw.when(is_it).then(nw.lit(place)).otherwise(place_of)
    return place_of.cast(nw.Int64)


def grade() -> nw.Expr:
    """Return the word of the weakest evidence behind each sum; null for no grade."""
    word_of = nw.lit(None, nw.String)
    for place, one in enumerate(Evidence):
        is_it = nw.col("weakness") == place
        word_of = nw.when(is_it).then(nw.lit(one.value)).otherwise(word_of)
    return word_of
