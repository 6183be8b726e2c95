"""Recorded trade of one pair of states, ready to be drawn: months, years, gaps.

A month for which nobody printed a figure is a *gap*, never a zero. Compilers are kept
apart; the *main* one is the compiler with the most printed months. A year in which a
line has no record is *no record* where the compiler was asked and returned none, and
*not held* where we hold no answer.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pyarrow as pa

from yalu.goods import Revision
from yalu.periods import Interval, months
from yalu.provenance import Evidence
from yalu.regime import Coverage, Direction, Regime, coverage

__all__ = [
    "AnnualLine",
    "Reading",
    "annual_lines",
    "gaps",
    "main_compiler",
    "readings",
    "split",
]

_SURENESS = ("high", "medium", "low")
_TOTAL = "TOTAL"
_OTHERS = "all other goods"
_OTHERS_AND_UNKNOWN = "all else, and lines without a record"
_EVER = date(9999, 12, 31)
_ALL_STATES = "*"
_Bans = dict[str, date]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One statement about one month of trade.

    Attributes
    ----------
    month : date
        First day of the month.
    direction : str
        ``import`` or ``export``, as the reporter sees it.
    compiler, release, derived, confidence, note : str
        As in the embedded trade table.
    value_usd : Decimal
        US dollars.
    evidence : Evidence
        Grade.
    conflict : bool
        Whether another statement contradicts it.
    chosen : bool
        Whether the line is drawn through it: one a month, by the main compiler.
    sources : tuple of str
        Identifiers.

    """

    month: date
    direction: str
    compiler: str
    value_usd: Decimal
    evidence: Evidence
    release: str
    derived: str
    confidence: str
    conflict: bool
    chosen: bool
    note: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnualLine:
    """What one reporter recorded of one line in one year.

    Attributes
    ----------
    year : int
        Calendar year.
    hs_code, goods : str
        The line; code ``REST`` for what the total leaves beside the recorded lines,
        named otherwise where it holds lines without a record.
    value_usd : Decimal or None
        US dollars, None without a record.
    status : str
        ``recorded``, ``no record``, ``not held`` or ``difference``.
    banned_by : tuple of str
        Measures that ban it today; empty where it is free.
    banned_from : date or None
        First day of the earliest of these.
    sources : tuple of str
        Identifiers.

    """

    year: int
    hs_code: str
    goods: str
    value_usd: Decimal | None
    status: str
    banned_by: tuple[str, ...]
    banned_from: date | None
    sources: tuple[str, ...]


def split(cell: object) -> tuple[str, ...]:
    """Return the identifiers in a cell that joins several by semicolons."""
    return tuple(part.strip() for part in str(cell or "").split(";") if part.strip())


def readings(
    trade: pa.Table, *, reporter: str, partner: str, direction: str
) -> tuple[Reading, ...]:
    """Return every statement about a whole month of all goods, in order of time."""
    rows = [
        row
        for row in trade.to_pylist()
        if (row["reporter"], row["partner"]) == (reporter, partner)
        and (row["direction"], row["hs_code"]) == (direction, _TOTAL)
        and row["series"] == "customs"
        and row["value_usd"] is not None
        and Interval(row["period_start"], row["period_end"]).is_month
    ]
    main = main_compiler(row["compiler"] for row in rows)
    best: dict[date, int] = {}
    for number, row in sorted(enumerate(rows), key=lambda pair: _rank(pair[1])):
        if row["compiler"] == main:
            best.setdefault(row["period_start"], number)
    found = [
        Reading(
            month=row["period_start"],
            direction=direction,
            compiler=row["compiler"],
            value_usd=row["value_usd"],
            evidence=Evidence(row["evidence"]),
            release=row["release"],
            derived=row["derived"],
            confidence=row["confidence"],
            conflict=row["conflict"],
            chosen=best.get(row["period_start"]) == number,
            note=row["note"] or "",
            sources=split(row["source"]),
        )
        for number, row in enumerate(rows)
    ]
    return tuple(sorted(found, key=lambda r: (r.month, not r.chosen, r.compiler)))


def main_compiler(compilers: Iterable[str]) -> str:
    """Return the compiler named most often; the first by name among equals."""
    counted = Counter(compilers)
    return min(counted, key=lambda name: (-counted[name], name), default="")


def gaps(found: Sequence[Reading]) -> tuple[date, ...]:
    """Return the months between the first and last reading that nobody printed."""
    if not found:
        return ()
    printed = {reading.month for reading in found}
    span = Interval(min(printed), Interval.month(max(printed).year, 12).end)
    last = max(printed)
    return tuple(
        m.start for m in months(span) if m.start not in printed and m.start < last
    )


def annual_lines(
    trade: pa.Table,
    absences: pa.Table,
    regime: Regime,
    *,
    reporter: str,
    compiler: str,
) -> tuple[AnnualLine, ...]:
    """Return the yearly imports from the target by line, with what is left of totals.

    Parameters
    ----------
    trade, absences : pyarrow.Table
        The embedded tables.
    regime : Regime
        Law that says which lines are banned.
    reporter, compiler : str
        Whose record, and who printed it.

    """
    rows = {
        (row["period_start"].year, row["hs_code"]): row
        for row in trade.to_pylist()
        if (row["reporter"], row["partner"]) == (reporter, regime.target)
        and (row["compiler"], row["direction"]) == (compiler, "import")
        and row["value_usd"] is not None
        and Interval(row["period_start"], row["period_end"]).is_year
    }
    asked = {
        (row["period_start"].year, row["hs_code"]): split(row["source"])
        for row in absences.to_pylist()
        if (row["reporter"], row["compiler"]) == (reporter, compiler)
    }
    names = {code: row["commodity"] for (_, code), row in rows.items()}
    codes = sorted(code for code in names if code != _TOTAL)
    bans = _bans(regime, {code: _edition(rows, code) for code in codes})
    lines: list[AnnualLine] = []
    for year in sorted(year for year, code in rows if code == _TOTAL):
        here = [
            _line((year, code), names[code], rows, asked, bans[code]) for code in codes
        ]
        total = rows[year, _TOTAL]
        unknown = any(x.value_usd is None for x in here)
        known = sum((x.value_usd for x in here if x.value_usd is not None), Decimal(0))
        rest = AnnualLine(
            year=year,
            hs_code="REST",
            goods=_OTHERS_AND_UNKNOWN if unknown else _OTHERS,
            value_usd=total["value_usd"] - known,
            status="difference",
            banned_by=(),
            banned_from=None,
            sources=split(total["source"]),
        )
        lines += [*here, rest]
    return tuple(lines)


def _line(
    key: tuple[int, str],
    name: str,
    rows: dict[tuple[int, str], dict[str, object]],
    asked: dict[tuple[int, str], tuple[str, ...]],
    bans: _Bans,
) -> AnnualLine:
    row = rows.get(key)
    value = None if row is None else row["value_usd"]
    silent = "no record" if key in asked else "not held"
    return AnnualLine(
        year=key[0],
        hs_code=key[1],
        goods=name,
        value_usd=value if isinstance(value, Decimal) else None,
        status=silent if row is None else "recorded",
        banned_by=tuple(bans),
        banned_from=min(bans.values(), default=None),
        sources=asked.get(key, ()) if row is None else split(row["source"]),
    )


def _edition(rows: dict[tuple[int, str], dict[str, object]], code: str) -> Revision:
    """Return the newest HS edition in which a line is recorded."""
    return max(
        Revision(str(row["hs_revision"]))
        for (_, known), row in rows.items()
        if known == code
    )


def _bans(regime: Regime, editions: dict[str, Revision]) -> dict[str, _Bans]:
    """Return the measures that ban the whole of each line for ever, and since when."""
    law = {e: coverage(regime, revision=e) for e in sorted({*editions.values()})}
    return {code: _bans_in(law[edition], code) for code, edition in editions.items()}


def _bans_in(law: Coverage, code: str) -> _Bans:
    rows = (dict(zip(law.columns, values, strict=True)) for values in law.rows)
    return {
        row["measure"]: row["from_day"]
        for row in rows
        if row["hs_code"] == code
        and row["direction"] == Direction.FROM_TARGET.value
        and (row["effect"], row["certainty"]) == ("ban", "sure")
        and (row["bound"], row["until_day"]) == (_ALL_STATES, _EVER)
    }


def _rank(row: dict[str, object]) -> tuple[bool, bool, int, str]:
    """Return how far down a statement stands: worked out and unsure ones last."""
    return (
        row["evidence"] == Evidence.ESTIMATED.value,
        bool(row["derived"]),
        _SURENESS.index(str(row["confidence"])),
        str(row["source"]),
    )
