"""Apparent breaches: trade under a ban, with bounds.

*Apparent*, because a record shows that goods moved and not why: an exemption may have
been granted, a coarse code may hide goods that are free. A cap is no ban, so what
moved under one is for its ledger to judge.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import narwhals as nw
import pyarrow as pa

from yalu.compliance.account import Entry, settle
from yalu.compliance.reach import Reach
from yalu.compliance.statement import Amount, Statement
from yalu.flows import Series
from yalu.periods import Interval
from yalu.provenance import Evidence, weakest
from yalu.quantities import Unit
from yalu.regime import Direction

__all__ = ["Breach", "breaches", "breaches_of"]

_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """What moved under one ban in one period, as far as one record shows.

    Attributes
    ----------
    state : str
        The other side; ``"WLD"`` for several states together.
    measure, body, instrument, paragraph : str
        The ban.
    direction : Direction
        From the target or to it.
    period : Interval
        The days of the record; a month where it is monthly.
    series : Series
        Kind of statement.
    reporter, compiler : str
        Who recorded it, and who printed it where that is known.
    records_sure, records_possible : int
        How many records are surely, and how many only possibly, about the ban.
    value_usd : Amount or None
        What moved, in US dollars: the sure amount to the sure and the possible
        together. None where no value is known.
    quantity : Amount or None
        The same in `unit`.
    unit : str
        Unit of the quantity; empty where there is none.
    evidence : Evidence or None
        Weakest grade behind it, where the record carries grades.
    sources : tuple of str
        Identifiers of the sources, where the record carries them.

    """

    state: str
    measure: str
    body: str
    instrument: str
    paragraph: str
    direction: Direction
    period: Interval
    series: Series
    reporter: str
    compiler: str
    records_sure: int
    records_possible: int
    value_usd: Amount | None
    quantity: Amount | None
    unit: str
    evidence: Evidence | None = None
    sources: tuple[str, ...] = ()

    @property
    def is_sure(self) -> bool:
        """Whether something surely moved under the ban."""
        known = [a for a in (self.value_usd, self.quantity) if a is not None]
        return any(amount.low > 0 for amount in known)


def breaches(screened: Any) -> tuple[Breach, ...]:  # noqa: ANN401 - any kind of frame
    """Return the apparent breaches in screened trade, in its order.

    Parameters
    ----------
    screened : frame
        What `screen` gave per measure, of any kind. Rows under caps, and rows that
        record that nothing moved, are left out.

    """
    frame = nw.from_native(screened).lazy().filter(nw.col("effect") == "ban").collect()
    table: pa.Table = frame.to_arrow()
    found = []
    for row in table.to_pylist():
        value, quantity = (_bounds(row, name) for name in ("value_usd", "quantity"))
        if not _is_nil(value, quantity):
            found.append(
                Breach(
                    **{name: row[name] for name in _SAME},
                    direction=Direction(row["direction"]),
                    period=Interval(row["period_start"], row["period_end"]),
                    series=Series(row["series"]),
                    compiler="",
                    value_usd=value,
                    quantity=quantity,
                    unit=row["unit"] or "",
                )
            )
    return tuple(found)


_SAME = (
    "state",
    "measure",
    "body",
    "instrument",
    "paragraph",
    "reporter",
    "records_sure",
    "records_possible",
)


_KNOWN = {"value_usd": "value_known", "quantity": "quantity_known"}


def _bounds(row: dict[str, Any], name: str) -> Amount | None:
    sure, possible = row[f"{name}_sure"], row[f"{name}_possible"]
    if sure is None or possible is None:
        return None
    # An amount that nobody printed is not nothing: it leaves the upper end open.
    records = row["records_sure"] + row["records_possible"]
    whole = row[_KNOWN[name]] == records
    return Amount(Decimal(sure), Decimal(sure) + Decimal(possible) if whole else None)


def _is_nil(*amounts: Amount | None) -> bool:
    known = [amount for amount in amounts if amount is not None]
    return bool(known) and all(amount.is_nil for amount in known)


def breaches_of(
    reached: Iterable[Reach], said: Sequence[Statement]
) -> tuple[Breach, ...]:
    """Return the apparent breaches in statements that may overlap.

    Each compiler's statements are settled first, so that nothing is counted twice.
    """
    found: list[Breach] = []
    for reach in reached:
        if reach.measure.cap is None:
            about = [s for s in said if reach.is_about(s)]
            found += _of_measure(reach, about)
    return tuple(found)


_Key = tuple[str, Direction, Series, str, str]


def _of_measure(reach: Reach, about: Sequence[Statement]) -> list[Breach]:
    groups: dict[_Key, list[Statement]] = {}
    for said in about:
        key = (said.state, said.direction, said.series, said.compiler, said.reporter)
        groups.setdefault(key, []).append(said)
    found = []
    for key in sorted(groups):
        cells: dict[tuple[date, date], dict[Unit, list[tuple[Entry, bool]]]] = {}
        for certainty in ("sure", "possible"):
            some = [s for s in groups[key] if reach.of(s) == certainty]
            for unit in Unit:
                for entry in settle(some, unit).entries:
                    if entry.touches(reach.in_force) and not entry.amount.is_nil:
                        sure = (
                            certainty == "sure"
                            and not reach.measure.is_excusable
                            and entry.within(reach.sure_days)
                        )
                        cell = cells.setdefault((entry.start, entry.end), {})
                        cell.setdefault(unit, []).append((entry, sure))
        found += [_breach(reach, key, days, cells[days]) for days in sorted(cells)]
    return found


def _breach(
    reach: Reach,
    key: _Key,
    days: tuple[date, date],
    cell: dict[Unit, list[tuple[Entry, bool]]],
) -> Breach:
    state, direction, series, compiler, reporter = key
    quantities = [unit for unit in cell if unit is not Unit.USD]
    unit = quantities[0] if quantities else None
    parts = [part for entries in cell.values() for part in entries]
    behind = [s for entry, _ in parts for s in entry.statements]
    return Breach(
        state=state,
        measure=reach.measure.id,
        body=reach.body,
        instrument=reach.instrument,
        paragraph=reach.measure.paragraph,
        direction=direction,
        period=Interval(*days),
        series=series,
        reporter=reporter,
        compiler=compiler,
        records_sure=len({id(s) for e, sure in parts if sure for s in e.statements}),
        records_possible=len(
            {id(s) for e, sure in parts if not sure for s in e.statements}
        ),
        value_usd=_range(cell.get(Unit.USD, [])),
        quantity=_range(cell[unit]) if unit else None,
        unit=unit or "",
        evidence=weakest(tuple(s.evidence for s in behind)),
        sources=tuple(sorted({source for s in behind for source in s.sources})),
    )


def _range(parts: Sequence[tuple[Entry, bool]]) -> Amount | None:
    """Return the sure amount to the sure and the possible together."""
    total: Amount | None = None
    for entry, sure in parts:
        amount = entry.amount if sure else Amount(_NOTHING, entry.amount.high)
        total = amount if total is None else total + amount
    return total
