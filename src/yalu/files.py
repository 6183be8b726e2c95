"""Files that are there whole or not at all, however the writing ends.

Whatever Yalu writes goes to a hidden file beside its place first, is brought to the
disk, and is then moved into place in one step. A process that is killed meanwhile, or a
disk that is full, leaves the older file as it was; what is left behind is a hidden file
whose name ends in ``.partial`` before its suffix, and the next writing sweeps it away
when it is a day old.
"""

import contextlib
import errno
import json
import os
import re
import secrets
import shutil
import stat
import time
from collections.abc import Collection, Iterator
from pathlib import Path

from yalu.errors import UnusableFileError

__all__ = [
    "make_folder",
    "require_folder",
    "require_place",
    "settle",
    "write_bytes",
    "write_text",
    "written",
    "written_together",
]

_READY, _PLAN = ".ready", "plan.json"
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
        with _told(asked, (str(asked),)):
            yield asked
        return
    # A name of its own, so that two runs do not write into one file.
    token = secrets.token_hex(4)
    fresh = place.with_name(f".{place.stem}-{token}.partial{place.suffix}")
    try:
        with _told(asked, (str(fresh), str(place.parent))):
            _sweep(place)
            fresh.touch(exist_ok=False)
            yield fresh
            if place.exists():
                shutil.copymode(place, fresh)
            _to_disk(fresh)
            fresh.replace(place)
            _to_disk(place.parent)
    finally:
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)


@contextlib.contextmanager
def written_together(folder: str | Path, names: Collection[str]) -> Iterator[Path]:
    """Give a folder to write to, and put its files in the place of others, all or none.

    For files that make sense only together, such as tables and the hashes of them. When
    all are written and on the disk, one step decides that they are valid; a process
    that is killed before leaves the older ones as they were, and one that is killed
    after is finished by the next `settle`.

    Parameters
    ----------
    folder : str or Path
        Where the files go; made if it is not there.
    names : collection of str
        The files that these ones replace; what is not written anew is deleted.

    Yields
    ------
    Path
        An empty folder; no folders in it.

    Raises
    ------
    UnusableFileError
        As `written` does.

    """
    place = make_folder(folder)
    settle(place)
    token = secrets.token_hex(4)
    stage = place / f".stage-{token}.partial"
    try:
        _sweep_stages(place)
        stage.mkdir()
        yield stage
        fresh = sorted(path.name for path in stage.iterdir())
        plan = {"move": fresh, "delete": sorted({*names} - {*fresh})}
        (stage / _PLAN).write_text(json.dumps(plan), encoding="utf-8")
        for path in (*stage.iterdir(), stage):
            _to_disk(path)
        stage.rename(place / _READY)  # from here on these are the files
    except OSError as error:
        raise UnusableFileError(_refusal(place, error)) from error
    finally:
        shutil.rmtree(stage, ignore_errors=True)
    settle(place)


def settle(folder: str | Path) -> None:
    """Finish what a process that was killed had decided to write into a folder.

    Call it before reading files that `written_together` wrote. Where nothing is left to
    be finished, nothing is written.

    Raises
    ------
    UnusableFileError
        If there is, and the folder may not be written into.

    """
    place = Path(folder)
    ready = place / _READY
    if not ready.is_dir():
        return
    try:
        if (ready / _PLAN).exists():
            plan = json.loads((ready / _PLAN).read_text(encoding="utf-8"))
            for name in plan["move"]:
                if (ready / name).exists():
                    (ready / name).replace(place / name)
            for name in plan["delete"]:
                (place / name).unlink(missing_ok=True)
            _to_disk(place)
            (ready / _PLAN).unlink()
        ready.rmdir()
    except OSError as error:
        raise UnusableFileError(
            f"{place}: found that the last writing was broken off and cannot be "
            f"finished ({error.strerror}); expected a folder that may be written into. "
            "Let it be, once."
        ) from error


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
        If it cannot be made, or may not be written into.

    """
    folder = Path(path)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnusableFileError(_refusal(folder, error)) from error
    _require_rights(folder)
    return folder


def require_place(path: str | Path) -> None:
    """Do nothing if a file can be written there: ask before the work of minutes.

    Raises
    ------
    UnusableFileError
        If its folder is missing or may not be written into.

    """
    folder = Path(path).parent
    if not folder.is_dir():
        missing = FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        raise UnusableFileError(_refusal(Path(path), missing))
    _require_rights(folder)


def require_folder(path: str | Path) -> None:
    """Do nothing if such a folder is there or can be made, and be written into.

    Raises
    ------
    UnusableFileError
        If not.

    """
    folder = Path(path)
    standing = next(each for each in (folder, *folder.parents, Path()) if each.exists())
    if not standing.is_dir():
        taken = NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
        raise UnusableFileError(_refusal(folder, taken))
    _require_rights(standing)


def _require_rights(folder: Path) -> None:
    if not os.access(folder, os.W_OK):
        denied = PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        raise UnusableFileError(_refusal(folder, denied))


@contextlib.contextmanager
def _told(asked: Path, ours: Collection[str]) -> Iterator[None]:
    """Tell a failure to write in words; that of any other file is let through."""
    try:
        yield
    except OSError as error:
        if error.filename not in (None, *ours):
            raise
        raise UnusableFileError(_refusal(asked, error)) from error


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


def _sweep_stages(place: Path) -> None:
    """Delete the folders that killed processes left, a day ago or longer."""
    for path in place.glob(".stage-*.partial"):
        with contextlib.suppress(OSError):
            if time.time() - path.stat().st_mtime > _STALE_AFTER:
                shutil.rmtree(path, ignore_errors=True)


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
