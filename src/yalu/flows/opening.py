"""From the bytes of a file to clean lines of text, a block at a time.

A text file is cut into lines before anything else: one line is one record. A
line that is not in the encoding of the file, or that opens a quote and does not
close it, is taken out and remembered with its number, so that it cannot spoil its
neighbours. A file that cannot be read at all stops with one message.
"""

import codecs
import contextlib
import csv
import gzip
import io
import re
import zlib
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO, cast

from yalu.errors import UnusableFileError
from yalu.flows.quarantine import Rule

__all__ = [
    "GONE",
    "Form",
    "LineStream",
    "decoding",
    "form_of",
    "head_of",
    "opened",
    "split_header",
]

_HEAD_BYTES = 1 << 20
_BLOCK_BYTES = 1 << 24
_LONGEST_LINE = 1 << 26
_GZIP = b"\x1f\x8b"
_PARQUET = b"PAR1"
_SHOWN = 80
_DELIMITERS = (",", ";", "\t", "|")
_NAMES = ("reporter", "partner", "direction")
_BOM = b"\xef\xbb\xbf"
_BLANK = re.compile(rb"(?:^|\n)[ \t]*\r?\n")

GONE = "\x1a"
"""What stands in the place of a line that is blank or was taken out."""


class Form(StrEnum):
    """What a file is made of, whatever its name says."""

    TEXT = "text"
    JSON = "json"
    PARQUET = "parquet"


@contextlib.contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Open a file for reading, unpacking gzip; damage is told in words.

    Raises
    ------
    UnusableFileError
        If there is no such file, or its compression is damaged.

    """
    if path.is_dir():
        msg = (
            f"{path}: found a folder that holds no Parquet file; expected files of "
            "flows. Name its files of CSV or JSON one by one, or check the path."
        )
        raise UnusableFileError(msg)
    if not path.is_file():
        msg = f"{path}: found no such file; expected a file of flows. Check the path."
        raise UnusableFileError(msg)
    try:
        with path.open("rb") as raw:
            packed = raw.read(2) == _GZIP
            raw.seek(0)
            if packed:
                with gzip.open(raw) as unpacked:
                    yield cast("BinaryIO", unpacked)
            else:
                yield raw
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        msg = (
            f"{path}: found gzip data that end too early or are damaged ({error}); "
            "expected a whole file. Fetch it again; nothing was read from it."
        )
        raise UnusableFileError(msg) from error
    except PermissionError as error:
        msg = f"{path}: found a file that may not be read. Change its permissions."
        raise UnusableFileError(msg) from error


def head_of(path: Path) -> bytes:
    """Return the first bytes of a file, unpacked.

    Raises
    ------
    UnusableFileError
        If it is empty, damaged or not there.

    """
    with opened(path) as stream:
        head = stream.read(_HEAD_BYTES)
    if not head.strip():
        msg = (
            f"{path}: found an empty file; expected records of trade. Check that the "
            "download or export came to its end."
        )
        raise UnusableFileError(msg)
    return head


def form_of(head: bytes, *, place: str) -> Form:
    """Return what a file is made of, judged by its first bytes.

    Raises
    ------
    UnusableFileError
        If it is neither text nor JSON nor Parquet; common mistakes are named.

    """
    if head.startswith(_PARQUET):
        return Form.PARQUET
    known = {
        b"PK\x03\x04": "a zip archive or an Excel workbook",
        b"\xd0\xcf\x11\xe0": "an old Excel workbook",
        b"%PDF": "a PDF document",
        b"\xff\xfe": "text in UTF-16",
        b"\xfe\xff": "text in UTF-16",
    }
    found = next((name for magic, name in known.items() if head.startswith(magic)), "")
    lines = head[: 1 << 16].split(b"\n")
    spoilt = sum(b"\0" in line for line in lines)
    if not found and (b"\0" in lines[0] or 2 * spoilt > len(lines)):
        found = "binary data"
    if found:
        msg = (
            f"{place}: found {found}; expected CSV text, JSON or Parquet, perhaps "
            "packed with gzip. Export the table as CSV in UTF-8 and read that."
        )
        raise UnusableFileError(msg)
    start = head.removeprefix(_BOM).lstrip()[:1]
    return Form.JSON if start in {b"{", b"["} else Form.TEXT


def decoding(head: bytes, stated: str | None, *, place: str) -> str:
    """Return the encoding to read a text file in.

    A file is UTF-8 unless most of its lines beyond ASCII are only GB18030.

    Raises
    ------
    UnusableFileError
        If the stated encoding has no such name.

    """
    if stated is not None:
        try:
            return codecs.lookup(stated).name
        except LookupError as error:
            msg = (
                f"{place}: found encoding {stated!r}; expected a known name. Write for "
                "example utf-8, gb18030 or latin-1."
            )
            raise UnusableFileError(msg) from error
    lines = [line for line in head.splitlines()[:-1] or [head] if not line.isascii()]
    broken = [line for line in lines if not _decodes(line, "utf-8")]
    # Accented letters between plain ones pass for rare characters of GB18030, but
    # not for those of the older GB2312, which make up almost all Chinese text.
    chinese = [line for line in broken if _decodes(line, "gb2312")]
    return "gb18030" if 2 * len(chinese) > len(lines) else "utf-8"


def _decodes(line: bytes, encoding: str) -> bool:
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def split_header(
    head: bytes, encoding: str, stated: str, *, place: str
) -> tuple[str, list[str]]:
    """Return the delimiter of a text file and the names of its columns.

    Parameters
    ----------
    head : bytes
        Beginning of the file.
    encoding : str
        Its encoding.
    stated : str
        The delimiter if it is known, else nothing: the most frequent one is taken.
    place : str
        The file, for the message.

    Raises
    ------
    UnusableFileError
        If its first line is no row of names.

    """
    lines = head.decode(encoding, errors="replace").lstrip("\ufeff").splitlines()
    header = lines[0] if lines else ""  # nothing but a mark of the encoding
    delimiter = stated or max(_DELIMITERS, key=header.count)
    try:
        names = next(csv.reader([header], delimiter=delimiter), [])
    except csv.Error:  # a name of more letters than a cell may have
        names = []
    is_cut = len(lines) == 1 and len(head) == _HEAD_BYTES
    if is_cut or (header and not names):
        msg = (
            f"{place}: found a first line of {len(header):,} letters, which cannot be "
            f"names of columns; expected a line such as {delimiter.join(_NAMES)}. "
            "Check that the file is CSV with a heading."
        )
        raise UnusableFileError(msg)
    return delimiter, names


class LineStream(io.RawIOBase):
    """The text of a file as UTF-8 without the lines that would spoil it.

    A line taken out, like a blank one, leaves the mark `GONE`, which splits into one
    column only; so the numbers of lines stay those of the file.

    Attributes
    ----------
    broken : dict of int to (Rule, str)
        The lines taken out by number, from 1, with the rule they break and their
        beginning.

    """

    def __init__(self, stream: BinaryIO, *, encoding: str, delimiter: str) -> None:
        super().__init__()
        self.broken: dict[int, tuple[Rule, str]] = {}
        self._stream = stream
        self._encoding = encoding
        self._delimiter = delimiter
        self._rest = b""
        self._ready = memoryview(b"")
        self._lines = 0
        self._ended = False

    def readable(self) -> bool:
        """Return True: this is a stream to read from."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill a buffer with clean text and return how many bytes it holds."""
        while not self._ready and not self._ended:
            self._ready = memoryview(self._next())
        size = min(len(buffer), len(self._ready))
        buffer[:size] = self._ready[:size]
        self._ready = self._ready[size:]
        return size

    def _next(self) -> bytes:
        block = self._stream.read(_BLOCK_BYTES)
        self._ended = not block
        block = self._rest + block
        if not self._ended:
            end = block.rfind(b"\n") + 1
            block, self._rest = block[:end], block[end:]
            if len(self._rest) > _LONGEST_LINE:
                msg = (
                    f"line {self._lines + 1}: found no end within "
                    f"{_LONGEST_LINE >> 20} MB; expected lines of text. Check that "
                    "the file is CSV with a line break after each record."
                )
                raise UnusableFileError(msg)
        if self._lines == 0:
            block = block.removeprefix(_BOM)
        cleaned = self._clean(block)
        self._lines += block.count(b"\n")
        return cleaned

    def _clean(self, block: bytes) -> bytes:
        quotes = b'"' in block
        if not quotes and b"\0" not in block and not _BLANK.search(block):
            with contextlib.suppress(UnicodeDecodeError):
                text = block.decode(self._encoding)
                return block if self._encoding == "utf-8" else text.encode()
        lines = block.split(b"\n")
        after = lines.pop()  # what follows the last line break, most often nothing
        cleaned = [
            self._clean_line(line, number)
            for number, line in enumerate(lines, start=self._lines + 1)
        ]
        last = self._lines + len(lines) + 1
        cleaned.append(self._clean_line(after, last) if after else after)
        return b"\n".join(cleaned)

    def _clean_line(self, line: bytes, number: int) -> bytes:
        if not line.strip():
            return GONE.encode()
        try:
            text = line.decode(self._encoding)
        except UnicodeDecodeError as error:
            around = line[max(0, error.start - _SHOWN // 2) :]
            shown = around.decode(self._encoding, errors="backslashreplace")
            self.broken[number] = (Rule.ENCODING, shown[:_SHOWN].rstrip("\r"))
            return GONE.encode()
        if "\0" in text:
            shown = text.replace("\0", "\\0")
            self.broken[number] = (Rule.BROKEN_LINE, shown[:_SHOWN])
            return GONE.encode()
        if text.count('"') % 2 and self._unclosed(text):
            self.broken[number] = (Rule.BROKEN_LINE, text[:_SHOWN].rstrip("\r"))
            return GONE.encode()
        return line if self._encoding == "utf-8" else text.encode()

    def _unclosed(self, text: str) -> bool:
        try:
            next(csv.reader([text], delimiter=self._delimiter, strict=True), None)
        except csv.Error:
            return True
        return False
