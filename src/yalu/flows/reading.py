"""Read files of recorded trade; every record ends on one side or the other.

A file streams through in batches: split, judged, parted into what is kept and
what is put aside. Memory holds the rows that are kept and one batch.
"""

from collections.abc import Generator, Iterable
from contextlib import closing
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from yalu.errors import SchemaError
from yalu.flows.judging import Judge
from yalu.flows.known_layouts import baci_revision, check, detect, spec_of
from yalu.flows.layouts import Layout, LayoutSpec
from yalu.flows.mapping import ColumnMapping, read_mapping
from yalu.flows.opening import Form, decoding, form_of, head_of
from yalu.flows.quarantine import (
    Note,
    Quarantine,
    ReadResult,
    Rule,
    reason_of,
    remedy_of,
)
from yalu.flows.records import (
    Records,
    csv_records,
    json_columns,
    json_records,
    parquet_columns,
    parquet_records,
    split_header,
)
from yalu.flows.table import SCHEMA, FlowDirection, FlowTable, Series
from yalu.goods import Revision

__all__ = ["read"]

_Word = TypeVar("_Word", bound=StrEnum)

_LOOSE = pa.schema([each.with_nullable(True) for each in SCHEMA])  # noqa: FBT003
_WHOLE = 7
_YUAN = ("人民币", "人民币元", "rmb", "cny", "renminbi yuan")

_NOTES = {
    "changed": "goods codes brought to six digits as the layout asks",
    "by_date": "no revision stated: the one in force when the goods moved was taken",
    "hollow": "a weight of 0 beside a value counts as missing",
    "unheld": "quantity in a unit that is not held here; left out",
    "estimated": "net weight estimated by the UN, not recorded",
    "weightless": "no quantity; kept as missing",
    "worthless": "no value; kept as missing",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wish:
    """What the caller said about all files."""

    layout: Layout | None
    mapping: ColumnMapping | None
    series: Series | None
    source: str
    revision: str
    direction: FlowDirection | None
    encoding: str | None


@dataclass(slots=True)
class _Part:
    """What one file gave."""

    file: str
    layout: Layout
    flows: pa.Table
    quarantine: Quarantine
    read: int
    notes: list[Note] = field(default_factory=list)


def read(
    paths: str | Path | Iterable[str | Path],
    *,
    layout: str = "auto",
    mapping: ColumnMapping | str | Path | None = None,
    series: str | None = None,
    source: str | None = None,
    revision: str | None = None,
    direction: str | None = None,
    encoding: str | None = None,
) -> ReadResult:
    """Return the flows in one or more files, and the records put aside.

    Parameters
    ----------
    paths : path or iterable of paths
        Files of CSV text, JSON or Parquet, each perhaps packed with gzip.
    layout : str
        A `Layout`, or ``"auto"`` to recognise each file by its columns.
    mapping : ColumnMapping or path or None
        Description of a file of any other shape; see `yalu.flows.mapping`.
    series : str or None
        A `Series` for files that do not name it; None for the layout's own.
    source : str or None
        Identifier of the source for files that do not name it; None for the
        layout's own, else the name of the file.
    revision : str or None
        Revision of the goods codes for files that do not name it; None takes the
        one in force when the goods moved. BACI names it in the name of the file.
    direction : str or None
        A `FlowDirection` for files that do not hold it, as Chinese customs' do not.
    encoding : str or None
        Encoding of text files; None finds out between UTF-8 and GB18030.

    Returns
    -------
    ReadResult
        Records kept and put aside, which add up to the records read.

    Raises
    ------
    SchemaError
        If a file is missing, empty, damaged, binary, or has columns that no layout
        knows; if a mapping is wrong, or a word is none of those listed. Single bad
        records raise nothing: they go to quarantine.

    """
    wish = _Wish(
        layout=None if layout == "auto" else _word(Layout, layout, "layout"),
        mapping=read_mapping(mapping) if isinstance(mapping, str | Path) else mapping,
        series=None if series is None else _word(Series, series, "series"),
        source=source or "",
        revision="" if not revision else _word(Revision, revision, "revision"),
        direction=_word(FlowDirection, direction, "direction") if direction else None,
        encoding=encoding,
    )
    single = isinstance(paths, str | Path)
    listed = [Path(paths)] if single else [Path(path) for path in paths]  # type: ignore[arg-type, union-attr]
    if not listed:
        raise SchemaError("paths: found no file to read. Name at least one.")
    parts = [_read_file(path, wish) for path in listed]
    tables = [part.flows for part in parts]
    flows = FlowTable(pa.concat_tables(tables))
    quarantine = Quarantine.joined(part.quarantine for part in parts)
    repeated, identical = _repetitions(flows.table)
    return ReadResult(
        flows=flows,
        quarantine=quarantine,
        read=sum(part.read for part in parts),
        kept=len(flows),
        quarantined=len(quarantine),
        repeated=repeated,
        identical=identical,
        layouts=tuple((part.file, part.layout.value) for part in parts),
        notes=tuple(note for part in parts for note in part.notes),
    )


def _word(kind: type[_Word], text: str, place: str) -> _Word:
    try:
        return kind(text)
    except ValueError as error:
        known = ", ".join(kind)
        msg = f"{place}: found {text!r}; expected one of {known}. Use one of these."
        raise SchemaError(msg) from error


def _read_file(path: Path, wish: _Wish) -> _Part:
    """Return what one file gives."""
    head = head_of(path)
    form = form_of(head, place=str(path))
    text = _Text()
    match form:
        case Form.PARQUET:
            columns = parquet_columns(path)
        case Form.JSON:
            columns = json_columns(path)
        case Form.TEXT:
            stated = wish.encoding or (wish.mapping.encoding if wish.mapping else "")
            text.encoding = decoding(head, stated or None, place=str(path))
            delimiter = wish.mapping.delimiter if wish.mapping else ""
            text.delimiter, columns = split_header(head, text.encoding, delimiter)
    spec = _spec(path, form, columns, wish)
    judge = Judge(
        spec=spec,
        revision=_revision(path, spec, wish),
        source=wish.source or spec.source or path.name,
    )
    records = Records()
    batches = _batches(path, form, spec, columns, text, records)
    return _sorted_out(path, judge, batches, records, columns)


@dataclass(slots=True)
class _Text:
    """How a text file is written; nothing for other files."""

    encoding: str = "utf-8"
    delimiter: str = ","


def _spec(path: Path, form: Form, columns: list[str], wish: _Wish) -> LayoutSpec:
    """Return the layout of a file with what the caller adds to it."""
    json = form is Form.JSON
    if wish.mapping is not None:
        spec = wish.mapping.spec
    elif wish.layout is not None:
        spec = spec_of(wish.layout)
    elif json and not columns:
        return spec_of(Layout.COMTRADE_JSON)
    else:
        spec = detect(columns, json=json, place=str(path))
    if columns or not json:
        check(spec, columns, place=str(path))
    if wish.series is not None:
        spec = replace(spec, series=wish.series)
    if "direction" in {*spec.chosen(columns), *spec.constants}:
        return spec
    if wish.direction is None:
        msg = (
            f"{path}: found no column that says whether goods were imported or "
            f"exported; expected one, or to be told. Pass direction=import or export, "
            "as it was chosen when the file was made."
        )
        raise SchemaError(msg)
    return replace(spec, constants={**spec.constants, "direction": wish.direction})


def _revision(path: Path, spec: LayoutSpec, wish: _Wish) -> str:
    """Return the revision that holds where the file names none."""
    if wish.revision:
        return wish.revision
    if wish.mapping is not None:
        return wish.mapping.revision
    return baci_revision(path) if spec.layout is Layout.BACI else ""


def _batches(  # noqa: PLR0917
    path: Path,
    form: Form,
    spec: LayoutSpec,
    columns: list[str],
    text: _Text,
    records: Records,
) -> Generator[pa.Table]:
    match form:
        case Form.PARQUET:
            return parquet_records(path, spec, columns, records=records)
        case Form.JSON:
            return json_records(path, spec, columns, records=records)
        case Form.TEXT:
            return csv_records(
                path,
                spec,
                columns,
                encoding=text.encoding,
                delimiter=text.delimiter,
                records=records,
            )


def _sorted_out(
    path: Path,
    judge: Judge,
    batches: Generator[pa.Table],
    records: Records,
    columns: list[str],
) -> _Part:
    """Judge all batches of a file and part the good from the bad."""
    kept: list[pa.Table] = []
    faults: list[tuple[int, list[dict[str, str | None]]]] = []
    counts = dict.fromkeys(_NOTES, 0)
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
            kept.append(good.select([*SCHEMA.names, "ordinal", "whole"]))
    spec = judge.spec
    flows, parts = _without_parts(kept)
    faults += [(ordinal, [_PART]) for ordinal in parts]
    notes = [
        Note(str(path), count, _NOTES[name]) for name, count in counts.items() if count
    ]
    return _Part(
        file=str(path),
        layout=spec.layout,
        flows=flows,
        quarantine=_put_aside(str(path), faults, records),
        read=records.read,
        notes=notes + _remarks(path, spec, columns),
    )


_PART: dict[str, str | None] = {
    "rule": Rule.PART_OF_TOTAL.value,
    "field": "procedure, transport, second partner",
    "found": None,
    "detail": None,
}

_PARTS = """
    SELECT ordinal FROM (
        SELECT ordinal, whole, max(whole) OVER (
            PARTITION BY reporter, partner, direction, period_start, period_end,
                hs_code, hs_revision) AS most
        FROM flows)
    WHERE whole < most"""


def _without_parts(kept: list[pa.Table]) -> tuple[pa.Table, list[int]]:
    """Return the flows without the parts of wholes, and where those parts stood."""
    if not kept:
        return _LOOSE.empty_table(), []
    flows = pa.concat_tables(kept)
    parts: list[int] = []
    if (pc.min(flows["whole"]).as_py() or 0) < _WHOLE and len(flows):
        with duckdb.connect() as connection:
            connection.register("flows", flows)
            parts = [row[0] for row in connection.execute(_PARTS).fetchall()]
        parts.sort()
        inside = pc.is_in(flows["ordinal"], value_set=pa.array(parts, pa.int64()))
        flows = flows.filter(pc.invert(inside))
    return flows.select(SCHEMA.names).cast(_LOOSE), parts


def _put_aside(
    file: str,
    faults: list[tuple[int, list[dict[str, str | None]]]],
    records: Records,
) -> Quarantine:
    """Return the quarantine of one file in the order of its records."""
    places = records.places([ordinal for ordinal, _ in faults])
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


def _remarks(path: Path, spec: LayoutSpec, columns: list[str]) -> list[Note]:
    """Return notes that concern a file as a whole."""
    used = set(spec.chosen(columns).values())
    unread = [name for at, name in enumerate(columns) if at not in used and name]
    notes = []
    if unread:
        notes.append(Note(str(path), 0, f"columns not read: {', '.join(unread)}"))
    if spec.layout is Layout.GACC_CSV and "value_usd" not in spec.chosen(columns):
        yuan = [name for name in unread if name.strip().lower() in _YUAN]
        told = f"column {yuan[0]} is in yuan" if yuan else "there is no value column"
        text = f"{told}: values are missing; export the file in US dollars"
        notes.append(Note(str(path), 0, text))
    return notes


# Rows that share the hash of their cell are few; only these are compared in full.
_REPETITIONS = """
    WITH hashed AS (
        SELECT *, hash(reporter, partner, direction, period_start, period_end, hs_code,
            hs_revision, unit, series, source) AS cell
        FROM flows),
    shared AS (SELECT cell FROM hashed GROUP BY cell HAVING count(*) > 1),
    suspects AS (SELECT * EXCLUDE (cell) FROM hashed SEMI JOIN shared USING (cell)),
    cells AS (SELECT DISTINCT reporter, partner, direction, period_start, period_end,
        hs_code, hs_revision, unit, series, source FROM suspects),
    alike AS (SELECT DISTINCT * FROM suspects)
    SELECT count(*) - (SELECT count(*) FROM cells),
        count(*) - (SELECT count(*) FROM alike)
    FROM suspects"""


def _repetitions(flows: pa.Table) -> tuple[int, int]:
    """Return how many flows repeat a cell, and how many repeat a whole row."""
    with duckdb.connect() as connection:
        connection.register("flows", flows)
        repeated, identical = connection.execute(_REPETITIONS).fetchall()[0]
    return repeated, identical
