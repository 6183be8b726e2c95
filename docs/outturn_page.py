"""What pressure was predicted to do, beside the record, worked out with the pages.

It takes seconds, is the same as in the report, and so is not stored.
"""

from collections.abc import Iterator
from functools import cache

import numpy as np

from yalu import library
from yalu.cli.own_trade import DEFAULT_SEED
from yalu.impact import Outturn
from yalu.report import numerals
from yalu.report.capping import who
from yalu.report.figures.pressure_borne import judged
from yalu.report.pressing import pressure_of
from yalu.report.pressure_scope import Scope

__all__ = ["outturns", "texts"]

CHINA = "CHN"
_FULL, _ANY = "full", "any"
_ASKED = Scope(covered=False, priced=False, observed=True)


@cache
def outturns() -> tuple[Outturn, ...]:
    """Return each prediction beside the record, as the report has it."""
    rng = np.random.default_rng(DEFAULT_SEED)
    return pressure_of(library.load("dprk"), rng=rng, scope=_ASKED).outturns


def texts() -> Iterator[tuple[str, str]]:
    """Yield the name of the table and its text."""
    yield "pressure", _table()


def _table() -> str:
    lines = [
        "| what | year | by | predicted, in full | recorded | in full | any |",
        "|---|---|---|--:|--:|---|---|",
    ]
    any_level = {_key(row): row for row in outturns() if row.enforcement == _ANY}
    for row in outturns():
        if row.enforcement == _FULL:
            cells = (
                f"{row.label.replace(CHINA, who(CHINA))}, {row.unit}",
                str(row.year),
                row.model,
                _span(row.low, row.high),
                _span(row.recorded_low, row.recorded_high),
                judged(row.inside),
                judged(any_level[_key(row)].inside),
            )
            lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _key(row: Outturn) -> tuple[str, int, str]:
    return row.quantity, row.year, row.model


def _span(low: float | None, high: float | None) -> str:
    ends = numerals.amount(low), numerals.amount(high)
    return ends[0] if low is None else numerals.span(*ends)
