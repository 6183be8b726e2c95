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
import tempfile
import threading
import zlib
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import BinaryIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from fastapi import HTTPException

from yalu.errors import Problem, SchemaError, UnusableFileError, describe

__all__ = ["Upload", "Uploads"]

_BLOCK = 1 << 20
_LONGEST_NAME = 60
_PREFIX = "yalu-uploads-"
_PLAIN = re.compile(r"[^A-Za-z0-9._-]+")
_GZIP, _PARQUET = b"\x1f\x8b", b"PAR1"
_UNPACKED = 4  # how many times larger than the largest upload a file may unpack to
_MOST_ROWS = 5_000_000
_WIDEST = 16  # bytes of a number, a day or a decimal at most


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
        return message.replace(str(self.path), self.name)


@dataclass(slots=True)
class Uploads:
    """The private folder for files that are sent.

    Attributes
    ----------
    folder : Path
        Where they lie; gone when the program ends.

    """

    folder: Path = field(init=False)
    _held: dict[str, threading.Timer] = field(default_factory=dict)
    _door: threading.Lock = field(default_factory=threading.Lock)
    _place: tempfile.TemporaryDirectory[str] = field(init=False)

    def __post_init__(self) -> None:
        _clear_abandoned()
        self._place = tempfile.TemporaryDirectory(
            prefix=f"{_PREFIX}{os.getpid()}-", ignore_cleanup_errors=True
        )
        self.folder = Path(self._place.name)

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
            If it is empty, or would unpack to far more than is allowed.

        """
        token = secrets.token_urlsafe(16)
        with self._door:
            if len(self._held) >= kept:
                told = (
                    f"{kept} files already; they are gone within the hour. Try again "
                    "later, or screen it with `yalu screen`"
                )
                raise HTTPException(HTTPStatus.SERVICE_UNAVAILABLE, told)
            timer = threading.Timer(seconds, self.drop, (token,))
            timer.daemon = True
            self._held[token] = timer
            timer.start()
        called = _harmless(name)
        path = self.folder / token / called
        try:
            path.parent.mkdir(mode=0o700)
            size = _copied(stream, path, most)
            upload = Upload(token=token, name=called, path=path, size=size)
            _require_modest(upload, most)
        except BaseException:
            self.drop(token)
            raise
        return upload

    def holds(self, token: str) -> bool:
        """Return whether something of a file is still kept."""
        return token in self._held

    def drop(self, token: str) -> None:
        """Take away a file and what was found in it."""
        with self._door:
            timer = self._held.pop(token, None)
        if timer is not None:
            timer.cancel()
            shutil.rmtree(self.folder / token, ignore_errors=True)

    def close(self) -> None:
        """Take away everything."""
        for token in list(self._held):
            self.drop(token)
        self._place.cleanup()


def _clear_abandoned() -> None:
    """Take away what a program left behind that was ended before it could."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*-*"):
        number = folder.name.removeprefix(_PREFIX).partition("-")[0]
        if number.isdigit() and not _runs(int(number)):
            shutil.rmtree(folder, ignore_errors=True)


def _runs(number: int) -> bool:
    """Return whether a program of that number runs, as far as can be told."""
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True  # it is somebody else's
    return True


def _harmless(name: str) -> str:
    """Return the last part of a name in plain letters, such as can do no harm.

    Examples
    --------
    >>> _harmless("../../etc/pass wd.csv"), _harmless("..")
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
        raise _unusable(upload, found, "Split it, or use `yalu screen`")
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
        if (rows := footer.num_rows) > _MOST_ROWS:
            found = f"found {rows:,} records; expected at most {_MOST_ROWS:,}"
            raise _unusable(upload, found, "Split it, or use `yalu screen`")
        if any(pa.types.is_nested(one.type) for one in pq.read_schema(upload.path)):
            found = "found columns within columns; expected a flat table"
            raise _unusable(upload, found, "Write each of them as a column of its own")
        groups = (footer.row_group(number) for number in range(footer.num_row_groups))
        packed = sum(group.total_byte_size for group in groups)
        if packed > allowed or _laid_out(upload.path, allowed) > allowed:
            found = f"found Parquet that unpacks to more than {allowed:,} bytes"
            raise _unusable(upload, found, "Split it, or use `yalu screen`")
    except (OSError, pa.ArrowException):
        return  # whoever reads it says how it is damaged


def _laid_out(path: Path, enough: int) -> int:
    """Return how many bytes the values of a flat file are, each written out.

    One word may stand for millions of cells: its length is told by no footer. Counting
    ends with the first column that makes it more than is asked about.
    """
    schema = pq.read_schema(path)
    words = [one.name for one in schema if _is_wordy(one.type)]
    with pq.ParquetFile(path, read_dictionary=words) as file:
        rows: int = file.metadata.num_rows
        size = rows * _WIDEST * (len(schema) - len(words))
        for group in range(file.num_row_groups):
            for name in words:
                column = file.read_row_group(group, columns=[name]).column(0)
                size += sum(map(_written_out, column.chunks))
                if size > enough:
                    return size
    return size


def _is_wordy(kind: pa.DataType) -> bool:
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    return bool(
        pa.types.is_string(kind)
        or pa.types.is_large_string(kind)
        or pa.types.is_binary(kind)
        or pa.types.is_large_binary(kind)
    )


def _written_out(chunk: pa.Array) -> int:
    if not pa.types.is_dictionary(chunk.type):
        return int(chunk.nbytes)
    lengths = pc.binary_length(chunk.dictionary)
    return int(pc.sum(pc.take(lengths, chunk.indices)).as_py() or 0)


def _unusable(upload: Upload, found: str, remedy: str) -> SchemaError:
    problem = Problem(upload.name, found, remedy)
    return UnusableFileError(describe("The file cannot be screened", [problem]))
