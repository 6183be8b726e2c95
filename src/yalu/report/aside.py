"""What was put aside of a file, in words: how many records, where and why."""

from collections.abc import Iterator
from typing import Any

from yalu.flows.quarantine import Quarantine

__all__ = ["aside_in_words"]

_NAMED = 3
_LONGEST = 40  # letters of a cell


def aside_in_words(quarantine: Quarantine) -> Iterator[str]:
    """Yield a line for each reason, the most frequent first.

    Parameters
    ----------
    quarantine : Quarantine
        What was put aside.

    Examples
    --------
    >>> row = {"file": "a.csv", "row": 13, "field": "period", "found": "x"}
    >>> list(aside_in_words(Quarantine.of([row | {"reason": "no period"}])))
    ["1 record (row 13): no period, as in period 'x'"]

    """
    rows = quarantine.table.to_pylist()
    several = len({row["file"] for row in rows}) > 1
    for reason, count in quarantine.reasons.items():
        places = [
            f"{row['row']:,} of {row['file']}" if several else f"{row['row']:,}"
            for row in rows
            if row["reason"] == reason
        ]
        more = " …" if count > _NAMED else ""
        many = "s" if count > 1 else ""
        told = ", ".join(places[:_NAMED])
        first = next(row for row in rows if row["reason"] == reason)
        place = f"row{many} {told}{more}"
        yield f"{count:,} record{many} ({place}): {reason}{_found(first)}"


def _found(row: dict[str, Any]) -> str:
    """Return what stood in a record, and what else was wrong with it."""
    if row["field"] is None or row["found"] is None:
        return ""
    cell = row["found"][:_LONGEST] + ("…" if len(row["found"]) > _LONGEST else "")
    also = f"; also {row['also']}" if row["also"] else ""
    return f", as in {row['field']} {cell!r}{also}"
