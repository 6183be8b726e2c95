"""Files that are there whole or not at all, however the writing ends.

Whatever Yalu writes goes to a hidden file beside its place first, is brought to the
disk, and is then moved into place in one step. A process that is killed meanwhile, or a
disk that is full, leaves the older file as it was; what is left behind is a hidden file
whose name ends in ``.partial`` before its suffix, and the next writing sweeps it away
when it is a day old.
"""

import contextlib
import os
import re
import secrets
import shutil
import stat
import time
from collections.abc import Iterator
from pathlib import Path

from yalu.errors import UnusableFileError

__all__ = ["make_folder", "write_bytes", "write_text", "written"]

_STALE_AFTER = 24 * 60 * 60.0  # seconds: no writing of ours takes a day


@contextlib.contextmanager
def written(path: str | Path) -> Iterator[Path]:
    """Give a path to write to, and move what was written there into place at the end.

    Nothing is left behind if the writing fails or is broken off, and an older file of
    that name stays as it was. A link is followed, and the permissions of an older file
    are kept. What is no regular file, such as a pipe, is written to directly.

    Parameters
    ----------
    path : str or Path
        Where the file goes; its folder must be there.

    Yields
    ------
    Path
        An empty file beside it, of the same suffix.

    Raises
    ------
    UnusableFileError
        If the folder is missing or may not be written into, if a folder stands in the
        place of the file, or if the disk fails.

    """
    asked = Path(path)
    place = Path(os.path.realpath(asked))
    if place.is_dir():
        raise UnusableFileError(
            f"{asked}: found a folder; expected the name of a file. Name a file in it."
        )
    if place.exists() and not place.is_file():
        yield asked
        return
    # A name of its own, so that two runs do not write into one file.
    token = secrets.token_hex(4)
    fresh = place.with_name(f".{place.stem}-{token}.partial{place.suffix}")
    try:
        _sweep(place)
        fresh.touch(exist_ok=False)
        yield fresh
        if place.exists():
            shutil.copymode(place, fresh)
        _to_disk(fresh)
        fresh.replace(place)
        _to_disk(place.parent)
    except OSError as error:
        if error.filename not in (None, str(fresh), str(place.parent)):
            raise  # another file, which whoever writes was reading
        raise UnusableFileError(_refusal(asked, error)) from error
    finally:
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)


def write_bytes(path: str | Path, content: bytes) -> None:
    """Write a file of these bytes, whole or not at all.

    Raises
    ------
    UnusableFileError
        As `written` does.

    """
    with written(path) as fresh:
        fresh.write_bytes(content)


def write_text(path: str | Path, text: str) -> None:
    """Write a file of this text in UTF-8, line ends as they are, whole or not at all.

    Raises
    ------
    UnusableFileError
        As `written` does.

    """
    write_bytes(path, text.encode("utf-8"))


def make_folder(path: str | Path) -> Path:
    """Return a folder, made with those above it where it was not there.

    Raises
    ------
    UnusableFileError
        If it cannot be made.

    """
    folder = Path(path)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnusableFileError(_refusal(folder, error)) from error
    return folder


def _refusal(path: Path, error: OSError) -> str:
    reason = error.strerror or type(error).__name__
    return (
        f"{path}: found no way to write there ({reason}); expected a folder that may "
        "be written into, with room. Create it, or choose another path."
    )


def _sweep(place: Path) -> None:
    """Delete what killed processes left of this file, a day ago or longer."""
    stem, suffix = re.escape(place.stem), re.escape(place.suffix)
    left = re.compile(rf"\.{stem}-[0-9a-f]{{8}}\.partial{suffix}")
    for path in place.parent.iterdir():
        with contextlib.suppress(OSError):
            old = time.time() - path.lstat().st_mtime > _STALE_AFTER
            if old and left.fullmatch(path.name):
                path.unlink()


def _to_disk(path: Path) -> None:
    """Wait until what was written of a file, or of a folder's names, is on the disk."""
    is_folder = stat.S_ISDIR(path.stat().st_mode)
    if is_folder and os.name == "nt":
        return  # folders cannot be opened there, and need not be
    handle = os.open(path, os.O_RDONLY if is_folder else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
