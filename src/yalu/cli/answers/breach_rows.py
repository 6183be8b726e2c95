"""Rows of a file in apparent breach, for whoever reads it through at a terminal."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pyarrow.dataset as pds

from yalu.cli.answers.screened import Trade
from yalu.cli.output import console, print_table

__all__ = ["BreachRows", "is_short", "print_rows", "rows_in_breach"]

_SHORT = 1_000_000  # bytes of files whose rows are told without being asked for
_SHOWN = 12
_BANNED = pc.field("effect") == "ban"


@dataclass(frozen=True, slots=True)
class BreachRows:
    """The first rows that meet a ban, each beside one.

    Attributes
    ----------
    first : sequence of dict
        In the columns of `yalu.compliance.concern.write_concerns`.
    count : int
        How many there are.

    """

    first: Sequence[dict[str, Any]]
    count: int


def is_short(trade: Trade) -> bool:
    """Return whether files are such as a person reads through: small, and no stream."""
    if trade.is_canonical:
        return False
    paths = [Path(file) for file in trade.files]
    return sum(path.stat().st_size for path in paths if path.is_file()) <= _SHORT


def rows_in_breach(records: Path) -> BreachRows:
    """Return the first rows under a ban of what was written row by row."""
    held = pds.dataset(records)
    first = held.head(_SHOWN, filter=_BANNED).to_pylist()
    return BreachRows(first, held.count_rows(filter=_BANNED))


def print_rows(rows: BreachRows, *, names: Sequence[str]) -> None:
    """Print which rows of which file meet a ban; nothing where none does."""
    if not rows.count:
        return
    several = len(names) > 1
    console().print()
    title = "Rows under a ban"
    if rows.count > len(rows.first):
        title = f"The first {len(rows.first)} of {rows.count:,} times a row meets a ban"
    print_table(
        title,
        ("row", "ban", "how surely", "goods code", "USD"),
        [
            (
                f"{row['row']:,} of {row['file']}" if several else f"{row['row']:,}",
                row["measure"],
                row["certainty"],
                row["hs_code"],
                "not known" if row["value_usd"] is None else f"{row['value_usd']:,.0f}",
            )
            for row in rows.first
        ],
    )
