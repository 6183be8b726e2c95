"""Read out of a table of partner totals what others printed of a state's trade."""

from datetime import date

import pyarrow as pa

from yalu.errors import SchemaError
from yalu.flows.rescaling import PrintedTrade
from yalu.flows.table import WORLD, FlowDirection

__all__ = ["printed_trade"]

_COLUMNS = (
    "period_start",
    "period_end",
    "partner",
    "flow",
    "value_usd",
    "value_low",
    "value_high",
    "source",
)
_FLOWS = {
    "exports": FlowDirection.EXPORT,
    "imports": FlowDirection.IMPORT,
    "total": None,
}


def printed_trade(partner_totals: pa.Table) -> tuple[PrintedTrade, ...]:
    """Return the amounts of single partners in whole calendar years.

    Parameters
    ----------
    partner_totals : pyarrow.Table
        The target's trade by year, compiler, partner and flow, as the dataset of
        that name. Rows with a share alone, and totals of all partners, say nothing
        about a pair and are left aside.

    Raises
    ------
    SchemaError
        If columns are missing or a flow is not known.

    """
    missing = [name for name in _COLUMNS if name not in partner_totals.column_names]
    if missing:
        held = ", ".join(partner_totals.column_names) or "none"
        msg = (
            f"Partner totals: found columns {held}; "
            f"expected also {', '.join(missing)}. Pass the table as sources load it."
        )
        raise SchemaError(msg)
    found = []
    for row in partner_totals.select(_COLUMNS).to_pylist():
        if row["flow"] not in _FLOWS:
            msg = (
                f"Partner totals: flow is {row['flow']!r}; expected one of "
                f"{', '.join(_FLOWS)}. Use one of these words."
            )
            raise SchemaError(msg)
        year, value = row["period_start"].year, row["value_usd"]
        whole = (date(year, 1, 1), date(year + 1, 1, 1))
        if (row["period_start"], row["period_end"]) != whole or value is None:
            continue
        if row["partner"] == WORLD:
            continue
        low, high = row["value_low"], row["value_high"]
        found.append(
            PrintedTrade(
                year=year,
                partner=row["partner"],
                direction=_FLOWS[row["flow"]],
                low=float(value if low is None else low),
                high=float(value if high is None else high),
                sources=tuple(part.strip() for part in row["source"].split(";")),
            )
        )
    return tuple(found)
