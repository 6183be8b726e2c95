"""The law as the rows that screening joins, and what its sums are kept apart by."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import pyarrow as pa

from yalu.regime import Coverage, Direction

__all__ = ["LAW_KEYS", "CompiledLaw", "Per", "compiled_law"]

LAW_KEYS = ("hs_code", "hs_revision", "target_buys", "jurisdiction")
"""What trade and law have in common: code, HS edition, direction, who is bound."""

_ALL_STATES = "*"
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
    jurisdictions : dict
        States that the same law binds, by the number used in the rows; 0 stands for
        all states that only common law binds.

    """

    rows: pa.Table
    laws: pa.Table
    jurisdictions: dict[int, tuple[str, ...]]


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
    by_law: dict[str, set[str]] = {}
    for one in several:
        bound_at, measure_at = one.columns.index("bound"), one.columns.index("measure")
        for row in one.rows:
            if row[bound_at] != _ALL_STATES:
                by_law.setdefault(row[bound_at], set()).add(row[measure_at])
    alike: dict[frozenset[str], list[str]] = {}
    for state in sorted(by_law):
        alike.setdefault(frozenset(by_law[state]), []).append(state)
    jurisdictions = {n: tuple(s) for n, s in enumerate(alike.values(), start=1)}
    first = {states[0]: n for n, states in jurisdictions.items()}
    numbers: dict[tuple[str, ...], int] = {}
    columns: dict[str, list[object]] = {name: [] for name in _ROWS.names}
    for one in several:
        for code in _coded(one, per, first, numbers):
            for column, value in zip(columns.values(), code, strict=True):
                column.append(value)
    schema = pa.schema([(name, pa.string()) for name in (*per.columns, "direction")])
    laws = [dict(zip(schema.names, law, strict=True)) for law in numbers]
    index = pa.array(range(len(laws)), pa.int32())
    return CompiledLaw(
        rows=pa.table(columns, schema=_ROWS),
        laws=pa.Table.from_pylist(laws, schema=schema).append_column("law", index),
        jurisdictions=jurisdictions,
    )


def _coded(
    one: Coverage,
    per: Per,
    first: dict[str, int],
    numbers: dict[tuple[str, ...], int],
) -> Iterator[tuple[object, ...]]:
    """Yield the rows of one HS edition, in the order of the columns."""
    at = {name: position for position, name in enumerate(one.columns)}
    named = [at[name] for name in (*per.columns, "direction")]
    everywhere = (0, *first.values())
    for row in one.rows:
        bound = row[at["bound"]]
        if bound != _ALL_STATES and bound not in first:
            continue  # another state with the very same law stands for this one
        law = numbers.setdefault(tuple(row[place] for place in named), len(numbers))
        start, grace = row[at["from_day"]], row[at["wind_down_day"]]
        sure = row[at["certainty"]] == "sure" and not row[at["excusable"]]
        for jurisdiction in everywhere if bound == _ALL_STATES else (first[bound],):
            yield (
                row[at["hs_code"]],
                one.revision.value,
                row[at["direction"]] == Direction.TO_TARGET,
                jurisdiction,
                law,
                start,
                row[at["until_day"]],
                max(start, grace or start) if sure else _NEVER,
            )
