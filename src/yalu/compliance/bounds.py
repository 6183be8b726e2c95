"""What a screening found, summed for a reader: by measure, and each record once."""

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from yalu.provenance import Evidence, weakest

__all__ = ["apart", "reach_of", "totals"]

_SUMS = (
    "records_sure",
    "records_possible",
    "value_usd_sure",
    "value_usd_possible",
    "value_known",
)
_AGGREGATES = [
    *((name, "sum") for name in _SUMS),
    ("evidence", "distinct", pc.CountOptions(mode="all")),  # also where there is none
]
_KEYS = ("measure", "body", "instrument", "paragraph", "state", "direction")


def totals(table: pa.Table, effect: str) -> list[dict[str, Any]]:
    """Return the sums of each measure, with the bounds [sure, sure and possible].

    Beside them stands the weakest evidence they rest on, None where a record has none.

    Parameters
    ----------
    table : pyarrow.Table
        What `yalu.compliance.screen` returned per measure.
    effect : str
        ``"ban"`` or ``"cap"``.

    Returns
    -------
    list of dict
        One for each measure, state, direction and series, in this order.

    """
    chosen = table.filter(pc.equal(table["effect"], effect))
    grouped = chosen.group_by([*_KEYS, "series"]).aggregate(_AGGREGATES)
    rows = grouped.sort_by([(key, "ascending") for key in _KEYS]).to_pylist()
    return [
        {**{key: row[key] for key in (*_KEYS, "series")}, **_bounds(row)}
        for row in rows
    ]


def apart(table: pa.Table) -> list[dict[str, Any]]:
    """Return the sums under bans over the whole regime, each record counted once.

    Kinds of statement stand apart, as they are never added.

    Parameters
    ----------
    table : pyarrow.Table
        What `yalu.compliance.screen` returned for the regime as a whole.

    Returns
    -------
    list of dict
        One for each series, in this order.

    """
    banned = table.filter(pc.equal(table["effect"], "ban"))
    grouped = banned.group_by(["series"]).aggregate(_AGGREGATES)
    rows = grouped.sort_by("series").to_pylist()
    return [{"series": row["series"], **_bounds(row)} for row in rows]


def _bounds(row: dict[str, Any]) -> dict[str, Any]:
    sure, possible = row["records_sure_sum"] or 0, row["records_possible_sum"] or 0
    value, more = row["value_usd_sure_sum"], row["value_usd_possible_sum"]
    known = [amount for amount in (value, more) if amount is not None]
    whole = row["value_known_sum"] == sure + possible
    return {
        "records": [sure, sure + possible],
        "records_with_value": row["value_known_sum"] or 0,
        "value_usd": [value, sum(known) if known and whole else None],
        "evidence": _weakest(row["evidence_distinct"]),
    }


def _weakest(grades: list[str | None]) -> Evidence | None:
    known = [Evidence(grade) for grade in grades if grade is not None]
    return weakest(known) if len(known) == len(grades) else None


def reach_of(bounds: list[Any]) -> str:
    """Return bounds in words.

    Examples
    --------
    >>> reach_of([1, 3]), reach_of([2, 2]), reach_of([5, None]), reach_of([None, None])
    ('1 to 3', '2', 'at least 5', 'unknown')

    """
    low, high = bounds
    if high is None:
        return "unknown" if not low else f"at least {low:,.0f}"
    if low is None:
        low = 0
    return f"{low:,.0f}" if low == high else f"{low:,.0f} to {high:,.0f}"
