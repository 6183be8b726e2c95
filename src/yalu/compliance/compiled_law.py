"""The law as the rows that screening joins, and what its sums are kept apart by."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import reduce
from operator import itemgetter
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from yalu.regime import Coverage, Direction

__all__ = ["LAW_KEYS", "CompiledLaw", "Per", "compiled_law"]

LAW_KEYS = ("hs_code", "hs_revision", "target_buys", "jurisdiction")
"""What trade and law have in common: code, HS edition, direction, who is bound."""

_ALL_STATES = "*"
_Row = tuple[Any, ...]
_NEVER = date(9999, 12, 31)
_ROWS = pa.schema(
    [
        ("hs_code", pa.string()),
        ("hs_revision", pa.string()),
        ("target_buys", pa.bool_()),
        ("jurisdiction", pa.int32()),
        ("law", pa.int32()),
        ("from_day", pa.date32()),
        ("until_day", pa.date32()),
        ("sure_from", pa.date32()),
    ]
)


class Per(StrEnum):
    """What amounts are summed for, so that none is counted twice.

    Several measures may cover the same goods, so that sums per measure must not be
    added up. Sums per body of law, and for the regime as a whole, count each record
    once for its bans and once for its caps.
    """

    MEASURE = "measure"
    BODY = "body"
    REGIME = "regime"

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns that say what law a row is about."""
        match self:
            case Per.MEASURE:
                return ("measure", "body", "instrument", "paragraph", "effect")
            case Per.BODY:
                return ("body", "effect")
            case Per.REGIME:
                return ("effect",)


@dataclass(frozen=True, slots=True)
class CompiledLaw:
    """Law in the form that trade is joined to.

    Attributes
    ----------
    rows : pyarrow.Table
        `LAW_KEYS`, law (int32), from_day, until_day and sure_from (date32; a period
        that begins on or after the last is sure; 9999-12-31 for never).
    laws : pyarrow.Table
        What each law is called: the columns of a `Per`, direction, and law, the
        number used in the rows.
    jurisdictions : pyarrow.Table
        State, and jurisdiction, the number used in the rows, for each state that law
        of its own binds; 0 in the rows stands for all other states.
    overlapping : pyarrow.Table
        Rows like the first where several of one law speak of the same key, which is
        why a record that meets them must be counted once; none per measure.

    """

    rows: pa.Table
    overlapping: pa.Table
    laws: pa.Table
    jurisdictions: pa.Table


def compiled_law(coverage: Coverage | Iterable[Coverage], per: Per) -> CompiledLaw:
    """Return law in the form that trade is joined to.

    Common law is repeated for each jurisdiction, so that one equality decides who is
    bound and no row of trade meets the law of another state.

    Parameters
    ----------
    coverage : Coverage or several
        Law by goods code, one for each HS edition.
    per : Per
        What counts as one law.

    """
    several = (coverage,) if isinstance(coverage, Coverage) else tuple(coverage)
    jurisdictions = _jurisdictions(several)
    everywhere = pa.array([0, *jurisdictions], pa.int32())
    named = (*per.columns, "direction")
    numbers = _numbers(several, named)
    parts = [_ROWS.empty_table()]
    for one in several:
        table, bound = _numbered(one, named, numbers)
        common = table.filter(pc.equal(bound, _ALL_STATES))
        parts += [_bound_to(common, jurisdiction) for jurisdiction in everywhere]
        for jurisdiction, states in jurisdictions.items():
            own = table.filter(pc.equal(bound, states[0]))
            parts.append(_bound_to(own, pa.scalar(jurisdiction, pa.int32())))
    rows = pa.concat_tables(parts)
    rows, overlapping = _parted(rows, per)
    schema = pa.schema([(name, pa.string()) for name in named])
    laws = [dict(zip(schema.names, law, strict=True)) for law in numbers]
    index = pa.array(range(len(laws)), pa.int32())
    return CompiledLaw(
        rows=rows,
        overlapping=overlapping,
        laws=pa.Table.from_pylist(laws, schema=schema).append_column("law", index),
        jurisdictions=_placed(jurisdictions),
    )


def _numbers(
    several: Iterable[Coverage], named: tuple[str, ...]
) -> dict[tuple[str, ...], int]:
    """Return a number for each law, in the order of its words."""
    words: set[tuple[str, ...]] = set()
    for one in several:
        words |= set(map(itemgetter(*map(one.columns.index, named)), one.rows))
    return {law: number for number, law in enumerate(sorted(words))}


def _jurisdictions(several: Iterable[Coverage]) -> dict[int, tuple[str, ...]]:
    """Return the states that law of their own binds, alike ones together."""
    own: dict[str, set[str]] = {}
    for one in several:
        bound_at, measure_at = one.columns.index("bound"), one.columns.index("measure")
        for bound, measure in {(r[bound_at], r[measure_at]) for r in one.rows}:
            if bound != _ALL_STATES:
                own.setdefault(bound, set()).add(measure)
    alike: dict[frozenset[str], list[str]] = {}
    for state in sorted(own):
        alike.setdefault(frozenset(own[state]), []).append(state)
    return {number: tuple(s) for number, s in enumerate(alike.values(), start=1)}


def _placed(jurisdictions: dict[int, tuple[str, ...]]) -> pa.Table:
    """Return jurisdictions state by state."""
    pairs = [(state, n) for n, states in jurisdictions.items() for state in states]
    states, numbers = zip(*pairs, strict=True) if pairs else ((), ())
    return pa.table(
        {
            "state": pa.array(states, pa.string()),
            "jurisdiction": pa.array(numbers, pa.int32()),
        }
    )


def _numbered(
    one: Coverage, named: tuple[str, ...], numbers: dict[tuple[str, ...], int]
) -> tuple[pa.Table, pa.Array]:
    """Return the rows of one HS edition without jurisdiction, and whom each binds.

    What is alike in all rows of a measure is worked out once for each measure.
    """
    at = {name: place for place, name in enumerate(one.columns)}
    code, direction, measure, certainty, bound = (
        pa.array([row[at[name]] for row in one.rows], pa.string())
        for name in ("hs_code", "direction", "measure", "certainty", "bound")
    )
    any_row = {row[at["measure"]]: row for row in one.rows}
    encoded = measure.dictionary_encode()
    rows = [any_row[name] for name in encoded.dictionary.to_pylist()]
    buys = pc.equal(direction, Direction.TO_TARGET.value)
    law = [
        numbers.get(_words(row, at, named, way), -1)
        for row in rows
        for way in (Direction.FROM_TARGET, Direction.TO_TARGET)
    ]
    which = pc.add(pc.multiply(encoded.indices, 2), buys.cast(pa.int32()))
    surely = pc.equal(certainty, "sure")
    held = {
        "hs_code": code,
        "hs_revision": pa.repeat(pa.scalar(one.revision.value), len(code)),
        "target_buys": buys,
        "law": pa.array(law, pa.int32()).take(which),
    }
    for name, days in {
        "from_day": [row[at["from_day"]] for row in rows],
        "until_day": [row[at["until_day"]] for row in rows],
        "sure_from": [_sure_from(row, at) for row in rows],
    }.items():
        held[name] = pa.array(days, pa.date32()).take(encoded.indices)
    never = pa.scalar(_NEVER, pa.date32())
    held["sure_from"] = pc.if_else(surely, held["sure_from"], never)
    return pa.table(held), bound


def _words(
    row: _Row, at: dict[str, int], named: tuple[str, ...], way: Direction
) -> tuple[str, ...]:
    """Return what a law is called, in one direction."""
    return tuple(way.value if n == "direction" else row[at[n]] for n in named)


def _sure_from(row: _Row, at: dict[str, int]) -> date:
    """Return the first day on which what moves is surely under a measure."""
    start: date = row[at["from_day"]]
    grace: date | None = row[at["wind_down_day"]]
    return _NEVER if row[at["excusable"]] else max(start, grace or start)


def _bound_to(rows: pa.Table, jurisdiction: pa.Scalar) -> pa.Table:
    """Return rows with the jurisdiction they bind, in the order of the columns."""
    repeated = pa.repeat(jurisdiction, rows.num_rows)
    return rows.append_column("jurisdiction", repeated).select(_ROWS.names)


def _parted(rows: pa.Table, per: Per) -> tuple[pa.Table, pa.Table]:
    """Return the rows that are alone with their key and law, and all others.

    Rows that end on the same day are one: what begins before the earliest of them
    may meet it, and what begins after the earliest sure day is sure. A row goes when
    another holds all of it. Few keys keep more than one.
    """
    if per is Per.MEASURE:
        return rows, _ROWS.empty_table()
    key = [*LAW_KEYS, "law"]
    ends = rows.group_by([*key, "until_day"], use_threads=False)
    merged = ends.aggregate([("from_day", "min"), ("sure_from", "min")])
    merged = merged.rename_columns(
        {"from_day_min": "from_day", "sure_from_min": "sure_from"}
    )
    per_key = merged.group_by(key, use_threads=False)
    longest = per_key.aggregate(
        [("until_day", "max"), ("from_day", "min"), ("sure_from", "min")]
    )
    beside = merged.join(longest, keys=key, use_threads=False)
    is_longest = pc.equal(beside["until_day"], beside["until_day_max"])
    holds = _all(
        is_longest,
        pc.equal(beside["from_day"], beside["from_day_min"]),
        pc.equal(beside["sure_from"], beside["sure_from_min"]),
    )
    whole = beside.filter(holds).select(_ROWS.names)
    rest = beside.join(whole.select(key), keys=key, join_type="left anti")
    return whole, rest.select(_ROWS.names)


def _all(*tests: pa.Array) -> pa.Array:
    return reduce(pc.and_, tests)
