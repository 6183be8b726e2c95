"""Large trade in parts: which files a path names, and where each part begins.

A path may be a file, a pattern, a folder (partitioned or not) or an address such as
``s3://bucket/flows/*.parquet``. A *part* is a whole file, several small files that are
alike and follow one another or, where a file is large, a run of its row groups; one
file named twice gives its parts twice. Each part knows enough of its files that a later
run can tell whether they are still the same.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from glob import glob, has_magic
from pathlib import Path
from typing import Any

import duckdb

from yalu.errors import UnusableFileError
from yalu.flows.known_layouts import spec_of
from yalu.flows.layouts import Layout
from yalu.flows.opening import Form, form_of, head_of
from yalu.flows.records import parquet_columns
from yalu.flows.table import SCHEMA

__all__ = [
    "FILE",
    "ROW",
    "ROWS",
    "Part",
    "files_at",
    "is_canonical",
    "is_remote",
    "parts_of",
    "scan",
]

ROWS = 1 << 24
"""Records of a part, as far as row groups allow."""

FILE = "yalu_file_of_record"
"""The column that names the file of a record, where asked for."""

ROW = "yalu_row_of_record"
"""The column that counts the records of each file from 1, where asked for."""

_MOST_FILES = 256
_TAKEN = (FILE, ROW, "file_row_number")  # names of the columns that are added

_REMOTE = re.compile(r"^[a-z][a-z0-9+.-]+://")
_KEY = re.compile(r"([^/=]+)=[^/]*/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A run of records of one Parquet file, or all records of several.

    Attributes
    ----------
    paths : tuple of str
        The files.
    sizes : tuple of int
        How many records each file has in this part.
    first, rows : int
        Number of the first record, from 0, and how many there are.
    whole : bool
        Whether these are all records of the files.
    form : str
        Columns and types; the same in all files.
    identity : str
        Changes with the files: their size and time of change where they lie on this
        machine, and a hash of what their footers say of all row groups.

    """

    paths: tuple[str, ...]
    sizes: tuple[int, ...]
    first: int
    rows: int
    whole: bool
    form: str
    identity: str

    @property
    def path(self) -> str:
        """The first file."""
        return self.paths[0]

    @property
    def single(self) -> tuple["Part", ...]:
        """The same records, file by file."""
        if len(self.paths) == 1:
            return (self,)
        return tuple(
            replace(self, paths=(path,), sizes=(size,), rows=size)
            for path, size in zip(self.paths, self.sizes, strict=True)
        )


def is_remote(path: str) -> bool:
    """Return whether a path is an address on another machine.

    Examples
    --------
    >>> is_remote("s3://bucket/flows.parquet"), is_remote("flows/year=2018")
    (True, False)

    """
    return bool(_REMOTE.match(path))


def is_canonical(path: str) -> bool:
    """Return whether a path names Parquet that may be in the canonical columns.

    A folder, pattern or address is taken to be so if it can only name Parquet;
    whether the columns are there is seen when it is read.
    """
    if is_remote(path) or (has_magic(path) and not Path(path).exists()):
        return path.endswith((".parquet", "/", "/*"))
    if Path(path).is_dir():
        return any(Path(path).rglob("*.parquet"))
    if form_of(head_of(Path(path)), place=path) is not Form.PARQUET:
        return False
    columns = [*parquet_columns(Path(path)), *_KEY.findall(path)]
    return not spec_of(Layout.CANONICAL).lacks(columns)


def files_at(connection: duckdb.DuckDBPyConnection, path: str) -> list[str]:
    """Return the files that a path names, sorted.

    Raises
    ------
    UnusableFileError
        If there are none.

    """
    if is_remote(path):
        if not (has_magic(path) or path.endswith("/")):
            return [path]
        pattern = f"{path}**/*.parquet" if path.endswith("/") else path
        rows = _asked(connection, "SELECT file FROM glob(?) ORDER BY file", pattern)
        found = [str(row[0]) for row in rows]
    elif Path(path).is_dir():
        found = sorted(str(file) for file in Path(path).rglob("*.parquet"))
    elif has_magic(path) and not Path(path).exists():
        found = sorted(glob(path, recursive=True))  # noqa: PTH207 - may be absolute
    else:
        return [path]
    if not found:
        msg = (
            f"{path}: found no Parquet file there; expected at least one. Check the "
            "path, and that the names end in .parquet."
        )
        raise UnusableFileError(msg)
    return found


def parts_of(
    connection: duckdb.DuckDBPyConnection, files: Iterable[str], *, rows: int = ROWS
) -> tuple[Part, ...]:
    """Return the parts of Parquet files, in their order.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        The engine that reads footers.
    files : iterable of str
        Files; each mention counts.
    rows : int
        Records of a part, to be exceeded by less than one row group.

    Raises
    ------
    UnusableFileError
        If a file is missing or not Parquet.

    """
    known: dict[str, tuple[Part, ...]] = {}
    found: list[Part] = []
    for file in files:
        if file not in known:
            known[file] = _parts(connection, file, rows)
        for part in known[file]:
            if found and _belong(found[-1], part, rows):
                found[-1] = _joined(found[-1], part)
            else:
                found.append(part)
    return tuple(found)


def _belong(one: Part, two: Part, rows: int) -> bool:
    """Return whether two parts are small and so alike that they are read as one."""
    return (
        one.whole
        and two.whole
        and one.rows + two.rows <= rows
        and len(one.paths) < _MOST_FILES
        and one.form == two.form
        and _KEY.findall(one.path) == _KEY.findall(two.path)
    )


def _joined(one: Part, two: Part) -> Part:
    both = f"{one.identity}; {two.identity}".encode()
    return replace(
        one,
        paths=(*one.paths, *two.paths),
        sizes=(*one.sizes, *two.sizes),
        rows=one.rows + two.rows,
        identity=hashlib.sha256(both).hexdigest(),
    )


_FOOTER = """
    SELECT row_group_id, row_group_num_rows, column_id, path_in_schema, type,
        total_compressed_size, data_page_offset, stats_min_value, stats_max_value
    FROM parquet_metadata(?) ORDER BY row_group_id, column_id"""
_FORM = "SELECT name, duckdb_type FROM parquet_schema(?) ORDER BY column_id"


def _parts(
    connection: duckdb.DuckDBPyConnection, file: str, rows: int
) -> tuple[Part, ...]:
    footer = _asked(connection, _FOOTER, file)
    digest = hashlib.sha256(repr(footer).encode()).hexdigest()
    identity = digest
    if not is_remote(file):
        told = Path(file).stat()
        identity = f"{told.st_size} bytes, {told.st_mtime_ns} ns, footer {digest}"
    form = repr(_asked(connection, _FORM, file)[1:])  # the first is the table
    groups = {row[0]: int(row[1]) for row in footer}
    runs: list[tuple[int, int]] = []
    first = at = 0
    for held in groups.values():
        at += held
        if at - first >= rows:
            runs.append((first, at - first))
            first = at
    if at > first or not runs:
        runs.append((first, at - first))
    return tuple(
        Part(
            paths=(file,),
            sizes=(held,),
            first=start,
            rows=held,
            whole=len(runs) == 1,
            form=form,
            identity=identity,
        )
        for start, held in runs
    )


def scan(
    connection: duckdb.DuckDBPyConnection, part: Part, *, numbered: bool = False
) -> duckdb.DuckDBPyRelation:
    """Return the records of a part, as they stand in the files.

    Columns that only the folders of a partitioned table name are there too. Where
    asked for, the column `ROW` counts the records of each file from 1, and the column
    `FILE` names it.
    """
    kinds = [
        f"'{key}': {'DATE' if key.startswith('period_') else 'VARCHAR'}"
        for key in dict.fromkeys(_KEY.findall(part.path))
        if key in SCHEMA.names
    ]
    hive = f", hive_types = {{{', '.join(kinds)}}}" if kinds else ""
    options = (
        f"hive_partitioning = {bool(kinds)}{hive}, file_row_number = true, "
        f"filename = '{FILE}'"
    )
    names = ", ".join("'{}'".format(path.replace("'", "''")) for path in part.paths)
    last = part.first + part.rows - 1
    narrowed = (
        "" if part.whole else f" WHERE file_row_number BETWEEN {part.first} AND {last}"
    )
    columns = (
        f"* EXCLUDE (file_row_number), file_row_number + 1 AS {ROW}"
        if numbered
        else f"* EXCLUDE (file_row_number, {FILE})"
    )
    sql = f"SELECT {columns} FROM read_parquet([{names}], {options}){narrowed}"  # noqa: S608
    try:
        return connection.sql(sql)
    except duckdb.Error as error:
        raise _unreadable(part.path, error) from error


def _asked(
    connection: duckdb.DuckDBPyConnection, query: str, path: str
) -> list[tuple[Any, ...]]:
    try:
        return connection.execute(query, [path]).fetchall()
    except duckdb.Error as error:
        raise _unreadable(path, error) from error


def _unreadable(path: str, error: duckdb.Error) -> UnusableFileError:
    if not is_remote(path) and not Path(path).is_file():
        return UnusableFileError(
            f"{path}: found no such file; expected a file of flows. Check the path."
        )
    said = str(error).splitlines()[0].rstrip(":")
    taken = next((name for name in _TAKEN if f'"{name}"' in said), "")
    if taken:
        return UnusableFileError(
            f"{path}: found a column {taken}; expected another name, since the engine "
            "numbers records by it. Rename it."
        )
    remedy = "Convert it, or fetch it again"
    if is_remote(path):
        remedy = (
            "Check the address, your credentials and the network, which DuckDB also "
            "needs once for its extension httpfs; or copy the files here"
        )
    return UnusableFileError(f"{path}: not readable as Parquet ({said}). {remedy}.")
