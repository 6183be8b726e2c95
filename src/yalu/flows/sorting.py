"""Part the good records of a file from the bad, and count what repeats.

Three things can put a record aside: it could not be split into columns, a rule
was broken, or the file also holds the whole of which it is a part.
"""

from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from yalu.flows.judging import Judge
from yalu.flows.layouts import Layout
from yalu.flows.quarantine import Note, Quarantine, Rule, reason_of, remedy_of
from yalu.flows.records import Records
from yalu.flows.table import SCHEMA

__all__ = ["NOTES", "FilePart", "put_aside", "repetitions", "sorted_out"]

_LOOSE = pa.schema([each.with_nullable(True) for each in SCHEMA])  # noqa: FBT003
_WHOLE = 7
_SPLIT = ("whole", "mode", "beside")

NOTES = {
    "changed": "goods codes padded or cut to six digits, as the layout has it",
    "by_date": "no revision stated: the one in force when the goods moved was taken",
    "hollow": "a weight of 0 beside a value counts as missing",
    "unheld": "quantity in a unit that is not held here; left out",
    "estimated": "net weight estimated by the UN, not recorded",
    "weightless": "no quantity; kept as missing",
    "worthless": "no value; kept as missing",
}
"""What is decided on the way, by the column of a judgement that says so."""


@dataclass(slots=True)
class FilePart:
    """What one file gave."""

    file: str
    layout: Layout
    flows: pa.Table
    rows: pa.Array
    quarantine: Quarantine
    read: int
    notes: list[Note] = field(default_factory=list)


def sorted_out(
    path: Path,
    judge: Judge,
    batches: Generator[pa.Table],
    records: Records,
) -> FilePart:
    """Judge all batches of a file and part the good from the bad."""
    kept: list[pa.Table] = []
    faults: list[tuple[int, list[dict[str, str | None]]]] = []
    counts = dict.fromkeys(NOTES, 0)
    with judge.sitting(), closing(batches):
        for batch in batches:
            judged = judge.judged(batch)
            good = judged.filter(pc.is_null(judged["faults"]))
            bad = judged.filter(pc.is_valid(judged["faults"]))
            faults.extend(
                zip(bad["ordinal"].to_pylist(), bad["faults"].to_pylist(), strict=True)
            )
            for name in counts:
                counts[name] += pc.sum(good[name]).as_py() or 0
            kept.append(good.select([*SCHEMA.names, "ordinal", *_SPLIT]))
    flows, ordinals, parts = _without_parts(kept)
    faults += [(ordinal, [_PART]) for ordinal in parts]
    notes = [
        Note(str(path), count, NOTES[name]) for name, count in counts.items() if count
    ]
    return FilePart(
        file=str(path),
        layout=judge.spec.layout,
        flows=flows,
        rows=pa.array(records.places(ordinals)),
        quarantine=put_aside(str(path), faults, records),
        read=records.read,
        notes=notes,
    )


_PART: dict[str, str | None] = {
    "rule": Rule.PART_OF_TOTAL.value,
    "field": "procedure, transport, second partner",
    "found": None,
    "detail": None,
}

# Modes of transport hold one another: 2000, by water, holds 2100, by sea. Where both
# stand in one cell, the part is put aside here too.
_PARTS = """
    WITH split AS (SELECT * FROM flows WHERE mode IS NOT NULL)
    SELECT ordinal FROM (
        SELECT ordinal, whole, max(whole) OVER (
            PARTITION BY reporter, partner, direction, period_start, period_end,
                hs_code, hs_revision) AS most
        FROM flows)
    WHERE whole < most
    UNION
    SELECT part.ordinal FROM split AS part JOIN split AS held
        USING (reporter, partner, direction, period_start, period_end, hs_code,
            hs_revision, beside)
    WHERE part.mode <> held.mode
        AND starts_with(part.mode, rtrim(held.mode, '0'))"""


def _without_parts(
    kept: list[pa.Table],
) -> tuple[pa.Table, NDArray[np.int64], list[int]]:
    """Return the flows without the parts of wholes, and where each of both stood."""
    if not kept:
        return _LOOSE.empty_table(), np.array([], np.int64), []
    flows = pa.concat_tables(kept)
    parts: list[int] = []
    if (pc.min(flows["whole"]).as_py() or 0) < _WHOLE and len(flows):
        with duckdb.connect() as connection:
            connection.register("flows", flows)
            parts = [row[0] for row in connection.execute(_PARTS).fetchall()]
        parts.sort()
        inside = pc.is_in(flows["ordinal"], value_set=pa.array(parts, pa.int64()))
        flows = flows.filter(pc.invert(inside))
    stood = flows["ordinal"].to_numpy()
    return flows.select(SCHEMA.names).cast(_LOOSE), stood, parts


def put_aside(
    file: str,
    faults: list[tuple[int, list[dict[str, str | None]]]],
    records: Records,
) -> Quarantine:
    """Return the quarantine of one file in the order of its records."""
    ordinals = np.array([ordinal for ordinal, _ in faults], np.int64)
    places = records.places(ordinals).tolist()
    rows = [
        _row(file, place, broken)
        for place, (_, broken) in zip(places, faults, strict=True)
    ]
    for place, (rule, shown) in records.broken.items():
        fault = {"rule": rule, "field": "record", "found": shown, "detail": None}
        rows.append(_row(file, place, [fault]))
    rows.sort(key=lambda row: (row["row"], row["rule"]))
    return Quarantine.of(rows)


def _row(
    file: str, place: int, broken: list[dict[str, str | None]]
) -> dict[str, object]:
    first, *others = broken
    rule = Rule(first["rule"] or "")
    also = [
        f"{each['field']} {each['found']!r}: {reason_of(Rule(each['rule'] or ''))}"
        for each in others
    ]
    return {
        "file": file,
        "row": place,
        "field": first["field"],
        "found": first["found"],
        "rule": rule.value,
        "reason": reason_of(rule),
        "remedy": remedy_of(rule, first["detail"]),
        "also": "; ".join(also),
    }


# Rows that share the hash of their cell are few; only these are compared in full.
_REPETITIONS = """
    WITH hashed AS NOT MATERIALIZED (
        SELECT *, hash(reporter, partner, direction, period_start, period_end, hs_code,
            hs_revision, unit, series, source) AS cell
        FROM flows),
    shared AS (SELECT cell FROM hashed GROUP BY cell HAVING count(*) > 1),
    suspects AS MATERIALIZED (
        SELECT * EXCLUDE (cell) FROM hashed SEMI JOIN shared USING (cell)),
    cells AS (SELECT DISTINCT reporter, partner, direction, period_start, period_end,
        hs_code, hs_revision, unit, series, source FROM suspects),
    alike AS (SELECT DISTINCT * FROM suspects)
    SELECT count(*) - (SELECT count(*) FROM cells),
        count(*) - (SELECT count(*) FROM alike)
    FROM suspects"""


def repetitions(flows: pa.Table | duckdb.DuckDBPyRelation) -> tuple[int, int]:
    """Return how many flows repeat a cell, and how many repeat a whole row."""
    if isinstance(flows, duckdb.DuckDBPyRelation):
        counted = flows.query("flows", _REPETITIONS)
        return counted.fetchall()[0] if counted else (0, 0)
    with duckdb.connect() as connection:
        connection.register("flows", flows)
        repeated, identical = connection.execute(_REPETITIONS).fetchall()[0]
    return repeated, identical
