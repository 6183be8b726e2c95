"""Files that are there whole or not at all."""

import contextlib
import secrets
from collections.abc import Iterator
from pathlib import Path

from yalu.errors import UnusableFileError

__all__ = ["written"]


@contextlib.contextmanager
def written(path: Path) -> Iterator[Path]:
    """Give a path to write to, and move what was written there into place at the end.

    Nothing is left behind if the writing fails or is broken off, and an older file of
    that name stays as it was.

    Raises
    ------
    UnusableFileError
        If the folder is missing or may not be written into.

    """
    # A name of its own, so that two runs do not write into one file.
    fresh = path.with_name(f".{path.stem}-{secrets.token_hex(4)}{path.suffix}")
    try:
        fresh.touch(exist_ok=False)
    except OSError as error:
        msg = (
            f"{path}: found no way to write there ({error.strerror}); expected a "
            "folder that may be written into. Create it, or choose another path."
        )
        raise UnusableFileError(msg) from error
    try:
        yield fresh
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
