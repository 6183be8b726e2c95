"""Queries on what others have worked out or surveyed, and how it moved."""

from typing import Any

from yalu.claims.answer import Answer, Record, span
from yalu.provenance import Evidence, weakest

__all__ = ["estimate_trend"]

_Row = dict[str, Any]


def estimate_trend(record: Record, subject: str) -> Answer:
    """Return how the estimates of a subject moved from the first to the last.

    Only estimates of one item in one unit are compared. The item with most of them
    speaks for the subject.
    """
    series = _longest(record, subject)
    if not series:
        return Answer(missing=f"Nothing in the data measures {subject}.")
    first, last = series[0], series[-1]
    if first["period_start"] == last["period_start"]:
        return Answer(missing=f"The data measure {subject} once only, so no trend.")
    low = float(last["low"]) - float(first["high"])
    high = float(last["high"]) - float(first["low"])
    return Answer(
        values={
            "item": first["item"],
            "unit": first["unit"],
            "estimates": len(series),
            "change_low": low,
            "change_high": high,
            "change": span(low, high, "+,.1f"),
            "first": str(first["period_start"]),
            "last": str(last["period_start"]),
        },
        evidence=weakest(Evidence(row["evidence"]) for row in (first, last)),
        sources=tuple(dict.fromkeys(str(row["source"]) for row in (first, last))),
        citations=tuple(
            f"{row['period_start']} {row['item']}" for row in (first, last)
        ),
    )


def _longest(record: Record, subject: str) -> list[_Row]:
    """Return the longest series of one item in one unit, by time."""
    held: dict[tuple[str, str], list[_Row]] = {}
    for row in record.estimates.to_pylist():
        whole = row["low"] is not None and row["high"] is not None
        if whole and subject.lower() in str(row["item"]).lower():
            held.setdefault((str(row["item"]), str(row["unit"])), []).append(row)
    most = max(held.values(), key=len, default=[])
    return sorted(most, key=lambda row: row["period_start"])
