"""What was put aside of a file, in words: how many records, where and why."""

from collections.abc import Iterator

from yalu.flows.quarantine import Quarantine

__all__ = ["aside_in_words"]

_NAMED = 3


def aside_in_words(quarantine: Quarantine) -> Iterator[str]:
    """Yield a line for each reason, the most frequent first.

    Parameters
    ----------
    quarantine : Quarantine
        What was put aside.

    Examples
    --------
    >>> row = {"file": "a.csv", "row": 13, "reason": "no period"}
    >>> list(aside_in_words(Quarantine.of([row])))
    ['1 record (row 13): no period']

    """
    rows = quarantine.table.select(["file", "row", "reason"]).to_pylist()
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
        yield f"{count:,} record{many} (row{many} {told}{more}): {reason}"
