"""One body on its way to disk, perhaps over several attempts.

Beside the part that has come stands a note of the state of the file it belongs to, as
the service named it: a strong entity tag, else the day of the last change. Without one
nobody can tell whether the rest would fit, and the transfer starts anew.
"""

import contextlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import httpx

from yalu.sources.fetching.cache import Ask

__all__ = ["Transfer"]

_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+|\*)")
_PARTIAL = 206


@dataclass(slots=True, kw_only=True)
class Transfer:
    """A body and what of it is on disk.

    Attributes
    ----------
    ask : Ask
        The request.
    place : Path
        The folder of the request.

    """

    ask: Ask
    place: Path
    _append: bool = False

    @property
    def part(self) -> Path:
        """The file that the body grows in."""
        return self.place / f"{self.ask.name}.part"

    @property
    def note(self) -> Path:
        """The file that says which state of the body the part belongs to."""
        return self.place / f"{self.ask.name}.part.json"

    def headers(self) -> dict[str, str]:
        """Return the headers that ask for the rest, or for the whole."""
        if not self.ask.resumable:
            return {}
        # Packed bytes have other places than those on disk.
        plain = {"Accept-Encoding": "identity"}
        state = self._state()
        if not state or not self.part.is_file() or not self.part.stat().st_size:
            return plain
        size = self.part.stat().st_size
        return {**plain, "Range": f"bytes={size}-", "If-Range": state}

    def begin(self, response: httpx.Response) -> int | None:
        """Return the size that the body will have, None if it is not told.

        Raises
        ------
        ValueError
            If the service gives a range that nobody asked for.

        """
        length = response.headers.get("Content-Length", "")
        packed = response.headers.get("Content-Encoding", "identity") != "identity"
        told = int(length) if length.isdecimal() and not packed else None
        self._append = response.status_code == _PARTIAL
        if self._append:
            size = self.part.stat().st_size if self.part.is_file() else 0
            found = _RANGE.fullmatch(response.headers.get("Content-Range", ""))
            if found is None or int(found[1]) != size:
                text = response.headers.get("Content-Range", "no range")
                msg = f"found the range {text!r}; expected one from byte {size:,}"
                raise ValueError(msg)
            return int(found[2]) if found[2] != "*" else None
        self.discard()
        if self.ask.resumable:
            tag = response.headers.get("ETag", "")
            state = (
                tag if tag.startswith('"') else response.headers.get("Last-Modified")
            )
            if state:
                text = json.dumps({"state": state})
                self.note.write_text(text, encoding="utf-8")
        return told

    def opened(self) -> BinaryIO:
        """Return the part, open for the bytes that come next."""
        return self.part.open("ab" if self._append else "wb")

    def discard(self) -> None:
        """Forget what has come."""
        self.part.unlink(missing_ok=True)
        self.note.unlink(missing_ok=True)

    def settle(self) -> None:
        """Forget the note: the body is whole."""
        self.note.unlink(missing_ok=True)

    def _state(self) -> str:
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            return str(json.loads(self.note.read_text(encoding="utf-8"))["state"])
        return ""
