"""Read files of recorded trade; every record ends on one side or the other.

A file streams through in batches: split, judged, parted into what is kept and
what is put aside. Memory holds the rows that are kept and one batch.
"""

from collections.abc import Generator, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

import pyarrow as pa

from yalu.errors import SchemaError, several
from yalu.flows.judging import Judge
from yalu.flows.known_layouts import baci_revision, check, detect, spec_of
from yalu.flows.layouts import Layout, LayoutSpec
from yalu.flows.mapping import ColumnMapping, read_mapping
from yalu.flows.opening import Form, decoding, form_of, head_of, split_header
from yalu.flows.quarantine import (
    PLACES,
    Note,
    Quarantine,
    ReadResult,
)
from yalu.flows.records import (
    Records,
    csv_records,
    json_columns,
    json_records,
    parquet_columns,
    parquet_records,
)
from yalu.flows.sorting import FilePart, repetitions, sorted_out
from yalu.flows.table import FlowDirection, FlowTable, Series
from yalu.goods import Revision

__all__ = ["read", "remarks_on", "word_of"]

_Word = TypeVar("_Word", bound=StrEnum)

_YUAN = ("人民币", "人民币元", "rmb", "cny", "renminbi yuan")


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

    @property
    def told(self) -> frozenset[str]:
        """The fields that need no column."""
        said = {
            "series": self.series,
            "source": self.source,
            "hs_revision": self.revision,
            "direction": self.direction,
        }
        return frozenset(name for name, value in said.items() if value)


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
        layout=None if layout == "auto" else word_of(Layout, layout, "layout"),
        mapping=read_mapping(mapping) if isinstance(mapping, str | Path) else mapping,
        series=None if series is None else word_of(Series, series, "series"),
        source=source or "",
        revision="" if not revision else word_of(Revision, revision, "revision"),
        direction=word_of(FlowDirection, direction, "direction") if direction else None,
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
    repeated, identical = repetitions(flows.table)
    return ReadResult(
        flows=flows,
        places=pa.concat_tables(_places(part) for part in parts),
        quarantine=quarantine,
        read=sum(part.read for part in parts),
        kept=len(flows),
        quarantined=len(quarantine),
        repeated=repeated,
        identical=identical,
        layouts=tuple((part.file, part.layout.value) for part in parts),
        notes=tuple(note for part in parts for note in part.notes),
    )


def _places(part: FilePart) -> pa.Table:
    """Return where each record of a file stood that was kept."""
    every = pa.repeat(pa.scalar(0, pa.int32()), len(part.rows))
    files = pa.DictionaryArray.from_arrays(every, pa.array([part.file]))
    return pa.Table.from_arrays([files, part.rows], schema=PLACES)


def word_of(kind: type[_Word], text: str, place: str) -> _Word:
    """Return a word of a closed vocabulary.

    Raises
    ------
    SchemaError
        If it is none of them; the message lists them.

    """
    try:
        return kind(text)
    except ValueError as error:
        known = ", ".join(kind)
        msg = f"{place}: found {text!r}; expected one of {known}. Use one of these."
        raise SchemaError(msg) from error


def _read_file(path: Path, wish: _Wish) -> FilePart:
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
            text.delimiter, columns = split_header(
                head, text.encoding, delimiter, place=str(path)
            )
    spec = _spec(path, form, columns, wish)
    judge = Judge(
        spec=spec,
        revision=_revision(path, spec, wish),
        source=wish.source or spec.source or path.name,
    )
    records = Records()
    batches = _batches(path, form, spec, columns, text, records)
    part = sorted_out(path, judge, batches, records)
    part.notes.extend(remarks_on(path, spec, columns))
    return part


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
        spec = detect(columns, json=json, place=str(path), told=wish.told)
    if columns or not json:
        check(spec, columns, place=str(path), told=wish.told)
    if wish.series is not None:
        spec = replace(spec, series=wish.series)
    if "direction" in {*spec.chosen(columns), *spec.constants}:
        return spec
    if json and not columns:
        return spec  # no record, so nothing to be told about one
    if wish.direction is None:
        msg = (
            f"{path}: found no column that says whether goods were imported or "
            "exported; expected one, or to be told. Name it (direction, "
            "--direction), import or export, as it was chosen when the file was made."
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


def remarks_on(path: Path, spec: LayoutSpec, columns: list[str]) -> list[Note]:
    """Return notes that concern a file as a whole."""
    used = set(spec.chosen(columns).values())
    unread = [name for at, name in enumerate(columns) if at not in used and name]
    notes = []
    if unread:
        notes.append(Note(str(path), 0, f"columns not read: {several(unread)}"))
    if spec.layout is Layout.GACC_CSV and "value_usd" not in spec.chosen(columns):
        yuan = [name for name in unread if name.strip().lower() in _YUAN]
        told = f"column {yuan[0]} is in yuan" if yuan else "there is no value column"
        text = f"{told}: values are missing; export the file in US dollars"
        notes.append(Note(str(path), 0, text))
    return notes
