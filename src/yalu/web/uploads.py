"""Uploads: files that visitors send, each in a private place of its own, for a while.

A file never names its own place: it lies under a random word in a folder that only this
program may enter, and what it was called is kept for messages alone. It is gone as soon
as it was read, and what was found in it when its time is over.
"""

import gzip
import os
import re
import secrets
import shutil
import threading
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from itertools import islice
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import BinaryIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from fastapi import HTTPException

from yalu.errors import Problem, SchemaError, UnusableFileError, describe
from yalu.web.packed_pages import page_sizes
from yalu.web.private_folder import PrivateFolder, clear_abandoned

__all__ = ["Upload", "Uploads", "harmless"]

_BLOCK = 1 << 20
_LONGEST_NAME = 60
_RETRY = "300"  # seconds; results go one by one within the hour
_PREFIX = "yalu-uploads-"
_PLAIN = re.compile(r"[^A-Za-z0-9._-]+")
_GZIP, _PARQUET = b"\x1f\x8b", b"PAR1"
_UNPACKED = 4  # how many times larger than the largest upload a file may unpack to
_MOST_ROWS = 5_000_000
_WIDEST = 16  # bytes of a number, a day or a decimal at most
_AT_ONCE = 1024  # records that are laid out at once while they are counted
_NARROW = {"BOOLEAN", "INT32", "INT64", "INT96", "FLOAT", "DOUBLE"}
_MOST_PAGES = 200_000
_UNUSUAL = "found Parquet that cannot be read to its end, or is packed unusually"
_SMALLER = "Split it, or use `yalu screen`"
_PLAINER = (
    "Write it again, its text plain or with dictionaries (no DELTA encoding), or as "
    "CSV; or use `yalu screen`"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file that was sent.

    Attributes
    ----------
    token : str
        The random word it is found by.
    name : str
        What it was called, made harmless.
    path : Path
        Where it lies, until it is read.
    size : int
        Bytes.

    """

    token: str
    name: str
    path: Path
    size: int

    @property
    def folder(self) -> Path:
        """Its own place; nothing of another file is in it."""
        return self.path.parent

    def hidden(self, message: str) -> str:
        """Return a message that names the file as its sender does, not its place."""
        named = message.replace(str(self.path), self.name)
        return named.replace(f"{self.folder}{os.sep}", "")


@dataclass(slots=True)
class Uploads:
    """The private folder for files that are sent.

    Attributes
    ----------
    folder : Path
        Where they lie; made when first needed, gone when the program ends.
    forgetting : callable
        Is told the word of a file that is dropped, so that nothing else keeps it.

    """

    forgetting: Callable[[str], object] = str
    _held: dict[str, threading.Timer] = field(default_factory=dict)
    _door: threading.Lock = field(default_factory=threading.Lock)
    _opening: threading.Lock = field(default_factory=threading.Lock)
    _place: PrivateFolder | None = None

    def __post_init__(self) -> None:
        with suppress(OSError):
            clear_abandoned(_PREFIX)

    @property
    def folder(self) -> Path:
        """Where they lie; made anew if it was swept away meanwhile.

        Raises
        ------
        UnusableFileError
            If no folder can be made.

        """
        with self._opening:
            if self._place is None or not self._place.path.is_dir():
                try:
                    self._place = PrivateFolder.make(_PREFIX)
                except OSError as fault:
                    raise _unplaced(fault) from None
            return self._place.path

    def take(
        self, stream: BinaryIO, name: str, *, most: int, seconds: float, kept: int
    ) -> Upload:
        """Return a file that is read from a stream into a place of its own.

        Parameters
        ----------
        stream : binary file
            What is sent.
        name : str
            What its sender calls it.
        most : int
            The most bytes it may have.
        seconds : float
            How long it and what is found in it are kept.
        kept : int
            How many files are kept at most.

        Raises
        ------
        HTTPException
            If it is too large, or too many are kept already.
        UnusableFileError
            If it is empty, would unpack to far more than is allowed, or there is no
            room on this machine to keep it.

        """
        token = secrets.token_urlsafe(16)
        with self._door:
            self.require_room(kept)
            timer = threading.Timer(seconds, self.drop, (token,))
            timer.daemon = True
            self._held[token] = timer
            timer.start()
        called = harmless(name)
        try:
            path = self.folder / token / called
            path.parent.mkdir(mode=0o700)
            size = _copied(stream, path, most)
            upload = Upload(token=token, name=called, path=path, size=size)
            _require_modest(upload, most)
        except OSError as fault:
            self.drop(token)
            raise _unplaced(fault) from None
        except BaseException:
            self.drop(token)
            raise
        return upload

    def require_room(self, kept: int) -> None:
        """Refuse one file more than are kept.

        Raises
        ------
        HTTPException
            If so many are kept already.
        UnusableFileError
            If there is no folder to keep one in.

        """
        if len(self._held) >= kept:
            told = (
                f"{kept} files already; they are gone within the hour. Try again "
                "later, or screen it with `yalu screen`"
            )
            raise HTTPException(
                HTTPStatus.SERVICE_UNAVAILABLE, told, {"Retry-After": _RETRY}
            )
        # Seen to before a body is read: what is large lies on the same disk meanwhile.
        _ = self.folder

    def write(self, token: str, writing: Callable[[], None]) -> bool:
        """Return whether something was written beside a file that is still kept.

        Parameters
        ----------
        token : str
            The word of the file.
        writing : callable
            Writes into its folder; the file is not dropped meanwhile.

        """
        with self._door:
            if kept := token in self._held:
                writing()
        return kept

    def holds(self, token: str) -> bool:
        """Return whether something of a file is still kept."""
        return token in self._held

    def drop(self, token: str) -> None:
        """Take away a file and what was found in it."""
        with self._door:
            timer = self._held.pop(token, None)
        self.forgetting(token)
        if timer is not None:
            timer.cancel()
            if self._place is not None:
                shutil.rmtree(self._place.path / token, ignore_errors=True)

    def close(self) -> None:
        """Take away everything."""
        for token in list(self._held):
            self.drop(token)
        with self._opening:
            if self._place is not None:
                self._place.close()
            self._place = None


def _unplaced(fault: OSError) -> SchemaError:
    told = fault.strerror or "no folder that may be written to"
    problem = Problem(
        "folder for temporary files",
        f"found that nothing can be kept in it ({told})",
        "Free some room, or start `yalu serve` with TMPDIR set to a folder that it "
        "may write to, and send the file again",
    )
    return UnusableFileError(describe("The file cannot be kept", [problem]))


def harmless(name: str) -> str:
    """Return the last part of a name in plain letters, such as can do no harm.

    Examples
    --------
    >>> harmless("../../etc/pass wd.csv"), harmless("..")
    ('pass-wd.csv', 'file')

    """
    last = PureWindowsPath(PurePosixPath(name.replace("\0", "")).name).name
    plain = _PLAIN.sub("-", last).strip(".-")
    return plain[-_LONGEST_NAME:].strip(".-") or "file"


def _copied(stream: BinaryIO, path: Path, most: int) -> int:
    """Return how many bytes were written; no more than may be."""
    size = 0
    with path.open("xb") as file:
        while block := stream.read(_BLOCK):
            size += len(block)
            if size > most:
                told = (
                    f"more than {most:,} bytes, the most that may be sent; split it, "
                    "or screen it with `yalu screen`, which has no limit"
                )
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, told)
            file.write(block)
    return size


def _require_modest(upload: Upload, most: int) -> None:
    """Refuse a file that is empty, or small only as long as it is packed."""
    with upload.path.open("rb") as file:
        head = file.read(len(_PARQUET))
    if not upload.size:
        raise _unusable(upload, "found an empty file", "Choose the file again")
    allowed = _UNPACKED * most
    if head.startswith(_GZIP) and _unpacks_beyond(upload.path, allowed):
        found = f"found gzip data that unpack to more than {allowed:,} bytes"
        raise _unusable(upload, found, _SMALLER)
    if head == _PARQUET:
        _require_few_rows(upload, allowed)


def _unpacks_beyond(path: Path, allowed: int) -> bool:
    size = 0
    try:
        with gzip.open(path) as unpacked:
            while block := unpacked.read(_BLOCK):
                size += len(block)
                if size > allowed:
                    return True
    except (EOFError, OSError, zlib.error):
        return False  # whoever reads it says how it is damaged
    return False


def _require_few_rows(upload: Upload, allowed: int) -> None:
    try:
        footer = pq.read_metadata(upload.path)
    except (OSError, pa.ArrowException):
        return  # whoever reads it says how it is damaged
    columns = [footer.schema.column(place) for place in range(len(footer.schema))]
    if any(one.max_repetition_level or one.path != one.name for one in columns):
        found = "found columns within columns; expected a flat table"
        raise _unusable(upload, found, "Write each of them as a column of its own")
    if strange := [one.name for one in columns if not (_is_narrow(one) or _wordy(one))]:
        found = (
            f"found columns of bytes or of very long numbers: {', '.join(strange[:9])}"
            "; expected text, numbers, days and yes or no"
        )
        raise _unusable(upload, found, "Write them as text, or leave them out")
    words = [one.name for one in columns if _wordy(one)]
    _require_modest_pages(upload, footer, allowed)
    try:
        _require_modest_cells(upload, words, allowed)
    except (OSError, pa.ArrowException):
        # Another reader might get further than this one, and find what it cannot hold.
        raise _unusable(upload, _UNUSUAL, _PLAINER) from None


def _require_modest_pages(
    upload: Upload, footer: pq.FileMetaData, allowed: int
) -> None:
    """Hold what the pages of a file claim against what is allowed, before any is read.

    A reader makes room for all that a page claims to hold.
    """
    try:
        sizes = list(islice(page_sizes(upload.path, footer), _MOST_PAGES + 1))
    except (OSError, ValueError):
        raise _unusable(upload, _UNUSUAL, _PLAINER) from None
    if sum(sizes) > allowed:
        found = f"found Parquet that unpacks to more than {allowed:,} bytes"
        raise _unusable(upload, found, _SMALLER)
    if len(sizes) > _MOST_PAGES:
        found = f"found Parquet in more than {_MOST_PAGES:,} pages"
        raise _unusable(upload, found, "Write it again with larger row groups")


def _is_narrow(column: pq.ColumnSchema) -> bool:
    """Return whether no cell of a column is wider than a number."""
    kind = column.physical_type
    return kind in _NARROW or (
        kind == "FIXED_LEN_BYTE_ARRAY" and column.length <= _WIDEST
    )


def _wordy(column: pq.ColumnSchema) -> bool:
    """Return whether the cells of a column are words, as long as they may be."""
    is_decimal = column.logical_type.type == "DECIMAL"
    return column.physical_type == "BYTE_ARRAY" and not is_decimal


def _require_modest_cells(upload: Upload, words: list[str], allowed: int) -> None:
    """Count the values of a flat file, each written out, until they are too many.

    What the footer says of rows and sizes is the word of the sender. One word may
    stand for millions of cells, so words stay in a dictionary while they are counted.
    """
    rows = size = 0
    with pq.ParquetFile(upload.path, read_dictionary=words) as file:
        for batch in file.iter_batches(batch_size=_AT_ONCE, use_threads=False):
            rows += batch.num_rows
            size += sum(_written_out(column) for column in batch.columns)
            if rows > _MOST_ROWS:
                found = f"found more than {_MOST_ROWS:,} records"
                raise _unusable(upload, found, _SMALLER)
            if size > allowed:
                found = f"found Parquet that unpacks to more than {allowed:,} bytes"
                raise _unusable(upload, found, _SMALLER)


def _written_out(cells: pa.Array) -> int:
    if not pa.types.is_dictionary(cells.type):
        return max(_WIDEST * len(cells), int(cells.nbytes))
    lengths = pc.binary_length(cells.dictionary)
    return int(pc.sum(pc.take(lengths, cells.indices)).as_py() or 0)


def _unusable(upload: Upload, found: str, remedy: str) -> SchemaError:
    problem = Problem(upload.name, found, remedy)
    return UnusableFileError(describe("The file cannot be screened", [problem]))
