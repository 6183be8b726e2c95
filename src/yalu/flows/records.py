"""From any file to batches of records: one text per field, nothing understood yet.

Text files are split by pyarrow, JSON is decoded record by record and Parquet is
read by row group, so that memory holds one batch and never the whole file.
"""

import contextlib
import json
import re
from codecs import getincrementaldecoder
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
from numpy.typing import NDArray

from yalu.errors import UnusableFileError
from yalu.flows.layouts import FIELDS, LayoutSpec
from yalu.flows.opening import GONE, LineStream, opened
from yalu.flows.quarantine import Rule

__all__ = [
    "Records",
    "batch_of",
    "csv_records",
    "json_columns",
    "json_records",
    "parquet_columns",
    "parquet_records",
]

_BLOCK_BYTES = 1 << 24
_ROWS = 100_000
_CHUNK = 1 << 20
_LONGEST_RECORD = 1 << 22
_SHOWN = 80
_DATA = re.compile(r'"data"\s*:\s*(\[|null)')
_COUNT = re.compile(r'"count"\s*:\s*(\d+)')
_ERROR = re.compile(r'"(?:error|message)"\s*:\s*"([^"]+)"')


@dataclass(slots=True)
class Records:
    """The records of one file as they stream by, and those that fell out.

    Attributes
    ----------
    read : int
        Records seen so far, those that fell out included.
    broken : dict of int to (Rule, str)
        What could not even be split, by place in the file.
    skipped : list of int
        Lines of a text file that hold no record; filled while reading.
    first : int
        Place of the first record: 2 in a text file, whose header is line 1.

    """

    read: int = 0
    broken: dict[int, tuple[Rule, str]] = field(default_factory=dict)
    skipped: list[int] = field(default_factory=list)
    first: int = 1

    def places(self, ordinals: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the rows of the file that hold records counted from 0.

        Only valid once the file has been read to its end.
        """
        self.skipped.sort()
        before = [line - self.first - i for i, line in enumerate(self.skipped)]
        return self.first + ordinals + np.searchsorted(before, ordinals, side="right")


def csv_records(
    path: Path,
    spec: LayoutSpec,
    columns: Sequence[str],
    *,
    encoding: str,
    delimiter: str,
    records: Records,
) -> Generator[pa.Table]:
    """Yield batches of the records of a text file.

    Lines that cannot be split are counted and kept in `records`.
    """
    records.first = 2
    names = [f"c{position}" for position in range(len(columns))]
    chosen = spec.chosen(columns)
    unsplit: dict[int, str] = {}

    def put_aside(row: Any) -> str:  # noqa: ANN401
        unsplit[row.number] = row.text
        return "skip"

    with opened(path) as stream:
        lines = LineStream(stream, encoding=encoding, delimiter=delimiter)
        wanted = [names[position] for position in sorted(set(chosen.values()))]
        try:
            reader = pa_csv.open_csv(
                lines,
                read_options=pa_csv.ReadOptions(
                    use_threads=False,
                    block_size=_BLOCK_BYTES,
                    column_names=names,
                    skip_rows=1,
                ),
                parse_options=pa_csv.ParseOptions(
                    delimiter=delimiter,
                    invalid_row_handler=put_aside,
                ),
                convert_options=pa_csv.ConvertOptions(
                    column_types=dict.fromkeys(names, pa.string()),
                    include_columns=wanted,
                    strings_can_be_null=False,
                ),
            )
        except pa.ArrowInvalid as error:
            if not str(error).startswith(("Empty CSV", "Could not skip initial")):
                raise _unreadable(path, error) from error
            reader = _nothing()
        # The reader fetches ahead in a thread of its own, which must end with us.
        with contextlib.closing(reader):
            yield from _numbered(reader, path, spec, chosen, names, records)
        _settle(records, lines, unsplit)


def _nothing() -> Generator[Any]:
    """Yield no batch: the text has no line after its header."""
    yield from ()


def _numbered(  # noqa: PLR0917
    reader: Any,  # noqa: ANN401
    path: Path,
    spec: LayoutSpec,
    chosen: dict[str, int],
    names: list[str],
    records: Records,
) -> Generator[pa.Table]:
    try:
        for batch in reader:
            if batch.num_rows:
                held = {name: batch.column(names[at]) for name, at in chosen.items()}
                yield batch_of(held, spec, records.read, batch.num_rows)
                records.read += batch.num_rows
    except pa.ArrowInvalid as error:
        raise _unreadable(path, error) from error


def _settle(records: Records, lines: LineStream, unsplit: dict[int, str]) -> None:
    """Tell blank lines from lines that hold something, once all are known."""
    for number, text in unsplit.items():
        records.skipped.append(number)
        if text != GONE:
            records.broken[number] = (Rule.BROKEN_LINE, text[:_SHOWN])
    records.broken.update(lines.broken)
    records.read += len(records.broken)


def _unreadable(path: Path, error: Exception) -> UnusableFileError:
    return UnusableFileError(
        f"{path}: found text that cannot be split into columns ({error}); expected CSV "
        "with one record per line. Check the separator and the quotes."
    )


def batch_of(
    held: dict[str, Any], spec: LayoutSpec, ordinal: int, rows: int
) -> pa.Table:
    """Return the fields of some records as texts, numbered from `ordinal`."""
    arrays: dict[str, Any] = {
        "ordinal": pa.array(range(ordinal, ordinal + rows), pa.int64())
    }
    for name in FIELDS:
        if name in held:
            arrays[name] = _as_text(held[name], name)
        elif name in spec.constants:
            arrays[name] = pa.repeat(pa.scalar(spec.constants[name], pa.string()), rows)
        else:
            arrays[name] = pa.nulls(rows, pa.string())
    return pa.table(arrays)


def _as_text(column: Any, name: str) -> Any:  # noqa: ANN401
    try:
        return column.cast(pa.string())
    except pa.ArrowNotImplementedError as error:
        raise UnusableFileError(
            f"{name}: found a column of {column.type}; expected text, numbers or days. "
            "Write it as text."
        ) from error


def parquet_columns(path: Path) -> list[str]:
    """Return the column names of a Parquet file.

    Raises
    ------
    UnusableFileError
        If the file is damaged.

    """
    with _parquet(path) as file:
        return list(file.schema_arrow.names)


@contextlib.contextmanager
def _parquet(path: Path) -> Iterator[Any]:
    try:
        with pq.ParquetFile(path) as file:
            yield file
    except (pa.ArrowInvalid, OSError) as error:
        msg = (
            f"{path}: found a damaged Parquet file ({error}); expected a whole one. "
            "Write or fetch it again."
        )
        raise UnusableFileError(msg) from error


def parquet_records(
    path: Path, spec: LayoutSpec, columns: Sequence[str], *, records: Records
) -> Generator[pa.Table]:
    """Yield batches of the records of a Parquet file."""
    chosen = spec.chosen(columns)
    wanted = [columns[at] for at in sorted(set(chosen.values()))]
    with _parquet(path) as file:
        for batch in file.iter_batches(batch_size=_ROWS, columns=wanted):
            if batch.num_rows:
                held = {name: batch.column(columns[at]) for name, at in chosen.items()}
                yield batch_of(held, spec, records.read, batch.num_rows)
                records.read += batch.num_rows


def json_columns(path: Path) -> list[str]:
    """Return the names that the first record of a JSON file has.

    Raises
    ------
    UnusableFileError
        If the file is not JSON with a list of records.

    """
    with opened(path) as stream:
        for record in _objects(stream, path):
            return list(record) if isinstance(record, dict) else []
    return []


def json_records(
    path: Path, spec: LayoutSpec, columns: Sequence[str], *, records: Records
) -> Generator[pa.Table]:
    """Yield batches of the records of a JSON file."""
    chosen = {name: columns[at] for name, at in spec.chosen(columns).items()}
    held: dict[str, list[str | None]] = {name: [] for name in chosen}
    ordinal = rows = 0
    with opened(path) as stream:
        for place, record in enumerate(_objects(stream, path), start=1):
            records.read += 1
            if not isinstance(record, dict):
                shown = json.dumps(record, ensure_ascii=False)[:_SHOWN]
                records.broken[place] = (Rule.BROKEN_LINE, shown)
                records.skipped.append(place)
                continue
            for name, column in chosen.items():
                held[name].append(_text(record.get(column)))
            rows += 1
            if rows == _ROWS:
                yield batch_of(_texts(held), spec, ordinal, rows)
                ordinal += rows
                rows = 0
                held = {name: [] for name in chosen}
    if rows:
        yield batch_of(_texts(held), spec, ordinal, rows)


def _texts(held: dict[str, list[str | None]]) -> dict[str, Any]:
    return {name: pa.array(values, pa.string()) for name, values in held.items()}


def _text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)


def _objects(stream: BinaryIO, path: Path) -> Iterator[Any]:
    """Yield the records of a JSON document one by one, numbers as written."""
    read = _Text(stream)
    decoder = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str)
    at = _start(read, path)
    stated = _COUNT.search(read.text[:at])
    found = 0
    while True:
        at = read.skip(at)
        if read.text[at : at + 1] == "]":
            break
        try:
            record, end = decoder.raw_decode(read.text, at)
        except json.JSONDecodeError as error:
            if len(read.text) - at > _LONGEST_RECORD or not read.more():
                raise _cut_short(path, found, error) from error
            continue
        found += 1
        yield record
        at = read.forget(end)
    while read.more():
        pass
    stated = stated or _COUNT.search(read.text, at)
    if stated and int(stated[1]) != found:
        msg = (
            f"{path}: found {found:,} records; expected {int(stated[1]):,}, the count "
            "the file itself gives. Fetch it again, in smaller parts if need be."
        )
        raise UnusableFileError(msg)


def _start(read: "_Text", path: Path) -> int:
    """Return where the list of records begins."""
    read.more()
    if read.text.lstrip("\ufeff \t\r\n").startswith("["):
        return read.text.index("[") + 1
    match = _DATA.search(read.text)
    if match and match[1] == "[":
        return match.end()
    said = _ERROR.search(read.text)
    reason = f" It says: {said[1]}." if said else ""
    msg = (
        f"{path}: found JSON without a list of records under 'data'; expected the "
        f"answer of UN Comtrade.{reason} Repeat the request."
    )
    raise UnusableFileError(msg)


def _cut_short(
    path: Path, found: int, error: json.JSONDecodeError
) -> UnusableFileError:
    return UnusableFileError(
        f"{path}: found JSON that breaks off or is malformed after record {found:,} "
        f"({error.msg}); expected a whole document. Fetch it again."
    )


class _Text:
    """The text of a stream, read on as needed and forgotten once used."""

    def __init__(self, stream: BinaryIO) -> None:
        self.text = ""
        self._stream = stream
        self._decoder = getincrementaldecoder("utf-8")(errors="replace")

    def more(self) -> bool:
        """Read on; False at the end."""
        chunk = self._stream.read(_CHUNK)
        self.text += self._decoder.decode(chunk, final=not chunk)
        return bool(chunk)

    def skip(self, at: int) -> int:
        """Return the next place that is neither space nor comma."""
        while True:
            while at < len(self.text) and self.text[at] in " \t\r\n,":
                at += 1
            if at < len(self.text) or not self.more():
                return at

    def forget(self, at: int) -> int:
        """Drop what lies before a place, now and then, and return the place."""
        if at < _CHUNK:
            return at
        self.text = self.text[at:]
        return 0
